"""Rows 4 and 5 of SOP 9.2: freezing the methods, and measuring by them."""

from __future__ import annotations

from dataclasses import dataclass

from collection.models import Pengumpulan
from measurement.kept import kept_tiga
from measurement.ukur import ukur

from .draw import paths
from .hasil import Hasil, Metode, SerapanAnggaran
from .sources import Sources, approved_collection


def methods(run):
    """The methods in use, in the order of the tree."""
    return run.metode.filter(dipakai=True).select_related("unit")


def results(run):
    """The worksheet rows of the methods in use."""
    rows = run.hasil.filter(metode__dipakai=True)
    return rows.select_related("metode__unit", "metode__run__instansi")


def shown(run) -> str:
    """The versions of everything the waiting row is about: what `seen` compares."""
    if run.at == "metodologi":
        return str(list(methods(run).order_by("pk").values_list("pk", "version")))
    if run.at not in ("pengukuran", "rekap", "laporan", "analisa"):
        return ""
    parts = [
        list(rows.order_by("pk").values_list("pk", "version"))
        for rows in (run.hasil, run.rencana_tindak_lanjut, run.butir)
    ]
    dasar = run.dasar
    if run.at == "pengukuran":  # what would be measured now
        dasar = approved_collection(run)
    return f"{dasar and (dasar.pk, dasar.snapshot_hash)}{parts}"


def freeze_methods(run) -> None:
    methods(run).update(ditetapkan=True)


def lay_worksheet(run) -> None:
    """An empty worksheet row for every method: row 4's paper, ready for row 5."""
    missing = methods(run).filter(hasil__isnull=True)
    Hasil.objects.bulk_create(
        [Hasil(instansi=run.instansi, run=run, metode=metode) for metode in missing]
    )


@dataclass
class Worksheet:
    """What row 5 gives: worksheet rows and spending, computed but not saved."""

    dasar: Pengumpulan
    hasil: list[Hasil]
    serapan: list[SerapanAnggaran]


def compute(run) -> Worksheet | None:
    """The worksheet by the latest approved collections; None while there is none to measure."""
    sources = Sources.of(run)
    if sources.dasar is None:
        return None
    rows = list(results(run))
    for row in rows:
        _measure_row(row, sources, run.period)
    return Worksheet(sources.dasar, rows, _spending(run, sources))


def _measure_row(row: Hasil, sources: Sources, period) -> None:
    metode: Metode = row.metode
    row.nilai = sources.values(metode.indikator_id, metode.kamus)
    row.formulir = sources.row(metode.indikator_id)
    row.isian_id = row.formulir["isian"] if row.formulir else None
    row.capaian = kept_tiga(ukur(metode.kamus, metode.target, row.nilai, period))


def _spending(run, sources: Sources) -> list[SerapanAnggaran]:
    places = paths(run.instansi)
    return [
        SerapanAnggaran(
            instansi=run.instansi,
            run=run,
            node_id=node,
            kode=line["kode"],
            nama=line["nama"],
            jalur=places[node],
            pagu=line["pagu"],
            realisasi=_total(line["per_periode"].values()),
            per_periode=line["per_periode"],
        )
        for node, line in sources.spending().items()
    ]


def _total(amounts) -> int | None:
    """What is known of it; None where nothing is."""
    known = [a for a in amounts if a is not None]
    return sum(known) if known else None


def measure(run) -> None:
    """Row 5's act: the worksheet as it is now stands for good, until a return."""
    sheet = compute(run)
    run.dasar = sheet.dasar
    for row in sheet.hasil:
        row.version += 1
        row.terbuka = False
    Hasil.objects.bulk_update(
        sheet.hasil, ["nilai", "formulir", "isian", "capaian", "version", "terbuka"]
    )
    run.serapan.exclude(node__in=[line.node_id for line in sheet.serapan]).delete()
    SerapanAnggaran.objects.bulk_create(
        sheet.serapan,
        update_conflicts=True,
        unique_fields=["instansi", "run", "node"],
        update_fields=["kode", "nama", "jalur", "pagu", "realisasi", "per_periode"],
    )
