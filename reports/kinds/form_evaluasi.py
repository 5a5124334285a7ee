"""Form Evaluasi Kinerja (SOP VI; domain 2.20): what the Sekretaris said of each indicator."""

from __future__ import annotations

from datetime import date

from measurement import printing as p

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
from ..table import ANGKA, BULAT, PERSEN, TANGGAL, Column, Row, group


class FormEvaluasi(Measured):
    """One row an indicator: figures, factors of the unit, analysis, recommendation."""

    title = "Form Evaluasi Kinerja"
    about = "Analisis dan rekomendasi Sekretaris"
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
        Column("tercapai", "Mencapai target", width=6),
        Column("faktor", "Faktor pendukung/penghambat", width=14),
        Column("analisis", "Analisis Sekretaris", width=12),
        Column("rekomendasi", "Rekomendasi", width=11),
        Column("pj", "Penanggung jawab", width=8),
        Column("tenggat", "Batas waktu", TANGGAL, 6),
    )

    def sentence(self):
        return f"{self.doc['ringkasan']['kalimat']}." if self.units is None else ""

    def rows(self):
        before = None
        for no, row in enumerate(self.shown(), 1):
            sasaran = p.sasaran_of(row)
            if sasaran != before:
                yield group(sasaran)
            before = sasaran
            yield line(no, row, self.doc["evaluasi"].get(row["kode"]))


def line(no, row, said) -> Row:
    kamus, unit, said = row["kamus"], row["formulir"] or {}, said or {}
    factors = [unit.get(name, "") for name in ("pendukung", "penghambat")]
    formula = clamped(row, raw_formula(row))
    return Row(
        (
            no,
            row["kode"],
            row["nama"],
            target_value(row["capaian"]["target"], kamus),
            realised(row),
            reported(row),
            p.REACHED[row["capaian"]["sampai"]["tercapai"]] or None,
            "; ".join(f for f in factors if f.strip(" -–")) or None,
            said.get("analisis") or None,
            said.get("rekomendasi") or None,
            said.get("penanggung_jawab") or None,
            date.fromisoformat(said["tenggat"]) if said.get("tenggat") else None,
        ),
        decimals=places(row),
        formulas={"capaian": formula} if formula else {},
    )
