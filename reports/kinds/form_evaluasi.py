"""Form Evaluasi Kinerja (SOP VI; domain 2.20): what the Sekretaris said of each indicator."""

from __future__ import annotations

from datetime import date

from measurement import naskah
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
        return f"{self.doc['ringkasan']['kalimat']}."

    def rows(self):
        before = None
        for no, row in enumerate(self.shown(), 1):
            sasaran = p.sasaran_of(row)
            if sasaran != before:
                yield group(sasaran)
            before = sasaran
            yield line(no, row, self.doc["evaluasi"].get(row["kode"]))


def line(no, row, said) -> Row:
    words = naskah.evaluation_line(row, said)
    kamus = row["kamus"]
    formula = clamped(row, raw_formula(row))
    return Row(
        (
            no,
            row["kode"],
            row["nama"],
            target_value(row["capaian"]["target"], kamus),
            realised(row),
            reported(row),
            words["tercapai"] or None,
            words["faktor"] or None,
            words["analisis"] or None,
            words["rekomendasi"] or None,
            words["pj"] or None,
            date.fromisoformat(words["tenggat"]) if words["tenggat"] else None,
        ),
        decimals=places(row),
        formulas={"capaian": formula} if formula else {},
    )
