"""What the Sekretaris approved, as one canonical document with its hash."""

from sakip.papers.models import digest

from .flow import evidence_of
from .isian import value_of


def freeze(run) -> None:
    """Write the figures of every form into the run: reports of it read nothing else."""
    forms = run.forms.select_related("unit").prefetch_related("isian__bukti__berkas", "anggaran")
    run.snapshot = {
        "periode": run.periode,
        "revisi": run.revisi,
        "unit": [
            {
                "id": form.unit_id,
                "nama": form.unit.nama,
                "nomor": form.nomor,
                "ditutup": form.ditutup,
                "diserahkan": form.diserahkan_pada.isoformat() if form.diserahkan_pada else None,
                "tenggat_awal": form.tenggat_awal.isoformat() if form.tenggat_awal else None,
                "isian": [row(isian) for isian in form.isian.all()],
                "anggaran": [spent(line) for line in form.anggaran.all()],
            }
            for form in forms
        ],
    }
    run.snapshot_hash = digest(run.snapshot)


def spent(line) -> dict:
    """Spending knows its place by id: one program code may stand below several sasaran."""
    return {
        "node": line.node_id,
        "kode": line.kode,
        "nama": line.nama,
        "pagu": line.pagu,
        "realisasi": line.realisasi,
    }


def row(isian) -> dict:
    return {
        "isian": isian.pk,
        "indikator": isian.indikator_id,
        "kode": isian.kode,
        "nama": isian.nama,
        "bulan": isian.bulan,
        "jatuh_tempo": isian.jatuh_tempo,
        "kamus": isian.kamus,
        "target": isian.target,
        "bukti": [evidence_of(b) for b in isian.bukti.all() if not b.dicabut],
        **value_of(isian),
    }
