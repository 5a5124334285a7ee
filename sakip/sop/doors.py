"""The two doors as a page uses them: find the run, choose the capacity, act, answer."""

from __future__ import annotations

import uuid
from functools import wraps

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.lib.prepared import Prepared
from sakip.lib.templatetags.sakip import long_texts
from sakip.people.models import Role
from sakip.trail.models import Entry

from .perform import Blocked, Conflict, by_key, lock, perform, roles_for
from .procedure import Procedure, Run
from .sentences import deed_in_words
from .step import FINISHED, RETURN

TWICE = "Sudah dikirim sebelumnya; tidak ada yang dilakukan dua kali."


def runs() -> dict[str, type[Run]]:
    """The topmost procedures by the word their addresses use: pengumpulan, pengukuran."""
    return {m._meta.model_name: m for m in apps.get_models() if issubclass(m, Run)}


def find_run(request, jenis: str, pk: int) -> Run:
    """The run of this address in the instansi one is in; 404 for anything else."""
    model = runs().get(jenis)
    if model is None:
        raise Http404
    return find(request, model, pk)


def find(request, model, pk: int, *related: str):
    """One object of the instansi one is in, for people who hold an office there; else 404."""
    if request.instansi is None or not request.offices or pk > BigIntegerField.MAX_BIGINT:
        raise Http404
    found = _FOUND.objects((model, related), instansi=request.instansi.pk, pk=pk)
    if not found:
        raise Http404
    return found[0]


def _one(marks, shape):
    model, related = shape
    here = model.objects.filter(instansi=marks.one("instansi"), pk=marks.one("pk"))
    return here.order_by().select_related(*related)


_FOUND = Prepared(_one)


def capacities(request, run: Procedure, verb: str) -> list:
    """The offices of this person that may do `verb` on `run` now."""
    roles = roles_for(run, verb) or ()
    return [
        o
        for o in request.offices
        if o.instansi_id == run.instansi_id
        and o.role in roles
        and run.of_unit(o)
        and o.of(run)
        and not run.own_work(o, verb)
    ]


def barred(request, run: Procedure, verb: str) -> str:
    """Why somebody who holds the right office still may not ("" = nothing of that kind)."""
    roles = roles_for(run, verb) or ()
    mine = [o for o in request.offices if o.role in roles and run.of_unit(o) and o.of(run)]
    said = [run.own_work(o, verb) for o in mine]
    return said[0] if said and all(said) else ""


def acting(request, run: Procedure, verb: str):
    """The office in which this person acts: the one the form names, else the first that fits."""
    fitting = capacities(request, run, verb)
    named = request.POST.get("by", "")
    for office in fitting:
        if str(office.pk) == named:
            return office
    if fitting:
        return fitting[0]
    return next((o for o in request.offices if o.role != Role.ADMIN), request.offices[0])


def form_key() -> str:
    return uuid.uuid4().hex


def done_before(request, run: Procedure) -> Entry | None:
    """The Record of this very form of this person, where it was sent already and did its deed."""
    record = by_key(run.instansi_id, request.POST.get("key", ""))
    mine = record and (record.user_id, record.object_label, record.object_id)
    return record if mine == (request.user.pk, run.label, run.pk) else None


def sent_once(submit):
    """submit(request, run, ...) for a form that may come twice, even twice at the same moment.

    Under the lock of the case, so that a double click finds its first one wholly done: the second
    is then told so. What a refused act had saved before stays saved.
    """

    @wraps(submit)
    def sent(request, run, *args, **kwargs):
        with transaction.atomic():
            run.as_locked = lock(run)
            if record := done_before(request, run):
                messages.info(request, f"{TWICE} {deed_in_words(record, run.case)}")
                return redirect(run.get_absolute_url())
            try:
                return submit(request, run, *args, **kwargs)
            except PermissionDenied as refusal:
                refused = refusal
        raise refused

    return sent


def act(request, run: Procedure, verb: str, *, back: str = "", note: str | None = None, **data):
    """Do `verb` as the posted form says, and answer: on, or the page that says what happened.

    Blocked goes on to the caller, whose page keeps what was typed; Refused becomes 403.
    """
    by = acting(request, run, verb)
    try:
        record = perform(
            run,
            verb,
            by=by,
            seen=request.POST.get("seen", ""),
            key=request.POST.get("key", ""),
            note=request.POST.get("catatan", "") if note is None else note,
            **data,
        )
    except Conflict as conflict:
        return conflict_page(request, conflict, back or run.get_absolute_url())
    messages.success(request, done_words(run, record))
    return redirect(back or run.get_absolute_url())


def done_words(run, record) -> str:
    """What has happened by this Record, and whose turn it is."""
    verb = record.verb
    if verb in run.acts:
        return f"{run.acts[verb].text}: tercatat."
    if verb == RETURN:
        back = run.row(record.target)
        return f"Dikembalikan ke langkah {back.number}. Giliran: {back.actors}."
    row = run.row(verb)
    after = None if record.target == FINISHED else run.row(record.target)
    turn = f" Giliran berikutnya: {after.actors}." if after and after.key != verb else ""
    return f"Langkah {row.number} selesai.{turn}"


def overtaken(request, run: Run, row, *, deciding: bool) -> bool:
    """Whether the page of `row` is too old for what it sends; then nothing of it is written.

    Words alone may come from an older page: each draft is held against its own mark. What decides
    holds for what its page showed, so that its drafts are not even saved from an older one; the
    answer gives everything typed back.
    """
    now = run.as_locked  # `run` itself was read before this click waited for another one
    if now.at != row.key:
        return True
    old = now.version != run.version or request.POST.get("seen", "") != run.seen()
    return deciding and old


def conflict_page(request, conflict: Conflict, back: str, *, moved=(), difference=()):
    """409: who did what when, and everything this person typed, so that nothing is lost.

    To who only looks, as after the back button, it says nothing of a submission.

    moved: (what, as the page showed it, as it stands now) of what changed meanwhile. difference:
    (what, as it stands, as typed) of what is too short to be given back as a text.
    """
    sent = request.method == "POST"
    return render(
        request,
        "409.html",
        {
            "headline": "Sudah ada yang mendahului" if sent else "Keadaannya sudah berubah",
            "happened": f"{conflict} Kiriman Anda belum dicatat." if sent else str(conflict),
            "moved": moved,
            "difference": difference,
            "texts": long_texts(request.POST),
            "advice": "Muat ulang halamannya untuk melihat keadaan sekarang.",
            "ways": [("Lihat keadaan sekarang", back)],
        },
        status=409,
    )


def reasons_of(error: Blocked) -> list[str]:
    return error.reasons
