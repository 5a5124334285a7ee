"""A measurement as one document: methods, inputs, figures, tree, spending, plans.

Before the approval it is put together from the rows; the approval keeps it with its hash, and
from then on every page, paper and report of the run is drawn from what was kept, and from
nothing else.
"""

from __future__ import annotations

from measurement.kept import kept_tiga
from measurement.ukur import ukur
from sakip.papers import kinds as naskah
from sakip.papers.models import digest
from sakip.sop.drafts import cleaned
from sakip.trail.models import Entry

from .rekap import roll_up
from .work import compute, results

VERSION = 1


def freeze(run) -> None:
    """Keep what the Sekretaris approves, with the SHA-256 of its one canonical spelling."""
    run.snapshot = compose(run)
    run.snapshot_hash = digest(run.snapshot)


def document(run) -> dict:
    """The run's figures: those approved, or those that stand on its worksheet now.

    At `pengukuran` itself they are computed anew with every look, until the act keeps them.
    """
    return run.snapshot or compose(run)


def compose(run) -> dict:
    """The document of a run that is not approved yet (its shape: the keys below and in `row`)."""
    if run.reached("pengukuran") and not run.past("pengukuran"):
        sheet = compute(run)
        dasar, rows, spent = (
            (sheet.dasar, sheet.hasil, sheet.serapan) if sheet else (None, list(results(run)), [])
        )
    else:
        dasar, rows, spent = run.dasar, list(results(run)), list(run.serapan.all())
    baris = [row(h) for h in rows] if run.reached("pengukuran") else []
    belanja = [line(s) for s in spent]
    return {
        "versi": VERSION,
        "tahun": run.tahun,
        "periode": run.periode,
        "revisi": run.revisi,
        "dasar": _dasar(dasar),
        "sumber": _sumber(baris),
        "perjanjian_kinerja": sorted({r["target"]["pk"] for r in baris}),
        "metodologi": methodology(run),
        "baris": baris,
        "anggaran": belanja,
        **roll_up(baris, belanja, run.period),
        "rencana": [plan(p) for p in plans(run)],
        "evaluasi": evaluations(run, baris),
    }


def methodology(run) -> dict | None:
    """Which version of the methodology this is: how often row 4 was done, when last and by whom.

    A correcting run measures by the methods of the run it corrects.
    """
    owner = run
    while owner.revises_id:
        owner = owner.revises
    acts = list(Entry.objects.of(owner).filter(verb="metodologi").select_related("user"))
    if not acts:
        return None
    last = acts[-1]
    return {
        "versi": len(acts),
        "pada": last.on.isoformat(),
        "oleh": last.capacity,
        "nama": str(last.user),
    }


def _dasar(dasar) -> dict | None:
    if dasar is None:
        return None
    return {
        "id": dasar.pk,
        "nama": str(dasar),
        "periode": dasar.periode,
        "revisi": dasar.revisi,
        "hash": dasar.snapshot_hash,
    }


def _sumber(baris) -> list[dict]:
    """Every approved collection some figure was taken from, once."""
    found = {
        (s["periode"], s["revisi"]): s
        for row in baris
        for value in row["nilai"].values()
        for s in value["sumber"]
    }
    return [found[key] for key in sorted(found)]


def method_row(metode) -> dict:
    """The part of a worksheet row that row 4 sets."""
    return {
        "periode": metode.run.periode,
        "indikator": metode.indikator_id,
        "kode": metode.kode,
        "nama": metode.nama,
        "unit": metode.unit and {"id": metode.unit_id, "nama": metode.unit.nama},
        "kamus": metode.kamus,
        "target": metode.target,
        "smart": metode.smart,
        "catatan_smart": metode.catatan,
    }


def row(hasil) -> dict:
    """One worksheet row with everything that is needed to compute it again."""
    return {
        "id": hasil.pk,
        **method_row(hasil.metode),
        "nilai": hasil.nilai,
        "formulir": hasil.formulir,
        "capaian": hasil.capaian or _unmeasured(hasil),
        "catatan": hasil.catatan,
    }


def _unmeasured(hasil) -> dict:
    """A row that no collection has answered yet."""
    metode = hasil.metode
    return kept_tiga(ukur(metode.kamus, metode.target, hasil.nilai, metode.run.period))


def line(serapan) -> dict:
    return {
        "node": serapan.node_id,
        "kode": serapan.kode,
        "nama": serapan.nama,
        "jalur": serapan.jalur,
        "pagu": serapan.pagu,
        "realisasi": serapan.realisasi,
        "per_periode": serapan.per_periode,
    }


def plans(run):
    """The Rencana Tindak Lanjut rows that count: of indicators below their target now."""
    rows = run.rencana_tindak_lanjut.filter(hasil__metode__dipakai=True)
    rows = rows.select_related("hasil__metode", "unit", "run__instansi")
    return [p for p in rows if p.hasil.missed]


def plan(p) -> dict:
    return {
        "id": p.pk,
        "kode": p.hasil.metode.kode,
        "nama": p.hasil.metode.nama,
        "sebab": p.sebab,
        "tindakan": p.tindakan,
        "unit": p.unit and {"id": p.unit_id, "nama": p.unit.nama},
        "penanggung_jawab": p.penanggung_jawab,
        "tenggat": p.tenggat and p.tenggat.isoformat(),
        "bukti_selesai": p.bukti_selesai,
    }


def evaluations(run, baris) -> dict[str, dict]:
    """{kode: what the Sekretaris says of an indicator below its target}, as far as it is written."""
    if not run.reached("analisa"):
        return {}
    written = cleaned(run, naskah.FORM_EVALUASI).get("baris", {})
    return {r["kode"]: said(written[str(r["id"])]) for r in baris if str(r["id"]) in written}


def said(words) -> dict:
    return {
        "analisis": words["analisis"],
        "rekomendasi": words["rekomendasi"],
        "penanggung_jawab": words["pj"],
        "tenggat": words["batas"].isoformat(),
    }
