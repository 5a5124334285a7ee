"""Files of reports: made once by the worker; of an approved run the one file is kept for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sakip.papers.contents import PDF, XLSX
from sakip.people.models import Instansi


class ReportFile(models.Model):
    """One report in one form: PDF (F4 or A4) or XLSX.

    What is approved is made once (TETAP) and never again. Anything else has one row that is made
    anew when its figures have changed.
    """

    PDF, XLSX = "pdf", "xlsx"
    F4, A4 = "F4", "A4"
    MENUNGGU, SIAP, TETAP, GAGAL = "menunggu", "siap", "tetap", "gagal"
    KEADAAN = [
        (MENUNGGU, "Sedang dibuat"),
        (SIAP, "Siap, sementara"),
        (TETAP, "Siap, dikunci"),
        (GAGAL, "Gagal dibuat"),
    ]

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    slug = models.CharField("laporan", max_length=40)
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    cakupan = models.CharField("unit", max_length=60, blank=True)  # "" whole, else ids: "4,7"
    rinci = models.CharField(max_length=20, blank=True)
    bentuk = models.CharField(max_length=4, choices=[(PDF, "PDF"), (XLSX, "XLSX")])
    kertas = models.CharField(max_length=2, blank=True)
    keadaan = models.CharField(max_length=8, choices=KEADAAN, default=MENUNGGU)
    nama = models.CharField("nama berkas", max_length=200)
    sidik = models.CharField("sidik jari data", max_length=64)
    sha256 = models.CharField("sidik jari berkas", max_length=64, blank=True)
    ukuran = models.PositiveIntegerField(default=0)
    halaman = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="laporan/", max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diminta = models.DateTimeField()
    dibuat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "berkas laporan"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "instansi",
                    "subject_label",
                    "subject_id",
                    "slug",
                    "cakupan",
                    "rinci",
                    "bentuk",
                    "kertas",
                ],
                name="laporan_satu",
            )
        ]

    def __str__(self):
        return self.nama

    @property
    def jenis(self) -> str:
        """Its media type, by the name under which the one function that hands out files asks."""
        return PDF.mime if self.bentuk == self.PDF else XLSX.mime

    @property
    def ready(self) -> bool:
        return self.keadaan in (self.SIAP, self.TETAP)

    @property
    def size_words(self) -> str:
        """ "60 kB"."""
        return f"{max(1, round(self.ukuran / 1000))} kB"
