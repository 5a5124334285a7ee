"""Returns: each is a row for ever, and each returned item (Butir) keeps reason, old value, answer."""

from __future__ import annotations

from django.db import models

from sakip.people.models import Penugasan
from sakip.trail.models import Entry

from .formulir import Formulir
from .isian import Isian
from .pengumpulan import Pengumpulan


class Pengembalian(models.Model):
    """One return: of the whole run, or of one unit's form."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengumpulan, models.PROTECT, related_name="pengembalian")
    formulir = models.ForeignKey(Formulir, models.PROTECT, null=True, related_name="pengembalian")
    record = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("putaran yang dikembalikan")
    to = models.CharField("ke langkah", max_length=20)
    arahan = models.TextField()
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "pengembalian"
        ordering = ["id"]

    def __str__(self):
        return f"{self.run}, putaran {self.round}"


class Butir(models.Model):
    """One item that was returned."""

    class Jenis(models.TextChoices):
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap"
        BUKTI_KURANG = "bukti_kurang", "Bukti kurang"
        ANGKA_DIRAGUKAN = "angka_diragukan", "Angka diragukan"
        USANG = "usang", "Usang"
        LAINNYA = "lainnya", "Lainnya"

    class Putusan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        DITERIMA = "diterima", "Diterima"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    pengembalian = models.ForeignKey(Pengembalian, models.PROTECT, related_name="butir")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="butir")
    jenis = models.CharField(max_length=20, choices=Jenis)
    alasan = models.TextField()
    nilai_lama = models.JSONField()
    bukti_lama = models.JSONField(default=list)
    jawaban = models.TextField(blank=True)
    dijawab_pada = models.DateTimeField(null=True)
    nilai_baru = models.JSONField(null=True)  # as handed in
    putusan = models.CharField(max_length=12, choices=Putusan, default=Putusan.MENUNGGU)

    class Meta:
        verbose_name = verbose_name_plural = "butir"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "pengembalian", "isian"], name="butir_isian"
            )
        ]

    def __str__(self):
        return f"{self.isian.kode}: {self.get_jenis_display()}"
