"""Capaian IKU of a year: each Indikator Kinerja Utama, quarter by quarter, of the latest approved revisions."""

from __future__ import annotations

from measurement import printing as p
from measurement.kept import figure
from measurement.models import Pengukuran
from sakip.planning.periods import quarters

from ..measured import (
    READ_BY_ALL,
    clamped,
    places,
    raw_formula,
    realised,
    reported,
    target_value,
    year_formula,
)
from ..report import YEAR, Report
from ..subjects import latest_approved
from ..table import ANGKA, BULAT, PERSEN, Column, Row


class CapaianIKU(Report):
    """The IKU of the latest measured quarter, with what the quarters before it reported."""

    title = "Capaian IKU"
    about = "Indikator Kinerja Utama, triwulan demi triwulan"
    readers = READ_BY_ALL
    of = YEAR
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("kode", "Kode", width=6),
        Column("sasaran", "Sasaran strategis", width=14),
        Column("nama", "Indikator Kinerja Utama", width=17),
        Column("satuan", "Satuan", width=6),
        Column("target_tahun", "Target tahun", ANGKA, 6),
        Column("target", "Target s.d.", ANGKA, 5),
        Column("realisasi", "Realisasi s.d.", ANGKA, 5),
        Column("capaian", "Capaian s.d. (%)", PERSEN, 5, live=True),
        Column("tw1", "TW I (%)", PERSEN, 4),
        Column("tw2", "TW II (%)", PERSEN, 4),
        Column("tw3", "TW III (%)", PERSEN, 4),
        Column("tw4", "TW IV (%)", PERSEN, 4),
        Column("kategori", "Kategori", width=7),
        Column("tercapai", "Mencapai target", width=5),
        Column("tahun", "Terhadap tahun (%)", PERSEN, 5, live=True),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        runs = latest_approved(self.subject.instansi, Pengukuran, self.subject.tahun)
        self.runs = {run.periode: run for run in runs if not run.period.is_month}

    @property
    def latest(self):
        return self.runs[max(self.runs)] if self.runs else None

    def sentence(self):
        if not self.runs:
            return "Belum ada pengukuran triwulan yang disetujui pada tahun ini."
        rows = [r["capaian"]["sampai"] for r in self._iku(self.latest)]
        judged = [said for said in rows if said["tercapai"] is not None]
        reached = sum(said["tercapai"] for said in judged)
        return (
            f"Sampai dengan {self.latest.period}: {reached} dari {len(judged)} IKU telah "
            f"memenuhi/melebihi target, {len(rows) - len(judged)} tidak dihitung."
        )

    def notes(self):
        for run in self.runs.values():
            revision = f"revisi {run.revisi}" if run.revisi else "tanpa revisi"
            yield f"{run.period}: {run.title}, {revision}, sidik jari {run.snapshot_hash[:12]}."
        if self.runs:
            yield from p.scale_words({"baris": self._iku(self.latest)})
        for row in self._iku(self.latest) if self.runs else ():
            for note in row["capaian"]["sampai"]["catatan"]:
                yield f"{row['kode']}: {note}"

    def rows(self):
        if not self.runs:
            return
        before = {
            code: {r["indikator"]: reported(r) for r in self._iku(run)}
            for code, run in self.runs.items()
        }
        for no, row in enumerate(self._iku(self.latest), 1):
            yield self._line(no, row, before)

    def _iku(self, run):
        return [row for row in run.snapshot["baris"] if row["kamus"]["jenis"] == "IKU"]

    def _line(self, no, row, before) -> Row:
        kamus, said = row["kamus"], row["capaian"]["sampai"]
        codes = [q.code for q in quarters(self.subject.tahun)]
        formulas = {"capaian": clamped(row, raw_formula(row)), "tahun": year_formula(row)}
        return Row(
            (
                no,
                row["kode"],
                p.sasaran_of(row),
                row["nama"],
                kamus["satuan"],
                target_value(row["target"]["tahun"], kamus),
                target_value(row["capaian"]["target"], kamus),
                realised(row),
                reported(row),
                *(before.get(code, {}).get(row["indikator"]) for code in codes),
                p.category(said),
                p.REACHED[said["tercapai"]] or None,
                figure(row["capaian"]["tahun"]["reported"]),
            ),
            decimals=places(row),
            formulas={k: v for k, v in formulas.items() if v},
        )
