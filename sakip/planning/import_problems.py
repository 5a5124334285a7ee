"""What an import asks before anything is written: questions, ticks, and dots that may be decimals."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .import_read import SKIP, Offer


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell (or row) that stands in the way until it is answered, or left out with its row."""

    key: str
    place: str
    message: str
    offers: tuple[Offer, ...] = ()
    own: bool = False  # whether a figure of one's own may be typed
    answer: str = ""
    fault: str = ""  # what is wrong with the answer

    @property
    def open(self) -> bool:
        return not self.answer or bool(self.fault)

    @property
    def skips(self) -> bool:
        return self.answer == SKIP

    @property
    def typed(self) -> str:
        """An answer that is none of those offered."""
        offered = {o.value for o in self.offers} | {SKIP, ""}
        return "" if self.answer in offered else self.answer

    @property
    def record(self) -> str:
        """What came of it, for the draft; of a row left out its own sentence speaks."""
        if self.open or self.skips:
            return ""
        words = next((o.words for o in self.offers if o.value == self.answer), self.answer)
        return f"{self.place}: {self.message} Dijawab: {words}."


@dataclass(frozen=True, slots=True)
class Tick:
    """A contradiction in the paper itself: named, and let in once somebody ticked it."""

    key: str
    sentence: str
    ticked: bool

    @classmethod
    def of(cls, sentence: str, agreed: list[str]) -> Tick:
        """By the sentence itself, so that a tick never stands for another one."""
        key = hashlib.sha256(sentence.encode()).hexdigest()[:16]
        return cls(key, sentence, key in agreed)


@dataclass
class Column:
    """The cells of one column whose dot is read as a decimal point."""

    key: str
    title: str
    cells: list[str] = field(default_factory=list)
    ticked: bool = False


class Dots:
    """`76.15` in a file: a finding of its column, accepted by one tick, never silently."""

    def __init__(self, agreed: list[str]):
        self.agreed = agreed
        self.columns: dict[str, Column] = {}

    def found(self, source, row: int, key: str, text: str, proposed: str) -> None:
        name = f"{source.n}:{source.letter(key)}"
        heading = source.head.headings[source.column(key)]
        title = f"Kolom {source.letter(key)} ({heading})"
        if source.several:
            title = f"{source.name}, {title}"
        column = self.columns.setdefault(name, Column(name, title, ticked=name in self.agreed))
        place = source.place(row, key).rpartition(", ")[2]
        column.cells.append(f"{place}: “{text}” dibaca {proposed}")

    @property
    def open(self) -> bool:
        return any(not c.ticked for c in self.columns.values())

    def record(self) -> list[str]:
        return [f"{c.title}: titik dibaca sebagai koma desimal, {'; '.join(c.cells)}."
                for c in self.columns.values()]  # fmt: skip
