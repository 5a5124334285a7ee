"""The Lembar Disposisi through the doors: presented, decided, followed up, seen by whom it concerns."""

from datetime import date, timedelta

import pytest

from collection.models import Pengumpulan
from sakip.disposition import seeing
from sakip.disposition.models import LembarDisposisi, TindakLanjut
from sakip.disposition.naskah import sheet_facts
from sakip.disposition.orders import left_open, open_orders
from sakip.disposition.recipients import recipients
from sakip.papers import kinds as naskah
from sakip.papers.issue import issued_of
from sakip.papers.models import Berkas
from sakip.people.models import Penugasan
from sakip.sop.perform import Blocked, Conflict, Refused, write
from sakip.trail.models import Entry

from .collected import text_of
from .conftest import make_instansi, office
from .disposed import BY, LINK, decision, dispose, judge, present, report
from .ground import grounded
from .promise import make_promise
from .walk import do, start, to


@grounded
def run(instansi, units, people):
    make_promise(instansi, units)
    return to(start(people), people, "lapor")


@grounded
def sheet(run, people):
    """Presented: it waits for the Kepala."""
    return present(run.lembar_disposisi.get(), people)


@grounded
def order(sheet, people):
    """What Bidang Mutasi was told to do."""
    dispose(sheet, people, people.bidang)
    return TindakLanjut.objects.get()


# -- presenting and deciding -----------------------------------------------------------------


def test_nothing_is_presented_without_a_summary(run, people):
    with pytest.raises(Blocked, match="Ringkasan"):
        do(run.lembar_disposisi.get(), "sajikan", people.sekretaris)


def test_only_the_sekretaris_writes_the_summary(run, people):
    sheet = run.lembar_disposisi.get()
    for by in (people.kepala, people.tim, people.bidang, people.staf, people.admin):
        with pytest.raises(Refused):
            write(sheet, by=by, seen=sheet.seen(), ringkasan="Lain.")
    assert run.lembar_disposisi.get().ringkasan == ""


def test_what_was_presented_is_not_rewritten(sheet, people):
    with pytest.raises(Blocked, match="sudah disajikan"):
        write(sheet, by=people.sekretaris, seen=sheet.seen(), ringkasan="Lain.")


def test_only_the_kepala_decides(sheet, people):
    for by in (people.sekretaris, people.tim, people.bidang, people.staf, people.admin):
        with pytest.raises(Refused):
            do(sheet, "disposisi", by, isi=decision(people.bidang))
    assert LembarDisposisi.objects.get().at == "disposisi"


def test_a_plt_kepala_who_is_the_sekretaris_may_present_and_decide(run, people):
    plt = Penugasan.objects.create(
        instansi=run.instansi,
        user=people.sekretaris.user,
        role="kepala",
        jabatan="Kepala Badan",
        sifat="plt",
        surat="800/12/2026",
        mulai=date(2026, 10, 1),
    )
    sheet = present(run.lembar_disposisi.get(), people)
    sheet = do(sheet, "disposisi", plt, isi=decision(people.bidang))
    assert sheet.finished
    paper = issued_of(sheet, naskah.DISPOSISI).get()
    assert paper.data["ttd"][0]["jabatan"] == "Plt. Kepala Badan"


def test_the_decision_closes_the_carried_row_in_the_name_of_the_kepala(sheet, people, run):
    dispose(sheet, people, people.bidang)
    run = Pengumpulan.objects.get(pk=run.pk)
    assert run.at == "arsip"
    last = Entry.objects.of(run).last()
    assert (last.verb, last.user) == ("lapor", people.kepala.user)


def test_every_addressed_office_gets_its_order_with_the_deadline(sheet, people, units):
    to_whom = (people.sekretaris, people.bidang, people.kasubbag, people.tim)
    dispose(sheet, people, *to_whom)
    found = {(t.peran, t.unit, t.tenggat, t.uraian) for t in TindakLanjut.objects.all()}
    said = "Percepat sertifikasi."
    assert found == {
        ("sekretaris", None, BY, said),
        ("bidang", units.mutasi, BY, said),
        ("bidang", units.sekretariat, BY, said),
        ("tim_sakip", None, BY, said),
    }


WRONG = {
    "Dengan hormat harap": {"harap": ()},
    "sudah lewat": {"tenggat": date(2026, 10, 7)},
    "Batas waktu": {"tenggat": None},
    "diperbaiki": {"harap": ("perbaiki",), "catatan": " "},
}


@pytest.mark.parametrize("said", WRONG)
def test_an_incomplete_decision_is_blocked_in_words_and_changes_nothing(sheet, people, said):
    with pytest.raises(Blocked, match=said):
        dispose(sheet, people, people.bidang, **WRONG[said])
    assert LembarDisposisi.objects.get().at == "disposisi"
    assert not TindakLanjut.objects.exists()


def test_a_follow_up_must_be_given_to_somebody(sheet, people):
    with pytest.raises(Blocked, match="kepada siapa"):
        dispose(sheet, people)


def test_a_report_may_simply_be_filed(sheet, people):
    sheet = dispose(sheet, people, harap=("arsipkan",), catatan="", tenggat=None)
    assert sheet.finished and not TindakLanjut.objects.exists()


def test_asking_for_correction_always_reaches_the_sekretaris(sheet, people):
    dispose(sheet, people, people.bidang, harap=("perbaiki",), catatan="IKK-1 perlu diperiksa.")
    assert {t.peran for t in TindakLanjut.objects.all()} == {"bidang", "sekretaris"}


def test_who_left_office_meanwhile_cannot_be_addressed(sheet, people):
    people.bidang.sampai = date(2026, 10, 1)
    people.bidang.save()
    with pytest.raises(Blocked, match="tidak menjabat"):
        dispose(sheet, people, people.bidang)


def test_people_of_another_agency_cannot_be_addressed(sheet, people):
    there = make_instansi("Dinas Lain", "Dinas Lain", kode_surat="DL")
    stranger = office(there, "sekretaris", username="orang_lain")
    with pytest.raises(Blocked, match="tidak menjabat"):
        dispose(sheet, people, stranger)


def test_each_office_is_offered_once_in_the_order_of_the_sheet(people, instansi, units):
    office(instansi, "tim_sakip", units.sekretariat, "anggota", "Anggota Tim SAKIP")
    office(instansi, "bidang", units.mutasi, "plh", "Kepala Bidang Mutasi", sifat="plh")
    assert [r.nama for r in recipients(instansi)] == [
        "Sekretaris",
        "Kepala Subbagian Umum",
        "Kepala Bidang Mutasi",
        "Kepala Bidang Diklat",
        "Tim SAKIP",
    ]


# -- papers ----------------------------------------------------------------------------------


def test_the_disposition_on_paper_says_what_was_decided(sheet, people, run):
    sheet = dispose(sheet, people, people.bidang)
    said = issued_of(sheet, naskah.DISPOSISI).get().data
    laporan = issued_of(run, naskah.LAPORAN_PENGUMPULAN).get()
    assert said["nomor_surat"] == laporan.nomor and said["agenda"] == "118"
    assert said["surat_dari"] == "Sekretaris" and said["ringkasan"] == "Data lengkap."
    ticked = {k["nama"] for k in said["kepada"] if k["dipilih"]}
    assert ticked == {"Kepala Bidang Mutasi"} and len(said["kepada"]) == 5
    assert [h["nama"] for h in said["harap"] if h["dipilih"]] == ["Tindak lanjuti"]
    assert [s["nama"] for s in said["sifat"] if s["dipilih"]] == ["Segera"]
    assert said["tenggat"] == "2026-10-30" and said["diterima"].startswith("2026-10-08T")
    assert said["perihal"] == "Laporan hasil pengumpulan data kinerja Triwulan III 2026"


def test_the_empty_sheet_names_the_letter_and_ticks_nothing(run, people):
    said = sheet_facts(run, by=people.sekretaris)
    assert said["nomor_surat"] == issued_of(run, naskah.LAPORAN_PENGUMPULAN).get().nomor
    boxes = [*said["kepada"], *said["harap"], *said["sifat"]]
    assert len(boxes) == 5 + 6 + 4 and not any(b["dipilih"] for b in boxes)


# -- following up ----------------------------------------------------------------------------


def test_the_unit_reports_and_the_sekretaris_verifies(order, people):
    report(order, people.staf)
    done = judge(order, people.sekretaris, catatan="Baik.")
    assert done.status == "selesai"
    assert (done.dilaporkan_oleh, done.diverifikasi_oleh) == (people.staf, people.sekretaris)
    assert [line["apa"] for line in done.riwayat] == ["dilaporkan", "diverifikasi"]


def test_what_is_given_back_waits_again_and_keeps_the_note(order, people):
    report(order, people.bidang)
    with pytest.raises(Blocked, match="masih kurang"):
        judge(order, people.sekretaris, "kembalikan")
    back = judge(order, people.sekretaris, "kembalikan", "Daftar peserta belum ada.")
    assert (back.status, back.catatan) == ("baru", "Daftar peserta belum ada.")
    again = report(order, people.bidang, laporan="Daftar dilampirkan.")
    assert again.status == "ditindaklanjuti" and again.catatan == ""
    assert len(again.riwayat) == 3


def test_a_report_needs_words_and_evidence(order, people):
    with pytest.raises(Blocked, match="apa yang dikerjakan"):
        report(order, people.bidang, laporan="  ")
    with pytest.raises(Blocked, match="berkas bukti"):
        report(order, people.bidang, tautan="")
    assert TindakLanjut.objects.get().status == "baru"


def test_another_unit_does_not_report_for_it(order, people):
    others = (people.bidang_lain, people.staf_lain, people.tim, people.sekretaris, people.kepala)
    for by in (*others, people.admin):
        with pytest.raises(Refused):
            report(order, by)
    assert TindakLanjut.objects.get().riwayat == []


def test_only_the_sekretaris_or_the_kepala_verify_and_only_what_was_reported(order, people):
    with pytest.raises(Blocked, match="belum dilaporkan"):
        judge(order, people.sekretaris)
    report(order, people.bidang)
    for by in (people.bidang, people.staf, people.tim, people.admin):
        with pytest.raises(Refused):
            judge(order, by)
    assert TindakLanjut.objects.get().status == "ditindaklanjuti"


def test_nobody_verifies_what_they_reported_themselves(sheet, people):
    dispose(sheet, people, people.sekretaris)
    order = TindakLanjut.objects.get()
    report(order, people.sekretaris)
    with pytest.raises(Refused, match="melaporkannya"):
        judge(order, people.sekretaris)
    assert judge(order, people.kepala).status == "selesai"


def test_what_is_finished_stays_finished(order, people):
    report(order, people.bidang)
    judge(order, people.sekretaris)
    with pytest.raises(Blocked, match="sudah selesai"):
        report(order, people.bidang)


def test_an_old_page_is_told_who_reported_meanwhile(order, people):
    old = TindakLanjut.objects.get()
    report(order, people.bidang)
    with pytest.raises(Conflict, match="dilaporkan oleh Kepala Bidang Mutasi"):
        write(old, by=people.staf, seen=old.seen(), deed="lapor", laporan="Lain.", tautan=LINK)


def test_it_can_be_reported_after_the_run_is_archived(order, people, run):
    assert to(run, people, "selesai").finished
    assert report(order, people.bidang).status == "ditindaklanjuti"


def test_tim_sakip_does_what_was_given_to_tim_sakip(sheet, people, instansi, units):
    dispose(sheet, people, people.tim)
    member = office(instansi, "tim_sakip", units.sekretariat, "anggota", "Anggota Tim SAKIP")
    with pytest.raises(Refused):
        report(TindakLanjut.objects.get(), people.bidang)
    assert report(TindakLanjut.objects.get(), member).dilaporkan_oleh == member


def test_lateness_counts_to_the_day_it_was_reported(order, people, instansi, clock):
    clock.shift(timedelta(days=24))  # 1 November
    late = TindakLanjut.objects.get()
    assert late.days_late(instansi.today(), instansi.zona) == 2
    assert list(TindakLanjut.objects.late(instansi.today())) == [late]
    report(order, people.bidang)
    clock.shift(timedelta(days=10))
    reported = TindakLanjut.objects.get()
    assert reported.days_late(instansi.today(), instansi.zona) == 2
    assert not TindakLanjut.objects.late(instansi.today()).exists()


# -- where open ones are looked at again -----------------------------------------------------


def test_open_orders_stand_on_the_agenda_of_the_next_meeting(order, people, run):
    after = start(people, periode="2026-09")
    [line] = open_orders(after)
    assert line == (
        "Percepat sertifikasi. (Bidang Mutasi dan Promosi, batas waktu 30 Oktober 2026)"
    )
    after = to(after, people, "arahan")
    form = after.drafts[naskah.NOTULEN].of(after, naskah.NOTULEN)
    assert line in form.initial["agenda"]
    report(order, people.bidang)
    judge(order, people.sekretaris)
    assert open_orders(after) == []


def test_a_run_does_not_put_its_own_orders_on_its_agenda_but_leaves_them_open(order, run):
    assert open_orders(run) == []
    assert left_open(run) == [
        {
            "uraian": "Percepat sertifikasi.",
            "unit": "Bidang Mutasi dan Promosi",
            "tenggat": "2026-10-30",
        }
    ]


# -- who sees it -----------------------------------------------------------------------------


def seen_by(people, sheet):
    return {
        name: seeing.way([by], sheet)
        for name, by in vars(people).items()
        if seeing.way([by], sheet)
    }


LEADING = {"kepala": "whole", "sekretaris": "whole", "tim": "whole", "admin": "status"}


def test_before_the_decision_units_see_nothing_of_the_sheet(sheet, people):
    assert seen_by(people, sheet) == LEADING


def test_afterwards_the_addressed_unit_sees_it_and_the_others_do_not(sheet, people):
    sheet = dispose(sheet, people, people.bidang)
    assert seen_by(people, sheet) == LEADING | {"bidang": "addressed", "staf": "addressed"}


def test_lists_hold_exactly_what_the_pages_show(sheet, people, instansi):
    for decide in (False, True):
        if decide:
            sheet = dispose(sheet, people, people.bidang, people.tim)
        for by in vars(people).values():
            listed = sheet in seeing.sheets(instansi, [by])
            assert listed == bool(seeing.way([by], sheet)), by
            orders = TindakLanjut.objects.all()
            shown = {o for o in orders if seeing.sees_order([by], o)}
            assert set(seeing.orders(instansi, [by])) == shown, by


def test_an_office_for_one_run_sees_the_sheet_of_that_run_alone(sheet, people, instansi):
    other = start(people, periode="2026-09")
    here, there = (
        office(
            instansi,
            "sekretaris",
            username=f"plh{n}",
            run_label=case.label,
            run_id=case.pk,
            sifat="plh",
        )
        for n, case in enumerate((sheet.case, other))
    )
    assert seeing.way([here], sheet) == "whole"
    assert seeing.way([there], sheet) == ""
    assert not seeing.sheets(instansi, [here]).exists()


def test_nobody_of_another_agency_sees_anything(sheet, people):
    dispose(sheet, people, people.bidang)
    there = make_instansi("Dinas Lain", "Dinas Lain", kode_surat="DL")
    for role in ("kepala", "sekretaris", "tim_sakip", "admin"):
        by = office(there, role, username=f"lain_{role}")
        assert seeing.way([by], sheet) == ""
        assert not seeing.sheets(there, [by]).exists()
        assert not seeing.orders(there, [by]).exists()
        order = TindakLanjut.objects.get()
        with pytest.raises(Refused):
            report(order, by)


def test_the_file_of_a_report_stays_with_it(order, people, instansi):
    from sakip.lib import tanggal

    file = Berkas.objects.create(
        instansi=instansi,
        sha256="0" * 64,
        nama="daftar.pdf",
        jenis="application/pdf",
        ukuran=10,
        user=people.staf.user,
        on=tanggal.now(),
    )
    done = report(order, people.staf, tautan="", berkas=file)
    assert done.berkas == file and done.riwayat[0]["berkas"] == "daftar.pdf"


def test_the_same_report_sent_twice_is_one_line_and_says_so(order, people, signed_in):
    staf, address = signed_in(people.staf), order.get_absolute_url()
    sent = {"seen": order.seen(), "deed": "lapor", "laporan": "Dijadwalkan.", "tautan": LINK}
    for _ in range(2):
        assert staf.post(address, sent).status_code == 302
    said = text_of(staf.get(address))
    assert "Sudah dikirim sebelumnya" in said
    order.refresh_from_db()
    assert (order.version, len(order.riwayat)) == (1, 1)
    new = sent | {"seen": order.seen(), "laporan": "Dijadwalkan bulan depan."}
    assert staf.post(address, new).status_code == 302
    order.refresh_from_db()
    assert order.laporan == "Dijadwalkan bulan depan." and order.version == 2


@pytest.mark.parametrize(("deed", "status"), [("terima", "selesai"), ("kembalikan", "baru")])
def test_a_verdict_sent_twice_is_one_line_and_somebody_elses_is_told(
    order, people, signed_in, deed, status
):
    report(order, people.bidang)
    order.refresh_from_db()
    sekretaris, address = signed_in(people.sekretaris), order.get_absolute_url()
    sent = {"seen": order.seen(), "deed": deed, "catatan": "Sudah dibaca."}
    assert [sekretaris.post(address, sent).status_code for _ in range(2)] == [302, 302]
    order.refresh_from_db()
    assert (order.status, order.version) == (status, 2)
    late = signed_in(people.kepala).post(address, sent)
    assert late.status_code != 302, "who is late is told that somebody was first"
    order.refresh_from_db()
    assert order.version == 2
