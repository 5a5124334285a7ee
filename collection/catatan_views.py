"""The page of a form's comments: read by their circle, written, answered, settled and opened again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.people.offices import any_office
from sakip.sop.doors import conflict_page
from sakip.sop.perform import Blocked, Conflict, Refused, write

from . import percakapan
from .catatan import Catatan
from .gates import find_form, reads
from .isian import Isian
from .typed import is_number

DONE = {"selesai": "Catatan diselesaikan.", "buka": "Catatan dibuka kembali."}


@any_office
def catatan(request, pk):
    """Every thread of one form that this person reads; POST adds to them and takes nothing away."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    reasons: list[str] = []
    if request.method == "POST":
        try:
            return add(request, form)
        except Conflict as conflict:
            return conflict_page(request, conflict, f"{form.get_absolute_url()}catatan/")
        except (Catatan.DoesNotExist, Isian.DoesNotExist):
            raise Http404 from None
        except Blocked as blocked:
            reasons = blocked.reasons
    return render(
        request,
        "collection/catatan.html",
        {
            "form": form,
            "run": form.run,
            "reasons": reasons,
            "tulisan": request.POST,
            **percakapan.context(request, form, isian=_of(request, form)),
        },
        status=422 if reasons else 200,
    )


def _of(request, form) -> Isian | None:
    """The one value the page is about, where its address names one."""
    asked = request.POST.get("isian") or request.GET.get("isian", "")
    if not is_number(asked):
        return None
    isian = form.isian.filter(pk=asked).first()
    if isian:
        isian.formulir = form
    return isian


def add(request, form):
    """One comment, answer or settlement through the door; then back to where it stands."""
    place, said = percakapan.posted(form, request.offices, request.POST)
    writers = percakapan.may_comment(request.offices, form)
    if not writers:
        if form.run.past("analisa"):
            raise Blocked([place.closed(None)])
        raise PermissionDenied("Pada langkah ini Anda membaca catatan, tidak menulisnya.")
    named = request.POST.get("by", "")
    by = next((o for o in writers if str(o.pk) == named), writers[0])
    seen = request.POST.get("seen", "") if place.induk else "0"
    try:
        written = write(place, by=by, seen=seen, **said)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from None
    except Conflict:  # with oneself, where the same was sent before
        if (written := place.done_before(by, **said)) is None:
            raise
    messages.success(request, DONE.get(request.POST.get("aksi", ""), "Catatan tersimpan."))
    root = place.induk.pk if place.induk else written.pk
    return redirect(f"{_back(place, form)}#catatan-{root}")


def _back(place, form) -> str:
    if place.isian is not None:
        return f"{form.get_absolute_url()}isian/{place.isian.pk}/"
    return f"{form.get_absolute_url()}catatan/"
