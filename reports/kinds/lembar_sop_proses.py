"""The SOP sheet of one run, with the time really used beside the standard."""

from __future__ import annotations

from sakip.lib import tanggal
from sakip.sop.sheet import head_of, run_sheet

from ..measured import READ_BY_ALL
from ..report import RUN, Report
from ..sheets import COLUMNS, TIMES, lines, printed
from ..table import Table


class LembarSOPProses(Report):
    """One run's sheet; everybody with an office sees the rows of a process."""

    title = "Lembar SOP dengan waktu nyata"
    about = "Waktu nyata di samping waktu baku"
    readers = READ_BY_ALL
    of = RUN
    template = "reports/cetak_sop.html"
    columns = (*COLUMNS[:-1], TIMES, COLUMNS[-1])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = run_sheet(self.subject.run, head_of(self.subject.instansi))

    @property
    def final(self):
        """Only what is archived goes on no further."""
        return self.subject.run.finished

    def tables(self):
        return [Table(self.sheet.title, self.columns, list(lines(self.sheet)))]

    def notes(self):
        yield "Waktu dihitung dalam jam kerja; istirahat dan hari libur tidak dihitung."
        if self.subject.run.round > 1:
            yield "Angka di depan waktu adalah putaran; putaran baru adalah pengulangan setelah dikembalikan."

    def context(self):
        run = self.subject.run
        now = tanggal.moment(run.since if run.finished else tanggal.now(), run.instansi.zona)
        return {**printed([self.sheet]), "per": now}

    def extra(self):
        return [self.subject.run.version]
