"""The archive: every paper of archived runs, by year, period, unit and kind, for whom the matrix opens it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render

from sakip.papers.kinds import KINDS
from sakip.papers.models import Paper
from sakip.people.models import Role, Unit
from sakip.people.offices import any_office
from sakip.planning.periods import Period

from . import access
from .procedure import Run, procedures

PAGE = 50
OWN = (Role.BIDANG, Role.STAF)


@any_office
def arsip(request):
    """Fifty papers a page; the filters are a plain form."""
    mine = archived(request.instansi, request.offices)
    chosen = Chosen(request.GET)
    page = Paginator(chosen.narrow(mine), PAGE).get_page(request.GET.get("halaman"))
    page.object_list = list(page.object_list)
    return render(
        request,
        "sop/arsip.html",
        {
            "page": page,
            "rows": [_shown(p) for p in page.object_list],
            "chosen": chosen,
            **_offered(mine),
        },
    )


def _shown(paper) -> dict:
    return {
        "paper": paper,
        "period": str(Period(paper.periode)) if paper.periode else str(paper.tahun),
        "procedure": paper.case_label.rpartition(".")[2],
        "size": f"{max(1, round(paper.file_size / 1000))} kB" if paper.file_size else "",
        "address": f"/{paper.case_label.rpartition('.')[2]}/{paper.case_id}/"
        if paper.case_id
        else "",
    }


class Chosen:
    """What the address asks for; anything that cannot be read asks for nothing."""

    def __init__(self, query):
        self.tahun = query.get("tahun", "") if query.get("tahun", "").isdecimal() else ""
        self.periode = query.get("periode", "")
        self.unit = query.get("unit", "") if query.get("unit", "").isdecimal() else ""
        self.jenis = query.get("jenis", "") if query.get("jenis", "") in KINDS else ""
        self.cari = " ".join(query.get("cari", "").split())[:100]
        try:
            Period(self.periode)
        except ValueError:
            self.periode = ""

    @property
    def any(self) -> bool:
        return any(vars(self).values())

    def narrow(self, papers):
        if self.tahun:
            papers = papers.filter(tahun=int(self.tahun[:4]))
        if self.periode:
            papers = papers.filter(periode=self.periode)
        if self.unit:
            papers = papers.filter(unit=int(self.unit[:9]))
        if self.jenis:
            papers = papers.filter(kind_key=self.jenis)
        for word in self.cari.split():
            kinds = [k.key for k in KINDS.values() if word.casefold() in k.name.casefold()]
            papers = papers.filter(
                Q(nomor__icontains=word) | Q(judul__icontains=word) | Q(kind_key__in=kinds)
            )
        return papers


def _offered(mine) -> dict:
    """What can be chosen: the years, periods, units and kinds that there are papers of."""
    found = list(mine.order_by().values_list("tahun", "periode", "unit", "kind_key").distinct())
    periods = sorted({p for _, p, _, _ in found if p}, reverse=True)
    units = Unit.objects.filter(pk__in={u for _, _, u, _ in found if u})
    kinds = sorted({k for _, _, _, k in found}, key=lambda key: KINDS[key].name.casefold())
    return {
        "years": sorted({y for y, _, _, _ in found}, reverse=True),
        "periods": [(code, str(Period(code))) for code in periods],
        "units": [(u.pk, u.nama) for u in units.order_by("urut", "nama")],
        "kinds": [(key, KINDS[key].name) for key in kinds],
    }


def archived(instansi, offices):
    """The archived papers that one of these offices may open, newest first: access.opens as a query.

    An archived run stands behind its last row, so that rights no longer depend on where it is.
    """
    mine = Q(pk__in=[])
    for by in offices:
        mine |= _openable(by)
    papers = Paper.objects.filter(instansi=instansi, archived=True, status=Paper.ISSUED)
    return (
        papers.filter(mine)
        .select_related("unit")
        .defer("data")
        .order_by("-tahun", "-issued_at", "-pk")
    )


def _openable(by) -> Q:
    found = Q(pk__in=[])
    for model in procedures():
        if issubclass(model, Run):
            found |= _of_own_units(by, model) if by.role in OWN else _by_rows(by, model)
    if by.run_label:  # an office for one run reaches that run alone
        found &= Q(case_label=by.run_label, case_id=by.run_id)
    return found


def _of_own_units(by, model) -> Q:
    """Bidang and Staf: the approved report of a run, and what is their own unit's."""
    table = access.TABLE[model._meta.label_lower]["arsip"]
    ways = {
        letters
        for name, letters in zip(access._COLUMNS, table, strict=True)
        if name.startswith(by.role)
    }
    if not all("D" in letters.split() for letters in ways):
        return Q(pk__in=[])
    results = [kind.key for kind in model.results]
    own = Q(unit=by.unit_id) if by.unit_id else Q(pk__in=[])
    return Q(case_label=model._meta.label_lower) & (own | Q(unit=None, kind_key__in=results))


def _by_rows(by, model) -> Q:
    """The others: the papers of every row whose papers they download."""
    if by.role not in access._COLUMNS:
        return Q(pk__in=[])
    label = model._meta.label_lower
    column = access._COLUMNS.index(by.role)
    rows = []
    for key, cells in access.TABLE[label].items():
        letters = set(cells[column].split())
        if "D" in letters and "result" not in letters:
            rows.append(key)
    found = Q(case_label=label, run_label=label, row__in=rows)
    for step in model.sop:
        if step.carried_by and step.key in rows:
            child = model._meta.get_field(step.carried_by).related_model
            found |= Q(case_label=label, run_label=child._meta.label_lower)
    return found
