"""Reading a part of a thing once, for as long as it cannot change: within an act, or on one page.

Whoever holds the thing says when that is: under the lock of an act nobody else can write, and a
page that only shows is read as it stands. Everywhere else each part is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


def keep(thing: Any) -> None:
    """From now on this very object reads each part once; what it kept before is forgotten."""
    thing.kept = {}


def once(thing: Any, name: Hashable, read: Callable[[], T]) -> T:
    """What `read` says of `thing`; where parts are kept, as it said the first time."""
    kept = vars(thing).get("kept")
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return kept[name]
