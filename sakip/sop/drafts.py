"""The paper of the waiting row as people write it: kept as typed, complete or not, until its act."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from sakip.lib import tanggal
from sakip.lib.once import once
from sakip.papers.issue import draft_of
from sakip.papers.kinds import Kind

from .step import Step


class DraftForm(forms.Form):
    """The form of one kind of paper. What is typed is kept raw; the act asks whether it is whole.

    Raw values are JSON: strings, and lists for rows and dates; each field's own `clean` reads
    them again, so a draft can be saved half-written and nothing typed is ever lost.
    """

    def __init__(self, run, kind, *args, by=None, **kwargs):
        self.run, self.kind, self.by = run, kind, by
        kwargs.setdefault("prefix", kind.key)
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        """Fit fields and their initial values to the run."""

    @classmethod
    def of(cls, run, kind, draft=None, by=None):
        """The form showing the draft as it was left, or its suggestions where nothing was."""
        draft = draft or draft_of(run, kind)
        form = cls(run, kind, by=by)
        form.initial = {**form.suggestions(), **draft.data.get("isi", {})}
        return form

    def suggestions(self) -> dict:
        """What the system can already write into an untouched draft, as raw values."""
        return {}

    def raw(self) -> dict:
        """What was typed, as it is kept; call it on a bound form."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    def read(self, isi: dict) -> tuple[dict, dict[str, list[str]]]:
        """(cleaned values, faults by field name) of raw values."""
        clean, faults = {}, {}
        for name, field in self.fields.items():
            try:
                clean[name] = field.clean(isi.get(name))
            except ValidationError as error:
                faults[name] = list(error.messages)
        if not faults:
            faults = {"": self.contradictions(clean)}
        return clean, {name: said for name, said in faults.items() if said}

    def contradictions(self, clean: dict) -> list[str]:
        """What does not fit together, once every single field can be read."""
        return []

    def faults(self, isi: dict) -> list[str]:
        """The same as sentences that name paper and field."""
        _, found = self.read(isi)
        kind = self.kind.name
        return [
            f"{kind}: {self.fields[name].label}: {text}" if name else f"{kind}: {text}"
            for name, said in found.items()
            for text in said
        ]


def faults_of(run, kind: Kind) -> list[str]:
    """What is still missing in the paper of `kind` before the row can be done."""
    form = _finished(run, kind)
    return form.faults(form.initial) if form else []


def cleaned(run, kind: Kind) -> dict:
    """The finished draft of `kind`, read; {} where the kind has no form."""
    form = _finished(run, kind)
    return form.read(form.initial)[0] if form else {}


def _finished(run, kind: Kind) -> DraftForm | None:
    """The form over the draft as it lies there, to be read and not to be shown."""
    form_class = run.drafts.get(kind)
    return form_class and once(run, ("draft", kind.key), lambda: form_class.of(run, kind))


class Draft:
    """The draft of one kind on the waiting row of a run, as the door `write` takes it."""

    letter = "E"

    def __init__(self, run, kind: Kind):
        self.holder, self.kind = run, kind
        self.paper = draft_of(run, kind)

    def fresh(self):
        """The same draft of the run as it stands now: it may have moved since the page was read."""
        run = type(self.holder)._base_manager.get(pk=self.holder.pk)
        run.instansi = self.holder.instansi
        return Draft(run, self.kind)

    @property
    def row(self) -> Step | None:
        return next((s for s in self.holder.sop if self.kind in s.gives), None)

    @property
    def row_key(self) -> str:
        return self.row.key

    def seen(self) -> str:
        """The run's version stands in it: a draft made anew after a return begins at 0 again."""
        return f"{self.holder.version}.{self.paper.version}"

    def closed(self, by) -> str:
        if self.holder.at != self.row_key:
            return f"{self.kind.name} tidak sedang disusun."
        return ""

    def changed_meanwhile(self) -> str:
        last = self.paper.data.get("riwayat", [{}])[-1]
        return f"{self.kind.name} diubah {last.get('oleh', '')} pukul {last.get('pada', '')}."

    def change(self, by, *, isi: dict):
        moment = tanggal.moment(tanggal.now(), self.holder.instansi.zona)
        line = {"oleh": f"{by.user} ({by.capacity})", "pada": moment}
        self.paper.data = {
            "isi": isi,
            "riwayat": [*self.paper.data.get("riwayat", [])[-19:], line],
        }
        self.paper.version += 1
        self.paper.save()
        return self.paper
