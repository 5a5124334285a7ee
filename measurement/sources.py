"""Where a measurement's figures come from: the approved collections of the year, and nothing live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from collection.models import Pengumpulan
from measurement.ukur import of_months
from sakip.planning.periods import Period

APPROVED = ("lapor", "arsip", "selesai")


def approved(instansi, codes: Iterable[str]) -> dict[str, Pengumpulan]:
    """The latest approved revision of the collection of each period that has one."""
    runs = Pengumpulan.objects.filter(instansi=instansi, periode__in=list(codes), at__in=APPROVED)
    return {run.periode: run for run in runs.order_by("revisi")}


def approved_collection(run) -> Pengumpulan | None:
    """The latest approved collection of the same period."""
    return approved(run.instansi, [run.periode]).get(run.periode)


@dataclass
class Sources:
    """The approved collections of a year up to one period.

    In a quarter's year the months stand in for a quarter that was never collected as one.
    """

    period: Period
    runs: dict[str, Pengumpulan]

    @classmethod
    def of(cls, run) -> Sources:
        so_far = run.period.so_far()
        runs = approved(run.instansi, [p.code for p in so_far])
        if missing := [] if run.period.is_month else [p for p in so_far if p.code not in runs]:
            runs |= approved(run.instansi, [m.code for p in missing for m in p.months])
        sources = cls(run.period, runs)
        sources._index()
        return sources

    def _index(self):
        self._rows, self._spent = {}, {}
        for code, run in self.runs.items():
            for unit in run.snapshot["unit"]:
                for row in unit["isian"]:
                    self._rows[code, row["indikator"]] = {**row, "formulir": unit["nomor"]}
                for line in unit["anggaran"]:
                    self._spent[code, line["node"]] = line

    @property
    def dasar(self) -> Pengumpulan | None:
        return self.runs.get(self.period.code)

    def row(self, indikator_id) -> dict | None:
        """The row of the measured collection as it was approved; None where it was not asked."""
        return self._rows.get((self.period.code, indikator_id))

    def collected(self) -> set[int]:
        """The indicators that the measured collection asked."""
        return {pk for code, pk in self._rows if code == self.period.code}

    def values(self, indikator_id, kamus) -> dict[str, dict]:
        """{period code: value and its source}, only of periods that were collected."""
        found = {}
        for period in self.period.so_far():
            if period.code in self.runs:
                row = self._rows.get((period.code, indikator_id))
                if row:
                    found[period.code] = {**_value(row), "sumber": [self.source(period.code)]}
            elif months := self._months(period, indikator_id):
                rows = [_value(row) if row else None for row in months.values()]
                codes = [code for code, row in months.items() if row]
                found[period.code] = {
                    **of_months(kamus, rows),
                    "sumber": [self.source(code) for code in codes],
                }
        return found

    def _months(self, quarter, indikator_id) -> dict:
        rows = {m.code: self._rows.get((m.code, indikator_id)) for m in quarter.months}
        return rows if any(rows.values()) else {}

    def source(self, code) -> dict:
        run = self.runs[code]
        return {"id": run.pk, "periode": code, "revisi": run.revisi, "hash": run.snapshot_hash}

    def spending(self) -> dict[int, dict]:
        """{node id: {"kode", "nama", "pagu", "per_periode"}} of the measured collection's lines.

        A period that did not ask the line is left out of `per_periode`; where it asked and got no
        answer, or was never collected, its figure is None: not 0.
        """
        lines = {
            node: line for (code, node), line in self._spent.items() if code == self.period.code
        }
        return {
            node: {
                "kode": line["kode"],
                "nama": line["nama"],
                "pagu": line["pagu"],
                "per_periode": {
                    p.code: self._spent_in(p, node)
                    for p in self.period.so_far()
                    if p.code not in self.runs or (p.code, node) in self._spent
                },
            }
            for node, line in lines.items()
        }

    def _spent_in(self, period, node) -> int | None:
        """The quarter's own figure, or that of its three months where only they were collected."""
        lines = [self._spent.get((p.code, node)) for p in (period, *period.months)]
        if lines[0]:
            return lines[0]["realisasi"]
        months = [line["realisasi"] if line else None for line in lines[1:]]
        return None if None in months else sum(months)

    def used(self) -> list[dict]:
        """Every collection that stands behind these figures, in order."""
        return [self.source(code) for code in sorted(self.runs)]


def _value(row) -> dict:
    return {k: row[k] for k in ("keadaan", "nilai", "pembilang", "penyebut", "teks")}
