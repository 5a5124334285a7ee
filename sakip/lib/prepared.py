"""Queries that are compiled once a process and run again with other numbers.

A small page asks a handful of small questions, and to compile each of them costs Django several
times what the database needs to answer. Where such a page is everybody's first of the day, its
questions are kept compiled: written as ordinary querysets, with values that may be replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

Value = int | str | list[int]
# Every kind of column holds it, or a lookup would say that nothing can be found; and no number
# that stands in one of these queries comes near it.
_FIRST_MARK = 32_767


class Marks:
    """Stands for the values while a query is compiled: each place has a mark of its own."""

    def __init__(self) -> None:
        self.places: dict[int | str, tuple[str, int]] = {}
        self.room: dict[str, int] = {}

    def one(self, name: str) -> int:
        return self.many(name, 1)[0]

    def many(self, name: str, count: int) -> list[int]:
        """`count` places for the list called `name`; a shorter one is filled up with 0."""
        first = _FIRST_MARK - len(self.places)
        marks = [first - n for n in range(count)]
        self.places |= {mark: (name, n) for n, mark in enumerate(marks)}
        self.room[name] = count
        return marks

    def text(self, name: str) -> str:
        mark = f"<{_FIRST_MARK - len(self.places)}>"
        self.places[mark] = (name, 0)
        return mark


class Prepared:
    """`build(marks, shape)` makes a queryset: `rows` runs one of values_list, `objects` one of
    a model, with what it selects of related ones, `update` one that is `changed`.

    `shape`, hashable, is whatever else its text depends on. Texts can be left open and whole
    numbers, these in lists too; ValueError where a list has more of them than there are places.
    """

    def __init__(self, build: Callable[[Marks, Any], QuerySet]):
        self.build = build

    def rows(self, shape: Any = None, **values: Value) -> Iterator[tuple]:
        kept = self._kept(shape)
        return kept.fetched(values) if kept else iter(())

    def objects(self, shape: Any = None, **values: Value) -> list[Any]:
        kept = self._kept(shape)
        return [kept.made(row) for row in kept.fetched(values)] if kept else []

    def update(self, shape: Any = None, **values: Value) -> None:
        if kept := self._kept(shape):
            with kept.asked(values):
                pass

    def _kept(self, shape: Any) -> _Compiled | None:
        if (self, shape) not in _kept:
            _kept[self, shape] = self._compile(shape)
        return _kept[self, shape]

    def _compile(self, shape: Any) -> _Compiled | None:
        """None: nothing can be found, so the database is not asked."""
        marks = Marks()
        queryset = self.build(marks, shape)
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        places = [_Place(*marks.places[p]) if p in marks.places else p for p in params]
        return _Compiled(compiler, sql, places, marks.room)


class _Compiled:
    """The text of one query, where its values go, and how its rows are read."""

    def __init__(self, compiler: Any, sql: str, params: list, room: dict[str, int]):
        self.compiler, self.sql, self.params, self.room = compiler, sql, params, room
        self.alias = compiler.using
        self.converters = compiler.get_converters([column for column, *_ in compiler.select or ()])
        if klass := compiler.klass_info:
            self.model: type[Model] = klass["model"]
            first, last = klass["select_fields"][0], klass["select_fields"][-1] + 1
            self.own = slice(first, last)
            self.names = [column.target.attname for column, *_ in compiler.select[self.own]]
            self.related = get_related_populators(  # type: ignore[call-arg]  # stubs of Django 6
                klass, compiler.select, self.alias
            )

    @contextmanager
    def asked(self, values: dict[str, Any]) -> Iterator[Any]:
        """The cursor with the answer."""
        for name, count in self.room.items():
            if not isinstance(given := values[name], int) and len(given) > count:
                raise ValueError(f"{name}: {len(given)} numbers, places for {count}")
        params = [_value(p, values) if isinstance(p, _Place) else p for p in self.params]
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.sql, params)
            yield cursor

    def fetched(self, values: dict[str, Any]) -> Iterator[tuple]:
        with self.asked(values) as cursor:
            found = cursor.fetchall()
        if not self.converters:
            return iter(found)
        return map(tuple, self.compiler.apply_converters(found, self.converters))

    def made(self, row: tuple) -> Any:
        found = self.model.from_db(self.alias, self.names, row[self.own])
        for populator in self.related:
            populator.populate(row, found)
        return found


def changed(queryset: QuerySet, **columns: Any) -> QuerySet:
    """The question that sets these columns in `queryset`, to be kept and run by `update`."""
    query: Any = queryset.query.chain(UpdateQuery)
    query.add_update_values(columns)
    queryset.query = query
    return queryset


# What is compiled holds the ids of content types; a database that is emptied and filled again
# under the same process has others, so this is emptied with it.
_kept: dict[tuple[Prepared, Hashable], _Compiled | None] = {}


class _Place(NamedTuple):
    """Where a value goes: the name it is given by, and which of a list."""

    name: str
    nth: int


def _value(place: _Place, values: dict[str, Any]) -> int | str:
    given = values[place.name]
    if isinstance(given, int | str):
        return given
    return given[place.nth] if place.nth < len(given) else 0
