"""Where indicators are used: planning knows its promises, the floors above count their processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from .dictionary import Indikator
from .promise import Target

# (indicator, processes still running, processes finished); one question, however many are asked of.
Uses = Iterable[tuple[int, int, int]]

# How many processes of a floor ask for these indicators. A floor puts its own in here, by its
# label, when it is ready (AppConfig.ready): planning stands below all of them.
COUNTS: dict[str, Callable[[Collection[int]], Uses]] = {}


def uses(indikator: Indikator) -> list[str]:
    return uses_of([indikator.pk])[indikator.pk]


def uses_of(ids: Collection[int]) -> dict[int, list[str]]:
    """What to say of each of these indicators, in as many questions as there are floors."""
    promised, running, done = promises(ids), Counter[int](), Counter[int]()
    for count in COUNTS.values():
        for pk, open_ones, closed in count(ids):
            running[pk] += open_ones
            done[pk] += closed
    said = {pk: (promised.get(pk, ""), processes(running[pk], done[pk])) for pk in ids}
    return {pk: [phrase for phrase in phrases if phrase] for pk, phrases in said.items()}


def promises(ids: Collection[int]) -> dict[int, str]:
    """ "Dijanjikan dalam Perjanjian Kinerja 2026 Murni, 2026 Perubahan", by indicator."""
    held = Target.objects.filter(indikator__in=ids).select_related("pk_versi")
    names: dict[int, list[str]] = {}
    for t in held.order_by("pk_versi__tahun", "pk_versi__versi"):
        names.setdefault(t.indikator_id, []).append(f"{t.pk_versi.tahun} {t.pk_versi.jenis}")
    return {pk: f"Dijanjikan dalam Perjanjian Kinerja {', '.join(of)}" for pk, of in names.items()}


def processes(running: int, done: int) -> str:
    """ "Dipakai pada 1 proses berjalan dan 8 proses selesai"; "" where there are none."""
    parts = [(running, "proses berjalan"), (done, "proses selesai")]
    said = " dan ".join(f"{n} {words}" for n, words in parts if n)
    return f"Dipakai pada {said}" if said else ""
