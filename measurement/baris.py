"""What the lines of a Pengukuran have in common: people write in them, and each keeps who did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sakip.lib import tanggal
from sakip.sop.content import Content


class Baris(Content, models.Model):
    """A line with a history of its own; its `run` is the Pengukuran it belongs to."""

    version = models.PositiveIntegerField(default=0)
    # [{"oleh", "pada", "dari": {field: what stood there before}}], oldest first
    riwayat = models.JSONField(default=list, editable=False)

    written: ClassVar[tuple[str, ...]] = ()  # what people write; everything else is computed

    class Meta:
        abstract = True

    @property
    def holder(self):
        return getattr(self, "run")  # noqa: B009 - each kind of row declares it

    def change(self, by, **fields):
        if strange := fields.keys() - set(self.written):
            raise TypeError(f"{type(self).__name__} has nothing to write called {strange}")
        before = {name: _plain(getattr(self, name)) for name in fields}
        for name, value in fields.items():
            setattr(self, name, value)
        moment = tanggal.moment(tanggal.now(), self.holder.instansi.zona)
        self.riwayat = [
            *self.riwayat,
            {"oleh": f"{by.capacity} ({by.user})", "pada": moment, "dari": before},
        ]
        self.version += 1
        self.save(update_fields=[*fields, "version", "riwayat"])
        return self

    def changed_meanwhile(self) -> str:
        if not self.riwayat:
            return f"{self} berubah sejak halaman dibuka."
        last = self.riwayat[-1]
        return f"{self} diubah oleh {last['oleh']}, {last['pada']}."


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
