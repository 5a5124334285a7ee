"""What tests begin with, made once for all those in a row that stand on it, and given back untouched.

A fixture marked `grounded` is made inside a transaction that stays open until a test comes that
stands on something else; each test in between works in a savepoint of its own and gets copies.
Tests ask for it by the names of their arguments: what getfixturevalue asks for is not seen here.
"""

from __future__ import annotations

import copy
import inspect
from contextlib import contextmanager, nullcontext
from itertools import groupby

import pytest
import time_machine
from django.db import transaction


def grounded(make):
    """A fixture that writes to the database alone and asks for nothing but other grounded ones."""

    def fixture(given, **_asked):
        return given[make.__name__]

    said = inspect.Parameter("given", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    fixture.__signature__ = inspect.Signature([said, *inspect.signature(make).parameters.values()])
    fixture.__doc__, fixture.__module__, fixture.make = make.__doc__, make.__module__, make
    return pytest.fixture(name=make.__name__)(fixture)


def path_of(item) -> list:
    """What the test stands on, the lowest first, and otherwise as it is written down."""
    found = {}

    def depth(name):
        known = item._fixtureinfo.name2fixturedefs.get(name, [])
        make = getattr(known[-1].func, "make", None) if known else None
        if make and name not in found:
            below = [depth(one) for one in inspect.signature(make).parameters]
            assert -1 not in below, f"{name} stands on something that is not grounded"
            code = make.__code__
            found[name] = (max(below, default=-1) + 1, code.co_filename, code.co_firstlineno, make)
        return found[name][0] if make else -1

    for name in item.fixturenames:
        depth(name)
    return [found[name][-1] for name in sorted(found, key=lambda name: found[name][:3])]


def neighbours(items):
    """The tests of each module in an order in which as little as can be is made twice."""
    for _, some in groupby(items, lambda item: (item.path, commits(item))):
        yield from sorted(some, key=lambda item: [make.__name__ for make in path_of(item)])


def commits(item) -> bool:
    """Whether the test needs a database whose transactions really commit."""
    return bool({"transactional_db", "live_server"} & set(item.fixturenames))


def made(path, world, now) -> dict:
    """`world` with what this part of a path adds to it, all of it made at the same moment."""
    with time_machine.travel(now, tick=False):
        for make in path:
            asked = inspect.signature(make).parameters
            world[make.__name__] = make(**{name: world[name] for name in asked})
    return world


@contextmanager
def undone():
    """A transaction that leaves nothing."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


class Ground:
    """The open transactions, one for each step of the path that the last test stood on."""

    def __init__(self, now, unblocked=nullcontext):
        self.now, self.unblocked = now, unblocked
        self.world, self.steps, self.connection = {}, [], None

    def stand_on(self, path):
        """Leave what is not on this path and make what is missing; whether anything was made."""
        common = 0
        for (make, _), wanted in zip(self.steps, path, strict=False):
            if make is not wanted:
                break
            common += 1
        with self.unblocked():
            while len(self.steps) > common:
                make, step = self.steps.pop()
                self.world.pop(make.__name__, None)
                step.__exit__(None, None, None)
            self.connection = transaction.get_connection()
            for make in path[common:]:
                step = undone()
                step.__enter__()
                self.steps.append((make, step))
                made([make], self.world, self.now)
        return common < len(path)

    def leave(self):
        """Nobody stands on it any more; where a browser was opened since, its connection is gone."""
        if self.steps and transaction.get_connection() is self.connection:
            self.stand_on([])

    def copied(self) -> dict:
        return copy.deepcopy(self.world)
