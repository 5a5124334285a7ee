"""An upload read to the end: what it would make, what stands in its way, what must be confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from sakip.people.models import Unit

from .import_budget import BudgetLine, budget_of
from .import_columns import MONTH_FIELDS, QUARTER_FIELDS, norm
from .import_match import Matcher
from .import_problems import Dots, Problem, Tick
from .import_promise import IndicatorPlan, plan_indicator
from .import_rows import Line, Places, Source, lines_of, open_source
from .import_sheet import NoSheet, Sheet, sheets_of
from .models import Impor, PerjanjianKinerja, Target
from .periods import RHYTHMS
from .targets import promised
from .tree import Node


@dataclass
class Answers:
    """What was said on the preview so far, as it is kept with the upload."""

    lembar: list[str] = field(default_factory=list)  # the sheet of each file
    kolom: list[list[str]] = field(default_factory=list)  # the field of each column of each file
    jenjang: str = Node.Level.SASARAN  # of rows that name none
    frekuensi: str = ""  # of indicators that are new; "" = by the columns
    titik: list[str] = field(default_factory=list)  # columns whose dots are decimal points
    sel: dict[str, str] = field(default_factory=dict)  # cell: the answer to its question
    setuju: list[str] = field(default_factory=list)  # contradictions that were confirmed

    @classmethod
    def of(cls, upload: Impor) -> Answers:
        known = {k: v for k, v in upload.jawaban.items() if k in cls.__dataclass_fields__}
        return cls(**known)


class Plan:
    """What the import of one upload would do, by the answers given so far. It writes nothing."""

    def __init__(self, upload: Impor, sheets: list[list[Sheet]] | None = None):
        self.upload, self.instansi = upload, upload.instansi
        self.sheets = sheets or []
        self.answers = Answers.of(upload)
        self.fault = ""
        self.sources = self._sources()
        self.problems: list[Problem] = []
        self.ticks: list[Tick] = []
        self.notes: list[str] = []
        self.dots = Dots(self.answers.titik)
        self.skipped: list[str] = []
        self.places = Places()
        self.indicators: list[IndicatorPlan] = []
        self.budget: list[BudgetLine] = []
        if self.sources and not self.missing_columns:
            self._read()

    # --- the files ---

    def _sources(self) -> list[Source]:
        found, raw = [], vars(self.answers)
        several = len(self.upload.files) > 1
        for n, berkas in enumerate(self.upload.files):
            try:
                if len(self.sheets) == n:
                    self.sheets.append(sheets_of(berkas))
            except NoSheet as slip:
                self.fault = str(slip)
                return []
            except OSError:
                self.fault = f"Berkas {berkas.nama} tidak ada lagi. Unggah sekali lagi."
                return []
            source = open_source(n, berkas, self.sheets[n], self.instansi, raw, several=several)
            if source is None:
                self.fault = (
                    f"Judul kolom tidak ditemukan pada {berkas.nama}. Baris judul harus memuat "
                    "sedikitnya indikator dan target."
                )
                return []
            found.append(source)
        return found

    @property
    def main(self) -> Source:
        return self.sources[0]

    @cached_property
    def missing_columns(self) -> list[str]:
        """What cannot be done without, in words."""
        if not self.sources:
            return []
        needed = {"indikator": "Indikator kinerja", "uraian": "Tujuan/sasaran/program/kegiatan"}
        found = [label for key, label in needed.items() if key not in self.main.columns]
        if not any("target" in s.columns for s in self.sources):
            found.append("Target tahun")
        if len(self.sources) > 1 and "indikator" not in self.sources[1].columns:
            found.append("Indikator kinerja pada berkas kedua")
        twice = [c for s in self.sources for c, n in Counter(s.columns).items() if c and n > 1]
        return found + [f"kolom {c} dipilih dua kali" for c in twice]

    @property
    def frekuensi(self) -> str:
        """The rhythm of new indicators: as answered, else as the period columns say."""
        if self.answers.frekuensi in dict(RHYTHMS):
            return self.answers.frekuensi
        columns = {f for s in self.sources for f in s.columns}
        if columns & set(MONTH_FIELDS):
            return "bulanan"
        return "triwulanan" if columns & set(QUARTER_FIELDS) else "tahunan"

    # --- the reading ---

    def _read(self) -> None:
        lines = list(lines_of(self.main, self.places, self.answers.jenjang, self.answers.sel))
        self._of_this_year(lines)
        matcher = Matcher(self.upload, self.places)
        joined = self._join(lines)
        self._twins(lines)
        units = {norm(n): u for u in Unit.objects.filter(instansi=self.instansi)
                 for n in (u.nama, u.singkatan)}  # fmt: skip
        for line in lines:
            plan = plan_indicator(self, line, joined.get(line.join), matcher, units)
            if plan is None:
                self.skipped.append(f"{line.source.place(line.row)}: “{line.nama}” ditinggalkan.")
            else:
                self.indicators.append(plan)
        self._same_entry()
        if len(self.sources) == 1:
            self.budget = budget_of(self, matcher)
        self._say(matcher)

    def _of_this_year(self, lines: list[Line]) -> None:
        """A file that says its year says it of the year it is imported into."""
        years = {line.cell("tahun").text for line in lines} - {""}
        strange = sorted(years - {str(self.upload.tahun)})
        if strange:
            self.confirm(f"Kolom tahun pada {self.main.name} memuat {', '.join(strange[:5])}, "
                         f"sedangkan diimpor sebagai {self.upload.tahun}.")  # fmt: skip

    def _join(self, lines: list[Line]) -> dict[str, Line]:
        """The rows of the second file by the name of their indicator; who is alone is named."""
        if len(self.sources) < 2:
            return {}
        others = list(lines_of(self.sources[1], Places(), self.answers.jenjang, {}))
        second = {o.join: o for o in others}
        first = {line.join for line in lines}
        for line in lines:
            if line.join not in second:
                self.confirm(
                    f"“{line.nama}” ({line.source.place(line.row)}) tidak ada pada "
                    f"{self.sources[1].name}; diimpor tanpa target periode."
                )
        for other in second.values():
            if other.join not in first:
                self.confirm(
                    f"“{other.nama}” ({other.source.place(other.row)}) tidak ada pada "
                    f"{self.main.name}; tidak diimpor."
                )
        return second

    def _twins(self, lines: list[Line]) -> None:
        """The same indicator twice at the same place can only be a slip."""
        seen: dict[tuple, Line] = {}
        for line in lines:
            key = (line.join, id(line.node))
            if (first := seen.setdefault(key, line)) is not line:
                self.ask(
                    line.source.key(line.row, "indikator") + "!ganda",
                    line.source.place(line.row, "indikator"),
                    f"“{line.nama}” sudah ada pada baris {first.row + 1} di tempat yang sama.",
                )

    def _same_entry(self) -> None:
        """Two rows that would fill the same dictionary entry."""
        seen: dict[int, IndicatorPlan] = {}
        for plan in self.indicators:
            pk = plan.entry.pk
            if pk and (first := seen.setdefault(pk, plan)) is not plan:
                self.ask(
                    plan.line.source.key(plan.line.row, "indikator") + "!kamus",
                    plan.place,
                    f"“{plan.nama}” dan baris {first.line.row + 1} mengisi indikator yang sama, "
                    f"{plan.entry.kode}.",
                )

    # --- what is said about it ---

    def ask(self, key, place, message, offers=(), *, own=False, fault="") -> str:
        """Put a question that stands in the way, and give the answer it already got ("" = none)."""
        answer = self.answers.sel.get(key, "")
        if all(p.key != key for p in self.problems):
            self.problems.append(Problem(key, place, message, tuple(offers), own, answer, fault))
        return answer

    def confirm(self, sentence: str) -> None:
        """Name a contradiction that lets the import through only once it was ticked."""
        if all(t.sentence != sentence for t in self.ticks):
            self.ticks.append(Tick.of(sentence, self.answers.setuju))

    @property
    def open_problems(self) -> list[Problem]:
        return [p for p in self.problems if p.open]

    @property
    def open_ticks(self) -> list[Tick]:
        return [t for t in self.ticks if not t.ticked]

    @property
    def ready(self) -> bool:
        waiting = self.open_problems or self.open_ticks or self.dots.open
        wrong = self.fault or self.missing_columns or self.refused
        return bool(self.indicators) and not waiting and not wrong

    @cached_property
    def promise(self) -> PerjanjianKinerja | None:
        """The latest Perjanjian Kinerja of the year: a draft is filled, a fixed one refuses."""
        every = PerjanjianKinerja.objects.filter(instansi=self.instansi, tahun=self.upload.tahun)
        return every.order_by("-versi").first()

    @cached_property
    def refused(self) -> str:
        pk = self.promise
        if pk and pk.fixed:
            return f"{pk} sudah ditetapkan. Buat Perubahan dahulu, lalu impor ke drafnya."
        if pk and pk.renstra_id != self.upload.renstra_id:
            return f"Draf {pk} memakai {pk.renstra}. Pilih Renstra itu pada unggahan."
        return ""

    def _say(self, matcher: Matcher) -> None:
        """What will be made and what will be replaced, as notes."""
        fresh = sum(1 for p in self.indicators if p.fresh)
        nodes = sum(1 for n in self.places.nodes if n.existing is None)
        found = len(self.indicators) - fresh
        self.notes.insert(
            0,
            f"{len(self.indicators)} indikator: {fresh} baru (sebagai draf kamus), {found} sudah "
            f"ada. {nodes} tujuan, sasaran, program, atau kegiatan baru dalam {self.upload.renstra}.",
        )
        if "arah" not in self.main.columns and fresh:
            self.notes.append(
                "Arah tidak disebut pada berkas; indikator baru dicatat makin tinggi makin baik."
            )
        self.notes += matcher.notes
        self.notes += self._replaced()

    def _replaced(self) -> list[str]:
        pk = self.promise
        if not pk or pk.fixed:
            return []
        held = Target.objects.filter(instansi=self.instansi, pk_versi=pk)
        kept = {t.indikator_id: promised(t) for t in held.prefetch_related("periods")}
        changed = [
            p.entry.kode
            for p in self.indicators
            if p.entry.pk in kept and kept[p.entry.pk] != p.said
        ]
        words = [f"Mengisi draf {pk} yang sudah ada."]
        if changed:
            words.append(f"Target yang diganti: {', '.join(changed)}.")
        return words

    def record(self) -> list[str]:
        """What was accepted, as sentences to be kept with the draft."""
        names = " dan ".join(b.nama for b in self.upload.files)
        said = [f"Diimpor dari {names}."]
        said += [t.sentence for t in self.ticks]
        said += self.dots.record()
        said += [p.record for p in self.problems if p.record]
        said += [n for plan in self.indicators for n in plan.read_as]
        return [*said, *self.skipped]
