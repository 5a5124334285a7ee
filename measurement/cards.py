"""One indicator on the dashboard: its figure, its bullet, its line through the year."""

from __future__ import annotations

from decimal import Decimal

from measurement import printing as p
from measurement.kept import figure
from measurement.ukur import target_line
from sakip.lib import svg
from sakip.planning.periods import Period, months, quarters

Year = dict[str, dict]


def card(row, year: Year, period: Period) -> dict:
    """What parts of a card are printed; `bullet` and `line` are SVG, or nothing for predicates."""
    kamus, three = row["kamus"], row["capaian"]
    said = three["sampai"]
    status, word = p.lamp(said)
    shown = {
        "kode": row["kode"],
        "nama": row["nama"],
        "status": status,
        "word": word,
        "capaian": p.share_sign(said["reported"], kamus),
        "realisasi": p.with_unit(p.value(three["realisasi"], kamus), kamus),
        "target": p.with_unit(p.target(three["target"], kamus), kamus),
        "kosong": said["reported"] is None,
        "sebab": why(row),
    }
    if kamus["polaritas"] == p.PREDICATE:
        return shown
    return shown | charts(row, year, period, status)


def why(row) -> str:
    """Why there is no figure, in a sentence."""
    rhythm = row["kamus"]["frekuensi"]
    status = row["capaian"]["sampai"]["status"]
    if status == "belum_jatuh_tempo" and rhythm == "tahunan":
        return "Diukur satu kali setahun dan belum ikut dihitung pada periode ini."
    if status == "belum_jatuh_tempo":
        return "Belum jatuh tempo dan belum ikut dihitung pada periode ini."
    return f"{p.sentence(row['capaian']['sampai']['keterangan'])}; tidak ikut dihitung."


def charts(row, year: Year, period: Period, status: str) -> dict:
    kamus = row["kamus"]
    columns = months(period.tahun) if period.is_month else quarters(period.tahun)
    wanted = target_line(kamus, row["target"], period)
    lines = [
        {
            "nama": str(q).rsplit(" ", 1)[0],
            "target": goal(wanted[q.code], kamus),
            "nyata": value_of(row["indikator"], year.get(q.code)),
            "lalu": value_of(row["indikator"], year.get(f"{q.tahun - 1}{q.code[4:]}")),
        }
        for q in columns
    ]
    return {
        "bullet": bullet(row, status),
        "line": svg.line(
            [short(q) for q in columns],
            [line["nyata"] for line in lines],
            [line["target"] for line in lines],
            [line["lalu"] for line in lines],
            label=f"Realisasi {row['kode']} sampai dengan tiap periode {period.tahun}, target, dan "
            f"tahun {period.tahun - 1}; angka lengkap pada tabel data",
            places=kamus["desimal"],
        ),
        "tabel": [
            {
                "nama": line["nama"],
                **{k: p.number(_text(line[k]), kamus) for k in ("target", "nyata", "lalu")},
            }
            for line in lines
        ],
    }


def bullet(row, status: str):
    kamus, three = row["kamus"], row["capaian"]
    value = figure((three["realisasi"] or {}).get("nilai"))
    wanted = goal_of(three["target"])
    if value is None or wanted is None or value < 0:
        return ""
    percent = p.with_unit("", kamus) == "%"
    return svg.bullet(
        value,
        wanted,
        status,
        top=Decimal(100) if percent and max(value, wanted) <= 100 else None,
        unit=kamus["satuan"],
        places=kamus["desimal"],
    )


def goal_of(said) -> Decimal | None:
    """One mark for a target; a range is marked where it begins."""
    if not said:
        return None
    return figure(said["nilai"] or said["bawah"])


def goal(target, kamus) -> Decimal | None:
    return target.nilai if target.nilai is not None else target.bawah


def value_of(indikator, doc) -> Decimal | None:
    """The realisasi up to a period as it was approved then."""
    row = next((r for r in doc["baris"] if r["indikator"] == indikator), None) if doc else None
    realised = row["capaian"]["realisasi"] if row else None
    return figure(realised["nilai"]) if realised else None


def short(period: Period) -> str:
    """ "TW III", "Sep"."""
    return str(period)[:3] if period.is_month else period.short.rsplit(" ", 1)[0]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
