"""Writing the workbook of a form: prefilled, locked but for its yellow cells, stamped; or marked red."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sakip.lib import tanggal
from sakip.papers.xlsx import Book, Column, Formula
from sakip.papers.xlsx_fill import Entry, FillSheet, Rule, hidden_sheet

from . import words
from .buku import (
    ANSWER,
    KEY,
    LINK,
    NAME,
    RESULT,
    RP,
    SPENDING,
    Bahan,
    figures_of,
    figures_shown,
    fixed_of,
    fixed_of_spending,
    meaning_of,
    row_key,
    texts_shown,
)
from .cap import stamp_of
from .typed import LONGEST_TEXT, TEXTS

VALUES, MONEY, STAMP, LISTS, WRONG = (
    "Formulir", "Realisasi anggaran", "_cap", "_daftar", "Kesalahan",
)  # fmt: skip
STATES = [words.STATES[code] for code in words.CHOICES]
_MOST = "99999999999.9999"
_FIGURE = "Tulis angka saja, misalnya 1.234,56, paling banyak 11 angka di depan koma."
_PART = Rule("decimal", "0", _MOST, "Bukan angka", f"{_FIGURE} Paling sedikit 0.")
_RESULT = Rule("decimal", f"-{_MOST}", _MOST, "Bukan angka", _FIGURE)
_RUPIAH = Rule(
    "whole", "0", "9" * 15, "Bukan rupiah penuh", "Tulis rupiah penuh tanpa sen, paling sedikit 0."
)
_TEXT = Rule(
    "textLength", "0", str(LONGEST_TEXT), "Terlalu panjang", f"Paling banyak {LONGEST_TEXT} huruf."
)
_LINK = Rule("textLength", "0", "500", "Terlalu panjang", "Alamat paling banyak 500 huruf.")
_ADVICE = (
    "Isi hanya sel kuning, lalu unggah berkas ini pada halaman formulir. Sel lain terkunci. Angka "
    "memakai koma desimal; sel kosong tidak dihitung nol. Arti tiap indikator ada pada catatan selnya."
)


@dataclass
class Line:
    """One row as it is to be written. `typed` stands instead of what is recorded, by column;
    `wrong` says what is amiss in which column. No `thing`: a row that is none of the form's."""

    thing: object = None
    typed: Mapping[str, object] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


def workbook(
    bahan: Bahan,
    *,
    rows: Sequence[Line] | None = None,
    spending: Sequence[Line] | None = None,
    faults: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The XLSX. Without `rows` and `spending`: the form as it stands. `faults`: (cells, sentence)
    for a sheet of their own, of a workbook that comes back with red cells."""
    form = bahan.form
    author, title = form.instansi.singkatan, f"Formulir {form.unit}, {form.run.period}"
    book = Book(title, author=author, made=form.instansi.today(), subject=form.nomor)
    lists = _Lists(bahan)
    _values(book, bahan, rows or [Line(isian) for isian in bahan.rows], lists)
    if bahan.spending:
        _money(book, bahan, spending or [Line(line) for line in bahan.spending])
    if faults:
        sheet = book.sheet(
            WRONG, [Column("sel", "Sel", 24), Column("kata", "Yang perlu diperbaiki", 110)],
            numbered=False,
        )  # fmt: skip
        for cells, sentence in faults:
            sheet.row([cells, sentence])
    stamp = hidden_sheet(book, STAMP, [Column("cap", STAMP, 20)])
    for piece in stamp_of(bahan):
        stamp.row([piece])
    lists.write(book)
    return book.content()


class _Lists:
    """Choices of the cells: states, and the ladders of predicates, each a column of a hidden sheet."""

    def __init__(self, bahan):
        found = [tuple(STATES), tuple(s for s in STATES if s != words.STATES[words.NIHIL])]
        for isian in bahan.rows:
            if isian.is_predicate:
                found.append(ladder_of(isian))
        self.columns = list(dict.fromkeys(found))
        self.rules = {choices: self._rule(n, choices) for n, choices in enumerate(self.columns)}

    def _rule(self, n, choices) -> Rule:
        letter = chr(65 + n) if n < 26 else f"{chr(64 + n // 26)}{chr(65 + n % 26)}"
        where = f"'{LISTS}'!${letter}$2:${letter}${len(choices) + 1}"
        said = "Pilih salah satu: " + "; ".join(choices)
        return Rule("list", where, "", "Bukan pilihan", said)

    def states(self, isian) -> Rule:
        return self.rules[self.columns[1 if isian.is_predicate else 0]]

    def ladder(self, isian) -> Rule:
        return self.rules[ladder_of(isian)]

    def write(self, book):
        sheet = hidden_sheet(
            book, LISTS, [Column(f"d{n}", "", 8) for n in range(len(self.columns))]
        )
        for n in range(max(map(len, self.columns))):
            sheet.row([choices[n] if n < len(choices) else None for choices in self.columns])


def ladder_of(isian) -> tuple[str, ...]:
    return tuple(name for name, _ in isian.kamus["jenjang"]) or ("",)


# -- the sheet of values ------------------------------------------------------------------------


def _values(book, bahan, rows, lists):
    form = bahan.form
    sheet = FillSheet(
        book,
        VALUES,
        [Column(k.key, k.label, k.width, k.kind) for k in bahan.columns],
        hidden=[KEY],
        numbered=False,
        title=_title(bahan),
        footer=f"{form.nomor}, {form.unit}, {form.run.period}",
    )
    for n, line in enumerate(rows, 1):
        sheet.fill(_value_cells(bahan, n, line, lists) if line.thing else _foreign(line))


def _title(bahan) -> list[str]:
    form = bahan.form
    due = f", tenggat {tanggal.long_date(form.tenggat)}" if form.tenggat else ""
    made = tanggal.moment(tanggal.now(), form.instansi.zona)
    return [
        "FORMULIR PENGUMPULAN DATA CAPAIAN KINERJA",
        f"{form.unit}, {form.run.period}",
        f"Nomor {form.nomor}{due}. Keadaan formulir pada {made}.",
        _ADVICE
        if bahan.by
        else "Buku kerja ini hanya untuk dibaca: formulir tidak terbuka bagi Anda.",
    ]


def _foreign(line) -> dict:
    """A row that belongs to no value of the form: given back as it came."""
    keys = line.typed.keys() | line.wrong.keys()
    return {k: Entry(line.typed.get(k), wrong=line.wrong.get(k, "")) for k in keys}


def _value_cells(bahan, n, line, lists) -> dict:
    isian = line.thing
    open_ = bahan.open_in(isian)
    shown = _recorded(isian) | dict(line.typed)
    butir = bahan.butir.get(isian.pk)
    rules = _rules(isian, lists)
    cells: dict = {"no": str(n), KEY: row_key(isian), **fixed_of(isian)}
    cells["bukti"] = "\n".join(str(b) for b in isian.bukti.all())
    for key in ("k", "a", "b", RESULT, LINK, *TEXTS):
        cells[key] = shown.get(key)
    if butir:
        said = f"{butir.get_jenis_display()}: {butir.alasan}"
        cells |= {"balik": said, ANSWER: line.typed.get(ANSWER, butir.jawaban)}
    if (
        isian.has_parts
        and not isian.is_predicate
        and RESULT not in line.typed
        and RESULT not in line.wrong
    ):
        cells[RESULT] = _quotient(isian)
    cells |= {k: line.typed[k] for k in ("kode", NAME, "satuan", "target") if k in line.typed}
    for key, value in cells.items():
        wrong = line.wrong.get(key, "")
        note = meaning_of(isian) if key == NAME else ""
        shut = key not in open_ or key not in rules
        places = isian.kamus["desimal"] if key == RESULT and shut else None
        if not shut or wrong or note or places is not None:
            rule = None if shut else rules[key]
            cells[key] = Entry(value, not shut, rule, note, wrong, places)
    return cells


def _rules(isian, lists) -> dict[str, Rule]:
    rules = {"k": lists.states(isian), LINK: _LINK, **dict.fromkeys(TEXTS, _TEXT), ANSWER: _TEXT}
    letters = figures_of(isian)
    if "t" in letters:
        rules[RESULT] = lists.ladder(isian)
    elif "n" in letters:
        rules[RESULT] = _RESULT
    else:
        rules |= {"a": _PART, "b": _PART}
    return rules


def _recorded(isian) -> dict[str, object]:
    """What is recorded, by column: figures as numbers."""
    shown = figures_shown(isian)
    found: dict[str, object] = {"k": words.STATES[shown["k"]], **texts_shown(isian)}
    if "t" in shown:
        found[RESULT] = isian.teks
    elif isian.has_parts:
        found |= {"a": isian.pembilang, "b": isian.penyebut, RESULT: isian.nilai}
    else:
        found[RESULT] = isian.nilai
    return found


def _quotient(isian) -> Formula:
    """What the parts come to, live: as isian.ratio keeps it."""
    times = "*100" if isian.metode.persen else ""
    text = f'IF(N({{b}})=0,IF(AND(ISNUMBER({{a}}),N({{a}})=0,NOT(ISNUMBER({{b}}))),0,""),ROUND({{a}}/{{b}}{times},4))'
    return Formula(text, "" if isian.nilai is None else isian.nilai)


# -- the sheet of spending ----------------------------------------------------------------------


def _money(book, bahan, rows):
    form = bahan.form
    sheet = FillSheet(
        book,
        MONEY,
        [Column(k.key, k.label, k.width, k.kind) for k in SPENDING],
        hidden=[KEY],
        numbered=False,
        title=[
            f"REALISASI ANGGARAN {str(form.run.period).upper()}",
            f"{form.unit}, nomor {form.nomor}",
            "Rupiah penuh tanpa sen, hanya periode ini.",
        ],
        footer=f"{form.nomor}, {form.unit}, {form.run.period}",
    )
    for n, line in enumerate(rows, 1):
        sheet.fill(_money_cells(bahan, n, line) if line.thing else _foreign(line))


def _money_cells(bahan, n, line) -> dict:
    thing = line.thing
    open_ = bahan.open_spending(thing)
    cells: dict = {"no": str(n), **fixed_of_spending(thing), "pagu": thing.pagu}
    cells |= {RP: thing.realisasi, KEY: row_key(thing)} | dict(line.typed)
    for key, wrong in line.wrong.items():
        cells[key] = Entry(cells.get(key), wrong=wrong)
    if open_:
        cells[RP] = Entry(
            line.typed.get(RP, thing.realisasi), True, _RUPIAH, wrong=line.wrong.get(RP, "")
        )
    return cells
