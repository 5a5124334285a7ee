"""What a reviewer has looked at: marks of reading, one a value and sitting; they decide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models

from sakip.lib import tanggal

from .isian import Isian, Riwayat


class Dilihat(models.Model):
    """That a person had a value before them, in this version, in this sitting.

    A sitting is one stay of the run at a row: it changes with every act on the run.
    """

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    isian = models.ForeignKey(Isian, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sitting = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "tanda baca isian"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "isian", "user", "sitting"], name="dilihat_sekali"
            )
        ]

    def __str__(self):
        return f"{self.isian_id} v{self.version}: {self.user_id}"


@dataclass
class Last:
    """When and in which version this reader saw a value before this sitting."""

    version: int
    on: datetime


def sitting_of(run) -> str:
    return f"{run.label.rpartition('.')[2]}-{run.version}"


def last_seen(run, user) -> dict[int, Last]:
    """{isian: what this person saw of it before this sitting}; one query."""
    marks = Dilihat.objects.filter(
        instansi=run.instansi, isian__formulir__run=run.case, user=user
    ).exclude(sitting=sitting_of(run))
    return {
        pk: Last(version, on)
        for pk, version, on in marks.order_by("pk").values_list("isian_id", "version", "on")
    }


def note_seen(run, user, rows: Iterable[Isian]) -> None:
    """These values stood on a page of this person."""
    Dilihat.objects.bulk_create(
        [
            Dilihat(
                instansi=run.instansi,
                isian=row,
                user=user,
                sitting=sitting_of(run),
                version=row.version,
                on=tanggal.now(),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


def values_then(changed: dict[int, Last]) -> dict[int, dict]:
    """{isian: what it said when it was last seen}, of those that changed since; one query."""
    found: dict[int, dict] = {}
    lines = Riwayat.objects.filter(isian__in=changed).order_by("pk")
    for pk, on, said in lines.values_list("isian_id", "on", "dari"):
        if pk not in found and on > changed[pk].on and "keadaan" in said:
            found[pk] = said
    return found
