"""What a row would become, beside what it is: old and new value of everything that changes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from sakip.lib.angka import rupiah

from . import words
from .buku import RESULT, column_of
from .isian import ratio
from .typed import FIGURES, TEXTS, Typed, state_choice

LABELS = {
    "a": "Pembilang",
    "b": "Penyebut",
    "n": "Realisasi",
    "t": "Predikat",
    "al": "Alasan keadaan, catatan",
    "du": "Faktor pendukung",
    "ha": "Faktor penghambat",
    "re": "Rencana tindak lanjut",
}


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One change: of which row and cell, what of it, from what to what, in words."""

    name: str
    title: str
    cell: str
    label: str
    old: str
    new: str


def row_changes(isian, found: Typed, posted, cells: Mapping[str, str]) -> list[Perubahan]:
    """All that `found` changes in a row of values. cells: {key of a column: "D5"}."""

    def change(column, label, old, new):
        return Perubahan(isian.sebutan, isian.nama, cells.get(column, ""), label, old, new)

    changes = []
    state = posted.get(f"k-{isian.pk}", "") if "keadaan" in found.fields else ""
    if state:
        if state == isian.keadaan == words.BELUM and found.fields["keadaan"] == words.ADA:
            state = words.ADA  # whoever writes a figure reports it
        old, new = words.STATES[state_choice(isian)], words.STATES.get(state, state)
        if old != new:
            changes.append(change("k", "Keadaan", old, new))
    changes += _differing(isian, found, FIGURES, change)
    if isian.has_parts and {"pembilang", "penyebut"} & found.fields.keys():
        changes += _result(isian, found, change)
    changes += _differing(isian, found, TEXTS, change)
    for item in found.attach:
        changes.append(change("bt", "Bukti dukung", "", item["tautan"]))
    return changes


def _differing(isian, found, columns, change):
    for letters, name in columns.items():
        if letters == "k" or name not in found.fields:
            continue
        old, new = getattr(isian, name), found.fields[name]
        if old != new:
            yield change(column_of(letters), LABELS[letters], _said(old), _said(new))


def _said(value) -> str:
    """A text as it stands, a figure with the decimals it has; nothing is ""."""
    if value is None or isinstance(value, str):
        return value or ""
    return words.bare(Decimal(value))


def _result(isian, found, change):
    """What the parts come to, before and after."""
    then = copy(isian)
    for name in ("pembilang", "penyebut"):
        setattr(then, name, found.fields.get(name, getattr(isian, name)))
    old, new = words.plain(isian.nilai, isian.kamus), words.plain(ratio(then), isian.kamus)
    if old != new:
        yield change(RESULT, "Realisasi, dihitung", old, new)


def answer_changes(isian, butir, found: Typed, cell: str) -> list[Perubahan]:
    new = found.fields["jawaban"]
    return [Perubahan(isian.sebutan, isian.nama, cell, "Jawaban unit", butir.jawaban, new)]


def spending_changes(line, found: Typed, cell: str) -> list[Perubahan]:
    old, new = rupiah(line.realisasi), rupiah(found.fields["realisasi"])
    return [Perubahan(line.kode, line.nama, cell, "Realisasi anggaran", old, new)]
