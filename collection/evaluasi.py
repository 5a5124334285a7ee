"""Form Evaluasi Kinerja (domain 2.20): what the Sekretaris says of every indicator below its target."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from sakip.lib.fields import TanggalField, TanggalWidget
from sakip.planning.periods import Period
from sakip.sop.drafts import DraftForm
from sakip.sop.forms import raw_date

TEXTS = ("analisis", "rekomendasi", "pj")
LABELS = {"analisis": "analisis Sekretaris", "rekomendasi": "rekomendasi", "pj": "penanggung jawab"}
LONGEST = 2000


class EvaluasiWidget(forms.Widget):
    """One group of inputs an indicator: <name>-<part>-<key>, the day in its three parts."""

    template_name = "collection/evaluasi.html"
    rows: list[dict] = []  # what stands beside the inputs; the form sets it

    def value_omitted_from_data(self, data, files, name):
        return False

    def value_from_datadict(self, data, files, name):
        """{key: {"analisis", "rekomendasi", "pj", "batas": [day, month, year]}}."""
        keys = {m[1] for k in data if (m := re.fullmatch(rf"{re.escape(name)}-pj-(\w+)", k))}
        return {
            key: {
                **{part: (data.get(f"{name}-{part}-{key}") or "").strip() for part in TEXTS},
                "batas": TanggalWidget().value_from_datadict(data, files, f"{name}-batas-{key}"),
            }
            for key in sorted(keys)
        }

    def render(self, name, value, attrs=None, renderer=None):
        value = value or {}
        rows = [self._row(name, row, value.get(row["key"], {})) for row in self.rows]
        return render_to_string(self.template_name, {"rows": rows, "name": name})

    def _row(self, name, row, said):
        day = TanggalField().widget.render(
            f"{name}-batas-{row['key']}",
            said.get("batas") or ["", "", ""],
            {"id": f"id_{name}-batas-{row['key']}", "class": "form-control"},
        )
        return {**row, **{part: said.get(part, "") for part in TEXTS}, "batas": day}


class EvaluasiField(forms.Field):
    """Cleans to {key: {"analisis", "rekomendasi", "pj", "batas": date}}; faults name the indicator."""

    widget = EvaluasiWidget

    def clean(self, value):
        found, faults = {}, []
        for row in self.widget.rows:
            said = (value or {}).get(row["key"], {})
            found[row["key"]], wrong = read(said)
            faults += [f"{row['kode']}: {fault}" for fault in wrong]
        if faults:
            raise ValidationError(faults)
        return found


def read(said: dict) -> tuple[dict, list[str]]:
    clean, faults = {}, []
    for part in TEXTS:
        clean[part] = said.get(part, "").strip()
        if not clean[part]:
            faults.append(f"{LABELS[part]} belum diisi.")
        elif len(clean[part]) > LONGEST:
            faults.append(f"{LABELS[part]} terlalu panjang, paling banyak {LONGEST} huruf.")
    try:
        clean["batas"] = TanggalField(required=True).clean(said.get("batas"))
    except ValidationError as fault:
        faults += [f"batas waktu: {text}" for text in fault.messages]
    return clean, faults


class EvaluasiForm(DraftForm):
    """One group of answers an indicator below its target, proposed from what its unit wrote."""

    baris = EvaluasiField(label="Indikator yang belum mencapai target", required=False)

    def prepare(self):
        self.fields["baris"].widget.rows = self.rows

    @property
    def rows(self) -> list[dict]:
        """{"key", "kode", "nama", "unit", "target", "realisasi", "capaian", "faktor"} of each."""
        if not hasattr(self, "_rows"):
            from .rekap import below_target

            self._rows = below_target(self.run)
        return self._rows

    @classmethod
    def of(cls, run, kind, draft=None, by=None):
        """What was written, and proposals for the indicators nobody wrote about yet."""
        form = super().of(run, kind, draft, by)
        form.initial["baris"] = {**form.suggestions()["baris"], **form.initial["baris"]}
        return form

    def suggestions(self):
        period = self.run.period
        return {"baris": {row["key"]: self._proposed(row, period) for row in self.rows}}

    def _proposed(self, row, period) -> dict:
        return {
            "analisis": row["penghambat"]
            or f"Realisasi {row['realisasi']} dari target {row['target']}.",
            "rekomendasi": row["rencana"] or "Susun dan laksanakan rencana tindak lanjut.",
            "pj": row["unit"],
            "batas": raw_date(following(period).last_day),
        }


def following(period: Period) -> Period:
    """The next period of the same kind: until then a shortfall is to be made good."""
    year, last = period.tahun, period.last_month
    if period.is_month:
        return Period(f"{year}-{last + 1:02}") if last < 12 else Period(f"{year + 1}-01")
    return Period(f"{year}-TW{period.quarter + 1}") if last < 12 else Period(f"{year + 1}-TW1")
