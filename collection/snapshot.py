"""What the Sekretaris approved, as one canonical document with its hash."""

from measurement.kept import printed
from sakip.papers.models import digest

from .flow import evidence_of
from .hitung import Earlier, earlier_values, tiga
from .isian import value_of


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
