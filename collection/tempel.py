"""A block copied out of a spreadsheet, laid over the rows of a form: what it would change, and what
of it cannot be read. Pure: it is given the rows and writes nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sakip.lib import angka

from . import words
from .isian import Isian
from .typed import (
    LONGEST_TEXT,
    TEXTS,
    Typed,
    figure_letters,
    read_figures,
    shown_figures,
    shown_texts,
)

MOST_ROWS, LONGEST_BLOCK = 2000, 400_000  # lines, letters
GRID = "kabn"  # the columns of the grid from left to right
# What heads a column, in the words offices use. The longest that begins the heading counts.
HEADINGS = {
    "kode": ("kode", "kode indikator"),
    "nama": ("indikator", "indikator kinerja", "nama indikator", "uraian", "nama"),
    "k": ("keadaan", "status"),
    "a": ("pembilang",),
    "b": ("penyebut",),
    "n": ("realisasi", "nilai", "predikat", "hasil"),
    "al": ("alasan", "catatan", "keterangan"),
    "ha": ("faktor penghambat", "penghambat", "hambatan", "kendala"),
    "du": ("faktor pendukung", "faktor pendorong", "pendukung", "pendorong"),
    "re": ("rencana tindak lanjut", "rencana", "rtl", "tindak lanjut", "solusi"),
}
TITLES = {
    "k": "Keadaan", "a": "Pembilang", "b": "Penyebut", "n": "Realisasi",
    "al": "Alasan", "ha": "Faktor penghambat", "du": "Faktor pendukung",
    "re": "Rencana tindak lanjut",
}  # fmt: skip
KNOWN_ELSEWHERE = ("no", "nomor", "satuan", "target", "unit", "sasaran", "program", "kegiatan",
                   "capaian", "bukti", "sumber", "definisi", "polaritas")  # fmt: skip
TOTAL = re.compile(r"(grand |sub ?)?(total|jumlah|rata ?rata|rerata)\b")
COUNTING = re.compile(r"\(?[0-9]{1,2}\)?")
EMPTY = "kosong"
NOTHING = {"", "-", "–", "—", "−"}


class NotABlock(ValueError):
    """The text is no block of cells that could be taken: the sentence says why."""


@dataclass
class Cell:
    """One cell of the block over one input. `way`: ubah, sama, galat, tawaran."""

    raw: str
    was: str = ""
    now: str = ""
    way: str = "ubah"
    message: str = ""


@dataclass
class Line:
    """One line of the block: laid over a row of the form, or left out for a reason."""

    number: int
    isian: Isian | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    skipped: str = ""
    fault: str = ""
    fields: dict = field(default_factory=dict)  # ready for the door

    @property
    def changes(self) -> int:
        return sum(cell.way in ("ubah", "tawaran") for cell in self.cells.values())


@dataclass
class Block:
    lines: list[Line]
    letters: list[str]  # the columns that were recognised, in their order

    @property
    def laid(self) -> list[Line]:
        return [line for line in self.lines if line.isian or line.fault]

    @property
    def skipped(self) -> list[Line]:
        return [line for line in self.lines if line.skipped]

    @property
    def changes(self) -> int:
        return sum(line.changes for line in self.lines)

    @property
    def faults(self) -> int:
        cells = sum(c.way == "galat" for line in self.lines for c in line.cells.values())
        return cells + sum(bool(line.fault) for line in self.lines)

    @property
    def offers(self) -> list[str]:
        """The columns whose figures were written with a dot; one tick each accepts the reading."""
        waiting = {n for line in self.lines for n, c in line.cells.items() if c.way == "tawaran"}
        return [letter for letter in self.letters if letter in waiting]


# -- cells of a text ----------------------------------------------------------------------------


def cells_of(text: str) -> list[list[str]]:
    """The lines and cells of a copied block; a quoted cell may hold line ends and tabs."""
    if len(text) > LONGEST_BLOCK:
        raise NotABlock("Yang ditempel terlalu besar. Tempelkan bagian demi bagian.")
    quoted = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=quoted)
        lines = [[cell.replace("\r\n", "\n").strip() for cell in line] for line in reader]
    except csv.Error:
        raise NotABlock("Yang ditempel tidak terbaca sebagai baris dan kolom.") from None
    while lines and not any(lines[-1]):
        lines.pop()
    if not lines:
        raise NotABlock("Tidak ada isi yang ditempel.")
    if len(lines) > MOST_ROWS:
        raise NotABlock(f"Ada {len(lines)} baris; paling banyak {MOST_ROWS}.")
    return lines


def plain(text: str) -> str:
    """Letters, digits and single blanks alone, to compare headings and names."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def heading(text: str) -> str:
    """Which column a heading names: letters of an input, "kode", "nama", "lain", or ""."""
    said = plain(text)
    found = [
        (len(name), letters)
        for letters, names in HEADINGS.items()
        for name in names
        if said == name or said.startswith(f"{name} ")
    ]
    if found:
        return max(found)[1]
    return "lain" if any(said == w or said.startswith(f"{w} ") for w in KNOWN_ELSEWHERE) else ""


def is_heading(line: list[str]) -> bool:
    """Whether a line heads columns: at least one of ours, most of it headings, and no figure."""
    filled = [cell for cell in line if cell]
    named = [heading(cell) for cell in filled]
    if any(_is_figure(cell) for cell in filled) or not any(n not in ("", "lain") for n in named):
        return False
    return 2 * sum(bool(n) for n in named) > len(filled)


def _is_figure(text: str) -> bool:
    try:
        angka.read_imported(text)
    except angka.Unreadable:
        return False
    return True


# -- the block over the form --------------------------------------------------------------------


@dataclass
class Names:
    """The rows of the form by what a sheet may call them."""

    by_name: Mapping[str, Isian]

    @classmethod
    def of(cls, rows: Iterable[Isian]) -> Names:
        found: dict[str, Isian | None] = {}
        for isian in rows:
            for name in {plain(isian.sebutan), plain(isian.kode), plain(isian.nama)}:
                found[name] = None if name in found else isian  # two of one name: neither
        return cls({name: isian for name, isian in found.items() if isian and name})

    def named(self, *texts: str) -> dict[Isian, str]:
        """{row: which of the texts names it}; two where code and name contradict each other."""
        found: dict[Isian, str] = {}
        for text in texts:
            if isian := self.by_name.get(plain(text)):
                found.setdefault(isian, text)
        return found


def lay(
    text: str, rows: list[Isian], *, start: str = "n", positions: list[int] | None = None,
    may_write: Callable[[Isian], bool] = lambda isian: isian.terbuka,
) -> Block:  # fmt: skip
    """Lay the block over `rows`, the form's rows in their order.

    start: the column of the grid that the cursor stood in; positions: ids of the rows from the
    cursor's on, over which lines without a name are laid. NotABlock where there is nothing to lay.
    """
    table, names = cells_of(text), Names.of(rows)
    top = next((n for n, line in enumerate(table[:8]) if is_heading(line)), None)
    columns = _headed(table[top]) if top is not None else _unheaded(table, names, start)
    over = {n: letters for n, letters in columns.items() if letters in TITLES}
    if not over:
        raise NotABlock("Tidak ada kolom realisasi, keadaan, atau faktor pada yang ditempel.")
    keys = [n for n in columns if n not in over]
    by_pk = {isian.pk: isian for isian in rows}
    waiting = [by_pk[pk] for pk in positions or [] if pk in by_pk] or list(rows)
    lines, seen = [], set()
    for n, cells in enumerate(table):
        line = Line(n + 1, skipped=_left_out(cells, names, n, top))
        lines.append(line)
        if line.skipped == EMPTY and not keys:
            del waiting[:1]
        if line.skipped:
            continue
        content = {letters: cells[c] for c, letters in over.items() if c < len(cells)}
        content = {letters: cell for letters, cell in content.items() if cell not in NOTHING}
        if keys:
            named = names.named(*(cells[k] for k in keys if k < len(cells)))
        else:
            named = dict.fromkeys(waiting[:1], "")
            del waiting[:1]
        _place(line, named, content, cells, seen, may_write)
    return Block(lines, [letters for letters in TITLES if letters in over.values()])


def _headed(line: list[str]) -> dict[int, str]:
    """{column: letters}; of two columns of one heading the first counts."""
    found: dict[int, str] = {}
    for n, cell in enumerate(line):
        letters = heading(cell)
        if letters and letters != "lain" and letters not in found.values():
            found[n] = letters
    return found


def _unheaded(table, names: Names, start: str) -> dict[int, str]:
    """A column of known codes or names is the key; the others follow the cursor to the right."""
    width = max(len(line) for line in table)
    found: dict[int, str] = {}
    letters = iter(GRID[GRID.index("n" if start == "t" else start) :])
    for n in range(width):
        column = [line[n] for line in table if n < len(line) and line[n]]
        known = sum(bool(names.named(cell)) for cell in column)
        if column and 2 * known >= len(column):
            found[n] = "kode"
        elif (letter := next(letters, None)) is not None:
            found[n] = letter
        elif column:
            raise NotABlock(
                f"Kolom ke-{n + 1} tidak ada tujuannya. Tempelkan beserta judul kolomnya."
            )
    return found


def _left_out(cells, names: Names, n: int, top: int | None) -> str:
    """Why line `n` stands for no row ("" = it does); `top`: the line of the headings, if any."""
    if top is not None and n <= top:
        return "judul kolom" if n == top else "di atas judul kolom"
    filled = [cell for cell in cells if cell]
    if not filled:
        return EMPTY
    if top is not None and n == top + 1 and all(COUNTING.fullmatch(cell) for cell in filled):
        digits = [int(cell.strip("()")) for cell in filled]
        if digits == list(range(digits[0], digits[0] + len(digits))):
            return "nomor kolom"
    first = next((cell for cell in filled if not _is_figure(cell)), "")
    if TOTAL.match(plain(first)) and not names.named(*filled):
        return "jumlah atau rata-rata"
    return ""


def _place(line: Line, named: dict[Isian, str], content, cells, seen, may_write) -> None:
    if len(named) != 1:
        if content:
            line.fault = _unplaced(named, cells)
        else:
            line.skipped = "tanpa isi"
        return
    (isian,) = named
    line.isian = isian
    if isian.pk in seen:
        line.fault = f"{isian.sebutan} sudah ada pada baris di atasnya."
        return
    seen.add(isian.pk)
    shown = shown_figures(isian) | shown_texts(isian)
    for letters, raw in content.items():
        name = "t" if letters == "n" and isian.is_predicate else letters
        line.cells[letters] = _read(isian, name, raw, shown)
    _agree(line, isian, shown)
    if line.changes and not may_write(isian):
        for cell in line.cells.values():
            if cell.way != "sama":
                cell.way, cell.message = "galat", "Baris ini terkunci."


def _unplaced(named: dict[Isian, str], cells) -> str:
    """Why nobody can tell which row the line is of."""
    if not named:
        said = angka.quoted(" ".join(c for c in cells if c)[:60])
        return f"{said} tidak cocok dengan satu pun baris formulir ini."
    said = " dan ".join(angka.quoted(text[:60]) for text in named.values())
    rows = " dan ".join(isian.sebutan for isian in named)
    return f"{said} menunjuk dua baris berbeda: {rows}. Perbaiki kode atau namanya."


# -- one cell -----------------------------------------------------------------------------------


def _read(isian, letters: str, raw: str, shown: Mapping[str, str]) -> Cell:
    if letters not in shown:
        title = TITLES[letters].lower()
        said = "nilainya dibawa dari bulan-bulannya" if isian.terkunci else f"tidak memakai {title}"
        return Cell(raw, way="galat", message=f"{isian.sebutan} {said}.")
    was = shown[letters]
    try:
        now, offer = _reading(isian, letters, raw)
    except angka.Unreadable as slip:
        return Cell(raw, _said(letters, was), way="galat", message=slip.message)
    way = "sama" if now.split() == was.split() else "tawaran" if offer else "ubah"
    return Cell(raw, _said(letters, was), now, way)


def _reading(isian, letters, raw) -> tuple[str, str | None]:
    """(as the input would hold it, a reading that waits for a tick); Unreadable says why not."""
    if letters in TEXTS:
        if len(raw) > LONGEST_TEXT:
            raise angka.Unreadable(f"{len(raw)} huruf; paling banyak {LONGEST_TEXT}.")
        return raw, None
    if letters in "kt":
        choices = {plain(words.STATES[code]): code for code in words.CHOICES} | {"nihil": "nihil"}
        if letters == "t":
            choices = {plain(name): name for name, _ in isian.kamus["jenjang"]}
        if plain(raw) not in choices:
            raise angka.Unreadable(f"{angka.quoted(raw)} bukan salah satu pilihan kolom ini.")
        return choices[plain(raw)], None
    value, offer = angka.read_imported(raw, unit=isian.kamus["satuan"] if letters == "n" else "")
    return angka.show_input(angka.fits(value)), offer


def _said(letters: str, value: str) -> str:
    return words.STATES.get(value, value) if letters == "k" else value


def _agree(line: Line, isian, shown) -> None:
    """The row as a whole, read like a typed one: what contradicts itself is a fault of its cell."""
    new = {
        ("t" if n == "n" and isian.is_predicate else n): cell.now
        for n, cell in line.cells.items()
        if cell.way in ("ubah", "tawaran")
    }
    texts = {n: text for n, text in new.items() if n in TEXTS}
    line.fields = {TEXTS[n]: text for n, text in texts.items()}
    figures = {n: value for n, value in new.items() if n not in TEXTS}
    if not figures:
        return
    raw = {n: shown[n] for n in figure_letters(isian)} | figures
    if raw["k"] == words.NIHIL and "k" not in figures:
        raw["k"] = words.ADA
    found = Typed(version=isian.version)
    read_figures(isian, raw, found)
    for letters, fault in found.faults.items():
        place = "n" if letters == "t" else letters
        cell = line.cells.get(place) or next(iter(line.cells.values()))
        cell.way, cell.message = "galat", fault.message
    line.fields |= found.fields
    for cell in line.cells.values():
        if cell.now in words.STATES:
            cell.now = words.STATES[cell.now]
