"""The pages of the dictionary: list, entry, trial of the formula, versions, end."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip.lib.markup import lencana, tautan
from sakip.lib.prepared import Prepared
from sakip.lib.table import Column, Table, sorted_by
from sakip.people.models import Unit
from sakip.people.offices import any_office

from .acts import keep_entry, stop_entry
from .checks import about_entry, lacks
from .dictionary import Indikator
from .differences import Names, differences, words
from .entry import Entry, Overtaken, blank_entry
from .fields import number, plain
from .forms_indikator import GROUPS, StopForm
from .gates import acting, find, planners, plans
from .method import house_scale
from .promise import Target
from .said import period_name, style_of
from .targets import codes_of, promised
from .tree import Node
from .usage import uses

COLUMNS = [
    Column("Indikator", sort="kode"),
    Column("Jenis", sort="jenis"),
    Column("Tempat", sort="node__nama"),
    Column("Satuan"),
    Column("Periode", sort="frekuensi"),
    Column("Unit", sort="unit__urut"),
    Column("Keadaan", sort="status", plain=True),
]
SHOWN = [
    *("pk", "kode", "nama", "jenis", "satuan", "frekuensi", "status", "versi"),
    *("formulasi", "pembilang", "penyebut", "bukti", "bukti_wajib"),  # what `lacks` asks for
    *("unit_id", "unit__singkatan", "node__nama"),
]
FREKUENSI = dict(Indikator._meta.get_field("frekuensi").choices)
STATUS = dict(Indikator.Status.choices)
TITLES = [
    "Identitas",
    "Definisi dan rumus",
    "Target",
    "Sumber dan penanggung jawab",
    "Batas dan kebijakan",
    "Bukti dan pemeriksaan",
    "Masa berlaku",
]
GAPS = {
    "unit": ("tanpa unit penanggung jawab", {"unit__isnull": True}),
    "satuan": ("tanpa satuan", {"satuan": ""}),
    "rumus": ("tanpa rumus", {"formulasi": "", "pembilang": ""}),
}


@any_office
def indikator_daftar(request):
    """The dictionary, 50 a page; readable by everyone with an office here."""
    rows, chosen = _chosen(request)
    order = sorted_by(request.GET, COLUMNS)
    rows = rows.order_by(*filter(None, [order]), "urut", "kode", "pk")
    rows = rows.values_list(*SHOWN, named=True)
    page = Paginator(rows, 50).get_page(request.GET.get("halaman"))
    way = reverse("indikator_ubah" if plans(request) else "indikator", args=[0])
    table = Table(
        "Indikator",
        COLUMNS,
        [_cells(one, way) for one in page],
        request.GET,
        order,
        early=True,
    )
    return render(
        request,
        "planning/indikator_daftar.html",
        {
            "remah": _trail(request, ("Indikator", None)),
            "tabel": table,
            "page": page,
            "units": _UNITS.rows(instansi=request.instansi.pk),
            "jenis": Indikator.Jenis.choices,
            "statuses": Indikator.Status.choices,
            "chosen": chosen,
            "gap": GAPS.get(request.GET.get("kurang", ""), ("",))[0],
            "plans": plans(request),
        },
    )


_UNITS = Prepared(
    lambda marks, _: Unit.objects.filter(instansi=marks.one("instansi")).values_list(
        "pk", "singkatan"
    )
)


def _chosen(request):
    """The rows that the address asks for, and what it asked; unknown words ask for nothing."""
    rows = Indikator.objects.filter(instansi=request.instansi)
    asked = {name: plain(request.GET.get(name, ""), 100) for name in ("jenis", "status", "kata")}
    chosen = asked | {"unit": number(request.GET.get("unit", ""))}
    if chosen["unit"]:
        rows = rows.filter(unit_id=chosen["unit"])
    if chosen["jenis"] in Indikator.Jenis.values:
        rows = rows.filter(jenis=chosen["jenis"])
    if chosen["status"] in Indikator.Status.values:
        rows = rows.filter(status=chosen["status"])
    for word in chosen["kata"].split()[:6]:
        rows = rows.filter(nama__icontains=word) | rows.filter(kode__icontains=word)
    gap = GAPS.get(request.GET.get("kurang", ""))
    if gap:
        rows = rows.filter(**gap[1]).exclude(status=Indikator.Status.BERHENTI)
    return rows, chosen


def _cells(one, way: str) -> tuple:
    link = tautan(way.replace("/0/", f"/{one.pk}/"), f"{one.kode} {one.nama}")
    return (
        link,
        one.jenis,
        one.node__nama,
        one.satuan or None,
        FREKUENSI[one.frekuensi],
        one.unit__singkatan,
        _state(one),
    )


def _state(one):
    """Its state; a badge only where it is not simply in force and whole."""
    status = STATUS[one.status]
    if one.status == Indikator.Status.BERHENTI:
        return lencana("abu", status, "slash-circle")
    if n := len(lacks(one)):
        return lencana("kuning", f"{status}, {n} hal perlu dilihat", "exclamation-triangle-fill")
    if one.status == Indikator.Status.DRAF:
        return lencana("abu", status, "pencil")
    return f"{status}, versi {one.versi}"


@any_office
def indikator(request, pk):
    """The dictionary entry as everybody may read it."""
    one = find(request, Indikator, pk, "node", "unit", "skala", "instansi")
    names = Names([one])
    fields = {f.name: f for f in Indikator._meta.concrete_fields}
    groups = [
        (title, [(_label(fields[n]), words(fields[n], getattr(one, fields[n].attname), names))
                 for n in group.split()])
        for title, group in zip(TITLES, GROUPS, strict=True)
    ]  # fmt: skip
    return render(
        request,
        "planning/indikator.html",
        {
            "remah": _trail(request, ("Indikator", reverse("indikator_daftar")), (one.kode, None)),
            "one": one,
            "groups": groups,
            "promises": _promises(one),
            "uses": uses(one),
            "plans": plans(request),
        },
    )


def _promises(one: Indikator) -> list[dict]:
    """Its targets in every Perjanjian Kinerja, latest first, as words."""
    held = Target.objects.filter(instansi=one.instansi_id, indikator=one)
    style = style_of(one.polaritas)
    found = []
    for target in (
        held.select_related("pk_versi")
        .prefetch_related("periods")
        .order_by("-pk_versi__tahun", "-pk_versi__versi")
    ):
        said = promised(target)
        cells = [
            (period_name(code), said[code].words(style, one.desimal))
            for code in codes_of(one, target.pk_versi.tahun)
            if code in said
        ]
        found.append({"pk": target.pk_versi, "cells": cells})
    return found


@planners
def indikator_baru(request):
    """A new entry; ?simpul= proposes its place in the tree."""
    asked = number(request.GET.get("simpul", ""))
    node = asked and Node.objects.filter(instansi=request.instansi, pk=asked).first()
    one = blank_entry(request.instansi, node)
    if request.method != "POST":
        return _page(request, Entry(one, request.instansi))
    return _save(request, Entry(one, request.instansi, request.POST))


@planners
def indikator_ubah(request, pk):
    """The page of one entry; saving what is in force makes its next version."""
    one = find(request, Indikator, pk, "node", "unit", "skala")
    if request.method != "POST":
        return _page(request, Entry(one, request.instansi))
    return _save(request, Entry(one, request.instansi, request.POST))


def _save(request, entry: Entry):
    enact = request.POST.get("aksi") == "berlakukan"
    if not entry.is_valid():
        return _page(request, entry)
    try:
        changed = entry.save(acting(request), enact=enact)
    except Overtaken:
        fresh = find(request, Indikator, entry.indikator.pk)
        return _page(request, Entry(fresh, request.instansi, request.POST))
    except IntegrityError:  # the same code, saved by somebody else in this very moment
        entry.form.add_error("kode", "Kode ini baru saja dipakai orang lain. Pilih kode lain.")
        return _page(request, entry)
    one = entry.indikator
    if not changed:
        messages.info(request, "Tidak ada yang berubah, jadi tidak ada versi baru.")
    else:
        messages.success(request, f"{one.kode} disimpan: {one.get_status_display().lower()}, "
                                  f"versi {one.versi}.")  # fmt: skip
    return redirect("indikator_ubah", one.pk)


@planners
@require_POST
def indikator_uji(request, pk=None):
    """Try the formula on what stands in the form, saved or not. Nothing is kept."""
    one = blank_entry(request.instansi) if pk is None else find(request, Indikator, pk)
    entry = Entry(one, request.instansi, request.POST)
    if request.htmx:
        return render(request, "planning/indikator_uji.html", {"entry": entry})
    entry.form.errors.clear()  # trying is no saving: nothing is reproached yet
    return _page(request, entry, tried=True)


def _page(request, entry: Entry, *, tried: bool = False):
    one = entry.indikator
    fresh = entry.fresh
    return render(
        request,
        "planning/indikator_ubah.html",
        {
            "remah": _trail(
                request,
                ("Indikator", reverse("indikator_daftar")),
                ("Indikator baru" if fresh else one.kode, None),
            ),
            "entry": entry,
            "form": entry.form,
            "one": one,
            "fresh": fresh,
            "titles": TITLES,
            "tried": tried,
            "uses": [] if fresh else uses(one),
            "kept": None
            if fresh
            else Indikator.objects.only("nama", "kode", "status").get(pk=one.pk),
        },
    )


@any_office
def indikator_riwayat(request, pk):
    """Every version of the entry with what changed in it, latest first."""
    one = find(request, Indikator, pk)
    rows = list(one.history.select_related("history_user").order_by("-history_id")[:100])
    names = Names(rows)
    versions = [
        {
            "row": row,
            "status": Indikator.Status(row.status).label,
            "differences": differences(before, row, names) if before else [],
            "first": before is None and len(rows) < 100,
        }
        for row, before in zip(rows, [*rows[1:], None], strict=True)
    ]
    return render(
        request,
        "planning/indikator_riwayat.html",
        {
            "remah": _trail(
                request,
                ("Indikator", reverse("indikator_daftar")),
                (one.kode, reverse("indikator", args=[one.pk])),
                ("Riwayat versi", None),
            ),
            "one": one,
            "versions": versions,
        },
    )


@planners
def indikator_hentikan(request, pk):
    """End an indicator, with a reason; what was promised and measured by it stays."""
    with transaction.atomic():
        one = find(request, Indikator, pk)
        form = StopForm(request.POST or None, initial={"sampai": request.instansi.today()})
        if one.status != Indikator.Status.BERLAKU:
            messages.info(request, f"{one.kode} {one.get_status_display().lower()}; "
                                   "hanya indikator yang berlaku dapat dihentikan.")  # fmt: skip
            return redirect("indikator_ubah", one.pk)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            stop_entry(one, acting(request), sampai=said["sampai"], dasar=said["dasar"])
            messages.success(request, f"{one.kode} tidak berlaku lagi.")
            return redirect("indikator_ubah", one.pk)
    return render(
        request,
        "planning/borang.html",
        {
            "remah": _trail(
                request,
                ("Indikator", reverse("indikator_daftar")),
                (one.kode, reverse("indikator_ubah", args=[one.pk])),
                ("Hentikan", None),
            ),
            "judul": f"Hentikan {one.kode}",
            "intro": "Indikator tidak lagi ditanyakan pada pengumpulan berikutnya. Perjanjian "
            "Kinerja, proses berjalan, dan laporan yang memuatnya tidak berubah. "
            + "".join(f"{use}. " for use in uses(one)),
            "form": form,
            "tombol": "Hentikan indikator",
            "batal": reverse("indikator_ubah", args=[one.pk]),
        },
    )


@planners
def indikator_berlakukan(request):
    """Put every draft into force whose entry lacks nothing: after an import there are many."""
    scale = house_scale(request.instansi)
    drafts = Indikator.objects.filter(instansi=request.instansi, status=Indikator.Status.DRAF)
    drafts = list(drafts.select_related("node", "unit", "skala", "instansi"))
    whole = [one for one in drafts if not about_entry(one, scale)]
    if request.method == "POST" and whole:
        with transaction.atomic():
            for one in whole:
                keep_entry(one, acting(request), enact=True)
        messages.success(request, f"{len(whole)} indikator diberlakukan.")
        return redirect("indikator_daftar")
    left = len(drafts) - len(whole)
    names = ", ".join(one.kode for one in whole)
    return render(
        request,
        "planning/yakin.html",
        {
            "remah": _trail(
                request, ("Indikator", reverse("indikator_daftar")), ("Berlakukan", None)
            ),
            "judul": f"Berlakukan {len(whole)} indikator draf",
            "halangan": "" if whole else "Tidak ada draf yang kamusnya sudah lengkap.",
            "akibat": [
                f"Ditanyakan mulai pengumpulan berikutnya: {names}.",
                f"{left} draf lain belum lengkap dan tetap draf.",
            ] if whole else [],
            "tombol": "Berlakukan",
            "batal": f"{reverse('indikator_daftar')}?status=draf",
        },
    )  # fmt: skip


def _label(field) -> str:
    label = str(field.verbose_name)
    return label[0].upper() + label[1:]


def _trail(request, *rest):
    """The way to this page; the planning page itself is a link only for those who may open it."""
    return [("Perencanaan", reverse("perencanaan") if plans(request) else None), *rest]
