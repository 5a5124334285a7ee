"""Form fields: what was typed is understood or refused in words, and never lost."""

from datetime import date
from decimal import Decimal as D
from html.parser import HTMLParser

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.http import QueryDict

from sakip.lib.fields import AngkaField, RupiahField, TanggalField


class Isian(forms.Form):
    realisasi = AngkaField(unit="orang", required=False)
    anggaran = RupiahField(required=False)
    tenggat = TanggalField(required=False)


class Wajib(forms.Form):
    realisasi = AngkaField(min_value=0, max_value=100)
    tenggat = TanggalField()


def typed(form=Isian, **values) -> forms.Form:
    data = QueryDict(mutable=True)
    data.update(values)
    return form(data)


def dated(day: str, month: str, year: str, form=Isian) -> forms.Form:
    return typed(form, tenggat_tanggal=day, tenggat_bulan=month, tenggat_tahun=year)


class Tags(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> dict[str, str | None]:
        [attrs] = [attrs for _, attrs in self.found if attrs.get("name") == name]
        return attrs


# numbers


def test_staf_types_a_number_with_its_unit():
    form = typed(realisasi=" 1.234,5 orang ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["realisasi"] == D("1234.5")


@pytest.mark.parametrize("blank", ["", "   "])
def test_blank_is_no_value_and_never_zero(blank):
    form = typed(realisasi=blank, anggaran=blank)
    assert form.is_valid()
    assert form.cleaned_data == {"realisasi": None, "anggaran": None, "tenggat": None}


def test_zero_is_a_value():
    form = typed(Wajib, realisasi="0", **{f"tenggat_{p}": v for p, v in OCTOBER.items()})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["realisasi"] == 0


OCTOBER = {"tanggal": "8", "bulan": "10", "tahun": "2026"}


def test_a_slip_is_refused_with_its_right_form_and_stays_as_it_was_typed():
    form = typed(realisasi=" 12.5 ")
    assert form.errors["realisasi"] == ["“12.5” tidak terbaca sebagai angka. Maksud Anda 12,5?"]
    [error] = form.errors["realisasi"].as_data()
    assert error.params["suggestion"] == "12,5"
    assert Tags(str(form["realisasi"])).named("realisasi")["value"] == " 12.5 "


def test_a_percent_sign_in_what_was_typed_does_not_break_the_sentence():
    form = typed(realisasi="12.5 % s")
    assert form.errors["realisasi"] == [
        "“12.5 % s” tidak terbaca sebagai angka. Tulis seperti 1.234,56."
    ]


def test_a_tick_accepts_the_right_form():
    form = typed(**{"realisasi": "12.5", "realisasi-saran": "12,5"})
    assert form.is_valid()
    assert form.cleaned_data["realisasi"] == D("12.5")


def test_a_tick_that_was_tampered_with_is_read_like_anything_typed():
    form = typed(**{"realisasi": "12.5", "realisasi-saran": "1e5"})
    assert "“1e5”" in form.errors["realisasi"][0]


def test_a_figure_too_large_for_the_house_is_refused():
    assert "11 angka" in typed(realisasi="123.456.789.012").errors["realisasi"][0]


def test_too_many_decimals_are_refused_with_the_rounded_figure():
    [error] = typed(realisasi="33,496199").errors["realisasi"].as_data()
    assert error.params["suggestion"] == "33,4962"


@pytest.mark.parametrize(
    ("value", "said"), [("-0,5", "paling sedikit 0"), ("101", "paling banyak 100")]
)
def test_a_figure_beyond_its_bounds_is_refused_with_the_bound(value, said):
    assert said in typed(Wajib, realisasi=value).errors["realisasi"][0]


def test_nothing_typed_where_it_is_required_is_said_without_the_word_bidang():
    form = typed(Wajib)
    assert form.errors == {
        "realisasi": ["Isian ini wajib diisi."],
        "tenggat": ["Isian ini wajib diisi."],
    }


def test_a_stored_figure_is_shown_with_a_comma_and_typing_it_again_is_no_change():
    stored = {"realisasi": D("1234.5000"), "anggaran": 1234567, "tenggat": date(2026, 10, 8)}
    page = Tags(str(Isian(initial=stored)))
    assert page.named("realisasi")["value"] == "1234,5"
    assert page.named("realisasi")["inputmode"] == "decimal"
    assert page.named("anggaran")["value"] == "1.234.567"
    again = Isian(
        {
            "realisasi": "1.234,50",
            "anggaran": "1.234.567",
            **{f"tenggat_{part}": value for part, value in OCTOBER.items()},
        },
        initial=stored,
    )
    assert again.is_valid()
    assert not again.has_changed()
    assert Isian({"realisasi": "1.234,51"}, initial=stored).has_changed()


# rupiah


def test_rupiah_are_whole_numbers():
    form = typed(anggaran="Rp 5.294.655.000,00")
    assert form.is_valid()
    assert form.cleaned_data["anggaran"] == 5294655000
    assert isinstance(form.cleaned_data["anggaran"], int)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("5.000,50", "memuat sen"),
        ("1.000.000.000.000.000", "paling banyak 15 angka"),
        ("-5", "paling sedikit 0"),
    ],
)
def test_rupiah_that_are_none_are_refused_in_words(value, said):
    assert said in typed(anggaran=value).errors["anggaran"][0]


def test_a_budget_may_be_corrected_below_zero_where_the_form_allows_it():
    assert RupiahField(min_value=None).clean("-5.000") == -5000
    assert RupiahField(min_value=None).prepare_value(-5000) == "-5.000"


# dates


def test_a_date_is_typed_as_day_month_and_year():
    form = dated("8", "10", "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["tenggat"] == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("30", "2", "2026"), "30 Februari 2026 tidak ada di kalender."),
        (("29", "2", "2027"), "29 Februari 2027 tidak ada di kalender."),
        (("0", "10", "2026"), "0 Oktober 2026 tidak ada di kalender."),
        (("31x", "10", "2026"), "Tanggal “31x” bukan angka 1 sampai dengan 31."),
        (("٣", "10", "2026"), "Tanggal “٣” bukan angka 1 sampai dengan 31."),
        (("9" * 5000, "10", "2026"), f"Tanggal “{'9' * 29}…” bukan angka 1 sampai dengan 31."),
        (("8", "13", "2026"), "Bulan “13” tidak dikenal. Pilih salah satu bulan."),
        (("8", "Okt", "2026"), "Bulan “Okt” tidak dikenal. Pilih salah satu bulan."),
        (("8", "10", "26"), "Tahun “26” tidak terbaca. Tulis empat angka, misalnya 2026."),
        (("8", "10", "0202"), "Tahun 0202 di luar 1900 sampai dengan 2199."),
        (("8", "10", ""), "Tahun belum diisi."),
        (("", "", "2026"), "Tanggal dan bulan belum diisi."),
        (("", "10", ""), "Tanggal dan tahun belum diisi."),
    ],
)
def test_a_date_that_is_none_is_named_and_stays_as_it_was_typed(parts, said):
    form = dated(*parts)
    assert form.errors["tenggat"] == [said]
    page = Tags(str(form["tenggat"]))
    assert page.named("tenggat_tanggal").get("value", "") == parts[0]
    assert page.named("tenggat_tahun").get("value", "") == parts[2]


def test_the_leap_day_is_a_day():
    assert TanggalField().clean(["29", "2", "2028"]) == date(2028, 2, 29)


def test_every_part_of_a_date_has_its_own_label_and_months_have_names():
    form = Isian(initial={"tenggat": date(2026, 10, 8)})
    html = str(form["tenggat"])
    page = Tags(html)
    ids = [attrs["id"] for _, attrs in page.found if attrs.get("id")]
    assert ids == ["id_tenggat_0", "id_tenggat_1", "id_tenggat_2"]
    assert [attrs["for"] for tag, attrs in page.found if tag == "label"] == ids
    assert page.named("tenggat_tanggal")["value"] == "8"
    [chosen] = [attrs["value"] for tag, attrs in page.found if "selected" in attrs]
    assert chosen == "10"
    assert "Oktober" in html
    assert all(attrs.get("type") != "date" for _, attrs in page.found)


def test_a_date_is_a_fieldset_in_every_form():
    assert "<fieldset" in Isian().as_div()
    page = Tags(as_crispy_field(dated("30", "2", "2026")["tenggat"]))
    assert any(tag == "fieldset" for tag, _ in page.found)
    for part in ("tanggal", "bulan", "tahun"):
        assert "is-invalid" in page.named(f"tenggat_{part}")["class"].split()


def test_no_field_carries_a_style_of_its_own():
    page = Tags(as_crispy_field(dated("30", "2", "2026")["tenggat"]))
    assert all("style" not in attrs for _, attrs in page.found)
