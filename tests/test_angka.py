"""How figures are read and printed: what an office types, what it must never be taken for."""

import re
from decimal import Decimal as D

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sakip.lib import angka
from sakip.lib.angka import Unreadable

figures = st.decimals(min_value=D("-99999999999.9999"), max_value=D("99999999999.9999"), places=4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("1.500", "1500"),
        ("1234", "1234"),
        ("1234,5", "1234.5"),
        ("75,91", "75.91"),
        ("0,5", "0.5"),
        ("0", "0"),
        ("007", "7"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("-0", "0"),
        (" 8 ", "8"),
        ("8\n", "8"),
        ("\u00a08\u202f", "8"),
        ("12\u200b,5", "12.5"),
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234", "1234"),
        ("96,26%", "96.26"),
        ("96,26 %", "96.26"),
        ("Rp5.294.655.000,00", "5294655000"),
        ("Rp 177.792.500", "177792500"),
        ("Rp. 5.000,-", "5000"),
        ("rp5000", "5000"),
        ("-Rp5", "-5"),
        ("Rp -5", "-5"),
        ("5.000,–", "5000"),
    ],
)
def test_staf_types_a_figure_as_the_office_writes_it(typed, meant):
    assert angka.read(typed) == D(meant)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("12.5", "12,5"),
        ("-12.5", "-12,5"),
        ("0.125", "0,125"),
        ("0.500", "0,500"),
        ("76.15", "76,15"),
        ("76.15 %", "76,15"),
        ("1234.567", "1234,567"),
        ("1,234.56", "1.234,56"),
        ("1,234,567", "1.234.567"),
        ("1234.567,8", "1.234.567,8"),
        ("1e5", "100.000"),
        ("1E+05", "100.000"),
        ("1.5E-2", "0,015"),
        ("1_000", "1.000"),
        ("١٢", "12"),
        ("１２", "12"),
        ("１２.5", "12,5"),
        ("(5)", "-5"),
        ("–5", "-5"),
        (",5", "0,5"),
        ("5,", "5"),
        ("5.", "5"),
        ("2 hari", "2"),
        ("1.500bh", "1.500"),
        ("5 juta", "5.000.000"),
        ("1,5 miliar", "1.500.000.000"),
    ],
)
def test_a_slip_is_refused_and_the_right_form_is_offered(typed, offered):
    with pytest.raises(Unreadable) as refusal:
        angka.read(typed)
    assert refusal.value.suggestion == offered
    assert f"Maksud Anda {offered}?" in refusal.value.message
    assert angka.quoted(typed) in refusal.value.message
    angka.read(refusal.value.suggestion)  # what is offered can be read


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "Infinity",
        "-inf",
        "1.23.4",
        "0.500,5",
        "--5",
        "-−5",
        "-Rp-5",
        "12 5",
        "1  2",
        "1\n234",
        "1\t234",
        "7-8",
        "1/2",
        "5-",
        "5,-0",
        "1,5,-",
        "½",
        "²",
        "0x10",
        "1e999",
        "100 dari 110 Organisasi Kepemudaan",
        "140 Kelompok (1400 orang)",
        "2 (POPNAS 201)",
        "Level 3 Plus",
        "5 M",
        "5 juta orang",
        "–",
        "-",
        "%",
        "Rp",
        "Tinggi",
        "12%%",
    ],
)
def test_what_cannot_be_meant_in_one_way_is_refused_with_an_example(typed):
    with pytest.raises(Unreadable) as refusal:
        angka.read(typed)
    assert refusal.value.suggestion is None
    assert refusal.value.message.endswith("Tulis seperti 1.234,56.")


def test_the_sentence_of_a_refusal_is_the_one_of_the_style_guide():
    with pytest.raises(Unreadable) as refusal:
        angka.read("12.5")
    assert str(refusal.value) == "“12.5” tidak terbaca sebagai angka. Maksud Anda 12,5?"


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0", "\u200b"])
def test_blank_is_never_zero(blank):
    with pytest.raises(Unreadable, match="belum ditulis"):
        angka.read(blank)


def test_an_endless_text_is_refused_and_quoted_shortly():
    with pytest.raises(Unreadable, match="terlalu panjang") as refusal:
        angka.read("9" * 100_000)
    assert len(refusal.value.message) < 100


def test_a_quoted_text_cannot_turn_the_sentence_around():
    with pytest.raises(Unreadable) as refusal:
        angka.read("12\u202e.5\x00")
    assert "\u202e" not in refusal.value.message
    assert "\x00" not in refusal.value.message


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("0,9 Angka", "Angka", "0.9"),
        ("2 hari", "hari", "2"),
        ("1.500bh", "bh", "1500"),
        ("82,50 INDEKS", "indeks", "82.50"),
        ("Indeks 82,5", "Indeks", "82.5"),
        ("75 persen", "%", "75"),
        ("75 persen", "Persen", "75"),
        ("75%", "persen", "75"),
        ("12 Kelompok / Organisasi", "Kelompok /  Organisasi", "12"),
        ("-3 poin", "poin", "-3"),
        ("5.000 rupiah", "rupiah", "5000"),
        ("5 m2", "m2", "5"),
    ],
)
def test_the_unit_of_the_indicator_may_stand_beside_its_figure(typed, unit, meant):
    assert angka.read(typed, unit=unit) == D(meant)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("2 hari", "orang"), ("2harian", "hari"), ("hari", "hari"), ("5 juta", "juta rupiah")],
)
def test_another_unit_is_refused(typed, unit):
    with pytest.raises(Unreadable):
        angka.read(typed, unit=unit)


def test_a_unit_of_digits_eats_no_digit_of_the_figure():
    assert angka.read("5100", unit="100") == 5100
    assert angka.read("5100", unit="") == 5100


def test_nobody_is_offered_millions_where_the_unit_already_says_so():
    with pytest.raises(Unreadable) as refusal:
        angka.read("5 juta", unit="juta rupiah")
    assert refusal.value.suggestion is None


# properties


@given(figures)
@example(D("0.5"))
@example(D("-1000"))
@example(D("1E+3"))
def test_what_an_input_shows_is_read_back_unchanged(value):
    assert angka.read(angka.show_input(value)) == value


@given(figures)
def test_what_is_printed_with_four_decimals_is_read_back_unchanged(value):
    assert angka.read(angka.show(value, 4)) == angka.rounded(value, 4)


@given(st.decimals(min_value=D(-(10**11)), max_value=D(10**11), places=7), st.integers(0, 6))
def test_what_is_printed_is_read_back_as_rounded(value, places):
    assert angka.read(angka.show(value, places)) == angka.rounded(value, places)


@given(st.decimals(min_value=D("0.01"), max_value=D(10**10), places=2))
def test_a_figure_in_the_english_way_never_changes_its_size(value):
    for written in (str(value), f"{value:,}"):
        try:
            assert angka.read(written) == value
        except Unreadable as refusal:
            assert refusal.suggestion is None or angka.read(refusal.suggestion) == value


@given(st.text(alphabet="0123456789.,-− Rp%eE_–()", max_size=12))
def test_no_text_is_read_as_a_figure_of_other_digits(text):
    """Whatever is accepted holds exactly the digits that were typed, and its comma is the point."""
    try:
        value = angka.read(text)
    except Unreadable:
        return
    whole, _, part = re.sub("[^0-9,]", "", text).partition(",")
    assert abs(value) == D(f"{whole}.{part}0")
    assert (value < 0) == (value != 0 and bool(re.match("[^0-9]*[-−]", text)))


@given(st.text(max_size=80), st.text(max_size=8))
def test_any_text_gives_a_figure_or_a_sentence_and_nothing_else(text, unit):
    try:
        assert angka.read(text, unit=unit).is_finite()
    except Unreadable as refusal:
        assert refusal.message
        if refusal.suggestion:
            angka.read(refusal.suggestion)


# files and the clipboard


def test_a_lone_dot_in_a_file_is_a_finding_and_no_refusal():
    assert angka.read_imported("76.15") == (D("76.15"), "76,15")
    assert angka.read_imported("-0.5 %") == (D("-0.5"), "-0,5")


def test_what_needs_no_confirmation_comes_without_a_proposal():
    assert angka.read_imported("75,91") == (D("75.91"), None)
    assert angka.read_imported("1.500") == (D("1500"), None)


@pytest.mark.parametrize("text", ["1,234.56", "1e5", "1.23.4", "NaN", "", "100 dari 110"])
def test_a_file_is_refused_where_typing_is(text):
    with pytest.raises(Unreadable):
        angka.read_imported(text)


@pytest.mark.parametrize(
    ("cell", "number_format", "meant"),
    [
        (0.7615, "0.00%", "76.15"),
        (0.07615, "0%", "7.615"),
        (0.7615, "General", "0.7615"),
        (0.1 + 0.2, "0.00", "0.3"),
        (617 / 1842 * 100, "0.00", "33.4961997828447"),
        (1 / 3, "0.00%", "33.3333333333333"),
        (76.15, '0.00"%"', "76.15"),
        (76.15, r"0.00\%", "76.15"),
        (5294655000, "#,##0", "5294655000"),
        (2000.0, "General", "2000"),
        (0, "0%", "0"),
        (-0.0, "0", "0"),
        (-0.5, "0%;-0%", "-50"),
        (-0.5, "0%;-0.0", "-0.5"),
        (0.5, "", "0.5"),
        (D("0.25"), "0%", "25"),
        (12345678901234567, "0", "12345678901234600"),
    ],
)
def test_a_numeric_cell_is_taken_as_the_sheet_shows_it(cell, number_format, meant):
    assert angka.cell_number(cell, number_format) == D(meant)


@pytest.mark.parametrize("cell", [True, None, "12", float("nan"), float("inf"), object()])
def test_a_cell_without_a_number_is_refused(cell):
    with pytest.raises(Unreadable):
        angka.cell_number(cell, "General")


@pytest.mark.parametrize("number_format", ["#,##0,", "#,##0.0,,", '0.0,,"jt"'])
def test_a_cell_that_shows_only_millions_is_refused(number_format):
    with pytest.raises(Unreadable, match="5294655000"):
        angka.cell_number(5294655000, number_format)


# rounding and printing


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (D(29) / 50 * 100, "58,00"),
        (D("2.675"), "2,68"),
        (D("89.995"), "90,00"),
        (D(1) / 3, "0,33"),
        (D("-2.675"), "−2,68"),
        (D("0.005"), "0,01"),
        (D("-0.004"), "0,00"),
        (D("1234567.891"), "1.234.567,89"),
        (D("1E+3"), "1.000,00"),
        (7, "7,00"),
        (None, "–"),
    ],
)
def test_a_figure_is_printed_half_up_in_the_indonesian_way(value, printed):
    assert angka.show(value) == printed


@given(figures, st.integers(0, 4))
def test_rounding_moves_a_figure_by_at_most_half_a_step_and_up_at_the_half(value, places):
    step = D(1).scaleb(-places)
    result = angka.rounded(value, places)
    assert result == result.quantize(step)
    moved = abs(result) - abs(value)
    assert -step / 2 < moved <= step / 2


def test_the_rounding_is_one_for_long_figures_too():
    assert angka.rounded(D("12345678901234567890123456789.125")) == D(
        "12345678901234567890123456789.13"
    )


def test_a_float_is_never_rounded():
    with pytest.raises(TypeError):
        angka.rounded(2.675)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_printed(value):
    with pytest.raises(ValueError, match="finite"):
        angka.show(D(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (D("1234.5000"), "1234,5"),
        (D("-5"), "-5"),
        (D("100.00"), "100"),
        (D("1E+3"), "1000"),
        (D("-0.00"), "0"),
        (0, "0"),
        (None, ""),
    ],
)
def test_an_input_shows_a_figure_without_thousands(value, shown):
    assert angka.show_input(value) == shown


def test_percent_has_no_space():
    assert angka.percent(D("98.235")) == "98,24%"
    assert angka.percent(D("98.235"), 0) == "98%"
    assert angka.percent(None) == "–"


# rupiah


def test_rupiah_are_exact_up_to_fifteen_digits():
    assert angka.read_rupiah("1.234.567.890.123") == 1234567890123
    assert angka.rupiah(1234567890123) == "Rp1.234.567.890.123"
    assert angka.read_rupiah("999.999.999.999.999") == 10**15 - 1


def test_rupiah_of_sixteen_digits_are_refused_with_the_limit_in_words():
    with pytest.raises(Unreadable, match=r"paling banyak 15 angka.*Rp999\.999\.999\.999\.999"):
        angka.read_rupiah("1.000.000.000.000.000")


@pytest.mark.parametrize("typed", ["Rp5.294.655.000,00", "Rp 5.294.655.000,-", "5294655000,0"])
def test_zero_sen_are_no_sen(typed):
    assert angka.read_rupiah(typed) == 5294655000


@pytest.mark.parametrize("typed", ["5.000,50", "1234567890123,5", "5.5"])
def test_sen_are_refused_in_words(typed):
    with pytest.raises(Unreadable, match="memuat sen") as refusal:
        angka.read_rupiah(typed)
    assert refusal.value.suggestion is None


def test_rupiah_of_an_english_sheet_are_offered_in_the_right_form():
    with pytest.raises(Unreadable) as refusal:
        angka.read_rupiah("1500.00")
    assert angka.read_rupiah(refusal.value.suggestion) == 1500


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_printed_rupiah_are_read_back_unchanged(value):
    assert angka.read_rupiah(angka.rupiah(value)) == value


def test_no_rupiah_are_a_dash():
    assert angka.rupiah(None) == "–"
    assert angka.rupiah(-5) == "−Rp5"


# what the database can hold


@pytest.mark.parametrize("value", ["0", "99999999999.9999", "-99999999999.9999", "1.50000"])
def test_a_figure_of_eleven_digits_and_four_decimals_fits(value):
    assert angka.fits(D(value)) == D(value)


@pytest.mark.parametrize("value", ["100000000000", "-100000000000", "1E+300"])
def test_a_figure_too_large_for_the_house_is_refused_in_words(value):
    with pytest.raises(Unreadable, match="paling banyak 11 angka di depan koma"):
        angka.fits(D(value))


def test_too_many_decimals_are_refused_and_the_rounded_figure_is_offered():
    with pytest.raises(Unreadable, match="lebih dari 4 angka di belakang koma") as refusal:
        angka.fits(D("33.496199891423"))
    assert refusal.value.suggestion == "33,4962"


def test_a_sum_of_forty_digits_is_refused_in_words():
    with pytest.raises(Unreadable, match="terlalu besar"):
        angka.read_rupiah("9" * 40)
    with pytest.raises(Unreadable, match="terlalu besar"):
        angka.read_rupiah("9" * 40 + ",00")
