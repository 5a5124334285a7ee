"""The sheet "Anggaran" of our own template: what each program and kegiatan may cost."""

from __future__ import annotations

from dataclasses import dataclass

from sakip.lib import angka

from .fields import read_money
from .import_columns import BUDGET_FIELDS, UNUSED, head_of, norm
from .import_read import SKIP
from .import_rows import NodePlan
from .import_sheet import Cell, Sheet, address
from .tree import Node

_MEANS = {"kode": "kode", "anggaran": "pagu", "pagu": "pagu", "program": "uraian",
          "kegiatan": "uraian", "uraian": "uraian", "keterangan": "keterangan"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line: a place of the file or of the tree, whole rupiah, and whose money it is."""

    node: NodePlan | Node
    pagu: int
    keterangan: str


def meaning(headings: list[str]) -> list[str]:
    found: list[str] = []
    for heading in headings:
        words = norm(heading).split()
        field = next((_MEANS[w] for w in words if w in _MEANS), UNUSED)
        found.append(field if field not in found else UNUSED)
    return found


def budget_of(plan, matcher) -> list[BudgetLine]:
    """The lines of a sheet named Anggaran beside that of the targets; unreadable ones are asked."""
    sheet = next((s for s in plan.main.sheets
                  if norm(s.name).startswith("anggaran") and s is not plan.main.sheet), None)  # fmt: skip
    head = head_of(sheet, meaning) if sheet else None
    if head is None or "pagu" not in (columns := meaning(head.headings)):
        return []
    at = {field: columns.index(field) for field in BUDGET_FIELDS if field in columns and field}
    lines = []
    for row in range(head.body, len(sheet.rows)):
        line = _line(plan, matcher, sheet, row, at)
        if line:
            lines.append(line)
    return lines


def _line(plan, matcher, sheet: Sheet, row: int, at: dict[str, int]) -> BudgetLine | None:
    def cell(field: str) -> Cell:
        return sheet.cell(row, at.get(field))

    kode, nama = cell("kode").text, cell("uraian").text
    if cell("pagu").blank or not (kode or nama) or norm(nama).startswith(("total", "jumlah")):
        return None
    place = f"{sheet.title}, sel {address(row, at['pagu'])}"
    key = f"anggaran:{address(row, at['pagu'])}"
    node = _node(plan, matcher, kode, nama)
    if node is None:
        plan.ask(key, place, f"“{nama or kode}” tidak ada pada lembar target maupun pohon kinerja.")
        return None
    try:
        pagu = _rupiah(cell("pagu"))
    except angka.Unreadable as slip:
        pagu = _answered(plan, key, place, slip.message)
        if pagu is None:
            return None
    return BudgetLine(node, pagu, cell("keterangan").text[:60])


def _answered(plan, key: str, place: str, message: str) -> int | None:
    """The rupiah somebody typed in place of what could not be read; None while it is asked."""
    answer, pagu, fault = plan.answers.sel.get(key, ""), None, ""
    if answer and answer != SKIP:
        try:
            pagu = _rupiah(Cell(answer))
        except angka.Unreadable as slip:
            fault = slip.message
    plan.ask(key, place, message, own=True, fault=fault)
    return pagu


def _rupiah(cell: Cell) -> int:
    if cell.fault:
        raise angka.Unreadable(cell.fault)
    value = read_money(cell.text)
    if value < 0:
        raise angka.Unreadable("Anggaran tidak boleh negatif.")
    return value


def _node(plan, matcher, kode: str, nama: str) -> NodePlan | Node | None:
    """By code first, then by name, among the places of the file and those of the tree."""
    levels = (Node.Level.PROGRAM, Node.Level.KEGIATAN, Node.Level.SUB_KEGIATAN)
    planned = [p for p in plan.places.nodes if p.level in levels]
    kept = [n for same in matcher.nodes.values() for n in same if n.level in levels]
    for one in [*planned, *kept]:
        if kode and one.kode == kode:
            return one
    return next((one for one in [*planned, *kept] if nama and norm(one.nama) == norm(nama)), None)
