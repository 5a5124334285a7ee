"""The approved values of an indicator by period: what its line, its checks and its last year read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from measurement.kept import target_of
from measurement.metode import Target
from sakip.lib import svg
from sakip.planning.periods import ROMAN, Period

from . import words
from .hitung import APPROVED, target_now
from .isian import TEXTS, Isian, value_of

SHOWN = 12  # periods of the line
Past = dict[int, dict[str, dict[str, Any]]]
COLUMNS = ("pk", "indikator_id", "bulan", "keadaan", "nilai", "pembilang", "penyebut", "teks")


def past(run, indikator_ids: Iterable[int], *more: str) -> Past:
    """{indikator: {period code: columns of its row}} of every approved run before `run`; one query.

    more: further columns. Of a period's revisions the latest approved one counts.
    """
    found: Past = defaultdict(dict)
    rows = Isian.objects.filter(
        instansi_id=run.instansi_id,
        indikator_id__in=set(indikator_ids),
        formulir__run__at__in=APPROVED,
    ).exclude(formulir__run=run.pk)
    rows = rows.order_by("formulir__run__revisi", "pk")
    for row in rows.values(*COLUMNS, *TEXTS, *more, "formulir__run__periode"):
        code = row["bulan"] or row["formulir__run__periode"]
        found[row["indikator_id"]][code] = row
    return found


def before(found: Past, isian) -> list[tuple[str, dict]]:
    """(period code, columns) of the periods of its own kind before `isian`, oldest first."""
    here = isian.period
    rows = found.get(isian.indikator_id, {})
    return [
        (code, rows[code])
        for code in sorted(rows)
        if Period(code).is_month == here.is_month and code < here.code
    ]


def a_year_ago(period: Period) -> str:
    return f"{period.tahun - 1}{period.code[4:]}"


def shown(isian) -> dict:
    """For the page of a value: its line with the target, the same as a table, the year before."""
    earlier = before(past(isian.formulir.run, [isian.indikator_id], "target"), isian)
    own = {**value_of(isian), "nilai": isian.nilai}
    points = [(code, row, _target(code, row["target"])) for code, row in earlier[1 - SHOWN :]]
    points.append((isian.period.code, own, target_now(isian)))
    last_year = dict(earlier).get(a_year_ago(isian.period))
    return {
        "grafik": "" if isian.is_predicate or len(points) < 2 else _line(isian, points),
        "deret": [
            (str(Period(code)), _with_unit(target, isian.kamus), _said(row, isian.kamus))
            for code, row, target in reversed(points)
        ],
        "tahun_lalu": _said(last_year, isian.kamus) if last_year else "",
        "periode_tahun_lalu": str(Period(a_year_ago(isian.period))),
    }


def _line(isian, points):
    return svg.line(
        [_short(Period(code)) for code, _, _ in points],
        [_figure(row) for _, row, _ in points],
        [target.nilai for _, _, target in points],
        label=f"Realisasi {isian.sebutan} dan targetnya, {len(points)} periode terakhir",
        places=isian.kamus["desimal"],
    )


def _short(period: Period) -> str:
    """ "III/26", "09/26": room for twelve of them."""
    first = f"{period.last_month:02}" if period.is_month else ROMAN[period.quarter - 1]
    return f"{first}/{period.tahun % 100:02}"


def _figure(row) -> Decimal | None:
    return row["nilai"] if row["keadaan"] == words.ADA else None


def _target(code: str, said) -> Target:
    there = said["periode"].get(code)
    return target_of(there) if there else Target()


def _with_unit(target, kamus) -> str:
    return words.with_unit(words.target_words(target, kamus), kamus)


def _said(row, kamus) -> str:
    parts = {
        name: None if row[name] is None else str(row[name])
        for name in ("nilai", "pembilang", "penyebut")
    }
    return words.value_words({**row, **parts}, kamus)
