"""A quarter collected, measured and archived, and reports of it in every form."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from reports import files, subjects
from reports.models import ReportFile
from reports.report import every_kind

from .measured import collect, go, measurement

PERIODE = "2026-TW1"
# Targets 80, 100, 10 (falling), 100 and 1: three fall short.
VALUES = {
    "IKU-1": ("332", "418"),
    "IKK-1": ("87", "92"),
    "IKK-2": "8",
    "IKK-3": "300",
    "IKK-4": "2",
}
SPENT = {"5.03.02": 400_000_000, "5.04.02": 300_000_000}
ADDRESS = {"periode": PERIODE, "tahun": "2026", "jenis": "pengumpulan"}
# kind -> how an address says which one of it is meant.
OF = {
    "rekapitulasi-pengumpulan": "periode=2026-TW1",
    "kertas-kerja-pengukuran": "periode=2026-TW1",
    "rekapitulasi-capaian": "periode=2026-TW1",
    "form-evaluasi": "periode=2026-TW1",
    "rencana-tindak-lanjut": "periode=2026-TW1",
    "lembar-sop-proses": "periode=2026-TW1&jenis=pengukuran",
    "capaian-iku": "tahun=2026",
    "kepatuhan-sop": "tahun=2026",
    "lembar-disposisi": "tahun=2026",
    "perjanjian-kinerja": "tahun=2026",
    "rencana-aksi": "tahun=2026",
    "lembar-sop": "",
}


def whole_quarter(people):
    """Both procedures of Triwulan I, to their archives."""
    collect(people, PERIODE, VALUES, SPENT, until="selesai")
    return go(measurement(people, PERIODE), people, "selesai")


def report(instansi, slug, *, units=None, variant="", **said):
    kind = every_kind()[slug]
    subject = subjects.find(instansi, kind.of, ADDRESS | said)
    return kind(subject, units=units, variant=variant)


def made(found, bentuk, user, kertas="F4") -> ReportFile:
    """The file of a report as the worker makes it."""
    file = files.order(found, bentuk, kertas, user=user)
    files.make(file.pk)
    file.refresh_from_db()
    return file


def content(file) -> bytes:
    with file.file.open("rb") as handle:
        return handle.read()


def pdf_text(data: bytes) -> str:
    """All its words with single spaces; a table's cells may break within a word."""
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(data)).pages).split())


def book(data: bytes):
    return load_workbook(BytesIO(data))
