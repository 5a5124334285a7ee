"""What the Sekretaris approved, as one canonical document with its hash."""

import copy
from datetime import date, datetime

from measurement.kept import printed
from sakip.lib import tanggal
from sakip.papers.models import digest

from . import words
from .flow import evidence_of
from .hitung import Earlier, earlier_values, tiga
from .isian import value_of
from .rekap import Share, share_of


def freeze(run) -> None:
    """Write the figures of every form into the run: reports of it read nothing else."""
    forms = run.forms.select_related("unit").prefetch_related("isian__bukti__berkas", "anggaran")
    earlier = earlier_values(run, {i.indikator_id for form in forms for i in form.isian.all()})
    run.snapshot = {
        "periode": run.periode,
        "revisi": run.revisi,
        "unit": [
            {
                "id": form.unit_id,
                "nama": form.unit.nama,
                "formulir": form.pk,
                "nomor": form.nomor,
                "putaran": form.round,
                "ditutup": form.ditutup,
                "diserahkan": form.diserahkan_pada.isoformat() if form.diserahkan_pada else None,
                "tenggat_awal": form.tenggat_awal.isoformat() if form.tenggat_awal else None,
                "isian": rows(list(form.isian.all()), earlier),
                "anggaran": [spent(line) for line in form.anggaran.all()],
            }
            for form in forms
        ],
    }
    run.snapshot_hash = digest(run.snapshot)


def completeness(unit) -> Share:
    """How much of what was due in a unit of the document is reported or excused."""
    return share_of(
        (words.state_of(row, due=row["jatuh_tempo"]), row["jatuh_tempo"]) for row in unit["isian"]
    )


def days_late(unit, zone: str) -> int | None:
    """By how many days it was first handed in after its original date; None: it never was.

    A form that was closed with its gaps was not handed in, whatever its earlier rounds did.
    """
    if unit["ditutup"] or not unit["diserahkan"]:
        return None
    day = tanggal.local(datetime.fromisoformat(unit["diserahkan"]), zone).date()
    due = unit["tenggat_awal"]
    return max((day - date.fromisoformat(due)).days, 0) if due else 0


def closed_forms(doc, *, shown=lambda unit_id: True) -> list[str]:
    """The forms that were closed with gaps, each with its reason and the values it lacks."""
    found = []
    for unit in doc["unit"]:
        if unit["ditutup"] and shown(unit["id"]):
            lacking = [row["kode"] for row in unit["isian"] if _lacks(row)]
            found.append(
                f"Formulir {unit['nama']} ditutup dengan kekurangan ({unit['ditutup']}); "
                f"tanpa nilai: {', '.join(lacking) or 'tidak ada'}."
            )
    return found


def _lacks(row) -> bool:
    state = words.state_of(row, due=row["jatuh_tempo"])
    return state not in (words.ADA, words.NIHIL, words.BELUM_JATUH_TEMPO)


def current(run) -> dict:
    """The document of a run: as it was approved, else put together from how things stand, not kept."""
    if run.snapshot is not None:
        return run.snapshot
    now = copy.copy(run)
    freeze(now)
    return now.snapshot


def spent(line) -> dict:
    """Spending knows its place by id: one program code may stand below several sasaran."""
    return {
        "node": line.node_id,
        "kode": line.kode,
        "nama": line.nama,
        "pagu": line.pagu,
        "realisasi": line.realisasi,
    }


def rows(isian, earlier: Earlier) -> list[dict]:
    """One row an indicator; what single months of it said lies within it."""
    months: dict[int, list] = {}
    for one in isian:
        if one.bulan:
            months.setdefault(one.indikator_id, []).append(one)
    return [row(one, earlier, months.get(one.indikator_id, [])) for one in isian if not one.bulan]


def row(isian, earlier: Earlier, months=()) -> dict:
    said = {
        "isian": isian.pk,
        "indikator": isian.indikator_id,
        "kode": isian.kode,
        "nama": isian.nama,
        "kamus": isian.kamus,
        "target": isian.target,
        "jatuh_tempo": isian.jatuh_tempo,
        "bukti": evidence(isian),
        **value_of(isian),
        "sampai": so_far(isian, earlier),
    }
    if isian.dibawa:
        carried = {item["bulan"]: item["nilai"] for item in isian.dibawa if item["nilai"]}
        typed = {m.bulan: {**value_of(m), "bukti": evidence(m)} for m in months}
        said |= {"dibawa": [item["kalimat"] for item in isian.dibawa], "bulan": carried | typed}
    return said


def so_far(isian, earlier: Earlier) -> dict | None:
    """Its realisasi up to this period, added up as its dictionary entry says; for printing."""
    said = tiga(isian, earlier).realisasi_sd
    return None if said is None else {"nilai": printed(said.nilai), "teks": said.kode}


def evidence(isian) -> list[dict]:
    return [evidence_of(b) for b in isian.bukti.all() if not b.dicabut]
