"""What differs between two versions of a dictionary entry or a place in the tree, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from sakip.lib.angka import show_input
from sakip.lib.tanggal import long_date

# Not part of what it says: whose it is, and what counts its versions.
ASIDE = {"id", "instansi", "renstra", "versi", "dasar_perubahan", "urut"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One column that changed, as a person reads it."""

    label: str
    old: str
    new: str

    def data(self) -> list[str]:
        return [self.label, self.old, self.new]


class Names:
    """The names behind the foreign keys of some rows: one query a model, however many rows."""

    def __init__(self, rows: Iterable):
        self.rows = [row for row in rows if row is not None]
        self.known: dict[str, dict[int, str]] = {}

    def of(self, field: models.ForeignKey, key: int) -> str:
        if field.name not in self.known:
            keys = {getattr(row, field.attname) for row in self.rows} - {None}
            found = field.related_model._base_manager.in_bulk(keys)
            self.known[field.name] = {pk: str(obj) for pk, obj in found.items()}
        return self.known[field.name].get(key, f"(nomor {key}, sudah dihapus)")


def differences(old, new, names: Names) -> list[Difference]:
    """Column by column, in the order of the model; `old` and `new` may be historical rows."""
    model = getattr(new, "instance_type", type(new))
    return [
        Difference(_label(field), words(field, before, names), words(field, after, names))
        for field in model._meta.concrete_fields
        if field.name not in ASIDE
        and (before := getattr(old, field.attname)) != (after := getattr(new, field.attname))
    ]


def words(field, value, names: Names) -> str:
    """One value as a person reads it; nothing is a dash."""
    if value is None or value == "" or value == []:
        return "–"
    if field.choices:
        return dict(field.flatchoices).get(value, str(value))
    if isinstance(field, models.ForeignKey):
        return names.of(field, value)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, Decimal):
        return show_input(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, list):
        return ", ".join(f"{name} ({rank})" for name, rank in value)
    return str(value)


def _label(field) -> str:
    label = str(field.verbose_name)
    return label[0].upper() + label[1:]
