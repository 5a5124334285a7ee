"""The lists of processes, and opening a period."""

from __future__ import annotations

from functools import lru_cache

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from sakip.lib import svg, tanggal
from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Table
from sakip.people.offices import any_office
from sakip.planning.periods import Period, months, quarters

from .doors import TWICE, conflict_page, form_key, runs
from .perform import Blocked, Conflict, begin, begun

PAGE = 50


COLUMNS = [
    Column("Periode"),
    Column("Kemajuan", plain=True),
    Column("Keadaan", plain=True),
    Column("Giliran"),
    Column("Menunggu sejak", kind="utuh"),
]


@any_office
def daftar(request, jenis):
    """Every run of one procedure, newest first, fifty a page."""
    model = runs().get(jenis)
    if model is None:
        raise Http404
    found = model.objects.filter(instansi=request.instansi).defer("snapshot")
    page = Paginator(found, PAGE).get_page(request.GET.get("halaman"))
    rows = [_line(run, request.instansi) for run in page]
    return render(
        request,
        "sop/daftar.html",
        {
            "model": model,
            "jenis": jenis,
            "page": page,
            "tabel": Table(f"Daftar {model.work}", COLUMNS, rows),
            "may_open": may_open(request, model),
        },
    )


def _line(run, instansi) -> tuple:
    """One run as the cells of the list."""
    run.instansi = instansi
    revision = f" revisi {run.revisi}" if run.revisi else ""
    segments, state, turn = _standing(type(run), run.at)
    since = None if run.finished else tanggal.moment(run.since, instansi.zona)
    return (tautan(run.get_absolute_url(), f"{run.period}{revision}"), segments, state, turn, since)


@lru_cache(maxsize=64)
def _standing(model, at) -> tuple:
    """(segments, badge, whose turn) of a run that stands at `at`: the same for all that do."""
    run = model(at=at)
    if run.finished:
        badge = lencana("hijau", "Diarsipkan", "check2")
    else:
        badge = lencana("biru", run.where, "play-fill")
    return svg.segments(run.marks, run.where), badge, run.step.actors if run.step else None


def may_open(request, model) -> bool:
    return any(o.role in model.begins and o.instansi_id for o in request.offices)


class BukaForm(forms.Form):
    """Which period: a month or a quarter that has begun and is not open yet."""

    periode = forms.ChoiceField(label="Periode")

    def __init__(self, model, instansi, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = tanggal.today(instansi.zona)
        there = set(model.objects.filter(instansi=instansi).values_list("periode", flat=True))
        choices = [
            p
            for year in (today.year, today.year - 1)
            for p in [*quarters(year), *months(year)]
            if p.first_day <= today and p.code not in there
        ]
        quarterly = sorted((p for p in choices if not p.is_month), key=_newest)
        monthly = sorted((p for p in choices if p.is_month), key=_newest)
        self.fields["periode"].choices = [
            ("Triwulan", [(p.code, str(p)) for p in quarterly]),
            ("Bulan", [(p.code, str(p)) for p in monthly]),
        ]
        over = [p for p in quarterly if p.last_day < today]
        self.initial.setdefault("periode", over[0].code if over else None)


def _newest(period: Period):
    return (-period.tahun, -period.last_month)


@any_office
def buka(request, jenis):
    """Tim SAKIP or the Sekretaris opens a period; the Kepala finds the Nota Dinas ready."""
    model = runs().get(jenis)
    if model is None or not may_open(request, model):
        raise Http404
    by = next(o for o in request.offices if o.role in model.begins and o.instansi_id)
    form = BukaForm(model, request.instansi, request.POST or None)
    key, reasons, conflict = request.POST.get("key", ""), [], None
    twice = begun(model, by=by, key=key)
    if request.method == "POST" and not twice and form.is_valid():
        try:
            run = begin(model, by=by, key=key, periode=form.cleaned_data["periode"])
            return _opened(request, run, f"Giliran: {run.step.actors}.")
        except Blocked as blocked:
            reasons = blocked.reasons
        except Conflict as found:
            conflict = found
    if run := twice or begun(model, by=by, key=key):  # this very form, perhaps a moment ago
        return _opened(request, run, TWICE)
    if conflict:
        return conflict_page(request, conflict, conflict.run.get_absolute_url())
    return render(
        request,
        "sop/buka.html",
        {"form": form, "model": model, "jenis": jenis, "reasons": reasons, "key": form_key()},
    )


def _opened(request, run, also):
    messages.success(request, f"{run} dibuka. {also}")
    return redirect(run.get_absolute_url())
