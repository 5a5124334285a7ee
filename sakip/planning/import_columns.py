"""Which column of a file is what: guessed from its headings, corrected by hand, kept for next time."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from sakip.lib.tanggal import MONTHS

from .import_sheet import Sheet

UNUSED = ""
FIELDS = {
    UNUSED: "Tidak dipakai",
    "jenjang": "Jenjang",
    "kode": "Kode program/kegiatan",
    "uraian": "Tujuan/sasaran/program/kegiatan",
    "kode_indikator": "Kode indikator",
    "indikator": "Indikator kinerja",
    "satuan": "Satuan",
    "arah": "Arah (polaritas)",
    "unit": "Unit penanggung jawab",
    "tahun": "Tahun data",
    "target": "Target tahun",
    **{f"tw{n}": f"Target TW {roman}" for n, roman in enumerate(("I", "II", "III", "IV"), 1)},
    **{f"b{n:02}": f"Target {name}" for n, name in enumerate(MONTHS, 1)},
}
MONTH_FIELDS = [f"b{n:02}" for n in range(1, 13)]
QUARTER_FIELDS = [f"tw{n}" for n in range(1, 5)]
TARGET_FIELDS = ["target", *QUARTER_FIELDS, *MONTH_FIELDS]
BUDGET_FIELDS = {UNUSED: "Tidak dipakai", "kode": "Kode", "uraian": "Program/kegiatan",
                 "pagu": "Anggaran (Rp)", "keterangan": "Keterangan"}  # fmt: skip

_MONTH_WORDS = [
    "jan januari", "feb peb februari pebruari", "mar mrt maret", "apr april", "mei", "jun juni",
    "jul juli", "agu agt ags agst agustus", "sep sept september", "okt oktober",
    "nov nop november nopember", "des desember",
]  # fmt: skip
_BY_MONTH = {w: f"b{n:02}" for n, words in enumerate(_MONTH_WORDS, 1) for w in words.split()}
_QUARTER = re.compile(r"(?:tw|tri ?wulan|trw|q) ?(iv|i{1,3}|[1-4])")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RULES = [
    (re.compile(r"kode indikator|kode iku|kode ikk"), "kode_indikator"),
    (re.compile(r"^kode\b"), "kode"),
    (re.compile(r"realisasi|capaian|catatan|keterangan|notes|sumber|source"), UNUSED),
    (re.compile(r"indikator|^iku$|^ikk$"), "indikator"),
    (re.compile(r"satuan"), "satuan"),
    (re.compile(r"polaritas|^arah|^tren\b|^sifat"), "arah"),
    (re.compile(r"jenjang|^level|^tingkat"), "jenjang"),
    (re.compile(r"unit|penanggung jawab|bidang|pelaksana"), "unit"),
    (re.compile(r"^tahun( anggaran)?$"), "tahun"),
    (re.compile(r"^target( kinerja| tahun(an)?)?( \d{4})?$|^target tahun \d{4}$"), "target"),
    (re.compile(r"sasaran|tujuan|program|kegiatan|uraian"), "uraian"),
]


def norm(text: str) -> str:
    """A name as it is compared: letters and digits in lower case, everything else one blank."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def guess(heading: str) -> str:
    """The field a heading most probably means; UNUSED where nothing speaks for one."""
    words = norm(heading)
    bare = re.sub(r"\b(target|bulan|\d{4})\b", "", words)
    bare = " ".join(bare.split())
    if bare in _BY_MONTH:
        return _BY_MONTH[bare]
    if match := _QUARTER.fullmatch(bare):
        return f"tw{_QUARTERS.get(match[1]) or match[1]}"
    return next((field for rule, field in _RULES if rule.search(words)), UNUSED)


def guesses(headings: list[str]) -> list[str]:
    """A field for each heading, none twice: the first that means it has it."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        field = guess(heading)
        found.append(UNUSED if field in taken else field)
        taken.add(field)
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """Where the table of a sheet begins: the headings, and the first row below them."""

    headings: list[str]
    body: int

    @property
    def sha256(self) -> str:
        """What these headings are known by the next time."""
        return hashlib.sha256("\n".join(norm(h) for h in self.headings).encode()).hexdigest()


def head_of(sheet: Sheet, meaning=guesses) -> Head | None:
    """The heading row (or two, where months stand below "Target Bulan") with the most meaning.

    None where no row of the first twenty means at least two columns.
    """
    best, found = 1, None
    for row in range(min(20, len(sheet.rows))):
        for depth in (1, 2):
            headings = _headings(sheet, row, depth)
            known = len({f for f in meaning(headings) if f})
            if known > best:
                best, found = known, Head(headings, _body(sheet, row + depth))
    return found


def _headings(sheet: Sheet, row: int, depth: int) -> list[str]:
    """The text of each column; the lower of two rows counts where it says anything."""
    upper = [sheet.cell(row, c).text for c in range(sheet.width)]
    if depth == 1:
        return upper
    lower = [sheet.cell(row + 1, c).text for c in range(sheet.width)]
    return [below or above for above, below in zip(upper, lower, strict=True)]


def _body(sheet: Sheet, row: int) -> int:
    """The first row of data: a row that numbers the columns, (1) (2) (3), is none."""
    if row >= len(sheet.rows):
        return row
    texts = [c.text.strip("() ") for c in sheet.rows[row] if c.text]
    numbers = [t for t in texts if t.isdigit()]
    return row + 1 if len(texts) > 2 and numbers == texts and _counts(numbers) else row


def _counts(numbers: list[str]) -> bool:
    return [int(n) for n in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
