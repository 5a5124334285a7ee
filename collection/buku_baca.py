"""A form's workbook as it came back: its rows by their keys, each cell as a person sees it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, datetime
from decimal import Decimal

from openpyxl.utils import get_column_letter

from sakip.lib import angka, tanggal
from sakip.papers.workbook import EMPTY, Cell, Opened, Sheet
from sakip.planning.import_sheet import NO_RESULT

from .buku import KEY, SPENDING, Kolom
from .cap import PREFIX, WrongBook

HEAD_WITHIN = 40  # rows in which the headings are looked for
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
NUMBER, DAY, TRUTH, ERROR, TEXT = "angka", "tanggal", "logika", "galat", ""


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell: its text as a person sees it (numbers as an input would hold them), and what it is."""

    text: str = ""
    kind: str = TEXT
    formula: bool = False
    fault: str = ""


BLANK = Sel()


@dataclass(frozen=True, slots=True)
class Galat:
    """What is wrong, in words, and where: a row of the sheet and the key of a column (0, "": nowhere)."""

    message: str
    row: int = 0
    column: str = ""
    sheet: str = ""  # its name, where it is not the sheet of values


@dataclass
class Lembar:
    """One sheet as read: `letters` of its columns by key, its rows, what is wrong with its shape."""

    name: str
    head: int
    letters: dict[str, str]
    rows: list[tuple[int, dict[str, Sel]]] = field(default_factory=list)
    faults: list[Galat] = field(default_factory=list)

    def key_of(self, cells) -> str:
        return cells.get(KEY, BLANK).text.strip()


@dataclass
class Isi:
    """All that was read of a workbook; `data` and `of` make it JSON and back."""

    values: Lembar
    money: Lembar | None = None

    def data(self) -> dict:
        return {
            name: _packed(sheet) if (sheet := getattr(self, name)) else None
            for name in ("values", "money")
        }

    @classmethod
    def of(cls, data: dict) -> Isi:
        return cls(**{name: _unpacked(said) if said else None for name, said in data.items()})


def _packed(sheet: Lembar) -> dict:
    return {
        "name": sheet.name,
        "head": sheet.head,
        "letters": sheet.letters,
        "rows": [
            [n, {k: list(astuple(s)) for k, s in cells.items()}] for n, cells in sheet.rows
        ],
        "faults": [list(astuple(f)) for f in sheet.faults],
    }  # fmt: skip


def _unpacked(said: dict) -> Lembar:
    rows = [(n, {k: Sel(*s) for k, s in cells.items()}) for n, cells in said["rows"]]
    faults = [Galat(*f) for f in said["faults"]]
    return Lembar(said["name"], said["head"], said["letters"], rows, faults)


# -- a workbook ---------------------------------------------------------------------------------


def stamp_pieces(opened: Opened) -> list[str]:
    """The cells of the hidden stamp, on whatever sheet they stand."""
    for sheet in opened.sheets:
        first = [row[0].value for row in sheet.rows if row]
        pieces = [v for v in first if isinstance(v, str) and v.startswith(PREFIX)]
        if pieces:
            return pieces
    return []


def read_book(opened: Opened, columns: Sequence[Kolom]) -> Isi:
    """The sheets of values and of spending, found by their headings. Raises WrongBook."""
    values = _one(opened, columns, "isian")
    if values is None:
        raise WrongBook(
            "Lembar isian tidak ditemukan: baris judul kolomnya (Kode, Indikator, Keadaan, …) tidak "
            "ada. Unduh buku kerja yang baru, lalu pindahkan isiannya."
        )
    money = _one(opened, SPENDING, "realisasi anggaran")
    return Isi(_lembar(*values, columns), _lembar(*money, SPENDING) if money else None)


def _one(opened, columns, what) -> tuple[Sheet, int] | None:
    found = [(s, head) for s in opened.sheets if (head := _head(s, columns)) is not None]
    if len(found) > 1:
        names = " dan ".join(f"“{s.name}”" for s, _ in found[:2])
        raise WrongBook(f"Ada dua lembar {what}: {names}. Hapus salah satunya, lalu unggah lagi.")
    return found[0] if found else None


def _head(sheet: Sheet, columns) -> int | None:
    """The row (from 0) that holds most of the headings, "Kode" among them."""
    labels = {norm(c.label) for c in columns}
    for n, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        there = {norm(c.value) for c in row if isinstance(c.value, str)}
        if "kode" in there and len(labels & there) * 5 >= len(labels) * 3:
            return n
    return None


def norm(text: str) -> str:
    return " ".join(text.split()).casefold()


def _lembar(sheet: Sheet, head: int, columns) -> Lembar:
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(sheet.rows[head]):
        if isinstance(cell.value, str):
            places.setdefault(norm(cell.value), []).append(at)
    at_of = {c.key: places[norm(c.label)][0] for c in columns if norm(c.label) in places}
    letters = {key: get_column_letter(at + 1) for key, at in at_of.items()}
    found = Lembar(sheet.name, head + 1, letters)
    found.faults += _column_faults(columns, places, sheet.name)
    for n, row in enumerate(sheet.rows[head + 1 :], head + 2):
        full = ((key, row[at]) for key, at in at_of.items() if row[at] is not EMPTY)
        cells = {key: sel for key, raw in full if (sel := sel_of(raw)) != BLANK}
        if cells:
            found.rows.append((n, cells))
    found.faults += _merged(sheet, head, at_of, columns)
    return found


def _column_faults(columns, places, name):
    for c in columns:
        there = places.get(norm(c.label), [])
        if not there:
            yield Galat(
                f"Kolom “{c.label}” tidak ada pada lembar “{name}”. Kembalikan kolomnya, atau unduh "
                "buku kerja yang baru dan pindahkan isiannya."
            )
        elif len(there) > 1:
            yield Galat(f"Kolom “{c.label}” ada dua pada lembar “{name}”. Hapus salah satunya.")


def _merged(sheet, head, at_of, columns):
    """Cells made one hide what stood in the others: nobody can tell which row the value is of."""
    typed = {at_of[c.key]: c.key for c in columns if c.key in at_of}
    for top, left, bottom, right in sheet.merged:
        hit = [key for at, key in typed.items() if left <= at + 1 <= right]
        if bottom > head + 1 and hit:
            where = f"{Sheet.address(top, left)}:{Sheet.address(bottom, right)}"
            yield Galat(
                f"Sel {where} digabung. Pisahkan sel gabungannya, lalu isi masing-masing.",
                top,
                hit[0],
            )


# -- a cell -------------------------------------------------------------------------------------


def sel_of(raw: Cell) -> Sel:
    """A cell of the reader as a person sees it."""
    value, formula = raw.value, raw.formula
    if value is None:
        return Sel(formula=True, fault=NO_RESULT) if formula else BLANK
    if isinstance(value, bool):
        return Sel("BENAR" if value else "SALAH", TRUTH, formula)
    if isinstance(value, date):  # and a moment: whoever typed it saw its day
        day = value.date() if isinstance(value, datetime) else value
        return Sel(tanggal.long_date(day), DAY, formula)
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        return Sel(text, ERROR if text in _ERRORS else TEXT, formula)
    try:
        number = angka.cell_number(Decimal(repr(value)), raw.format)
    except angka.Unreadable as slip:
        return Sel(str(value), NUMBER, formula, slip.message)
    return Sel(angka.show_input(number), NUMBER, formula)


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure as read: `text` for the page's own reader, and the reading that one tick accepts."""

    text: str
    proposed: str = ""
    fault: str = ""


def figure(sel: Sel, unit: str = "") -> Angka:
    """A cell of figures. What is no figure is left to the page's reader, whose sentence says so."""
    if sel.fault:
        return Angka("", fault=sel.fault)
    if sel.kind == DAY:
        return Angka("", fault="Sel ini berisi tanggal, bukan angka. Ubah format selnya menjadi angka, "
                     "lalu tulis ulang.")  # fmt: skip
    if sel.kind == TRUTH:
        return Angka("", fault="Sel ini berisi BENAR atau SALAH, bukan angka.")
    if sel.kind == ERROR:
        return Angka("", fault=f"Sel ini berisi galat {sel.text}. Perbaiki rumusnya, atau tulis "
                     "angkanya.")  # fmt: skip
    if sel.kind == NUMBER or not sel.text:
        return Angka(sel.text)
    try:
        value, proposed = angka.read_imported(sel.text, unit=unit)
    except angka.Unreadable:
        return Angka(sel.text)
    return Angka(angka.show_input(value), proposed or "")


def words_of(sel: Sel) -> tuple[str, str]:
    """(text, fault) of a cell of words."""
    if sel.formula:
        return "", "Sel ini berisi rumus. Tulis teksnya, bukan rumus."
    if sel.kind == ERROR:
        return "", f"Sel ini berisi galat {sel.text}. Tulis teksnya."
    return sel.text, ""
