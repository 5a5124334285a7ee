"""Lists as tuples of ready-made strings: columns, rows, and the links that sort them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sakip.lib.markup import escaped, ikon

SORT = "urut"  # ?urut=nama ascending, ?urut=-nama descending
ARROWS = {"ascending": "caret-up-fill", "descending": "caret-down-fill"}
PAGE = "halaman"  # ?halaman=2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its look, and the key that sorts it.

    `kind` is a class of the theme: "n" figures to the right, "t" centred, "utuh" unbroken.
    `sort` is the key in ?urut= (none: not sortable). `plain`: on a phone the cell stands without
    its heading (badges speak for themselves). `quiet`: the heading is for screen readers only.
    """

    label: str
    kind: str = ""
    sort: str = ""
    plain: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that needs more than its cells: an anchor, or a class of the theme ("terpilih")."""

    cells: Sequence[str | None]
    id: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over the rows that follow."""

    label: str


def sorted_by(query: QueryDict, columns: Iterable[Column], default: str = "") -> str:
    """The order that ?urut= asks for, if a column offers it; else `default`.

    Whatever else stands in the address is no order.
    """
    asked = query.get(SORT, "")
    offered = {c.sort for c in columns if c.sort}
    return asked if asked.removeprefix("-") in offered else default


@dataclass(frozen=True, slots=True)
class Table:
    """What parts/tabel.html shows.

    `caption` names the list for screen readers. With `query` (request.GET) and the `order` it
    stands in, the headings of sortable columns are links. `tight`: narrow rows. `early`: becomes
    cards under 62 rem already, for many columns.
    """

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str | None] | Row | Group]
    query: QueryDict | None = None
    order: str = ""
    tight: bool = False
    early: bool = False

    @property
    def sortable(self) -> bool:
        return self.query is not None and any(c.sort for c in self.columns)

    def head(self) -> SafeString:
        """The headings; those of sortable columns say in which order the list stands."""
        return SafeString("".join(self._heading(column) for column in self.columns))

    def _heading(self, column: Column) -> str:
        link, way = self._link(column), _direction(column, self.order)
        kind = " ".join(filter(None, (column.kind, "urut" if link else "")))
        kind = f' class="{escaped(kind)}"' if kind else ""
        word = escaped(column.label)
        if link:
            arrow = ikon(ARROWS[way]) if way else ""
            word = f'<a href="{escaped(link)}">{word}{arrow}</a>'
        elif column.quiet:
            word = f'<span class="visually-hidden">{word}</span>'
        stands = f' aria-sort="{way}"' if way else ""
        return f'<th role="columnheader" scope="col"{stands}{kind}>{word}</th>'

    def _link(self, column: Column) -> str:
        """The same list in the other order, from its first page."""
        if self.query is None or not column.sort:
            return ""
        asked = self.query.copy()
        asked[SORT] = f"-{column.sort}" if self.order == column.sort else column.sort
        asked.pop(PAGE, None)
        return f"?{asked.urlencode()}"

    def body(self) -> SafeString:
        """All rows as table rows; the first cell is the heading of its row.

        Cells are strings, escaped unless they are marked safe; None is printed as a dash.
        Anything else is a TypeError: a number that nobody has formatted would be printed the
        English way. Roles are written out, because `display: block` on a phone takes the
        table's own away.
        """
        shells = [_shell(column, first=not i) for i, column in enumerate(self.columns)]
        parts: list[str] = []
        for row in self.rows:
            if isinstance(row, Group):
                parts.append(_group(row, len(self.columns)))
                continue
            if not isinstance(row, Row):
                row = Row(row)
            parts.append(_start(row))
            for (opening, closing), cell in zip(shells, row.cells, strict=True):
                parts += (opening, _cell(cell), closing)
            parts.append("</tr>\n")
        return SafeString("".join(parts))


def _direction(column: Column, order: str) -> str:
    """The value of aria-sort, empty where the list does not stand in this column's order."""
    if not column.sort or order.removeprefix("-") != column.sort:
        return ""
    return "descending" if order.startswith("-") else "ascending"


def _cell(cell: str | None) -> str:
    if cell is None:
        return "–"
    if not isinstance(cell, str):
        raise TypeError(f"a cell is a ready-made string, not {cell!r}")
    return escaped(cell)


def _shell(column: Column, *, first: bool) -> tuple[str, str]:
    kind = format_html(' class="{}"', column.kind) if column.kind else ""
    if first:
        return f'<th role="rowheader" scope="row"{kind}>', "</th>"
    label = "" if column.plain or column.quiet else format_html(' data-label="{}"', column.label)
    return f'<td role="cell"{label}{kind}>', "</td>"


def _start(row: Row) -> str:
    id_ = format_html(' id="{}"', row.id) if row.id else ""
    kind = format_html(' class="{}"', row.kind) if row.kind else ""
    return f'<tr role="row"{id_}{kind}>'


def _group(group: Group, width: int) -> str:
    return format_html(
        '<tr role="row" class="kelompok">'
        '<th role="rowheader" scope="rowgroup" colspan="{}">{}</th></tr>\n',
        width,
        group.label,
    )
