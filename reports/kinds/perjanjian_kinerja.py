"""Perjanjian Kinerja: the pernyataan and its lampiran (domain 2.1, 2.2; PermenPANRB 53/2014)."""

from __future__ import annotations

from ..promised import Promised, value
from ..table import ANGKA, BULAT, RUPIAH, Column, Row, Table

BUDGET = (
    Column("no", "No.", BULAT, 6),
    Column("kode", "Kode", width=14),
    Column("program", "Program dan kegiatan", width=40),
    Column("pagu", "Anggaran (Rp)", RUPIAH, 22, live=True),
    Column("keterangan", "Keterangan", width=18),
)


class PerjanjianKinerjaReport(Promised):
    """Who promises what to whom, with which targets, for which money."""

    title = "Perjanjian Kinerja"
    about = "Pernyataan dan lampiran"
    landscape = False
    template = "reports/cetak_pk.html"
    columns = (
        Column("no", "No.", BULAT, 6),
        Column("sasaran", "Tujuan/sasaran strategis/program", width=32),
        Column("indikator", "Indikator kinerja", width=34),
        Column("satuan", "Satuan", width=12),
        Column("target", "Target", ANGKA, 16),
    )

    def sentence(self):
        first, second = self.pk.pihak_pertama, self.pk.pihak_kedua
        if not first or not second:
            return ""
        return (
            f"Pihak pertama: {first.get('nama', '')}, {first.get('jabatan', '')}. "
            f"Pihak kedua: {second.get('nama', '')}, {second.get('jabatan', '')}."
        )

    def tables(self):
        budget = list(self.budget())
        money = [Table("Program dan anggaran", BUDGET, budget)] if budget else []
        return [Table("Sasaran dan target", self.columns, list(self.rows())), *money]

    def rows(self):
        before = None
        for no, target in enumerate(self.targets(), 1):
            indikator = target.indikator
            node = indikator.node
            yield Row(
                (
                    no,
                    "" if node.pk == before else f"{node.get_level_display()} {node}",
                    f"{indikator.kode} {indikator.nama}",
                    indikator.satuan,
                    value(target, indikator),
                ),
                decimals=indikator.desimal,
            )
            before = node.pk

    def budget(self):
        lines = list(self.pk.anggaran.select_related("node").order_by("node__kode", "pk"))
        there = {line.node_id for line in lines}
        own = [line for line in lines if line.node.parent_id not in there]
        for no, line in enumerate(lines, 1):
            yield Row((no, line.node.kode, line.node.nama, line.pagu, line.keterangan or None))
        if lines:
            formula = {"pagu": "SUM([all pagu])"} if len(own) == len(lines) else {}
            yield Row(
                ("TOTAL ANGGARAN", sum(line.pagu for line in own), ""),
                look="jumlah",
                level=1,
                span=3,
                formulas=formula,
            )

    def context(self):
        """The two parties as they signed, the second at the left."""
        return {
            "pihak_pertama": self.pk.pihak_pertama,
            "pihak_kedua": self.pk.pihak_kedua,
            "tahun": self.pk.tahun,
            "jenis_pk": self.pk.jenis,
        }
