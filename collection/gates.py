"""Who sees, fills and downloads what of one unit's form: the letters of its rows, read together."""

from __future__ import annotations

from django.http import Http404

from sakip.people.models import Role
from sakip.sop import access
from sakip.sop.doors import find

from .formulir import Formulir
from .isian import Isian, closed_form


def find_form(request, pk: int) -> Formulir:
    """The form of this address, for who sees at least its state; 404 for everybody else."""
    form = find(request, Formulir, pk, "run__instansi", "unit", "instansi")
    form.run.instansi = form.instansi
    if not letters(request.offices, form) & access.SEEING:
        raise Http404
    return form


def find_row(request, pk: int, row: int) -> tuple[Formulir, Isian]:
    """One value of a form that one may read."""
    form = find_form(request, pk)
    isian = form.isian.filter(pk=row).first()
    if isian is None or not reads(request.offices, form):
        raise Http404
    isian.formulir = form
    return form, isian


def letters(offices, form) -> set[str]:
    """Every letter these offices have on `form` at this moment.

    Units see it from its distribution on; the Sekretaris what is in it once it is reported, the
    Kepala once it is approved.
    """
    run, found = form.run, set()
    for office in offices:
        own = office.role in (Role.BIDANG, Role.STAF)
        if own and not run.reached("pengisian"):
            continue
        found |= access.rights(office, form, "pengisian")
        for key in ("laporan", "analisa", "lapor"):
            if run.reached(key) and not own:
                found |= access.rights(office, form, key) & {"V", "D"}
    return found


def reads(offices, form) -> bool:
    """Whether they see what is written in it, not only how far it is."""
    return "V" in letters(offices, form)


def writer(request, form):
    """The office in which this person may fill `form` now; the one the page names, else the first."""
    fitting = [
        o
        for o in request.offices
        if access.may(o, "E", form, "pengisian") and form.of_unit(o) and not closed_form(form, o)
    ]
    named = request.POST.get("by", "")
    return next((o for o in fitting if str(o.pk) == named), fitting[0] if fitting else None)


def downloads(offices, form) -> bool:
    """Evidence: the unit's own always, Tim SAKIP's from the submission on, then as the rows say."""
    return any(_downloads(o, form) for o in offices)


def _downloads(office, form) -> bool:
    if "D" not in letters([office], form):
        return False
    if office.role == Role.TIM_SAKIP:
        return form.at in ("periksa", "selesai")
    return True
