"""What an import keeps: how foreign columns were read, and an upload until it is confirmed."""

from __future__ import annotations

from django.db import models

from sakip.papers.models import Berkas
from sakip.people.models import Instansi, Penugasan

from .promise import PerjanjianKinerja
from .tree import Renstra


class Mapping(models.Model):
    """How the columns of a foreign file were read the last time, kept for the next one."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)  # hash of the file's headings
    columns = models.JSONField()  # the field each column was read as, in order; "" = left out

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "headings"], name="mapping_headings")
        ]

    def __str__(self):
        return self.headings


class Impor(models.Model):
    """One or two uploaded files on their way to a draft, and what was answered on the preview."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu konfirmasi"
        SELESAI = "selesai", "Sudah diimpor"
        BATAL = "batal", "Dibatalkan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    tahun = models.PositiveSmallIntegerField()
    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="+")
    utama = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    rincian = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")
    # Columns, ticks and answers of the preview; see import_plan.Answers.
    jawaban = models.JSONField(default=dict)
    status = models.CharField(max_length=8, choices=Status, default=Status.MENUNGGU)
    pk_versi = models.ForeignKey(PerjanjianKinerja, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "impor Perjanjian Kinerja"
        ordering = ["-on"]
        indexes = [models.Index(fields=["instansi", "status", "on"], name="impor_status")]

    def __str__(self):
        return f"{self.utama} ({self.tahun})"

    @property
    def open(self) -> bool:
        return self.status == self.Status.MENUNGGU

    @property
    def files(self) -> list[Berkas]:
        """The file of the targets, and that of the periods where they came apart."""
        return [b for b in (self.utama, self.rincian) if b]
