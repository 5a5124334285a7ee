"""The working pages of SOP 9.2: methodology, worksheet, recap, report and analysis.

They stand at the addresses of their rows, in place of the general page of a row, and go through
the same two doors: first what was written in single rows, then the papers' drafts, then the act.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.lib.templatetags.sakip import long_texts
from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import act, capacities, conflict_page, find, overtaken, sent_once
from sakip.sop.pages import mark_read, save_drafts, work_of
from sakip.sop.perform import Blocked, Conflict, write
from sakip.sop.rail import papers_of
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

from . import pages, review, rules
from .draw import Kamus
from .forms import CatatanForm, JawabanForm, MetodeForm, RencanaForm
from .hasil import SMART
from .pengukuran import Pengukuran
from .snapshot import plans
from .work import methods, results

DRAW, TICK = "ambil_ulang", "tandai"
# Which rows' forms a page of the sheet takes: the plan is also finished on the report's page.
CONTENT = {
    "metodologi": [(MetodeForm, methods)],
    "pengukuran": [(CatatanForm, results)],
    "rekap": [(RencanaForm, plans)],
    "laporan": [(RencanaForm, plans)],
    "analisa": [],
}


@any_office
def langkah(request, pk, key):
    """One row of a measurement; it answers 404 to whom the matrix does not show it."""
    run = find(request, Pengukuran, pk, "instansi", "dasar")
    row = run.row(key)
    ways = access.sees(request.offices, run, key)
    if not ways and not (run.at == key and capacities(request, run, key)):
        raise Http404
    if request.method == "POST":
        return submit(request, run, row)
    mark_read(request, run, key)
    return step_page(request, run, row)


def step_page(request, run, row, *, faulty=(), **work):
    """The page of `row`; `faulty` are row forms that could not be taken, as they were typed."""
    key, units = row.key, pages.shown_rows(run, row.key, request.offices)
    waiting = run.at == key
    context = {
        "run": run,
        "row": row,
        "waiting": waiting,
        "typed": long_texts(request.POST) if faulty else [],
        "own_buttons": key == "analisa",
        "shown": units is not None and run.reached(key),
        "tabs": pages.tabs(run, key, request.offices),
        "papers": [p for p in papers_of(run, request.offices) if run.row_of(p) == key],
        "records": Entry.objects.of(run).filter(origin=key).select_related("user"),
        **(work_of(request, run, **work) if waiting else {}),
    }
    if context["shown"]:
        context |= shown(run, key, request, units, faulty)
    return render(request, f"measurement/{key}.html", context)


def shown(run, key, request, units, faulty) -> dict:
    """The content of a row's page for people who see it."""
    parts = {
        "metodologi": pages.methodology,
        "pengukuran": pages.worksheet,
        "rekap": pages.recap,
        "laporan": review.report,
        "analisa": review.analysis,
    }[key](run, request, units)
    writes = bool(writers(request, run, key)) and not units
    if key in ("rekap", "laporan"):
        parts["rencana"] = plan_forms(run, faulty, writes)
    if key == "pengukuran" and writes:
        parts["remark"] = remark_form(run, parts["chosen"])
        parts["another_promise"] = list(rules.the_same_promise(run))
    if not units:
        parts["kembali"] = review.returned(run)
        parts["jawaban"] = [JawabanForm(b) for b in waiting_answers(run)] if writes else []
    return parts | {"writes": writes}


def plan_forms(run, faulty, writes) -> list:
    """The plan rows as forms while they can be written; as they were typed where there are faults."""
    typed = {f.row.pk: f for f in faulty if isinstance(f, RencanaForm)}
    if run.at in ("rekap", "laporan") and writes:
        return [typed.get(row.pk) or RencanaForm(row) for row in plans(run)]
    return []


def remark_form(run, chosen):
    """The remark beside the trace, where its row is open."""
    found = results(run).filter(pk=chosen["id"], terbuka=True).first() if chosen else None
    return CatatanForm(found) if found else None


def waiting_answers(run):
    if run.at not in ("metodologi", "pengukuran", "rekap", "laporan"):
        return []
    return run.butir.filter(jawaban="").select_related("hasil__metode", "pengembalian")


def writers(request, run, key) -> list:
    """The offices of this person that write on the waiting row `key`."""
    row = run.row(key)
    return [
        o
        for o in request.offices
        if run.at == key
        and (access.may(o, "E", run, key) or (o.role in row.roles and o.of(run)))
        and o.instansi_id == run.instansi_id
    ]


# -- writing and acting -----------------------------------------------------------------------


@sent_once
def submit(request, run, row):
    """What was written in single rows, then the drafts, then the verb, if one was pressed."""
    verb = request.POST.get("verb", "")
    if overtaken(request, run, row, deciding=bool(verb)):
        return conflict_page(request, Conflict(run), request.path)
    try:
        if faulty := write_rows(request, run, row.key):
            reasons = [fault for form in faulty for fault in form.fault_sentences()]
            return step_page(request, run, row, faulty=faulty, reasons=reasons)
        forms = save_drafts(request, run, row)
        data = run.read_act(verb, request.POST) if verb else {}
    except Conflict as conflict:
        return conflict_page(request, conflict, request.path)
    except (Blocked, ValidationError) as fault:
        reasons = fault.reasons if isinstance(fault, Blocked) else fault.messages
        return step_page(request, run, row, reasons=reasons)
    if not verb:
        messages.success(request, "Tersimpan.")
        return redirect(request.get_full_path())
    if verb not in (row.key, RETURN):
        raise Http404
    try:
        return act(request, run, verb, **data)
    except Blocked as blocked:
        return step_page(request, run, row, forms=forms, reasons=blocked.reasons)


def write_rows(request, run, key) -> list:
    """Write every posted row that was changed; the forms that could not be read, if any.

    Where the page was current before, it is so afterwards: its own writing is no conflict.
    """
    forms = [
        kind(row, request.POST)
        for kind, rows in [*CONTENT[key], (JawabanForm, waiting_answers)]
        for row in rows(run)
        if kind.posted(row, request.POST)
    ]
    asked = request.POST.get("lakukan", "")
    if not forms and not asked:
        return []
    by = next(iter(writers(request, run, key)), None)
    if by is None:
        raise PermissionDenied("Isi langkah ini tidak dapat Anda ubah.")
    faulty = [form for form in forms if not form.is_valid()]
    if faulty:
        return forms
    current = request.POST.get("seen") == run.seen()
    with transaction.atomic():  # all of the page, or nothing of it
        for form in forms:
            form.write_by(by)
        if key == "metodologi":
            at_methodology(run, by, asked)
    if current:
        request.POST = request.POST.copy()
        request.POST["seen"] = run.seen()
    return []


def at_methodology(run, by, asked) -> None:
    """The two buttons over all methods: drawing them anew, and yes to all five questions."""
    if asked == DRAW:
        kamus = Kamus(run)
        write(kamus, by=by, seen=kamus.seen())
    elif asked == TICK:
        for metode in methods(run).filter(ditetapkan=False):
            if metode.open_questions:
                write(metode, by=by, seen=metode.seen(), smart=dict.fromkeys(SMART, True))
