"""The worksheet of a Pengukuran: one frozen method an indicator, one result, the spending."""

from __future__ import annotations

from django.db import models

from collection.models import Isian
from sakip.people.models import Unit
from sakip.planning.models import Indikator, Node

from .baris import Baris
from .pengukuran import Pengukuran

# The five questions of SOP 9.2 row 4 ("indikator kinerja yang SMART").
SMART = {
    "spesifik": "Spesifik",
    "terukur": "Terukur",
    "dapat_dicapai": "Dapat dicapai",
    "relevan": "Relevan",
    "berjangka": "Berjangka waktu",
}


class Metode(Baris):
    """How one indicator is measured in one run: copied from the dictionary at `metodologi`."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="metode")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    urut = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    # As in Isian, and "jabatan", and "jalur": [[node id, level, kode, nama, urut], ...] from the
    # tujuan down to the place where the indicator hangs.
    kamus = models.JSONField()
    target = models.JSONField()  # as in Isian
    smart = models.JSONField(default=dict)  # {"spesifik": true, ...}
    catatan = models.TextField("catatan SMART", blank=True)
    ditetapkan = models.BooleanField(default=False)
    # False: no longer in the promise it was drawn from; kept for what was measured by it.
    dipakai = models.BooleanField(default=True)

    row_key = "metodologi"
    written = ("smart", "catatan")

    class Meta:
        verbose_name = verbose_name_plural = "metode"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "run", "indikator"], name="metode_indikator"
            )
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"

    def closed(self, by) -> str:
        if self.holder.at != "metodologi":
            return "Metodologi tidak sedang disusun."
        if self.ditetapkan:
            return f"{self.kode} tidak dibuka oleh pengembalian ini."
        return ""

    @property
    def open_questions(self) -> list[str]:
        """The SMART questions that are not answered with yes."""
        return [label for key, label in SMART.items() if not self.smart.get(key)]


class Hasil(Baris):
    """One worksheet row: what was measured, with the arithmetic of it."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="hasil")
    # Its own key too: a worksheet row is its method seen measured.
    metode = models.OneToOneField(Metode, models.PROTECT, primary_key=True, related_name="hasil")
    isian = models.ForeignKey(Isian, models.PROTECT, null=True, related_name="+")
    # What it was measured from: {period code: value and the collection that approved it}.
    nilai = models.JSONField(default=dict)
    # The row of the measured collection as approved: evidence, factors, plan; null = not asked.
    formulir = models.JSONField(null=True)
    # The three figures (kept.kept_tiga); {} = not measured yet.
    capaian = models.JSONField(default=dict)
    catatan = models.TextField("catatan verifikasi", blank=True)
    terbuka = models.BooleanField(default=True)  # a return opens what it names

    row_key = "pengukuran"
    written = ("catatan",)

    class Meta:
        verbose_name = verbose_name_plural = "hasil"
        ordering = ["metode__urut"]

    def __str__(self):
        return str(self.metode)

    def closed(self, by) -> str:
        if self.holder.at != "pengukuran":
            return "Pengukuran tidak sedang dikerjakan."
        if not self.terbuka:
            return f"{self.metode.kode} tidak dibuka oleh pengembalian ini."
        return ""

    @property
    def missed(self) -> bool:
        """Whether the indicator is below its target: it then needs a Rencana Tindak Lanjut."""
        return bool(self.capaian) and self.capaian["sampai"]["tercapai"] is False


class SerapanAnggaran(models.Model):
    """Budget and spending up to the period of one program or kegiatan, in whole rupiah."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="serapan")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    jalur = models.JSONField()  # as in Metode.kamus
    pagu = models.BigIntegerField()
    realisasi = models.BigIntegerField(null=True)  # null: nothing reported in any period
    per_periode = models.JSONField(default=dict)  # {period code: rupiah or null}

    class Meta:
        verbose_name = verbose_name_plural = "serapan anggaran"
        ordering = ["kode", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run", "node"], name="serapan_node")
        ]

    def __str__(self):
        return f"{self.kode}: {self.realisasi} / {self.pagu}"
