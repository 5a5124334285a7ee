"""The append-only, chained log: who did what, in which capacity, when, and what it was about."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import Q

from sakip.people.models import Instansi, Penugasan


class Kind(models.TextChoices):
    ACT = "act", "Langkah SOP"
    SIGN_IN = "sign_in", "Masuk"
    SIGN_OUT = "sign_out", "Keluar"
    SIGN_IN_FAILED = "sign_in_failed", "Gagal masuk"
    PASSWORD = "password", "Kata sandi"
    REFUSED = "refused", "Ditolak"
    DOWNLOAD = "download", "Unduhan"
    UPLOAD = "upload", "Unggahan"
    COMMENT = "comment", "Catatan wajib"
    FILE = "file", "Berkas terbit"
    CONFIGURED = "configured", "Pengaturan"
    DEMO = "demo", "Data contoh"


class Chain(models.Model):
    """The end of one instansi's chain; its row is the lock under which entries are appended.

    The chain of the installation itself has no instansi and always the key HOUSE: a database
    holds any number of NULLs to be different, so only its key keeps it one.
    """

    HOUSE = 0

    instansi = models.OneToOneField(Instansi, models.PROTECT, null=True, related_name="+")
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self):
        return f"{self.instansi or 'instalasi'}: {self.count}"


class Entries(models.QuerySet):
    def of(self, run):
        """The Records of one run, oldest first."""
        return self.filter(
            instansi_id=run.instansi_id, object_label=run.label, object_id=run.pk, kind=Kind.ACT
        ).order_by("number")


class Entry(models.Model):
    """One line of the log. The Record of an SOP act is the kind ACT, with its row filled in."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, related_name="+")
    number = models.PositiveBigIntegerField("nomor urut")
    on = models.DateTimeField("waktu")
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    capacity = models.CharField("bertindak sebagai", max_length=200, blank=True)
    object_label = models.CharField(max_length=60, blank=True)
    object_id = models.PositiveBigIntegerField(null=True)
    # An SOP act alone fills these.
    case_id = models.PositiveBigIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    verb = models.CharField(max_length=20, blank=True)
    origin = models.CharField("dari", max_length=20, blank=True)
    target = models.CharField("ke", max_length=20, blank=True)
    round = models.PositiveSmallIntegerField("putaran", null=True)
    sentence = models.TextField("kalimat SOP", blank=True)
    minutes = models.PositiveIntegerField("menit kerja terpakai", null=True)
    standard = models.CharField("waktu baku", max_length=20, blank=True)
    since = models.DateTimeField("mulai menunggu", null=True)
    key = models.CharField(max_length=64, blank=True)
    note = models.TextField("catatan", blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "jejak"
        ordering = ["instansi", "number"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "number"], name="entry_number"),
            models.UniqueConstraint(
                fields=["instansi", "object_label", "object_id", "version"],
                condition=Q(version__isnull=False),
                name="entry_version",
            ),
            models.UniqueConstraint(
                fields=["instansi", "key"], condition=~Q(key=""), name="entry_key"
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "user", "number"], name="entry_user"),
            models.Index(fields=["instansi", "case_id", "number"], name="entry_case"),
        ]

    def __str__(self):
        return f"{self.number}. {self.get_kind_display()} {self.verb}"

    def digest(self) -> str:
        """The hash of this line: all it says, and the hash of the line before it."""
        said = {
            f.attname: getattr(self, f.attname)
            for f in self._meta.concrete_fields
            if f.attname not in ("id", "hash")
        }
        for name in ("on", "since"):
            said[name] = said[name].astimezone(UTC).isoformat() if said[name] else None
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
