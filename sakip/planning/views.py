"""The first page of planning: what there is for a year, what is missing, what to do first."""

from __future__ import annotations

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse

from .dictionary import Indikator
from .fields import year_of
from .gates import planners
from .promise import PerjanjianKinerja
from .review import Review
from .tree import Node, Renstra
from .views_indikator import GAPS


@planners
def perencanaan(request):
    """Renstra, tree, dictionary and the Perjanjian Kinerja of ?tahun= (this year unless told)."""
    tahun = year_of(request.GET.get("tahun", ""), request.instansi.today().year)
    promises = list(
        PerjanjianKinerja.objects.filter(instansi=request.instansi)
        .select_related("renstra", "instansi")
        .order_by("-tahun", "-versi")
    )
    renstra = list(Renstra.objects.filter(instansi=request.instansi))
    levels = _levels(request.instansi)
    indicators = _indicators(request.instansi)
    of_year = [p for p in promises if p.tahun == tahun]
    return render(
        request,
        "planning/perencanaan.html",
        {
            "tahun": tahun,
            "years": sorted({p.tahun for p in promises} | {request.instansi.today().year, tahun}),
            "renstra": renstra,
            "levels": levels,
            "indicators": indicators,
            "gaps": [(f"{reverse('indikator_daftar')}?kurang={key}", words, indicators[key])
                     for key, (words, _) in GAPS.items() if indicators[key]],
            "promises": of_year,
            "review": Review(of_year[0]) if of_year else None,
            "first": _first(renstra, levels, indicators, of_year, tahun),
        },
    )  # fmt: skip


def _levels(instansi) -> list[tuple[str, int]]:
    counts = dict(
        Node.objects.filter(instansi=instansi)
        .order_by()
        .values_list("level")
        .annotate(n=Count("pk"))
    )
    return [(label, counts.get(value, 0)) for value, label in Node.Level.choices]


def _indicators(instansi) -> dict[str, int]:
    """How many there are, by state, and how many lack what they need; one query."""
    live = ~Q(status=Indikator.Status.BERHENTI)
    gaps = {key: Count("pk", filter=Q(**where) & live) for key, (_, where) in GAPS.items()}
    states = {value: Count("pk", filter=Q(status=value)) for value in Indikator.Status.values}
    found = Indikator.objects.filter(instansi=instansi)
    return found.aggregate(total=Count("pk"), **states, **gaps)


def _first(renstra, levels, indicators, promises, tahun) -> tuple[str, str, str, str] | None:
    """The one thing to do now: (fact, sentence, address, label); None once a promise is fixed."""
    if not renstra:
        return (
            "Mulailah dari Renstra",
            "Pohon kinerja, indikator, dan Perjanjian Kinerja bergantung pada Renstra.",
            reverse("renstra_baru"),
            "Renstra baru",
        )
    if not any(n for _, n in levels):
        return (
            "Susun pohon kinerja",
            "Tambahkan tujuan, sasaran, dan program; atau impor Perjanjian Kinerja dari berkas, "
            "yang sekaligus membuat pohon dan indikatornya.",
            reverse("pohon", args=[renstra[0].pk]),
            "Buka pohon kinerja",
        )
    if not indicators["total"]:
        return (
            "Tulis kamus indikator",
            "Setiap indikator bergantung pada tujuan, sasaran, program, atau kegiatan.",
            reverse("indikator_baru"),
            "Indikator baru",
        )
    if not promises:
        return (
            f"Buat Perjanjian Kinerja {tahun}",
            "Pengumpulan dan pengukuran baru dapat dimulai setelah Perjanjian Kinerja ditetapkan.",
            f"{reverse('pk_baru')}?tahun={tahun}",
            "Buat draf",
        )
    if not any(p.fixed for p in promises):
        return (
            f"Tetapkan {promises[0]}",
            "Selesaikan drafnya, lalu tetapkan. Sebelum itu tidak ada yang dapat diukur.",
            reverse("pk", args=[promises[0].pk]),
            "Buka draf",
        )
    return None
