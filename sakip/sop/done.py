"""What this person did last, as rows of Beranda."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from sakip.lib.markup import lencana
from sakip.lib.prepared import Prepared
from sakip.trail.models import Entry, Kind

from . import clock
from .procedure import procedures
from .sentences import verb_in_words
from .step import RETURN

SHOWN = 5


@dataclass
class Done:
    """One deed: in words, on what, with what outcome, when, in what time."""

    text: str
    where: str
    url: str
    outcome: SafeString
    on: object
    time: str


SAID = ("verb", "origin", "target", "round", "minutes", "standard", "since", "on",
        "object_label", "object_id", "data")  # fmt: skip


def _last(marks, _shape):
    """Rows that the door closed by itself, with the last child's act, are nobody's deed."""
    carried = {s.key for p in procedures() for s in p.sop if s.carried_by}
    mine = Entry.objects.filter(
        instansi=marks.one("instansi"), user=marks.one("user"), kind=Kind.ACT
    )
    return mine.exclude(verb__in=sorted(carried)).order_by("-number").values_list(*SAID)[:SHOWN]


_LAST = Prepared(_last)


def last_deeds(request) -> list[Entry]:
    """The last acts of this person here, with what a row says of each."""
    rows = _LAST.rows(instansi=request.instansi.pk, user=request.user.pk)
    return [Entry(**dict(zip(SAID, row, strict=True))) for row in rows]


def done_rows(deeds, found) -> list[Done]:
    """`found`: {(label, id): run or child} of these deeds."""
    return [
        _row(entry, run)
        for entry in deeds
        if (run := found.get((entry.object_label, entry.object_id)))
    ]


def _row(entry, run) -> Done:
    case = run.case
    row = next((s for s in type(run).sop if s.key == entry.origin), None)
    text = verb_in_words(entry, case)
    place = f", langkah {row.number} dari {len(run.sop)}" if row and run.parent is None else ""
    return Done(
        text=text[:1].upper() + text[1:],
        where=f"{case}{place}",
        url=run.get_absolute_url(),
        outcome=_outcome(entry, row),
        on=entry.on,
        time=_time(run, entry),
    )


def _outcome(entry, row) -> SafeString:
    if entry.verb == RETURN:
        items = len(entry.data.get("items", ()))
        word = f"Dikembalikan, {items} isian" if items else "Dikembalikan"
        return lencana("kuning", word, "arrow-return-left")
    if row and row.back_to and entry.verb == row.key:
        return lencana("hijau", "Disetujui", "check2")
    return lencana("hijau", "Terbit" if entry.data.get("papers") else "Selesai", "check2")


def _time(run, entry) -> str:
    """ "75 / 90 menit", "5 jam 55 menit / 1 hari", or a dash where nothing is measured."""
    if not entry.standard or entry.minutes is None:
        return "–"
    said = clock.finished(run, entry, rounds=False)
    return f"{said['read']} / {entry.standard}"
