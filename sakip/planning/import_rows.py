"""The rows of an uploaded file: which sheet, which columns, what hangs below what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .import_columns import TARGET_FIELDS, Head, guesses, head_of, norm
from .import_read import read_level
from .import_sheet import Cell, Sheet, address
from .models import Mapping
from .tree import LEVELS


@dataclass
class Source:
    """One of the files: its sheets, the chosen one, and what its columns are read as."""

    n: int  # 0 the file of the targets, 1 that of the periods
    name: str
    sheets: list[Sheet]
    sheet: Sheet
    head: Head
    columns: list[str]
    several: bool = False  # whether addresses must name the file too

    def column(self, key: str) -> int | None:
        return self.columns.index(key) if key in self.columns else None

    def cell(self, row: int, key: str) -> Cell:
        return self.sheet.cell(row, self.column(key))

    def key(self, row: int, key: str) -> str:
        """What an answer to this cell is kept under: "0:H7"."""
        return f"{self.n}:{address(row, self.column(key) or 0)}"

    def place(self, row: int, key: str = "") -> str:
        """ "Lembar 1, sel H7"; of a whole row "Lembar 1, baris 7"."""
        column = self.column(key) if key else None
        at = f"baris {row + 1}" if column is None else f"sel {address(row, column)}"
        return (
            f"{self.name}, {self.sheet.title}, {at}"
            if self.several
            else f"{self.sheet.title}, {at}"
        )

    def letter(self, key: str) -> str:
        return address(0, self.column(key) or 0)[:-1]

    @cached_property
    def samples(self) -> list[str]:
        """The first words below each heading, to recognise a column by."""
        found = []
        for column in range(len(self.columns)):
            cells = (
                self.sheet.cell(r, column) for r in range(self.head.body, len(self.sheet.rows))
            )
            found.append(next((c.text for c in cells if c.text), ""))
        return found

    @property
    def period_fields(self) -> list[str]:
        return [f for f in TARGET_FIELDS if f != "target" and f in self.columns]


@dataclass
class NodePlan:
    """A place in the tree as the file names it."""

    level: str
    kode: str
    nama: str
    parent: NodePlan | None
    place: str
    existing: object = None  # the Node it was found to be

    @property
    def rank(self) -> int:
        return LEVELS.index(self.level) + 1


@dataclass
class Line:
    """One row of a file that names an indicator."""

    source: Source
    row: int
    nama: str
    node: NodePlan | None
    level_asked: str = ""  # the level's words, where they were not understood
    level_row: int = 0  # where they stand

    def cell(self, key: str) -> Cell:
        return self.source.cell(self.row, key)

    @property
    def join(self) -> str:
        return norm(self.nama)


def open_source(n, berkas, sheets, instansi, answers, *, several) -> Source | None:
    """The file as a source, read as it was answered, as it was the last time, or as guessed.

    None where no sheet of it has headings.
    """
    names = answers.get("lembar", [])
    asked = names[n] if n < len(names) else ""
    heads = {s.name: h for s in sheets if (h := head_of(s))}
    if not heads:
        return None
    best = max(heads, key=lambda name: len({*guesses(heads[name].headings)}))
    chosen = asked if asked in heads else best
    sheet = next(s for s in sheets if s.name == chosen)
    head = heads[chosen]
    kept = answers.get("kolom", [])
    columns = kept[n] if n < len(kept) else None
    if columns is None or len(columns) != len(head.headings):
        known = Mapping.objects.filter(instansi=instansi, headings=head.sha256).first()
        columns = known.columns if known else guesses(head.headings)
    return Source(n, berkas.nama, sheets, sheet, head, list(columns), several)


class Places:
    """The tree as the rows build it: each place hangs on the latest one of a higher level."""

    def __init__(self):
        self.known: dict[tuple[str, str], NodePlan] = {}
        self.path: list[NodePlan] = []

    def enter(self, level: str, kode: str, nama: str, place: str) -> NodePlan:
        key = (level, norm(nama))
        node = self.known.get(key)
        if node is None:
            rank = LEVELS.index(level)
            while self.path and self.path[-1].rank > rank:
                self.path.pop()
            node = NodePlan(level, kode, nama, self.path[-1] if self.path else None, place)
            self.known[key] = node
            self.path.append(node)
        else:
            self.path = _way_to(node)
            node.kode = node.kode or kode
        return node

    @property
    def nodes(self) -> list[NodePlan]:
        return list(self.known.values())


def _way_to(node: NodePlan) -> list[NodePlan]:
    way = [node]
    while way[0].parent:
        way.insert(0, way[0].parent)
    return way


def lines_of(source: Source, places: Places, level: str, answers: dict[str, str]) -> Iterator[Line]:
    """Every row with an indicator. Merged cells of the paper are blank below their first row, so
    place and level hold until the next one is named; a row without indicator only names a place."""
    node, asked, named = None, "", 0
    for row in range(source.head.body, len(source.sheet.rows)):
        uraian = source.cell(row, "uraian").text
        nama = source.cell(row, "indikator").text
        if uraian:
            words, named = source.cell(row, "jenjang").text, row
            asked = words if words and not read_level(words) else ""
            this = read_level(words) if words else level
            if asked:
                answer = answers.get(source.key(row, "jenjang"), "")
                this = answer if answer in LEVELS else ""
            kode, place = source.cell(row, "kode").text[:30], source.place(row, "uraian")
            node = places.enter(this, kode, uraian, place) if this else None
        if nama:
            yield Line(source, row, nama, node, asked, named)
