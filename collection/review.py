"""The recap and the analysis of a run: what deserves a look, what was answered, what a decision does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from measurement.kept import figure
from sakip.lib import tanggal
from sakip.lib.angka import NOTHING
from sakip.lib.markup import lampu
from sakip.people.models import Role
from sakip.sop import access, clock
from sakip.sop.calendar import calendar_of
from sakip.sop.doors import capacities
from sakip.sop.worktime import due, standard

from . import carry, cells, words
from .butir import Butir
from .rekap import Row, Unit, count_words, counted, units_of, worth_a_look
from .tanda import KINDS, marked, marks_of

PAGE = 40
FILTERS = {"perlu": "Perlu dilihat", "berubah": "Hanya yang berubah", "semua": "Semua"}
FEW = 3


@dataclass
class Answer:
    """One returned item beside what came of it: reason, old and new value, answer, evidence."""

    butir: Butir
    row: Row
    unit: Unit
    verdict: str = ""

    @property
    def lama(self) -> str:
        return words.value_words(self.butir.nilai_lama, self.row.kamus)

    @property
    def baru(self) -> str:
        return words.value_words(self.butir.nilai_baru or self.row.value_data, self.row.kamus)

    @property
    def same(self) -> bool:
        return self.lama == self.baru

    @property
    def difference(self) -> str:
        return difference(self.butir.nilai_lama, self.butir.nilai_baru, self.row)

    @property
    def new_evidence(self) -> list:
        on = self.butir.pengembalian.on
        return [b for b in self.row.evidence if b.on >= on]

    @property
    def unproven(self) -> bool:
        """A changed value without new evidence."""
        return not self.same and not self.new_evidence


def difference(old, new, row: Row) -> str:
    """ "turun 38 · 2,06 poin", "naik 3 orang"; against nothing the target is named."""
    was, now = figure(old["nilai"]), figure((new or row.value_data)["nilai"])
    if was is None or now is None:
        return f"target {row.target}"
    step = now - was
    if not step:
        return "tidak berubah"
    word, kamus = ("naik" if step > 0 else "turun"), row.kamus
    if not words.is_percent(kamus):
        return f"{word} {words.with_unit(words.plain(abs(step), kamus), kamus)}"
    parts = [figure(v["pembilang"]) for v in (old, new or row.value_data)]
    moved = None not in parts and parts[0] != parts[1]
    counted_ = f"{words.bare(abs(parts[1] - parts[0]))} · " if moved else ""
    return f"{word} {counted_}{words.plain(abs(step), kamus)} poin"


@dataclass
class Review:
    """The rows of a run as one reader judges or reads them, on the row `key` of its sheet."""

    run: object
    key: str
    request: object
    units: list[Unit] = field(init=False)

    def __post_init__(self):
        self.only = shown_units(self.run, self.key, self.request.offices)
        self.units = units_of(self.run, only=self.only)
        self.judging = bool(
            self.key in KINDS
            and self.run.at == self.key
            and capacities(self.request, self.run, self.key)
        )
        self.marks = marks_of(self.run, self.key) if self.judging else {}
        self.chosen = marked(self.marks)
        self.old_months = carry.outdated(self.run) if self.key in ("rekap", "analisa") else {}
        self.rows = [row for unit in self.units for row in unit.rows]
        self.by_isian = {}
        for unit in self.units:
            for row in unit.rows:
                for one in (row, *row.months):
                    self.by_isian[one.isian.pk] = (one, unit)
        self.answers = self._answers()

    def _answers(self) -> list[Answer]:
        waiting = (
            Butir.objects.filter(pengembalian__run=self.run, putusan=Butir.Putusan.MENUNGGU)
            .exclude(nilai_baru=None)
            .select_related("pengembalian__by")
        )
        found = []
        for butir in waiting:
            if butir.isian_id in self.by_isian:
                row, unit = self.by_isian[butir.isian_id]
                answer = Answer(butir, row, unit)
                if self.judging:
                    answer.verdict = SafeString(self._verdict(row))
                found.append(answer)
        return found

    def _verdict(self, row) -> str:
        said = self.marks.get("butir", {}).get(str(row.isian.pk), {})
        return cells.verdict(f"{KINDS[self.key].key}-tanda", row.isian, said)

    # -- the list ---------------------------------------------------------------------------

    def why(self, row: Row) -> list[str]:
        return worth_a_look(row, self.old_months)

    @property
    def asked(self) -> str:
        usual = "perlu" if self.key == "analisa" else "semua"
        asked = self.request.GET.get("isian", usual)
        return asked if asked in FILTERS else usual

    def listed(self) -> dict:
        """The rows that the filter asks for, forty a page, as HTML under their units."""
        answered = {a.butir.isian_id for a in self.answers}
        chosen = {int(pk) for pk in self.chosen["butir"]} if self.judging else set()
        by_filter = {
            "semua": self.rows,
            "berubah": [r for r in self.rows if r.isian.pk in answered],
            "perlu": [
                r
                for r in self.rows
                if r.isian.pk not in answered and (self.why(r) or r.isian.pk in chosen)
            ],
        }
        rows = [one for row in by_filter[self.asked] for one in (row, *row.months)]
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("halaman"))
        return {
            "baris": self._html(page.object_list, answered),
            "lembar_halaman": page,
            "saring": [
                {"key": key, "label": label, "count": len(by_filter[key]), "now": key == self.asked}
                for key, label in FILTERS.items()
            ],
            "diam": len(self.rows) - len(by_filter["perlu"]) - len(by_filter["berubah"]),
        }

    def _html(self, rows, answered) -> SafeString:
        parts, before = [], None
        for row in rows:
            unit = self.by_isian[row.isian.pk][1]
            if unit is not before:
                parts.append(self._group(unit))
                before = unit
            parts.append(self._row(row, row.isian.pk in answered))
        return SafeString("".join(parts))

    def _group(self, unit) -> str:
        form, tick = unit.form, ""
        if self.judging:
            prefix, pk = f"{KINDS[self.key].key}-tanda", form.unit_id
            on = " checked" if str(pk) in self.chosen["unit"] else ""
            tick = (
                f'{cells.hidden(f"{prefix}-tampil", pk)}<span class="form-check seluruh-unit">'
                f'<input class="form-check-input" type="checkbox" name="{prefix}-u" value="{pk}" '
                f'id="u{pk}"{on}><label class="form-check-label" for="u{pk}">Kembalikan seluruh '
                f'formulir<span class="visually-hidden"> {escape(form.unit.nama)}</span></label></span>'
            )
        return (
            '<tr role="row" class="kelompok"><th role="rowheader" scope="rowgroup" colspan="7">'
            f'<div class="kelompok-isi"><span>{escape(form.unit.nama)}</span>{tick}</div></th></tr>'
        )

    def _row(self, row: Row, answered: bool) -> str:
        isian = row.isian
        url = reverse("isian", args=[isian.formulir_id, isian.pk])
        parts = f'<br><span class="mikro">{row.parts}</span>' if row.parts else ""
        figure_ = "" if row.capaian.reported is None else f"{row.capaian_words}<br>"
        lamp = "" if isian.bulan else f"{figure_}{lampu(*row.lamp)}"
        why = "; ".join(self.why(row)) if not isian.bulan else ""
        verdict = self._verdict(row) if self.judging and not answered else ""
        if answered:
            verdict = '<a class="kecil" href="#tanggapan">Pada lembar tanggapan</a>'
        last = f'<td role="cell" data-label="Putusan">{verdict or NOTHING}</td>'
        return (
            f'<tr role="row"><th role="rowheader" scope="row"><span class="kode">'
            f'{escape(isian.sebutan)}</span> <a href="{url}">{escape(isian.nama)}</a></th>'
            f'<td role="cell" class="n" data-label="Target">{escape(row.target)}</td>'
            f'<td role="cell" class="n" data-label="Realisasi"><div>{escape(self._said(row))}{parts}'
            f'</div></td><td role="cell" class="n" data-label="Capaian"><div>{lamp}</div></td>'
            f'<td role="cell" data-label="Sebab">{escape(why) or NOTHING}</td>'
            f'<td role="cell" data-label="Bukti"><div>{self._evidence(row)}</div></td>{last}</tr>'
        )

    @staticmethod
    def _said(row) -> str:
        return row.realisasi if row.realisasi != NOTHING else row.state_words

    def _evidence(self, row) -> str:
        pieces = row.evidence
        if not pieces:
            return NOTHING
        if len(pieces) > FEW:
            url = reverse("isian", args=[row.isian.formulir_id, row.isian.pk])
            return f'<a href="{url}#bukti">{len(pieces)} bukti</a>'
        return "<br>".join(evidence_link(row.isian.formulir_id, b) for b in pieces)

    # -- the leading figures ------------------------------------------------------------------

    def figures(self) -> dict:
        forms = [unit.form for unit in self.units]
        given = [f for f in forms if f.diserahkan_pada and not f.ditutup]
        late = sum(bool(words.days_late(f)) for f in given)
        counts = counted(self.rows)
        sheet = Counter(b.putusan for b in Butir.objects.filter(pengembalian__run=self.run))
        return {
            "jam": clock.running(self.run) if self.run.at == self.key else None,
            "unit": len(forms),
            "diserahkan": len(given),
            "tepat": len(given) - late,
            "terlambat": late,
            "ditutup": sum(bool(f.ditutup) for f in forms),
            "isian": len(self.rows),
            "cacah": count_words(counts),
            "butir": sum(sheet.values()),
            "dijawab": len(self.answers),
            "diterima": sheet[Butir.Putusan.DITERIMA],
            "lagi": sheet[Butir.Putusan.DIKEMBALIKAN],
        }

    def by_units(self) -> list[dict]:
        """Each unit in one line: when it handed in, and how many values are in which state."""
        return [
            {
                "nama": unit.form.unit.nama,
                "url": unit.form.get_absolute_url(),
                "diserahkan": self._given(unit.form),
                "cacah": count_words(unit.counts),
            }
            for unit in self.units
        ]

    def _given(self, form) -> str:
        if form.ditutup:
            return f"Ditutup dengan kekurangan: {form.ditutup}"
        if not form.diserahkan_pada:
            return "Belum"
        when = tanggal.moment(form.diserahkan_pada, self.run.instansi.zona)
        return f"{when}, {words.timeliness(form)}"

    # -- what a decision does -------------------------------------------------------------------

    def consequences(self, chosen=None) -> dict:
        """What opens and what stays locked by these marks; when the run would be done then."""
        chosen = self.chosen if chosen is None else chosen
        units = {int(pk) for pk in chosen["unit"]}
        named, opened, of_units = [], 0, []
        for unit in self.units:
            if unit.form.unit_id in units:
                of_units.append(unit.form.unit.nama)
                opened += len(unit.rows)
        for pk in map(int, chosen["butir"]):
            row, unit = self.by_isian.get(pk, (None, None))
            if row and unit.form.unit_id not in units:
                named.append(f"{row.isian.sebutan} ({unit.form.unit.nama})")
                opened += not row.isian.bulan
        return {
            "named": named,
            "whole": of_units,
            "opened": opened,
            "locked": max(len(self.rows) - opened, 0),
            "marked": bool(named or of_units),
            "round": self.run.round + 1,
            "done_units": finish(self.run, "pengisian"),
            "done_rekap": finish(self.run, "rekap"),
            "done_now": finish(self.run, self.key, inclusive=False),
        }

    def rounds(self) -> list[dict]:
        """Every return that was decided before, with its items: all rounds stay readable."""
        found = []
        rows = self.run.pengembalian.select_related("by").prefetch_related("butir__isian__formulir")
        for back in rows:
            items = [
                b
                for b in back.butir.all()
                if b.putusan != Butir.Putusan.MENUNGGU and b.isian_id in self.by_isian
            ]
            if items:
                found.append({"back": back, "items": [self._told(b) for b in items]})
        return found

    def _told(self, butir) -> dict:
        row, unit = self.by_isian[butir.isian_id]
        new = butir.nilai_baru
        return {
            "butir": butir,
            "kode": row.isian.sebutan,
            "nama": row.isian.nama,
            "unit": unit.form.unit.nama,
            "lama": words.value_words(butir.nilai_lama, row.kamus),
            "baru": words.value_words(new, row.kamus) if new else "",
        }


def evidence_link(form_id, bukti) -> str:
    """A piece of evidence by its name, as a link to the file or to where it lies."""
    name = escape(str(bukti))
    if bukti.tautan:
        return f'<a href="{escape(bukti.tautan)}" rel="noopener noreferrer">{name}</a>'
    return f'<a href="{reverse("bukti", args=[form_id, bukti.pk])}">{name}</a>'


def shown_units(run, key, offices) -> list[int] | None:
    """Whose rows these offices see on the row `key`: None = all, else of these units alone."""
    if "V" in access.sees(offices, run, key):
        return None
    own = {
        o.unit_id
        for o in offices
        if o.role in (Role.BIDANG, Role.STAF) and "rows" in access.rights(o, run, key)
    }
    return sorted(own)


def finish(run, first: str, *, inclusive=True, moment=None) -> str:
    """When the run would have been through all its rows from `first` on, each in its standard time."""
    calendar, at = calendar_of(run.instansi), moment or tanggal.now()
    number = run.row(first).number
    for row in run.sop:
        if row.number >= number + (not inclusive):
            at = due(calendar, at, standard(row.time)) or at
    day = tanggal.local(at, run.instansi.zona).date()
    return f"{tanggal.day_date(day)}, {tanggal.clock(at, run.instansi.zona)}"
