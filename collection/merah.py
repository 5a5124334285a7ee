"""The workbook as it comes back: what was typed stands in it, and every fault is red, with its reason."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from .buku_baca import NUMBER, Lembar, Sel
from .buku_tulis import Line, workbook
from .unggah import Rencana


def red_workbook(plan: Rencana) -> bytes:
    """The uploaded rows in their order, with red cells, notes, and the list on a sheet of its own."""
    wrong: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fault in plan.faults:
        if fault.row:
            wrong[fault.sheet, fault.row][fault.column].append(fault.message)
    said = {where: {k: " ".join(m) for k, m in cells.items()} for where, cells in wrong.items()}
    bahan, money = plan.bahan, plan.isi.money
    rows = _lines(plan.isi.values, "", plan, {str(i.pk): i for i in bahan.rows}, said)
    spending = None
    if money:
        by_key = {f"a{line.pk}": line for line in bahan.spending}
        spending = _lines(money, money.name, plan, by_key, said)
    listed = [(group.cells or "–", group.message) for group in plan.groups]
    return workbook(bahan, rows=rows, spending=spending, faults=listed)


def _lines(sheet: Lembar, name, plan, by_key, wrong) -> list[Line]:
    """One line for each row of the sheet; empty ones in between keep every cell at its address."""
    found: list[Line] = []
    start = sheet.head + 1
    for n, cells in sheet.rows:
        found += [Line() for _ in range(min(n - start - len(found), 50))]
        thing = None if (name, n) in plan.foreign else by_key.get(sheet.key_of(cells))
        open_ = None if thing is None else _open(plan, thing)
        typed = {k: _value(s) for k, s in cells.items() if open_ is None or k in open_}
        found.append(Line(thing, typed, wrong.get((name, n), {})))
    return found


def _open(plan, thing) -> frozenset[str]:
    """Columns in which what was typed stands; elsewhere what is recorded is given back."""
    if hasattr(thing, "kamus"):
        return plan.bahan.open_in(thing)
    return frozenset({"rp"} if plan.bahan.open_spending(thing) else ())


def _value(sel: Sel):
    if sel.kind == NUMBER and not sel.fault:
        return Decimal(sel.text.replace(",", "."))
    return sel.text
