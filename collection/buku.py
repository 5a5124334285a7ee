"""The workbook of a unit's form: its columns, what of the form stands in it, and what is open there."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from sakip.papers.xlsx import plain

from . import words
from .butir import Butir
from .hitung import target_now
from .isian import Bukti, Isian, RealisasiAnggaran
from .typed import TEXTS, mark, shown_figures, shown_texts

TEMPLATE = "formulir-1"  # another layout of the columns is another template
CLOSED = "Isian ini tidak terbuka bagi Anda. Kembalikan isinya seperti pada unduhan."
KEY, NAME, RESULT, ANSWER, LINK, RP = "kunci", "nama", "hasil", "jw", "bt", "rp"


@dataclass(frozen=True)
class Kolom:
    """A column of the workbook: `key` is the letters of the page's input where it has one."""

    key: str
    label: str
    width: float
    kind: str = "teks"
    typed: bool = False  # whether anybody may ever fill it in


ROWS = (
    Kolom("no", "No", 4, "tengah"),
    Kolom("kode", "Kode", 10),
    Kolom(NAME, "Indikator", 32),
    Kolom("satuan", "Satuan", 9, "tengah"),
    Kolom("target", "Target periode", 12, "tengah"),
    Kolom("k", "Keadaan", 14, typed=True),
    Kolom("a", "Pembilang", 11, "bebas", typed=True),
    Kolom("b", "Penyebut", 11, "bebas", typed=True),
    Kolom(RESULT, "Realisasi", 11, "bebas", typed=True),
    Kolom("bukti", "Bukti dukung tercatat", 14),
    Kolom(LINK, "Tautan bukti baru", 14, typed=True),
    Kolom("al", "Alasan keadaan, catatan", 18, typed=True),
    Kolom("ha", "Faktor penghambat", 18, typed=True),
    Kolom("du", "Faktor pendukung", 18, typed=True),
    Kolom("re", "Rencana tindak lanjut", 18, typed=True),
)
RETURNED = (
    Kolom("balik", "Alasan pengembalian", 18),
    Kolom(ANSWER, "Jawaban unit", 18, typed=True),
)
LAST = (Kolom(KEY, "Kunci", 8),)
SPENDING = (
    Kolom("no", "No", 5, "tengah"),
    Kolom("kode", "Kode", 16),
    Kolom(NAME, "Program, kegiatan", 60),
    Kolom("pagu", "Anggaran (Rp)", 20, "rupiah"),
    Kolom(RP, "Realisasi (Rp)", 20, "rupiah", typed=True),
    *LAST,
)


def columns_of(returned: bool) -> tuple[Kolom, ...]:
    """Of the sheet of values; `returned`: with reasons and answers of a return."""
    return (*ROWS, *(RETURNED if returned else ()), *LAST)


def figures_of(isian) -> str:
    """Which figure inputs such a row has at all, be they open or not: as typed.figure_letters."""
    if isian.is_predicate:
        return "kt"
    return "kab" if isian.has_parts else "kn"


def column_of(letters: str) -> str:
    """The column in which an input stands: figure and predicate share one."""
    return RESULT if letters in ("n", "t") else letters


def row_key(thing) -> str:
    """What the hidden key of a row says: "12" a value, "a4" a line of spending."""
    return f"a{thing.pk}" if isinstance(thing, RealisasiAnggaran) else str(thing.pk)


class Bahan:
    """A form with all that stands in its workbook, for one writer (None: who only reads it).

    Four queries, however many rows.
    """

    def __init__(self, form, by):
        self.form, self.by = form, by

    @cached_property
    def rows(self) -> list[Isian]:
        pieces = Bukti.objects.filter(dicabut=False).select_related("berkas")
        found = list(self.form.isian.prefetch_related(Prefetch("bukti", pieces)))
        for isian in found:
            isian.formulir, isian.instansi = self.form, self.form.instansi
        return found

    @cached_property
    def spending(self) -> list[RealisasiAnggaran]:
        found = list(self.form.anggaran.all())
        for line in found:
            line.formulir, line.instansi = self.form, self.form.instansi
        return found

    @cached_property
    def butir(self) -> dict[int, Butir]:
        """The return that waits for an answer, by row; nothing was returned in the first round."""
        if self.form.round < 2:
            return {}
        waiting = Butir.objects.filter(
            isian__formulir=self.form, putusan=Butir.Putusan.MENUNGGU
        ).select_related("pengembalian__by")
        return {b.isian_id: b for b in waiting.order_by("pk")}

    @property
    def columns(self) -> tuple[Kolom, ...]:
        return columns_of(bool(self.butir))

    def open_in(self, isian) -> frozenset[str]:
        """The columns of this row that this person may fill in now."""
        if self.by is None or not isian.terbuka:
            return frozenset()
        found = {LINK, *TEXTS}
        if not isian.terkunci:
            found |= {column_of(letter) for letter in figures_of(isian)}
        if isian.pk in self.butir:
            found.add(ANSWER)
        return frozenset(found)

    def open_spending(self, line) -> bool:
        return self.by is not None and line.terbuka

    def why_closed(self, isian, column: str) -> str:
        """Why a cell that was changed cannot be filled in by this person."""
        locked = self.by is not None and isian.terbuka and isian.terkunci
        if locked and column in ("k", "a", "b", RESULT):
            return "Nilai isian ini dibawa dari bulan-bulannya dan terkunci. Kembalikan isinya."
        return CLOSED


# -- how a row stands in the workbook -----------------------------------------------------------


def figures_shown(isian) -> dict[str, str]:
    """The figure inputs as text, also of a row whose figures are locked."""
    if isian.terkunci:
        isian = copy(isian)  # asked how it would stand; never saved
        isian.terkunci = False
    return shown_figures(isian)


def texts_shown(isian) -> dict[str, str]:
    """Reason, factors and plan as a cell can hold them."""
    return {letters: plain(text) for letters, text in shown_texts(isian).items()}


def marks_of(isian) -> tuple[str, str]:
    """(of its figures, of its texts): what the page calls m-<id> and mt-<id>."""
    return (
        mark(isian.version, figures_shown(isian)),
        mark(isian.version, texts_shown(isian)),
    )


def fixed_of(isian) -> dict[str, str]:
    """What stands in the columns that say which row this is, and never change."""
    title = isian.nama + (f", {isian.period}" if isian.bulan else "")
    return {
        "kode": plain(isian.sebutan),
        NAME: plain(title),
        "satuan": plain(isian.kamus["satuan"]),
        "target": words.with_unit(words.target_words(target_now(isian), isian.kamus), isian.kamus),
    }


def fixed_of_spending(line) -> dict[str, str]:
    return {"kode": plain(line.kode), NAME: plain(line.nama)}


def meaning_of(isian) -> str:
    """The note of a row: definition, formula, parts, source and evidence, from what was copied."""
    kamus = isian.kamus
    said = [
        ("Definisi", kamus["definisi"]),
        ("Formulasi", kamus["formulasi"]),
        ("Pembilang", kamus["pembilang"]),
        ("Penyebut", kamus["penyebut"]),
        ("Arah", words.polarity(kamus)),
        ("Sumber data", kamus["sumber"]),
        ("Bukti dukung", kamus["bukti"]),
        ("Tempat", words.place(kamus)),
    ]
    return "\n".join(f"{name}: {text}" for name, text in said if text)
