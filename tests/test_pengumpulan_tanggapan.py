"""The Lembar Tanggapan: every round of every returned item, on its page and on paper."""

from decimal import Decimal

import pytest

from collection.models import Butir
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.sop.perform import write

from .collected import text_of
from .ground import grounded
from .returned import answer_and_hand_in, give_back, hand_in_again, isian, mark
from .walk import do, fill, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


def twice_returned(run, people):
    text = {"pembilang": 79, "penghambat": "Satu jabatan kosong."}
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1=text)
    run = to(run, people, "analisa")
    mark(run, people, IKK_2="terima")
    run = give_back(run, people, "IKU-1")
    proof = [{"tautan": "https://contoh.go.id/sk.pdf", "keterangan": "SK jabatan"}]
    text = {"penghambat": "Dua jabatan kosong.", "lampirkan": proof}
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1=text)
    return to(run, people, "analisa")


# -- the page ----------------------------------------------------------------------------------


def test_all_rounds_stay_readable_side_by_side_after_the_approval_too(run, people, signed_in):
    run = to(twice_returned(run, people), people, "lapor")
    page = signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/tanggapan/?tampil=semua")
    text = text_of(page)
    assert text.index("Putaran 2") < text.index("Putaran 1")
    assert "84 / 100 = 84,00% 79 / 100 = 79,00% turun 5 · 5,00 poin" in text
    assert "Faktor penghambat. Satu Dua jabatan kosong." in text, "word by word"
    assert "SK jabatan baru" in text and "Berubah tanpa bukti baru" in text
    html = page.content.decode()
    assert "<del>Satu</del> <ins>Dua</ins> jabatan kosong." in html
    assert html.count("Dikembalikan lagi") == 1 and html.count("Diterima") == 2


def test_only_what_changed_stands_there_first(run, people, signed_in):
    run = twice_returned(run, people)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/tanggapan/"
    assert "IKK-2" not in text_of(sekretaris.get(url))
    assert "IKK-2" in text_of(sekretaris.get(f"{url}?tampil=semua"))


def test_a_round_in_which_nothing_changed_says_so_and_leads_to_its_items(run, people, signed_in):
    tim, url = signed_in(people.tim), f"/pengumpulan/{run.pk}/tanggapan/"
    run = give_back(run, people, "IKU-1", "IKK-2")
    page = tim.get(url)
    assert "Tidak satu pun dari 2 butir ini berubah. Baca semua butir" in text_of(page)
    assert 'href="?tampil=semua">Baca semua butir' in page.content.decode()
    assert "Baca semua butir" not in text_of(tim.get(f"{url}?tampil=semua"))
    answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    assert "Baca semua butir" not in text_of(tim.get(url))


def test_a_unit_reads_its_own_items_and_strangers_none(run, people, signed_in):
    run = give_back(run, people, "IKU-1", "IKK-3")
    url = f"/pengumpulan/{run.pk}/tanggapan/?tampil=semua"
    for who, own, other in (("staf", "IKU-1", "IKK-3"), ("bidang_lain", "IKK-3", "IKU-1")):
        text = text_of(signed_in(getattr(people, who)).get(url))
        assert own in text and other not in text
    assert "IKU-1" in text_of(signed_in(people.tim).get(url))
    for who in (people.kasubbag, people.kepala, people.admin):
        assert signed_in(who).get(url).status_code == 404


def test_the_sekretaris_reads_what_they_judged_and_not_what_the_unit_is_still_writing(
    run, people, signed_in
):
    run = give_back(twice_returned(run, people), people, "IKU-1")
    row = isian(run, "IKU-1")
    write(row, by=people.staf, seen=row.seen(), penghambat="Masih ditulis.", pembilang=61)
    text = text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/tanggapan/"))
    assert "Putaran 3" in text and "84 / 100 = 84,00% 79 / 100 = 79,00%" in text
    assert "Belum dilaporkan Tim SAKIP." in text
    assert "61 / 100" not in text and "Masih ditulis." not in text
    assert "61 / 100" in text_of(signed_in(people.staf).get(f"/pengumpulan/{run.pk}/tanggapan/"))


def given_back_by_tim(form, people):
    """Tim SAKIP returns the handed in form once more, before anybody above was told of it."""
    items = [{"isian": form.isian.get(kode="IKU-1"), "jenis": "usang", "alasan": "Perbarui."}]
    return do(form, "kembalikan", people.tim, note="Ulangi.", items=items)


def test_the_sekretaris_reads_no_value_that_tim_sakip_gave_back_before_the_first_report(
    form, people, signed_in
):
    fill(form, people.staf, {"IKU-1": Decimal(61)})
    given_back_by_tim(do(do(form, "isi", people.staf), "serahkan", people.bidang), people)
    url = f"/pengumpulan/{form.run_id}/tanggapan/?tampil=semua"
    assert signed_in(people.sekretaris).get(url).status_code == 404
    assert "61 / 100" in text_of(signed_in(people.tim).get(url))


def test_the_sekretaris_reads_no_answer_that_tim_sakip_gave_back_before_the_next_report(
    run, people, signed_in
):
    run = give_back(twice_returned(run, people), people, "IKU-1")
    form = hand_in_again(run, people.staf, people.bidang, IKU_1={"pembilang": 61})
    given_back_by_tim(form, people)
    url = f"/pengumpulan/{run.pk}/tanggapan/?tampil=semua"
    text = text_of(signed_in(people.sekretaris).get(url))
    assert "61 / 100" not in text and text.count("Sudah diperbaiki.") == 3
    assert "Putaran 3" in text and "84 / 100 = 84,00% 79 / 100 = 79,00%" in text
    assert "61 / 100" in text_of(signed_in(people.tim).get(url))


# -- the paper ---------------------------------------------------------------------------------


def test_a_run_without_returns_has_no_lembar_tanggapan(run, people):
    assert not issued_of(to(run, people, "lapor"), kinds.LEMBAR_TANGGAPAN).exists()


def test_approval_accepts_what_was_answered_and_prints_every_round(run, people):
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    run = to(run, people, "lapor")
    assert Butir.objects.get().putusan == "diterima"
    paper = issued_of(run, kinds.LEMBAR_TANGGAPAN).first()
    (line,) = paper.data["pengembalian"][0]["baris"]
    assert (line["kode"], line["putusan"], line["jawaban"]) == (
        "IKU-1",
        "Diterima",
        "Sudah diperbaiki.",
    )


def test_the_paper_prints_difference_words_files_and_what_lacks_proof(run, people):
    run = to(twice_returned(run, people), people, "lapor")
    data = issued_of(run, kinds.LEMBAR_TANGGAPAN).first().data["pengembalian"]
    first, unchanged, second = (b for back in data for b in back["baris"])
    assert (first["lama"], first["baru"]) == ("84 / 100 = 84,00%", "79 / 100 = 79,00%")
    assert (first["selisih"], first["tanpa_bukti"]) == ("turun 5 · 5,00 poin", True)
    assert (unchanged["selisih"], unchanged["tanpa_bukti"]) == ("", False)
    assert second["teks"] == [
        {
            "nama": "Faktor penghambat",
            "kata": [["-", "Satu"], ["+", "Dua"], ["=", "jabatan kosong."]],
        }
    ]
    assert second["berkas"] == [
        {"tanda": "+", "nama": "SK jabatan", "sidik": "", "tautan": "https://contoh.go.id/sk.pdf"}
    ]
