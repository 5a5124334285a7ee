"""Our own workbook for a Perjanjian Kinerja: empty, with its headings, lists and instructions."""

from __future__ import annotations

from datetime import date

from sakip.lib.tanggal import MONTHS
from sakip.papers.xlsx import Book, Column

from .tree import Node

QUARTER, MONTH = "triwulan", "bulan"
ROWS = 60  # empty ones, with their lines and lists; more can be added below
DIRECTIONS = ("Makin tinggi", "Makin rendah", "Rentang", "Predikat")
LEAD = [
    Column("no", "No", 5, "tengah"),
    Column("jenjang", "Jenjang", 14, choices=tuple(Node.Level.labels)),
    Column("kode", "Kode", 16),
    Column("uraian", "Tujuan/Sasaran/Program/Kegiatan", 42),
    Column("kode_indikator", "Kode indikator", 12),
    Column("indikator", "Indikator kinerja", 46),
    Column("satuan", "Satuan", 12),
    Column("arah", "Arah", 14, choices=DIRECTIONS),
    Column("unit", "Unit penanggung jawab", 24),
]
BUDGET = [
    Column("kode", "Kode", 16),
    Column("uraian", "Program/Kegiatan", 60),
    Column("pagu", "Anggaran (Rp)", 20, "rupiah"),
    Column("keterangan", "Keterangan", 20),
]
ADVICE = [
    "Satu baris satu indikator. Baris tanpa tujuan/sasaran/program mengikuti baris di atasnya.",
    "Jenjang: Tujuan, Sasaran, Program, Kegiatan, atau Sub Kegiatan; urutan baris membentuk pohon.",
    "Kode indikator boleh kosong; kode berikutnya diberikan saat diimpor.",
    "Rentang ditulis 80 - 90 dengan arah Rentang. Predikat ditulis apa adanya, misalnya WTP, "
    "dengan arah Predikat.",
    "Target periode yang kosong atau nol berarti belum jatuh tempo.",
    "Target posisi memuat periode sebelumnya, jadi yang terakhir sama dengan target tahun. Target "
    "tambahan dijumlahkan menjadi target tahun.",
    "Lembar Anggaran memuat program dan kegiatan yang disebut pada lembar pertama.",
]


def template(tahun: int, periods: str, author: str) -> bytes:
    """The XLSX for one year; `periods` is QUARTER or MONTH."""
    title = f"Templat Perjanjian Kinerja {tahun}"
    book = Book(title, author=author, made=date(tahun, 1, 1))
    names = MONTHS if periods == MONTH else ("TW I", "TW II", "TW III", "TW IV")
    targets = [Column("target", f"Target {tahun}", 12, "angka")]
    targets += [Column(name, name, 10, "angka") for name in names]
    for name, columns in (("Perjanjian Kinerja", [*LEAD, *targets]), ("Anggaran", BUDGET)):
        sheet = book.sheet(name, columns, numbered=False)
        for _ in range(ROWS):
            sheet.row([None] * len(columns))
    advice = book.sheet("Petunjuk", [Column("kata", "Cara mengisi", 110)], numbered=False)
    for sentence in ADVICE:
        advice.row([sentence])
    return book.content()
