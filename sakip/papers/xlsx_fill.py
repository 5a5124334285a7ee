"""A sheet that is filled in by people and read back: locked but for its yellow cells, with rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from .looks import BROKEN, OPEN, WRONG
from .xlsx import Book, Column, Formula, Sheet, plain

_AUTHOR = "SAKIP"
_LINE, _LETTERS = 18, 44  # pixels of a line of a note, and about how many letters stand in it
_HIDDEN = "veryHidden"  # not even offered by the program's own list of hidden sheets


@dataclass(frozen=True)
class Rule:
    """What a cell takes: `kind` and the rest as Excel names them; `message` says it in words.

    list: `first` is a formula that names its choices. decimal, whole, textLength: `first` and
    `last` are the bounds.
    """

    kind: str
    first: str
    last: str = ""
    title: str = ""
    message: str = ""

    def validation(self, cells: str) -> DataValidation:
        return DataValidation(
            sqref=cells,
            type=self.kind,
            operator=None if self.kind == "list" else "between",
            formula1=self.first,
            formula2=self.last or None,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=self.title[:32] or None,
            error=self.message[:225] or None,
            errorStyle="stop",
        )


@dataclass(frozen=True)
class Entry:
    """What one cell of a row to be filled in holds. `wrong`: what is amiss in it, in words.
    `places`: the decimals a locked figure is shown with; the cell holds it unrounded."""

    value: object = None
    open: bool = False
    rule: Rule | None = None
    note: str = ""
    wrong: str = ""
    places: int | None = None


class FillSheet(Sheet):
    """A Sheet whose rows are Entries by column key; plain values are locked cells."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, hidden=(), **more):
        """`hidden`: keys of columns nobody has to see; `more` as Sheet takes it."""
        super().__init__(book, name, columns, **more)
        self.entries: dict[str, Entry] = {}  # of the row that is being written
        self.ruled: dict[tuple[Rule, str], list[int]] = defaultdict(list)
        book.book.security = WorkbookProtection(lockStructure=True)
        guard = self.ws.protection
        guard.sheet = True
        guard.formatColumns = guard.formatRows = False  # widths and heights are everybody's own
        for key in hidden:
            self.ws.column_dimensions[self.letters[self.at[key]]].hidden = True
        book.sheets.append(self)

    def fill(self, cells: Mapping[str, object]) -> int:
        """One row; returns its number."""
        self.entries = {k: v for k, v in cells.items() if isinstance(v, Entry)}
        self.row({k: v.value if isinstance(v, Entry) else v for k, v in cells.items()})
        n = self.row_number
        for key, entry in self.entries.items():
            if entry.rule:
                self.ruled[entry.rule, self.letters[self.at[key]]].append(n)
            if said := "\n\n".join(filter(None, (entry.wrong, entry.note))):
                self._note_on(n, self.at[key] + 1, said)
        self.entries = {}
        return n

    def _note_on(self, row: int, column: int, said: str) -> None:
        said = plain(said)
        lines = sum(1 + len(line) // _LETTERS for line in said.splitlines())
        self.ws.cell(row, column).comment = Comment(
            said, _AUTHOR, height=_LINE * min(lines + 1, 30), width=320
        )

    def _cell(self, ref, column, value, places, band) -> str:
        entry = self.entries.get(column.key)
        if entry is None or not (entry.open or entry.wrong):
            return self._locked(ref, column, value, places, band, entry)
        text = isinstance(value, str)
        kind = "bebas" if column.kind == "angka" else column.kind
        look = (WRONG if entry.open else BROKEN) if entry.wrong else OPEN
        style = self.book.style(kind, 0, look, text and value[:1] in ("=", "+", "-", "@"))
        if value is None or value == "":
            return f'<c r="{ref}" s="{style}"/>'
        if text:
            said = escape(plain(value))
            return (
                f'<c r="{ref}" s="{style}" t="inlineStr"><is>'
                f'<t xml:space="preserve">{said}</t></is></c>'
            )
        return f'<c r="{ref}" s="{style}"><v>{value:f}</v></c>'

    def _locked(self, ref, column, value, places, band, entry) -> str:
        if entry is None or entry.places is None or isinstance(value, str) or value is None:
            return super()._cell(ref, column, value, places, band)
        style = self.book.style("angka", entry.places, band)
        if isinstance(value, Formula):
            return self._live(ref, style, value, None)
        return f'<c r="{ref}" s="{style}"><v>{value:f}</v></c>'

    def finish(self):
        for (rule, letter), rows in self.ruled.items():
            self.ws.add_data_validation(rule.validation(_ranges(letter, rows)))


def hidden_sheet(book: Book, name: str, columns: Sequence[Column]) -> Sheet:
    """A further sheet that nobody sees: lists to choose from, a stamp."""
    sheet = book.sheet(name, columns, numbered=False)
    sheet.ws.sheet_state = _HIDDEN
    sheet.ws.protection.sheet = True
    return sheet


def _ranges(letter: str, rows: Sequence[int]) -> str:
    """[5, 6, 9] in column D: "D5:D6 D9"."""
    runs: list[list[int]] = []
    for n in rows:
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return " ".join(f"{letter}{a}:{letter}{b}" if a < b else f"{letter}{a}" for a, b in runs)
