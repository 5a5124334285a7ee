"""Lembar Disposisi of a year: what was laid before the Kepala, and what they wrote (domain 2.12)."""

from __future__ import annotations

from datetime import date

from sakip.disposition.models import LembarDisposisi
from sakip.disposition.words import HARAP, SIFAT
from sakip.lib import tanggal
from sakip.papers.models import Paper
from sakip.people.models import Role
from sakip.trail.models import Entry

from ..report import YEAR, Report
from ..subjects import RUNS
from ..table import BULAT, TANGGAL, Column, Row

ASKED, URGENT = dict(HARAP), dict(SIFAT)


class LembarDisposisiReport(Report):
    """One row a sheet, in the order in which they were presented."""

    title = "Lembar Disposisi"
    about = "Yang disajikan kepada Kepala Badan dan disposisinya"
    readers = (Role.KEPALA, Role.SEKRETARIS, Role.TIM_SAKIP)
    of = YEAR
    columns = (
        Column("no", "No.", BULAT, 3),
        Column("hal", "Perihal", width=14),
        Column("nomor", "Nomor laporan", width=11),
        Column("sifat", "Sifat", width=6),
        Column("agenda", "Nomor agenda", width=6),
        Column("disajikan", "Disajikan", TANGGAL, 7),
        Column("ringkasan", "Ringkasan", width=15),
        Column("disposisi", "Disposisi", TANGGAL, 7),
        Column("kepada", "Diteruskan kepada", width=11),
        Column("harap", "Dengan hormat harap", width=7),
        Column("catatan", "Catatan Kepala Badan", width=8),
        Column("tenggat", "Batas waktu", TANGGAL, 5),
    )

    def rows(self):
        runs = self._runs()
        sheets = LembarDisposisi.objects.filter(instansi=self.subject.instansi).select_related(
            "run_type"
        )
        shown = [s for s in sheets.order_by("pk") if (s.run_type.model, s.run_id) in runs]
        acts = self._acts([s.pk for s in shown])
        numbers = self._numbers()
        for no, sheet in enumerate(shown, 1):
            run = runs[sheet.run_type.model, sheet.run_id]
            yield self._line(no, sheet, run, acts, numbers.get((run.label, run.pk)))

    def _runs(self):
        return {
            (name, run.pk): run
            for name, model in RUNS.items()
            for run in model.objects.filter(
                instansi=self.subject.instansi, tahun=self.subject.tahun
            ).defer("snapshot")
        }

    def _acts(self, pks):
        """{(sheet id, verb): day}."""
        zone = self.subject.instansi.zona
        found = Entry.objects.filter(
            instansi=self.subject.instansi,
            object_label=LembarDisposisi._meta.label_lower,
            object_id__in=pks,
            verb__in=("sajikan", "disposisi"),
        ).order_by("number")
        return {(e.object_id, e.verb): tanggal.local(e.on, zone).date() for e in found}

    def _numbers(self):
        """{(label, id) of a run: the number of its report}."""
        results = [kind.key for model in RUNS.values() for kind in model.results]
        papers = Paper.objects.filter(
            instansi=self.subject.instansi,
            tahun=self.subject.tahun,
            kind_key__in=results,
            status=Paper.ISSUED,
        ).order_by("revision")
        return {(p.run_label, p.run_id): p.nomor for p in papers.defer("data")}

    def _line(self, no, sheet, run, acts, number) -> Row:
        said = sheet.isi or {}
        return Row(
            (
                no,
                f"Laporan hasil {run.work} {run.period}{f' revisi {run.revisi}' if run.revisi else ''}",
                number,
                URGENT[sheet.sifat],
                sheet.agenda or None,
                acts.get((sheet.pk, "sajikan")),
                sheet.ringkasan or None,
                acts.get((sheet.pk, "disposisi")),
                "; ".join(k["nama"] for k in said.get("kepada", ())) or None,
                "; ".join(ASKED[code] for code in said.get("harap", ())) or None,
                said.get("catatan") or None,
                date.fromisoformat(said["tenggat"]) if said.get("tenggat") else None,
            )
        )

    def notes(self):
        for run in self._runs().values():
            yield from (f"{run}: {line}" for line in run.footnotes())

    def sentence(self):
        return "" if list(self.rows()) else "Belum ada lembar disposisi pada tahun ini."
