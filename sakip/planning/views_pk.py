"""The pages of the Perjanjian Kinerja: read, begin, parties, targets, budget, fix, revise."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse

from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Group, Table
from sakip.lib.tanggal import long_date
from sakip.people.offices import any_office

from .acts import drop_draft, fix, open_promise, revise
from .checks import Finding
from .dictionary import Indikator
from .forms_pk import BeginForm, FixForm, ReviseForm, parties_of
from .gates import acting, find, planners, plans
from .promise import FixedPromise, PerjanjianKinerja
from .review import Review
from .said import YEAR, Said, by_period, style_of
from .targets import codes_of, promised
from .tree import Renstra


@any_office
def pk_daftar(request):
    """Every Perjanjian Kinerja of the instansi, latest first."""
    rows = PerjanjianKinerja.objects.filter(instansi=request.instansi).select_related("renstra")
    page = Paginator(rows, 50).get_page(request.GET.get("halaman"))
    columns = [
        Column("Perjanjian Kinerja"),
        Column("Renstra"),
        Column("Ditandatangani"),
        Column("Keadaan", plain=True),
    ]
    table = Table(
        "Perjanjian Kinerja",
        columns,
        [
            (
                tautan(reverse("pk", args=[one.pk]), str(one)),
                str(one.renstra),
                long_date(one.tanggal),
                state(one),
            )
            for one in page
        ],
    )
    return render(
        request,
        "planning/pk_daftar.html",
        {
            "remah": way(request),
            "tabel": table,
            "page": page,
            "plans": plans(request),
            "ready": Renstra.objects.filter(instansi=request.instansi).exists(),
        },
    )


def state(one: PerjanjianKinerja):
    if one.fixed:
        return lencana("hijau", "Ditetapkan", "lock-fill")
    return lencana("abu", "Draf", "pencil")


@any_office
def pk(request, pk):
    """One Perjanjian Kinerja as everybody reads it; what is missing stands above it."""
    one = find(request, PerjanjianKinerja, pk, "renstra", "instansi", "ditetapkan_oleh__user")
    review = Review(one)
    page = Paginator(review.targets, 50).get_page(request.GET.get("halaman"))
    versions = PerjanjianKinerja.objects.filter(instansi=request.instansi, tahun=one.tahun)
    versions = list(versions.order_by("versi"))
    return render(
        request,
        "planning/pk.html",
        {
            "remah": way(request, (str(one), None)),
            "one": one,
            "review": review,
            "page": page,
            "targets": _targets_table(page, one),
            "versions": versions,
            "last": versions[-1] == one,
            "plans": plans(request),
            "findings": review.findings if plans(request) and not one.fixed else [],
        },
    )


def _targets_table(page, one: PerjanjianKinerja) -> Table:
    columns = [
        Column("Indikator"),
        Column("Satuan"),
        Column("Unit"),
        Column("Target per periode"),
        Column(f"Target {one.tahun}", "n"),
    ]
    rows, node = [], None
    for target in sorted(page, key=lambda t: (t.indikator.node_id, t.indikator.urut)):
        indikator = target.indikator
        if indikator.node_id != node:
            node = indikator.node_id
            rows.append(Group(f"{indikator.node.get_level_display()}: {indikator.node}"))
        rows.append(_target_cells(indikator, promised(target), one.tahun))
    return Table("Target", columns, rows, early=True)


def _target_cells(indikator: Indikator, said: dict[str, Said], tahun: int) -> tuple:
    style, places = style_of(indikator.polaritas), indikator.desimal
    periods = by_period(
        [
            (code, said[code].words(style, places))
            for code in codes_of(indikator, tahun)
            if code != YEAR and code in said
        ]
    )
    return (
        tautan(reverse("indikator", args=[indikator.pk]), f"{indikator.kode} {indikator.nama}"),
        indikator.satuan or None,
        indikator.unit.singkatan if indikator.unit else None,
        periods or None,
        said[YEAR].words(style, places),
    )


@planners
def pk_baru(request):
    """Begin the Perjanjian Kinerja of a year as a draft, with the parties of today proposed."""
    if not Renstra.objects.filter(instansi=request.instansi).exists():
        messages.warning(request, "Buatlah Renstra dahulu: target bergantung pada pohonnya.")
        return redirect("renstra_baru")
    initial = {"tahun": request.GET.get("tahun") or request.instansi.today().year}
    form = BeginForm(request.POST or None, instansi=request.instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        one = PerjanjianKinerja(
            instansi=request.instansi,
            tahun=said["tahun"],
            renstra=said["renstra"],
            **parties_of(request.instansi),
        )
        try:
            open_promise(one, acting(request))
        except IntegrityError:  # two at once: the first one made it
            one = PerjanjianKinerja.objects.get(
                instansi=request.instansi, tahun=one.tahun, versi=one.versi
            )
        messages.success(request, f"Draf {one} dibuat. Lengkapi para pihak, target, dan anggaran.")
        return redirect("pk", one.pk)
    return render(
        request,
        "planning/borang.html",
        {
            "remah": way(request, ("Baru", None)),
            "judul": "Perjanjian Kinerja baru",
            "intro": "Membuat draf Murni. Target dapat diisi pada kisi, atau diimpor dari berkas.",
            "form": form,
            "tombol": "Buat draf",
            "batal": reverse("pk_daftar"),
            "lain": [("Impor dari berkas", reverse("impor"))],
        },
    )


@planners
def pk_tetapkan(request, pk):
    """What becomes immutable, said before the click; then it is."""
    one = find(request, PerjanjianKinerja, pk, "renstra", "instansi")
    if one.fixed:
        return refuse_fixed(request, one)
    review = Review(one)
    today = request.instansi.today()
    start = one.versi and today.year == one.tahun and today
    initial = {"hari": today, "mulai": start or today.replace(year=one.tahun, month=1, day=1)}
    form = FixForm(request.POST or None, pk=one, initial=initial)
    if request.method == "POST" and form.is_valid() and not review.blockers:
        try:
            fix(one, acting(request), **form.cleaned_data)
        except FixedPromise:
            return refuse_fixed(request, one)
        messages.success(request, f"{one} ditetapkan.")
        return redirect("pk", one.pk)
    return render(
        request,
        "planning/yakin.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Tetapkan", None)),
            "judul": f"Tetapkan {one}",
            "form": form,
            "halangan_daftar": review.blockers,
            "temuan": [*review.warnings, *(Finding(text) for text in one.catatan)],
            "akibat": _consequences(one, review),
            "tombol": "Tetapkan",
            "batal": reverse("pk", args=[one.pk]),
        },
    )


def _consequences(one: PerjanjianKinerja, review: Review) -> list[str]:
    said = [
        f"{len(review.targets)} target dan {len(review.budget)} baris anggaran tidak dapat "
        "diubah lagi, oleh siapa pun.",
        "Perubahan kemudian dilakukan dengan Perubahan Perjanjian Kinerja, berupa versi baru.",
        f"Pengumpulan dan pengukuran {one.tahun} memakai target ini.",
    ]
    if one.versi:
        said.append("Proses yang sudah membagikan formulir tetap memakai versi sebelumnya.")
    return said


@planners
def pk_perubahan(request, pk):
    """Copy the fixed promise into a draft of the next version, with a reason."""
    one = find(request, PerjanjianKinerja, pk)
    later = PerjanjianKinerja.objects.filter(
        instansi=request.instansi, tahun=one.tahun, versi__gt=one.versi
    ).order_by("-versi").first()  # fmt: skip
    if later or not one.fixed:
        other = later or one
        messages.info(request, f"{other} sudah ada; perubahan ditulis di sana.")
        return redirect("pk", other.pk)
    form = ReviseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = revise(one, acting(request), alasan=form.cleaned_data["alasan"])
        except IntegrityError:  # two at once: the first one made it
            return redirect("pk_perubahan", one.pk)
        messages.success(request, f"Draf {fresh} dibuat dari {one}.")
        return redirect("pk", fresh.pk)
    return render(
        request,
        "planning/borang.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Perubahan", None)),
            "judul": f"Buat Perubahan dari {one}",
            "intro": "Semua pihak, target, dan anggaran disalin ke draf baru. Yang sudah "
            "ditetapkan tetap berlaku sampai draf itu ditetapkan.",
            "form": form,
            "tombol": "Buat Perubahan",
            "batal": reverse("pk", args=[one.pk]),
        },
    )


@planners
def pk_buang(request, pk):
    """Throw a draft away, with all its targets."""
    one = find(request, PerjanjianKinerja, pk)
    if one.fixed:
        return refuse_fixed(request, one)
    if request.method == "POST":
        try:
            drop_draft(one, acting(request))
        except FixedPromise:
            return refuse_fixed(request, one)
        messages.success(request, f"Draf {one} dibuang.")
        return redirect("perencanaan")
    return render(
        request,
        "planning/yakin.html",
        {
            "remah": way(request, (str(one), reverse("pk", args=[one.pk])), ("Buang", None)),
            "judul": f"Buang draf {one}",
            "akibat": [
                f"{one.targets.count()} target dan {one.anggaran.count()} baris anggaran hilang.",
                "Indikator dan pohon kinerja tidak berubah.",
            ],
            "tombol": "Buang draf",
            "batal": reverse("pk", args=[one.pk]),
        },
    )


def refuse_fixed(request, one: PerjanjianKinerja):
    """What was fixed says so and stays as it is."""
    messages.warning(request, str(FixedPromise(one)))
    return redirect("pk", one.pk)


def way(request, *rest):
    first = ("Perencanaan", reverse("perencanaan") if plans(request) else None)
    return [first, ("Perjanjian Kinerja", reverse("pk_daftar")), *rest]
