"""The forms of single rows: a plan for a shortfall, a method's answers, a remark, an answer.

Each carries the `seen` of its own row, so that two people at two rows do not hinder one another;
only what was changed is written.
"""

from __future__ import annotations

from django import forms

from sakip.lib.fields import TanggalField
from sakip.sop.perform import write

from .hasil import SMART

TEXT = 4000
FORM = "f-kerja"  # the one form of the page, to which the inputs of all rows belong


class RowForm(forms.Form):
    """A form about one row of the measurement; `write_by` writes what was changed."""

    def __init__(self, row, data=None):
        self.row = row
        initial = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(
            data, prefix=self.prefix_of(row), initial=initial, use_required_attribute=False
        )
        for field in self.fields.values():
            for widget in getattr(field.widget, "widgets", [field.widget]):
                widget.attrs["form"] = FORM

    @classmethod
    def prefix_of(cls, row) -> str:
        return f"{row._meta.model_name}-{row.pk}"

    @classmethod
    def posted(cls, row, data) -> bool:
        return f"{cls.prefix_of(row)}-seen" in data

    @property
    def seen_name(self) -> str:
        return f"{self.prefix}-seen"

    def fault_sentences(self) -> list[str]:
        """What cannot be taken, naming the row and the field."""
        return [
            f"{self.row}: {self.fields[name].label}: {text}"
            for name, texts in self.errors.items()
            for text in texts
        ]

    def write_by(self, by) -> bool:
        """Write what differs from the row; whether anything did. Call it on a valid form."""
        changed = {
            name: value
            for name, value in self.cleaned_data.items()
            if value != getattr(self.row, name)
        }
        if changed:
            write(self.row, by=by, seen=self.data[self.seen_name], **changed)
        return bool(changed)


def long(label, rows=2):
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": rows}),
        max_length=TEXT,
        required=False,
        error_messages={"max_length": "Terlalu panjang, paling banyak %(limit_value)d huruf."},
    )


class RencanaForm(RowForm):
    """Domain 2.21; whether it is whole is asked when the report is sent."""

    sebab = long("Sebab")
    tindakan = long("Tindakan")
    penanggung_jawab = forms.CharField(label="Penanggung jawab", max_length=150, required=False)
    tenggat = TanggalField(label="Batas waktu", required=False)
    bukti_selesai = forms.CharField(label="Bukti selesai", max_length=250, required=False)

    def __init__(self, row, data=None):
        super().__init__(row, data)
        if data is None:  # as it is shown; what is half written can be saved all the same
            for field in self.fields.values():
                field.required = True


class MetodeForm(RowForm):
    """The five questions and a remark. `smart` is written as one."""

    catatan = long("Catatan")

    def __init__(self, row, data=None):
        super().__init__(row, data)
        for key, label in SMART.items():
            self.fields[key] = forms.BooleanField(label=label, required=False)

    def clean(self):
        cleaned = super().clean()
        cleaned["smart"] = {key: True for key in SMART if cleaned.pop(key, False)}
        return cleaned


class CatatanForm(RowForm):
    catatan = long("Catatan verifikasi")


class JawabanForm(RowForm):
    jawaban = long("Jawaban Tim SAKIP")
