"""A PDF of 100 rows and a workbook of 1,000, each against the library used plainly; CPU time.

The naive page is what one writes first: the same rows, Bootstrap's stylesheet, automatic column
widths, the garbage collector on. The naive workbook is openpyxl's write-only mode with styles made
once. Exit status: how many are over their limit.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

ROUNDS = 5
COLUMNS = (
    "no", "kode", "indikator", "nama", "satuan", "target", "realisasi", "capaian", "kategori",
    "tercapai", "target_tahun", "terhadap_tahun", "keterangan",
)  # fmt: skip


def spent(deed) -> float:
    began = time.process_time()
    deed()
    return (time.process_time() - began) * 1000


def compare(name, ours, naive, allowed) -> int:
    """Both in turn, after one round to warm; 1 where ours is over `allowed` times the naive."""
    ours(), naive()
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(spent(ours))
        theirs.append(spent(naive))
        gc.collect()
    ratio = median(mine) / median(theirs)
    over = ratio > allowed
    print(
        f"{name:24}{median(mine):8.0f} ms CPU, naive {median(theirs):6.0f} ms{ratio:8.2f}x"
        f"{allowed:8.1f}{'  OVER' if over else ''}"
    )
    return int(over)


def pdfs():
    from weasyprint import CSS, HTML

    from sakip.papers import pdf, press
    from sakip.papers.kinds import KINDS
    from sakip.papers.models import digest
    from tests.papers_measurement import rekapitulasi_pengukuran

    data, kind = rekapitulasi_pengukuran(100), KINDS["rekapitulasi_pengukuran"]
    mark = digest(data)
    cells = "".join(
        "<tr>" + "".join(f"<td>{row.get(c) or ''}</td>" for c in COLUMNS) + "</tr>"
        for row in data["baris"]
    )
    page = f'<body class="container"><h1>Rekapitulasi</h1><table class="table">{cells}</table>'
    bootstrap = Path(__file__).parent.parent / "static" / "vendor" / "bootstrap.min.css"
    return (
        lambda: press.render(pdf.html_of(kind, data, mark), identifier=mark),
        lambda: HTML(string=page).write_pdf(stylesheets=[CSS(filename=str(bootstrap))]),
    )


def workbooks():
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Border, Font, Side

    from sakip.papers.xlsx import Book, Column

    rows = [[f"IKK-{n}", f"Indikator {n}", Decimal(n), Decimal(n) / 3] for n in range(1000)]
    font, line = Font(name="Calibri", size=10), Border(bottom=Side("thin"))

    def ours():
        book = Book("Rekapitulasi", author="SAKIP", made=date(2026, 10, 8))
        sheet = book.sheet(
            "Rekapitulasi",
            [
                Column("kode", "Kode", 12),
                Column("indikator", "Indikator", 40),
                Column("target", "Target", 14, "angka"),
                Column("realisasi", "Realisasi", 14, "angka"),
            ],
        )
        for row in rows:
            sheet.row(row)
        book.content()

    def naive():
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Rekapitulasi")
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.font, cell.border = font, line
                cells.append(cell)
            sheet.append(cells)
        book.save(io.BytesIO())

    return ours, naive


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
    import django

    django.setup()
    over = compare("PDF, 100 baris", *pdfs(), 0.9)
    over += compare("XLSX, 1.000 baris", *workbooks(), 1.0)
    sys.exit(over)


if __name__ == "__main__":
    main()
