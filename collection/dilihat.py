"""What a reviewer has looked at: marks of reading, one a value and sitting; they decide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.markup import lencana

from . import words
from .isian import Isian, Riwayat, isian_of


class Dilihat(models.Model):
    """That a person had a value before them, in this version, in this sitting.

    A sitting is one stay of the run, or of one unit's form, at a row: it changes with every act.
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


@dataclass
class Since:
    """What changed since a reader last had it before them: the badges of one page."""

    moved: Mapping[int, Last] = field(default_factory=dict)
    then: Mapping[int, dict] = field(default_factory=dict)  # what each of them said at that time

    def badge(self, isian) -> SafeString:
        """That this value changed since, and what it was; empty where it did not."""
        if isian.pk not in self.moved:
            return SafeString()
        was = self.then.get(isian.pk)
        said = escape(words.value_words(was, isian.kamus)) if was else ""
        old = f'<span class="mikro">saat itu {said}</span>' if said else ""
        badge = lencana("biru", "Berubah sejak terakhir Anda lihat", "pen")
        return SafeString(f'<span class="sejak">{badge}{old}</span>')


def look_back(run, user, versions: Mapping[int, int]) -> Since:
    """What of these values ({isian: version now}) this person has not seen as it is; two queries."""
    before = last_seen(run, user)
    moved = {
        pk: before[pk]
        for pk, version in versions.items()
        if pk in before and before[pk].version != version
    }
    return Since(moved, values_then(moved))


def sitting_of(run) -> str:
    return f"{run.label.rpartition('.')[2]}-{run.version}"


def last_seen(run, user) -> dict[int, Last]:
    """{isian: what this person saw of it before this sitting}; one query."""
    marks = Dilihat.objects.filter(instansi=run.instansi, isian__in=isian_of(run), user=user)
    marks = marks.exclude(sitting=sitting_of(run))
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


def values_then(changed: Mapping[int, Last]) -> dict[int, dict]:
    """{isian: what it said when it was last seen}, of those that changed since; one query."""
    found: dict[int, dict] = {}
    lines = Riwayat.objects.filter(isian__in=changed).order_by("pk")
    for pk, on, said in lines.values_list("isian_id", "on", "dari"):
        if pk not in found and on > changed[pk].on and "keadaan" in said:
            found[pk] = said
    return found
