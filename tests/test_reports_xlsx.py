"""Formulas in the workbooks of reports: ours give the figures beside them, a user's are words."""

from __future__ import annotations

import re

import pytest

from sakip.planning.models import Indikator, Node

from .ground import grounded
from .promise import make_promise
from .reported import OF, book, content, made, report, whole_quarter

pytestmark = pytest.mark.django_db


@grounded
def quarter(promise, people):
    return whole_quarter(people)


def computed(formula: str, sheet) -> float:
    """A formula of ours worked out by hand: figures for cells, then Python's arithmetic."""

    def cells(found):
        first, last = found[1], found[2]
        if not last:
            return repr(float(sheet[first].value))
        values = [c.value for line in sheet[f"{first}:{last}"] for c in line]
        return repr(values)

    text = re.sub(r"\b([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?\b", cells, formula.removeprefix("="))
    names = {"MAX": max, "MIN": min, "ABS": abs, "SUM": sum, "AVERAGEIF": average_if}
    return eval(text, {"__builtins__": {}}, names)


def average_if(keys, condition, values):
    assert condition == ">0"
    kept = [
        v
        for k, v in zip(keys, values, strict=True)
        if isinstance(k, int) and isinstance(v, int | float)
    ]
    return sum(kept) / len(kept)


@pytest.mark.parametrize(
    "slug",
    [
        "rekapitulasi-capaian",
        "kertas-kerja-pengukuran",
        "rekapitulasi-pengumpulan",
        "capaian-iku",
        "kepatuhan-sop",
        "perjanjian-kinerja",
    ],
)
def test_the_formulas_of_a_workbook_give_the_figures_beside_them(quarter, instansi, people, slug):
    found = report(instansi, slug)
    sheets = book(content(made(found, "xlsx", people.tim.user)))
    tried = 0
    for sheet in sheets:
        head = next((r for r in sheet.iter_rows() if r[0].value in ("No.", "Langkah")), None)
        labels = {c.value: c.column for c in head if c.value}
        for label, column in labels.items():
            if not label.startswith("Hitung ulang: "):
                continue
            beside = labels[label.removeprefix("Hitung ulang: ")]
            for row in sheet.iter_rows(min_row=head[0].row + 2):
                formula = row[column - 1].value
                if formula is None:
                    continue
                assert formula.startswith("=")
                assert computed(formula, sheet) == pytest.approx(
                    float(row[beside - 1].value), abs=6e-5
                )
                tried += 1
    assert tried


def test_nothing_a_user_typed_becomes_a_formula(instansi, units, people):
    """Hostile names of indicators, places and units stand in the cells as words."""
    make_promise(instansi, units)
    hostile = ['=HYPERLINK("http://x.example","klik")', "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3"]
    for indikator, name in zip(Indikator.objects.order_by("urut"), hostile, strict=False):
        Indikator.objects.filter(pk=indikator.pk).update(nama=name)
    Node.objects.filter(level="program", kode="5.03.02").update(nama="=1+1")
    units.mutasi.nama = "=cmd"
    units.mutasi.save()
    whole_quarter(people)
    seen = set()
    for slug in OF:
        data = content(made(report(instansi, slug), "xlsx", people.tim.user))
        for sheet in book(data):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        label = sheet.cell(head_row(sheet), cell.column).value
                        assert str(label).startswith("Hitung ulang: "), (slug, cell.value)
                    elif isinstance(cell.value, str) and cell.value in hostile:
                        assert cell.quotePrefix, cell.value
                        seen.add(cell.value)
    assert seen == set(hostile)


def head_row(sheet) -> int:
    return next(r[0].row for r in sheet.iter_rows() if r[0].value in ("No.", "Langkah"))
