"""What the SOP pages keep beside the runs: holidays, the SOP's own data, marks of reading."""

from django.db import models
from django.db.models import F

from sakip.people.models import Instansi, Penugasan


class HariLibur(models.Model):
    """A correction of the holiday calendar: a day off more, or one that is worked after all."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="libur")
    tanggal = models.DateField()
    nama = models.CharField(max_length=120)
    libur = models.BooleanField("hari libur", default=True, help_text="Kosong: tetap masuk kerja.")

    class Meta:
        verbose_name = verbose_name_plural = "hari libur"
        ordering = ["tanggal"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tanggal"], name="libur_tanggal")
        ]

    def __str__(self):
        return f"{self.tanggal}: {self.nama}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self._changed()

    def delete(self, *args, **kwargs):
        self._changed()
        return super().delete(*args, **kwargs)

    def _changed(self):
        Instansi.objects.filter(pk=self.instansi_id).update(kalender_versi=F("kalender_versi") + 1)


class Ramadan(models.Model):
    """First and last day of a year's Ramadan hours, as the agency's letter sets them."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="ramadan")
    mulai = models.DateField()
    sampai = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = "jam kerja Ramadan"
        ordering = ["mulai"]

    def __str__(self):
        return f"{self.mulai} sampai dengan {self.sampai}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Instansi.objects.filter(pk=self.instansi_id).update(kalender_versi=F("kalender_versi") + 1)


class LembarSOP(models.Model):
    """The head of the SOP as this agency signed it: number, dates, revision, who approved it."""

    instansi = models.OneToOneField(Instansi, models.CASCADE, related_name="lembar_sop")
    nomor = models.CharField("nomor SOP", max_length=80, blank=True)
    tanggal_pembuatan = models.DateField(null=True, blank=True)
    tanggal_revisi = models.DateField(null=True, blank=True)
    tanggal_efektif = models.DateField(null=True, blank=True)
    revisi = models.PositiveSmallIntegerField(default=0)
    disahkan = models.ForeignKey(Penugasan, models.PROTECT, null=True, blank=True, related_name="+")
    # Keterangan of single rows: {"collection.pengumpulan": {"perintah": "..."}}
    keterangan = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "lembar SOP"

    def __str__(self):
        return self.nomor or "SOP Pengumpulan Data dan Pengukuran Kinerja"


class Reading(models.Model):
    """That an office has opened a run's row: a mark of reading, it never decides anything."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    run_label = models.CharField(max_length=60)
    run_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(Penugasan, models.CASCADE, related_name="+")
    on = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "run_label", "run_id", "version", "by"], name="reading_once"
            )
        ]

    def __str__(self):
        return f"{self.run_label} {self.run_id} v{self.version}: {self.by_id}"
