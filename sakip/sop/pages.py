"""The pages every procedure shares: a run with its rows, one row's own page, an act beside them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.functional import SimpleLazyObject

from sakip.lib import tanggal
from sakip.lib.once import keep
from sakip.papers.issue import issued_of
from sakip.people.models import Role
from sakip.people.offices import any_office
from sakip.trail.models import Entry

from . import access
from .blockers import blockers_of, every_file_is_made, refusals, unmade
from .doors import act, barred, capacities, conflict_page, find_run, form_key, overtaken, sent_once
from .drafts import Draft
from .models import Reading
from .perform import Blocked, Conflict, write
from .rail import papers_of, rail
from .step import RETURN


@any_office
def proses(request, jenis, pk):
    """One run: its rows as in the SOP, the form of the waiting row for who may fill it."""
    run = find_run(request, jenis, pk)
    keep(run)
    rows = rail(run, request.offices)
    return render(
        request,
        "sop/proses.html",
        {
            "run": run,
            "jenis": jenis,
            "rows": rows,
            "papers": papers_of(run, request.offices),
            "history": Entry.objects.filter(instansi=run.instansi, case_id=run.pk)
            .filter(object_label__startswith=run._meta.app_label)
            .select_related("user")
            .order_by("-number")[:8],
            "acts": possible_acts(request, run),
            "corrections": run.corrections.all(),
            **work_of(request, run),
            **run.overview(request.offices),
        },
    )


def possible_acts(request, run):
    """Acts beside the rows that this person may do now and that nothing stands in the way of."""
    mine = [a for a in run.acts.values() if capacities(request, run, a.key)]
    return [a for a in mine if not refusals(run, a)]


def work_of(request, run, *, forms=None, reasons=()) -> dict:
    """The working part of the waiting row: its papers' forms, what stands in the way, the button."""
    here = run.step
    if here is None or here.carried_by:
        return {}
    fitting = capacities(request, run, here.key)
    editing = [o for o in request.offices if access.may(o, "E", run, here.key)]
    if not fitting and not editing and not barred(request, run, here.key):
        return {}
    by = (fitting or editing or [None])[0]
    return {
        "here": here,
        "drafts": forms or draft_forms(run, by),
        "capacities": fitting,
        "barred": barred(request, run, here.key),
        "may_perform": bool(fitting),
        "blockers": blockers_of(run, here.key, by=by) if fitting else [],
        "reasons": reasons,
        "kelengkapan": SimpleLazyObject(lambda: supplies(run, here)),  # few pages show it
        "seen": run.seen(),
        "key": form_key(),
        "body": body_of(run, here.key),
        **run.page(here.key, request),
    }


def draft_forms(run, by) -> list:
    """(draft, form) of every paper the waiting row gives and people write."""
    found = []
    for kind in run.step.gives:
        if kind in run.drafts:
            draft = Draft(run, kind)
            found.append((draft, run.drafts[kind].of(run, kind, draft.paper, by=by)))
    return found


def supplies(run, row) -> list[tuple]:
    """(kind, its paper or None) of what the row needs from this run."""
    return [
        (kind, None if kind.blank else issued_of(run, kind).first())
        for kind in row.needs
        if not kind.item
    ]


def body_of(run, key) -> str:
    """The template of what is particular to this row, if it has one."""
    name = f"{run._meta.app_label}/langkah/{key}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name


@any_office
def langkah(request, jenis, pk, key):
    """One row's own page; it answers 404 to whom the matrix does not show it."""
    run = find_run(request, jenis, pk)
    try:
        row = run.row(key)
    except KeyError:
        raise Http404 from None
    ways = access.sees(request.offices, run, key)
    if not ways and not (run.at == key and capacities(request, run, key)):
        raise Http404
    if request.method == "POST":
        return submit(request, run, row)
    mark_read(request, run, key)
    return step_page(request, run, row, ways)


def step_page(request, run, row, ways, *, status=200, **work):
    keep(run)
    waiting = run.at == row.key
    shown = {"V", "rows"} & ways
    return render(
        request,
        "sop/langkah.html",
        {
            "run": run,
            "row": row,
            "ways": ways,
            "waiting": waiting,
            "shown": shown,
            "papers": [p for p in papers_of(run, request.offices) if run.row_of(p) == row.key],
            "unmade": files_to_come(request, run, row) if waiting else [],
            "records": Entry.objects.of(run).filter(origin=row.key).select_related("user"),
            "body": body_of(run, row.key) if shown else "",
            **(run.page(row.key, request) if shown else {}),
            **(work_of(request, run, **work) if waiting else {}),
        },
        status=status,
    )


def files_to_come(request, run, row) -> list:
    """Papers without their file, where the waiting row waits for files."""
    if every_file_is_made not in row.when:
        return []
    return [p for p in unmade(run) if access.opens(request.offices, run, p)]


@sent_once
def submit(request, run, row):
    """Save what was written on this row; and where a verb was pressed, do it."""
    verb = request.POST.get("verb", "")
    if overtaken(request, run, row, deciding=bool(verb)):
        return conflict_page(request, Conflict(run), run.get_absolute_url())
    ways = access.sees(request.offices, run, row.key)
    try:
        forms = save_drafts(request, run, row)
        data = run.read_act(verb, request.POST) if verb else {}
    except Conflict as conflict:
        return conflict_page(request, conflict, run.get_absolute_url())
    except (Blocked, ValidationError) as fault:
        reasons = fault.reasons if isinstance(fault, Blocked) else fault.messages
        return step_page(request, run, row, ways, reasons=reasons)
    if not verb:
        messages.success(request, "Tersimpan.")
        return redirect(request.path)
    if verb not in (row.key, RETURN):
        raise Http404
    try:
        return act(request, run, verb, **data)
    except Blocked as blocked:
        return step_page(request, run, row, ways, forms=forms, reasons=blocked.reasons)


def save_drafts(request, run, row) -> list:
    """Write every draft on the page through its door; the drafts as they stand afterwards."""
    writers = [
        o
        for o in request.offices
        if access.may(o, "E", run, row.key) or (o.role in row.roles and o.of(run))
    ]
    found = []
    for kind in row.gives:
        if kind not in run.drafts or f"seen-{kind.key}" not in request.POST:
            continue
        if not writers:
            raise PermissionDenied("Isi langkah ini tidak dapat Anda ubah.")
        draft = Draft(run, kind)
        form = run.drafts[kind](run, kind, request.POST, request.FILES, by=writers[0])
        isi = form.raw()
        if isi != draft.paper.data.get("isi"):
            seen = request.POST[f"seen-{kind.key}"]
            write(draft, by=writers[0], seen=seen, isi=isi)
        draft = Draft(run, kind)
        found.append((draft, run.drafts[kind].of(run, kind, draft.paper, by=writers[0])))
    return found


def mark_read(request, run, key):
    """That the Sekretaris has opened a waiting report; a mark of reading, nothing more."""
    if run.at != key:
        return
    for office in capacities(request, run, key):
        Reading.objects.get_or_create(
            instansi=run.instansi,
            run_label=run.label,
            run_id=run.pk,
            version=run.version,
            by=office,
            defaults={"on": tanggal.now()},
        )


@any_office
def tindakan(request, jenis, pk, verb):
    """An act beside the rows: a page that says what will happen, and its button."""
    run = find_run(request, jenis, pk)
    return act_page(request, run, verb)


def act_page(request, run, verb, *, template="sop/tindakan.html", extra=None):
    found = run.acts.get(verb)
    if found is None or not any(o.role in found.roles for o in request.offices):
        raise Http404
    if request.method == "POST":
        return submit_act(request, run, found, template, extra)
    if not capacities(request, run, verb):
        return conflict_page(request, Conflict(run), run.get_absolute_url())
    extra = {**(extra or {}), "blocked": refusals(run, found)}
    return show_act(request, run, found, template, extra)


@sent_once
def submit_act(request, run, found, template, extra):
    """Do the act; or its page again, with what was typed and what stands in the way."""
    try:
        return act(request, run, found.key, **run.read_act(found.key, request.POST))
    except Blocked as blocked:
        reasons = blocked.reasons
    except ValidationError as fault:
        reasons = fault.messages
    return show_act(request, run, found, template, extra, reasons)


def show_act(request, run, found, template, extra, reasons=()):
    return render(
        request,
        template,
        {
            "run": run,
            "act": found,
            "reasons": reasons,
            "note": request.POST.get("catatan", ""),
            "capacities": capacities(request, run, found.key),
            "seen": run.seen(),
            "key": form_key(),
            "posted": request.POST,
            **(extra or {}),
        },
    )


@any_office
def riwayat(request, jenis, pk):
    """The whole log of one run, in sentences."""
    run = find_run(request, jenis, pk)
    entries = (
        Entry.objects.filter(instansi=run.instansi, case_id=run.pk)
        .filter(object_label__in=labels_of(run))
        .select_related("user")
        .order_by("number")
    )
    own = {Role.BIDANG, Role.STAF}
    if all(o.role in own for o in request.offices):  # only their own form's lines (matrix 4.3)
        forms = run.own_objects(request.offices)
        entries = [e for e in entries if (e.object_label, e.object_id) in forms]
    return render(request, "sop/riwayat.html", {"run": run, "jenis": jenis, "entries": entries})


def labels_of(run) -> list[str]:
    carried = [s.carried_by for s in run.sop if s.carried_by]
    children = [run._meta.get_field(name).related_model._meta.label_lower for name in carried]
    return [run.label, *children]
