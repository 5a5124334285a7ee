"""What the preview of a workbook asks and is answered, and how a cell of figures becomes an input."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from sakip.lib import angka

from . import words
from .buku_baca import figure, norm, words_of
from .ubah import Perubahan

MINE, RECORDED = "saya", "tercatat"
_STATES = {norm(label): code for code, label in words.STATES.items() if code in words.CHOICES}
_STATES["nihil"] = words.NIHIL
_CHOICES = ", ".join(words.STATES[code] for code in words.CHOICES)


@dataclass
class Jawaban:
    """What was answered on the preview: ticked columns, and a choice for each conflict."""

    titik: list[str] = field(default_factory=list)
    pilih: dict[str, list] = field(default_factory=dict)  # {"isian-12": ["saya", version]}

    def data(self) -> dict:
        return asdict(self)


@dataclass
class Titik:
    """The cells of one column whose dot is read as a decimal point: one tick accepts them."""

    key: str
    title: str
    ticked: bool
    cells: list[str] = field(default_factory=list)


@dataclass
class Bentrok:
    """A row changed in the workbook and, since it was downloaded, on the web."""

    name: str
    title: str
    message: str
    version: int
    rows: list[Perubahan]
    choice: str = ""


def input_text(letter, sel, isian) -> tuple[str, str, str]:
    """(text for the page's reader, fault, proposed reading) of a cell of figures or of choice."""
    if letter == "k":
        return *_state(sel, isian), ""
    if letter == "t":
        return *words_of(sel), ""
    unit = isian.kamus["satuan"] if letter == "n" else ""
    found = figure(sel, unit)
    return found.text, found.fault, found.proposed


def _state(sel, isian) -> tuple[str, str]:
    code = _STATES.get(norm(sel.text)) if not sel.formula else None
    if code == words.NIHIL and isian.is_predicate:
        return words.ADA, "Predikat tidak dapat nihil. Pilih keadaan lain."
    if code:
        return code, ""
    if not sel.text:
        return words.ADA, f"Keadaan belum dipilih. Pilih {_CHOICES}."
    return words.ADA, f"{angka.quoted(sel.text)} bukan pilihan keadaan. Pilih {_CHOICES}."
