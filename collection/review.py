"""The recap and the analysis of a run: what deserves a look, what was answered, what a decision does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.angka import NOTHING
from sakip.lib.markup import lampu
from sakip.people.models import Role
from sakip.sop import access, clock
from sakip.sop.doors import capacities

from . import carry, cells, dilihat, percakapan, words
from .butir import Butir, butir_of
from .rekap import (
    Row,
    Unit,
    by_isian,
    count_words,
    counted,
    recap_of,
    units_of,
    worth_a_look,
)
from .tanda import ALL, KINDS, marked, marks_of, stamp, verdicts
from .tanggapan import Answer, rounds, waiting

PAGE = 40
FILTERS = {"perlu": "Perlu dilihat", "berubah": "Hanya yang berubah", "semua": "Semua"}
ANSWERS = {"berubah": "Hanya yang berubah", "semua": "Semua jawaban"}
FEW = 3


@dataclass
class Review:
    """The rows of a run as one reader judges or reads them, on the row `key` of its sheet."""

    run: object
    key: str
    request: object
    units: list[Unit] = field(init=False)

    def __post_init__(self):
        self.only = shown_units(self.run, self.key, self.request.offices)
        every = self.only is None
        self.units = recap_of(self.run) if every else units_of(self.run, only=self.only)
        self.judging = bool(
            self.key in KINDS
            and self.run.at == self.key
            and capacities(self.request, self.run, self.key)
        )
        self.marks = marks_of(self.run, self.key) if self.judging else {}
        self.chosen = marked(self.marks)
        self.verdicts = verdicts(self.run, self.key, self.marks) if self.judging else {}
        self.rows = [row for unit in self.units for row in unit.rows]
        self.old_months = {}
        if self.key in ("rekap", "analisa"):
            self.old_months = carry.outdated(self.run, [row.isian for row in self.rows])
        self.by_isian = by_isian(self.units)
        self.answers = waiting(self.run, self.by_isian)
        self._look_back()
        self.notes = percakapan.counted([unit.form for unit in self.units], self.request.offices)

    def _look_back(self) -> None:
        """What this reader saw before this sitting, and what has changed since."""
        self.since = dilihat.Since()
        if self.only is None and self.key in KINDS:
            versions = {pk: row.isian.version for pk, (row, _) in self.by_isian.items()}
            self.since = dilihat.look_back(self.run, self.request.user, versions)

    def note_seen(self) -> None:
        """That everything on this page stood before its reader: a mark, no decision."""
        if self.only is None and self.key in KINDS and self.run.at == self.key:
            shown = {row.isian.pk: row.isian for row in self.shown}
            shown |= {a.row.isian.pk: a.row.isian for a in self.sheet["page"]}
            dilihat.note_seen(self.run, self.request.user, shown.values())

    # -- what was answered --------------------------------------------------------------------

    @cached_property
    def sheet(self) -> dict:
        """The answers as the reader asked for them: by default only those where something changed."""
        asked = self.request.GET.get("tanggapan", "berubah")
        asked = asked if asked in ANSWERS else "berubah"
        by_filter = {"berubah": [a for a in self.answers if self._shows(a)], "semua": self.answers}
        page = Paginator(by_filter[asked], PAGE).get_page(self.request.GET.get("lembar"))
        for answer in page:
            answer.sejak = self.since.badge(answer.row.isian)
            answer.catatan = SafeString(self._notes(answer.row.isian))
            if self.judging:
                answer.verdict = SafeString(self._verdict(answer.row, answer.butir))
        return {
            "page": page,
            "saring": [
                {"key": key, "label": label, "count": len(by_filter[key]), "now": key == asked}
                for key, label in ANSWERS.items()
            ],
            "tetap": [
                a for a in self.answers if not a.changed and a.row.isian.pk not in self.verdicts
            ],
            "putus": sum(a.row.isian.pk in self.verdicts for a in self.answers),
        }

    def _shows(self, answer: Answer) -> bool:
        """Whether it stands in the short view: it changed, or is marked to go back once more."""
        return answer.changed or self.verdicts.get(answer.row.isian.pk) == "kembalikan"

    def _verdict(self, row, butir=None) -> str:
        """The radios of one item; with the Butir whose answer they judge, where one waits."""
        said = dict(self.marks.get("butir", {}).get(str(row.isian.pk), {}))
        undecided = (
            butir is not None and self.key == "analisa"
        )  # the Sekretaris decides each answer
        if undecided:
            said["p"] = self.verdicts.get(row.isian.pk, "")
        name = f"{KINDS[self.key].key}-tanda"
        mark = stamp(row.isian, butir)
        return cells.verdict(name, row.isian, said, stamp=mark, undecided=undecided)

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
        moved = self.since.moved
        by_filter = {
            "semua": self.rows,
            "berubah": [r for r in self.rows if r.isian.pk in answered or r.isian.pk in moved],
            "perlu": [
                r
                for r in self.rows
                if r.isian.pk not in answered
                and (self.why(r) or r.isian.pk in chosen or r.isian.pk in moved)
            ],
        }
        rows = [one for row in by_filter[self.asked] for one in (row, *row.months)]
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("halaman"))
        self.shown = list(page.object_list)
        told = {r.isian.pk for key in ("perlu", "berubah") for r in by_filter[key]}
        return {
            "baris": self._html(self.shown, answered),
            "lembar_halaman": page,
            "saring": [
                {"key": key, "label": label, "count": len(by_filter[key]), "now": key == self.asked}
                for key, label in FILTERS.items()
            ],
            "diam": len(self.rows) - len(told),
        }

    def _html(self, rows, answered) -> SafeString:
        parts, before = [], None
        for row in rows:
            unit = self.by_isian[row.isian.pk][1]
            if unit is not before:
                parts.append(
                    '<tr role="row" class="kelompok"><th role="rowheader" scope="rowgroup" '
                    f'colspan="7">{escape(unit.form.unit.nama)}</th></tr>'
                )
                before = unit
            parts.append(self._row(row, row.isian.pk in answered))
        return SafeString("".join(parts))

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
        cause = f"<div>{escape(why) or NOTHING}{self.since.badge(isian)}{self._notes(isian)}</div>"
        return (
            f'<tr role="row"><th role="rowheader" scope="row"><span class="kode">'
            f'{escape(isian.sebutan)}</span> <a href="{url}">{escape(isian.nama)}</a></th>'
            f'<td role="cell" class="n" data-label="Target">{escape(row.target)}</td>'
            f'<td role="cell" class="n" data-label="Realisasi"><div>{escape(self._said(row))}{parts}'
            f'</div></td><td role="cell" class="n" data-label="Capaian"><div>{lamp}</div></td>'
            f'<td role="cell" data-label="Sebab">{cause}</td>'
            f'<td role="cell" data-label="Bukti"><div>{self._evidence(row)}</div></td>{last}</tr>'
        )

    def _notes(self, isian) -> str:
        url = reverse("isian", args=[isian.formulir_id, isian.pk])
        return percakapan.link(url, isian.sebutan, self.notes.get((isian.formulir_id, isian.pk)))

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
        returned = [b for b in butir_of(self.run) if b.isian_id in self.by_isian]
        sheet = Counter(b.putusan for b in returned)
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
            "diputus": sum(a.row.isian.pk in self.verdicts for a in self.answers),
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
                "ketepatan": words.timing(unit.form),
                "kelengkapan": unit.complete,
                "cacah": count_words(unit.counts),
                "tanda": self._whole(unit.form.unit_id, unit.form.unit.nama),
            }
            for unit in self.units
        ]

    def _given(self, form) -> str:
        if form.ditutup:
            return f"Ditutup dengan kekurangan: {form.ditutup}"
        if not form.diserahkan_pada:
            return "Belum"
        return tanggal.moment(form.diserahkan_pada, self.run.instansi.zona)

    def _whole(self, pk, name) -> SafeString | str:
        """The mark that returns a whole form, with its kind and reason; pk 0: all of them."""
        if not self.judging:
            return ""
        said = self.chosen["sebab"].get(str(pk), {})
        on = str(pk) in self.chosen["unit"]
        return SafeString(cells.whole_mark(f"{KINDS[self.key].key}-tanda", pk, name, said, on))

    def everything(self) -> SafeString | str:
        return self._whole(ALL, "semua unit")

    def rounds(self) -> list[dict]:
        """Every return with its items, those still waiting for their verdict above left out."""
        found = []
        for back in rounds(self.run, self.by_isian):
            items = [a for a in back["items"] if a.butir.putusan != Butir.Putusan.MENUNGGU]
            if items:
                found.append({**back, "items": items})
        return found


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
