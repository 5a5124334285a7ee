"""Kertas Kerja Pengukuran: how each figure came about (domain 2.15)."""

from __future__ import annotations

from measurement import printing as p
from measurement.kept import figure

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
from ..table import ANGKA, BULAT, PERSEN, Column, Row, group


class KertasKerjaPengukuran(Measured):
    """Every indicator with its inputs, its arithmetic, its raw and its reported capaian."""

    title = "Kertas Kerja Pengukuran"
    about = "Data dasar dan hitungan tiap indikator"
    readers = SHEET
    row = "pengukuran"
    own_rows = True
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("kode", "Kode", width=6),
        Column("nama", "Indikator", width=17),
        Column("satuan", "Satuan", width=6),
        Column("dasar", "Data dasar", width=9),
        Column("bukti", "Bukti", BULAT, 4),
        Column("target", "Target s.d. periode", ANGKA, 6),
        Column("realisasi", "Realisasi s.d. periode", ANGKA, 6),
        Column("rumus", "Hitungan", width=16),
        Column("mentah", "Capaian mentah (%)", PERSEN, 6, live=True),
        Column("capaian", "Capaian dilaporkan (%)", PERSEN, 6, live=True),
        Column("kategori", "Kategori", width=7),
        Column("catatan", "Catatan verifikasi", width=8),
    )

    def sentence(self):
        version = self.doc["metodologi"]
        return f"Metodologi versi {version['versi']}" if version else ""

    def rows(self):
        shown = {row["kode"] for row in self.shown()}
        no = 0
        for name, rows in p.groups(self.doc):
            mine = [row for row in rows if row["kode"] in shown]
            if mine:
                yield group(name)
            for row in mine:
                no += 1
                yield line(no, row)


def line(no: int, row) -> Row:
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    raw = raw_formula(row)
    formulas = {"mentah": raw, "capaian": clamped(row, raw)}
    return Row(
        (
            no,
            row["kode"],
            row["nama"],
            kamus["satuan"],
            p.base_short(row),
            len((row["formulir"] or {}).get("bukti", [])),
            target_value(row["capaian"]["target"], kamus),
            realised(row),
            said["rumus"],
            figure(said["raw"]),
            reported(row),
            p.category(said),
            row["catatan"] or None,
        ),
        decimals=places(row),
        formulas={k: v for k, v in formulas.items() if v},
    )
