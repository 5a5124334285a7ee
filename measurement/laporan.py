"""What a report and the Berita Acara Arsip tell of the run itself: rows, returns, papers, log."""

from __future__ import annotations

from sakip.disposition.models import TindakLanjut
from sakip.papers.kinds import KINDS
from sakip.papers.models import Paper
from sakip.sop import clock
from sakip.trail.models import Chain, Entry


def carried_out(run) -> list[dict]:
    """Each row of the sheet that was done, with standard and actual time, in the order of time."""
    rows = {s.key: s for s in run.sop}
    done = Entry.objects.of(run).filter(verb__in=rows).select_related("user")
    return [
        {
            "no": rows[record.verb].number,
            "langkah": rows[record.verb].text,
            "pelaksana": record.capacity,
            "baku": record.standard,
            "nyata": _actual(run, record),
            "lewat": clock.finished(run, record, rounds=False).get("late", False),
            "selesai": record.on.isoformat(),
        }
        for record in done
    ]


def _actual(run, record) -> str:
    if not record.standard:
        return ""
    shown = clock.finished(run, record, rounds=False)
    return f"{shown['read']} menit" if record.standard.endswith("menit") else shown["read"]


def returns(run) -> list[dict]:
    numbers = {s.key: s.number for s in run.sop}
    return [
        {
            "putaran": row.round,
            "dari": numbers[row.record.origin],
            "ke": numbers[row.to],
            "oleh": row.record.capacity,
            "pada": row.on.isoformat(),
            "arahan": row.arahan,
            "butir": row.butir.count(),
        }
        for row in run.pengembalian.select_related("record")
    ]


def archive(run) -> dict:
    """The papers of the case, what is not there and why, open orders, the end of the log's chain."""
    papers = Paper.objects.filter(
        instansi_id=run.instansi_id, case_label=run.label, case_id=run.pk, status=Paper.ISSUED
    )
    papers = papers.select_related("berkas").order_by("issued_at", "pk")
    there = {p.kind_key for p in papers}
    chain = Chain.objects.get(instansi_id=run.instansi_id)
    return {
        "naskah": [
            {
                "nama": p.judul or KINDS[p.kind_key].name,
                "nomor": p.nomor,
                "revisi": p.revision,
                "tanggal": p.tanggal.isoformat(),
                "halaman": p.pages or None,
                "sha256": p.berkas.sha256 if p.berkas else p.file_hash,
            }
            for p in papers
        ],
        "tidak_ada": [
            {"nama": kind.name, "sebab": _why_missing(run)}
            for row in run.sop
            for kind in row.gives
            if kind.key not in there and row.key != "arsip"
        ],
        "tindak_lanjut": [
            {"uraian": t.uraian, "unit": t.unit.nama if t.unit else "", "tenggat": _day(t.tenggat)}
            for t in open_orders(run)
        ],
        "jejak": {"nomor": chain.count, "ujung": chain.head},
    }


def _why_missing(run) -> str:
    if run.revises_id:
        return f"ada pada berkas {run.revises}, yang dikoreksi"
    return "tidak dibuat pada proses ini"


def open_orders(run):
    return (
        TindakLanjut.objects.filter(
            instansi_id=run.instansi_id, case_label=run.label, case_id=run.pk
        )
        .exclude(status=TindakLanjut.Status.SELESAI)
        .select_related("unit")
    )


def _day(day) -> str | None:
    return day and day.isoformat()
