"""Returns of a measurement: each is a row for ever, and each returned item keeps the old figures."""

from __future__ import annotations

from django.db import models

from sakip.people.models import Penugasan
from sakip.trail.models import Entry

from .baris import Baris
from .hasil import Hasil
from .pengukuran import Pengukuran


class Pengembalian(models.Model):
    """One return of a measurement: to which row, with what arahan, for which worksheet rows."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="pengembalian")
    record = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")
    round = models.PositiveSmallIntegerField("putaran yang dikembalikan")
    to = models.CharField("ke langkah", max_length=20)
    arahan = models.TextField()
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "pengembalian"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.run}, putaran {self.round}"


class Butir(Baris):
    """One returned worksheet row: why, what stood there, and what Tim SAKIP answered."""

    class Jenis(models.TextChoices):
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap"
        BUKTI_KURANG = "bukti_kurang", "Bukti kurang"
        ANGKA_DIRAGUKAN = "angka_diragukan", "Angka diragukan"
        USANG = "usang", "Usang"
        METODE_SALAH = "metode_salah", "Metode salah"
        LAINNYA = "lainnya", "Lainnya"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    pengembalian = models.ForeignKey(Pengembalian, models.PROTECT, related_name="butir")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="butir")
    hasil = models.ForeignKey(Hasil, models.PROTECT, related_name="butir")
    jenis = models.CharField(max_length=20, choices=Jenis)
    alasan = models.TextField()
    lama = models.JSONField()  # nilai and capaian of the worksheet row as it was returned
    jawaban = models.TextField(blank=True)

    letter = "C"  # Tim SAKIP answers until its next report, whatever row the return went to
    row_key = "laporan"
    written = ("jawaban",)

    class Meta:
        verbose_name = verbose_name_plural = "butir"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "pengembalian", "hasil"], name="butir_hasil"
            )
        ]

    def __str__(self):
        return f"{self.hasil.metode.kode}: {self.get_jenis_display()}"

    def closed(self, by) -> str:
        if self.holder.at not in ("metodologi", "pengukuran", "rekap", "laporan"):
            return "Arahan dijawab sebelum laporan disampaikan kepada Sekretaris."
        return ""
