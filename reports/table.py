"""What a report consists of: columns, rows of plain values, and the one way each value is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from sakip.lib.angka import NOTHING, rupiah, show
from sakip.lib.tanggal import long_date

TEKS, BULAT, ANGKA, PERSEN, RUPIAH, TANGGAL = (
    "teks",
    "bulat",
    "angka",
    "persen",
    "rupiah",
    "tanggal",
)
FIGURES = (BULAT, ANGKA, PERSEN, RUPIAH)
Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `width` is percent of the table; `live` adds, in the XLSX alone, a column beside it with the
    formula that the row gives, so that whoever opens the file can see the figure come about.
    """

    key: str
    label: str
    kind: str = TEKS
    width: int = 10
    live: bool = False

    @property
    def look(self) -> str:
        """Its class on screen and paper: "n" figures to the right, "t" centred."""
        return "t" if self.kind == BULAT else "n" if self.kind in FIGURES else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: plain values in the order of the columns.

    `look`: "" a plain row, "simpul" a place of the tree, "jumlah" a total. A place spans `span`
    columns with its first value, and `level` (1 = topmost) says how deep it stands. `decimals`
    are those of its figures. `formulas`: {column key: formula}, in which [key] is the cell of that
    column in this row, [below key] those of the rows below a place, [all key] those of all rows;
    they are words of ours alone.
    """

    cells: Sequence[Value]
    look: str = ""
    level: int = 0
    span: int = 1
    note: str = ""
    decimals: int = 2
    formulas: Mapping[str, str] = field(default_factory=dict)


def group(label: str, level: int = 1, note: str = "") -> Row:
    """A heading over the rows that follow, as wide as the table."""
    return Row((label,), look="kelompok", level=level, note=note, span=0)


@dataclass(frozen=True)
class Table:
    """One table of a report, with the name of its sheet in a workbook."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]

    def body(self) -> SafeString:
        """All its rows as HTML, the same for screen and paper."""
        return SafeString("".join(self._lines()))

    def _lines(self) -> Iterable[str]:
        for row in self.rows:
            yield _opening(row)
            span = row.span or len(self.columns)
            columns = [self.columns[0], *self.columns[span:]]
            for n, (column, value) in enumerate(zip(columns, row.cells, strict=True)):
                yield _cell(column, value, row, span if n == 0 else 1, heading=_heads(row, n))
            yield "</tr>\n"

    def said(self) -> list[list[str]]:
        """Every row as it is printed: what its hash is made of."""
        return [
            [row.look, row.note, *(words(c, v, row) for c, v in self.paired(row))]
            for row in self.rows
        ]

    def paired(self, row: Row) -> Iterable[tuple[Column, Value]]:
        """Each value with the column it stands in."""
        return zip(
            [self.columns[0], *self.columns[row.span or len(self.columns) :]],
            row.cells,
            strict=True,
        )


def words(column: Column, value: Value, row: Row) -> str:
    """A value as screen and paper print it: rounded here, once."""
    if value is None:
        return NOTHING if not row.look else ""
    if isinstance(value, str):
        return value
    if column.kind == RUPIAH:
        return rupiah(int(value)).removeprefix("Rp")
    if isinstance(value, date):
        return long_date(value)
    if column.kind == BULAT:
        return show(Decimal(value), 0)
    return show(Decimal(value), row.decimals)


def _opening(row: Row) -> str:
    if not row.look:
        return "<tr>"
    look = "jumlah" if row.look == "jumlah" else "kelompok"
    return format_html('<tr class="{} t{}">', look, max(row.level, 1))


def _heads(row: Row, n: int) -> str:
    """Which cell names the row: the first of a place; none of a plain row, whose number comes first."""
    return "rowgroup" if row.look and n == 0 else ""


def _cell(column: Column, value: Value, row: Row, span: int, *, heading: str) -> str:
    text = conditional_escape(words(column, value, row))
    spans = format_html(' colspan="{}"', span) if span > 1 else ""
    if heading:
        note = format_html('<span class="rinci">{}</span>', row.note) if row.note else ""
        return f'<th scope="rowgroup"{spans}>{text}{note}</th>'
    look = (
        "" if isinstance(value, str) and column.kind in FIGURES and len(value) > 12 else column.look
    )
    kind = f' class="{look}"' if look else ""
    return f"<td{kind}{spans}>{text}</td>"
