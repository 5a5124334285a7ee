"""Form fields of planning: a ladder written line by line, a year, and a choice out of the tree."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from sakip.lib import angka
from sakip.lib.fields import REQUIRED, RupiahField

from .tree import LEVELS, Node


def plain(text: str, longest: int) -> str:
    """What somebody sent as one line of fair length, without characters no database takes."""
    seen = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(seen.split())[:longest]


def number(text: str) -> int | None:
    """A number out of an address; None for anything else somebody may write there."""
    return int(text[:18]) if text.isascii() and text.isdigit() else None


def year_of(text: str, otherwise: int) -> int:
    year = number(text)
    return year if year and FIRST_YEAR <= year <= LAST_YEAR else otherwise


FIRST_YEAR, LAST_YEAR = 1990, 2199
LONGEST_MONEY = 26  # characters: "Rp 999.999.999.999.999,00"


class LadderField(forms.CharField):
    """Predicates and their rank, best first, one a line: [["WTP", "4"], ["WDP", "3"]].

    "WTP = 4" gives the rank; without any rank the last line is 1 and each line above one more.
    """

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{name} = {angka.show_input(Decimal(rank))}" for name, rank in value)
        return value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        rungs = pairs(super().to_python(value))
        if all(rank is None for _, rank in rungs):
            return [[name, str(len(rungs) - n)] for n, (name, _) in enumerate(rungs)]
        missing = [name for name, rank in rungs if rank is None]
        if missing:
            raise ValidationError(f"“{missing[0]}” belum diberi urutan. Tulis seperti: WTP = 4.")
        if len({rank for _, rank in rungs}) < len(rungs):
            raise ValidationError("Dua jenjang mempunyai urutan yang sama.")
        return [[name, f"{rank:f}"] for name, rank in rungs]


def pairs(text: str) -> list[tuple[str, Decimal | None]]:
    """ "WTP = 4" line by line, the number where there is one; ValidationError in words."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, equals, figure = (part.strip() for part in line.rpartition("="))
        if not equals:
            found.append((" ".join(line.split()), None))
            continue
        try:
            found.append((" ".join(name.split()), angka.read(figure)))
        except angka.Unreadable as slip:
            raise ValidationError("%(message)s", params={"message": slip.message}) from slip
        if not name:
            raise ValidationError(f"Nama jenjang sebelum “= {figure}” belum ditulis.")
    return found


def read_money(text: str) -> int:
    """Whole rupiah; what could not even be written so is refused before it is counted."""
    if len(text.strip()) > LONGEST_MONEY:
        raise angka.Unreadable(
            f"{angka.quoted(text)} terlalu panjang untuk rupiah, paling banyak 15 angka."
        )
    return angka.read_rupiah(text)


class MoneyField(RupiahField):
    """Whole rupiah of a budget."""

    def read(self, text: str) -> int:
        return read_money(text)


class YearField(forms.IntegerField):
    """A year of four digits."""

    def __init__(self, **kwargs):
        kwargs.setdefault("min_value", FIRST_YEAR)
        kwargs.setdefault("max_value", LAST_YEAR)
        super().__init__(
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}
            ),
            error_messages={
                "required": REQUIRED,
                "invalid": "Tahun ditulis empat angka, misalnya 2026.",
                "min_value": "Tahun ditulis empat angka, misalnya 2026.",
                "max_value": "Tahun ditulis empat angka, misalnya 2026.",
            },
            **kwargs,
        )


class NodeField(forms.ModelChoiceField):
    """A place in the tree, offered under the heading of its level; one query."""

    def fill(self, nodes, empty: str = "Pilih tempatnya dalam pohon kinerja"):
        """Offer these nodes and no others."""
        self.queryset = nodes
        groups: dict[str, list] = {}
        for node in sorted(nodes, key=lambda n: (LEVELS.index(n.level), n.kode, n.nama)):
            label = Node.Level(node.level).label
            groups.setdefault(label, []).append((node.pk, _short(str(node))))
        self.choices = [("", empty), *((label, found) for label, found in groups.items())]


def _short(text: str, longest: int = 110) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
