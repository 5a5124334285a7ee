"""What a cell of a foreign file is read as, what is offered, and what is left to be asked."""

from decimal import Decimal

import pytest

from sakip.planning.import_columns import guess, guesses, head_of, norm
from sakip.planning.import_read import (
    ASK,
    DOT,
    READ,
    answered,
    read_level,
    read_polarity,
    read_target,
    style_needs,
)
from sakip.planning.import_sheet import Cell, Sheet, _csv, address

D = Decimal


def read(text, satuan="", polaritas="tinggi"):
    return read_target(Cell(text), satuan=satuan, polaritas=polaritas)


@pytest.mark.parametrize(
    ("text", "satuan", "value"),
    [("0,9", "Angka", "0.9"), ("0,9 Angka", "Angka", "0.9"), ("1.500bh", "bh", "1500"),
     ("100 %", "persen", "100"), ("75,35", "Angka", "75.35"), ("1.234,56", "", "1234.56"),
     ("-5", "derajat", "-5"), ("60 kali", "kali", "60")],
)  # fmt: skip
def test_figures_are_read_with_their_unit(text, satuan, value):
    reading = read(text, satuan)
    assert reading.kind == READ and reading.said.nilai == D(value)


@pytest.mark.parametrize("text", ["", "-", "–", "N/A", "Belum ditetapkan"])
def test_nothing_promised_is_no_zero(text):
    reading = read(text)
    assert reading.kind == READ and reading.said.nilai is None


def test_a_lone_dot_is_a_finding_with_its_proposed_reading():
    reading = read("76.15", "%")
    assert reading.kind == DOT and reading.said.nilai == D("76.15")
    assert [o.value for o in reading.offers] == ["76,15"]
    assert read("75,91").kind == READ


def test_a_fraction_in_words_becomes_its_share_and_keeps_the_words():
    reading = read("100 dari 110 Organisasi Kepemudaan", "Persen")
    said = reading.said
    assert (said.pembilang, said.penyebut) == (100, 110)
    assert said.teks == "100 dari 110 Organisasi Kepemudaan"
    assert said.words("angka", 2) == "90,91 (100 dari 110 Organisasi Kepemudaan)"
    assert "dibaca 90,91%" in reading.note


def test_a_fraction_of_something_that_is_no_percentage_is_asked():
    reading = read("3 dari 5 dokumen", "dokumen")
    assert reading.kind == ASK and [o.value for o in reading.offers] == ["3", "5"]


def test_two_units_in_one_target_are_asked_with_both():
    reading = read("140 Kelompok (1400 orang)", "Kelompok / Organisasi")
    assert reading.kind == ASK
    assert [o.words for o in reading.offers] == ["140 Kelompok", "1400 orang"]


def test_words_behind_a_figure_offer_the_figure():
    reading = read("2 (POPNAS 201)", "Peringkat", "rendah")
    assert reading.kind == ASK and [o.value for o in reading.offers] == ["2"]
    again = answered(reading, "2", "2 (POPNAS 201)", "Peringkat")
    assert again.said.nilai == 2 and again.said.teks == "2 (POPNAS 201)"


@pytest.mark.parametrize(
    ("text", "offer"), [("≥ 80", "80"), ("minimal 90%", "90"), ("60 kali", "60")]
)
def test_a_bound_or_a_strange_unit_offers_its_figure(text, offer):
    reading = read(text, "kegiatan")
    assert reading.kind == ASK and [o.value for o in reading.offers] == [offer]


@pytest.mark.parametrize("text", ["80-90", "80 - 90 %", "80 s.d. 90", "80 sampai dengan 90"])
def test_ranges_are_read_and_make_their_indicator_one(text):
    reading = read(text, "%")
    assert (reading.said.bawah, reading.said.atas) == (80, 90)
    assert style_needs(reading, "tinggi") == "rentang"
    assert style_needs(reading, "rendah") == "rentang_rendah"


@pytest.mark.parametrize(("text", "satuan"), [("WTP", "Opini"), ("Level 3 Plus", "Level")])
def test_words_beside_a_unit_of_words_are_predicates(text, satuan):
    reading = read(text, satuan)
    assert reading.said.teks == text and style_needs(reading, "tinggi") == "predikat"


@pytest.mark.parametrize("text", ["abc", "1e5", "1.5 dari 3", "90-80", "5 dari 0", "12.3.4"])
def test_what_no_shape_fits_is_asked(text):
    assert read(text, "%").kind == ASK


def test_a_figure_too_long_for_the_house_is_asked():
    reading = read("99999999999999")
    assert reading.kind == ASK and "11 angka" in reading.message


def test_an_answer_that_is_no_figure_asks_again():
    reading = read("140 Kelompok (1400 orang)")
    again = answered(reading, "seratus", "140 Kelompok (1400 orang)", "")
    assert again.kind == ASK and "seratus" in again.message


def test_numeric_cells_are_taken_as_they_are():
    reading = read_target(Cell("0,9", D("0.9")), satuan="Angka", polaritas="tinggi")
    assert reading.said.nilai == D("0.9")
    faulty = read_target(Cell(fault="Sel ini berisi rumus"), satuan="", polaritas="")
    assert faulty.kind == ASK and "rumus" in faulty.message


@pytest.mark.parametrize(
    ("words", "level"),
    [("sasaran strategis/tujuan", "tujuan"), ("Sasaran", "sasaran"), ("PROGRAM", "program"),
     ("Sub Kegiatan", "sub_kegiatan"), ("Sasaran Kegiatan", "kegiatan"), ("eselon II", "")],
)  # fmt: skip
def test_levels_are_read_as_papers_write_them(words, level):
    assert read_level(words) == level


@pytest.mark.parametrize(
    ("words", "polarity"),
    [("positif*", "tinggi"), ("negatif*", "rendah"), ("Makin tinggi makin baik", "tinggi"),
     ("semakin rendah semakin baik", "rendah"), ("Rentang", "rentang"), ("Predikat", "predikat"),
     ("stabil", "")],
)  # fmt: skip
def test_directions_are_read_as_papers_write_them(words, polarity):
    assert read_polarity(words) == polarity


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Sasaran Strategis", "uraian"), ("TUJUAN/SASARAN STRATEGIS", "uraian"),
     ("INDIKATOR KINERJA UTAMA", "indikator"), ("Target Tahun 2026", "target"),
     ("target_tahun", "target"), ("Agustus", "b08"), ("Agt", "b08"), ("des", "b12"),
     ("Target Bulan Mei", "b05"), ("TW III", "tw3"), ("Triwulan 2", "tw2"), ("Q4", "tw4"),
     ("realisasi", ""), ("No", ""), ("Kode Indikator", "kode_indikator"), ("Satuan", "satuan"),
     ("Penanggung Jawab", "unit"), ("tahun", "tahun"), ("sasaran_or_program", "uraian"),
     ("capaian_published", ""), ("Mei", "b05")],
)  # fmt: skip
def test_headings_speak_for_themselves(heading, field):
    assert guess(heading) == field


def test_no_two_columns_are_guessed_alike():
    assert guesses(["Target", "Target 2026", "Indikator"]) == ["target", "", "indikator"]


def sheet(*rows):
    return Sheet("1", [[Cell(text) for text in row] for row in rows])


def test_the_heading_row_is_found_below_titles_and_above_column_numbers():
    found = head_of(
        sheet(
            ["PERJANJIAN KINERJA TAHUN 2026"],
            [],
            ["No", "Sasaran Strategis", "Indikator Kinerja", "Target"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", "Layanan", "Indeks", "90"],
        )
    )
    assert found.body == 4 and found.headings[2] == "Indikator Kinerja"


def test_months_below_a_common_heading_are_found():
    found = head_of(
        sheet(
            ["No", "Sasaran", "Indikator", "Target Tahun", "Target Bulan"],
            ["", "", "", "", "Januari", "Februari"],
            ["1", "Layanan", "Indeks", "90", "10", "20"],
        )
    )
    assert guesses(found.headings)[3:] == ["target", "b01", "b02"] and found.body == 2


def test_a_sheet_without_headings_has_none():
    assert head_of(sheet(["Yth. Bapak"], ["1", "2"])) is None


def test_the_same_headings_are_known_again_whatever_their_spelling():
    one = head_of(sheet(["Sasaran", "Indikator Kinerja", "Target"], ["a", "b", "1"]))
    same = head_of(sheet(["SASARAN ", "indikator  kinerja", "target"], ["a", "b", "1"]))
    other = head_of(sheet(["Sasaran", "Indikator Kinerja", "Target 2026"], ["a", "b", "1"]))
    assert one.sha256 == same.sha256 != other.sha256


def test_cells_are_named_as_people_name_them():
    assert [address(6, 7), address(0, 26), address(0, 701)] == ["H7", "AA1", "ZZ1"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_however_it_was_saved(mark, encoding):
    text = mark.join(["Sasaran", "Indikator", "Target"]) + "\r\n" + mark.join(["é", '"a b"', "90"])
    (made,) = _csv(text.encode(encoding))
    assert [c.text for c in made.rows[1]] == ["é", "a b", "90"]


def test_names_are_compared_by_their_letters():
    assert norm("Indeks  “SAKIP”, BPBD.") == norm("indeks sakip bpbd")
