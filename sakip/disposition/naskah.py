"""What the Lembar Disposisi says on paper: as it is laid before the Kepala, and as he decided.

The shape is that of templates/papers/lembar_disposisi.html, told in its first lines.
"""

from __future__ import annotations

from sakip.papers.issue import issued_of, signature
from sakip.people.models import Role
from sakip.sop.forms import holder_of
from sakip.trail.models import Entry

from .recipients import recipients
from .words import HARAP, SIFAT


def sheet_facts(run, *, by, report=None) -> dict:
    """The sheet that goes with the approved report of `run`, its boxes still empty.

    `report` is that report where it is composed in the same act and not issued yet.
    """
    kepala = holder_of(run.instansi, Role.KEPALA)
    return {
        "judul": "Lembar Disposisi",
        **_letter(run, report),
        "diterima": None,
        "agenda": "",
        "sifat": _boxes(SIFAT, ()),
        "kepada": [{"nama": r.nama, "dipilih": False} for r in recipients(run.instansi)],
        "harap": _boxes(HARAP, ()),
        "catatan": "",
        "tenggat": None,
        "ringkasan": "",
        "kekurangan": run.footnotes(),
        "ttd": [signature(kepala)] if kepala else [{"jabatan": "Kepala Badan", "nama": ""}],
    }


def decided_facts(sheet, *, by) -> dict:
    """The same sheet with what the Sekretaris wrote on it and what the Kepala decided."""
    isi, chosen = sheet.isi, {line["id"] for line in sheet.isi["kepada"]}
    there = {r.id: r.nama for r in recipients(sheet.instansi)}
    there |= {line["id"]: line["nama"] for line in isi["kepada"]}
    presented = Entry.objects.of(sheet).filter(verb="sajikan").last()
    return {
        "judul": f"Disposisi Kepala Badan atas {subject(sheet.case)}",
        **_letter(sheet.case, None),
        "diterima": presented.on.isoformat() if presented else None,
        "agenda": sheet.agenda,
        "sifat": _boxes(SIFAT, {sheet.sifat}),
        "kepada": [{"nama": nama, "dipilih": pk in chosen} for pk, nama in there.items()],
        "harap": _boxes(HARAP, isi["harap"]),
        "catatan": isi["catatan"],
        "tenggat": isi["tenggat"],
        "ringkasan": sheet.ringkasan,
        "kekurangan": sheet.case.footnotes(),
        "ttd": [signature(by)],
    }


def subject(run) -> str:
    """ "Laporan Hasil Pengukuran Kinerja Triwulan III 2026"."""
    return f"{run.results[0].name} {run.period}"


def report_of(run):
    """The approved report that the sheet goes with."""
    return issued_of(run, run.results[0]).first()


def _letter(run, report) -> dict:
    """From whom, by which letter, of which day, about what; a period line for every paper."""
    report = report or report_of(run)
    sender = holder_of(run.instansi, Role.SEKRETARIS)
    if report is not None and report.signed_by_id:
        sender = report.signed_by
    return {
        "periode": str(run.period),
        "tahun": run.tahun,
        "prosedur": run.full_title,
        "surat_dari": sender.capacity if sender else "Sekretaris",
        "nomor_surat": report.nomor if report else "",
        "tanggal_surat": report.tanggal.isoformat() if report else None,
        "perihal": subject(run),
    }


def _boxes(choices, chosen) -> list[dict]:
    return [{"nama": nama, "dipilih": code in chosen} for code, nama in choices]
