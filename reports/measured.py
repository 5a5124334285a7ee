"""What reports of a measurement have in common: its one document, its figures as figures, and the
arithmetic of each as a formula that a workbook can compute again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from measurement import printing as p
from measurement.kept import figure
from measurement.snapshot import document
from sakip.people.models import Role

from .report import PENGUKURAN, Report

Data = Mapping[str, Any]
SHEET = (Role.KEPALA, Role.SEKRETARIS, Role.BIDANG, Role.TIM_SAKIP, Role.STAF)
READ_BY_ALL = (*SHEET, Role.AUDITOR)


class Measured(Report):
    """A report of one Pengukuran: of an approved one out of what was kept, and of nothing else."""

    of = PENGUKURAN

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.doc = document(self.subject.run)

    def shown(self) -> list[Data]:
        """The worksheet rows these readers see, in their order."""
        return [r for r in self.doc["baris"] if self.mine(r["unit"] and r["unit"]["id"])]

    def notes(self):
        return provenance(self.doc, self.shown(), whole=self.units is None)


def provenance(doc: Data, rows: list[Data], *, whole: bool) -> list[str]:
    """What shaped the figures of these rows, and from which collections they come."""
    found = []
    if doc["dasar"]:
        found.append(f"Data: {doc['dasar']['nama']}, sidik jari {doc['dasar']['hash'][:12]}.")
    if doc["perjanjian_kinerja"]:
        found.append(f"Target: {', '.join(doc['perjanjian_kinerja'])}.")
    found += p.scale_words({"baris": rows})
    for row in rows:
        found += [f"{row['kode']}: {note}" for note in row["capaian"]["sampai"]["catatan"]]
    return [*found, *doc["ringkasan"]["catatan"]] if whole else found


def target_value(said: Data | None, kamus: Data):
    """A target as a figure; a range or a predicate as words."""
    if said and kamus["polaritas"] not in (p.PREDICATE, *p.RANGE):
        return figure(said["nilai"])
    shown = p.target(said, kamus)
    return None if shown == p.NOTHING else shown


def realised(row: Data):
    said = row["capaian"]["realisasi"]
    if not said:
        return None
    if row["kamus"]["polaritas"] == p.PREDICATE:
        return said["teks"] or None
    return figure(said["nilai"])


def places(row: Data) -> int:
    return row["kamus"]["desimal"]


def reported(row: Data) -> Decimal | None:
    return figure(row["capaian"]["sampai"]["reported"])


# -- formulas of the workbook -------------------------------------------------------------------

_FORMULAS = {
    ("tinggi", "standar"): "[realisasi]/[target]*100",
    ("rendah", "standar"): "(2*[target]-[realisasi])/[target]*100",
    ("rendah", "rasio_terbalik"): "[target]/[realisasi]*100",
    ("tepat", "standar"): "100-ABS([realisasi]-[target])/ABS([target])*100",
}


def raw_formula(row: Data, target: str = "target") -> str:
    """The raw capaian out of the cells of its row; "" where no arithmetic of two cells gives it."""
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    goal = row["capaian"]["target"] if target == "target" else row["target"]["tahun"]
    made = realised(row)
    if said["raw"] is None or not isinstance(made, Decimal) or not goal or not goal["nilai"]:
        return ""
    if not figure(goal["nilai"]):
        return ""
    formula = _FORMULAS.get((kamus["polaritas"], kamus["rumus"]), "")
    if "/[realisasi]" in formula and not made:
        return ""
    return formula.replace("[target]", f"[{target}]")


def clamped(row: Data, formula: str) -> str:
    """The reported capaian out of a raw one: floor and cap of its method."""
    if not formula:
        return ""
    low, high = row["kamus"]["batas_bawah"], row["kamus"]["batas_atas"]
    if low is not None:
        formula = f"MAX({low},{formula})"
    return f"MIN({high},{formula})" if high is not None else formula


def year_formula(row: Data) -> str:
    """Against the year's target, where it is computed by the same two cells."""
    if row["capaian"]["tahun"]["raw"] is None:
        return ""
    return clamped(row, raw_formula(row, "target_tahun"))


def share_formula(pagu, realisasi) -> dict[str, str]:
    if not pagu or realisasi is None:
        return {}
    return {"serapan": "[realisasi_rp]/[pagu]*100"}
