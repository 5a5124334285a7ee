"""The pages of rows 7, 8 and 10: the units' forms, the recap and the analysis with its verdicts.

They stand at the addresses of their rows in place of the general page of a row, and go through the
same doors: first the drafts (marks among them), then the act.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sakip.lib import tanggal
from sakip.lib.once import keep
from sakip.papers import kinds as naskah
from sakip.papers.models import Paper
from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import act, capacities, find, overtaken, sent_once
from sakip.sop.drafts import Draft
from sakip.sop.pages import draft_forms, mark_read, save_drafts, work_of
from sakip.sop.perform import Blocked, Conflict, write
from sakip.sop.rail import issued_papers, papers_of
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

from .akibat import consequences
from .moved import moved_on
from .pengumpulan import Pengumpulan
from .review import Review
from .steps import deputies, filling
from .tanda import KINDS, MarksWidget, accept_answers, marks_of, taken_up

TERIMA_TETAP = "terima-tetap"
REPORTS = {"rekap": naskah.FORMULIR_TERISI, "analisa": naskah.DRAFT_LAPORAN_PENGUMPULAN}


@any_office
def langkah(request, pk, key):
    """Row 7, 8 or 10; it answers 404 to whom the matrix does not show it."""
    run = find(request, Pengumpulan, pk, "instansi")
    row = run.row(key)
    ways = access.sees(request.offices, run, key)
    if not ways and not (run.at == key and capacities(request, run, key)):
        raise Http404
    if request.method == "POST":
        return submit(request, run, row)
    return step_page(request, run, row)


def step_page(request, run, row, *, status=200, **work):
    keep(run)
    key, waiting = row.key, run.at == row.key
    if request.method == "GET":
        mark_read(request, run, key)
    ways = access.sees(request.offices, run, key)
    wide = {"V", "rows", "status"} if key == "pengisian" else {"V", "rows"}
    shown = run.reached(key) and bool(wide & ways)
    context = {
        "run": run,
        "row": row,
        "waiting": waiting,
        "shown": shown,
        "papers": [p for p in papers_of(run, request.offices) if run.row_of(p) == key],
        "records": Entry.objects.of(run).filter(origin=key).select_related("user"),
        **(work_of(request, run, **work) if waiting else {}),
    }
    if waiting and context.get("capacities"):  # on the rail they stand behind a link
        context["drafts"] = work.get("forms") or draft_forms(run, context["capacities"][0])
    if shown and key == "pengisian":
        context |= filling(run, request)
    elif shown:
        context |= content(Review(run, key, request), request) | deputies(run, request.offices)
    return render(request, f"collection/{key}.html", context, status=status)


def content(review, request) -> dict:
    """What both pages show: figures, answers, the list; to who judges, what a decision would do."""
    run = review.run
    found = {
        "review": review,
        "angka": review.figures(),
        "lembar_tanggapan": review.sheet,
        "putaran": review.rounds(),
        "judging": review.judging,
        "dilaporkan": latest(run, REPORTS[review.key]),
        "lembar": latest(run, naskah.LEMBAR_TANGGAPAN),
        "unit_ringkas": review.by_units(),
        "dibuka": tanggal.now(),
        **review.listed(),
    }
    if review.judging:
        found |= decision(review, request)
    if request.method == "GET":
        review.note_seen()
    return found


def decision(review, request) -> dict:
    """What follows from approving and from returning what is marked, as it was typed so far."""
    run, chosen = review.run, consequences(review.run, review.key, review.marks)
    usual = "pengisian" if chosen["marked"] else run.row(review.key).back_to[0]
    return {
        "akibat": chosen,
        "ke": request.POST.get("ke") or usual,
        "arahan": request.POST.get("catatan", ""),
        "tanda_kind": KINDS[review.key],
    }


def latest(run, kind) -> Paper | None:
    """The paper of `kind` of this very run as it was issued last."""
    mine = [p for p in issued_papers(run) if (p.kind_key, p.run_label) == (kind.key, run.label)]
    return mine[-1] if mine else None


@sent_once
def submit(request, run, row):
    """Save the drafts of the row, marks among them; and where a verb was pressed, do it."""
    verb, all_at_once = request.POST.get("verb", ""), request.POST.get("aksi") == TERIMA_TETAP
    if row.carried_by:
        raise Http404
    if overtaken(request, run, row, deciding=bool(verb) or all_at_once):
        return moved_on(request, run, Conflict(run), request.path)
    try:
        forms = save_drafts(request, run, row)
        if all_at_once and not verb and row.key == "analisa":
            return accept_unchanged(request, run)
        data = run.read_act(verb, request.POST) if verb else {}
    except Conflict as conflict:
        return moved_on(request, run, conflict, request.path)
    except (Blocked, ValidationError) as fault:
        reasons = fault.reasons if isinstance(fault, Blocked) else fault.messages
        return step_page(request, run, row, reasons=reasons)
    if not verb:
        messages.success(request, "Tersimpan.")
        return redirect(request.get_full_path())
    if verb not in (row.key, RETURN):
        raise Http404
    try:
        return act(request, run, verb, back=run.get_absolute_url(), **data)
    except Blocked as blocked:
        return step_page(request, run, row, forms=forms, reasons=blocked.reasons)


def accept_unchanged(request, run):
    """All at once: every answer whose value, words and evidence stayed as they were."""
    if not (fitting := capacities(request, run, "analisa")):
        raise Http404
    draft = Draft(run, KINDS["analisa"])
    before = marks_of(run, "analisa")["butir"]
    tanda = accept_answers(run, unchanged=True)
    isi = {**draft.paper.data.get("isi", {}), "tanda": tanda}
    write(draft, by=fitting[0], seen=draft.seen(), isi=isi)
    count = sum(pk not in before or before[pk] != said for pk, said in tanda["butir"].items())
    messages.success(request, f"{count} jawaban tanpa perubahan ditandai Terima.")
    return redirect(f"{request.get_full_path()}#tanggapan")


@require_POST
@any_office
def akibat(request, pk, key):
    """What the marks on the page would open and lock, before anything is done; nothing is written."""
    run = find(request, Pengumpulan, pk, "instansi")
    if key not in KINDS or run.at != key or not capacities(request, run, key):
        raise Http404
    keep(run)
    posted = MarksWidget().value_from_datadict(request.POST, {}, f"{KINDS[key].key}-tanda")
    found = consequences(run, key, taken_up(marks_of(run, key), posted))
    return render(request, "collection/bagian/akibat.html", {"akibat": found, "run": run})
