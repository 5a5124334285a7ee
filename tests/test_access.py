"""The gates equal the signed permission matrix: an independent copy of it, cell by cell."""

import re
from pathlib import Path

import pytest

from collection.models import Formulir, Pengumpulan
from measurement.models import Pengukuran
from sakip.disposition.models import LembarDisposisi
from sakip.papers.models import Paper
from sakip.people.models import Role
from sakip.sop import access
from sakip.sop.perform import Refused, perform, roles_for
from sakip.sop.procedure import Procedure
from tests.conftest import office
from tests.promise import make_promise
from tests.walk import start, to

COLUMNS = [
    "kepala", "sekretaris", "bidang", "bidang_lain", "tim", "staf", "staf_lain", "admin",
]  # fmt: skip
PROCEDURES = {"4.1": Pengumpulan, "4.2": Pengukuran}


def matrix():
    """(procedure, row number, column, cell) of both tables of the copy."""
    part = None
    for line in (Path(__file__).parent / "paper" / "hak.md").read_text().splitlines():
        if line.startswith("### "):
            part = PROCEDURES[line[4:7]]
        elif (
            part
            and (cells := [c.strip() for c in line.strip("|").split("|")])
            and (number := re.match(r"(\d+) ", cells[0]))
        ):
            for column, cell in zip(COLUMNS, cells[1:], strict=True):
                yield part, int(number[1]), column, cell


CELLS = list(matrix())


def letters(cell):
    """The letters of a cell, its words taken away: "L(serahkan) R(ke Staf) E C V D own" -> LRECVD."""
    bare = re.sub(r"\([^)]*\)|\*\*", " ", cell.split(";")[0])
    return set(re.findall(r"(?<![A-Za-z])[LERCVD](?![A-Za-z])", bare))


def performs(cell):
    return "L" in letters(cell) or bool(re.search(r"L\(", cell))


def test_the_copy_holds_both_sheets_whole():
    assert len(CELLS) == (12 + 10) * 8


@pytest.fixture
def archived(instansi, people):
    """A finished run of each procedure, seen from after the approval."""
    return {
        p: p.begin(instansi=instansi, periode="2026-TW3", at="selesai") for p in PROCEDURES.values()
    }


def test_edit_comment_see_and_download_are_the_matrix(archived, people, units, monkeypatch):
    """Own means: of a unit with a form in the run; so "other" is a unit without one."""
    found = []
    for procedure, number, column, cell in CELLS:
        run = archived[procedure]
        row = procedure.sop[number - 1]
        by = getattr(people, column)
        other = column.endswith("_lain")
        mine = {units.sekretariat.pk} if other else {people.bidang.unit_id}
        monkeypatch.setattr(procedure, "units", lambda self, mine=mine: mine)
        given = access.rights(by, run, row.key)
        wanted = letters(cell)
        for letter in "ECD":
            if (letter in wanted) != (letter in given):
                found.append(
                    f"{procedure.__name__} {number} {column}: {letter} of {cell!r}, {given}"
                )
        if ("V" in wanted) != bool(given & access.SEEING):
            found.append(f"{procedure.__name__} {number} {column}: V of {cell!r}, {given}")
    assert found == []


def carrier(procedure, row):
    """The procedures whose rows and acts carry out the row: its own, or its children's."""
    if row.carried_by == "forms":
        return [Formulir]
    if row.carried_by == "lembar_disposisi":
        return [LembarDisposisi]
    return [procedure]


@pytest.mark.parametrize(
    "procedure, number, column, cell", CELLS, ids=lambda v: getattr(v, "__name__", str(v))[:40]
)
def test_who_carries_out_a_row_is_the_matrix(procedure, number, column, cell):
    role = {"tim": "tim_sakip"}.get(column, column.removesuffix("_lain"))
    row = procedure.sop[number - 1]
    doers = {r for p in carrier(procedure, row) for s in _rows(p, row) for r in s.roles}
    if number == 6 and procedure is Pengumpulan:  # `terima` is the unit's own part of row 6
        doers |= set(Formulir.row("terima").roles)
    own = not column.endswith("_lain")
    assert (role in doers and own) == performs(cell), f"{sorted(doers)} for {cell!r}"


def _rows(procedure: type[Procedure], row):
    if procedure in (Formulir, LembarDisposisi):
        return [s for s in procedure.sop if s.key != "terima"]
    return [row]


def test_an_unknown_row_or_office_is_denied(archived, people):
    run = archived[Pengumpulan]
    assert access.rights(people.tim, run, "tidak_ada") == set()
    assert roles_for(run, "rekap") is None


def test_an_auditor_reads_where_a_process_stands_and_nothing_within_it(
    people, units, instansi, signed_in
):
    """The matrix has no column for them: what everybody with an office sees, and no row's page."""
    make_promise(instansi, units)
    run = to(start(people), people, "analisa")
    auditor = office(instansi, Role.AUDITOR, None, "auditor", "Inspektur")
    browser = signed_in(auditor)
    where = run.get_absolute_url()
    page = browser.get(where).content.decode()
    assert run.row("analisa").text in page and "0 terbit" in page
    assert browser.get(f"{where}riwayat/").status_code == 200
    for row in run.sop:
        assert browser.get(f"{where}{row.key}/").status_code == 404, row.key
        assert browser.post(f"{where}{row.key}/", {"verb": row.key}).status_code == 404, row.key
    papers = Paper.objects.filter(case_id=run.pk, status=Paper.ISSUED)
    assert len(papers) > 8
    for paper in papers:
        assert browser.get(f"/naskah/{paper.pk}/").status_code == 404, paper
    for form in run.forms.all():
        assert browser.get(form.get_absolute_url()).status_code in (403, 404)


def test_no_row_and_no_act_is_an_auditors(people, units, instansi):
    make_promise(instansi, units)
    run = to(start(people), people, "analisa")
    auditor = office(instansi, Role.AUDITOR, None, "auditor", "Inspektur")
    for verb in ("analisa", "kembalikan", "tarik"):
        with pytest.raises(Refused):
            perform(run, verb, by=auditor, seen=run.seen(), note="Uji.")
    for procedure in (Pengumpulan, Pengukuran, Formulir, LembarDisposisi):
        for way in (*procedure.sop, *procedure.acts.values()):
            assert Role.AUDITOR not in way.roles
