"""The page of Periksa isian: every finding with the way to its cell, and the answers to warnings."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from sakip.people.offices import any_office
from sakip.sop.doors import conflict_page
from sakip.sop.perform import Blocked, Conflict, lock

from .form_page import PAGE
from .form_rules import every_butir_is_answered
from .gates import find_form, reads, writer
from .periksa import LONGEST, SHORTEST, Temuan, answer_to, findings
from .typed import is_number

MOVED = "Peringatan ini berubah sejak halaman dibuka. Baca lagi, lalu simpan jawabannya."
BELOW = ("al", "ha", "du", "re", "bk")  # inputs that stand in the row of texts below


@any_office
def periksa(request, pk):
    """GET: what the rules find. POST: the answers to warnings, each through the door."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    if request.method != "POST":
        return page(request, form, findings(form))
    by = writer(request, form)
    if by is None:
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    try:
        kept, faults = take(request, form, by)
    except (Conflict, Blocked) as stop:
        conflict = stop if isinstance(stop, Conflict) else Conflict(form, str(stop))
        return conflict_page(request, conflict, reverse("formulir_periksa", args=[form.pk]))
    if faults:
        status = 409 if MOVED in faults.values() else 422
        return page(request, form, findings(form), faults, status=status)
    if kept:
        messages.success(request, f"{kept} jawaban tersimpan.")
    return redirect("formulir_periksa", form.pk)


@transaction.atomic
def take(request, form, by) -> tuple[int, dict[str, str]]:
    """(how many answers were kept, the slips by the finding's name), under the lock of the case.

    None is kept where one meets another's answer (Conflict, Blocked) or a warning that says
    something else by now: nobody answers what they have not read.
    """
    lock(form)
    warnings = [one for one in findings(form) if not one.blocking]
    faults: dict[str, str] = {}
    kept = sum(_answer(request, one, by, faults) for one in warnings)
    if MOVED in faults.values():
        transaction.set_rollback(True)
    return kept, faults


def _answer(request, found: Temuan, by, faults: dict[str, str]) -> bool:
    """Whether an answer was typed anew and kept; a slip goes into `faults` by the finding's name."""
    said = " ".join(request.POST.get(f"ja-{found.name}", "").split())
    version = request.POST.get(f"jv-{found.name}", "")
    if not said or not is_number(version):
        return False
    if found.answered and found.jawaban and said == found.jawaban.kalimat:
        return False
    if not SHORTEST <= len(said) <= LONGEST:
        faults[found.name] = (
            f"{len(said)} huruf; tulis satu kalimat, {SHORTEST} sampai dengan {LONGEST} huruf."
        )
        return False
    there = found.jawaban.version if found.jawaban else 0
    if int(version) == there and request.POST.get(f"js-{found.name}") != found.sidik:
        faults[found.name] = MOVED
        return False
    answer_to(found, said, by=by, version=int(version))
    return True


def page(request, form, found: list[Temuan], faults=None, status=200):
    order = list(form.isian.values_list("pk", flat=True))
    shown = [
        {
            "temuan": one,
            "url": address(form, one, order),
            "typed": request.POST.get(f"ja-{one.name}", one.jawaban.kalimat if one.jawaban else ""),
            "fault": (faults or {}).get(one.name, ""),
        }
        for one in found
    ]
    unanswered = list(every_butir_is_answered(form)) if form.at in ("isi", "serahkan") else []
    context = {
        "form": form,
        "tanggapan": unanswered,
        "run": form.run,
        "editing": writer(request, form) is not None,
        "menahan": [line for line in shown if line["temuan"].blocking],
        "peringatan": [line for line in shown if not line["temuan"].blocking],
        "menunggu": sum(one.waiting for one in found) + len(unanswered),
    }
    return render(request, "collection/periksa.html", context, status=status)


def address(form, found: Temuan, order: list[int]) -> str:
    """To the very input, on its page of forty, with the texts below the row open where it is there."""
    row = found.isian.pk
    query = f"?halaman={order.index(row) // PAGE + 1}"
    if found.letters in BELOW:
        query += f"&rinci={row}"
    return f"{form.get_absolute_url()}{query}#{found.letters}-{row}"
