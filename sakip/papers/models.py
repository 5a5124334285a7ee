"""Papers: numbered official documents with their data, file, hash and revision; and kept files."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from sakip.people.models import Instansi, Penugasan, Unit

from .kinds import KINDS, Kind


def canonical(data) -> str:
    """JSON with one spelling only, so that the same data always has the same hash."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(data) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def _kept_at(berkas, filename):
    return f"{berkas.instansi_id}/{berkas.sha256[:2]}/{berkas.sha256}"


class Berkas(models.Model):
    """A file somebody brought in, kept under its own hash; it is never changed or deleted."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    nama = models.CharField("nama berkas", max_length=200)
    jenis = models.CharField("jenis isi", max_length=100)
    ukuran = models.PositiveIntegerField()
    file = models.FileField(upload_to=_kept_at, max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "berkas"
        indexes = [models.Index(fields=["instansi", "sha256"], name="berkas_sha")]

    def __str__(self):
        return self.nama


class Sequence(models.Model):
    """The last number given in one instansi, year and code of papers."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun", "code"], name="sequence_one")
        ]

    def __str__(self):
        return f"{self.code}/{self.tahun}: {self.last}"


class Paper(models.Model):
    """One paper: drafted on its row's page, issued and frozen with its row's act."""

    DRAFT, ISSUED = "draf", "terbit"
    STATUS = [(DRAFT, "Draf"), (ISSUED, "Terbit")]
    WAITING, MAKING, MADE, FAILED = "menunggu", "sedang", "dibuat", "gagal"
    RENDER = [
        (WAITING, "Menunggu dibuat"),
        (MAKING, "Sedang dibuat"),
        (MADE, "Siap"),
        (FAILED, "Gagal dibuat"),
    ]

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kind_key = models.CharField("jenis", max_length=40)
    status = models.CharField(max_length=8, choices=STATUS, default=DRAFT)
    nomor = models.CharField(max_length=80, blank=True)
    revision = models.PositiveSmallIntegerField("revisi", default=0)
    judul = models.CharField(max_length=250, blank=True)
    tahun = models.PositiveSmallIntegerField()
    periode = models.CharField(max_length=8, blank=True)
    tanggal = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # Whose paper it is: the run that gave it, and the topmost run of that case.
    run_label = models.CharField(max_length=60, blank=True)
    run_id = models.PositiveBigIntegerField(null=True)
    case_label = models.CharField(max_length=60, blank=True)
    case_id = models.PositiveBigIntegerField(null=True)
    row = models.CharField("langkah", max_length=20, blank=True)
    archived = models.BooleanField("diarsipkan", default=False)
    superseded = models.BooleanField("diganti revisi", default=False)
    data = models.JSONField(default=dict)
    data_hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    signed_by = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")
    # The file made of it by the worker.
    render = models.CharField(max_length=8, choices=RENDER, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    file = models.FileField(upload_to="naskah/", max_length=200, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "naskah"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "run_label", "run_id", "kind_key", "unit", "revision"],
                condition=Q(status="terbit"),
                name="paper_revision",
            ),
            models.UniqueConstraint(
                fields=["instansi", "run_label", "run_id", "kind_key"],
                condition=Q(status="draf"),
                name="paper_draft",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "case_label", "case_id"], name="paper_case"),
            models.Index(
                fields=["instansi", "archived", "tahun", "kind_key"], name="paper_archive"
            ),
            models.Index(fields=["instansi", "render", "heartbeat"], name="paper_render"),
            models.Index(fields=["instansi", "data_hash"], name="paper_data_hash"),
            models.Index(fields=["instansi", "file_hash"], name="paper_file_hash"),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.kind.name, self.nomor, self.revision_words]))

    @property
    def kind(self) -> Kind:
        return KINDS[self.kind_key]

    @property
    def issued(self) -> bool:
        return self.status == self.ISSUED

    @property
    def revision_words(self) -> str:
        return f"rev. {self.revision}" if self.revision else ""
