"""The page of one Tindak Lanjut: its unit reports, the Sekretaris verifies or gives it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.people.offices import any_office
from sakip.sop.doors import TWICE, conflict_page, find
from sakip.sop.perform import Blocked, Conflict, write

from .forms import LaporanForm, PutusanForm
from .look import deadline_words, state_badge
from .seeing import ADDRESSED, WHOLE, sees_order, way
from .tindak import TindakLanjut

DONE = {
    "lapor": "Tindak lanjut dilaporkan. Sekretaris memeriksanya.",
    "terima": "Tindak lanjut diverifikasi dan selesai.",
    "kembalikan": "Dikembalikan. Catatan Anda tampil bagi yang mengerjakannya.",
}


@any_office
def tindak_lanjut(request, pk):
    order = _find(request, pk)
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        if deed == "lapor":
            return _report(request, order)
        if deed in ("terima", "kembalikan"):
            return _judge(request, order)
        raise Http404
    return _page(request, order)


def _find(request, pk) -> TindakLanjut:
    order = find(
        request, TindakLanjut, pk, "instansi", "unit", "berkas", "lembar", "dilaporkan_oleh__user"
    )
    if not sees_order(request.offices, order):
        raise Http404
    return order


def _report(request, order):
    form = LaporanForm(order, request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, order, report=form)
    return _through(request, order, "lapor", form, **form.fields_of_order())


def _judge(request, order):
    form = PutusanForm(request.POST)
    if not form.is_valid():
        return _page(request, order, judge=form)
    deed, catatan = form.cleaned_data["deed"], form.cleaned_data["catatan"]
    return _through(request, order, deed, form, catatan=catatan)


def _through(request, order, deed, form, **fields):
    """Through the door, and on; or the page again with all that was typed.

    What this person did a moment ago, word for word, is told and not done again.
    """
    by, stop = _by(request, order, deed), None
    try:
        if not (twice := order.repeats(by, deed=deed, **fields)):
            write(order, by=by, seen=request.POST.get("seen", ""), deed=deed, **fields)
    except (Blocked, Conflict) as found:
        stop, twice = found, order.fresh().repeats(by, deed=deed, **fields)
    if stop and not twice:
        return _stopped(request, order, deed, form, stop)
    messages.success(request, f"{DONE[deed]} {TWICE}" if twice else DONE[deed])
    return redirect(order.get_absolute_url())


def _stopped(request, order, deed, form, stop):
    if isinstance(stop, Conflict):
        return conflict_page(request, stop, order.get_absolute_url())
    shown = {"report" if deed == "lapor" else "judge": form}
    return _page(request, order, reasons=stop.reasons, **shown)


def _doers(request, order):
    return [o for o in request.offices if order.belongs_to(o)]


def _verifiers(request, order):
    return [o for o in request.offices if order.verified_by(o)]


def _by(request, order, deed):
    fitting = _doers(request, order) if deed == "lapor" else _verifiers(request, order)
    return (fitting or request.offices)[0]


def _page(request, order, *, report=None, judge=None, reasons=()):
    doing = bool(_doers(request, order)) and order.status != order.Status.SELESAI
    reported = order.status == order.Status.DITINDAKLANJUTI
    sheet = order.lembar
    if report is not None:
        report.kept_file = report.kept
    return render(
        request,
        "disposition/tindak_lanjut.html",
        {
            "order": order,
            "run": order.holder,
            "badge": state_badge(order, request.instansi),
            "deadline": deadline_words(order, request.instansi),
            "sheet": sheet if sheet and way(request.offices, sheet) in (WHOLE, ADDRESSED) else None,
            "reasons": reasons,
            "seen": request.POST.get("seen") or order.seen(),
            "report": (report or _fresh_report(request, order)) if doing else None,
            "judge": (judge or PutusanForm()) if reported and _verifiers(request, order) else None,
        },
    )


def _fresh_report(request, order):
    form = LaporanForm(
        order,
        request.user,
        initial={
            "laporan": order.laporan,
            "berkas_id": order.berkas_id,
            "tautan": order.tautan,
        },
    )
    form.kept_file = order.berkas
    return form


@any_office
def bukti(request, pk):
    """The file that was handed in as evidence."""
    from sakip.papers.files import serve

    order = _find(request, pk)
    if order.berkas is None:
        raise Http404
    return serve(request, order.berkas)
