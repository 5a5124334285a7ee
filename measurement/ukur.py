"""One worksheet row measured: its dictionary entry, targets and values in, three figures out.

Pure: the same data always gives the same figures, now, in the snapshot and in ten years.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from measurement.akumulasi import gabung_nilai, gabung_target
from measurement.kept import kept_nilai, metode_of, nilai_of, target_of
from measurement.metode import Metode, Nilai, Target
from measurement.rumus import TidakDapatDihitung
from measurement.tiga import TigaCapaian, tiga_capaian
from sakip.planning.periods import Period, months, quarters

Data = Mapping[str, Any]


def ukur(kamus: Data, target: Data, nilai: Data, period: Period) -> TigaCapaian:
    """The three figures of one indicator at `period`.

    kamus, target  as Metode keeps them; nilai: {period code: value}, codes of the kind of
    `period`: months in a month's run, quarters in a quarter's.
    """
    metode = metode_of(kamus)
    return tiga_capaian(
        metode,
        targets_by(metode, target["periode"], period),
        target_of(target["tahun"]),
        {code: nilai_of(said) for code, said in nilai.items()},
        [p.code for p in period.so_far()],
        sebut=lambda code: str(Period(code)),
    )


def targets_by(metode: Metode, said: Data, period: Period) -> dict[str, Target]:
    """The targets of the year by periods of the kind of `period`.

    A monthly indicator has twelve; in a quarter's run three of them go together as its realisasi
    do, those that are not due (zero or blank) left out.
    """
    if period.is_month:
        return {p.code: target_of(said.get(p.code)) for p in months(period.tahun)}
    return {p.code: _of_quarter(metode, said, p) for p in quarters(period.tahun)}


def _of_quarter(metode: Metode, said: Data, quarter: Period) -> Target:
    if quarter.code in said:
        return target_of(said[quarter.code])
    monthly = [target_of(said.get(m.code)) for m in quarter.months]
    due = [t for t in monthly if not t.kosong(metode) and (metode.nihil or not t.nol(metode))]
    try:
        return gabung_target(metode, due)
    except TidakDapatDihitung:  # a sum of predicates: the last one stands for the quarter
        return due[-1]


def of_months(kamus: Data, values: list[Data]) -> dict:
    """Three months as their quarter, where the months were collected and the quarter was not."""
    metode = metode_of(kamus)
    try:
        nilai, _ = gabung_nilai(metode, [nilai_of(v) for v in values])
    except TidakDapatDihitung:
        nilai = Nilai(keadaan="belum_dilaporkan")
    return kept_nilai(nilai)


def target_line(kamus: Data, said: Data, period: Period) -> dict[str, Target]:
    """The target up to each period of the year, those still to come included; blank where none is due.

    What a line chart is drawn by; the capaian itself is only ever measured by `ukur`.
    """
    metode, line, so_far = metode_of(kamus), {}, []
    for code, target in targets_by(metode, said["periode"], period).items():
        if not target.kosong(metode) and (metode.nihil or not target.nol(metode)):
            so_far.append(target)
        try:
            line[code] = gabung_target(metode, so_far)
        except TidakDapatDihitung:
            line[code] = Target()
    return line
