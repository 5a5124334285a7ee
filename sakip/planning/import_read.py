"""What one cell of a foreign file promises: read, offered with a question, or named as unreadable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from sakip.lib import angka
from sakip.lib.angka import show_input

from .import_columns import norm
from .import_sheet import Cell
from .said import PREDICATE, RANGE, Said, fraction
from .tree import Node

READ, DOT, ASK = "terbaca", "titik", "tanya"
SKIP = "lewati"  # the answer that leaves a whole row out

_N = r"[-+−]?\d[\d.,]*"
_BLANK = {"", "-", "–", "—", "n/a", "na", "belum ditetapkan", "tad"}
_FRACTION = re.compile(rf"({_N}) +dari +({_N})(?: +(.+))?", re.I)
_RANGE = re.compile(rf"({_N})\s*(?:-|–|—|s\.? ?d\.?|s/d|sampai(?: dengan)?)\s*({_N})\s*(\D*)", re.I)
_BRACKET = re.compile(rf"({_N})\s*([^\d()]*)\((.+)\)")
_COMPARED = re.compile(
    rf"(?:[≥≤<>]=?|min(?:imal|imum)?\.?|maks(?:imal|imum)?\.?|paling (?:sedikit|banyak)) *({_N})(.*)",
    re.I,
)
_WITH_WORDS = re.compile(rf"({_N})\s*([^\d]+)")
_SECOND = re.compile(rf"({_N})\s*([^\W\d].*)")
_PREDICATES = re.compile(r"predikat|opini|level|kategori|peringkat huruf|skala huruf", re.I)


@dataclass(frozen=True, slots=True)
class Offer:
    """One reading that can be accepted: what is sent back, and how it is worded."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a target cell says. `kind`: READ; DOT, one tick for the column accepts it; ASK, it
    stands in the way until somebody answers, `offers` first."""

    said: Said = field(default_factory=Said)
    kind: str = READ
    message: str = ""
    offers: tuple[Offer, ...] = ()
    note: str = ""  # how it was understood, where that is not plain from the cell


def read_target(cell: Cell, *, satuan: str, polaritas: str) -> Reading:
    """The target in a cell of an indicator with this unit and polarity ("" = not known)."""
    if cell.fault:
        return Reading(kind=ASK, message=cell.fault)
    if cell.number is not None:
        return _fitting(Reading(Said(nilai=cell.number)), cell.text)
    text = cell.text
    if text.casefold() in _BLANK:
        return Reading()
    if polaritas == "predikat":
        return Reading(Said(teks=text[:120]))
    try:
        value, proposed = angka.read_imported(text, unit=satuan)
    except angka.Unreadable as slip:
        reading = _worded(text, satuan, polaritas) or _asked(text, slip)
    else:
        reading = Reading(
            Said(nilai=value), DOT if proposed else READ, offers=_one(value, proposed)
        )
    return _fitting(reading, text)


def _one(value: Decimal, proposed: str | None) -> tuple[Offer, ...]:
    return (Offer(proposed, f"dibaca {proposed}"),) if proposed else ()


def _asked(text: str, slip: angka.Unreadable) -> Reading:
    offers = (Offer(slip.suggestion, slip.suggestion),) if slip.suggestion else ()
    return Reading(kind=ASK, message=slip.message, offers=offers)


def _fitting(reading: Reading, text: str) -> Reading:
    """A figure too long for the house is asked about, like any other that cannot be taken."""
    for value in (reading.said.nilai, reading.said.bawah, reading.said.atas):
        if value is None:
            continue
        try:
            angka.fits(value)
        except angka.Unreadable as slip:
            return _asked(text, slip)
    return reading


def _worded(text: str, satuan: str, polaritas: str) -> Reading | None:
    """A target said with more than a figure; None where no shape fits."""
    for shape, read in _SHAPES:
        match = shape.fullmatch(text)
        found = read(match, text, satuan, polaritas) if match else None
        if found:
            return found
    if _PREDICATES.search(satuan):
        return Reading(Said(teks=text[:120]), note=f"“{text}” dibaca sebagai predikat.")
    return None


def _fraction(match, text, satuan, polaritas) -> Reading | None:
    """ "100 dari 110 Organisasi Kepemudaan": a share, where the unit is a percentage."""
    top, bottom = _number(match[1]), _number(match[2])
    if top is None or not bottom:
        return None
    if "%" not in satuan and "persen" not in satuan.casefold():
        offers = tuple(Offer(show_input(n), show_input(n)) for n in (top, bottom))
        return Reading(kind=ASK, message=f"{angka.quoted(text)} adalah pecahan, tetapi satuannya "
                       f"“{satuan}”. Pilih angkanya.", offers=offers)  # fmt: skip
    said = fraction(top, bottom, polaritas=polaritas, teks=text[:120])
    note = f"“{text}” dibaca {angka.show(said.nilai)}% ({angka.show_input(top)} ÷ {show_input(bottom)})."
    return Reading(said, note=note)


def _range(match, text, satuan, polaritas) -> Reading | None:
    low, high = _number(match[1]), _number(match[2])
    if low is None or high is None or low > high:
        return None
    words = f"{show_input(low)} sampai dengan {show_input(high)}"
    return Reading(Said(bawah=low, atas=high), note=f"“{text}” dibaca rentang {words}.")


def _bracket(match, text, satuan, polaritas) -> Reading | None:
    """ "140 Kelompok (1400 orang)": two quantities; "2 (POPNAS 201)": one, and words."""
    first = _number(match[1])
    if first is None:
        return None
    offers = [Offer(show_input(first), f"{show_input(first)} {match[2].strip()}".strip())]
    second = _SECOND.fullmatch(match[3].strip())
    if second and (other := _number(second[1])) is not None:
        offers.append(Offer(show_input(other), f"{show_input(other)} {second[2].strip()}"))
        message = f"{angka.quoted(text)} memuat dua satuan. Pilih yang menjadi target."
    else:
        message = f"{angka.quoted(text)} memuat keterangan. Maksudnya {offers[0].value}?"
    return Reading(kind=ASK, message=message, offers=tuple(offers))


def _compared(match, text, satuan, polaritas) -> Reading | None:
    value = _number(match[1])
    if value is None:
        return None
    shown = show_input(value)
    message = f"{angka.quoted(text)} adalah batas, bukan satu angka. Targetnya {shown}?"
    return Reading(kind=ASK, message=message, offers=(Offer(shown, shown),))


def _with_words(match, text, satuan, polaritas) -> Reading | None:
    """ "60 kali" beside the unit "kegiatan"."""
    value = _number(match[1])
    if value is None:
        return None
    shown = show_input(value)
    message = (
        f"{angka.quoted(text)} memuat satuan “{match[2].strip()}”, bukan “{satuan}”. "
        f"Targetnya {shown}?"
    )
    return Reading(kind=ASK, message=message, offers=(Offer(shown, shown),))


def _number(text: str) -> Decimal | None:
    """A figure inside words is read strictly: nobody could tick its column."""
    try:
        return angka.read(text)
    except angka.Unreadable:
        return None


_SHAPES: list[tuple[re.Pattern, Callable[..., Reading | None]]] = [
    (_FRACTION, _fraction),
    (_RANGE, _range),
    (_BRACKET, _bracket),
    (_COMPARED, _compared),
    (_WITH_WORDS, _with_words),
]


def answered(reading: Reading, answer: str, text: str, satuan: str) -> Reading:
    """The reading once somebody answered it with a figure; the words of the paper stay beside it.

    An answer that is no figure asks again, with the slip in words.
    """
    try:
        value = angka.fits(angka.read(answer, unit=satuan))
    except angka.Unreadable as slip:
        return Reading(kind=ASK, message=slip.message, offers=reading.offers)
    words = text[:120] if norm(text) != norm(answer) else ""
    note = f"“{text}” dipakai sebagai {show_input(value)}." if words else ""
    return Reading(Said(nilai=value, teks=words), note=note)


def style_needs(reading: Reading, polaritas: str) -> str:
    """The polarity that this target asks of an indicator that is still to be made."""
    said = reading.said
    if said.bawah is not None:
        return "rentang_rendah" if polaritas in ("rendah", "rentang_rendah") else RANGE
    if said.teks and said.nilai is None:
        return PREDICATE
    return polaritas


# --- the words beside the figures ---

_LEVELS = [
    (re.compile(r"sub ?kegiatan"), Node.Level.SUB_KEGIATAN),
    (re.compile(r"kegiatan"), Node.Level.KEGIATAN),
    (re.compile(r"program"), Node.Level.PROGRAM),
    (re.compile(r"tujuan"), Node.Level.TUJUAN),
    (re.compile(r"sasaran"), Node.Level.SASARAN),
]
_DOWN = re.compile(r"rendah|negatif|kecil|turun|minim|khusus")
_UP = re.compile(r"tinggi|positif|besar|naik|maks|maxim|normal")


def read_level(text: str) -> str:
    """ "sasaran strategis/tujuan" is a Tujuan, "Sasaran Program" a program; "" = not understood."""
    words = norm(text)
    return next((level for rule, level in _LEVELS if rule.search(words)), "")


def read_polarity(text: str) -> str:
    """ "negatif*", "semakin rendah semakin baik"; "" = not understood."""
    words = norm(text)
    if "predikat" in words:
        return PREDICATE
    low, high = bool(_DOWN.search(words)), bool(_UP.search(words))
    if "rentang" in words:
        return "rentang_rendah" if low else RANGE
    if "tepat" in words:
        return "tepat"
    return ("rendah" if low else "tinggi") if low != high else ""
