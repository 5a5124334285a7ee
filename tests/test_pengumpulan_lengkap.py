"""Completeness and timeliness of units, extensions and closings, and what reports say of them."""

from datetime import timedelta

import pytest

from collection.models import Formulir, Isian, Pengumpulan
from collection.rekap import share_of, units_of
from reports.kinds.lembar_disposisi import LembarDisposisiReport
from reports.kinds.lembar_sop_proses import LembarSOPProses
from reports.kinds.rekapitulasi_pengumpulan import RekapitulasiPengumpulan
from reports.subjects import of_procedure, of_run, of_year
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.papers.models import Paper
from sakip.papers.pdf import html_of
from sakip.sop.perform import Blocked, Refused, perform, write
from sakip.trail.models import Entry

from .collected import at_filling, form_of, inputs, received, text_of
from .disposed import dispose, present
from .measured import go, measurement
from .walk import answer_warnings, do, fill, hand_in, to

pytestmark = pytest.mark.django_db


def close(people, form, why="Data belum ada."):
    return do(form, "tutup", people.sekretaris, note=why)


def report_of(run):
    return RekapitulasiPengumpulan(of_run(Pengumpulan.objects.get(pk=run.pk))).document()


def table(document, caption):
    return next(t for t in document["tabel"] if t.caption == caption)


# -- how complete -------------------------------------------------------------------------------


def test_what_is_excused_counts_and_what_is_only_missing_does_not():
    states = [
        ("dilaporkan", True),
        ("nihil", True),
        ("tidak_berlaku", True),
        ("tidak_dilaksanakan", True),
        ("belum_dilaporkan", True),
        ("belum_jatuh_tempo", False),
        ("dilaporkan", False),
    ]
    share = share_of(states)
    assert (share.there, share.due, share.gaps) == (4, 5, 1)
    assert str(share) == "80% (4 dari 5)"
    assert share_of([("belum_jatuh_tempo", False)]).percent is None
    assert str(share_of([])) == "tidak ada yang jatuh tempo"


def test_the_recap_says_of_each_unit_how_complete_and_whether_in_time(promise, people, signed_in):
    form = received(people)
    fill(form, people.staf)
    row = form.isian.get(kode="IKK-2")
    silent = {"keadaan": "belum_dilaporkan", "nilai": None, "alasan": "Belum rampung."}
    write(row, by=people.staf, seen=row.seen(), **silent)
    answer_warnings(form, people.staf)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)
    run = to(form.run, people, "rekap")
    shown = {u.form.unit.nama: str(u.complete) for u in units_of(run)}
    assert shown == {
        "Bidang Mutasi dan Promosi": "67% (2 dari 3)",
        "Bidang Pengembangan Kompetensi": "100% (2 dari 2)",
    }
    text = text_of(signed_in(people.tim).get(f"/pengumpulan/{run.pk}/rekap/"))
    assert "67% (2 dari 3)" in text and "Tepat waktu" in text


# -- in time ------------------------------------------------------------------------------------


def test_an_extension_moves_the_date_and_beautifies_nothing(promise, people, clock):
    run = at_filling(people)
    form = form_of(run, people.staf)
    first = form.tenggat_awal
    form = do(
        form, "perpanjang", people.sekretaris, note="Gangguan SIMPEG.", tenggat=first + timedelta(5)
    )
    assert (form.tenggat, form.tenggat_awal) == (first + timedelta(5), first)
    clock.shift(4 * 24 * 3600)  # Monday: after the first date, before the extended one
    hand_in(people, form)
    run = to(run, people, "rekap")
    lines = table(report_of(run), "Kelengkapan dan ketepatan").said()
    assert lines[0][-1] == "Terlambat 3 hari"
    assert f"1 dari {run.forms.count()} tepat waktu" not in lines[-1][-1]
    assert lines[-1][-1] == "0 dari 2 tepat waktu"


def test_a_form_is_late_from_midnight_in_the_zone_of_the_agency_and_never_refused(
    promise, people, clock
):
    form = received(people)
    fill(form, people.staf)
    answer_warnings(form, people.staf)
    form = do(form, "isi", people.staf)
    at_last = 23 * 3600 + 59 * 60 - 9 * 3600  # 23.59 WITA of the 8th; the date is the 9th
    clock.shift(at_last + 24 * 3600)
    on_time = do(form, "serahkan", people.bidang)
    assert late(on_time) == 0
    on_time = do(on_time, "tarik", people.bidang)
    on_time = do(on_time, "isi", people.staf)
    clock.shift(120)
    assert late(do(on_time, "serahkan", people.bidang)) == 1


def late(form):
    from collection.words import days_late

    return days_late(Formulir.objects.select_related("instansi").get(pk=form.pk))


def test_what_was_returned_later_does_not_make_the_first_handing_in_late(promise, people, clock):
    form = received(people)
    fill(form, people.staf)
    answer_warnings(form, people.staf)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang)):
        form = do(form, verb, by)
    clock.shift(6 * 24 * 3600)
    said = {"isian": form.isian.get(kode="IKU-1"), "jenis": "usang", "alasan": "Perbarui."}
    form = do(form, "kembalikan", people.tim, note="Perbarui.", items=[said])
    butir = said["isian"].butir.get()
    write(butir, by=people.staf, seen=butir.seen(), jawaban="Sudah.")
    answer_warnings(form, people.staf)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang)):
        form = do(form, verb, by)
    assert late(form) == 0


# -- acts of the Sekretaris, for one unit ----------------------------------------------------------


@pytest.mark.parametrize("verb", ["perpanjang", "tutup"])
def test_only_the_sekretaris_extends_or_closes_and_only_with_a_reason(promise, people, verb):
    form = received(people)
    for by in (people.tim, people.bidang, people.staf, people.kepala):
        with pytest.raises(Refused):
            do(form, verb, by, note="Mendesak.")
    with pytest.raises(Blocked, match="Alasan wajib ditulis"):
        do(form, verb, people.sekretaris, note=" ")
    assert Formulir.objects.get(pk=form.pk).at == "isi"


def test_the_page_of_a_closing_says_first_which_gaps_will_be_printed(promise, people, signed_in):
    form = received(people)
    row = form.isian.get(kode="IKK-2")
    write(row, by=people.staf, seen=row.seen(), keadaan="dilaporkan", nilai=3)
    sekretaris, url = signed_in(people.sekretaris), f"/formulir/{form.pk}/tindakan/tutup/"
    text = text_of(sekretaris.get(url))
    assert "2 kekurangan akan tercetak" in text and "IKU-1: belum dilaporkan" in text
    assert "IKK-2" not in text
    sekretaris.post(url, inputs(sekretaris.get(url)) | {"catatan": "Pejabat cuti."})
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.ditutup) == ("selesai", "Pejabat cuti.")
    record = Entry.objects.of(form).last()
    assert (record.verb, record.note, record.capacity) == ("tutup", "Pejabat cuti.", "Sekretaris")


def test_the_gaps_of_a_closed_form_stand_below_every_report_and_paper_of_the_run(promise, people):
    run = at_filling(people)
    close(people, form_of(run, people.staf))
    run = to(run, people, "lapor")
    said = (
        "Formulir Bidang Mutasi dan Promosi ditutup dengan kekurangan (Data belum ada.); "
        "tanpa nilai: IKU-1, IKK-1, IKK-2."
    )
    for report in (RekapitulasiPengumpulan(of_run(run)), LembarSOPProses(of_procedure(run))):
        assert said in report.document()["catatan"]
    for kind in (kinds.REKAPITULASI_PENGUMPULAN, kinds.LAPORAN_PENGUMPULAN, kinds.FORM_EVALUASI):
        assert said in issued_of(run, kind).first().data["catatan"]
    dispose(present(run.lembar_disposisi.get(), people), people, people.bidang)
    for kind in (kinds.LEMBAR_DISPOSISI, kinds.DISPOSISI):  # as laid before the Kepala; as decided
        sheet = Paper.objects.get(kind_key=kind.key, status=Paper.ISSUED)
        assert said in html_of(kind, sheet.data)
    year = LembarDisposisiReport(of_year(run.instansi, run.tahun)).document()
    assert f"{run}: {said}" in year["catatan"]
    line = table(report_of(run), "Kelengkapan dan ketepatan").said()[0]
    assert "Ditutup dengan kekurangan" in line and "0,00" in line


def test_the_gaps_follow_the_figures_into_the_measurement_of_them(promise, people):
    run = at_filling(people)
    close(people, form_of(run, people.staf))
    to(run, people, "selesai")
    from reports.kinds.rekapitulasi_capaian import RekapitulasiCapaian

    measured = go(measurement(people), people, "laporan")
    notes = RekapitulasiCapaian(of_run(measured)).document()["catatan"]
    assert any("ditutup dengan kekurangan (Data belum ada.)" in note for note in notes)
    for kind in (kinds.KERTAS_KERJA, kinds.REKAPITULASI_PENGUKURAN):
        notes = issued_of(measured, kind).first().data["catatan"]
        assert any("ditutup dengan kekurangan (Data belum ada.)" in note for note in notes)


def test_a_unit_reads_of_its_own_gaps_alone(promise, people):
    run = at_filling(people)
    close(people, form_of(run, people.staf))
    run = to(run, people, "lapor")
    other = frozenset([people.bidang_lain.unit_id])
    notes = RekapitulasiPengumpulan(of_run(run), units=other).document()["catatan"]
    assert not any("ditutup" in note for note in notes)


def test_a_closed_form_that_is_returned_and_handed_in_is_no_gap_any_longer(promise, people):
    run = at_filling(people)
    close(people, form_of(run, people.staf))
    run = to(run, people, "analisa")
    whole = [{"unit": people.staf.unit, "jenis": "tidak_lengkap", "alasan": "Isi sekarang."}]
    run = do(run, "kembalikan", people.sekretaris, note="Isi.", to="pengisian", units=whole)
    form = form_of(run, people.staf)
    fill(form, people.staf)
    for isian in Isian.objects.filter(formulir=form):
        butir = isian.butir.get()
        write(butir, by=people.staf, seen=butir.seen(), jawaban="Diisi.")
    answer_warnings(form, people.staf)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)
    run = to(run, people, "lapor")
    assert not any("ditutup" in note for note in report_of(run)["catatan"])


# -- receipt ------------------------------------------------------------------------------------


def test_tim_sakip_tells_opened_from_not_opened_and_the_receipt_names_who_and_when(
    promise, people, signed_in
):
    run = at_filling(people)
    form, tim = form_of(run, people.staf), signed_in(people.tim)
    page = f"/pengumpulan/{run.pk}/pengisian/"
    assert text_of(tim.get(page)).count("Dibagikan, belum dibuka") == 2
    tim.get(form.get_absolute_url())
    assert text_of(tim.get(page)).count("Dibagikan, belum dibuka") == 2, "the unit's own eyes count"
    signed_in(people.staf).get(form.get_absolute_url())
    text = text_of(tim.get(page))
    assert "Dibuka, belum diterima" in text and text.count("Dibagikan, belum dibuka") == 1
    form = do(form, "terima", people.staf)
    (line,) = [
        b
        for b in issued_of(run, kinds.TANDA_TERIMA).first().data["baris"]
        if b["unit"] == "Bidang Mutasi dan Promosi"
    ]
    assert line["penerima"] == "Staf Mutasi (uji)" and line["diterima"]
    assert Paper.objects.filter(kind_key="tanda_terima", status="terbit").count() == 2
    with pytest.raises(Refused):
        perform(form_of(run, people.staf_lain), "terima", by=people.staf, seen="x")
