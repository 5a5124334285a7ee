"""The SOP itself: both sheets as they stand, with the agency's head (PermenPANRB 35/2012; domain 2.16)."""

from __future__ import annotations

from sakip.people.models import Role
from sakip.sop.sheet import head_of, sheet_of, sheets

from ..report import SOP, Report
from ..sheets import COLUMNS, lines, printed
from ..table import Table


class LembarSOP(Report):
    """Both sheets; on paper with their flowcharts."""

    title = "Lembar SOP"
    about = "Kedua prosedur dengan diagram alirnya"
    readers = tuple(Role)
    of = SOP
    template = "reports/cetak_sop.html"
    columns = COLUMNS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        head = head_of(self.subject.instansi)
        self.sheets = [sheet_of(procedure, head) for procedure in sheets()]

    def tables(self):
        return [Table(sheet.title, COLUMNS, list(lines(sheet))) for sheet in self.sheets]

    def context(self):
        return printed(self.sheets)

    def extra(self):
        head = self.sheets[0].head
        return [head.nomor, head.revisi, str(head.tanggal_efektif), str(head.disahkan_id)]
