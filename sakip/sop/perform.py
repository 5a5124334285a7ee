"""The two doors. Every act of a procedure goes through `perform`, every line of its content
through `write`; nothing else calls a transition or changes what a run consists of.

django-fsm asks about permission but never enforces it, and saves nothing by itself; whoever
calls a transition past this door does neither, and the database's own trigger refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sakip.lib import tanggal
from sakip.lib.once import keep
from sakip.lib.prepared import Prepared
from sakip.papers import issue
from sakip.papers.models import Paper
from sakip.trail.models import Entry, Kind
from sakip.trail.note import note as write_note

from . import access
from .blockers import blockers_of
from .procedure import Procedure, Run
from .sentences import BEGUN
from .step import FINISHED, REOPEN, RETURN, Act, Step
from .worktime import worked

KEY = 64  # letters that a form's key may have
NOT_THIS_KEY = "Kunci formulir ini milik tindakan lain. Muat ulang halamannya."


class Refused(PermissionDenied):
    """This person may not do this, in a sentence that says who may."""


class Blocked(Exception):
    """Something stands in the way; `reasons` are sentences with names."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


class Conflict(Exception):
    """The page was older than the thing: says who did what at what time."""

    def __init__(self, run, message=""):
        self.run, self.last = run, Entry.objects.of(run).last()
        super().__init__(message or _what_happened(run, self.last))


@dataclass
class Deed:
    """One act on its way through the door."""

    run: Procedure
    verb: str
    by: object
    note: str
    key: str
    data: dict

    @property
    def way(self) -> Step | Act:
        return self.run.acts.get(self.verb) or self.run.row(self.run.at)


@transaction.atomic
def perform(run, verb, *, by, seen, key="", note="", **data) -> Entry:
    """Do `verb` on `run` in the capacity `by`; return its Record.

    `seen` is run.seen() as the page showed it, `key` one per rendered form. Raises Refused,
    Conflict, Blocked; then nothing has happened.
    """
    _ours(key)
    run = _locked(run)
    if done := by_key(run.instansi_id, key):
        _same(done, run, verb, by)
        return done
    if by.instansi_id == run.instansi_id:
        run.instansi = by.instansi
    keep(run)
    deed = Deed(run, verb, by, note.strip(), key, data)
    _gate(deed)
    if seen != run.seen():
        raise Conflict(run)
    if reasons := blockers_of(run, verb, by=by, note=deed.note, data=data):
        raise Blocked(reasons)
    record = _move(deed)
    _carry(run, by)
    return record


def begin(procedure: type[Run], *, by, key="", **fields) -> Run:
    """Open a new run of a period; its first Record says who opened it.

    Raises Refused, Blocked; Conflict where another was quicker with the same period.
    """
    if not _may_act(by, procedure.begins, by.instansi):
        raise Refused(f"Periode dibuka oleh {_named(procedure.begins)}.")
    if run := begun(procedure, by=by, key=key):
        return run
    run = procedure.begin(instansi=by.instansi, **fields)
    run.tahun = run.period.tahun
    try:
        with transaction.atomic():
            if reasons := list(run.cannot_begin()):
                raise Blocked(reasons)
            return start(run, by=by, key=key)
    except IntegrityError:
        there = procedure._default_manager.get(
            instansi=by.instansi, periode=run.periode, revisi=run.revisi
        )
        raise Conflict(there, f"{there} sudah dibuka. {_first_deed(there)}") from None


def begun(procedure: type[Run], *, by, key) -> Run | None:
    """The run that this person began with the form of this key; Refused where it did another deed."""
    _ours(key)
    done = by_key(by.instansi_id, key)
    if done is None:
        return None
    run = procedure._default_manager.filter(pk=done.object_id).first()
    if run is None:
        raise Refused(NOT_THIS_KEY)
    _same(done, run, BEGUN, by)
    return run


def start(run: Run, *, by, key="", note="") -> Run:
    """Save a new run with its first Record, inside the transaction of whoever calls."""
    run.save(force_insert=True)
    _record(Deed(run, BEGUN, by, note, key, {}), origin="", since=run.since, papers=[])
    run.begun(by)
    return run


@transaction.atomic
def write(obj, *, by, seen, **fields):
    """Change content: the draft of a waiting row's paper, a value, evidence, an answer, a verdict.

    Same lock, gate, state and version check as an act; it leaves a line in the thing's own
    history, and no Record. `obj` answers: `.holder` (the run it belongs to), `.row_key`,
    `.closed(by)` (why it cannot be written now, "" = it can), `.seen()`, `.change(by, ...)`.
    Raises Refused, Conflict, Blocked.
    """
    _locked(obj.holder.case)
    obj = obj.fresh()
    if not _of_house(by, obj.holder.instansi) or not by.of(obj.holder):
        raise Refused("Penugasan Anda tidak berlaku untuk instansi ini.")
    if not _may_write(by, obj):
        raise Refused("Isi langkah ini tidak dapat Anda ubah.")
    if why := obj.closed(by):
        raise Blocked([why])
    if seen != obj.seen():
        raise Conflict(obj.holder, obj.changed_meanwhile())
    return obj.change(by, **fields)


# -- the parts of a deed -------------------------------------------------------------------


def lock(run) -> Run:
    """The case of `run`, read under its lock, which is held to the end of the transaction."""
    model = type(run.case)
    found = _LOCKED.objects(model, pk=run.case.pk)
    if not found:
        raise model.DoesNotExist
    return found[0]


def _locked(run):
    """`run` read anew under the lock of its whole case."""
    case = lock(run)
    if (type(run), run.pk) == (type(case), case.pk):
        return case
    run = type(run)._base_manager.get(pk=run.pk)
    setattr(run, run.parent_field, case)
    return run


_LOCKED = Prepared(
    lambda marks, model: model._base_manager.select_for_update().filter(pk=marks.one("pk"))
)


def by_key(instansi_id, key) -> Entry | None:
    """What this very form has done already, where it was sent before."""
    found = _BY_KEY.objects(instansi=instansi_id, key=key) if key else []
    return found[0] if found else None


_BY_KEY = Prepared(
    lambda marks, _: Entry.objects.filter(instansi=marks.one("instansi"), key=marks.text("key"))
)


def _ours(key):
    if len(key) > KEY:
        raise Refused("Kunci formulir ini rusak. Muat ulang halamannya.")


def _same(done, run, verb, by):
    if (done.user_id, done.object_label, done.object_id, done.verb) != (
        by.user_id,
        run.label,
        run.pk,
        verb,
    ):
        raise Refused(NOT_THIS_KEY)


def _gate(deed):
    run, verb, by = deed.run, deed.verb, deed.by
    roles = roles_for(run, verb)
    if roles is None:
        raise Conflict(run)
    if not _may_act(by, roles, run.instansi) or not run.of_unit(by) or not by.of(run):
        raise Refused(f"Langkah ini dilakukan oleh {_named(roles)}.")
    if why := run.own_work(by, verb):
        raise Refused(why)


def roles_for(run, verb):
    """Whose `verb` is now; None where it is not waited for."""
    here = run.step
    if run.parent is not None and not _carried_now(run):
        return None
    if here and not here.carried_by and (verb == here.key or (verb == RETURN and here.back_to)):
        return here.roles
    found = run.acts.get(verb)
    return found.roles if found and run.at in found.at else None


def _carried_now(child):
    """Whether the parent stands at the very row that this child carries."""
    row = child.parent.step
    if row is None or not row.carried_by:
        return False
    carried = child.parent._meta.get_field(row.carried_by).related_model
    return isinstance(child, carried)


def _may_act(by, roles, instansi):
    return by.role in roles and _of_house(by, instansi)


def _may_write(by, obj):
    """By the letter of the matrix; and who carries out the waiting row writes its paper."""
    run, here = obj.holder, obj.holder.step
    if not run.of_unit(by):
        return False
    if obj.letter == "E" and here and here.key == obj.row_key and by.role in here.roles:
        return True
    return access.may(by, obj.letter, run, obj.row_key)


def _of_house(by, instansi):
    day = tanggal.today(instansi.zona)
    return by.instansi_id == instansi.pk and by.in_force(day) and by.user.is_active


def _move(deed, to=None) -> Entry:
    """Act in memory; then the Record, then the state: a trigger refuses any other order."""
    run, origin, since, here = deed.run, deed.run.at, deed.run.since, deed.run.step
    now = tanggal.now()
    gives = here.gives if here and deed.verb == here.key and not here.carried_by else ()
    if to:
        deed.data["to"] = to
    sentence = deed.way.text if deed.verb in (here and here.key, *run.acts) else ""
    before = run.round
    getattr(run, deed.verb)(by=deed.by, note=deed.note, **deed.data)
    if run.at != origin:
        run.since = now
    papers = [p for kind in gives for p in _compose(deed, kind, now)]
    run.version += 1
    record = _record(
        deed,
        origin=origin,
        since=since,
        papers=papers,
        row=here,
        on=now,
        sentence=sentence,
        round_=before,
    )
    run.save(update_fields=["at", "version", "since", "round", *run.moved])
    for paper in papers:
        issue.freeze(paper, row=here.key)
    run.after(deed.verb, by=deed.by, record=record, **deed.data)
    return record


def _compose(deed, kind, now) -> list[Paper]:
    if kind.per_unit and hasattr(deed.run, "unit_papers"):
        return deed.run.unit_papers(kind, by=deed.by, on=now)
    unit = getattr(deed.run, "unit", None)
    return [issue.compose(deed.run, kind, by=deed.by, on=now, unit=unit)]


def _record(deed, *, origin, since, papers, row=None, on=None, sentence="", round_=None) -> Entry:
    run = deed.run
    on = on or tanggal.now()
    extra = {"papers": [[p.kind_key, p.nomor, p.revision, p.data_hash] for p in papers]}
    if deed.verb == RETURN:
        extra["items"] = deed.data.get("named", [])
    return write_note(
        Kind.ACT,
        instansi=run.instansi,
        by=deed.by,
        obj=run,
        case_id=run.case.pk,
        version=run.version,
        verb=deed.verb,
        origin=origin,
        target=run.at,
        round=round_ or run.round,
        sentence=sentence,
        minutes=_minutes(run, since, on) if row and run.at != origin else None,
        standard=row.time if row else "",
        since=since,
        key=deed.key,
        note=deed.note,
        data=extra,
        on=on,
    )


def _minutes(run, since, on):
    from .calendar import calendar_of

    return worked(calendar_of(run.instansi), since, on)


def _carry(run, by):
    """When the last child is done, the door closes the parent's carried row, by the same person."""
    if not run.finished or run.parent is None:
        return
    parent = run.parent
    here = parent.step
    if here and here.carried_by:
        children = list(getattr(parent, here.carried_by).all())
        if children and all(c.finished for c in children):
            _move(Deed(parent, here.key, by, "", "", {}))
            _carry(parent, by)


def reopen(child, *, by, note, to):
    """Open a finished child again: called by the parent's return alone, inside its act."""
    child = _locked(child)
    _move(Deed(child, REOPEN, by, note, "", {}), to=to)
    return child


def _named(roles):
    return " atau ".join(str(r.label) for r in roles)


def _first_deed(run):
    from .sentences import deed_in_words

    return deed_in_words(Entry.objects.of(run).first(), run)


def _what_happened(run, last):
    from .sentences import deed_in_words

    if last is None:
        return f"{run} belum sampai pada langkah ini."
    return f"{run} berubah sejak halaman ini dibuka. {deed_in_words(last, run)}"


__all__ = ["FINISHED", "Blocked", "Conflict", "Refused", "begin", "perform", "reopen", "write"]
