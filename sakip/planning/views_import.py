"""The pages of the import: upload, template, preview with its questions, confirmation."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from sakip.lib import tanggal
from sakip.lib.markup import tautan
from sakip.lib.table import Column, Group, Table
from sakip.papers import contents, files

from .fields import year_of
from .forms_import import UploadForm, answers_of
from .gates import acting, find, planners
from .import_columns import FIELDS, QUARTER_FIELDS
from .import_plan import Plan
from .import_promise import IndicatorPlan
from .import_template import MONTH, QUARTER, template
from .import_write import NotReady, write
from .models import Impor, Mapping, Renstra
from .periods import RHYTHMS
from .said import YEAR, by_period
from .targets import codes_of
from .tree import Node

SHOWN = 200  # rows of the preview; the rest is counted


@planners
def impor(request):
    """Bring one or two files; they are kept with their hash until the preview is confirmed."""
    renstra = Renstra.objects.filter(instansi=request.instansi)
    if not renstra.exists():
        messages.warning(request, "Buatlah Renstra dahulu: impor mengisi pohon kinerjanya.")
        return redirect("renstra_baru")
    year = request.instansi.today().year
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        instansi=request.instansi,
        initial={"tahun": year},
    )
    if request.method == "POST" and form.is_valid():
        upload = _kept(request, form)
        if upload:
            return redirect("impor_pratinjau", upload.pk)
    waiting = Impor.objects.filter(instansi=request.instansi, status=Impor.Status.MENUNGGU)
    return render(
        request,
        "planning/impor.html",
        {
            "remah": _way(("Impor", None)),
            "form": form,
            "tahun": year,
            "waiting": waiting.select_related("utama", "by__user")[:10],
        },
    )


def _kept(request, form: UploadForm) -> Impor | None:
    """The upload, kept; None where a file was refused, with the sentence at its field."""
    said, kept = form.cleaned_data, {}
    for name in ("utama", "rincian"):
        if not said[name]:
            continue
        try:
            kept[name] = files.keep(
                said[name],
                instansi=request.instansi,
                user=request.user,
                allow=contents.IMPORT,
                limit=contents.IMPORT_LIMIT,
            )
        except ValidationError as refusal:
            form.add_error(name, refusal)
    if form.errors:
        return None
    return Impor.objects.create(
        instansi=request.instansi,
        by=acting(request),
        on=tanggal.now(),
        tahun=said["tahun"],
        renstra=said["renstra"],
        **kept,
    )


@planners
def impor_contoh(request):
    """The empty workbook of our own, for quarters or for months."""
    periods = MONTH if request.GET.get("bentuk") == MONTH else QUARTER
    year = year_of(request.GET.get("tahun", ""), request.instansi.today().year)
    made = files.Made(
        f"Perjanjian Kinerja {year} per {periods}.xlsx",
        contents.XLSX.mime,
        template(year, periods, request.instansi.singkatan),
    )
    return files.serve(request, made)


@planners
def impor_pratinjau(request, pk):
    """What the files say, what is asked about them, and, once all is answered, the import."""
    upload = find(request, Impor, pk, "utama", "rincian", "renstra", "instansi", "pk_versi")
    if not upload.open:
        messages.info(request, f"Unggahan ini {upload.get_status_display().lower()}.")
        return redirect(reverse("pk", args=[upload.pk_versi_id]) if upload.pk_versi_id
                        else reverse("impor"))  # fmt: skip
    plan = Plan(upload)
    if request.method == "POST" and plan.sources:
        _answer(request, upload, plan)
        if request.POST.get("aksi") != "impor":
            return redirect(request.path)
        try:
            made = write(upload, plan.sheets, acting(request))
        except NotReady as slip:
            return _preview(request, upload, slip.plan, refused=True)
        messages.success(request, f"Draf {made} diisi dari {upload.utama}.")
        return redirect("pk", made.pk)
    return _preview(request, upload, plan)


def _answer(request, upload: Impor, plan: Plan) -> None:
    """Keep what was answered with the upload, and how the columns are read for the next file."""
    answers = answers_of(request.POST, plan)
    with transaction.atomic():
        upload.jawaban = asdict(answers)
        upload.save(update_fields=["jawaban"])
        for source, columns in zip(plan.sources, answers.kolom, strict=True):
            if columns:
                Mapping.objects.update_or_create(
                    instansi=upload.instansi,
                    headings=source.head.sha256,
                    defaults={"columns": columns},
                )


def _preview(request, upload: Impor, plan: Plan, *, refused: bool = False):
    return render(
        request,
        "planning/impor_pratinjau.html",
        {
            "remah": _way(("Impor", reverse("impor")), ("Pratinjau", None)),
            "upload": upload,
            "plan": plan,
            "sources": [_columns_of(source) for source in plan.sources],
            "fields": FIELDS.items(),
            "levels": Node.Level.choices,
            "rhythms": RHYTHMS,
            "asks_level": bool(plan.sources) and "jenjang" not in plan.main.columns,
            "answered": [p for p in plan.problems if not p.open],
            "tabel": _table(plan) if plan.indicators else None,
            "shown": SHOWN,
            "refused": refused,
            "quarterly": any(f in s.columns for s in plan.sources for f in QUARTER_FIELDS),
        },
    )


def _columns_of(source) -> dict:
    rows = zip(source.head.headings, source.columns, source.samples, strict=True)
    return {
        "source": source,
        "columns": [
            {"at": n, "heading": heading or f"Kolom {n + 1}", "field": field, "sample": sample[:60]}
            for n, (heading, field, sample) in enumerate(rows)
            if heading or sample
        ],
    }


def _table(plan: Plan) -> Table:
    """The result row by row, under the place each indicator hangs on."""
    columns = [
        Column("Indikator"),
        Column("Satuan"),
        Column("Arah"),
        Column("Target per periode"),
        Column(f"Target {plan.upload.tahun}", "n"),
        Column("Kamus"),
        Column("Baris", "n"),
    ]
    rows, node = [], None
    for one in plan.indicators[:SHOWN]:
        if one.line.node is not node:
            node = one.line.node
            rows.append(Group(f"{Node.Level(node.level).label}: {node.nama}" if node
                              else "Tempatnya belum diketahui"))  # fmt: skip
        rows.append(_cells(one, plan.upload.tahun))
    return Table("Hasil pembacaan", columns, rows, early=True, tight=True)


def _cells(one: IndicatorPlan, tahun: int) -> tuple:
    entry, style = one.entry, one.style
    periods = by_period(
        [
            (code, one.said[code].typed(style))
            for code in codes_of(entry, tahun)
            if code != YEAR and code in one.said and not one.said[code].blank(style)
        ]
    )
    known = tautan(reverse("indikator", args=[entry.pk]), entry.kode) if entry.pk else "baru"
    return (
        one.nama,
        entry.satuan or None,
        entry.get_polaritas_display(),
        periods or None,
        one.said[YEAR].words(style, entry.desimal),
        known,
        str(one.line.row + 1),
    )


@planners
def impor_batal(request, pk):
    """Give an upload up; the file stays kept, nothing of it was written."""
    upload = find(request, Impor, pk, "utama")
    if request.method == "POST":
        Impor.objects.filter(pk=upload.pk, status=Impor.Status.MENUNGGU).update(
            status=Impor.Status.BATAL
        )
        messages.success(request, f"Impor {upload.utama} dibatalkan.")
        return redirect("impor")
    return render(
        request,
        "planning/yakin.html",
        {
            "remah": _way(("Impor", reverse("impor")), ("Batalkan", None)),
            "judul": f"Batalkan impor {upload.utama}",
            "akibat": ["Tidak ada yang ditulis ke perencanaan.", "Jawaban pada pratinjau hilang."],
            "tombol": "Batalkan impor",
            "batal": reverse("impor_pratinjau", args=[upload.pk]),
        },
    )


def _way(*rest):
    return [("Perencanaan", reverse("perencanaan")), *rest]
