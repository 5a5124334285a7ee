"""What is wrong with a workbook, like ones together with their cells: "D5, D7 sampai D9"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .buku_baca import Galat

EXAMPLES = 3
_QUOTED = re.compile("“[^”]*”")
_FIGURES = re.compile(r"[-\d.,:]*\d")
_OFFER = re.compile(r"\s*Maksud Anda [^?]*\?")


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Faults of one kind: where they stand, and one sentence for all of them."""

    cells: str
    message: str
    count: int


def grouped(faults: Iterable[Galat], letters: Mapping[str, Mapping[str, str]]) -> list[Kelompok]:
    """Like faults as one, in the order of their first. letters: {sheet: {key of a column: "D"}}."""
    kinds: dict[tuple[str, str], list[Galat]] = {}
    for fault in faults:
        kind = _FIGURES.sub("#", kind_of(fault.message))
        kinds.setdefault((fault.sheet, kind), []).append(fault)
    return [_group(found, letters[sheet]) for (sheet, _), found in kinds.items()]


def kind_of(message: str) -> str:
    """A sentence without what was typed into its cell."""
    said = _QUOTED.sub("isinya", _OFFER.sub("", message))
    return said[:1].upper() + said[1:]


def _group(found, letters) -> Kelompok:
    sheet = found[0].sheet
    where = cells_in_words({(letters.get(f.column, ""), f.row) for f in found if f.row})
    said = _one_sentence(list(dict.fromkeys(f.message for f in found)))
    return Kelompok(f"{sheet}: {where}" if sheet and where else where, said, len(found))


def _one_sentence(messages: list[str]) -> str:
    """For faults of one kind: their sentence with a few examples, or the first of them."""
    if len(messages) == 1:
        return messages[0]
    kinds = {kind_of(m) for m in messages}
    if len(kinds) > 1:  # figures of their own in each
        return f"{messages[0]} Yang lain serupa."
    quoted = list(dict.fromkeys(q for m in messages for q in _QUOTED.findall(m)))
    if not quoted:
        return kinds.pop()
    more = "" if len(quoted) <= EXAMPLES else ", dan lainnya"
    return f"{kinds.pop()} Tertulis {', '.join(quoted[:EXAMPLES])}{more}."


def cells_in_words(cells: Iterable[tuple[str, int]]) -> str:
    """{("D", 5), ("D", 7), ("D", 8), ("D", 9)}: "D5, D7 sampai D9"; two neighbours are two cells."""
    runs: list[tuple[str, int, int]] = []
    for letter, row in sorted(set(cells), key=lambda c: (len(c[0]), c)):
        if runs and runs[-1][0] == letter and runs[-1][2] == row - 1:
            runs[-1] = (letter, runs[-1][1], row)
        else:
            runs.append((letter, row, row))
    return ", ".join(part for run in runs for part in _run(*run))


def _run(letter, first, last):
    if not letter:
        return [f"baris {first}" if first == last else f"baris {first} sampai {last}"]
    if last - first < 2:
        return [f"{letter}{n}" for n in range(first, last + 1)]
    return [f"{letter}{first} sampai {letter}{last}"]
