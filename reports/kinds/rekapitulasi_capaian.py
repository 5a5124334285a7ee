"""Rekapitulasi Capaian: the tree tujuan, sasaran, program, kegiatan with its indicators (domain 2.18)."""

from __future__ import annotations

from measurement import printing as p
from measurement.kept import figure

from ..measured import (
    READ_BY_ALL,
    Measured,
    clamped,
    places,
    raw_formula,
    realised,
    reported,
    share_formula,
    target_value,
    year_formula,
)
from ..table import ANGKA, BULAT, PERSEN, RUPIAH, Column, Row

REVIEW = 150
MEAN = 'AVERAGEIF([below no],">0",[below capaian])'
WHOLE = 'AVERAGEIF([all no],">0",[all capaian])'


class RekapitulasiCapaian(Measured):
    """Every place with its mean and spending, every indicator with its figures."""

    title = "Rekapitulasi Capaian"
    about = "Per tujuan, sasaran, program, dan kegiatan"
    readers = READ_BY_ALL
    row = "rekap"
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("kode", "Kode", width=6),
        Column("nama", "Tujuan, sasaran, program, kegiatan, dan indikator kinerja", width=21),
        Column("satuan", "Satuan", width=6),
        Column("target", "Target s.d. periode", ANGKA, 6),
        Column("realisasi", "Realisasi s.d. periode", ANGKA, 6),
        Column("capaian", "Capaian (%)", PERSEN, 6, live=True),
        Column("kategori", "Kategori", width=8),
        Column("tercapai", "Mencapai target", width=6),
        Column("target_tahun", "Target tahun", ANGKA, 6),
        Column("tahun", "Terhadap tahun (%)", PERSEN, 6, live=True),
        Column("pagu", "Anggaran (Rp)", RUPIAH, 8),
        Column("realisasi_rp", "Realisasi (Rp)", RUPIAH, 7),
        Column("serapan", "Serapan (%)", PERSEN, 5, live=True),
    )

    def sentence(self):
        return f"{self.doc['ringkasan']['kalimat']}."

    def rows(self):
        no = 0
        for what, said in p.tree(self.doc):
            if what == "simpul":
                yield self.place(said)
            else:
                no += 1
                yield indicator(no, said)
        whole = self.doc["ringkasan"]
        name = f"Rata-rata seluruh indikator yang dihitung ({whole['dihitung']} dari {whole['jumlah']})"
        yield total(name, whole, whole, "jumlah", 1, WHOLE)

    def place(self, said):
        whole = said["ringkasan"]
        weighted = any("obot" in note for note in whole["catatan"])
        note = whole["kalimat"]
        row = total(p.place(said), whole, said, "simpul", said["tingkat"], "" if weighted else MEAN)
        return Row(**{**{f: getattr(row, f) for f in row.__slots__}, "note": note})

    def notes(self):
        over = [r["kode"] for r in self.doc["baris"] if above(r)]
        return [
            *super().notes(),
            *([f"Perlu reviu target (capaian di atas 150%): {', '.join(over)}."] if over else []),
            *(["Realisasi anggaran belum lengkap."] if self.incomplete else []),
        ]

    @property
    def incomplete(self) -> bool:
        return not self.doc["ringkasan"]["anggaran_lengkap"]


def above(row) -> bool:
    """Above 150 percent the target itself deserves a look (domain 1.6)."""
    raw = figure(row["capaian"]["sampai"]["raw"])
    return raw is not None and raw > REVIEW


def total(name, whole, budget, look, level, mean) -> Row:
    """A place, or the whole run: its mean, its category, its spending."""
    kategori = whole["kategori"] or ("" if whole["lengkap"] else "Data belum lengkap")
    formulas = share_formula(budget["pagu"], budget["realisasi"])
    if mean and whole["rata"] is not None:
        formulas["capaian"] = mean
    return Row(
        (
            name,
            figure(whole["rata"]),
            kategori,
            f"{whole['tercapai']} dari {whole['dinilai']}",
            "",
            "",
            budget["pagu"],
            budget["realisasi"],
            figure(budget["serapan"]),
        ),
        look=look,
        level=level,
        span=6,
        formulas=formulas,
    )


def indicator(no: int, row) -> Row:
    kamus, said, year = row["kamus"], row["capaian"]["sampai"], row["capaian"]["tahun"]
    formulas = {
        "capaian": clamped(row, raw_formula(row)),
        "tahun": year_formula(row),
    }
    return Row(
        (
            no,
            row["kode"],
            row["nama"],
            kamus["satuan"],
            target_value(row["capaian"]["target"], kamus),
            realised(row),
            reported(row),
            p.category(said),
            p.REACHED[said["tercapai"]] or None,
            target_value(row["target"]["tahun"], kamus),
            figure(year["reported"]),
            "",
            "",
            "",
        ),
        decimals=places(row),
        formulas={k: v for k, v in formulas.items() if v},
    )
