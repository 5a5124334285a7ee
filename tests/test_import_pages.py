"""Importing foreign files through the pages: how they are read, and what is asked about them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.planning.models import (
    Impor,
    Indikator,
    Mapping,
    Node,
    PerjanjianKinerja,
    Renstra,
    Target,
)
from sakip.planning.targets import promised
from tests import uploads
from tests.imported import (
    HEAD,
    LINE,
    WHERE,
    answers,
    book,
    confirm,
    nothing_was_written,
    plan_of,
    rows,
    text,
    upload,
)

pytestmark = pytest.mark.django_db
D = Decimal


# -- sheets, columns and cells -----------------------------------------------------------------


def test_lone_dots_are_accepted_by_one_tick_a_column_and_never_silently(tim, renstra):
    where = upload(tim, renstra, text(
        HEAD,
        ("Sasaran", "Layanan", "Satu", "%", "positif", "76.15", "10", "20", "30", "76.15"),
        ("Sasaran", "Layanan", "Dua", "%", "positif", "75,91", "10", "20", "30", "75,91"),
    ))  # fmt: skip
    plan = plan_of(tim, where)
    assert list(plan.dots.columns) == ["0:F", "0:J"]
    assert plan.dots.columns["0:F"].cells == ["sel F2: “76.15” dibaca 76,15"]
    assert confirm(tim, where, titik=["0:F"]).status_code == 200 and nothing_was_written()
    assert confirm(tim, where).status_code == 302
    assert Target.objects.get(indikator__nama="Satu").nilai == D("76.15")
    notes = PerjanjianKinerja.objects.get().catatan
    assert any("Kolom F (Target 2026): titik dibaca sebagai koma desimal" in n for n in notes)


def test_cells_of_a_workbook_are_taken_as_the_sheet_shows_them(tim, renstra):
    where = upload(tim, renstra, book(
        HEAD,
        ("Sasaran", "Layanan", "Satu", "%", "positif", 0.7615, 0.1, 0.2, 0.3, 0.7615),
        formats=[(f"{c}2", "0.00%") for c in "FGHIJ"],
    ))  # fmt: skip
    assert confirm(tim, where).status_code == 302
    said = promised(Target.objects.get())
    assert (said["tahun"].nilai, said["2026-TW1"].nilai) == (D("76.15"), 10)


def test_a_formula_without_result_is_named_by_its_cell(tim, renstra):
    where = upload(tim, renstra, book(
        HEAD, ("Sasaran", "Layanan", "Satu", "indeks", "positif", "=40+50", 1, 2, 3, 90)
    ))  # fmt: skip
    (problem,) = plan_of(tim, where).open_problems
    assert problem.place == "Lembar PK, sel F2" and "rumus tanpa hasil" in problem.message
    assert confirm(tim, where, **{"angka-0:F2": "90"}).status_code == 302
    assert Target.objects.get().nilai == 90


def test_merged_cells_of_the_paper_hold_until_the_next_sasaran(tim, renstra):
    where = upload(tim, renstra, book(
        ("PERJANJIAN KINERJA 2026",), (),
        ("No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (1, "Layanan prima", "Satu", "indeks", 90), (None, None, "Dua", "%", 80),
        (2, "Data akurat", "Tiga", "%", 70),
        more=lambda made: made.active.merge_cells("B5:B6"),
    ))  # fmt: skip
    assert confirm(tim, where).status_code == 302
    assert {i.nama: i.node.nama for i in Indikator.objects.select_related("node")} == {
        "Satu": "Layanan prima", "Dua": "Layanan prima", "Tiga": "Data akurat"
    }  # fmt: skip
    assert set(Node.objects.values_list("level", flat=True)) == {"sasaran"}


def test_another_sheet_can_be_chosen(tim, renstra):
    def second(made):
        sheet = made.create_sheet("Rencana")
        for row in rows(("Sasaran", "Lain", "Indeks lain", "indeks", "positif", 5, 1, 2, 3, 5)):
            sheet.append(row)

    where = upload(tim, renstra, book(*rows(LINE), more=second))
    plan = plan_of(tim, where)
    assert plan.indicators[0].nama == "Indeks layanan"
    tim.post(where, answers(plan, **{"lembar-0": "Rencana"}))
    assert [p.nama for p in plan_of(tim, where).indicators] == ["Indeks lain"]


def test_columns_are_mapped_by_hand_and_the_mapping_is_kept(tim, renstra, instansi):
    strange = [("A", "B", "C", "D"), ("Layanan prima", "Indeks layanan", "indeks", "90")]
    strange[0] = ("Apa", "Indikator Kinerja", "Ukuran", "Target")
    where = upload(tim, renstra, text(*strange))
    plan = plan_of(tim, where)
    assert plan.missing_columns == ["Tujuan/sasaran/program/kegiatan"]
    assert "Tunjukkan kolom" in tim.get(where).content.decode()
    mapped = {"kolom-0-0": "uraian", "kolom-0-2": "satuan", "frekuensi": "triwulanan"}
    tim.post(where, answers(plan, **mapped))
    plan = plan_of(tim, where)
    assert plan.main.columns == ["uraian", "indikator", "satuan", "target"]
    assert plan.indicators[0].entry.frekuensi == "triwulanan"
    assert Mapping.objects.get().instansi == instansi
    again = upload(tim, renstra, text(*strange, name="tahun-depan.csv"), tahun=2027)
    assert plan_of(tim, again).main.columns == ["uraian", "indikator", "satuan", "target"]


def test_a_mapping_is_nobody_elses(tim, renstra, people, signed_in):
    from tests.planning_pages import elsewhere

    strange = [("Apa", "Indikator Kinerja", "Ukuran", "Target"), ("Layanan", "Indeks", "x", "90")]
    where = upload(tim, renstra, text(*strange))
    tim.post(where, answers(plan_of(tim, where), **{"kolom-0-0": "uraian"}))
    other, by = elsewhere()
    there = signed_in(by)
    where = upload(there, Renstra.objects.get(instansi=other), text(*strange), tahun=2027)
    assert plan_of(there, where).main.columns[0] == ""


def test_two_files_are_joined_by_name_and_who_is_alone_is_named(tim, renstra):
    year = [("Sasaran", "Indikator", "Satuan", "Target"), ("Layanan", "Indeks  Layanan", "indeks", "90"),
            ("Layanan", "Hanya di sini", "indeks", "5")]  # fmt: skip
    periods = [("Indikator", "Target", "TW I", "TW II", "TW III", "TW IV"),
               ("INDEKS LAYANAN.", "91", "80", "85", "88", "90"),
               ("Hanya di sana", "1", "1", "1", "1", "1")]  # fmt: skip
    where = upload(tim, renstra, text(*year), text(*periods, name="periode.csv"))
    sentences = " ".join(t.sentence for t in plan_of(tim, where).ticks)
    assert "“Hanya di sini” (pk.csv, Lembar 1, baris 3) tidak ada pada periode.csv" in sentences
    assert "“Hanya di sana” (periode.csv, Lembar 1, baris 3) tidak ada pada pk.csv" in sentences
    assert "target tahun 90 (pk.csv, Lembar 1, baris 2) tidak sama dengan 91" in sentences
    assert confirm(tim, where).status_code == 302
    said = promised(Target.objects.get(indikator__nama="Indeks Layanan"))
    assert (said["tahun"].nilai, said["2026-TW4"].nilai) == (90, 90)


# -- what is asked -----------------------------------------------------------------------------


def test_the_same_indicator_twice_is_asked(tim, renstra):
    where = upload(tim, renstra, text(*rows(LINE, LINE)))
    problems = plan_of(tim, where).open_problems
    assert [p.place for p in problems] == ["Lembar 1, sel C3"] and "baris 2" in problems[0].message
    assert confirm(tim, where, **{f"jawab-{problems[0].key}": "lewati"}).status_code == 302
    assert Indikator.objects.count() == 1


def test_a_level_nobody_knows_is_asked_where_it_stands(tim, renstra):
    row = ("eselon II", *LINE[1:])
    where = upload(tim, renstra, text(*rows(row)))
    (problem,) = plan_of(tim, where).open_problems
    assert problem.place == "Lembar 1, sel A2" and "eselon II" in problem.message
    assert confirm(tim, where, **{"jawab-0:A2": "sasaran"}).status_code == 302
    assert Node.objects.get().level == "sasaran"


def test_an_indicator_without_a_place_is_asked(tim, renstra):
    where = upload(tim, renstra, text(*rows(("", "", *LINE[2:]))))
    (problem,) = plan_of(tim, where).open_problems
    assert problem.place == "Lembar 1, sel B2" and "belum disebut" in problem.message


def test_less_is_better_with_zero_must_say_which_it_is(tim, renstra):
    row = ("Sasaran", "Layanan", "Pengaduan", "aduan", "negatif", "0", "0", "0", "0", "0")
    where = upload(tim, renstra, text(*rows(row)))
    (problem,) = plan_of(tim, where).open_problems
    assert [o.value for o in problem.offers] == ["harus_nihil", "belum_jatuh_tempo"]
    assert confirm(tim, where, **{f"jawab-{problem.key}": "harus_nihil"}).status_code == 302
    assert Indikator.objects.get().target_nol == "harus_nihil"


def test_a_sinking_position_and_sums_that_fail_are_named(tim, renstra):
    where = upload(tim, renstra, text(*rows(
        ("Sasaran", "L", "Turun", "indeks", "positif", "90", "80", "70", "88", "90"),
        ("Sasaran", "L", "Jumlah", "orang", "positif", "100", "10", "20", "30", "40"),
    )))  # fmt: skip
    plan = plan_of(tim, where)
    (tick,) = plan.ticks
    assert "turun dari 80 (Triwulan I) ke 70 (Triwulan II)" in tick.sentence
    assert "Lembar 1, sel H2" in tick.sentence
    adding = plan.indicators[1].entry
    assert (adding.gaya_target, adding.akumulasi, adding.desimal) == ("tambahan", "jumlah", 0)


def test_ranges_and_predicates_make_their_indicators(tim, renstra):
    where = upload(tim, renstra, text(*rows(
        ("Sasaran", "L", "Suhu", "derajat", "positif", "80-90", "80-90", "80-90", "80-90", "80-90"),
        ("Sasaran", "L", "Opini", "predikat", "", "WTP", "", "", "", "WTP"),
    )))  # fmt: skip
    assert confirm(tim, where).status_code == 302
    kept = {t.indikator.nama: t for t in Target.objects.select_related("indikator")}
    assert (kept["Suhu"].bawah, kept["Suhu"].atas) == (80, 90)
    assert kept["Suhu"].indikator.polaritas == "rentang"
    assert (kept["Opini"].teks, kept["Opini"].indikator.polaritas) == ("WTP", "predikat")


def test_the_year_of_the_file_is_held_against_the_year_of_the_import(tim, renstra):
    where = upload(tim, renstra, text(
        ("Tahun", "Sasaran", "Indikator", "Satuan", "Target"), ("2025", "L", "I", "%", "5")
    ))  # fmt: skip
    assert any("memuat 2025, sedangkan diimpor sebagai 2026" in t.sentence
               for t in plan_of(tim, where).ticks)  # fmt: skip


def test_words_that_are_not_understood_are_noted_and_left_blank(tim, renstra):
    where = upload(tim, renstra, text(
        ("Sasaran", "Indikator", "Satuan", "Arah", "Unit", "Target"),
        ("L", "I", "%", "stabil", "Bidang Entah", "5"),
    ))  # fmt: skip
    notes = " ".join(plan_of(tim, where).notes)
    assert "arah “stabil” tidak dikenal" in notes and "unit “Bidang Entah” tidak dikenal" in notes
    assert confirm(tim, where).status_code == 302
    assert Indikator.objects.get().unit is None


# -- files that are none, and answers that are none --------------------------------------------


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04rusak"), "rusak"),
        (SimpleUploadedFile("a.pdf", uploads.PDF), "tidak diterima"),
        (SimpleUploadedFile("a.csv", uploads.HTML), "halaman web"),
        (SimpleUploadedFile("a.xlsx", uploads.OLE), "format lama"),
        (SimpleUploadedFile("a.csv", b""), "kosong"),
        (None, "Pilih berkasnya"),
    ],
    ids=["rusak", "pdf", "html", "ole", "kosong", "tanpa"],
)
def test_what_is_no_table_is_refused_at_its_field(file, words, tim, renstra):
    data = {"tahun": 2026, "renstra": renstra.pk} | ({"utama": file} if file else {})
    if file:
        file.seek(0)
    response = tim.post(WHERE, data)
    assert response.status_code == 200 and words in response.content.decode()
    assert not Impor.objects.exists()


def test_a_table_without_headings_is_named_and_leads_back(tim, renstra):
    where = upload(tim, renstra, text(("halo", "dunia"), ("1", "2")))
    page = tim.get(where).content.decode()
    assert "Judul kolom tidak ditemukan pada pk.csv" in page and "Unggah berkas lain" in page
    assert tim.post(where, {"aksi": "impor"}).status_code == 200


def test_an_upload_can_be_given_up(tim, renstra):
    where = upload(tim, renstra, text(*rows(LINE)))
    assert tim.get(f"{where}batal/").status_code == 200 and Impor.objects.get().open
    tim.post(f"{where}batal/")
    assert tim.get(where)["Location"] == WHERE
    assert tim.post(where, {"aksi": "impor"})["Location"] == WHERE and nothing_was_written()


def test_strange_answers_change_nothing(tim, renstra):
    where = upload(tim, renstra, text(*rows(LINE)))
    sent = answers(plan_of(tim, where), **{
        "kolom-0-1": "rahasia", "jenjang": "langit", "frekuensi": "harian", "lembar-0": "tak ada",
        "jawab-0:Z99": "x" * 5000, "titik": ["y" * 500],
    })  # fmt: skip
    tim.post(where, sent)
    plan = plan_of(tim, where)
    assert plan.frekuensi == "triwulanan" and plan.answers.jenjang == "sasaran"
    assert set(plan.main.columns) <= {"", "jenjang", "uraian", "indikator", "satuan", "arah",
                                      "target", "tw1", "tw2", "tw3", "tw4"}  # fmt: skip


def test_the_preview_costs_the_same_for_twenty_rows_and_two_hundred(tim, renstra):
    def cost(n):
        made = [(*LINE[:2], f"Indeks {i}", *LINE[3:]) for i in range(n)]
        where = upload(tim, renstra, text(*rows(*made)))
        with CaptureQueriesContext(connection) as queries:
            response = tim.get(where)
        return len(queries), len(response.content)

    (small, _), (large, size) = cost(20), cost(200)
    assert small == large <= 16 and size < 200_000
