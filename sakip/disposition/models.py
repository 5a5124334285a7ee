"""Lembar Disposisi: the Sekretaris presents, the Kepala writes; and what follows from it."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from sakip.papers import kinds as naskah
from sakip.people.models import KEPALA, SEKRETARIS, Penugasan, Unit
from sakip.sop.content import Content
from sakip.sop.procedure import Procedure
from sakip.sop.step import step

from . import rules

SIFAT = [
    ("biasa", "Biasa"),
    ("segera", "Segera"),
    ("sangat_segera", "Sangat segera"),
    ("rahasia", "Rahasia"),
]
HARAP = [
    ("tindak_lanjut", "Tindak lanjut"),
    ("tanggapan", "Tanggapan dan saran"),
    ("koordinasi", "Koordinasikan"),
    ("siapkan", "Siapkan bahan rapat"),
    ("arsipkan", "Arsipkan"),
    ("perbaiki", "Minta perbaikan"),
]


class LembarDisposisi(Content, Procedure):
    """One sheet of one run; it knows no procedure, only that it belongs to a run."""

    title = "Lembar Disposisi"
    parent_field = "run"
    moved = ("sifat", "ringkasan", "isi")

    run_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    run_id = models.PositiveBigIntegerField()
    run = GenericForeignKey("run_type", "run_id")
    agenda = models.CharField("nomor agenda", max_length=40, blank=True)
    sifat = models.CharField(max_length=15, choices=SIFAT, default="biasa")
    ringkasan = models.TextField("ringkasan untuk pimpinan", blank=True)
    # What the Kepala decided: {"kepada": [...], "harap": [...], "catatan", "tenggat"}
    isi = models.JSONField(default=dict, blank=True)

    edits = models.PositiveIntegerField(default=0)

    drafts = {}
    row_key = "lapor"

    class Meta:
        verbose_name = verbose_name_plural = "lembar disposisi"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run_type", "run_id"], name="disposisi_run")
        ]
        indexes = [models.Index(fields=["instansi", "at"], name="disposisi_at")]

    def __str__(self):
        return f"Lembar Disposisi {self.run}"

    @step(SEKRETARIS, button="Laporkan ke Kepala Badan", when=(rules.summary_is_written,))
    def sajikan(self, **_):
        """Sekretaris menyajikan laporan kepada Kepala Badan"""

    @step(KEPALA, gives=naskah.DISPOSISI, button="Tetapkan disposisi")
    def disposisi(self, isi=None, **_):
        """Kepala Badan menulis disposisi"""
        self.isi = isi or {}

    @property
    def holder(self):
        return self

    def content(self):
        return str(self.edits)

    def seen(self):
        return Procedure.seen(self)

    def closed(self, by):
        return "" if self.at == "sajikan" else "Lembar Disposisi sudah disajikan."

    def change(self, by, **fields):
        """The Sekretaris's summary and urgency, written before it is presented."""
        for name in ("sifat", "ringkasan"):
            setattr(self, name, fields.get(name, getattr(self, name)))
        self.edits += 1
        self.save(update_fields=["sifat", "ringkasan", "edits"])
        return self

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("lembar_disposisi", args=[self.pk])

    def after(self, verb, *, by, record, **data):
        rules.after(self, verb, by=by, **data)

    def facts(self, kind, *, by, paper):
        return rules.facts(self, kind, by=by)


class TindakLanjut(models.Model):
    """What follows from a disposition or from a measured shortfall: who, what, by when, evidence."""

    class Status(models.TextChoices):
        BARU = "baru", "Baru"
        DITINDAKLANJUTI = "ditindaklanjuti", "Ditindaklanjuti"
        SELESAI = "selesai", "Selesai"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    case_label = models.CharField(max_length=60)
    case_id = models.PositiveBigIntegerField()
    lembar = models.ForeignKey(
        LembarDisposisi, models.PROTECT, null=True, related_name="tindak_lanjut"
    )
    asal = models.CharField(
        max_length=12, choices=[("disposisi", "Disposisi"), ("capaian", "Capaian")]
    )
    uraian = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    penanggung_jawab = models.CharField(max_length=150, blank=True)
    tenggat = models.DateField(null=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.BARU)
    laporan = models.TextField("apa yang dikerjakan", blank=True)
    berkas = models.ForeignKey("papers.Berkas", models.PROTECT, null=True, related_name="+")
    tautan = models.URLField(max_length=500, blank=True)
    dilaporkan_oleh = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    dilaporkan_pada = models.DateTimeField(null=True)
    diverifikasi_oleh = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    diverifikasi_pada = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "tindak lanjut"
        ordering = ["tenggat", "id"]
        indexes = [models.Index(fields=["instansi", "status", "tenggat"], name="tindak_status")]

    def __str__(self):
        return self.uraian
