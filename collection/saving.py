"""Saving a page of a form: each row goes through the door by itself, so that none loses another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.lib import angka
from sakip.papers.files import keep
from sakip.papers.models import Berkas
from sakip.sop.perform import Blocked, Conflict, write

from .butir import Butir
from .isian import Isian
from .kiriman import Sender
from .typed import Fault, Known, Typed, as_shown, is_number, is_touched, read, taken

LONGEST_ANSWER = 4000
ANSWER, SPENT = re.compile("mj-([0-9]{1,15})"), re.compile("mr-([0-9]{1,15})")


@dataclass
class Bentrok:
    """A row that somebody else changed first."""

    thing: object
    message: str
    version: int  # as it stands now


@dataclass
class Outcome:
    """What became of a page that was sent: rows saved, rows in conflict, inputs not readable."""

    saved: list = field(default_factory=list)
    conflicts: dict[str, Bentrok] = field(default_factory=dict)  # "isian-12", "butir-3"
    faults: dict[str, Fault] = field(default_factory=dict)  # by the name of the input
    refused: list[str] = field(default_factory=list)  # rows that are not open, in sentences

    @property
    def clean(self) -> bool:
        return not (self.conflicts or self.faults or self.refused)

    @property
    def status(self) -> int:
        if self.clean:
            return 200
        return 409 if self.conflicts else 422


class Page:
    """One page of `form` as `by` sent it: its rows, their answers, and the spending.

    The files that came with it are kept at once, so that none is kept in a rollback. All else is
    read by `write`, which is called under the lock of the case: what was typed is held against
    what stands there then.
    """

    def __init__(self, form, rows: list[Isian], by, posted, files):
        self.form, self.by, self.posted, self.files = form, by, posted, files
        self.sender = Sender.of(by, posted)
        self.outcome = Outcome()
        self.asked = [row.pk for row in rows]
        kept = {row.pk: _keep_file(row, self) for row in rows}
        self.kept = {pk: file for pk, file in kept.items() if file}

    def write(self) -> Outcome:
        """Everything readable, a savepoint a row: what cannot be written stays behind alone."""
        with transaction.atomic():
            for row, found in self._rows():
                _write_row(row, found, self.sender, self.outcome)
            for butir in self._answers():
                _save_answer(butir, self.sender, self.posted, self.outcome)
            for line in self._spending():
                _save_spending(line, self.sender, self.posted, self.outcome)
        return self.outcome

    def _rows(self) -> list[tuple[Isian, Typed]]:
        """Every row that was touched, as it stands under the lock, with what was typed into it."""
        rows = self.form.isian.filter(pk__in=self.asked) if self.asked else []
        found = []
        for row in rows:
            row.formulir = self.form
            found.append((row, _read_row(row, self)))
        return [(row, typed) for row, typed in found if typed]

    def _answers(self):
        asked = [m[1] for name in self.posted if (m := ANSWER.fullmatch(name))]
        waiting = Butir.objects.filter(isian__formulir=self.form, pk__in=asked)
        return waiting.select_related("isian__formulir__run") if asked else []

    def _spending(self):
        asked = [m[1] for name in self.posted if (m := SPENT.fullmatch(name))]
        return self.form.anggaran.filter(pk__in=asked) if asked else []


def _keep_file(row, page: Page) -> Berkas | Fault | None:
    """The file chosen for a row, kept; why it cannot be; None where there is none to keep."""
    found = read(row, page.posted, page.files, page.sender.known)
    if found is None or not found.upload or found.faults:
        return None
    try:
        return keep(found.upload, instansi=row.instansi, user=page.by.user)
    except ValidationError as fault:
        return Fault(" ".join(fault.messages))


def _read_row(row, page: Page) -> Typed | None:
    """The row as typed, with its kept file; None where there is nothing to write."""
    found = read(row, page.posted, page.files, page.sender.known)
    if found is None:
        return None
    if found.upload and not found.faults:
        _lay_file(row, found, page.kept.get(row.pk), page.posted.get(f"bn-{row.pk}", "").strip())
    page.outcome.faults |= {f"{letters}-{row.pk}": said for letters, said in found.faults.items()}
    return found if found.wants and not found.faults else None


def _lay_file(row, found: Typed, kept: Berkas | Fault | None, note: str) -> None:
    """The kept file among the evidence of its row; the remark stands once, beside the link if any.

    What lies there already, under the same remark or none, is not laid there twice.
    """
    if isinstance(kept, Berkas):
        there = row.bukti.filter(dicabut=False, berkas__sha256=kept.sha256).exclude(
            pk__in=found.withdraw
        )
        if (there.filter(keterangan=note) if note else there).exists():
            found.upload = None
            return
        described = any("tautan" in item for item in found.attach)
        found.attach.append({"berkas": kept} | ({} if described else {"keterangan": note}))
    else:  # the row had a fault a moment ago, so that its file was left
        found.faults["bk"] = kept or Fault("Berkas belum tersimpan. Pilih sekali lagi.")


def _write_row(row, found, sender, outcome) -> None:
    fields = dict(found.fields)
    if found.attach or found.withdraw:
        fields |= {"lampirkan": found.attach, "cabut": found.withdraw}
    _through(row, found.version, sender, outcome, "isian", **fields)


def read_answer(butir, posted, known: Known = as_shown) -> Typed | None:
    """The answer of the unit as typed; None where nobody touched it."""
    raw = taken(posted, ["jw"], butir.pk)
    version = _touched(raw, posted.get(f"mj-{butir.pk}", ""), posted, f"butir-{butir.pk}", known)
    if version is None or raw["jw"] == butir.jawaban.replace("\r\n", "\n").strip():
        return None
    found = Typed(version)
    if len(raw["jw"]) > LONGEST_ANSWER:
        found.faults["jw"] = Fault(f"{len(raw['jw'])} huruf; paling banyak {LONGEST_ANSWER}.")
    else:
        found.fields["jawaban"] = raw["jw"].replace("\r\n", "\n")
    return found


def read_spending(line, posted, known: Known = as_shown) -> Typed | None:
    """What was spent, as typed; None where nobody touched it."""
    raw = taken(posted, ["rp"], line.pk)
    version = _touched(raw, posted.get(f"mr-{line.pk}", ""), posted, f"anggaran-{line.pk}", known)
    if version is None:
        return None
    found = Typed(version)
    try:
        value = angka.read_rupiah(raw["rp"]) if raw["rp"] else None
    except angka.Unreadable as slip:
        found.faults["rp"] = Fault(slip.message, slip.suggestion)
        return found
    if value is not None and value < 0:
        found.faults["rp"] = Fault("Realisasi anggaran tidak dapat kurang dari 0.")
    elif value != line.realisasi:
        found.fields["realisasi"] = value
    return found


def _save_answer(butir, sender, posted, outcome) -> None:
    _save(butir, read_answer(butir, posted, sender.known), sender, outcome, "butir")


def _save_spending(line, sender, posted, outcome) -> None:
    _save(line, read_spending(line, posted, sender.known), sender, outcome, "anggaran")


def _save(thing, found, sender, outcome, kind) -> None:
    if found is None:
        return
    outcome.faults |= {f"{letters}-{thing.pk}": said for letters, said in found.faults.items()}
    if found.fields and not found.faults:
        _through(thing, found.version, sender, outcome, kind, **found.fields)


def _touched(raw, shown_mark, posted, name, known: Known) -> int | None:
    """The version the page showed, where the input was touched; or that of a chosen conflict."""
    choice = posted.get(f"pilih-{name}", "")
    version = shown_mark.partition(".")[0]
    if not raw or not is_number(version) or choice == "tercatat":
        return None
    if not is_touched(name, shown_mark, raw, known):
        return None
    now = posted.get(f"kini-{name}", "")
    return int(now) if choice == "saya" and is_number(now) else int(version)


def _through(thing, version, sender, outcome, kind, **fields) -> None:
    """One write through the door; a conflict or a closed row stays with this row.

    The same sent twice is no conflict: what it asks for stands there already.
    """
    name = f"{kind}-{thing.pk}"
    seen = f"{thing.pk}-{sender.known(name, version)}"
    try:
        written = write(thing, by=sender.by, seen=seen, **fields)
    except Conflict as conflict:
        fresh = thing.fresh()
        if all(getattr(fresh, field, None) == value for field, value in fields.items()):
            outcome.saved.append(fresh)
        else:
            outcome.conflicts[name] = Bentrok(fresh, str(conflict), fresh.version)
    except Blocked as blocked:
        outcome.refused += blocked.reasons
    else:
        outcome.saved.append(written)
        sender.keep(name, written.version)
