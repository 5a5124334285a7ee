"""Rencana Tindak Lanjut Capaian: what is done about every indicator below its target (domain 2.21)."""

from __future__ import annotations

from datetime import date

from ..measured import (
    SHEET,
    Measured,
    clamped,
    places,
    raw_formula,
    realised,
    reported,
    target_value,
)
from ..table import ANGKA, BULAT, PERSEN, TANGGAL, Column, Row


class RencanaTindakLanjut(Measured):
    """One row for every indicator below its target."""

    title = "Rencana Tindak Lanjut Capaian"
    about = "Untuk indikator yang belum mencapai target"
    readers = SHEET
    row = "analisa"
    own_rows = True
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("kode", "Kode", width=6),
        Column("nama", "Indikator", width=16),
        Column("target", "Target s.d. periode", ANGKA, 6),
        Column("realisasi", "Realisasi s.d. periode", ANGKA, 6),
        Column("capaian", "Capaian (%)", PERSEN, 6, live=True),
        Column("sebab", "Sebab", width=15),
        Column("tindakan", "Tindakan", width=16),
        Column("unit", "Unit dan penanggung jawab", width=11),
        Column("tenggat", "Batas waktu", TANGGAL, 7),
        Column("bukti", "Bukti selesai", width=8),
    )

    def sentence(self):
        count = len(list(self.rows()))
        if not count:
            return "Tidak ada indikator yang belum mencapai target."
        return f"Disusun untuk {count} indikator yang belum mencapai target."

    def rows(self):
        measured = {row["kode"]: row for row in self.shown()}
        plans = [said for said in self.doc["rencana"] if said["kode"] in measured]
        for no, said in enumerate(plans, 1):
            yield line(no, said, measured[said["kode"]])


def line(no, said, row) -> Row:
    who = [said["unit"]["nama"] if said["unit"] else "", said["penanggung_jawab"]]
    formula = clamped(row, raw_formula(row))
    return Row(
        (
            no,
            said["kode"],
            said["nama"],
            target_value(row["capaian"]["target"], row["kamus"]),
            realised(row),
            reported(row),
            said["sebab"] or None,
            said["tindakan"] or None,
            "; ".join(filter(None, who)) or None,
            date.fromisoformat(said["tenggat"]) if said["tenggat"] else None,
            said["bukti_selesai"] or None,
        ),
        decimals=places(row),
        formulas={"capaian": formula} if formula else {},
    )
