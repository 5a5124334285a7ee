"""The archive: every paper of archived runs, by year, period, unit and kind, for whom the matrix opens it."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.markup import escaped, tautan
from sakip.lib.table import Column, Table
from sakip.papers.kinds import KINDS
from sakip.papers.models import Paper
from sakip.papers.templatetags.papers import dipendekkan
from sakip.people.models import Role
from sakip.people.offices import any_office
from sakip.planning.periods import Period

from . import access
from .procedure import Run, procedures

PAGE = 50
NOTHING = Q(pk__in=[])
OWN = (Role.BIDANG, Role.STAF)


COLUMNS = [
    Column("Naskah"),
    Column("Periode"),
    Column("Unit"),
    Column("Terbit", kind="utuh"),
    Column("Sidik jari (SHA-256)", kind="angka"),
    Column("Ukuran", kind="n utuh"),
]
SHOWN = (
    *("pk", "kind_key", "revision", "superseded", "nomor", "tahun", "periode"),
    *("case_label", "case_id", "unit__nama", "tanggal", "file_hash", "file_size", "pages"),
    *("render", "berkas_id"),
)


@any_office
def arsip(request):
    """Fifty papers a page; the filters are a plain form."""
    mine = archived(request.instansi, request.offices)
    chosen = Chosen(request.GET)
    found = chosen.narrow(mine).values_list(*SHOWN, named=True)
    page = Paginator(found, PAGE).get_page(request.GET.get("halaman"))
    rows = [_cells(paper) for paper in page]
    return render(
        request,
        "sop/arsip.html",
        {
            "page": page,
            "tabel": Table("Naskah yang diarsipkan", COLUMNS, rows) if rows else None,
            "chosen": chosen,
            **_offered(mine),
        },
    )


REPLACED = ' <span class="mikro">diganti</span>'
AWAITED = {
    state: SafeString(f'<span class="mikro">{words}</span>')
    for state, words in (
        (Paper.WAITING, "sedang dibuat"),
        (Paper.MAKING, "sedang dibuat"),
        (Paper.FAILED, "gagal dibuat"),
    )
}


def _cells(paper) -> tuple:
    """One paper as the cells of the list."""
    name = escaped(KINDS[paper.kind_key].name)
    revision = f" rev. {paper.revision}" if paper.revision else ""
    number = escaped(paper.nomor or "tanpa nomor")
    return (
        SafeString(
            f'<a href="/naskah/{paper.pk}/">{name}</a>{revision}'
            f'{REPLACED if paper.superseded else ""}<span class="mikro d-block">{number}</span>'
        ),
        _whence(paper),
        paper.unit__nama,
        tanggal.long_date(paper.tanggal),
        _print(paper.file_hash) if paper.file_hash else _awaited(paper),
        _size(paper) if paper.file_size else None,
    )


def _awaited(paper) -> str | None:
    """How far a file is that is not there; a paper that was handed in has no other to come."""
    return None if paper.berkas_id else AWAITED.get(paper.render)


def _print(sha256: str) -> str:
    return SafeString(f'<span title="{sha256}">{dipendekkan(sha256)}</span>')


def _size(paper) -> str:
    size = f"{max(1, round(paper.file_size / 1000))} kB"
    return SafeString(f'{size} <span class="mikro d-block">{paper.pages} halaman</span>')


def _whence(paper) -> str:
    """The run that gave the paper, by its period; a standing paper has only its year."""
    period = str(Period(paper.periode)) if paper.periode else str(paper.tahun)
    if not paper.case_id:
        return period
    procedure = paper.case_label.rpartition(".")[2]
    return tautan(f"/{procedure}/{paper.case_id}/", f"{procedure.title()} {period}")


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
    units = ("unit__urut", "unit__nama", "unit")
    found = list(mine.order_by().values_list("tahun", "periode", "kind_key", *units).distinct())
    periods = sorted({p for _, p, *_ in found if p}, reverse=True)
    kinds = sorted({k for _, _, k, *_ in found}, key=lambda key: KINDS[key].name.casefold())
    return {
        "years": sorted({y for y, *_ in found}, reverse=True),
        "periods": [(code, str(Period(code))) for code in periods],
        "units": [(u, name) for _, name, u in sorted({tuple(u) for _, _, _, *u in found if u[-1]})],
        "kinds": [(key, KINDS[key].name) for key in kinds],
    }


def archived(instansi, offices):
    """The archived papers that one of these offices may open, newest first: access.opens as a query.

    An archived run stands behind its last row, so that rights no longer depend on where it is.
    """
    mine = reduce(or_, map(_openable, offices), NOTHING)
    papers = Paper.objects.filter(instansi=instansi, archived=True, status=Paper.ISSUED)
    return papers.filter(mine).order_by("-tahun", "-issued_at", "-pk")


def _openable(by) -> Q:
    found = NOTHING
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
        return NOTHING
    results = [kind.key for kind in model.results]
    own = Q(unit=by.unit_id) if by.unit_id else NOTHING
    return Q(case_label=model._meta.label_lower) & (own | Q(unit=None, kind_key__in=results))


def _by_rows(by, model) -> Q:
    """The others: the papers of every row whose papers they download."""
    if by.role not in access._COLUMNS:
        return NOTHING
    label = model._meta.label_lower
    column = access._COLUMNS.index(by.role)
    rows = []
    for key, cells in access.TABLE[label].items():
        letters = set(cells[column].split())
        if "D" in letters and "result" not in letters:
            rows.append(key)
    if len(rows) == len(access.TABLE[label]):
        return Q(case_label=label)
    found = Q(case_label=label, run_label=label, row__in=rows)
    for step in model.sop:
        if step.carried_by and step.key in rows:
            child = model._meta.get_field(step.carried_by).related_model
            found |= Q(case_label=label, run_label=child._meta.label_lower)
    return found
