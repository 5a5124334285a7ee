"""Lembar Disposisi: the Sekretaris presents the report of a run, the Kepala writes what shall be done."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from sakip.papers import kinds as naskah
from sakip.people.models import KEPALA, SEKRETARIS
from sakip.sop.content import Content
from sakip.sop.procedure import Procedure
from sakip.sop.step import step

from . import rules
from .words import SIFAT


class LembarDisposisi(Content, Procedure):
    """One sheet of one run; it knows no procedure, only that it belongs to a run."""

    title = "Lembar Disposisi"
    parent_field = "run"
    moved = ("isi",)

    run_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    run_id = models.PositiveBigIntegerField()
    run = GenericForeignKey("run_type", "run_id")
    agenda = models.CharField("nomor agenda", max_length=40, blank=True)
    sifat = models.CharField(max_length=15, choices=SIFAT, default="biasa")
    ringkasan = models.TextField("ringkasan untuk pimpinan", blank=True)
    # What the Kepala decided: {"kepada": [{"id", "nama", "unit", "peran"}], "harap": [code],
    # "catatan", "tenggat": ISO day or None}; {} before.
    isi = models.JSONField(default=dict, blank=True)
    edits = models.PositiveIntegerField(default=0)

    drafts = {}
    row_key = "lapor"
    written = ("sifat", "agenda", "ringkasan")  # what the Sekretaris writes

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
        self.isi = rules.decided(self, isi or {})

    @property
    def holder(self):
        return self

    @property
    def carried_row(self):
        """The row of its run's sheet that it carries out: 11 of 12, 9 of 10."""
        return next(s for s in self.case.sop if s.carried_by == "lembar_disposisi")

    def content(self):
        return str(self.edits)

    def seen(self):
        return Procedure.seen(self)

    def closed(self, by):
        return "" if self.at == "sajikan" else "Lembar Disposisi sudah disajikan."

    def changed_meanwhile(self):
        return "Lembar Disposisi ini diubah pejabat lain sejak halaman dibuka."

    def change(self, by, **fields):
        """The Sekretaris's words and the urgency, written before it is presented."""
        if strange := fields.keys() - set(self.written):
            raise TypeError(f"nothing of the sheet is called {strange}")
        for name, value in fields.items():
            setattr(self, name, value)
        self.edits += 1
        self.save(update_fields=[*fields, "edits"])
        return self

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("lembar_disposisi", args=[self.pk])

    def after(self, verb, *, by, record, **data):
        if verb == "disposisi":
            rules.hand_over(self, by=by, on=record.on)

    def facts(self, kind, *, by, paper):
        from .naskah import decided_facts

        return decided_facts(self, by=by)
