"""Reading one row of the grid as somebody typed it: what changed, and what cannot be read.

Inputs are named <letters>-<id>. A mark beside each group of them says which version the page
showed, and a short hash of what stood there: a row nobody touched is neither written nor in
anybody's way, however old the page is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.forms import URLField

from sakip.lib import angka

from . import words

FIGURES = {"k": "keadaan", "a": "pembilang", "b": "penyebut", "n": "nilai", "t": "teks"}
TEXTS = {"al": "alasan", "du": "pendukung", "ha": "penghambat", "re": "rencana"}
LONGEST_TEXT, LONGEST_NOTE = 4000, 200
Known = Callable[[str, int], int]  # ("isian-12", shown version) -> the version its sender knows


@dataclass
class Fault:
    """Why an input could not be taken, and the reading it probably meant."""

    message: str
    suggestion: str | None = None


@dataclass
class Typed:
    """What the page brought for one row. `fields` is ready for the door where `faults` is empty."""

    version: int
    fields: dict = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)  # by the letters of the input
    attach: list[dict] = field(default_factory=list)
    withdraw: list[str] = field(default_factory=list)
    upload: object = None

    @property
    def wants(self) -> bool:
        return bool(self.fields or self.attach or self.withdraw or self.upload)


# -- what a page shows --------------------------------------------------------------------------


def figure_letters(isian) -> str:
    """Which inputs the row has: its state, and the parts, the predicate or the figure."""
    if isian.terkunci:
        return ""
    if isian.is_predicate:
        return "kt"
    return "kab" if isian.has_parts else "kn"


def state_choice(isian) -> str:
    """The state as the select stands: an untouched row waits for its value."""
    if isian.version == 0 or isian.keadaan == words.ADA:
        empty = isian.nilai is None or isian.nilai
        return words.ADA if empty or isian.is_predicate else words.NIHIL
    return isian.keadaan


def shown_figures(isian) -> dict[str, str]:
    """The figure inputs of a row as the page holds them."""
    every = {
        "k": state_choice(isian),
        "a": angka.show_input(isian.pembilang),
        "b": angka.show_input(isian.penyebut),
        "n": angka.show_input(isian.nilai),
        "t": isian.teks,
    }
    return {letter: every[letter] for letter in figure_letters(isian)}


def shown_texts(isian) -> dict[str, str]:
    return {letters: getattr(isian, name) for letters, name in TEXTS.items()}


def mark(version: int, shown: Mapping[str, str]) -> str:
    """ "7.9f2c...": the version the page shows, and what stands in the inputs."""
    text = "\x1f".join(f"{k}={' '.join(v.split())}" for k, v in sorted(shown.items()))
    return f"{version}.{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


def is_number(text: str) -> bool:
    """Whether a posted text is the id or version of something (and no other script's digits)."""
    return bool(re.fullmatch("[0-9]{1,15}", text))


# -- what came back -----------------------------------------------------------------------------


def as_shown(hal: str, version: int) -> int:
    """The version a page knows of, where no answer to it was lost."""
    return version


def is_touched(hal: str, shown_mark: str, raw: Mapping[str, str], known: Known) -> bool:
    """Whether inputs hold something else than what stands, as far as their page can know.

    After a lost answer the page's mark tells of a state its own save has left behind: who types
    the old value back means to undo that save.
    """
    version = int(shown_mark.partition(".")[0])
    return mark(version, raw) != shown_mark or known(hal, version) > version


def read(isian, posted, files, known: Known = as_shown) -> Typed | None:
    """What was typed into one row; None where nobody touched it. known: as of Sender.known."""
    pk, choice = isian.pk, posted.get(f"pilih-isian-{isian.pk}", "")
    if choice == "tercatat":
        return None
    found = Typed(version=-1)
    for letter_mark, shown, reader in (
        ("m", [*figure_letters(isian)], read_figures),
        ("mt", [*TEXTS], read_texts),
    ):
        raw = taken(posted, shown, pk)
        shown_mark = posted.get(f"{letter_mark}-{pk}", "")
        version = shown_mark.partition(".")[0]
        if not raw or not is_number(version):
            continue
        found.version = int(version) if found.version < 0 else min(found.version, int(version))
        if is_touched(f"isian-{pk}", shown_mark, raw, known):
            reader(isian, raw, found)
    read_evidence(isian, posted, files, found)
    if choice == "saya" and is_number(posted.get(f"kini-isian-{pk}", "")):
        found.version = int(posted[f"kini-isian-{pk}"])
    return found if found.wants or found.faults else None


NAMES = {"k": "keadaan", "a": "pembilang", "b": "penyebut", "n": "realisasi", "t": "jenjang"}


def not_taken(isian, posted) -> list[tuple[str, str, str]]:
    """(what, as it stands, as typed) of the figures of a row whose page came too late."""
    raw, stands = taken(posted, figure_letters(isian), isian.pk), shown_figures(isian)
    shown_mark = posted.get(f"m-{isian.pk}", "")
    version = shown_mark.partition(".")[0]
    if not is_number(version) or mark(int(version), raw) == shown_mark:
        return []
    return [
        (
            f"{isian.sebutan}, {NAMES[n]}",
            words.STATES.get(stands[n], stands[n]),
            words.STATES.get(said, said),
        )
        for n, said in raw.items()
        if said != stands[n]
    ]


def taken(posted, letters, pk) -> dict[str, str]:
    """The raw texts of the inputs that were on the page; a ticked suggestion stands for its input."""
    return {
        n: (posted.get(f"{n}-{pk}-saran") or posted[f"{n}-{pk}"]).strip()
        for n in letters
        if f"{n}-{pk}" in posted
    }


def read_figures(isian, raw, found: Typed) -> None:
    """State and figures into columns; contradictions are faults, nothing is dropped in silence."""
    state = raw.get("k", "")
    if state not in words.CHOICES:
        found.faults["k"] = Fault("Pilih keadaan isian ini.")
        return
    values = {FIGURES[n]: _value(n, raw[n], isian, found.faults) for n in raw if n != "k"}
    if found.faults:
        return
    if state == isian.keadaan == words.BELUM and any(v not in (None, "") for v in values.values()):
        state = words.ADA  # whoever writes a figure reports it
    if state == words.NIHIL == state_choice(isian) and values.get(_measured(isian)):
        state = words.ADA  # and so does who writes another one over the nought that made it Nihil
    if state in (words.ADA, words.NIHIL):
        if state == words.NIHIL:
            _nihil(isian, values, found.faults)
        _quotient(isian, values, found.faults)
        fields = {"keadaan": words.ADA, **values}
    else:
        _other_state(isian, state, values, raw, found.faults)
        empty = dict.fromkeys(values) | ({"teks": ""} if "teks" in values else {})
        fields = {"keadaan": state, **empty}
    if not found.faults and (_changes(isian, fields) or isian.version == 0):
        found.fields |= fields


def _value(letter, text, isian, faults):
    if letter == "t":
        if text and text not in [name for name, _ in isian.kamus["jenjang"]]:
            faults["t"] = Fault(f"{angka.quoted(text)} bukan salah satu jenjang indikator ini.")
        return text
    if not text:
        return None
    try:
        unit = isian.kamus["satuan"] if letter == "n" else ""
        value = angka.fits(angka.read(text, unit=unit))
    except angka.Unreadable as slip:
        faults[letter] = Fault(slip.message, slip.suggestion)
        return None
    if letter in "ab" and value < 0:
        faults[letter] = Fault(f"Tertulis {angka.show_input(value)}; paling sedikit 0.")
    return value


def _measured(isian) -> str:
    """The column whose nought makes a value Nihil."""
    return FIGURES["a" if isian.has_parts else "n"]


def _nihil(isian, values, faults):
    """Nihil is a figure of nought: what else was typed contradicts it."""
    name = _measured(isian)
    if values.get(name):
        typed = angka.show_input(values[name])
        faults["a" if isian.has_parts else "n"] = Fault(
            f"Tertulis {typed}, tetapi keadaannya Nihil (0). Pilih Ada nilai, atau kosongkan."
        )
    values[name] = 0


def _quotient(isian, values, faults):
    """A quotient too large to be kept is a slip of one of its parts."""
    part, whole = values.get("pembilang"), values.get("penyebut")
    if part is not None and whole:
        try:
            angka.fits(angka.rounded(part / whole * (100 if isian.metode.persen else 1), 4))
        except angka.Unreadable:
            faults["a"] = Fault("Pembilang dibagi penyebut terlalu besar. Periksa keduanya.")


def _other_state(isian, state, values, raw, faults):
    for name, value in values.items():
        letter = next(n for n, column in FIGURES.items() if column == name)
        if value not in (None, "") and value != getattr(isian, name):
            faults[letter] = Fault(
                f"Tertulis {raw[letter]}, tetapi keadaannya {words.STATES[state]}. "
                "Kosongkan angkanya, atau pilih Ada nilai."
            )


def _changes(isian, fields) -> bool:
    return any(getattr(isian, name) != value for name, value in fields.items())


def read_texts(isian, raw, found: Typed) -> None:
    for letters, text in raw.items():
        if len(text) > LONGEST_TEXT:
            long = f"{len(text)} huruf; paling banyak {LONGEST_TEXT}."
            found.faults[letters] = Fault(long)
        elif "".join(text.split()) != "".join(getattr(isian, TEXTS[letters]).split()):
            found.fields[TEXTS[letters]] = text.replace("\r\n", "\n")


def read_evidence(isian, posted, files, found: Typed) -> None:
    """A link and a remark typed, a file chosen; the file is kept before the door is opened."""
    pk = isian.pk
    if named := posted.getlist(f"bc-{pk}"):
        there = {str(b.pk) for b in isian.bukti.all() if not b.dicabut}
        found.withdraw = [v for v in named if v in there]
    note = posted.get(f"bn-{pk}", "").strip()
    if len(note) > LONGEST_NOTE:
        found.faults["bn"] = Fault(f"{len(note)} huruf; paling banyak {LONGEST_NOTE}.")
    if link := posted.get(f"bt-{pk}", "").strip():
        try:
            clean = URLField(assume_scheme="https", max_length=500).clean(link)
            if not _lies_there(isian, clean, note, found.withdraw):
                found.attach.append({"tautan": clean, "keterangan": note})
        except ValidationError:
            found.faults["bt"] = Fault(
                f"{angka.quoted(link)} bukan alamat. Tulis seperti https://arsip.example/berkas."
            )
    found.upload = files.get(f"bk-{pk}")


def _lies_there(isian, link: str, note: str, withdrawn: list[str]) -> bool:
    """Whether the link lies beside the value already: a page whose answer was lost sends it again."""
    return any(
        b.tautan == link and note in ("", b.keterangan)
        for b in isian.bukti.all()
        if not b.dicabut and str(b.pk) not in withdrawn
    )
