"""What the page of a form shows: its rows by tab and page, its state, and what can be done next."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F
from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.angka import percent, rupiah, show
from sakip.lib.prepared import Prepared
from sakip.planning.periods import ROMAN
from sakip.sop import clock
from sakip.sop.doors import capacities, form_key
from sakip.sop.pages import possible_acts
from sakip.sop.step import RETURN

from . import banding, cells, dilihat, grid, percakapan, words
from .akibat import finish
from .butir import Butir, Pengembalian
from .form_rules import is_answered
from .gates import downloads, writer
from .hitung import adds_up, earlier_values
from .isian import Bukti, Isian, RealisasiAnggaran
from .kiriman import device_key
from .opening import hands
from .rekap import Row
from .saving import Outcome
from .tanda import KEMBALIKAN, MarksWidget
from .typed import FIGURES, TEXTS, mark, shown_figures, shown_texts

PAGE = 40
# what is read of every row, whatever page is shown: pk, version, terkunci, then is_answered's
LIGHT = ("pk", "version", "terkunci", "keadaan", "nilai", "teks", "alasan", "jatuh_tempo")
TABS = {
    "semua": "Semua",
    "dikembalikan": "Dikembalikan",
    "belum": "Belum dijawab",
    "berubah": "Hanya yang berubah",
}
NAMES = {**FIGURES, **TEXTS}


# A page is asked for all day long: its questions are kept compiled.
_EVERY = Prepared(
    lambda marks, _: Isian.objects.filter(formulir=marks.one("form")).values_list(*LIGHT)
)
_ROWS = Prepared(lambda marks, _: Isian.objects.filter(pk__in=marks.many("ids", PAGE)))
_PIECES = Prepared(
    lambda marks, _: Bukti.objects.filter(isian__in=marks.many("ids", PAGE)).select_related(
        "berkas"
    )
)
_SPENDING = Prepared(lambda marks, _: RealisasiAnggaran.objects.filter(formulir=marks.one("form")))


class FormPage:
    """One page of forty rows of a form, for one reader; a fixed number of queries."""

    def __init__(self, request, form, *, outcome=None, only=None):
        self.request, self.form = request, form
        self.outcome = outcome or Outcome()
        self.by = writer(request, form)
        self.may = {verb: capacities(request, form, verb) for verb in (form.at, RETURN)}
        self.review = bool(form.at == "periksa" and self.may[RETURN])
        self.every = list(_EVERY.rows(form=form.pk))
        self.butir = self._butir()
        self.waiting = {
            pk: found[-1]
            for pk, found in self.butir.items()
            if found[-1].putusan == Butir.Putusan.MENUNGGU and found[-1].terbuka
        }
        self.since = self._look_back()
        self.tab = request.GET.get("tab", self._usual)
        self.page = self._page(only)
        self.spending = _SPENDING.objects(form=form.pk)
        self.url = form.get_absolute_url()
        self.notes = percakapan.counted([form], request.offices)
        self.lines = [self._line(isian) for isian in self._rows()]

    def _butir(self) -> dict[int, list[Butir]]:
        found = defaultdict(list)
        if self.form.round > 1:  # nothing was returned in the first round
            every = Butir.objects.filter(isian__formulir=self.form).order_by("pk")
            every = every.annotate(terbuka=F("isian__terbuka"))  # else it waits for its verdict
            # whether an answer changed anything is told with the dictionary of its row
            related = ("pengembalian__by", "isian") if self.review else ("pengembalian__by",)
            for butir in every.select_related(*related):
                found[butir.isian_id].append(butir)
        return found

    def _look_back(self) -> dilihat.Since:
        """What changed since Tim SAKIP last had it before it, of the whole form."""
        if not self.review:
            return dilihat.Since()
        versions = {light[0]: light[1] for light in self.every}
        return dilihat.look_back(self.form, self.request.user, versions)

    def note_seen(self) -> None:
        """That these rows stood before Tim SAKIP, who judges them: a mark, no decision."""
        if self.review:
            shown = [line.isian for line in self.lines]
            dilihat.note_seen(self.form, self.request.user, shown)

    @property
    def _usual(self) -> str:
        """Where the page opens: for Tim SAKIP at what it gave back, once it is answered."""
        return "dikembalikan" if self.review and self.waiting else "semua"

    @cached_property
    def changed(self) -> set[int]:
        """What Tim SAKIP looks at anew: answers that changed anything, values that moved since."""
        if not self.review:
            return set()
        answers = {pk for pk, butir in self.waiting.items() if banding.is_changed(butir)}
        return answers | self.since.moved.keys()

    def _page(self, only):
        ids = [light[0] for light in self.every]
        if only:
            ids = [only]
        elif self.tab == "dikembalikan":
            ids = [pk for pk in ids if pk in self.waiting]
        elif self.tab == "belum":
            ids = [pk for pk in ids if pk in self.unanswered]
        elif self.tab == "berubah":
            ids = [pk for pk in ids if pk in self.changed]
        return Paginator(ids, PAGE).get_page(self.request.GET.get("halaman"))

    @property
    def unanswered(self) -> list[int]:
        return [pk for pk, butir in self.waiting.items() if not butir.jawaban]

    def _rows(self):
        rows = _ROWS.objects(ids=list(self.page.object_list))
        self.pieces = defaultdict(list)
        for piece in _PIECES.objects(ids=list(self.page.object_list)):
            self.pieces[piece.isian_id].append(piece)
        summed = {i.indikator_id for i in rows if adds_up(i.kamus)}
        self.earlier = earlier_values(self.form.run, summed)
        self.marked = {}
        if self.review and self.request.method == "POST":
            typed = MarksWidget().value_from_datadict(self.request.POST, {}, "periksa")
            self.marked = typed["butir"]
        self.opens = downloads(self.request.offices, self.form)
        for isian in rows:
            isian.formulir = self.form
        return rows

    def _line(self, isian) -> grid.Line:
        editable = self.by is not None and isian.terbuka
        waiting = self.waiting.get(isian.pk)
        raw = self.request.POST if self._unsaved(isian, waiting) else None
        line = grid.Line(
            Row(isian, None if isian.bulan else self.earlier, pieces=self.pieces[isian.pk]),
            url=self.url,
            editable=editable,
            review=self.marked.get(str(isian.pk), {}) if self.review else None,
            downloads=self.opens,
            butir=waiting,
            returns=len(self.butir[isian.pk]) - 1 if waiting else 0,
            raw=raw,
            faults=self.outcome.faults,
            judging=self._judging(isian),
            notes=self.notes.get((self.form.pk, isian.pk)),
            since=self.since.badge(isian),
        )
        line.texts = editable and self._open(line)
        return line

    def _judging(self, isian) -> bool:
        """Whether its answer is handed in and the verdict on it still to come."""
        found = self.butir.get(isian.pk)
        return bool(found and not isian.terbuka and found[-1].putusan == Butir.Putusan.MENUNGGU)

    def _unsaved(self, isian, waiting) -> bool:
        names = {f"isian-{isian.pk}", f"butir-{waiting.pk}" if waiting else ""}
        if names & self.outcome.conflicts.keys():
            return True
        ends = (f"-{isian.pk}", f"-{waiting.pk}" if waiting else "-")
        return any(name.endswith(ends) for name in self.outcome.faults)

    def _open(self, line) -> bool:
        """Whether reasons, factors and evidence stand open below the row already."""
        isian = line.isian
        if self.request.GET.get("rinci") == str(isian.pk):
            return True
        if line.raw and f"mt-{isian.pk}" in line.raw:
            return True
        other = isian.keadaan not in ("dilaporkan", "belum_dilaporkan")
        silent = isian.keadaan == "belum_dilaporkan" and isian.version and isian.jatuh_tempo
        return bool(other or silent) and not isian.alasan and not isian.terkunci

    # -- around the grid --------------------------------------------------------------------

    def context(self, reasons=()) -> dict:
        form = self.form
        counts = self.counts()
        period = form.run.period
        timed = form.run.at == "pengisian" and form.at != "selesai"  # it runs on for the others
        return {
            "form": form,
            "run": form.run,
            "status": words.form_status(form, touched=bool(counts["sentuh"])),
            "rows": grid.html(self.lines),
            "page": self.page,
            "halaman": self.page.number,
            "tab": self.tab,
            "tabs": self._tabs(counts["semua"]),
            "counts": counts,
            "answered": len(self.waiting) - len(self.unanswered),
            "target_head": "Target"
            if period.is_month
            else f"Target TW {ROMAN[period.quarter - 1]}",
            "editing": self.by is not None,
            "by": self.by,
            "review": self.review,
            "returned": self._returned(),
            "spending": self._spending(),
            "conflicts": self._conflicts(),
            "outcome": self.outcome,
            "reasons": reasons,
            "seen": self._seen(),
            "key": form_key(),
            "device_key": device_key(self.request.user),
            # its end is called no tenggat: the form has one of its own
            "jam": clock.running(form.run, ends="Habis") if timed else None,
            "late": bool(form.tenggat and form.instansi.today() > form.tenggat),
            "acts": possible_acts(self.request, form),
            "catatan_banyak": sum(count for count, _ in self.notes.values()),
            "note": self.request.POST.get("catatan", ""),
            **self._verbs(),
            **self._return(),
        }

    def _return(self) -> dict:
        """What Tim SAKIP is told before it gives the form back: for whom it opens, and until when."""
        if not self.review:
            return {}
        held = hands(self.form.run).get(self.form.unit_id, "")
        return {
            "untuk": held,
            "perkiraan": finish(self.form.run, "pengisian"),
            "dibuka": self.request.POST.get("dibuka") or tanggal.now().isoformat(),
            "jawaban": self._answers(),
            "tanda_lain": self._marks_elsewhere(),
        }

    def _seen(self) -> str:
        """What the page shows of the form; to Tim SAKIP, what the first of its pages showed.

        It goes from one part of a form to another with its marks, and decides on all of them.
        """
        if self.review and self.request.method == "POST":
            return self.request.POST.get("seen", "")
        return self.form.seen_of(self.versions())

    def _marks_elsewhere(self) -> dict:
        """{"nama", "input"}: marks of a return on rows that this page does not show, sent with it."""
        shown = {str(line.isian.pk) for line in self.lines}
        marks = {
            pk: said
            for pk, said in self.marked.items()
            if pk not in shown and said["p"] == KEMBALIKAN
        }
        rows = list(self.form.isian.filter(pk__in=marks))
        inputs = [
            cells.hidden(f"periksa-{part}-{row.pk}", marks[str(row.pk)][part])
            for row in rows
            for part in "pja"
        ]
        return {
            "nama": ", ".join(row.sebutan for row in rows),
            "input": SafeString("".join(inputs)),
        }

    def _answers(self) -> dict:
        """How many of the answers that came back changed anything, and how many did not."""
        changed = len(self.changed & self.waiting.keys())
        count = len(self.waiting)
        return {"jumlah": count, "berubah": changed, "tetap": count - changed}

    def counts(self) -> dict[str, int]:
        """All rows; those to be answered, and how many of them are, or were touched."""
        asked = [light for light in self.every if not light[2]]
        return {
            "semua": len(self.every),
            "isi": len(asked),
            "terisi": sum(is_answered(*light[3:]) for light in asked),
            "sentuh": sum(bool(light[1]) for light in asked),
        }

    def versions(self) -> dict:
        """What the page shows of the form, as Formulir.versions reads it."""
        return {
            "isian": sorted((pk, version) for pk, version, *_ in self.every),
            "anggaran": sorted((line.pk, line.version) for line in self.spending),
            "butir": sorted((b.pk, b.version) for found in self.butir.values() for b in found),
        }

    def _tabs(self, all_of_them) -> list[dict]:
        numbers = {
            "semua": all_of_them,
            "dikembalikan": len(self.waiting),
            "belum": len(self.unanswered),
            "berubah": len(self.changed),
        }
        return [
            {"key": key, "label": label, "count": numbers[key], "now": key == self.tab}
            for key, label in TABS.items()
            if key == "semua" or numbers[key] or key == self.tab
        ]

    def _verbs(self) -> dict:
        """The one next act of this person, and whether they may give the form back."""
        here = self.form.step
        may = bool(here and self.may[here.key])
        return {
            "verb": here if may else None,
            "capacities": self.may[here.key] if may else [],
            "may_return": bool(here and here.back_to and self.may[RETURN]),
            "other_capacities": self.may[self.form.at] if may else [],
        }

    def _returned(self) -> dict | None:
        """The latest return of this form, while it is being answered."""
        form = self.form
        if form.round < 2 or form.at not in ("isi", "serahkan", "periksa"):
            return None
        if self.waiting:
            last = max((b.pengembalian for b in self.waiting.values()), key=lambda p: p.pk)
        else:
            found = Pengembalian.objects.filter(formulir=form).select_related("by")
            last = found.last()
        return {"by": last.by.capacity, "arahan": last.arahan} if last else None

    def _spending(self) -> list[dict]:
        return [self._money(line) for line in self.spending]

    def _money(self, line) -> dict:
        name, row = f"rp-{line.pk}", f"rr{line.pk}"
        shown = "" if line.realisasi is None else show(line.realisasi, 0)
        open_ = self.by is not None and line.terbuka
        kept = name in self.outcome.faults or f"anggaran-{line.pk}" in self.outcome.conflicts
        posted = self.request.POST if kept else {}
        value = posted.get(name, shown)
        share = None
        if line.realisasi is not None and line.pagu:
            share = Decimal(line.realisasi * 100) / line.pagu
        marked = posted.get(f"mr-{line.pk}") or mark(line.version, {"rp": shown})
        return {
            "id": row,
            "pk": line.pk,
            "kode": line.kode,
            "nama": line.nama,
            "pagu": rupiah(line.pagu),
            "realisasi": rupiah(line.realisasi),
            "serapan": percent(share),
            "input": cells.hidden(f"mr-{line.pk}", marked)
            + cells.figure_input(name, value, "c-rp", row, self.outcome.faults, kind="numeric")
            if open_
            else "",
        }

    def _conflicts(self) -> list[dict]:
        """Both values side by side, for the person to choose: nothing is overwritten in silence."""
        return [
            {
                "name": name,
                "title": title_of(found.thing),
                "message": found.message,
                "version": found.version,
                "rows": difference(found.thing, self.request.POST),
            }
            for name, found in self.outcome.conflicts.items()
        ]


def title_of(thing) -> str:
    return f"Jawaban {thing.isian.sebutan}" if isinstance(thing, Butir) else str(thing)


def difference(thing, posted) -> list[tuple[str, str, str]]:
    """(what, as recorded, as sent) of every input of the row that differs."""
    if isinstance(thing, Butir):
        return [("Jawaban unit", thing.jawaban, posted.get(f"jw-{thing.pk}", ""))]
    if not hasattr(thing, "kamus"):
        recorded = "" if thing.realisasi is None else show(thing.realisasi, 0)
        return [("Realisasi anggaran", recorded, posted.get(f"rp-{thing.pk}", ""))]
    found = []
    for letters, recorded in (shown_figures(thing) | shown_texts(thing)).items():
        sent = posted.get(f"{letters}-{thing.pk}")
        if sent is not None and sent.split() != recorded.split():
            if letters == "k":
                recorded, sent = words.STATES.get(recorded, ""), words.STATES.get(sent, sent)
            found.append((NAMES[letters].capitalize(), recorded, sent))
    return found
