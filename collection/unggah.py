"""What an uploaded workbook would change in its form: read against what stands there now, writing nothing.

The workbook is made into a page as the browser would send it, so that what it says goes through the
same reading (typed.py) and the same doors (saving.py) as the page itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.http import QueryDict

from sakip.lib import angka
from sakip.papers.models import digest

from .buku import (
    ANSWER,
    CLOSED,
    KEY,
    LINK,
    RESULT,
    RP,
    SPENDING,
    Bahan,
    column_of,
    figures_of,
    figures_shown,
    fixed_of,
    fixed_of_spending,
    row_key,
    texts_shown,
)
from .buku_baca import BLANK, Galat, Isi, Lembar, figure, norm, words_of
from .cap import Cap
from .galat import Kelompok, grouped
from .isian import Riwayat
from .saving import read_answer, read_spending
from .tanya import MINE, RECORDED, Bentrok, Jawaban, Titik, input_text
from .typed import TEXTS, Typed, mark, read
from .ubah import Perubahan, answer_changes, row_changes, spending_changes

_FIXED = "Sel ini terkunci dan isinya berubah. Kembalikan isinya seperti pada unduhan."


class Rencana:
    """The reading of one workbook against its form as it stands. Queries do not grow with rows."""

    def __init__(self, bahan: Bahan, cap: Cap, isi: Isi, jawaban: Jawaban):
        self.bahan, self.cap, self.isi, self.jawaban = bahan, cap, isi, jawaban
        self.posted = QueryDict(mutable=True)
        self.faults: list[Galat] = list(isi.values.faults)
        self.dots: dict[str, Titik] = {}
        self.changes: list[Perubahan] = []
        self.conflicts: list[Bentrok] = []
        self.notices: list[str] = []
        self.touched: list = []  # rows of values that the workbook changes
        self.at: dict[str, int] = {}  # row of the sheet by key
        self.foreign: set[tuple[str, int]] = (
            set()
        )  # (sheet, row) of rows that are none of the form's
        self._values()
        if isi.money:
            self._money(isi.money)
        self._read()
        self._left_out()

    @property
    def open_dots(self) -> list[Titik]:
        return [d for d in self.dots.values() if not d.ticked]

    @property
    def open_conflicts(self) -> list[Bentrok]:
        return [c for c in self.conflicts if not c.choice]

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed: all is read and answered, and something changes."""
        waits = self.faults or self.open_dots or self.open_conflicts
        return bool(self.changes) and not waits

    @property
    def groups(self) -> list[Kelompok]:
        letters = {"": self.isi.values.letters}
        if self.isi.money:
            letters[self.isi.money.name] = self.isi.money.letters
        return grouped(self.faults, letters)

    def seen(self) -> str:
        """All that the preview shows, as one mark: what is confirmed is exactly that."""
        return digest([
            [asdict(c) for c in self.changes],
            [asdict(c) for c in self.conflicts],
            [[isian.pk, isian.version] for isian in self.touched],
        ])  # fmt: skip

    # -- rows -----------------------------------------------------------------------------------

    def _values(self):
        by_key = {row_key(isian): isian for isian in self.bahan.rows}
        for n, cells, isian in self._known(self.isi.values, by_key, self.cap.rows, ""):
            self._fixed(n, cells, fixed_of(isian), self.isi.values, "")
            open_ = self.bahan.open_in(isian)
            self._figures(n, cells, isian, open_)
            self._texts(n, cells, isian, open_)
            self._link(n, cells, isian, open_)
            self._answer(n, cells, isian, open_)

    def _money(self, sheet: Lembar):
        self.faults += [Galat(f.message, f.row, f.column, sheet.name) for f in sheet.faults]
        by_key = {row_key(line): line for line in self.bahan.spending}
        known = {f"a{pk}" for pk in self.cap.spending}
        for n, cells, line in self._known(sheet, by_key, known, sheet.name):
            self._fixed(n, cells, fixed_of_spending(line), sheet, sheet.name)
            if RP not in sheet.letters:
                continue
            found = figure(cells.get(RP, BLANK), "rupiah")
            raw, was = {"rp": found.text}, self.cap.spending[str(line.pk)]
            if not self._is_touched(raw, was) and not found.fault:
                continue
            if not self.bahan.open_spending(line):
                self._fault(CLOSED, n, RP, sheet.name)
            elif found.fault:
                self._fault(found.fault, n, RP, sheet.name)
            else:
                if found.proposed:
                    self._dot(found.proposed, cells[RP].text, n, RP, sheet)
                self.posted[f"rp-{line.pk}"], self.posted[f"mr-{line.pk}"] = found.text, was

    def _known(self, sheet: Lembar, by_key: Mapping, stamped, name):
        """(row, its cells, what it is of): each row of the form once; the others are faults."""
        if KEY not in sheet.letters:
            return  # a fault of the sheet already
        for n, cells in sheet.rows:
            key = sheet.key_of(cells)
            thing = by_key.get(key) if key in stamped else None
            first = min(cells, key=lambda k: (len(sheet.letters[k]), sheet.letters[k]))
            if thing is None:
                self.foreign.add((name, n))
                self._fault("Baris ini bukan isian formulir ini. Hapus barisnya.", n, first, name)
            elif key in self.at:
                self.foreign.add((name, n))
                self._fault(
                    f"Isian ini sudah ada pada baris {self.at[key]}. Hapus salah satunya.",
                    n,
                    first,
                    name,
                )
            else:
                self.at[key] = n
                yield n, cells, thing

    def _left_out(self):
        """Rows that are not in the workbook stay as they are, and that is said."""
        gone = [i.sebutan for i in self.bahan.rows if row_key(i) not in self.at]
        gone += [line.kode for line in self.bahan.spending if row_key(line) not in self.at]
        if gone and KEY in self.isi.values.letters:
            listed = ", ".join(gone[:10]) + (", dan lainnya" if len(gone) > 10 else "")
            self.notices.append(
                f"{len(gone)} baris formulir tidak ada pada buku kerja ini dan tidak diubah: {listed}."
            )

    def _fixed(self, n, cells, fixed, sheet, name):
        for key, expected in fixed.items():
            there = cells.get(key, BLANK).text
            if key in sheet.letters and norm(there) != norm(expected):
                self._fault(_FIXED, n, key, name)

    # -- the groups of a row, as the page has them ----------------------------------------------

    def _figures(self, n, cells, isian, open_):
        letters = figures_of(isian)
        self._unused(n, cells, isian, letters)
        columns = {letter: column_of(letter) for letter in letters}
        if not set(columns.values()) <= self.isi.values.letters.keys():
            return  # a column is missing: a fault of the sheet already
        raw, faults, dots = {}, {}, []
        for letter, column in columns.items():
            sel = cells.get(column, BLANK)
            raw[letter], fault, proposed = input_text(letter, sel, isian)
            if fault:
                faults[column] = fault
            if proposed:
                dots.append((proposed, sel.text, column))
        was = self.cap.rows[str(isian.pk)][0]
        if not self._is_touched(raw, was) and not faults:
            return
        if not set(columns.values()) <= open_:
            self._closed(n, isian, raw, figures_shown(isian), columns, faults)
            return
        for column, fault in faults.items():
            self._fault(fault, n, column)
        for proposed, text, column in dots:
            self._dot(proposed, text, n, column, self.isi.values)
        self._post("m", isian.pk, raw, was)

    def _unused(self, n, cells, isian, letters):
        """Cells of figures without a meaning in this row; of parts, the result follows from them."""
        for column in ("a", "b", RESULT):
            sel = cells.get(column, BLANK)
            if column in {column_of(letter) for letter in letters} or sel == BLANK:
                continue
            if column != RESULT:
                self._fault("Sel ini tidak dipakai pada isian ini. Kosongkan.", n, column)
            elif not sel.formula and sel.text != angka.show_input(isian.nilai):
                self._fault(
                    "Realisasi isian ini dihitung dari pembilang dan penyebut. Kosongkan sel ini.",
                    n, column,
                )  # fmt: skip

    def _texts(self, n, cells, isian, open_):
        if not TEXTS.keys() <= self.isi.values.letters.keys():
            return
        raw, faults = {}, {}
        for letters in TEXTS:
            raw[letters], fault = words_of(cells.get(letters, BLANK))
            if fault:
                faults[letters] = fault
        was = self.cap.rows[str(isian.pk)][1]
        if not self._is_touched(raw, was) and not faults:
            return
        if not TEXTS.keys() <= open_:
            self._closed(n, isian, raw, texts_shown(isian), {k: k for k in TEXTS}, faults)
            return
        for letters, fault in faults.items():
            self._fault(fault, n, letters)
        self._post("mt", isian.pk, raw, was)

    def _link(self, n, cells, isian, open_):
        text, fault = words_of(cells.get(LINK, BLANK))
        known = {b.tautan for b in isian.bukti.all() if b.tautan}
        if fault or (text and not {text, f"https://{text}"} & known):
            if LINK not in open_:
                self._fault(CLOSED, n, LINK)
            elif fault:
                self._fault(fault, n, LINK)
            else:
                # a link has no mark of its own: it goes with the version the workbook shows
                was = self.cap.rows[str(isian.pk)][1]
                self.posted[f"bt-{isian.pk}"] = text
                if f"mt-{isian.pk}" not in self.posted:
                    self._post("mt", isian.pk, texts_shown(isian), was)

    def _answer(self, n, cells, isian, open_):
        butir = self.bahan.butir.get(isian.pk)
        if butir is None or ANSWER not in self.isi.values.letters:
            return
        text, fault = words_of(cells.get(ANSWER, BLANK))
        was = self.cap.answers.get(str(butir.pk), mark(butir.version, {"jw": butir.jawaban}))
        if not self._is_touched({"jw": text}, was) and not fault:
            return
        if ANSWER not in open_:
            self._fault(CLOSED, n, ANSWER)
        elif fault:
            self._fault(fault, n, ANSWER)
        else:
            self.posted[f"jw-{butir.pk}"], self.posted[f"mj-{butir.pk}"] = text, was

    def _closed(self, n, isian, raw, shown, columns, faults):
        for letter, column in columns.items():
            if column in faults or norm(raw[letter]) != norm(shown[letter]):
                self._fault(self.bahan.why_closed(isian, column), n, column)

    @staticmethod
    def _is_touched(raw, was) -> bool:
        version = was.partition(".")[0]
        return mark(int(version), raw) != was

    def _post(self, name, pk, raw, was):
        self.posted[f"{name}-{pk}"] = was
        for letters, text in raw.items():
            self.posted[f"{letters}-{pk}"] = text

    def _fault(self, message, n, column, sheet=""):
        self.faults.append(Galat(message, n, column, sheet))

    def _dot(self, proposed, text, n, column, sheet: Lembar):
        name = "" if sheet is self.isi.values else sheet.name
        key = f"{'a' if name else 'i'}-{column}"
        letter = sheet.letters[column]
        if key not in self.dots:
            where = f"{name}, kolom" if name else "Kolom"
            label = next(c.label for c in (*self.bahan.columns, *SPENDING) if c.key == column)
            title = f"{where} {letter} ({label})"
            self.dots[key] = Titik(key, title, key in self.jawaban.titik)
        self.dots[key].cells.append(f"{letter}{n}: “{text}” dibaca {proposed}")

    # -- what it comes to -----------------------------------------------------------------------

    def _read(self):
        """Each row through the page's own reading: changes, conflicts, and what it cannot read."""
        waiting: list[tuple] = []
        self.by_place: list[tuple] = []
        for isian in self.bahan.rows:
            self._one("isian", isian, read(isian, self.posted, {}), waiting)
        for butir in self.bahan.butir.values():
            self._one("butir", butir, read_answer(butir, self.posted), waiting)
        for line in self.bahan.spending:
            self._one("anggaran", line, read_spending(line, self.posted), waiting)
        self.by_place.sort(key=lambda found: found[0])  # an answer stands under its value
        self.changes = [change for _, changes in self.by_place for change in changes]
        last = self._last_changes([thing.pk for kind, thing, _ in waiting if kind == "isian"])
        for kind, thing, changes in waiting:
            self.conflicts.append(self._conflict(kind, thing, changes, last))

    def _one(self, kind, thing, found, waiting):
        """Sort one row: faults, a conflict, or changes. A choice stands for the version it saw."""
        name = f"{kind}-{thing.pk}"
        choice, version = self.jawaban.pilih.get(name, ("", -1))
        if version != thing.version:
            choice = ""
        if found is None:
            return
        n, sheet = self._place(kind, thing)
        for letters, fault in found.faults.items():
            self._fault(fault.message, n, RP if letters == "rp" else column_of(letters), sheet)
        if found.faults or not found.wants:
            return
        changes = self._changes(kind, thing, found)
        if found.version != thing.version:
            waiting.append((kind, thing, changes))
            if not choice:
                return
            self.posted[f"pilih-{name}"], self.posted[f"kini-{name}"] = choice, str(version)
            if choice == RECORDED:
                return
        self.by_place.append(((sheet, n), changes))
        if kind == "isian":
            self.touched.append(thing)

    def _place(self, kind, thing) -> tuple[int, str]:
        if kind == "anggaran":
            return self.at.get(row_key(thing), 0), self.isi.money.name if self.isi.money else ""
        isian = thing.isian_id if kind == "butir" else thing.pk
        return self.at.get(str(isian), 0), ""

    def _changes(self, kind, thing, found: Typed) -> list[Perubahan]:
        n, sheet = self._place(kind, thing)
        if kind == "anggaran":
            return spending_changes(thing, found, f"{sheet} {self.isi.money.letters[RP]}{n}")
        letters = self.isi.values.letters
        if kind == "butir":
            isian = next(i for i in self.bahan.rows if i.pk == thing.isian_id)
            return answer_changes(isian, thing, found, f"{letters[ANSWER]}{n}")
        return row_changes(thing, found, self.posted, {k: f"{v}{n}" for k, v in letters.items()})

    def _last_changes(self, pks) -> dict[int, Riwayat]:
        """The latest line of history of each row in conflict; one query."""
        if not pks:
            return {}
        lines = Riwayat.objects.filter(isian__in=pks).select_related("by__user").order_by("pk")
        return {line.isian_id: line for line in lines}

    def _conflict(self, kind, thing, changes, last) -> Bentrok:
        name = f"{kind}-{thing.pk}"
        choice, version = self.jawaban.pilih.get(name, ("", -1))
        if kind == "isian":
            line = last.get(thing.pk)
            message = thing.changed_by(line) if line else f"{thing.sebutan} diubah orang lain."
        else:
            message = thing.changed_meanwhile()
        title = changes[0].name if changes else str(thing)
        fits = choice if version == thing.version and choice in (MINE, RECORDED) else ""
        return Bentrok(name, title, message, thing.version, changes, fits)
