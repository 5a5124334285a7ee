"""The pages of the reports: the list of a period, one report with its preview, its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sakip.papers.files import serve
from sakip.people.offices import any_office
from sakip.planning.periods import Period

from . import files, gates, subjects
from .models import ReportFile
from .report import PENGUKURAN, PENGUMPULAN, every_kind
from .shelf import Shelf, choices, years

FIRST = ("rekapitulasi-capaian", "rekapitulasi-pengumpulan", "kepatuhan-sop", "lembar-sop")


@any_office
def daftar(request):
    """The reports of one period, by the SOP's procedures; the most asked for lies open."""
    shelf, chosen = shelf_of(request)
    there = {item.kind.slug(): item for item in shelf.items}
    item = next((there[slug] for slug in FIRST if slug in there), None)
    report = report_of(request, item.kind, item.subject) if item else None
    return show(request, shelf, chosen, report)


@any_office
def satu(request, slug):
    """One report: its preview, its proof, its files; POST asks the worker for a file."""
    report = asked(request, slug)
    if request.method == "POST":
        return order(request, report)
    subject = report.subject
    shelf, chosen = shelf_of(request, subject)
    return show(request, shelf, chosen, report)


@any_office
def berkas(request, slug):
    """The files of one report as they stand now: what the page asks for while one is being made."""
    report = asked(request, slug)
    return render(request, "reports/berkas.html", berkas_of(request, report))


@any_office
def unduh(request, pk):
    """Hand out one file, to whom the report of it is open."""
    file = get_object_or_404(
        ReportFile.objects.select_related("instansi"), instansi=request.instansi, pk=pk
    )
    kind = every_kind().get(file.slug)
    if kind is None or not file.ready:
        raise Http404
    subject = subjects.again(file.instansi, file.subject_label, file.subject_id, kind.of)
    units = gates.scope(kind, subject, request.offices)
    if units is not None and files.scope_key(units) != file.cakupan:
        raise Http404
    return serve(request, file)


# -- what the pages have in common -----------------------------------------------------------


def asked(request, slug):
    """The report that the address names, as far as these offices read it."""
    kind = every_kind().get(slug)
    if kind is None:
        raise Http404
    subject = subjects.find(request.instansi, kind.of, request.GET)
    if subject is None:
        raise Http404
    return report_of(request, kind, subject)


def report_of(request, kind, subject):
    units = gates.scope(kind, subject, request.offices)
    return kind(subject, units=units, variant=request.GET.get("rinci", ""))


def shelf_of(request, subject=None):
    """(the list, the code chosen): of the subject's period, or of what the address asks, or the newest."""
    offered = choices(request.instansi)
    code = request.GET.get("periode", "")
    if subject is not None and subject.run is not None:
        code = subject.run.periode
    if subject is not None and subject.run is None and subject.label != subjects.SOP_LABEL:
        code = str(subject.tahun)
    known = dict(offered) | {str(year): "" for year in years(request.instansi)}
    if code not in known:
        code = offered[0][0] if offered else str(request.instansi.today().year)
    period = Period(code) if code in dict(offered) else None
    return Shelf(request, period, period.tahun if period else int(code)), code


def show(request, shelf, chosen, report):
    context = berkas_of(request, report) if report else {}
    if report:
        shelf.mark(type(report), report.subject)
        document = report.document()
        context |= {
            "report": report,
            "document": document,
            "run": report.subject.run,
            "variants": [
                (key, label, key == report.variant) for key, label in report.variants.items()
            ],
        }
    return render(
        request,
        "reports/laporan.html",
        {
            "shelf": shelf,
            "chosen": chosen,
            "periods": choices(request.instansi),
            "years": years(request.instansi),
            "locked": _locked(shelf),
            **context,
        },
    )


def _locked(shelf):
    """The day on which the figures of the period were approved, the measurement's before the collection's."""
    for name in (PENGUKURAN, PENGUMPULAN):
        run = shelf.runs.get(name)
        if run is not None and run.past("analisa"):
            return subjects.of_run(run).day
    return None


def berkas_of(request, report) -> dict:
    """What the buttons of the files need: each form, its file if there is one, its way."""
    there = {(f.bentuk, f.kertas): f for f in ReportFile.objects.filter(**files.key_of(report))}
    forms = [
        (ReportFile.PDF, ReportFile.F4, "PDF F4", "file-earmark-pdf"),
        (ReportFile.PDF, ReportFile.A4, "PDF A4", "file-earmark-pdf"),
        (ReportFile.XLSX, "", "XLSX", "filetype-xlsx"),
    ]
    sidik = report.document()["sidik"]
    kertas = request.GET.get("kertas", "").upper()
    offered = [
        {
            "bentuk": bentuk,
            "kertas": paper,
            "label": label,
            "icon": icon,
            "file": _good(there.get((bentuk, paper)), sidik),
        }
        for bentuk, paper, label, icon in forms
        if not paper or paper == (kertas if kertas == ReportFile.A4 else ReportFile.F4)
    ]
    for one in offered:
        one["again"] = bool(one["file"]) and files.broken(one["file"])
        one["coming"] = bool(one["file"]) and not (one["again"] or one["file"].ready)
    return {
        "forms": offered,
        "waiting": any(one["coming"] for one in offered),
        "report": report,
        "here": address(report, request),
        "poll": address(report, request, "laporan_berkas"),
        "a4": kertas == ReportFile.A4,
        "other_paper": address(report, request, kertas="" if kertas == "A4" else "a4"),
        "sidik": sidik,
    }


def _good(file, sidik):
    """The file, unless it was made of figures that are no longer these."""
    if file is None or file.keadaan == ReportFile.TETAP or file.sidik == sidik:
        return file
    return file if file.keadaan == ReportFile.MENUNGGU else None


def address(report, request, name="laporan_satu", kertas=None) -> str:
    """The address of this very report, with its variant and paper."""
    said = [report.subject.address]
    if report.variant:
        said.append(f"rinci={report.variant}")
    if kertas is None:
        kertas = "a4" if request.GET.get("kertas", "").upper() == ReportFile.A4 else ""
    if kertas:
        said.append(f"kertas={kertas}")
    query = "&".join(filter(None, said))
    return reverse(name, args=[report.slug()]) + (f"?{query}" if query else "")


def order(request, report):
    bentuk = request.POST.get("bentuk", "")
    kertas = request.POST.get("kertas", "") or ReportFile.F4
    if bentuk not in (ReportFile.PDF, ReportFile.XLSX) or kertas not in (
        ReportFile.F4,
        ReportFile.A4,
    ):
        raise Http404
    file = files.order(report, bentuk, kertas, user=request.user)
    if request.htmx:
        return render(request, "reports/berkas.html", berkas_of(request, report))
    if file.ready:
        messages.success(request, f"{file.nama} siap diunduh.")
    else:
        messages.info(request, f"{file.nama} sedang dibuat. Muat ulang halaman ini sebentar lagi.")
    return redirect(address(report, request) + "#berkas")
