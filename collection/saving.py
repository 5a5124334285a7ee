"""Saving a page of a form: each row goes through the door by itself, so that none loses another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.lib import angka
from sakip.papers.files import keep
from sakip.sop.perform import Blocked, Conflict, write

from .butir import Butir
from .isian import Isian
from .kiriman import Sender
from .typed import Fault, Typed, is_number, mark, read, taken

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

    Reading keeps the files that came with it; only then is the door opened (`write`).
    """

    def __init__(self, form, rows: list[Isian], by, posted, files):
        self.form, self.by, self.posted = form, by, posted
        self.sender = Sender.of(by, posted)
        self.outcome = Outcome()
        read_rows = [(row, _read_row(row, by, posted, files, self.outcome)) for row in rows]
        self.rows = [(row, found) for row, found in read_rows if found]
        asked = [m[1] for name in posted if (m := ANSWER.fullmatch(name))]
        waiting = Butir.objects.filter(isian__formulir=form, pk__in=asked)
        self.answers = list(waiting.select_related("isian__formulir__run"))

    def write(self) -> Outcome:
        """Everything readable, a savepoint a row: what cannot be written stays behind alone."""
        with transaction.atomic():
            for row, found in self.rows:
                _write_row(row, found, self.sender, self.outcome)
            for butir in self.answers:
                _save_answer(butir, self.sender, self.posted, self.outcome)
            for line in self._spending():
                _save_spending(line, self.sender, self.posted, self.outcome)
        return self.outcome

    def _spending(self):
        asked = [m[1] for name in self.posted if (m := SPENT.fullmatch(name))]
        return self.form.anggaran.filter(pk__in=asked) if asked else []


def _read_row(row, by, posted, files, outcome) -> Typed | None:
    """The row as typed, its file kept already: before the door, so that none is kept in a rollback."""
    found = read(row, posted, files)
    if found is None:
        return None
    if found.upload and not found.faults:
        note = posted.get(f"bn-{row.pk}", "").strip()
        try:
            berkas = keep(found.upload, instansi=row.instansi, user=by.user)
            if not any("tautan" in item for item in found.attach):
                found.attach.append({"berkas": berkas, "keterangan": note})
            else:
                found.attach.append({"berkas": berkas})
        except ValidationError as fault:
            found.faults["bk"] = Fault(" ".join(fault.messages))
    outcome.faults |= {f"{letters}-{row.pk}": said for letters, said in found.faults.items()}
    return found if found.wants and not found.faults else None


def _write_row(row, found, sender, outcome) -> None:
    fields = dict(found.fields)
    if found.attach or found.withdraw:
        fields |= {"lampirkan": found.attach, "cabut": found.withdraw}
    _through(row, found.version, sender, outcome, "isian", **fields)


def read_answer(butir, posted) -> Typed | None:
    """The answer of the unit as typed; None where nobody touched it."""
    raw = taken(posted, ["jw"], butir.pk)
    version = _touched(raw, posted.get(f"mj-{butir.pk}", ""), posted, f"butir-{butir.pk}")
    if version is None or raw["jw"] == butir.jawaban.replace("\r\n", "\n").strip():
        return None
    found = Typed(version)
    if len(raw["jw"]) > LONGEST_ANSWER:
        found.faults["jw"] = Fault(f"{len(raw['jw'])} huruf; paling banyak {LONGEST_ANSWER}.")
    else:
        found.fields["jawaban"] = raw["jw"].replace("\r\n", "\n")
    return found


def read_spending(line, posted) -> Typed | None:
    """What was spent, as typed; None where nobody touched it."""
    raw = taken(posted, ["rp"], line.pk)
    version = _touched(raw, posted.get(f"mr-{line.pk}", ""), posted, f"anggaran-{line.pk}")
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
    _save(butir, read_answer(butir, posted), sender, outcome, "butir")


def _save_spending(line, sender, posted, outcome) -> None:
    _save(line, read_spending(line, posted), sender, outcome, "anggaran")


def _save(thing, found, sender, outcome, kind) -> None:
    if found is None:
        return
    outcome.faults |= {f"{letters}-{thing.pk}": said for letters, said in found.faults.items()}
    if found.fields and not found.faults:
        _through(thing, found.version, sender, outcome, kind, **found.fields)


def _touched(raw, shown_mark, posted, name) -> int | None:
    """The version the page showed, where the input was touched; or that of a chosen conflict."""
    choice = posted.get(f"pilih-{name}", "")
    version = shown_mark.partition(".")[0]
    if not raw or not is_number(version) or choice == "tercatat":
        return None
    if mark(int(version), raw) == shown_mark:
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
