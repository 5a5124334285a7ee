"""The sheet's own page: the Sekretaris presents, the Kepala writes his disposition, units read theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.papers import kinds as naskah
from sakip.papers.models import Paper
from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import acting, capacities, conflict_page, find, form_key, sent_once
from sakip.sop.pages import possible_acts
from sakip.sop.perform import Blocked, Conflict, perform, write
from sakip.trail.models import Entry

from .forms import DisposisiForm, SajianForm
from .lembar import LembarDisposisi
from .naskah import report_of, subject
from .seeing import ADDRESSED, WHOLE, orders, way
from .words import HARAP, PERBAIKI, SIFAT_LOOK

DONE = {
    "sajikan": "Laporan disajikan. Giliran berikutnya: Kepala Badan.",
    "disposisi": "Disposisi ditetapkan. Yang ditunjuk menerima tugasnya.",
}


@any_office
def lembar(request, pk):
    """One sheet: read by whom the matrix names, written by whose turn it is."""
    sheet, how = _find(request, pk)
    if request.method == "POST":
        return _submit(request, sheet, how)
    return _page(request, sheet, how)


def _find(request, pk):
    sheet = find(request, LembarDisposisi, pk, "instansi")
    how = way(request.offices, sheet)
    if how not in (WHOLE, ADDRESSED):
        raise Http404
    return sheet, how


# -- acts ------------------------------------------------------------------------------------


@sent_once
def _submit(request, sheet, how):
    verb = request.POST.get("verb", "")
    if verb == "disposisi":
        return _dispose(request, sheet, how)
    if verb in ("", "sajikan"):
        return _present(request, sheet, how, verb)
    raise Http404


def _present(request, sheet, how, verb):
    """Keep what the Sekretaris wrote; and where the button was pressed, lay it before the Kepala."""
    form, seen = SajianForm(request.POST), request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, sheet, how, form=form, seen=seen)
    try:
        seen = _write(request, sheet, seen, form.cleaned_data)
        if verb:
            _perform(request, sheet, verb, seen)
        else:
            messages.success(request, "Tersimpan.")
    except Blocked as blocked:
        return _page(request, sheet, how, form=form, reasons=blocked.reasons, seen=seen)
    except Conflict as conflict:
        return conflict_page(request, conflict, sheet.get_absolute_url())
    return redirect(sheet.get_absolute_url())


def _write(request, sheet, seen, said) -> str:
    """Through the door where something differs; the mark of what then stands on the sheet."""
    if sheet.at != "sajikan" or all(getattr(sheet, k) == v for k, v in said.items()):
        return seen
    return write(sheet, by=acting(request, sheet, "sajikan"), seen=seen, **said).seen()


def _dispose(request, sheet, how):
    form, seen = DisposisiForm(sheet.instansi, request.POST), request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, sheet, how, form=form, seen=seen)
    try:
        _perform(request, sheet, "disposisi", seen, isi=form.isi())
    except Blocked as blocked:
        return _page(request, sheet, how, form=form, reasons=blocked.reasons, seen=seen)
    except Conflict as conflict:
        return conflict_page(request, conflict, sheet.get_absolute_url())
    return redirect(sheet.get_absolute_url())


def _perform(request, sheet, verb, seen, **data):
    by, key = acting(request, sheet, verb), request.POST.get("key", "")
    perform(sheet, verb, by=by, seen=seen, key=key, **data)
    messages.success(request, DONE[verb])


# -- the page --------------------------------------------------------------------------------


def _page(request, sheet, how, *, form=None, reasons=(), seen=""):
    """The sheet; after a refusal with all that was typed, and with the mark it was typed on."""
    run = sheet.case
    turn = sheet.step.key if sheet.step else ""
    mine = capacities(request, sheet, turn) if turn else []
    told = run.ringkasan() if how == WHOLE and hasattr(run, "ringkasan") else {}
    if mine and form is None:
        form = _fresh_form(sheet, turn, told)
    return render(
        request,
        "disposition/lembar.html",
        {
            "sheet": sheet,
            "run": run,
            "row": sheet.carried_row,
            "whole": how == WHOLE,
            "subject": subject(run),
            "report": report_of(run),
            "told": told,
            "turn": turn if mine else "",
            "form": form if mine else None,
            "reasons": reasons,
            "capacities": mine,
            "seen": seen or sheet.seen(),
            "key": form_key(),
            "look": SIFAT_LOOK.get(sheet.sifat),
            "attachments": attachments(request.offices, sheet),
            "records": {e.verb: e for e in Entry.objects.of(sheet).select_related("user")},
            **decision(request, sheet),
        },
    )


def _fresh_form(sheet, turn, told):
    if turn == "disposisi":
        return DisposisiForm(sheet.instansi)
    return SajianForm(
        initial={
            "sifat": sheet.sifat,
            "agenda": sheet.agenda,
            "ringkasan": sheet.ringkasan or shortest(told.get("kalimat", "")),
        }
    )


def shortest(text: str) -> str:
    """The run's own sentences, as many as the summary takes."""
    from .words import LONGEST_SUMMARY

    while len(text) > LONGEST_SUMMARY:
        text = text[: text.rstrip(".").rfind(". ") + 1] if ". " in text else text[:LONGEST_SUMMARY]
    return text


def decision(request, sheet) -> dict:
    """What the Kepala decided, and what has come of it, as far as this person sees it."""
    if not sheet.finished:
        return {}
    mine = orders(request.instansi, request.offices).filter(lembar=sheet)
    corrects = PERBAIKI in sheet.isi["harap"] and any(
        a.key == "koreksi" for a in possible_acts(request, sheet.case)
    )
    return {
        "asked": [label for code, label in HARAP if code in sheet.isi["harap"]],
        "orders": mine.select_related("unit", "instansi"),
        "may_correct": corrects,
    }


# -- attachments -----------------------------------------------------------------------------


def attachments(offices, sheet) -> list[Paper]:
    """The papers laid before the Kepala with the sheet: what its row needs and gives.

    Who downloads the documents of that row (D of the matrix) has all of these, whichever row
    made them: the report and its rekapitulasi are read here.
    """
    run = sheet.case
    if not any(access.may(o, "D", run, sheet.row_key) for o in offices):
        return []
    row = sheet.carried_row
    wanted = {k.key for k in (*row.needs, *row.gives, *_annexed(run))}
    found = Paper.objects.filter(
        instansi_id=run.instansi_id,
        case_label=run.label,
        case_id=run.pk,
        kind_key__in=wanted,
        status=Paper.ISSUED,
        superseded=False,
    )
    return list(found.defer("data").order_by("issued_at", "pk"))


def _annexed(run):
    recaps = (naskah.REKAPITULASI_PENGUMPULAN, naskah.REKAPITULASI_PENGUKURAN)
    return [k for s in run.sop for k in s.gives if k in recaps]


@any_office
def lampiran(request, pk, paper):
    """One of these papers' files."""
    from sakip.papers.files import serve

    sheet, _ = _find(request, pk)
    found = next((p for p in attachments(request.offices, sheet) if p.pk == paper), None)
    if found is None:
        raise Http404
    if not found.file:
        return render(request, "sop/naskah.html", {"paper": found})
    return serve(request, found)
