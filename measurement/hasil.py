"""What a Pengukuran consists of: frozen methods, worksheet rows, spending, plans, returns."""

from __future__ import annotations

from django.db import models

from collection.models import Isian
from sakip.people.models import Penugasan, Unit
from sakip.planning.models import Indikator, Node, figure
from sakip.trail.models import Entry

from .pengukuran import Pengukuran


class Metode(models.Model):
    """How one indicator is measured in one run: copied from the dictionary at `metodologi`."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="metode")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    urut = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    kamus = models.JSONField()  # as in Isian
    # {"spesifik": true, ...} with one remark: the SMART checklist of SOP 9.2 row 4
    smart = models.JSONField(default=dict)
    catatan = models.TextField(blank=True)
    ditetapkan = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

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


class Hasil(models.Model):
    """One worksheet row: what was measured, with the arithmetic of it."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="hasil")
    metode = models.ForeignKey(Metode, models.PROTECT, related_name="hasil")
    isian = models.ForeignKey(Isian, models.PROTECT, null=True, related_name="+")
    urut = models.PositiveSmallIntegerField()
    # The three figures as capaian.py returned them, figures as text with 10 decimals:
    # {"periode": {...}, "sampai": {...}, "tahun": {...}}
    capaian = models.JSONField()
    target = figure("target s.d. periode")
    realisasi = figure("realisasi s.d. periode")
    catatan = models.TextField("catatan verifikasi", blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "hasil"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run", "metode"], name="hasil_metode")
        ]

    def __str__(self):
        return f"{self.metode}"


class SerapanAnggaran(models.Model):
    """Budget and spending up to the period of one program or kegiatan, in whole rupiah."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="serapan")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    pagu = models.BigIntegerField()
    realisasi = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "serapan anggaran"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run", "node"], name="serapan_node")
        ]

    def __str__(self):
        return f"{self.node_id}: {self.realisasi} / {self.pagu}"


class RencanaTindakLanjut(models.Model):
    """Rencana Tindak Lanjut Capaian: one row for every indicator below its target (domain 2.21)."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="rencana_tindak_lanjut")
    hasil = models.ForeignKey(Hasil, models.PROTECT, related_name="rencana")
    sebab = models.TextField(blank=True)
    tindakan = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    penanggung_jawab = models.CharField(max_length=150, blank=True)
    tenggat = models.DateField("batas waktu", null=True)
    bukti_selesai = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "rencana tindak lanjut capaian"
        ordering = ["hasil__urut"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run", "hasil"], name="rencana_hasil")
        ]

    def __str__(self):
        return f"{self.hasil}: {self.tindakan}"


class Pengembalian(models.Model):
    """One return of a measurement: to which row, with what arahan, for which worksheet rows."""

    class Jenis(models.TextChoices):
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap"
        BUKTI_KURANG = "bukti_kurang", "Bukti kurang"
        ANGKA_DIRAGUKAN = "angka_diragukan", "Angka diragukan"
        USANG = "usang", "Usang"
        METODE_SALAH = "metode_salah", "Metode salah"
        LAINNYA = "lainnya", "Lainnya"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="pengembalian")
    record = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("putaran yang dikembalikan")
    to = models.CharField("ke langkah", max_length=20)
    arahan = models.TextField()
    # [{"hasil": id, "kode", "nama", "jenis", "alasan", "lama": {...}, "jawaban"}]
    butir = models.JSONField(default=list)
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "pengembalian"
        ordering = ["id"]

    def __str__(self):
        return f"{self.run}, putaran {self.round}"
