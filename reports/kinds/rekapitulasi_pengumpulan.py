"""Rekapitulasi Pengumpulan: every value that the units reported, unit by unit (domain 2.18)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from collection import words
from collection.hitung import is_due
from collection.rekap import Share
from collection.snapshot import completeness, current, days_late
from measurement.kept import figure, metode_of
from measurement.ukur import targets_by
from sakip.lib import tanggal
from sakip.planning.periods import Period

from ..measured import SHEET
from ..report import PENGUMPULAN, Report
from ..table import ANGKA, BULAT, PERSEN, RUPIAH, TANGGAL, Column, Row, Table, group

SPENDING = (
    Column("no", "No.", BULAT, 4),
    Column("kode", "Kode", width=12),
    Column("nama", "Program dan kegiatan", width=42),
    Column("pagu", "Anggaran (Rp)", RUPIAH, 16),
    Column("realisasi_rp", "Realisasi periode (Rp)", RUPIAH, 16),
    Column("serapan", "Serapan (%)", PERSEN, 10, live=True),
)


NO_TEXTS = {"alasan": "", "penghambat": "", "bukti": []}  # a month carried in says its figure alone
PUNCTUAL = (
    Column("no", "No.", BULAT, 4),
    Column("unit", "Unit", width=30),
    Column("jatuh_tempo", "Isian jatuh tempo", BULAT, 10),
    Column("ada", "Dilaporkan atau beralasan", BULAT, 12),
    Column("lengkap", "Kelengkapan (%)", PERSEN, 11, live=True),
    Column("tenggat", "Tenggat semula", TANGGAL, 11),
    Column("diserahkan", "Diserahkan", TANGGAL, 11),
    Column("ketepatan", "Ketepatan", width=11),
)


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
        self.doc = current(self.subject.run)

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
        yield (
            "Kelengkapan: bagian isian jatuh tempo yang dilaporkan, atau tidak berlaku atau tidak "
            "dilaksanakan dengan alasan. Ketepatan: terhadap tenggat semula; perpanjangan tidak "
            "mengubahnya."
        )
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
        return [
            Table("Realisasi kinerja", self.columns, list(self.rows())),
            Table("Kelengkapan dan ketepatan", PUNCTUAL, list(self.punctual())),
            *spent,
        ]

    def punctual(self):
        """Each unit: how much of what was due it reported or excused, and whether in time."""
        zone, units = self.subject.instansi.zona, self.shown()
        for no, unit in enumerate(units, 1):
            share, late = completeness(unit), days_late(unit, zone)
            yield Row(
                (
                    no,
                    unit["nama"],
                    share.due,
                    share.there,
                    share.percent,
                    date.fromisoformat(unit["tenggat_awal"]) if unit["tenggat_awal"] else None,
                    _day(unit["diserahkan"], zone),
                    kept_date(unit, late),
                ),
                formulas={"lengkap": "[ada]/[jatuh_tempo]*100"} if share.due else {},
            )
        if len(units) > 1:
            whole = sum((completeness(unit) for unit in units), Share(0, 0))
            kept = sum(days_late(unit, zone) == 0 for unit in units)
            yield Row(
                ("Jumlah", whole.due, whole.there, whole.percent, None, None,
                 f"{kept} dari {len(units)} tepat waktu"),
                look="jumlah",
                span=2,
            )  # fmt: skip

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
        zone, said = self.subject.instansi.zona, [f"Formulir {unit['nomor']}"]
        if day := _day(unit["diserahkan"], zone):
            said.append(f"diserahkan {tanggal.long_date(day)}")
        said.append(kept_date(unit, days_late(unit, zone)).lower())
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


def kept_date(unit, late: int | None) -> str:
    """ "Tepat waktu", "Terlambat 2 hari", "Ditutup dengan kekurangan", "Belum diserahkan"."""
    if unit["ditutup"]:
        return "Ditutup dengan kekurangan"
    if late is None:
        return "Belum diserahkan"
    return f"Terlambat {late} hari" if late else "Tepat waktu"


def _day(moment: str | None, zone: str) -> date | None:
    return tanggal.local(datetime.fromisoformat(moment), zone).date() if moment else None


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
