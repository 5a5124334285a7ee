"""Rencana Aksi atas Perjanjian Kinerja: the targets of a year by its periods (domain 2.3)."""

from __future__ import annotations

from measurement.akumulasi import gabung_target
from measurement.rumus import TidakDapatDihitung
from sakip.lib.tanggal import MONTHS
from sakip.planning.method import method_of
from sakip.planning.periods import ROMAN, months, quarters
from sakip.planning.said import Said, style_of

from ..promised import Promised, value
from ..table import ANGKA, BULAT, Column, Row, Table, group

HEAD = (
    Column("no", "No.", BULAT, 3),
    Column("indikator", "Indikator kinerja", width=25),
    Column("satuan", "Satuan", width=6),
    Column("tahun", "Target tahun", ANGKA, 6),
)
UNIT = Column("unit", "Penanggung jawab", width=12)


class RencanaAksi(Promised):
    """Every indicator with its target of the year and of each of its quarters or months."""

    title = "Rencana Aksi atas Perjanjian Kinerja"
    about = "Target tiap triwulan atau bulan"
    variants = {"triwulan": "per triwulan", "bulan": "per bulan"}

    @property
    def periods(self):
        return (months if self.variant == "bulan" else quarters)(self.pk.tahun)

    def tables(self):
        if self.variant == "bulan":
            later = [Column(p.code, MONTHS[p.last_month - 1][:3], ANGKA, 4) for p in self.periods]
        else:
            later = [Column(p.code, f"TW {ROMAN[p.quarter - 1]}", ANGKA, 12) for p in self.periods]
        return [Table("Rencana Aksi", (*HEAD, *later, UNIT), list(self.rows()))]

    def rows(self):
        before = None
        for no, target in enumerate(self.targets(), 1):
            indikator = target.indikator
            if indikator.node_id != before:
                yield group(f"{indikator.node.get_level_display()} {indikator.node}")
            before = indikator.node_id
            said = {p.periode: p for p in target.periods.all()}
            yield Row(
                (
                    no,
                    f"{indikator.kode} {indikator.nama}",
                    indikator.satuan,
                    value(target, indikator),
                    *(self.of_period(period, said, indikator) for period in self.periods),
                    indikator.unit.nama if indikator.unit else None,
                ),
                decimals=indikator.desimal,
            )

    def of_period(self, period, said, indikator):
        """What is promised for a month or a quarter; three months go together as their realisasi do.

        A quarter's own target stands in its last month.
        """
        if period.code in said:
            return value(said[period.code], indikator)
        if period.is_month:
            quarter = f"{period.tahun}-TW{period.quarter}"
            ends = period.last_month % 3 == 0 and quarter in said
            return value(said[quarter], indikator) if ends else None
        style, method = style_of(indikator.polaritas), method_of(indikator)
        rows = [said[m.code] for m in period.months if m.code in said]
        due = [t for t in (Said.of(r).measured(style) for r in rows) if not t.kosong(method)]
        if not due:
            return None
        try:
            whole = gabung_target(method, due)
        except TidakDapatDihitung:
            whole = due[-1]
        return whole.kode or whole.nilai

    def notes(self):
        yield from super().notes()
        yield (
            "Target triwulan indikator bulanan digabung dari bulan-bulannya menurut cara "
            "akumulasi indikator; target triwulan ditulis pada bulan terakhirnya."
        )
