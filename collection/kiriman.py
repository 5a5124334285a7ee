"""Kiriman: which row-save of a person's page made the present version of a thing.

On a weak line the answer to a save may be lost although the save was done. The page then sends the
row again, perhaps with more typed into it, still naming the version it knows. The key it gave to
the unanswered save tells that no other's change lies between. One line a person and thing is
enough: an older key is never asked for again.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

from django.db import models
from django.utils.crypto import salted_hmac

KEY = re.compile("[0-9a-f]{32}")
SALT = "collection.kiriman.device_key"
MOST = 20  # unanswered keys of one row that are looked at


class Kiriman(models.Model):
    """The last row-save of one person on one thing ("isian-12"), by the key its page gave it."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    hal = models.CharField(max_length=40)
    kunci = models.CharField(max_length=32)
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "kiriman isian"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "user", "hal"], name="kiriman_terakhir")
        ]

    def __str__(self):
        return f"{self.hal} v{self.version}"


def device_key(user) -> str:
    """256 bits in base64: seals what this person's browser keeps of unsent rows.

    It comes with their own pages alone, so the next person at the same computer cannot read them.
    """
    return base64.b64encode(salted_hmac(SALT, str(user.pk), algorithm="sha256").digest()).decode()


@dataclass
class Sender:
    """Who sends a page, and by which keys: `key` of this sending, `unheard` of those before it."""

    by: object
    key: str = ""
    unheard: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, by, posted) -> Sender:
        keys = [k for k in posted.getlist("kunci") if KEY.fullmatch(k)][:MOST]
        return cls(by, keys[0] if keys else "", keys)

    def known(self, hal: str, version: int) -> int:
        """The version that the page would know, had every answer reached it."""
        if not self.unheard:
            return version
        own = Kiriman.objects.filter(
            instansi=self.by.instansi, user=self.by.user, hal=hal, kunci__in=self.unheard
        ).first()
        return max(version, own.version) if own else version

    def keep(self, hal: str, version: int) -> None:
        """Inside the transaction of the save, so that neither stands without the other."""
        if self.key:
            Kiriman.objects.update_or_create(
                instansi=self.by.instansi,
                user=self.by.user,
                hal=hal,
                defaults={"kunci": self.key, "version": version},
            )
