"""A form field of repeated rows (attendance, follow-up, work plan), kept as a list of dicts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from sakip.lib.fields import TanggalField

BLANK_ROWS = 2  # always offered below what is there, so that rows can be added without script


@dataclass(frozen=True)
class Col:
    """One column of the rows: its key, heading, field, and whether a row needs it."""

    key: str
    label: str
    field: forms.Field = field(default_factory=lambda: forms.CharField(required=False))
    required: bool = False
    kind: str = ""  # a class of the theme for the column's width


class RowsWidget(forms.Widget):
    template_name = "sop/baris.html"

    def __init__(self, columns: list[Col]):
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data, files, name):
        """The rows that have anything in them, in the order of the page."""
        numbers = {
            int(m[1])
            for key in data
            if (m := re.match(rf"{re.escape(name)}-(\d+)-", key)) and int(m[1]) < 500
        }
        rows = []
        for n in sorted(numbers):
            row = {
                c.key: c.field.widget.value_from_datadict(data, files, f"{name}-{n}-{c.key}")
                for c in self.columns
            }
            if any(_filled(c, row[c.key]) for c in self.columns):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data, files, name):
        return False

    def render(self, name, value, attrs=None, renderer=None):
        rows = [*(value or []), *({} for _ in range(BLANK_ROWS))]
        return render_to_string(
            self.template_name,
            {
                "name": name,
                "columns": self.columns,
                "rows": [self._row(name, n, row) for n, row in enumerate(rows)],
                "described": (attrs or {}).get("aria-describedby", ""),
            },
        )

    def _row(self, name, n, row):
        cells = []
        for c in self.columns:
            id_ = f"id_{name}-{n}-{c.key}"
            html = c.field.widget.render(
                f"{name}-{n}-{c.key}",
                row.get(c.key, c.field.initial),
                {"id": id_, "class": _css(c), "aria-label": f"{c.label}, baris {n + 1}"},
            )
            cells.append((c, html))
        return cells


def _css(column):
    select = isinstance(column.field.widget, forms.Select)
    return "form-select" if select else "form-control"


def _filled(column, value) -> bool:
    if isinstance(column.field.widget, (forms.CheckboxInput, forms.Select)):
        return False  # these always say something; alone they make no row
    if isinstance(value, list):
        return any(value)
    return bool(str(value or "").strip())


class RowsField(forms.Field):
    """Cleans to a list of dicts of cleaned values; faults name the row."""

    def __init__(self, columns: list[Col], *, at_least: int = 0, **kwargs: Any):
        kwargs.setdefault("required", bool(at_least))
        self.columns, self.at_least = columns, at_least
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def clean(self, value):
        faults, clean = [], []
        for n, row in enumerate(value or [], 1):
            out = {}
            for c in self.columns:
                try:
                    out[c.key] = c.field.clean(row.get(c.key))
                    if c.required and out[c.key] in (None, ""):
                        raise ValidationError("wajib diisi.")
                except ValidationError as error:
                    faults += [f"baris {n}, {c.label}: {text}" for text in error.messages]
            clean.append(out)
        if len(clean) < self.at_least:
            faults.append(f"Isi paling sedikit {self.at_least} baris.")
        if faults:
            raise ValidationError(faults)
        return clean


def date_column(key, label, *, required=False):
    """A date, kept raw as its three parts."""
    return Col(key, label, TanggalField(required=False), required, kind="k-tanggal")
