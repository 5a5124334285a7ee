"""Importing a Perjanjian Kinerja through its pages: real files, foreign files, our own template."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from sakip.papers.models import Berkas
from sakip.planning.models import (
    Anggaran,
    Impor,
    Indikator,
    Mapping,
    Node,
    PerjanjianKinerja,
    Renstra,
    Target,
    TargetPeriode,
)
from sakip.planning.targets import promised
from sakip.planning.tree import tree_of
from sakip.trail.models import Entry
from tests import uploads
from tests.promise import make_promise

pytestmark = pytest.mark.django_db
D = Decimal
DATA = Path(__file__).parent / "data"
WHERE = "/perencanaan/impor/"
PK, MONTHS = "boyolali_bpbd_pk_2026.csv", "boyolali_bpbd_renaksi_bulanan_2026_ext.csv"
JABAR = "jabar_dispora_pk_2017.csv"
HEAD = ("Jenjang", "Sasaran", "Indikator Kinerja", "Satuan", "Arah", "Target 2026",
        "TW I", "TW II", "TW III", "TW IV")  # fmt: skip


@pytest.fixture
def tim(people, signed_in):
    return signed_in(people.tim)


@pytest.fixture
def renstra(instansi):
    return Renstra.objects.create(
        instansi=instansi, nama="Renstra 2025-2029", tahun_mulai=2025, tahun_selesai=2029
    )


def real(name):
    return SimpleUploadedFile(name, (DATA / name).read_bytes(), "text/csv")


def text(*rows, name="pk.csv", mark=";"):
    lines = [mark.join(f'"{cell}"' for cell in row) for row in rows]
    return SimpleUploadedFile(name, "\r\n".join(lines).encode(), "text/csv")


def book(*rows, name="pk.xlsx", formats=(), more=None):
    made = Workbook()
    sheet = made.active
    sheet.title = "PK"
    for row in rows:
        sheet.append(row)
    for cell, style in formats:
        sheet[cell].number_format = style
    if more:
        more(made)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def upload(tim, renstra, *files, tahun=2026):
    data = {"tahun": tahun, "renstra": renstra.pk}
    data |= dict(zip(("utama", "rincian"), files, strict=False))
    response = tim.post(WHERE, data)
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def plan_of(tim, where):
    return tim.get(where).context["plan"]


def answers(plan, **more):
    """A preview sent back as it stands, all contradictions and columns ticked unless told."""
    data = {"setuju": [t.key for t in plan.ticks], "titik": list(plan.dots.columns)}
    data["frekuensi"], data["jenjang"] = plan.frekuensi, plan.answers.jenjang
    for source in plan.sources:
        data[f"lembar-{source.n}"] = source.sheet.name
        data |= {f"kolom-{source.n}-{n}": field for n, field in enumerate(source.columns)}
    return data | more


def confirm(tim, where, **more):
    return tim.post(where, answers(plan_of(tim, where), aksi="impor", **more))


def nothing_was_written():
    counts = [m.objects.count() for m in (PerjanjianKinerja, Indikator, Node, Target)]
    return counts == [0, 0, 0, 0]


# --- the two real pairs ---


def test_boyolali_is_read_joined_and_its_contradiction_named(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    plan = plan_of(tim, where)
    assert len(plan.indicators) == 20 and plan.open_problems == [] and not plan.dots.columns
    (tick,) = plan.ticks
    assert f"({MONTHS}, Lembar 1, sel T15)" in tick.sentence
    assert "Target Desember 4,7 tidak sama dengan target tahun 4,47" in tick.sentence
    assert not plan.ready and nothing_was_written()
    page = tim.get(where).content.decode()
    assert "1 pertentangan perlu ditegaskan" in page and "Jan-Nov 0 · Des 0,9" in page


def test_boyolali_is_not_written_before_its_contradiction_is_confirmed(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    response = confirm(tim, where, setuju=[])
    assert response.status_code == 200
    assert "Belum diimpor" in response.content.decode() and nothing_was_written()
    response = confirm(tim, where, setuju=["0123456789abcdef"])  # a tick for something else
    assert response.status_code == 200 and nothing_was_written()


def test_boyolali_goes_in_as_a_draft_with_what_was_confirmed(tim, renstra, people):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    response = confirm(tim, where)
    pk = PerjanjianKinerja.objects.get()
    assert response["Location"] == f"/perencanaan/perjanjian-kinerja/{pk.pk}/"
    assert (pk.status, pk.tahun, pk.versi) == ("draf", 2026, 0)
    assert pk.targets.count() == 20 and TargetPeriode.objects.count() == 240
    assert len(pk.catatan) == 2 and "Desember 4,7" in pk.catatan[1]
    assert pk.pihak_pertama["jabatan"] == "Kepala Badan"
    one = Target.objects.get(indikator__nama__startswith="Persentase penduduk di kawasan")
    said = promised(one)
    assert (said["tahun"].nilai, said["2026-12"].nilai) == (D("4.47"), D("4.7"))
    assert {i.frekuensi for i in Indikator.objects.all()} == {"bulanan"}
    assert {i.status for i in Indikator.objects.all()} == {"draf"}
    assert [(n.tree_depth, n.level) for n in tree_of(renstra)] == [
        (0, "tujuan"), (1, "sasaran"), (2, "program"), (0, "tujuan"), (1, "program")
    ]  # fmt: skip
    line = Entry.objects.filter(kind="configured").last()
    assert line.note == "20 indikator diimpor ke draf Perjanjian Kinerja 2026 Murni."
    assert [f["nama"] for f in line.data["berkas"]] == [PK, MONTHS] and line.by == people.tim
    page = tim.get(response["Location"]).content.decode()
    assert "IKP-1: Target Desember 4,7 tidak sama dengan target tahun 4,47" in page


def test_an_import_sent_twice_happens_once(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    sent = answers(plan_of(tim, where), aksi="impor")
    first, second = tim.post(where, sent), tim.post(where, sent)
    assert first["Location"] == second["Location"]
    assert PerjanjianKinerja.objects.count() == 1 and Indikator.objects.count() == 20
    assert Entry.objects.filter(note__contains="diimpor ke draf").count() == 1


def test_if_anything_fails_nothing_of_it_stays(tim, renstra, monkeypatch):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    sent = answers(plan_of(tim, where), aksi="impor")

    def breaks(*args, **kwargs):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("sakip.planning.import_write._note", breaks)
    with pytest.raises(RuntimeError):
        tim.post(where, sent)
    assert nothing_was_written() and Impor.objects.get().open


def test_jabar_names_what_it_cannot_read_and_offers_what_it_might_mean(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    plan = plan_of(tim, where)
    two, one = plan.open_problems
    assert (two.place, one.place) == ("Lembar 1, sel I3", "Lembar 1, sel I5")
    assert "“140 Kelompok (1400 orang)” memuat dua satuan" in two.message
    assert [o.words for o in two.offers] == ["140 Kelompok", "1400 orang"]
    assert [o.value for o in one.offers] == ["2"] and "POPNAS 201" in one.message
    assert confirm(tim, where).status_code == 200 and nothing_was_written()


def test_jabar_goes_in_as_far_as_it_can_be_read_and_the_rest_is_named(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    response = confirm(tim, where, **{"jawab-0:I3": "lewati", "jawab-0:I5": "2"})
    pk = PerjanjianKinerja.objects.get()
    assert response.status_code == 302 and pk.targets.count() == 4
    kept = {t.indikator.satuan: t for t in pk.targets.select_related("indikator")}
    rank = kept["Peringkat"]
    assert (rank.nilai, rank.teks) == (2, "2 (POPNAS 201)")
    assert rank.indikator.polaritas == "rendah"
    share = Target.objects.get(teks__startswith="100 dari 110")
    assert (share.pembilang, share.penyebut) == (100, 110)
    page = tim.get(response["Location"]).content.decode()
    assert "90,91 (100 dari 110 Organisasi Kepemudaan)" in page
    assert any("berwirausaha” ditinggalkan" in sentence for sentence in pk.catatan)
    assert {i.frekuensi for i in Indikator.objects.all()} == {"tahunan"}
    assert not Indikator.objects.filter(nama__contains="berwirausaha").exists()


def test_a_row_left_out_can_be_asked_again_and_answered_with_a_figure_of_ones_own(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    first = answers(plan_of(tim, where), **{"jawab-0:I3": "lewati", "jawab-0:I5": "2"})
    tim.post(where, first)
    plan = plan_of(tim, where)
    assert plan.ready and len(plan.indicators) == 4 and len(plan.skipped) == 1
    tim.post(where, answers(plan, **{"jawab-0:I3": ""}))
    plan = plan_of(tim, where)
    assert [p.place for p in plan.open_problems] == ["Lembar 1, sel I3"]
    bad = {"jawab-0:I3": "sendiri", "angka-0:I3": "seratus"}
    tim.post(where, answers(plan, **bad))
    page = tim.get(where).content.decode()
    assert "“seratus” tidak terbaca sebagai angka" in page and 'value="seratus"' in page
    good = {"jawab-0:I3": "sendiri", "angka-0:I3": "1.400"}
    assert confirm(tim, where, **good).status_code == 302
    assert Target.objects.get(indikator__nama__contains="berwirausaha").nilai == 1400


# --- our own template ---


@pytest.mark.parametrize(("shape", "periods"), [("triwulan", 4), ("bulan", 12)])
def test_the_template_is_understood_by_its_own_import(shape, periods, tim, renstra, units):
    response = tim.get(f"{WHERE}contoh/?bentuk={shape}&tahun=2026")
    assert "attachment" in response["Content-Disposition"]
    made = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = made["Perjanjian Kinerja"]
    figures = [round(n * 100 / periods, 2) for n in range(1, periods + 1)]
    sheet.append(["1", "Sasaran", None, "Layanan prima", None, "Indeks layanan", "indeks",
                  "Makin tinggi", "MP", 100, *figures])  # fmt: skip
    sheet.append(["2", "Program", "5.03.02", "Program Kepegawaian", "IKP-7", "Lama proses", "hari",
                  "Makin rendah", "Bidang Pengembangan Kompetensi", 5, *[5] * periods])  # fmt: skip
    made["Anggaran"].append(["5.03.02", "Program Kepegawaian", 1234567890, "APBD"])
    out = io.BytesIO()
    made.save(out)
    where = upload(tim, renstra, SimpleUploadedFile("isian.xlsx", out.getvalue()))
    assert confirm(tim, where).status_code == 302
    first, second = Indikator.objects.order_by("urut")
    assert (first.kode, first.jenis, first.unit, first.node.nama) == (
        "IKU-1", "IKU", units.mutasi, "Layanan prima",
    )  # fmt: skip
    assert (second.kode, second.polaritas, second.unit) == ("IKP-7", "rendah", units.diklat)
    assert second.node.kode == "5.03.02" and second.node.parent == first.node
    assert second.desimal == 0
    assert first.targets.get().periods.count() == periods
    assert Anggaran.objects.get().pagu == 1_234_567_890


def test_an_empty_template_says_there_is_nothing_in_it(tim, renstra):
    response = tim.get(f"{WHERE}contoh/?bentuk=triwulan")
    content = b"".join(response.streaming_content)
    where = upload(tim, renstra, SimpleUploadedFile("kosong.xlsx", content))
    assert "Tidak ada baris yang dapat diimpor" in tim.get(where).content.decode()
    assert confirm(tim, where).status_code == 200 and nothing_was_written()


def test_a_budget_line_that_fits_nowhere_is_asked(tim, renstra):
    def money(made):
        sheet = made.create_sheet("Anggaran")
        sheet.append(["Kode", "Program/Kegiatan", "Anggaran (Rp)", "Keterangan"])
        sheet.append(["9.99", "Program entah", 5, ""])
        sheet.append(["", "Program A", "1,5 miliar", ""])
        sheet.append(["", "Total", 5, ""])

    row = ("Program", "Program A", "Indeks", "indeks", "positif", 90, 1, 2, 3, 90)
    where = upload(tim, renstra, book(HEAD, row, more=money))
    lost, odd = plan_of(tim, where).open_problems
    assert lost.place == "Lembar Anggaran, sel C2" and "Program entah" in lost.message
    assert odd.place == "Lembar Anggaran, sel C3"
    more = {"jawab-anggaran:C2": "lewati", "jawab-anggaran:C3": "sendiri",
            "angka-anggaran:C3": "1.500.000.000"}  # fmt: skip
    assert confirm(tim, where, **more).status_code == 302
    assert Anggaran.objects.get().pagu == 1_500_000_000


# --- foreign files ---


def rows(*more):
    return [HEAD, *more]


LINE = (
    "Sasaran",
    "Layanan prima",
    "Indeks layanan",
    "indeks",
    "positif",
    "90",
    "80",
    "85",
    "88",
    "90",
)


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


# --- what is already there ---


@pytest.fixture
def promise(instansi, units, renstra):
    Renstra.objects.all().delete()
    made = make_promise(instansi, units)
    return made


def test_known_indicators_are_found_by_name_and_stay_as_the_dictionary_has_them(tim, promise):
    Indikator.objects.filter(kode="IKU-1").update(versi=4)
    where = upload(tim, promise.renstra, text(*rows(
        ("Sasaran", "Meningkatnya profesionalitas ASN", "persentase  JABATAN terisi", "orang",
         "negatif", "95", "91", "92", "93", "95"),
        ("Program", "Program Baru", "Jumlah pengaduan", "aduan", "negatif", "8", "8", "8", "8", "8"),
    )), tahun=2027)  # fmt: skip
    plan = plan_of(tim, where)
    assert [p.fresh for p in plan.indicators] == [False, False]
    sentences = " ".join(t.sentence for t in plan.ticks)
    assert "IKU-1: satuan “orang” pada berkas, “%” pada kamus" in sentences
    assert "IKU-1: arah makin rendah makin baik pada berkas" in sentences
    assert "IKK-2: pada berkas di bawah “Program Baru”" in sentences
    assert confirm(tim, where).status_code == 302
    one = Indikator.objects.get(kode="IKU-1")
    assert (one.satuan, one.polaritas, one.versi, one.status) == ("%", "tinggi", 4, "berlaku")
    assert Indikator.objects.count() == 5
    assert Target.objects.get(pk_versi__tahun=2027, indikator=one).nilai == 95


def test_months_of_the_file_become_the_quarters_of_the_dictionary(tim, promise):
    months = [str(n) for n in range(1, 13)]
    head = ("Jenjang", "Sasaran", "Indikator", "Satuan", "Target", *[
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"])  # fmt: skip
    row = ("Sasaran", "Meningkatnya profesionalitas ASN", "Persentase jabatan terisi", "%", "12")
    where = upload(tim, promise.renstra, text(head, (*row, *months)), tahun=2027)
    assert any("target bulan digabung" in t.sentence for t in plan_of(tim, where).ticks)
    assert confirm(tim, where).status_code == 302
    said = promised(Target.objects.get(pk_versi__tahun=2027))
    assert {c: int(s.nilai) for c, s in said.items()} == {
        "tahun": 12, "2027-TW1": 3, "2027-TW2": 6, "2027-TW3": 9, "2027-TW4": 12
    }  # fmt: skip


def test_a_code_of_another_indicator_is_asked(tim, promise):
    head = ("Jenjang", "Sasaran", "Kode Indikator", "Indikator", "Satuan", "Target")
    row = ("Sasaran", "Meningkatnya profesionalitas ASN", "IKK-1", "Nama baru", "%", "5")
    where = upload(tim, promise.renstra, text(head, row), tahun=2027)
    (problem,) = plan_of(tim, where).open_problems
    assert "Kode IKK-1 sudah dipakai “Kenaikan pangkat tepat waktu”" in problem.message
    assert confirm(tim, where, **{f"jawab-{problem.key}": "baru"}).status_code == 302
    assert Indikator.objects.get(nama="Nama baru").kode == "IKU-2"


def test_a_draft_that_is_there_is_filled_and_what_is_replaced_is_said(tim, promise, people):
    from sakip.planning.acts import revise

    draft = revise(promise, people.tim, alasan="Uji")
    where = upload(tim, promise.renstra, text(*rows(
        ("Sasaran", "Meningkatnya profesionalitas ASN", "Persentase jabatan terisi", "%", "positif",
         "95", "91", "92", "93", "95")
    )))  # fmt: skip
    notes = plan_of(tim, where).notes
    assert "Mengisi draf Perjanjian Kinerja 2026 Perubahan yang sudah ada." in notes
    assert "Target yang diganti: IKU-1." in notes
    assert confirm(tim, where)["Location"].endswith(f"/{draft.pk}/")
    assert Target.objects.get(pk_versi=draft, indikator__kode="IKU-1").nilai == 95
    assert draft.targets.count() == 5 and promise.targets.get(indikator__kode="IKU-1").nilai == 85


def test_a_fixed_promise_refuses_the_upload(tim, promise):
    response = tim.post(WHERE, {"tahun": 2026, "renstra": promise.renstra.pk, "utama": real(PK)})
    assert response.status_code == 200
    assert "sudah ditetapkan. Buat Perubahan dahulu" in response.content.decode()
    assert not Berkas.objects.exists() and not Impor.objects.exists()


def test_a_promise_fixed_meanwhile_refuses_the_confirmation(tim, promise):
    PerjanjianKinerja.objects.create(instansi=promise.instansi, tahun=2027, renstra=promise.renstra)
    where = upload(tim, promise.renstra, text(*rows(LINE)), tahun=2027)
    sent = answers(plan_of(tim, where), aksi="impor")
    PerjanjianKinerja.objects.filter(tahun=2027).update(status="ditetapkan")
    response = tim.post(where, sent)
    assert response.status_code == 200
    assert "sudah ditetapkan. Buat Perubahan" in response.content.decode()
    assert not Indikator.objects.filter(nama="Indeks layanan").exists()


# --- files that are none ---


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
