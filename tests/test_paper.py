"""The code's sheets say, cell by cell, what the signed paper says."""

import csv
from pathlib import Path

import pytest

from collection.models import Pengumpulan
from measurement.models import Pengukuran
from sakip.people.models import Role

SHEETS = [(Pengumpulan, "pengumpulan"), (Pengukuran, "pengukuran")]


def paper(name):
    with (Path(__file__).parent / "paper" / f"{name}.tsv").open() as sheet:
        return list(csv.DictReader(sheet, delimiter="\t"))


def said(step):
    """A row as the code says it, by the columns of the sheet."""
    return {
        "uraian": step.text,
        "kelengkapan": step.needs_words,
        "waktu": step.time,
        "output": step.gives_words,
    }


CELLS = [
    (procedure, n, column)
    for procedure, name in SHEETS
    for n in range(len(paper(name)))
    for column in ("uraian", "kelengkapan", "waktu", "output")
]


@pytest.mark.parametrize(
    "procedure, n, column", CELLS, ids=lambda v: getattr(v, "__name__", str(v))
)
def test_each_cell_is_the_papers_or_names_where_it_corrects_it(procedure, n, column):
    step, row = procedure.sop[n], paper(procedure._meta.model_name)[n]
    ours = said(step)[column]
    theirs = step.sic.get(column, ours)
    assert theirs.rstrip(".") == row[column].rstrip(".")
    if column in step.sic:
        assert ours != step.sic[column], "a sic that says the same corrects nothing"


@pytest.mark.parametrize("procedure, name", SHEETS, ids=["pengumpulan", "pengukuran"])
def test_rows_numbers_and_actors_are_the_papers(procedure, name):
    assert [str(s.number) for s in procedure.sop] == [r["no"] for r in paper(name)]
    label = {r: r.name.replace("_", " ") for r in Role}
    for step, row in zip(procedure.sop, paper(name), strict=True):
        assert [label[r] for r in step.roles] == row["pelaksana"].split(", "), step.key
