"""Kepatuhan SOP: of every run of a year, each row's time against its standard, and where it gets stuck."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from statistics import median

from sakip.sop.calendar import calendar_of
from sakip.sop.step import RETURN
from sakip.sop.worktime import spent, standard
from sakip.trail.models import Entry

from ..measured import READ_BY_ALL
from ..report import YEAR, Report
from ..subjects import RUNS
from ..table import BULAT, PERSEN, Column, Row, Table, group

SUMMARY = (
    Column("no", "Langkah", BULAT, 7),
    Column("uraian", "Uraian prosedur", width=43),
    Column("baku", "Waktu baku", width=9),
    Column("kali", "Dilaksanakan (kali)", BULAT, 9),
    Column("median", "Median menit terpakai", BULAT, 10),
    Column("lewat", "Lewat waktu baku (kali)", BULAT, 11),
    Column("dikembalikan", "Dikembalikan (kali)", BULAT, 11),
)


class KepatuhanSOP(Report):
    """Every act on a row of every run of the year, round by round."""

    title = "Kepatuhan SOP"
    about = "Waktu baku dan waktu nyata tiap langkah"
    readers = READ_BY_ALL
    of = YEAR
    columns = (
        Column("no", "Langkah", BULAT, 6),
        Column("uraian", "Uraian prosedur", width=33),
        Column("pelaksana", "Pelaksana", width=15),
        Column("putaran", "Putaran", BULAT, 6),
        Column("baku", "Waktu baku", width=7),
        Column("standar", "Menit baku", BULAT, 7),
        Column("menit", "Menit terpakai", BULAT, 7),
        Column("lewat", "Lewat (menit)", BULAT, 7, live=True),
        Column("persen", "Terpakai (%)", PERSEN, 6, live=True),
        Column("hasil", "Hasil", width=6),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = calendar_of(self.subject.instansi)
        self.runs = self._runs()
        self.done = self._done()

    def _runs(self):
        return [
            run
            for model in RUNS.values()
            for run in model.objects.filter(
                instansi=self.subject.instansi, tahun=self.subject.tahun
            )
            .order_by("periode", "revisi")
            .defer("snapshot")
        ]

    def _done(self):
        """{(label, id): Records of its rows and returns}: one query for all runs of the year."""
        found = defaultdict(list)
        records = Entry.objects.filter(
            instansi=self.subject.instansi,
            object_label__in=[m._meta.label_lower for m in RUNS.values()],
            object_id__in=[run.pk for run in self.runs],
            version__isnull=False,
        ).select_related("user")
        for record in records.order_by("number"):
            found[record.object_label, record.object_id].append(record)
        return found

    def rows_of(self, run):
        """(step, record, time) of every row that was done or given back, in the order of time."""
        steps = {step.key: step for step in run.sop}
        for record in self.done[run.label, run.pk]:
            step = steps.get(record.origin)
            if step and record.verb in (step.key, RETURN):
                yield step, record, self.time(record)

    def time(self, record):
        """What the clock of the SOP says of it; None where the row has no standard."""
        if not record.standard:
            return None
        return spent(
            self.calendar, record.since, record.on, standard(record.standard), finished=True
        )

    def sentence(self):
        timed = [t for run in self.runs for _, _, t in self.rows_of(run) if t]
        if not timed:
            return "Belum ada langkah yang selesai pada tahun ini."
        within = sum(not t.over for t in timed)
        return (
            f"{within} dari {len(timed)} langkah yang mempunyai waktu baku selesai dalam waktunya, "
            f"pada {len(self.runs)} proses."
        )

    def notes(self):
        yield "Menit dihitung dalam jam kerja; istirahat dan hari libur tidak dihitung."
        yield "Waktu baku 1 hari berarti jam yang sama pada hari kerja berikutnya."
        worst = self.stuck()
        if worst:
            (model, step), count = worst
            yield (
                f"Di mana tersendat: langkah {step.number} {model.title} ({step.text}), "
                f"{count} kali lewat waktu baku."
            )

    def stuck(self):
        """The row that ran over its standard most often, ((procedure, step), times); None: none."""
        counted = [
            ((model, step), lines["lewat"])
            for model in RUNS.values()
            for step, lines in self.counted(model)
            if lines["lewat"]
        ]
        return max(counted, key=lambda c: c[1], default=None)

    def counted(self, model):
        """(step, {"kali", "menit": [...], "lewat", "dikembalikan"}) of each row of one sheet."""
        found = {s.key: {"kali": 0, "menit": [], "lewat": 0, "dikembalikan": 0} for s in model.sop}
        for run in self.runs:
            if not isinstance(run, model):
                continue
            for step, record, time in self.rows_of(run):
                line = found[step.key]
                line["dikembalikan" if record.verb == RETURN else "kali"] += 1
                if time:
                    line["menit"].append(time.used)
                    line["lewat"] += bool(time.over)
        return [(step, found[step.key]) for step in model.sop]

    def tables(self):
        return [
            Table("Tiap langkah", SUMMARY, list(self.summary())),
            Table("Tiap proses", self.columns, list(self.rows())),
        ]

    def summary(self):
        for model in RUNS.values():
            yield group(model.full_title)
            for step, line in self.counted(model):
                middle = round(median(line["menit"])) if line["menit"] else None
                yield Row(
                    (
                        step.number,
                        step.text,
                        step.time or None,
                        line["kali"],
                        middle,
                        line["lewat"],
                        line["dikembalikan"],
                    )
                )

    def rows(self):
        for run in self.runs:
            yield group(str(run), note=run.where)
            for step, record, time in self.rows_of(run):
                yield line_of(step, record, time)


def line_of(step, record, time) -> Row:
    done = "Dikembalikan" if record.verb == RETURN else "Selesai"
    who = f"{record.capacity} ({record.user})"
    if time is None:
        cells = (None, None, None, None)
    else:
        share = Decimal(time.used) / time.allowed * 100 if time.allowed else None
        cells = (time.allowed, time.used, time.over, share)
    return Row(
        (step.number, step.text, who, record.round, record.standard or None, *cells, done),
        formulas={
            "lewat": "MAX(0,[menit]-[standar])",
            "persen": "[menit]/[standar]*100",
        }
        if time and time.allowed
        else {},
    )
