"""Months in a quarter's form (domain 1.13): what approved months reported is carried in, locked.

The quarter's row of a monthly indicator takes its figure from its three months; a month without
an approved run is named, and filled in a row of its own beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from measurement.akumulasi import gabung_nilai
from measurement.kept import kept_nilai, nilai_of
from measurement.metode import Nilai
from measurement.rumus import TidakDapatDihitung
from sakip.lib import tanggal
from sakip.lib.angka import rounded
from sakip.planning.periods import Period
from sakip.trail.models import Entry

from .hitung import APPROVED, value_now
from .words import value_words

MISSING = "{}: belum ada pengumpulan yang disetujui; isilah pada baris bulannya."


class Months:
    """The approved months of a quarter's run, read once for the whole drawing."""

    def __init__(self, run):
        self.run, self.rows, self.source = run, {}, {}
        if run.period.is_month:
            return
        codes = [m.code for m in run.period.months]
        runs = type(run).objects.filter(
            instansi_id=run.instansi_id, periode__in=codes, at__in=APPROVED
        )
        for month in runs.order_by("revisi"):  # the latest revision is read last, and stands
            for unit in month.snapshot["unit"]:
                for row in unit["isian"]:
                    self.rows[month.periode, row["indikator"]] = row
            self.source[month.periode] = _source(month)

    def of(self, target) -> list[dict]:
        """[{"bulan", "kalimat", "nilai"}] of one promise, nilai None where it must be filled."""
        if self.run.period.is_month or target.indikator.frekuensi != "bulanan":
            return []
        return [self._one(month, target.indikator_id) for month in self.run.period.months]

    def _one(self, month: Period, indikator_id: int) -> dict:
        row = self.rows.get((month.code, indikator_id))
        if row is None:
            return {"bulan": month.code, "kalimat": MISSING.format(month), "nilai": None}
        value = kept_nilai(nilai_of(row))
        words = value_words(value, row["kamus"])
        sentence = f"{month}: {words} ({self.source[month.code]})."
        return {"bulan": month.code, "kalimat": sentence, "nilai": value}


def _source(run) -> str:
    approved = Entry.objects.of(run).filter(verb="analisa").last()
    day = tanggal.local(approved.on, run.instansi.zona).date()
    revision = f" revisi {run.revisi}" if run.revisi else ""
    return f"disetujui {tanggal.long_date(day)}{revision}"


def roll_up(month, by=None) -> None:
    """The quarter's row of the month row `month` anew, with a line in its history."""
    quarter = month.formulir.isian.get(indikator=month.indikator_id, bulan="")
    typed = month.formulir.isian.filter(indikator=month.indikator_id).exclude(bulan="")
    typed = {row.bulan: row for row in typed}
    add_up(quarter, typed, by)


def add_up(quarter, typed: dict, by=None) -> None:
    from .isian import keep_line, said_of

    before = said_of(quarter)
    values = [
        nilai_of(item["nilai"]) if item["nilai"] else value_now(typed[item["bulan"]])
        for item in quarter.dibawa
    ]
    try:
        whole, _ = gabung_nilai(quarter.metode, values)
    except TidakDapatDihitung as reason:
        whole, quarter.alasan = (
            Nilai(keadaan="belum_dilaporkan"),
            f"Tidak dapat dihitung: {reason}.",
        )
    quarter.keadaan, quarter.teks = whole.keadaan, whole.kode
    quarter.nilai = None if whole.nilai is None else rounded(whole.nilai, 4)
    quarter.pembilang, quarter.penyebut = whole.pembilang, whole.penyebut
    quarter.version += 1
    quarter.save()
    if by is not None:
        keep_line(quarter, by, before)


def outdated(run, rows: Iterable) -> dict[int, list[str]]:
    """{indikator: sentences} where a month was corrected after its row had taken it over."""
    taken = [row for row in rows if row.terkunci]
    months = Months(run) if taken else None
    found: dict[int, list[str]] = {}
    for row in taken:
        for item in row.dibawa:
            now = months.rows.get((item["bulan"], row.indikator_id))
            if item["nilai"] and now and kept_nilai(nilai_of(now)) != item["nilai"]:
                said = f"{Period(item['bulan'])} dikoreksi sesudah dibawa ke formulir ini"
                found.setdefault(row.indikator_id, []).append(said)
    return found
