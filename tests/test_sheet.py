"""The SOP's own page: its text with corrections, both sheets, its data, its documents, a run's times."""

from __future__ import annotations

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collection.models import Pengumpulan
from measurement.models import Pengukuran
from sakip.papers.models import Paper
from sakip.sop import text
from sakip.sop.checklist import ChecklistForm
from sakip.sop.models import LembarSOP
from sakip.sop.picture import PAPER, SCREEN
from sakip.sop.sheet import bar, head_of, run_sheet, sheet_of, sheets
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Trail

from .conftest import make_instansi, office
from .promise import make_promise
from .walk import do, fill_drafts, start, to

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def upload(name="renstra.pdf", content=PDF):
    file = BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


# -- the text ----------------------------------------------------------------------------------


def test_the_sop_has_its_eight_parts_of_text_in_order():
    assert [p.number for p in text.PARTS] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert [len(p.items) for p in text.PARTS] == [3, 3, 3, 8, 7, 2, 1, 4]


# An independent copy of what is corrected: part, item, a word of ours, a word of the paper.
CORRECTED = [
    ("I", 1, "intuisi", "institusi"),
    ("II", 2, "Perjanjian Kinerja", "Penetapan Kinerja"),
    ("IV", 4, "tentang Pelaporan Keuangan", "Tata Pelaporan"),
    ("IV", 5, "Nomor 29 Tahun 2014", "29 tahun 2015"),
    ("IV", 7, "atas Laporan Kinerja", "Laporan Akuntabilitas Kinerja"),
    ("IV", 8, "Nomor 88 Tahun 2021", "12 Tahun 2015"),
    ("V", 5, "perangkat daerah", "Kementerian"),
]


def test_every_correction_shows_both_our_words_and_the_papers():
    found = [
        (part.number, n, c) for part in text.PARTS for n, c in enumerate(part.items, 1) if c.sic
    ]
    assert [(part, n) for part, n, _ in found] == [(part, n) for part, n, *_ in CORRECTED]
    for (_, _, clause), (_, _, ours, theirs) in zip(found, CORRECTED, strict=True):
        assert ours in clause.text and theirs in clause.sic and clause.why
        assert theirs not in clause.text or theirs == "12 Tahun 2015"


def test_everybody_with_an_office_reads_the_sop(instansi, people, signed_in):
    for by in (*vars(people).values(), office(instansi, "auditor", None, "auditor")):
        page = signed_in(by).get("/sop/")
        assert page.status_code == 200
        shown = page.content.decode()
        assert "bukan hanya mengandalkan pada institusi saja" in shown
        assert "Peraturan Presiden Nomor 29 Tahun 2014" in shown
        assert shown.count('data-lajur="KEPALA"') >= 4  # rows and whole picture, both sheets
        for procedure in sheets():
            assert all(step.text.split(",")[0] in shown for step in procedure.sop)


def test_who_is_not_signed_in_does_not_read_it(client, db):
    assert client.get("/sop/").status_code == 302


def test_the_sheets_are_both_procedures_in_the_order_of_part_nine():
    assert sheets() == [Pengumpulan, Pengukuran]


def test_a_sheet_has_one_picture_a_row_and_says_what_the_paper_says(instansi):
    found = sheet_of(Pengukuran, head_of(instansi))
    assert len(found.rows) == 10
    assert all(row.svg.count("<svg") == 1 for row in found.rows)
    wrong = {row.step.number: row.sic for row in found.rows if row.sic}
    assert wrong[7]["Kelengkapan"] == "Rekapitulasi Hasil Pengumpulan Data Kinerja"
    assert wrong[10]["Uraian"] == "(kosong)"


def test_the_page_asks_the_same_number_of_times_whatever_there_is(people, instansi, signed_in):
    browser = signed_in(people.tim)
    browser.get("/sop/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/sop/")
    for tahun in range(2020, 2027):
        browser.post("/sop/dokumen/", {"jenis": "renstra", "tahun": tahun, "berkas": upload()})
    with CaptureQueriesContext(connection) as many:
        browser.get("/sop/")
    assert len(many) <= len(few)


# -- its data ------------------------------------------------------------------------------------


def test_the_admin_writes_the_head_and_the_remarks_of_the_sheet(people, instansi, signed_in):
    browser = signed_in(people.admin)
    answer = browser.post(
        "/kelola/sop/",
        {
            "nomor": "061/SOP/2026",
            "tanggal_efektif_tanggal": "2",
            "tanggal_efektif_bulan": "1",
            "tanggal_efektif_tahun": "2026",
            "revisi": "1",
            "disahkan": people.kepala.pk,
            "ket-pengumpulan-perintah": "Paling lambat hari kerja pertama",
            "ket-pengukuran-analisa": "<b>tebal</b>",
        },
    )
    assert answer.status_code == 302
    head = LembarSOP.objects.get(instansi=instansi)
    assert head.keterangan == {
        "collection.pengumpulan": {"perintah": "Paling lambat hari kerja pertama"},
        "measurement.pengukuran": {"analisa": "<b>tebal</b>"},
    }
    shown = signed_in(people.staf).get("/sop/").content.decode()
    assert "061/SOP/2026" in shown and "2 Januari 2026" in shown and "Kepala Badan" in shown
    assert "Paling lambat hari kerja pertama" in shown and "&lt;b&gt;tebal" in shown
    line = Entry.objects.filter(kind=Trail.CONFIGURED).last()
    assert line.user == people.admin.user and line.data["apa"] == "Data lembar SOP"


def test_a_date_that_cannot_be_read_keeps_what_was_typed(people, instansi, signed_in):
    answer = signed_in(people.admin).post(
        "/kelola/sop/",
        {
            "nomor": "061",
            "revisi": "0",
            "tanggal_efektif_tanggal": "31",
            "tanggal_efektif_bulan": "2",
            "tanggal_efektif_tahun": "2026",
            "ket-pengumpulan-perintah": "Tetap di sini",
        },
    )
    shown = answer.content.decode()
    assert "31 Februari 2026 tidak ada di kalender." in shown and "Tetap di sini" in shown
    assert not LembarSOP.objects.exists()


def test_everybody_finds_the_sop_from_any_page_and_nobody_is_shown_it_before(people, signed_in):
    for by in vars(people).values():
        assert 'href="/sop/"' in signed_in(by).get("/akun/").content.decode()
    assert 'href="/sop/"' not in Client().get("/akun/login/").content.decode()


def test_the_admin_reaches_the_sheets_data_among_the_settings(people, signed_in):
    admin = signed_in(people.admin)
    assert 'href="/kelola/sop/"' in admin.get("/kelola/").content.decode()
    page = admin.get("/kelola/sop/").content.decode()
    assert 'href="/kelola/sop/" aria-current="page"' in page and 'href="/kelola/unit/"' in page


def test_only_the_admin_changes_the_sheets_data(people, signed_in):
    for name, by in vars(people).items():
        assert signed_in(by).get("/kelola/sop/").status_code == (200 if name == "admin" else 403)


def test_an_office_of_another_instansi_cannot_be_named_as_approving(people, instansi, signed_in):
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    strange = office(other, "kepala", None, "kepala-lain", "Kepala Dinas")
    signed_in(people.admin).post(
        "/kelola/sop/", {"nomor": "1", "revisi": "0", "disahkan": strange.pk}
    )
    assert not LembarSOP.objects.exists()


# -- Dokumen Pelengkap ------------------------------------------------------------------------------


def test_tim_sakip_lays_a_document_of_a_year_and_everybody_takes_it(people, signed_in):
    answer = signed_in(people.tim).post(
        "/sop/dokumen/",
        {"jenis": "renstra", "tahun": "2026", "nomor": "188/2026", "berkas": upload()},
    )
    assert answer.status_code == 302
    paper = Paper.objects.get(kind_key="renstra")
    assert (paper.tahun, paper.nomor, paper.status, paper.revision) == (
        2026,
        "188/2026",
        "terbit",
        0,
    )
    for by in (people.staf, people.kepala, people.bidang_lain):
        browser = signed_in(by)
        assert f"/naskah/{paper.pk}/" in browser.get("/sop/").content.decode()
        assert b"".join(browser.get(f"/naskah/{paper.pk}/").streaming_content) == PDF


def test_a_new_document_of_the_same_year_takes_the_place_of_the_old_one(people, signed_in):
    browser = signed_in(people.tim)
    for number in ("lama", "baru"):
        browser.post(
            "/sop/dokumen/",
            {
                "jenis": "lkjip",
                "tahun": "2025",
                "nomor": number,
                "berkas": upload(f"{number}.pdf", PDF + number.encode()),
            },
        )
    browser.post("/sop/dokumen/", {"jenis": "lkjip", "tahun": "2024", "berkas": upload()})
    old, new = Paper.objects.filter(kind_key="lkjip", tahun=2025).order_by("pk")
    assert (old.superseded, old.revision) == (True, 0)
    assert (new.superseded, new.revision) == (False, 1)
    assert not Paper.objects.get(kind_key="lkjip", tahun=2024).superseded
    shown = browser.get("/sop/").content.decode()
    assert f"/naskah/{new.pk}/" in shown and f"/naskah/{old.pk}/" not in shown


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"jenis": "renstra", "tahun": "2026"}, "Berkas"),
        ({"jenis": "nota_dinas", "tahun": "2026", "berkas": "pdf"}, "Dokumen"),
        ({"jenis": "renstra", "tahun": "dua ribu", "berkas": "pdf"}, "Tahun"),
        ({"jenis": "renstra", "tahun": "2026", "berkas": "exe"}, "renstra"),
    ],
)
def test_a_document_that_is_wrong_is_refused_and_nothing_is_kept(people, signed_in, fields, said):
    files = {"pdf": upload(), "exe": upload("renstra.pdf", b"MZ\x90\x00")}
    fields = {k: files.get(v, v) for k, v in fields.items()}
    answer = signed_in(people.tim).post("/sop/dokumen/", fields)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not Paper.objects.exists()


def test_only_tim_sakip_and_the_admin_lay_documents(people, signed_in):
    for name, by in vars(people).items():
        allowed = name in ("tim", "admin")
        assert signed_in(by).get("/sop/dokumen/").status_code == (200 if allowed else 403)


def test_documents_of_another_instansi_are_not_found(people, signed_in):
    signed_in(people.tim).post(
        "/sop/dokumen/", {"jenis": "renstra", "tahun": "2026", "berkas": upload()}
    )
    paper = Paper.objects.get()
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    stranger = signed_in(office(other, "tim_sakip", None, "lain", "Tim SAKIP"))
    assert stranger.get(f"/naskah/{paper.pk}/").status_code == 404
    assert f"/naskah/{paper.pk}/" not in stranger.get("/sop/").content.decode()


def test_the_checklist_of_a_run_takes_the_documents_over(run, people, signed_in):
    signed_in(people.tim).post(
        "/sop/dokumen/", {"jenis": "renstra", "tahun": "2025", "berkas": upload()}
    )
    run = to(run, people, "dokumen")
    form = ChecklistForm.of(run, run.step.gives[0])
    assert form.initial["renstra"]["nama"] == "renstra.pdf"
    assert form.initial["renstra"]["keterangan"] == "Dari Dokumen Pelengkap 2025"


# -- a run's own sheet --------------------------------------------------------------------------------


def test_a_runs_sheet_shows_the_time_used_beside_the_standard(run, people, clock, signed_in):
    fill_drafts(run, people.kepala)
    clock.shift(9 * 60)
    run = do(run, "perintah", people.kepala)
    found = run_sheet(run, head_of(run.instansi))
    first, second = found.rows[:2]
    assert first.times == ["9 menit"] and first.keterangan == "Lewat 4 menit"
    assert second.state == "sekarang" and second.times[0].startswith("berjalan")
    page = signed_in(people.staf_lain).get(f"/pengumpulan/{run.pk}/lembar-sop/").content.decode()
    assert "9 menit" in page and "Lewat 4 menit" in page
    assert (
        f"/pengumpulan/{run.pk}/lembar-sop/"
        in signed_in(people.tim).get(run.get_absolute_url()).content.decode()
    )


def test_each_round_of_a_returned_row_has_its_own_time(run, people):
    run = to(run, people, "analisa")
    run = do(run, "kembalikan", people.sekretaris, note="Periksa.", to="rekap")
    run = to(run, people, "lapor")
    rows = {row.step.key: row for row in run_sheet(run, head_of(run.instansi)).rows}
    assert [t[:3] for t in rows["rekap"].times] == ["1: ", "2: "]
    assert [t[:3] for t in rows["analisa"].times] == ["1: ", "2: "]
    assert len(rows["dokumen"].times) == 1


def test_a_run_of_another_instansi_has_no_sheet(run, people, signed_in):
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    stranger = signed_in(office(other, "sekretaris", None, "lain", "Sekretaris"))
    assert stranger.get(f"/pengumpulan/{run.pk}/lembar-sop/").status_code == 404
    assert stranger.get(f"/pengukuran/{run.pk}/lembar-sop/").status_code == 404


@pytest.mark.parametrize("ink", [PAPER, SCREEN])
def test_a_bar_is_full_beyond_the_standard_and_marks_where_that_was(ink):
    within, over = bar(0.5, ink), bar(2.0, ink)
    assert 'width="50.0"' in within and 'x="99.0"' in within
    assert 'x="50.0"' in over
    assert "style=" not in within + over


def test_the_graph_command_prints_every_row_and_every_way_back():
    told, drawn = StringIO(), StringIO()
    call_command("graph", stdout=told)
    call_command("graph", "--mermaid", stdout=drawn)
    for procedure in sheets():
        for step in procedure.sop:
            assert step.text in told.getvalue()
    assert "TIDAK: kembali ke langkah 8, 7" in told.getvalue()
    assert drawn.getvalue().count("flowchart TD") == 2
