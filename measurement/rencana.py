"""What follows from a worksheet row below its target: a plan, by whom and by when."""

from __future__ import annotations

from django.db import models

from sakip.people.models import Unit

from .baris import Baris
from .hasil import Hasil
from .pengukuran import Pengukuran


class RencanaTindakLanjut(Baris):
    """Rencana Tindak Lanjut Capaian: one row for every indicator below its target (domain 2.21)."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengukuran, models.PROTECT, related_name="rencana_tindak_lanjut")
    hasil = models.OneToOneField(Hasil, models.PROTECT, primary_key=True, related_name="rencana")
    sebab = models.TextField(blank=True)
    tindakan = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    penanggung_jawab = models.CharField(max_length=150, blank=True)
    tenggat = models.DateField("batas waktu", null=True)
    bukti_selesai = models.CharField("bukti selesai", max_length=250, blank=True)

    row_key = "rekap"
    written = ("sebab", "tindakan", "penanggung_jawab", "tenggat", "bukti_selesai")

    class Meta:
        verbose_name = verbose_name_plural = "rencana tindak lanjut capaian"
        ordering = ["hasil__metode__urut"]

    def __str__(self):
        return f"Rencana {self.hasil.metode.kode}"

    def closed(self, by) -> str:
        if self.holder.at not in ("rekap", "laporan"):
            return "Rencana Tindak Lanjut Capaian tidak sedang disusun."
        return ""

    @property
    def gaps(self) -> list[str]:
        """The names of what is not filled in yet."""
        return [
            str(self._meta.get_field(name).verbose_name).lower()
            for name in self.written
            if getattr(self, name) in ("", None)
        ]
