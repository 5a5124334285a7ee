"""Our own workbook for a Perjanjian Kinerja: empty, with its headings, lists and instructions."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sakip.lib.tanggal import MONTHS

from .tree import Node

QUARTER, MONTH = "triwulan", "bulan"
LEAD = [("No", 5), ("Jenjang", 14), ("Kode", 16), ("Tujuan/Sasaran/Program/Kegiatan", 44),
        ("Kode indikator", 14), ("Indikator kinerja", 48), ("Satuan", 12),
        ("Arah", 24), ("Unit penanggung jawab", 24)]  # fmt: skip
DIRECTIONS = ["Makin tinggi", "Makin rendah", "Rentang", "Predikat"]
ADVICE = [
    "Satu baris satu indikator. Baris tanpa tujuan/sasaran/program mengikuti baris di atasnya.",
    "Jenjang: Tujuan, Sasaran, Program, Kegiatan, atau Sub Kegiatan; urutannya membentuk pohon.",
    "Kode indikator boleh kosong; sistem memberi kode berikutnya.",
    "Angka ditulis seperti 1.234,5. Rentang ditulis 80 - 90. Predikat ditulis apa adanya, "
    "misalnya WTP, dengan arah Predikat.",
    "Target periode yang kosong atau nol berarti belum jatuh tempo.",
    "Target posisi memuat periode sebelumnya, jadi yang terakhir sama dengan target tahun. "
    "Target tambahan dijumlahkan menjadi target tahun.",
    "Lembar Anggaran memuat program dan kegiatan yang disebut pada lembar pertama.",
]
_HEAD = PatternFill("solid", fgColor="FFEAF0EF")


def template(tahun: int, periods: str) -> bytes:
    """The XLSX for one year; `periods` is QUARTER or MONTH."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Perjanjian Kinerja"
    names = MONTHS if periods == MONTH else ("TW I", "TW II", "TW III", "TW IV")
    _head(sheet, [*LEAD, (f"Target {tahun}", 12), *((name, 10) for name in names)])
    _lists(sheet)
    budget = book.create_sheet("Anggaran")
    _head(budget, [("Kode", 16), ("Program/Kegiatan", 60), ("Anggaran (Rp)", 20),
                   ("Keterangan", 20)])  # fmt: skip
    advice = book.create_sheet("Petunjuk")
    advice.column_dimensions["A"].width = 110
    for row, sentence in enumerate(ADVICE, 1):
        cell = advice.cell(row, 1, sentence)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet, columns) -> None:
    for n, (name, width) in enumerate(columns, 1):
        cell = sheet.cell(1, n, name)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 14  # folio, F4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _lists(sheet) -> None:
    """Choices for level and direction; what is typed otherwise is asked on the preview."""
    for column, words in (("B", Node.Level.labels), ("H", DIRECTIONS)):
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        rule.showErrorMessage = False
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}1000")
