"""The working calendar of one instansi: the package's holidays, corrected by the admin's table."""

from functools import lru_cache

from sakip.lib import tanggal

from .models import HariLibur, Ramadan
from .worktime import Calendar, holidays_of


def calendar_of(instansi) -> Calendar:
    """Read once per process and version of the table; the instansi carries the version."""
    return _read(instansi.pk, instansi.zona, instansi.kalender_versi)


@lru_cache(maxsize=256)
def _read(instansi_id, zona, versi) -> Calendar:

    year = tanggal.today(zona).year
    table = list(HariLibur.objects.filter(instansi=instansi_id))
    days = holidays_of(
        range(year - 4, year + 3),
        added=[d.tanggal for d in table if d.libur],
        removed=[d.tanggal for d in table if not d.libur],
    )
    ramadan = Ramadan.objects.filter(instansi=instansi_id).values_list("mulai", "sampai")
    return Calendar(zone=zona, holidays=days, ramadan=tuple(ramadan))
