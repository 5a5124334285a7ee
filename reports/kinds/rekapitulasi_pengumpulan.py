"""Rekapitulasi Pengumpulan: every value that the units reported, unit by unit (domain 2.18)."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import date, datetime

from collection import words
from collection.hitung import is_due
from collection.snapshot import freeze
from measurement.kept import figure, metode_of
from measurement.ukur import targets_by
from sakip.lib import tanggal
from sakip.planning.periods import Period

from ..measured import SHEET
from ..report import PENGUMPULAN, Report
from ..table import ANGKA, BULAT, PERSEN, RUPIAH, Column, Row, Table, group

SPENDING = (
    Column("no", "No.", BULAT, 4),
    Column("kode", "Kode", width=12),
    Column("nama", "Program dan kegiatan", width=42),
    Column("pagu", "Anggaran (Rp)", RUPIAH, 16),
    Column("realisasi_rp", "Realisasi periode (Rp)", RUPIAH, 16),
    Column("serapan", "Serapan (%)", PERSEN, 10, live=True),
)


NO_TEXTS = {"alasan": "", "penghambat": "", "bukti": []}  # a month carried in says its figure alone


class RekapitulasiPengumpulan(Report):
    """What was collected: of an approved run out of what was kept, and of nothing else."""

    title = "Rekapitulasi Pengumpulan"
    about = "Nilai, keadaan, dan bukti tiap unit"
    readers = SHEET
    of = PENGUMPULAN
    row = "rekap"
    own_rows = True
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("kode", "Kode", width=6),
        Column("nama", "Indikator", width=17),
        Column("satuan", "Satuan", width=7),
        Column("target", "Target periode", ANGKA, 7),
        Column("pembilang", "Pembilang", ANGKA, 7),
        Column("penyebut", "Penyebut", ANGKA, 7),
        Column("realisasi", "Realisasi", ANGKA, 8, live=True),
        Column("sampai", "Realisasi s.d. periode ini", ANGKA, 9),
        Column("keadaan", "Keadaan", width=9),
        Column("bukti", "Bukti", BULAT, 4),
        Column("catatan", "Catatan", width=16),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        run = self.subject.run
        if run.snapshot is None:
            run = copy.copy(run)
            freeze(run)  # put together, not kept
        self.doc = run.snapshot

    def shown(self):
        return [unit for unit in self.doc["unit"] if self.mine(unit["id"])]

    def sentence(self):
        rows = [row for unit in self.shown() for row in unit["isian"]]
        counted = Counter(self.state(row) for row in rows)
        said = [
            f"{counted[code]} {word.lower()}"
            for code, word in words.STATES.items()
            if counted[code]
        ]
        return (
            f"{len(rows)} isian dari {len(self.shown())} unit: {', '.join(said)}." if rows else ""
        )

    def notes(self):
        for unit in self.shown():
            if unit["ditutup"]:
                yield f"Formulir {unit['nama']} ditutup dengan kekurangan: {unit['ditutup']}"
        promises = {row["target"]["pk"] for unit in self.shown() for row in unit["isian"]}
        if promises:
            yield f"Target: {', '.join(sorted(promises))}."
            yield (
                "Realisasi s.d. periode ini dihitung menurut akumulasi tiap indikator pada kamus, "
                "bersama pengumpulan yang sudah disetujui sebelumnya pada tahun ini."
            )

    def tables(self):
        rows = list(self.spending())
        spent = [Table("Realisasi anggaran", SPENDING, rows)] if rows else []
        return [Table("Realisasi kinerja", self.columns, list(self.rows())), *spent]

    def rows(self):
        no = 0
        for unit in self.shown():
            yield group(unit["nama"], note=self.handed_in(unit))
            for row in unit["isian"]:
                no += 1
                yield self.line(no, row)
                for code, month in sorted((row.get("bulan") or {}).items()):
                    yield self.line("", {**row, **NO_TEXTS, **month}, Period(code))

    def handed_in(self, unit) -> str:
        """ "Formulir F-MP/2026-TW3, diserahkan 7 Oktober 2026, tepat waktu"."""
        said = [f"Formulir {unit['nomor']}"]
        if unit["diserahkan"]:
            zone = self.subject.instansi.zona
            day = tanggal.local(datetime.fromisoformat(unit["diserahkan"]), zone).date()
            said.append(f"diserahkan {tanggal.long_date(day)}")
            if unit["tenggat_awal"]:
                late = (day - date.fromisoformat(unit["tenggat_awal"])).days
                said.append(f"terlambat {late} hari" if late > 0 else "tepat waktu")
        else:
            said.append("belum diserahkan")
        return ", ".join(said)

    def state(self, row, period: Period | None = None) -> str:
        period = period or Period(self.doc["periode"])
        due = is_due(metode_of(row["kamus"]), row["target"], period)
        return words.state_of(row, due=due)

    def line(self, no: int | str, row, month: Period | None = None) -> Row:
        """One row; `month`: it says what one month of the quarter above it was reported."""
        kamus, state = row["kamus"], self.state(row, month)
        method, period = metode_of(kamus), month or Period(self.doc["periode"])
        goal = targets_by(method, row["target"]["periode"], period).get(period.code)
        parts = [figure(row["pembilang"]), figure(row["penyebut"])]
        return Row(
            (
                no,
                row["kode"],
                f"{row['nama']} ({month})" if month else row["nama"],
                kamus["satuan"],
                target(goal, kamus),
                *parts,
                realised(row, state),
                None if month else so_far(row),
                words.STATES[state],
                len(row["bukti"]),
                "; ".join(filter(None, [row["alasan"], _said(row["penghambat"])])) or None,
            ),
            decimals=kamus["desimal"],
            formulas=arithmetic(method, parts, row),
        )

    def spending(self):
        no = 0
        for unit in self.shown():
            if unit["anggaran"]:
                yield group(unit["nama"])
            for line in unit["anggaran"]:
                no += 1
                yield spent(no, line)


def target(goal, kamus):
    if goal is None:
        return None
    if kamus["polaritas"] in ("predikat", "rentang", "rentang_rendah"):
        said = words.target_words(goal, kamus)
        return None if said == words.NOTHING else said
    return goal.nilai


def realised(row, state):
    if state not in (words.ADA, words.NIHIL):
        return None
    if row["kamus"]["polaritas"] == "predikat":
        return row["teks"]
    return figure(row["nilai"])


def so_far(row):
    """What the year has come to with this period; a run approved before that was kept has none."""
    said = row.get("sampai")
    return said and (said["teks"] or figure(said["nilai"]))


def arithmetic(method, parts, row) -> dict[str, str]:
    """The value out of its two parts, where it was given by them."""
    if None in parts or not parts[1] or row["nilai"] is None:
        return {}
    return {"realisasi": "[pembilang]/[penyebut]" + ("*100" if method.persen else "")}


def spent(no: int, line) -> Row:
    share = None
    if line["pagu"] and line["realisasi"] is not None:
        share = figure(str(line["realisasi"])) / line["pagu"] * 100
    return Row(
        (no, line["kode"], line["nama"], line["pagu"], line["realisasi"], share),
        formulas={} if share is None else {"serapan": "[realisasi_rp]/[pagu]*100"},
    )


def _said(text: str) -> str:
    return text if text.strip(" -–") else ""
