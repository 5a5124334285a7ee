"""A form that comes back to Tim SAKIP: what changed, what did not, and no decision on an old page."""

import pytest

from collection.models import Butir, Dilihat, Formulir
from sakip.sop.perform import write

from .collected import form_of, inputs, received, row, send, text_of
from .ground import grounded
from .promise import ROWS, make_promise
from .returned import give_back, hand_in_again
from .walk import answer_warnings, do, fill, hand_in, start, to

pytestmark = pytest.mark.django_db
SINCE = "Berubah sejak terakhir Anda lihat"
KODES = ["IKU-1", "IKK-1", "IKK-2"]


@grounded
def handed_in(form, people):
    """The form of Bidang Mutasi as it came to Tim SAKIP for the first time."""
    fill(form, people.staf)
    do(form, "isi", people.staf)
    return do(form, "serahkan", people.bidang)


def returned(tim, form, *kodes):
    """Tim SAKIP marks these items on the page and gives the form back."""
    marks = {"catatan": "Lengkapi yang ditandai."}
    for kode in kodes:
        pk = row(form, kode).pk
        marks |= {f"periksa-p-{pk}": "kembalikan", f"periksa-j-{pk}": "angka_diragukan"}
        marks |= {f"periksa-a-{pk}": f"Cocokkan {kode}."}
    assert send(tim, form, marks, verb="kembalikan").status_code == 302


@pytest.fixture
def come_back(handed_in, people, tim):
    """IKU-1 went back and came changed, IKK-2 went back and came as it was."""
    returned(tim, handed_in, "IKU-1", "IKK-2")
    return hand_in_again(handed_in.run, people.staf, people.bidang, IKU_1={"pembilang": 79})


def row_html(page, isian) -> str:
    """The row of one value in the grid, without what stands below it."""
    return page.content.decode().partition(f'id="b{isian.pk}"')[2].partition("</tr>")[0]


def shown_on(page, form) -> list[str]:
    """The codes of the values that have a row on the page."""
    return [kode for kode in KODES if row_html(page, row(form, kode))]


# -- what changed since ---------------------------------------------------------------------------


def test_tim_sakip_is_told_what_changed_in_a_form_since_it_last_looked(handed_in, people, tim):
    url = handed_in.get_absolute_url()
    assert SINCE not in text_of(tim.get(url))
    returned(tim, handed_in, "IKU-1", "IKK-2")
    form = hand_in_again(handed_in.run, people.staf, people.bidang, IKU_1={"pembilang": 79})
    for _ in range(2):  # for the whole sitting, however often the page is loaded
        page = tim.get(f"{url}?tab=semua")
        assert text_of(page).count(SINCE) == 1
        assert SINCE in row_html(page, row(form, "IKU-1"))
        assert "saat itu 84 / 100 = 84,00%" in text_of(page)
    returned(tim, form, "IKK-2")
    form = hand_in_again(form.run, people.staf, people.bidang)
    assert SINCE not in text_of(tim.get(f"{url}?tab=semua")), "it has seen the 79 by now"


def test_what_tim_sakip_saw_in_the_recap_counts_at_the_form_and_the_other_way_round(
    promise, people, tim
):
    run = to(start(people), people, "rekap")
    recap = f"/pengumpulan/{run.pk}/rekap/"
    tim.get(recap)
    run = give_back(run, people, "IKU-1", by=people.tim)
    form = hand_in_again(run, people.staf, people.bidang, IKU_1={"pembilang": 79})
    page = text_of(tim.get(form.get_absolute_url()))
    assert SINCE in page and "saat itu 84 / 100 = 84,00%" in page
    do(form, "periksa", people.tim)
    assert SINCE not in text_of(tim.get(f"{recap}?isian=semua&tanggapan=semua"))


def test_looking_at_a_form_is_noted_for_tim_sakip_alone_and_changes_nothing(
    handed_in, people, signed_in, tim
):
    url, before = handed_in.get_absolute_url(), handed_in.seen()
    for who in (people.staf, people.bidang, people.sekretaris, people.kepala, people.admin):
        signed_in(who).get(url)
    assert not Dilihat.objects.exists()
    tim.get(url)
    tim.get(url)
    marks = Dilihat.objects.values_list("isian__formulir", "user", "sitting")
    assert set(marks) == {(handed_in.pk, people.tim.user_id, f"formulir-{handed_in.version}")}
    assert len(marks) == handed_in.isian.count()
    assert Formulir.objects.get(pk=handed_in.pk).seen() == before


def test_a_form_that_is_not_handed_in_yet_is_read_without_a_mark(form, tim):
    tim.get(form.get_absolute_url())
    assert not Dilihat.objects.exists()


def test_each_member_of_tim_sakip_is_told_what_they_themselves_have_not_seen(
    come_back, instansi, units, signed_in
):
    from .conftest import office

    other = office(instansi, "tim_sakip", units.sekretariat, "tim2", "Anggota Tim SAKIP")
    assert SINCE not in text_of(signed_in(other).get(come_back.get_absolute_url()))


# -- which of what came back changed --------------------------------------------------------------


def test_the_page_opens_at_what_was_returned_and_counts_what_changed(come_back, tim):
    page = tim.get(come_back.get_absolute_url())
    text = text_of(page)
    assert "2 isian yang dikembalikan sudah dijawab: 1 berubah, 1 tidak berubah" in text
    assert "“Lengkapi yang ditandai.”" in text
    assert "2 jawaban diterima (1 berubah, 1 tidak berubah)" in text
    assert "Semua 3 Dikembalikan 2 Hanya yang berubah 1" in text
    assert shown_on(page, come_back) == KODES[::2]
    kept = inputs(page)
    marks = [kept[f"periksa-p-{row(come_back, k).pk}"] for k in ("IKU-1", "IKK-2")]
    assert marks == ["terima", "terima"]


@pytest.mark.parametrize(
    ("tab", "shown"), [("berubah", ["IKU-1"]), ("semua", KODES), ("dikembalikan", KODES[::2])]
)
def test_tim_sakip_looks_at_what_changed_alone_or_at_everything(come_back, tim, tab, shown):
    assert shown_on(tim.get(f"{come_back.get_absolute_url()}?tab={tab}"), come_back) == shown


def test_new_evidence_alone_is_a_change(handed_in, people, tim):
    returned(tim, handed_in, "IKK-2")
    proof = [{"tautan": "https://contoh.go.id/sk.pdf", "keterangan": "SK baru"}]
    form = hand_in_again(handed_in.run, people.staf, people.bidang, IKK_2={"lampirkan": proof})
    text = text_of(tim.get(form.get_absolute_url()))
    assert "1 isian yang dikembalikan sudah dijawab: 1 berubah, 0 tidak berubah" in text
    assert "SK baru baru" in text


def test_what_a_unit_took_back_and_changed_stands_under_what_changed(handed_in, people, tim):
    url = handed_in.get_absolute_url()
    assert "Hanya yang berubah" not in text_of(tim.get(url))
    form = do(handed_in, "tarik", people.bidang)
    iku = row(form, "IKU-1")
    write(iku, by=people.staf, seen=iku.seen(), pembilang=79)
    answer_warnings(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    text = text_of(tim.get(url))
    assert "Semua 3 Hanya yang berubah 1" in text and text.count(SINCE) == 1
    assert "sudah dijawab" not in text, "nothing was returned"


def test_nobody_but_tim_sakip_has_a_tab_of_what_changed(come_back, people, signed_in):
    for who in (people.staf, people.bidang):
        text = text_of(signed_in(who).get(come_back.get_absolute_url()))
        assert "Hanya yang berubah" not in text and SINCE not in text


# -- deciding ---------------------------------------------------------------------------------------


def test_tim_sakip_receives_all_answers_at_once_and_the_sekretaris_still_judges_each(
    come_back, tim
):
    assert send(tim, come_back, verb="periksa").status_code == 302
    form = Formulir.objects.get(pk=come_back.pk)
    assert form.finished and not form.isian.filter(terbuka=True).exists()
    assert {b.isian.kode for b in Butir.answered(form.run)} == {"IKU-1", "IKK-2"}


def test_one_item_goes_back_again_and_its_first_answer_stays(come_back, tim):
    returned(tim, come_back, "IKK-2")
    form = Formulir.objects.get(pk=come_back.pk)
    assert (form.at, form.round) == ("isi", 3)
    assert [i.kode for i in form.isian.filter(terbuka=True)] == ["IKK-2"]
    first, second = Butir.objects.filter(isian=row(form, "IKK-2")).order_by("pk")
    assert (first.putusan, first.jawaban) == ("dikembalikan", "Sudah diperbaiki.")
    assert (second.putusan, second.alasan) == ("menunggu", "Cocokkan IKK-2.")


def test_a_form_is_not_received_while_one_of_its_items_is_marked_to_go_back(come_back, tim):
    pk = row(come_back, "IKK-2").pk
    marks = {f"periksa-p-{pk}": "kembalikan", f"periksa-a-{pk}": "Lampirkan SK yang berlaku."}
    answer = send(tim, come_back, marks, verb="periksa")
    assert answer.status_code == 422
    text = text_of(answer)
    assert "IKK-2 masih bertanda Kembalikan. Ubah ke Terima dahulu untuk terima penyerahan." in text
    assert Formulir.objects.get(pk=come_back.pk).at == "periksa"
    kept = inputs(answer)
    assert kept[f"periksa-p-{pk}"] == "kembalikan"
    assert kept[f"periksa-a-{pk}"] == "Lampirkan SK yang berlaku."
    assert send(tim, come_back, {f"periksa-p-{pk}": "terima"}, verb="periksa").status_code == 302


@pytest.mark.parametrize("verb", ["periksa", "kembalikan"])
def test_an_old_page_of_a_form_is_refused_with_the_values_then_and_now(
    come_back, people, tim, clock, verb
):
    page = tim.get(come_back.get_absolute_url())
    clock.shift(60)
    form = do(come_back, "tarik", people.bidang)
    iku = row(form, "IKU-1")
    changes = {"pembilang": 70, "penghambat": "Satu jabatan terhitung dua kali."}
    write(iku, by=people.staf, seen=iku.seen(), **changes)
    pk = iku.pk
    marks = {f"periksa-p-{pk}": "kembalikan", f"periksa-a-{pk}": "Satu jabatan kosong sejak Juni."}
    marks |= {"catatan": "Lagi."}
    marks = marks if verb == "kembalikan" else {}
    for state in ("isi", "periksa"):  # while the unit has it, and once it is handed in again
        answer = send(tim, form, marks, page=page, verb=verb)
        text = text_of(answer)
        assert answer.status_code == 409, state
        assert "IKU-1, Bidang Mutasi dan Promosi 79 / 100 = 79,00% 70 / 100 = 70,00%" in text
        assert "IKU-1, Bidang Mutasi dan Promosi: faktor penghambat" in text
        assert inputs(page)["dibuka"] not in text, "nobody typed that"
        assert ("Satu jabatan kosong sejak Juni." in text) == (verb == "kembalikan")
        if state == "isi":
            form = hand_in_again(form.run, people.staf, people.bidang)
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.round) == ("periksa", 2)


def test_a_refusal_at_one_form_tells_nothing_of_another_units_values(come_back, people, tim, clock):
    page = tim.get(come_back.get_absolute_url())
    clock.shift(60)
    other = form_of(come_back.run, people.staf_lain)
    hand_in(people, other)
    do(come_back, "tarik", people.bidang)
    answer = send(tim, come_back, page=page, verb="periksa")
    assert answer.status_code == 409
    assert "Bidang Pengembangan Kompetensi" not in text_of(answer)
    assert "IKK-3" not in text_of(answer)


def test_a_form_of_which_nothing_was_returned_is_received_as_ever(handed_in, tim):
    text = text_of(tim.get(handed_in.get_absolute_url()))
    assert "Sudah diserahkan kepada Tim SAKIP" in text and "sudah dijawab:" not in text
    assert send(tim, handed_in, verb="periksa").status_code == 302
    assert Formulir.objects.get(pk=handed_in.pk).finished


# -- from one part of a form to another --------------------------------------------------------------


def marked(form, kode) -> dict:
    pk = row(form, kode).pk
    return {
        f"periksa-p-{pk}": "kembalikan",
        f"periksa-j-{pk}": "usang",
        f"periksa-a-{pk}": f"Perbarui {kode}.",
    }


def test_marks_go_along_from_tab_to_tab_and_are_returned_together(come_back, tim):
    url = come_back.get_absolute_url()
    page = tim.post(f"{url}?tab=semua", inputs(tim.get(url)) | marked(come_back, "IKK-2"))
    assert page.status_code == 200 and Formulir.objects.get(pk=come_back.pk).at == "periksa"
    sent = inputs(page) | marked(come_back, "IKK-1") | {"catatan": "Masih kurang."}
    page = tim.post(f"{url}?tab=berubah", sent)
    assert inputs(page)["catatan"] == "Masih kurang."
    assert "termasuk yang tidak tampil sekarang (IKK-1, IKK-2)" in text_of(page)
    assert shown_on(page, come_back) == KODES[:1]
    assert tim.post(url, inputs(page) | {"verb": "kembalikan"}).status_code == 302
    opened = come_back.isian.filter(terbuka=True)
    assert {i.kode for i in opened} == {"IKK-1", "IKK-2"}
    reasons = Butir.objects.filter(isian__in=opened, putusan="menunggu")
    assert {b.alasan for b in reasons} == {"Perbarui IKK-1.", "Perbarui IKK-2."}


def test_a_mark_on_another_part_of_the_form_holds_its_receipt_until_it_is_taken_back(
    come_back, tim
):
    url = come_back.get_absolute_url()
    page = tim.post(f"{url}?tab=berubah", inputs(tim.get(url)) | marked(come_back, "IKK-2"))
    answer = tim.post(f"{url}?tab=berubah", inputs(page) | {"verb": "periksa"})
    assert "IKK-2 masih bertanda Kembalikan." in text_of(answer)
    page = tim.post(f"{url}?tab=semua", inputs(answer))
    accepted = {f"periksa-p-{row(come_back, 'IKK-2').pk}": "terima"}
    page = tim.post(f"{url}?tab=berubah", inputs(page) | accepted)
    assert tim.post(url, inputs(page) | {"verb": "periksa"}).status_code == 302


def test_a_long_form_is_judged_page_by_page_with_the_marks_of_all(instansi, units, people, tim):
    make_promise(instansi, units, rows=[*ROWS, *((f"IKK-{n}", *ROWS[2][1:]) for n in range(5, 43))])
    form = received(people)
    fill(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    url = form.get_absolute_url()
    page = tim.get(url)
    assert "Halaman 1 dari 2, 41 isian" in text_of(page)
    page = tim.post(f"{url}?tab=semua&halaman=2", inputs(page) | marked(form, "IKU-1"))
    assert "Halaman 2 dari 2" in text_of(page) and "tidak tampil sekarang (IKU-1)" in text_of(page)
    sent = inputs(page) | marked(form, "IKK-42") | {"verb": "kembalikan", "catatan": "Perbarui."}
    assert tim.post(url, sent).status_code == 302
    assert {i.kode for i in form.isian.filter(terbuka=True)} == {"IKU-1", "IKK-42"}


def test_what_moves_while_tim_sakip_goes_from_tab_to_tab_is_refused_at_the_end(
    come_back, people, tim, clock
):
    url = come_back.get_absolute_url()
    page = tim.get(url)
    clock.shift(60)
    form = do(come_back, "tarik", people.bidang)
    iku = row(form, "IKU-1")
    write(iku, by=people.staf, seen=iku.seen(), pembilang=70)
    hand_in_again(form.run, people.staf, people.bidang)
    page = tim.post(f"{url}?tab=semua", inputs(page))
    answer = tim.post(url, inputs(page) | {"verb": "periksa"})
    assert answer.status_code == 409
    assert "79 / 100 = 79,00% 70 / 100 = 70,00%" in text_of(answer)
