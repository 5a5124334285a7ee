"""The way of a form: received, filled, handed in, given back, extended and closed."""

from decimal import Decimal

import pytest

from collection.models import Formulir
from sakip.sop.models import Reading
from sakip.trail.models import Entry

from .collected import at_filling, form_of, inputs, row, send, text_of
from .walk import do, fill

pytestmark = pytest.mark.django_db


# -- receiving ---------------------------------------------------------------------------------


def test_the_unit_receives_its_form_and_the_receipt_names_who_and_when(promise, people, signed_in):
    run = at_filling(people)
    form, staf = form_of(run, people.staf), signed_in(people.staf)
    assert "menunggu tanda terima" in text_of(staf.get(form.get_absolute_url()))
    assert Reading.objects.filter(run_label="collection.formulir", run_id=form.pk).exists()
    assert send(staf, form, verb="terima").status_code == 302
    from sakip.papers import kinds
    from sakip.papers.issue import issued_of

    paper = issued_of(run, kinds.TANDA_TERIMA).first()
    mine = next(b for b in paper.data["baris"] if b["unit"] == form.unit.nama)
    assert (mine["penerima"], paper.revision) == (people.staf.user.nama, 1)


def test_nothing_can_be_written_before_the_form_was_received(promise, people, signed_in):
    form = form_of(at_filling(people), people.staf)
    staf, iku = signed_in(people.staf), row(form, "IKU-1")
    answer = staf.post(
        form.get_absolute_url(), {f"m-{iku.pk}": "0.x", f"a-{iku.pk}": "1", "seen": form.seen()}
    )
    assert answer.status_code == 409
    iku.refresh_from_db()
    assert iku.version == 0


def test_who_typed_into_a_form_that_moved_on_is_given_every_figure_back(form, people, staf):
    fill(form, people.staf)
    aduan, iku, page = row(form, "IKK-2"), row(form, "IKU-1"), staf.get(form.get_absolute_url())
    do(form, "isi", people.staf)
    figures = {f"n-{aduan.pk}": "7", f"a-{iku.pk}": "81", f"b-{iku.pk}": "100"}
    answer = send(staf, form, figures, page=page)
    text = text_of(answer)
    assert answer.status_code == 409
    assert "IKK-2, realisasi 10 7" in text and "IKU-1, pembilang 84 81" in text
    assert "IKU-1, penyebut" not in text and "IKK-1" not in text, "it stands as it was"
    state = {f"k-{aduan.pk}": "tidak_berlaku", f"n-{aduan.pk}": ""}
    text = text_of(send(staf, form, state, page=page))
    assert "IKK-2, keadaan Ada nilai Tidak berlaku" in text
    assert "IKK-2, realisasi 10 tidak ada" in text


# -- handing in --------------------------------------------------------------------------------


def test_a_form_with_blanks_names_every_one_of_them(form, staf):
    answer = send(staf, form, verb="isi")
    text = text_of(answer)
    assert answer.status_code == 422
    for kode in ("IKU-1", "IKK-1", "IKK-2"):
        assert f"{kode}: belum dilaporkan, alasan belum ditulis." in text
    assert Formulir.objects.get(pk=form.pk).at == "isi"


def test_checking_says_what_is_missing_and_moves_nothing(form, staf, people):
    page = f"{form.get_absolute_url()}periksa/"
    assert send(staf, form, aksi="periksa")["Location"] == page
    assert "alasan belum ditulis" in text_of(staf.get(page)).lower()
    fill(form, people.staf)
    assert "siap diajukan" in text_of(staf.get(page))
    assert Formulir.objects.get(pk=form.pk).at == "isi"


def test_staf_hands_on_and_the_head_of_the_unit_hands_in(form, people, staf, signed_in):
    fill(form, people.staf)
    assert send(staf, form, verb="isi").status_code == 302
    assert send(staf, Formulir.objects.get(pk=form.pk), verb="serahkan").status_code == 403
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"
    head = signed_in(people.bidang)
    iku = row(form, "IKU-1")
    answer = send(head, form, {f"a-{iku.pk}": "81"}, verb="serahkan")
    assert answer.status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    iku.refresh_from_db()
    assert (form.at, iku.pembilang) == ("periksa", Decimal(81)), (
        "saved, then handed in, in one click"
    )
    assert form.diserahkan_pada is not None


def test_a_double_click_hands_on_once(form, people, staf):
    fill(form, people.staf)
    page = staf.get(form.get_absolute_url())
    first, second = (send(staf, form, page=page, verb="isi") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.of(form).filter(verb="isi").count() == 1
    assert "Sudah dikirim sebelumnya" in text_of(staf.get(form.get_absolute_url()))


def test_who_goes_back_after_handing_on_and_saves_another_value_loses_nothing(
    form, people, signed_in
):
    fill(form, people.staf)
    bidang, aduan = signed_in(people.bidang), row(form, "IKK-2")
    page = bidang.get(form.get_absolute_url())
    assert send(bidang, form, page=page, verb="isi").status_code == 302
    assert send(bidang, form, {f"n-{aduan.pk}": "3"}, page=page).status_code == 302
    aduan.refresh_from_db()
    assert (aduan.nilai, form_of(form.run, people.bidang).at) == (Decimal(3), "serahkan")


def test_nobody_hands_in_values_that_changed_since_they_looked(form, people, staf, signed_in):
    fill(form, people.staf)
    head = signed_in(people.bidang)
    do(form, "isi", people.staf)
    old = head.get(form.get_absolute_url())
    iku = row(form, "IKU-1")
    from sakip.sop.perform import write

    write(iku, by=people.bidang, seen=iku.seen(), pembilang=Decimal(1))
    answer = send(head, form, page=old, verb="serahkan")
    assert answer.status_code == 409
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"


# -- giving back -------------------------------------------------------------------------------


def test_the_head_gives_the_form_back_with_words(form, people, staf, signed_in):
    fill(form, people.staf)
    send(staf, form, verb="isi")
    head = signed_in(people.bidang)
    assert "Arahan pengembalian wajib ditulis" in text_of(send(head, form, verb="kembalikan"))
    send(head, form, verb="kembalikan", catatan="Periksa lagi pembilangnya.")
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.round) == ("isi", 2)
    assert "Periksa lagi pembilangnya." in text_of(staf.get(form.get_absolute_url()))


def test_a_form_can_be_taken_back_until_tim_sakip_has_received_it(form, people, signed_in):
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    head = signed_in(people.bidang)
    url = f"{form.get_absolute_url()}tindakan/tarik/"
    assert head.post(url, inputs(head.get(url))).status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.diserahkan_pada) == ("isi", None)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)
    assert head.get(url).status_code == 409


def test_tim_sakip_gives_back_marked_items_only(form, people, signed_in):
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    tim, iku = signed_in(people.tim), row(form, "IKU-1")
    nothing = send(tim, form, verb="kembalikan", catatan="Lengkapi.")
    assert "Tandai isian yang dikembalikan" in text_of(nothing)
    marks = {
        f"periksa-p-{iku.pk}": "kembalikan",
        f"periksa-j-{iku.pk}": "bukti_kurang",
        f"periksa-a-{iku.pk}": "Lampirkan SK.",
    }
    unsaid = send(
        tim, form, marks | {f"periksa-a-{iku.pk}": ""}, verb="kembalikan", catatan="Lengkapi."
    )
    assert "alasan pengembalian wajib ditulis" in text_of(unsaid)
    assert send(tim, form, marks, verb="kembalikan", catatan="Lengkapi.").status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert form.at == "isi"
    assert [i.kode for i in form.isian.filter(terbuka=True)] == ["IKU-1"]
    assert not form.anggaran.filter(terbuka=True).exists()
    page = signed_in(people.staf).get(form.get_absolute_url())
    assert "Lampirkan SK." in text_of(page)
    assert f"a-{iku.pk}" in inputs(page) and f"n-{row(form, 'IKK-2').pk}" not in inputs(page)


def test_a_returned_item_is_answered_before_the_form_is_handed_in_again(
    form, people, staf, signed_in
):
    test_tim_sakip_gives_back_marked_items_only(form, people, signed_in)
    butir = row(form, "IKU-1").butir.get()
    form = Formulir.objects.get(pk=form.pk)
    refused = send(staf, form, verb="isi")
    assert "IKU-1: alasan pengembalian belum dijawab." in text_of(refused)
    done = send(staf, form, {f"jw-{butir.pk}": "SK dilampirkan."}, verb="isi")
    assert done.status_code == 302
    butir.refresh_from_db()
    assert butir.jawaban == "SK dilampirkan." and butir.dijawab_pada
    history = row(form, "IKU-1").riwayat.last()
    assert history.ke == {"jawaban": "SK dilampirkan."}


# -- a later deadline, and an early end --------------------------------------------------------


def test_the_sekretaris_extends_with_a_reason_and_timeliness_keeps_the_first_date(
    form, people, signed_in, clock
):
    sekretaris = signed_in(people.sekretaris)
    url = f"{form.get_absolute_url()}tindakan/perpanjang/"
    day = {"tenggat_tanggal": "14", "tenggat_bulan": "10", "tenggat_tahun": "2026"}
    page = inputs(sekretaris.get(url))
    assert "Alasan wajib ditulis" in text_of(sekretaris.post(url, page | day))
    early = {"tenggat_tanggal": "7", "tenggat_bulan": "10", "tenggat_tahun": "2026"}
    assert "harus sesudah" in text_of(sekretaris.post(url, page | early | {"catatan": "x"}))
    assert sekretaris.post(url, page | day | {"catatan": "Server padam."}).status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert (form.tenggat.day, form.tenggat_awal.day) == (14, 9)
    clock.shift(4 * 24 * 3600)
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    from collection.words import timeliness

    assert timeliness(form) == "terlambat 3 hari"


def test_closing_a_form_names_its_gaps_first_and_moves_the_run_when_it_was_the_last(
    form, people, signed_in
):
    from .walk import hand_in

    run = form.run
    hand_in(people, run.forms.exclude(pk=form.pk).get())
    sekretaris = signed_in(people.sekretaris)
    url = f"{form.get_absolute_url()}tindakan/tutup/"
    page = sekretaris.get(url)
    assert "3 kekurangan akan tercetak" in text_of(page)
    sekretaris.post(url, inputs(page) | {"catatan": "Pejabat cuti tanpa pengganti."})
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.ditutup) == ("selesai", "Pejabat cuti tanpa pengganti.")
    assert type(run).objects.get(pk=run.pk).at == "rekap"
