"""Beranda, as each of the people finds it; and what it costs, whatever lies in the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from collection.models import Formulir, Pengumpulan
from measurement.models import Pengukuran
from sakip.disposition.models import LembarDisposisi, TindakLanjut
from sakip.lib import tanggal
from sakip.lib.prepared import Prepared, changed
from sakip.people.models import Instansi, Unit
from sakip.sop import clock
from sakip.sop.inbox import LIMIT, waiting
from sakip.sop.lines import clock_lines
from sakip.sop.sentences import active, active_sentence, verb_in_words
from sakip.trail.models import Entry

from .conftest import make_instansi, office
from .disposed import decision, judge, present, report
from .ground import grounded
from .measured import collect, go, measurement
from .walk import do, fill, start, to

VALUES = {
    "IKU-1": ("342", "418"),
    "IKK-1": ("87", "92"),
    "IKK-2": "8",
    "IKK-3": "300",
    "IKK-4": "2",
}


@grounded
def run(promise, people):
    return start(people)


@pytest.fixture
def home(signed_in):
    """home(office) -> the text of that person's Beranda."""
    return lambda by: signed_in(by).get("/").content.decode()


# -- what waits ------------------------------------------------------------------------------


def test_each_person_finds_the_row_that_waits_for_them_and_nobody_else_does(run, people, home):
    assert "1 tugas menunggu Anda" in home(people.kepala)
    assert "Perintahkan" in home(people.kepala)
    for by in (people.sekretaris, people.tim, people.bidang, people.staf):
        assert "Tidak ada tugas yang menunggu Anda" in home(by)
        assert "Perintahkan" not in home(by)


def test_a_row_of_tim_sakip_is_the_ketua_s_own_and_the_members_queue(
    run, people, home, instansi, units
):
    member = office(instansi, "tim_sakip", units.sekretariat, "anggota", "Anggota Tim SAKIP")
    to(run, people, "rencana")
    assert "1 tugas menunggu Anda" in home(people.tim)
    theirs = home(member)
    assert "1 tugas menunggu peran Anda" in theirs
    assert "Terbuka bagi semua yang bertugas sebagai Tim SAKIP" in theirs


def test_a_unit_finds_its_own_form_and_not_that_of_another(run, people, home):
    run = to(run, people, "pengisian")
    mine = run.forms.get(unit=people.bidang.unit)
    page = home(people.bidang)
    assert f"/formulir/{mine.pk}/" in page and "1 tugas menunggu Anda" in page
    other = run.forms.exclude(pk=mine.pk).get()
    assert f"/formulir/{other.pk}/" not in page
    assert "Tenggat 9 Oktober 2026" in page


def test_forms_that_are_not_handed_out_yet_wait_for_nobody(run, people):
    run = to(run, people, "distribusi")
    tasks, _, _ = waiting(run.instansi, [people.staf])
    assert tasks == []


def test_tim_sakip_finds_the_forms_that_came_in(run, people, home):
    run = to(run, people, "pengisian")
    form = do(run.forms.get(unit=people.bidang.unit), "terima", people.staf)
    fill(form, people.staf)
    form = do(form, "isi", people.staf)
    assert "Terima penyerahan" not in home(people.tim)
    do(form, "serahkan", people.bidang)
    page = home(people.tim)
    assert "Terima penyerahan" in page and "Bidang Mutasi dan Promosi" in page


def test_the_sheet_waits_for_the_sekretaris_then_for_the_kepala(run, people, home):
    run = to(run, people, "lapor")
    sheet = run.lembar_disposisi.get()
    assert f"/disposisi/{sheet.pk}/" in home(people.sekretaris)
    assert f"/disposisi/{sheet.pk}/" not in home(people.kepala)
    present(sheet, people)
    page = home(people.kepala)
    assert f"/disposisi/{sheet.pk}/" in page and "Tetapkan disposisi" in page
    assert "<b>" in page and "dari 30 menit" in page  # the clock of the run's own row


def test_what_came_back_says_how_often(run, people, home):
    run = to(run, people, "analisa")
    do(run, "kembalikan", people.sekretaris, note="Lengkapi.", to="rekap")
    assert "Dikembalikan 1 kali" in home(people.tim)


def test_the_nearest_deadline_comes_first_and_what_is_late_is_counted(promise, people, home, clock):
    first = to(start(people), people, "arahan")
    clock.shift(timedelta(hours=3))
    second = to(start(people, periode="2026-09"), people, "arahan")
    page = home(people.sekretaris)
    assert page.index(f"/pengumpulan/{first.pk}/#") < page.index(f"/pengumpulan/{second.pk}/#")
    assert "1 lewat waktu" in page and "Tenggat terdekat" in page


def test_the_menu_shows_how_many_wait(run, people, home):
    assert '<span class="jumlah">' in home(people.kepala)
    assert '<span class="jumlah">' not in home(people.staf)


def test_nobody_finds_anything_of_another_agency(run, people, home):
    there = make_instansi("Dinas Lain", "Dinas Lain", kode_surat="DL")
    for role in ("kepala", "sekretaris", "tim_sakip", "admin"):
        page = home(office(there, role, username=f"lain_{role}"))
        assert "Tidak ada tugas" in page and "Triwulan III" not in page


# -- orders ----------------------------------------------------------------------------------


@grounded
def order(run, people):
    sheet = present(to(run, people, "lapor").lembar_disposisi.get(), people)
    do(sheet, "disposisi", people.kepala, isi=decision(people.bidang, people.tim))
    return TindakLanjut.objects.get(unit=people.bidang.unit)


def test_an_order_is_a_task_of_its_unit_until_reported_then_of_the_sekretaris(order, people, home):
    doing, checking = "Mengerjakan tindak lanjut", "Memeriksa tindak lanjut"
    for by in (people.bidang, people.staf):
        assert doing in home(by)
    assert doing not in home(people.bidang_lain)
    assert "Tenggat 30 Oktober 2026" in home(people.bidang)
    report(order, people.staf)
    assert doing not in home(people.bidang) and checking in home(people.sekretaris)
    judge(order, people.sekretaris)
    assert checking not in home(people.sekretaris)


def test_open_orders_stand_in_the_margin_of_those_who_may_see_them(order, people, home):
    link = f"/disposisi/tindak-lanjut/{order.pk}/"
    for by in (people.kepala, people.sekretaris, people.tim, people.bidang):
        assert link in home(by)
    for by in (people.bidang_lain, people.staf_lain, people.admin):
        assert link not in home(by)


# -- what runs, what is done, what was reached -------------------------------------------------


def test_running_processes_show_where_they_stand_and_what_took_too_long(run, people, home, clock):
    run = to(run, people, "arahan")
    clock.shift(timedelta(days=1))
    to(run, people, "rencana")
    page = home(people.bidang)
    assert "3 dari 12 · giliran <b>Tim SAKIP</b>" in page
    assert "Langkah 3 dari 12; langkah 2 lewat waktu baku" in page


def test_done_rows_say_what_was_done_to_what_in_what_time(run, people, home):
    to(run, people, "lapor")
    page = home(people.sekretaris)
    assert "Menyetujui Laporan hasil pengumpulan data kinerja" in page
    assert "Pengumpulan Triwulan III 2026, langkah 10 dari 12" in page
    assert "Disetujui" in page and "0 / 90 menit" in page
    assert "Menerbitkan notulen" in page


def test_what_the_door_closed_by_itself_is_not_told_as_a_deed_of_the_kepala(order, people, home):
    page = home(people.kepala)
    assert "Menetapkan disposisi" in page and "Menyelesaikan langkah 11" not in page


def test_a_deed_on_a_finished_run_keeps_its_name(run, people, home):
    to(run, people, "selesai")
    page = home(people.tim)
    assert "Mengarsipkan pengumpulan data kinerja" in page
    assert "Pengumpulan Triwulan III 2026, langkah 12 dari 12" in page


def test_key_indicators_are_those_of_the_latest_approved_measurement(promise, people, home):
    assert "Belum ada pengukuran yang disetujui" in home(people.bidang)
    collect(people, "2026-TW3", VALUES)
    go(measurement(people), people, "lapor")
    page = home(people.bidang)
    assert "Persentase jabatan terisi" in page and "Triwulan III 2026, disetujui" in page
    assert "97,40%" in page  # 342 of 418 is 81,82; of 84 promised


# -- what it costs -----------------------------------------------------------------------------

MOST = 8


def asked(browser):
    browser.get("/")  # calendars, content types and new documents are read once a process
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get("/").status_code == 200
    return len(captured)


def many_finished(instansi, people, count):
    """Finished runs with their deeds and orders, as years of work leave them."""
    now = tanggal.now()
    runs = Pengumpulan.objects.bulk_create(
        Pengumpulan(
            instansi=instansi, at="selesai", since=now, tahun=1000 + n, periode=f"{1000 + n}-TW1"
        )
        for n in range(count)
    )
    TindakLanjut.objects.bulk_create(
        TindakLanjut(
            instansi=instansi,
            case_label=runs[0].label,
            case_id=run.pk,
            asal="disposisi",
            uraian="Percepat.",
            unit=people.bidang.unit,
            tenggat=date(2026, 10, 1),
        )
        for run in runs
    )
    return runs


def test_beranda_asks_eight_questions_at_most_for_everybody(order, people, signed_in):
    collect(people, "2026-TW2", VALUES)
    go(measurement(people, "2026-TW2"), people, "lapor")
    numbers = {name: asked(signed_in(by)) for name, by in vars(people).items()}
    assert max(numbers.values()) <= MOST, numbers


def test_the_number_of_questions_does_not_grow_with_the_rows(order, people, signed_in, instansi):
    browsers = [signed_in(by) for by in (people.tim, people.bidang, people.sekretaris)]
    before = [asked(b) for b in browsers]
    many_finished(instansi, people, 600)
    assert [asked(b) for b in browsers] == before


def test_nor_with_the_number_of_agencies(order, people, signed_in):
    browser = signed_in(people.tim)
    before = asked(browser)
    now = tanggal.now()
    for n in range(50):
        there = make_instansi(f"Dinas {n}", f"Dinas {n}", kode_surat=f"D{n}")
        office(there, "tim_sakip", username=f"tim{n}")
        Pengumpulan.objects.bulk_create(
            [Pengumpulan(instansi=there, at="arahan", since=now, tahun=2026, periode="2026-TW3")]
        )
    assert Instansi.objects.count() == 51
    assert asked(browser) == before


def test_a_page_holds_fifty_tasks_and_no_more(people, home, instansi, promise):
    run = start(people)
    many_finished(instansi, people, 60)
    page = home(people.bidang)
    assert "50 tugas menunggu Anda" in page and page.count('<li class="tugas">') == 50
    assert len(page) < 100_000
    assert run.pk


def test_of_very_many_runs_those_come_first_that_are_mine(people, instansi, promise):
    now = tanggal.now()
    Pengumpulan.objects.bulk_create(
        Pengumpulan(
            instansi=instansi, at="perintah", since=now, tahun=1000 + n, periode=f"{1000 + n}-TW1"
        )
        for n in range(LIMIT + 20)
    )
    mine = to(start(people), people, "arahan")
    tasks, running, _ = waiting(instansi, [people.sekretaris])
    assert [t.run.pk for t in tasks] == [mine.pk]
    assert 1 < len(running) <= LIMIT


# -- the machinery -------------------------------------------------------------------------------


CLOCKS = [
    {"state": "wajar", "read": "Tanpa waktu baku", "at": None, "late": False},
    {"state": "lewat", "used": 42, "standard": 30, "read": "42", "of": "30 menit",
     "left": "lewat 12 menit", "due": "Tenggat hari ini 10.02", "late": True},
    {"state": "mendekati", "used": 300, "standard": 456, "read": "5 jam", "of": "1 hari",
     "left": "sisa 2 jam 36 menit", "due": "Tenggat <besok>", "late": False},
]  # fmt: skip


@pytest.mark.parametrize("jam", CLOCKS, ids=lambda jam: jam["state"])
def test_a_ready_made_clock_is_the_shared_part_word_for_word(jam):
    drawn = render_to_string("parts/jam.html", {"jam": jam}).strip()
    assert clock_lines(jam) == drawn


def test_a_day_as_deadline_says_what_is_left(instansi):
    said = {n: clock.deadline(instansi, date(2026, 10, n)) for n in (6, 8, 9, 15)}
    assert [said[n]["due"] for n in said] == [
        "lewat 2 hari", "hari ini", "sisa 1 hari kerja", "sisa 5 hari kerja",
    ]  # fmt: skip
    assert [said[n]["state"] for n in said] == ["lewat", "mendekati", "wajar", "wajar"]
    assert clock.left_words(instansi, date(2027, 12, 1)) == "sisa lebih dari 60 hari kerja"


def test_a_prepared_question_is_asked_again_with_other_numbers(instansi, units):
    by_jenis = Prepared(
        lambda marks, jenis: Unit.objects.filter(
            instansi=marks.one("instansi"), pk__in=marks.many("ids", 3), jenis=jenis
        ).order_by("pk").values_list("nama")
    )  # fmt: skip
    ids = [units.mutasi.pk, units.sekretariat.pk]

    def names(jenis, **numbers):
        return [nama for (nama,) in by_jenis.rows(jenis, **numbers)]

    assert names("bidang", instansi=instansi.pk, ids=ids) == ["Bidang Mutasi dan Promosi"]
    assert names("sekretariat", instansi=instansi.pk, ids=ids) == ["Sekretariat"]
    assert names("bidang", instansi=instansi.pk, ids=[units.diklat.pk]) == [
        "Bidang Pengembangan Kompetensi"
    ]
    assert names("bidang", instansi=instansi.pk + 1, ids=ids) == []
    with pytest.raises(ValueError, match="ids: 4 numbers, places for 3"):
        names("bidang", instansi=instansi.pk, ids=[1, 2, 3, 4])


def test_a_prepared_change_sets_what_it_is_given_and_nothing_else(instansi, units):
    renamed = Prepared(
        lambda marks, _: changed(
            Unit.objects.filter(pk=marks.one("unit")),
            nama=marks.text("nama"),
            urut=marks.one("urut"),
        )
    )
    renamed.update(unit=units.mutasi.pk, nama="Bidang Mutasi", urut=7)
    renamed.update(unit=units.diklat.pk, nama="Bidang Diklat", urut=8)
    said = Unit.objects.filter(instansi=instansi).values_list("nama", "urut").order_by("urut")
    assert list(said)[-2:] == [("Bidang Mutasi", 7), ("Bidang Diklat", 8)]
    assert ("Sekretariat", 1) in said


def test_prepared_objects_come_with_what_they_select_of_others(
    instansi, units, django_assert_num_queries
):
    found = Prepared(
        lambda marks, _: Unit.objects.filter(
            instansi=marks.one("instansi"), nama=marks.text("nama")
        ).select_related("instansi")
    )
    with django_assert_num_queries(1):
        [unit] = found.objects(instansi=instansi.pk, nama="Sekretariat")
        assert (unit, unit.instansi.nama) == (units.sekretariat, instansi.nama)
    assert found.objects(instansi=instansi.pk, nama="Sekretariat ") == []


def test_a_prepared_question_without_possible_answer_is_not_asked(db, django_assert_num_queries):
    nothing = Prepared(lambda marks, _: Unit.objects.filter(pk__in=[]).values_list("pk"))
    with django_assert_num_queries(0):
        assert list(nothing.rows()) == []


def test_prepared_questions_read_moments_and_days_as_the_model_does(order, people, instansi):
    kept = Prepared(
        lambda marks, _: TindakLanjut.objects.filter(pk=marks.one("pk")).values_list(
            "dibuat", "tenggat", "riwayat"
        )
    )
    order.refresh_from_db()
    [found] = kept.rows(pk=order.pk)
    assert tuple(found) == (order.dibuat, order.tenggat, order.riwayat)


ACTIVE = {
    "setujui": "menyetujui", "terbitkan": "menerbitkan", "perintahkan": "memerintahkan",
    "perpanjang": "memperpanjang", "siapkan": "menyiapkan", "laporkan": "melaporkan",
    "arsipkan": "mengarsipkan", "ajukan": "mengajukan", "serahkan": "menyerahkan",
    "tarik": "menarik", "tutup": "menutup", "mulai": "memulai", "kembalikan": "mengembalikan",
    "distribusikan": "mendistribusikan", "buka": "membuka", "selesaikan": "menyelesaikan",
    "hitung": "menghitung", "periksa": "memeriksa", "jadwalkan": "menjadwalkan",
}  # fmt: skip


@pytest.mark.parametrize("verb", ACTIVE)
def test_a_button_becomes_an_indonesian_sentence(verb):
    assert active(verb) == ACTIVE[verb]


def test_the_log_tells_a_run_in_sentences(run, people):
    run = to(run, people, "analisa")
    isian = run.forms.get(unit=people.bidang.unit).isian.first()
    item = {"isian": isian, "jenis": "bukti_kurang", "alasan": "Lampirkan SK."}
    do(run, "kembalikan", people.sekretaris, note="Lengkapi.", to="pengisian", items=[item])
    labels = [run.label, Formulir._meta.label_lower]
    log = Entry.objects.filter(case_id=run.pk, object_label__in=labels).order_by("number")
    told = [verb_in_words(entry, run) for entry in log]
    for sentence in (
        "membuka Pengumpulan Triwulan III 2026",
        "memerintahkan pengumpulan data kinerja",
        "menerbitkan notulen",
        "menyerahkan formulir",
        "menyelesaikan langkah 7",
        "membuka kembali formulir untuk dilengkapi",
    ):
        assert sentence in told, told
    [back] = [t for t in told if t.startswith("mengembalikan")]
    assert back.endswith("ke langkah 7 untuk dilengkapi sesuai arahan")


def test_a_button_of_one_word_names_what_it_was_done_to():
    assert active_sentence("Serahkan", "formulir") == "menyerahkan formulir"
    assert active_sentence("Tetapkan disposisi", "x") == "menetapkan disposisi"
    for procedure, key, said in (
        (LembarDisposisi, "sajikan", "melaporkan ke Kepala Badan"),
        (Pengukuran, "rekap", "menerbitkan rekapitulasi"),
    ):
        assert active_sentence(procedure.row(key).button, "") == said
