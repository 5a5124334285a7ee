"""The row of an SOP sheet, the act beside the rows, and the marks that make methods into them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sakip.papers.kinds import Kind
from sakip.people.models import Role

FINISHED = "selesai"
RETURN = "kembalikan"
REOPEN = "buka"

COLUMNS = ("KEPALA", "SEKRETARIAT", "BIDANG", "TIM_SAKIP", "STAF")
_COLUMN = dict(zip(list(Role)[:5], COLUMNS, strict=True))

# A rule that stands in the way: yields the sentences, with names; nothing = met.
Rule = Callable[[Any], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the sheet: who does what, with what, in what time, giving what."""

    number: int
    key: str
    text: str
    roles: tuple[Role, ...]
    needs: tuple[Kind, ...]
    gives: tuple[Kind, ...]
    time: str
    back_to: tuple[str, ...]
    when: tuple[Rule, ...]
    carried_by: str | None
    columns: tuple[str, ...]
    sic: dict[str, str] = field(default_factory=dict)
    button: str = ""

    @property
    def actors(self) -> str:
        """As on screen: "Sekretaris, Tim SAKIP"."""
        return ", ".join(str(r.label) for r in self.roles)

    @property
    def needs_words(self) -> str:
        return ", ".join(k.name for k in self.needs)

    @property
    def gives_words(self) -> str:
        return ", ".join(k.name for k in self.gives)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something done beside the rows: it has a Record, and moves the run only where `to` says."""

    key: str
    text: str
    roles: tuple[Role, ...]
    at: tuple[str, ...]
    to: str | None
    when: tuple[Rule, ...]
    button: str = ""
    reason: bool = False  # a note is compulsory


def _tuple(value) -> tuple:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def words(body) -> str:
    """The docstring of a marked method as one sentence: the Uraian."""
    return " ".join(inspect.cleandoc(body.__doc__ or "").split())


def step(
    *roles: Role,
    needs: Kind | tuple[Kind, ...] = (),
    gives: Kind | tuple[Kind, ...] = (),
    time: str = "",
    back_to: tuple[str, ...] = (),
    when: tuple[Rule, ...] = (),
    carried_by: str | None = None,
    columns: tuple[str, ...] | None = None,
    sic: dict[str, str] | None = None,
    button: str = "Selesaikan",
):
    """Make a method a row of its procedure's sheet. Its docstring is the Uraian.

    `sic` holds the words of the signed sheet where ours correct them, by the sheet's own
    columns: uraian, kelengkapan, waktu, output.
    """

    def mark(body):
        body.row = {
            "text": words(body),
            "roles": roles,
            "needs": _tuple(needs),
            "gives": _tuple(gives),
            "time": time,
            "back_to": _tuple(back_to),
            "when": _tuple(when),
            "carried_by": carried_by,
            "columns": columns or tuple(_COLUMN[r] for r in roles),
            "sic": sic or {},
            "button": button,
        }
        return body

    return mark


def act(*roles: Role, at=(), to: str | None = None, when=(), button: str = "", reason=False):
    """Make a method an act beside the rows."""

    def mark(body):
        body.act = {
            "text": words(body),
            "roles": roles,
            "at": _tuple(at),
            "to": to,
            "when": _tuple(when),
            "button": button,
            "reason": reason,
        }
        return body

    return mark
