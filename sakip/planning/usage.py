"""Where an indicator is used: planning knows its promises, the floors above add their own."""

from __future__ import annotations

from collections.abc import Callable

from .dictionary import Indikator
from .promise import Target


def promises(indikator: Indikator) -> str:
    """ "Dijanjikan dalam Perjanjian Kinerja 2026 Murni, 2026 Perubahan"."""
    held = Target.objects.filter(instansi=indikator.instansi_id, indikator=indikator)
    names = [
        f"{t.pk_versi.tahun} {t.pk_versi.jenis}"
        for t in held.select_related("pk_versi").order_by("pk_versi__tahun", "pk_versi__versi")
    ]
    return f"Dijanjikan dalam Perjanjian Kinerja {', '.join(names)}" if names else ""


# Each gives a phrase, or "" where there is nothing to say; a floor appends its own when it is ready.
USES: list[Callable[[Indikator], str]] = [promises]


def uses(indikator: Indikator) -> list[str]:
    return [said for use in USES if (said := use(indikator))]
