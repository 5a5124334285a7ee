"""The list of reports of one period: what there is of each, for whom, and in which files."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from sakip.papers.models import Paper
from sakip.planning.models import PerjanjianKinerja
from sakip.planning.periods import Period
from sakip.sop import access

from . import gates, subjects
from .files import broken, scope_key
from .models import ReportFile
from .report import PENGUKURAN, PENGUMPULAN, PK, RUN, SOP, YEAR, every_kind


@dataclass
class Item:
    """One report of one subject, as the list names it."""

    kind: type
    subject: subjects.Subject
    cakupan: str = ""  # whose rows these readers have of it, as its files name them
    current: bool = False
    files: list[ReportFile] = field(default_factory=list)

    @property
    def url(self) -> str:
        address = f"?{self.subject.address}" if self.subject.address else ""
        return reverse("laporan_satu", args=[self.kind.slug()]) + address

    @property
    def title(self) -> str:
        return self.kind.title

    @property
    def about(self) -> str:
        row = self.row
        return f"Langkah {row.number} · {self.state}" if row else self.kind.about

    @property
    def row(self):
        run = self.subject.run
        return run.row(self.kind.row) if run is not None and self.kind.row else None

    @property
    def state(self) -> str:
        return "disetujui, dikunci" if self.subject.approved else "sementara"

    @property
    def provisional(self) -> bool:
        return self.subject.run is not None and not self.subject.approved

    @property
    def sizes(self) -> str:
        """ "PDF 60 kB, XLSX 14 kB"."""
        ready = [f for f in self.files if f.ready]
        return ", ".join(f"{f.bentuk.upper()} {f.size_words}" for f in ready)

    @property
    def again(self) -> list[tuple[ReportFile, str]]:
        """(file, where to ask for it once more) of those that failed or whose worker is gone."""
        way = f"{self.url}{'&' if self.subject.address else '?'}rinci="
        return [(f, f"{way}{f.rinci}" if f.rinci else self.url) for f in self.files if broken(f)]


@dataclass
class Section:
    title: str
    items: list[Item]
    papers: list[Paper] = field(default_factory=list)


class Shelf:
    """Everything of one period and its year; the number of queries does not grow with it."""

    def __init__(self, request, period: Period | None, tahun: int):
        self.request, self.instansi = request, request.instansi
        self.period, self.tahun = period, tahun
        self.runs = self._runs()
        self.sections = [s for s in self._sections() if s.items or s.papers]
        self._lay_files()

    def _runs(self) -> dict:
        """{"pengumpulan": run, ...}: the latest approved revision, else the one under way."""
        if self.period is None:
            return {}
        found = {}
        for name in subjects.RUNS:
            subject = subjects.find(self.instansi, name, {"periode": self.period.code})
            if subject:
                found[name] = subject.run
        return found

    def _sections(self):
        of = {
            PENGUMPULAN: "Pengumpulan data kinerja",
            PENGUKURAN: "Pengukuran kinerja",
        }
        papers = self._papers()
        for name, title in of.items():
            run = self.runs.get(name)
            subject = subjects.of_run(run) if run else None
            items = self._items(name, subject) if subject else []
            if run:
                items += self._items(RUN, subjects.of_procedure(run))
            yield Section(title, items, papers.get(name, []))
        promise = self._promise()
        yearly = self._items(YEAR, subjects.of_year(self.instansi, self.tahun))
        promised = self._items(PK, subjects.of_promise(promise)) if promise else []
        sop = self._items(SOP, subjects.of_sop(self.instansi))
        yield Section(f"Kepatuhan SOP dan tahun {self.tahun}", [*yearly, *promised, *sop])

    def _items(self, of, subject) -> list[Item]:
        kinds = [k for k in every_kind().values() if k.of == of]
        order = {s.key: s.number for s in subject.run.sop} if subject.run is not None else {}
        found = []
        for kind in sorted(kinds, key=lambda k: (order.get(k.row, 99), k.title)):
            try:
                units = gates.scope(kind, subject, self.request.offices)
            except (PermissionDenied, Http404):
                continue
            found.append(Item(kind, subject, scope_key(units)))
        return found

    def _promise(self):
        found = PerjanjianKinerja.objects.filter(
            instansi=self.instansi, tahun=self.tahun, status=PerjanjianKinerja.DITETAPKAN
        )
        return found.select_related("instansi").order_by("-versi").first()

    def _papers(self) -> dict[str, list[Paper]]:
        """The issued papers of both runs that these offices may open, one query."""
        runs = {(run.label, run.pk): name for name, run in self.runs.items()}
        cases = Q(pk__in=[])
        for label, pk in runs:
            cases |= Q(case_label=label, case_id=pk)
        papers = Paper.objects.filter(
            cases, instansi=self.instansi, status=Paper.ISSUED, superseded=False
        )
        found: dict[str, list[Paper]] = {}
        for paper in papers.select_related("unit").order_by("issued_at", "pk").defer("data"):
            name = runs[paper.case_label, paper.case_id]
            run = self.runs[name]
            if access.opens(self.request.offices, run, paper):
                paper.row_number = run.row(run.row_of(paper)).number
                found.setdefault(name, []).append(paper)
        return found

    def _lay_files(self) -> None:
        """Beside each report the files that were made of it, in one query."""
        items = {
            (i.kind.slug(), i.subject.label, i.subject.pk, i.cakupan): i
            for s in self.sections
            for i in s.items
        }
        labels = {(label, pk) for _, label, pk, _ in items}
        wanted = Q(pk__in=[])
        for label, pk in labels:
            wanted |= Q(subject_label=label, subject_id=pk)
        for file in ReportFile.objects.filter(wanted, instansi=self.instansi).order_by("pk"):
            item = items.get((file.slug, file.subject_label, file.subject_id, file.cakupan))
            if item:
                item.files.append(file)

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]

    @property
    def issued(self) -> int:
        return sum(len(section.papers) for section in self.sections)

    def mark(self, kind, subject) -> None:
        """Which of them is being read."""
        for item in self.items:
            item.current = item.kind is kind and (item.subject.label, item.subject.pk) == (
                subject.label,
                subject.pk,
            )


def choices(instansi) -> list[tuple[str, str]]:
    """(code, name) of every period that has a run, newest first: what the list can be of."""
    codes = set()
    for model in subjects.RUNS.values():
        codes |= set(model.objects.filter(instansi=instansi).values_list("periode", flat=True))
    periods = sorted((Period(code) for code in codes), key=_newest)
    return [(p.code, str(p)) for p in periods]


def _newest(period: Period):
    return (-period.tahun, period.is_month, -period.last_month)


def years(instansi) -> list[int]:
    """Every year that has a run or a promise, and this one."""
    found = {instansi.today().year}
    for model in (*subjects.RUNS.values(), PerjanjianKinerja):
        found |= set(model.objects.filter(instansi=instansi).values_list("tahun", flat=True))
    return sorted(found, reverse=True)
