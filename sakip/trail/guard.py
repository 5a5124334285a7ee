"""Database triggers: the log cannot be changed, and no run moves without its Record.

They are plain triggers on both databases, put in by migrations, and hold against psql, the
admin and QuerySet.update alike. SQLite loses a table's triggers when a migration rebuilds the
table; a test looks that they are there after all migrations.
"""

from __future__ import annotations

from django.db.migrations.operations.base import Operation

_PG = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF {when} THEN RAISE EXCEPTION '{why}'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();"""
_SQLITE = """CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{why}'); END"""


def create(schema_editor, name, table, event, when, why):
    template = _SQLITE if schema_editor.connection.vendor == "sqlite" else _PG
    schema_editor.execute(
        template.format(name=name, table=table, event=event, when=when, why=why), params=None
    )


def drop(schema_editor, name, table):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _differ(name):
    """True where a column changed; written so that both databases take it, NULLs included."""
    old, new = f"OLD.{name}", f"NEW.{name}"
    return f"(({old} <> {new}) OR ({old} IS NULL) <> ({new} IS NULL))"


class _Trigger(Operation):
    reversible = True
    reduces_to_sql = True
    model: str

    def state_forwards(self, app_label, state):
        """A trigger changes no model."""

    def triggers(self, model):
        """(name, event, when, why) of each trigger on the table of `model`."""
        raise NotImplementedError

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model)
        for name, event, when, why in self.triggers(model):
            create(schema_editor, name, model._meta.db_table, event, when, why)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model)
        for name, *_ in self.triggers(model):
            drop(schema_editor, name, model._meta.db_table)


class AppendOnly(_Trigger):
    """Rows of `model` can be added, and neither changed nor deleted."""

    def __init__(self, model):
        self.model = model

    def triggers(self, model):
        table = model._meta.db_table
        always = "1 = 1"
        yield f"{table}_no_update", "UPDATE", always, "append only"
        yield f"{table}_no_delete", "DELETE", always, "append only"

    def describe(self):
        return f"Make {self.model} append-only"


class MovesByRecord(_Trigger):
    """A row of `model` changes its `at` only beside the Record of that very move."""

    def __init__(self, model):
        self.model = model

    def triggers(self, model):
        # The names in it are those of our own models, never a text of anybody.
        record = (
            "EXISTS (SELECT 1 FROM trail_entry e WHERE e.instansi_id = NEW.instansi_id"  # noqa: S608
            f" AND e.object_label = '{model._meta.label_lower}' AND e.object_id = NEW.id"
            " AND e.version = NEW.version AND e.origin = OLD.at AND e.target = NEW.at)"
        )
        moved = "OLD.at <> NEW.at OR OLD.version <> NEW.version"
        when = f"({moved}) AND NOT (NEW.version = OLD.version + 1 AND {record})"
        yield f"{model._meta.db_table}_moves", "UPDATE", when, "no move without its Record"

    def describe(self):
        return f"Let {self.model} move only with its Record"


class FrozenOnce(_Trigger):
    """A row of `model` whose `column` is `value` keeps these `columns` for ever."""

    def __init__(self, model, column, value, columns):
        self.model, self.column, self.value, self.columns = model, column, value, columns

    def triggers(self, model):
        table = model._meta.db_table
        names = [model._meta.get_field(c).column for c in (*self.columns, self.column)]
        differ = " OR ".join(_differ(name) for name in names)
        frozen = f"OLD.{self.column} = '{self.value}'"
        yield f"{table}_frozen", "UPDATE", f"{frozen} AND ({differ})", "frozen"
        yield f"{table}_kept", "DELETE", frozen, "frozen"

    def describe(self):
        return f"Freeze {self.model} once {self.column} is {self.value}"


class FrozenWith(_Trigger):
    """Rows of `model` neither come, change nor go once their owner's `column` is `value`.

    `path` names the foreign keys from the row up to that owner: ("target", "pk_versi").
    """

    def __init__(self, model, path, column, value):
        self.model, self.path, self.column, self.value = model, path, column, value

    def triggers(self, model):
        table = model._meta.db_table
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            when = " OR ".join(self._frozen(model, row) for row in rows)
            yield f"{table}_frozen_{event.lower()}", event, when, "frozen"

    def _frozen(self, model, row):
        """True where the owner of the row OLD or NEW is frozen, as SQL both databases take."""
        first, *rest = self.path
        key = model._meta.get_field(first)
        owner = key.related_model._meta
        source, last = f"{owner.db_table} o0", "o0"
        where = f"o0.id = {row}.{key.column}"
        for n, name in enumerate(rest, 1):
            key = owner.get_field(name)
            owner = key.related_model._meta
            source += f" JOIN {owner.db_table} o{n} ON o{n}.id = {last}.{key.column}"
            last = f"o{n}"
        where += f" AND {last}.{self.column} = '{self.value}'"
        return f"EXISTS (SELECT 1 FROM {source} WHERE {where})"  # noqa: S608 -- our own names

    def describe(self):
        return f"Freeze {self.model} once {self.column} of {' > '.join(self.path)} is {self.value}"


class Kept(_Trigger):
    """Rows of `model` are never deleted, and these `columns` of them never change.

    `decided` = (column, value): once that column has left this value, it and `then` stay as well.
    """

    def __init__(self, model, columns, decided=None, then=()):
        self.model, self.columns, self.decided, self.then = model, columns, decided, then

    def triggers(self, model):
        table = model._meta.db_table

        def changed(columns):
            return " OR ".join(_differ(model._meta.get_field(c).column) for c in columns)

        when = changed(self.columns)
        if self.decided:
            column, value = self.decided
            when += f" OR (OLD.{column} <> '{value}' AND ({changed((column, *self.then))}))"
        yield f"{table}_kept_update", "UPDATE", when, "kept for ever"
        yield f"{table}_kept_delete", "DELETE", "1 = 1", "kept for ever"

    def describe(self):
        return f"Keep {', '.join(self.columns)} of {self.model} for ever"
