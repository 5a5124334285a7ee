"""The pages that fill a draft of the Perjanjian Kinerja: parties, targets, budget."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.urls import reverse

from .acts import keep_budget, keep_promise, line
from .checks import gathered
from .dictionary import Indikator
from .forms_pk import BudgetGrid, PartiesForm
from .gates import acting, find, planners
from .periods import RHYTHMS
from .promise import FixedPromise, PerjanjianKinerja, Target
from .said import YEAR, short_name
from .targets import Row, put
from .views_pk import refuse_fixed, way

ROWS = 40  # of a grid; longer ones come in pages


@planners
def pk_pihak(request, pk):
    """The parties of a draft, and why a Perubahan was needed."""
    one = find(request, PerjanjianKinerja, pk)
    if one.fixed:
        return refuse_fixed(request, one)
    form = PartiesForm(request.POST or None, pk=one)
    if request.method == "POST" and form.is_valid():
        form.write(one)
        try:
            keep_promise(one, acting(request), "Para pihak")
        except FixedPromise:
            return refuse_fixed(request, one)
        messages.success(request, "Para pihak disimpan.")
        return redirect("pk", one.pk)
    return render(
        request,
        "planning/borang.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Para pihak", None)),
            "judul": f"Para pihak {one}",
            "intro": "Nama dan jabatan seperti tercetak pada naskah. Disalin ke dalam Perjanjian "
            "Kinerja, jadi pergantian pejabat kemudian tidak mengubahnya.",
            "form": form,
            "tombol": "Simpan",
            "batal": reverse("pk", args=[one.pk]),
        },
    )


@planners
def pk_target(request, pk):
    """The targets of a draft as a grid: one row an indicator, 40 rows a page."""
    one = find(request, PerjanjianKinerja, pk, "renstra")
    if one.fixed:
        return refuse_fixed(request, one)
    page = Paginator(_grid_indicators(one), ROWS).get_page(request.GET.get("halaman"))
    data = request.POST if request.method == "POST" else None
    rows = [Row(i, one.tahun, _held(i), data) for i in page]
    if data is not None:
        wrong = [row for row in rows if not row.is_valid()]
        if not wrong:
            return _keep_targets(request, one, rows)
    return render(
        request,
        "planning/pk_target.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Target", None)),
            "one": one,
            "page": page,
            "grids": _grids(rows),
            "wrong": wrong if data is not None else [],
            "warnings": gathered(
                (row.indikator.kode, f) for row in rows for f in row.findings() if not f.blocks
            ),
        },
    )


def _grid_indicators(one: PerjanjianKinerja):
    """What may be promised: the indicators of the tree that are not ended, and what already is."""
    rhythm = [value for value, _ in RHYTHMS]
    held = Prefetch(
        "targets",
        Target.objects.filter(pk_versi=one).prefetch_related("periods"),
        to_attr="held",
    )
    every = Indikator.objects.filter(
        Q(node__renstra=one.renstra_id) & ~Q(status=Indikator.Status.BERHENTI)
        | Q(targets__pk_versi=one),
        instansi=one.instansi_id,
    )
    rows = every.distinct().select_related("node", "skala").prefetch_related(held)
    return sorted(rows, key=lambda i: (rhythm.index(i.frekuensi), i.urut, i.kode))


def _held(indikator: Indikator) -> Target | None:
    return indikator.held[0] if indikator.held else None


def _grids(rows: list[Row]) -> list[dict]:
    """The rows by rhythm: each rhythm is a table with columns of its own."""
    grids: dict[str, dict] = {}
    for row in rows:
        grid = grids.setdefault(
            row.indikator.frekuensi,
            {"title": row.indikator.get_frekuensi_display(), "heads": [], "rows": []},
        )
        grid["heads"] = [(cell.code, _head(cell.code)) for cell in row.cells]
        grid["rows"].append(row)
    return list(grids.values())


def _head(code: str) -> str:
    return "Tahun" if code == YEAR else short_name(code)


def _keep_targets(request, one: PerjanjianKinerja, rows: list[Row]):
    changed = [row for row in rows if row.changed]
    if not changed:
        messages.info(request, "Tidak ada target yang berubah.")
        return redirect(request.get_full_path())
    try:
        with transaction.atomic():
            put(one, {row.indikator: row.said for row in changed})
            line(
                acting(request), one, f"Target {one} diubah: "
                + ", ".join(row.indikator.kode for row in changed),
                semula={row.indikator.kode: row.kept_words() for row in changed},
            )  # fmt: skip
    except FixedPromise:
        return refuse_fixed(request, one)
    messages.success(request, f"Target {len(changed)} indikator disimpan.")
    return redirect(request.get_full_path())


@planners
def pk_anggaran(request, pk):
    """The budget of a draft, program by program, kegiatan by kegiatan, in whole rupiah."""
    one = find(request, PerjanjianKinerja, pk, "renstra")
    if one.fixed:
        return refuse_fixed(request, one)
    grid = BudgetGrid(one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and grid.is_valid():
        lines = grid.lines()
        if lines:
            try:
                keep_budget(one, lines, acting(request))
            except FixedPromise:
                return refuse_fixed(request, one)
        messages.success(request, f"Anggaran {len(lines)} baris disimpan.")
        return redirect("pk", one.pk)
    return render(
        request,
        "planning/pk_anggaran.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Anggaran", None)),
            "one": one,
            "grid": grid,
        },
    )
