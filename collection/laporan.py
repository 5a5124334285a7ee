"""What a report tells of the run itself: its rows with their times, returns, gaps, papers, log."""

from __future__ import annotations

from sakip.disposition.orders import left_open
from sakip.papers.kinds import KINDS
from sakip.papers.models import Paper
from sakip.sop import clock
from sakip.trail.models import Chain, Entry

from . import words
from .rekap import Row, Unit, count_words, counted, recap_of

BEST = 5


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
    shown = clock.finished(run, record, rounds=False)["read"]
    return f"{shown} menit" if record.standard.endswith("menit") else shown


def returns(run) -> list[dict]:
    """Every return of the run and of its forms, with what it named."""
    numbers = {s.key: s.number for s in run.sop}
    return [
        {
            "putaran": row.round,
            "dari": numbers["pengisian"] if row.formulir_id else numbers[row.record.origin],
            "ke": numbers["pengisian"] if row.formulir_id else numbers[row.to],
            "oleh": row.record.capacity,
            "pada": row.on.isoformat(),
            "arahan": row.arahan,
            "butir": len(row.butir.all()),
        }
        for row in run.pengembalian.select_related("record").prefetch_related("butir")
    ]


# -- gaps ---------------------------------------------------------------------------------------


def gap(unit: Unit, row: Row) -> dict | None:
    """A value that is not there, with the reason its unit gave."""
    if row.state in (words.ADA, words.NIHIL, words.BELUM_JATUH_TEMPO):
        return None
    return {
        "unit": unit.form.unit.nama,
        "kode": row.isian.kode,
        "indikator": row.isian.nama,
        "keadaan": row.state_words,
        "alasan": row.isian.alasan or unit.form.ditutup,
    }


def gaps(units: list[Unit]) -> list[dict]:
    return [found for unit in units for row in unit.rows if (found := gap(unit, row))]


def footnotes(run, units: list[Unit] | None = None) -> list[str]:
    """The gaps of closed forms, for the foot of every paper of the run; and a correction's source."""
    found = []
    closed = [f for f in run.forms.select_related("unit") if f.ditutup]
    if closed:
        units = recap_of(run) if units is None else units
        lacking: dict[str, list[str]] = {}
        for item in gaps(units):
            lacking.setdefault(item["unit"], []).append(item["kode"])
        for form in closed:
            names = ", ".join(lacking.get(form.unit.nama, [])) or "tidak ada"
            found.append(
                f"Formulir {form.unit} ditutup dengan kekurangan ({form.ditutup}); "
                f"tanpa nilai: {names}."
            )
    if run.revises_id:
        found.append(f"Koreksi atas {run.revises}.")
    return found


# -- what can be said already ---------------------------------------------------------------------


def suggestions(run) -> dict:
    """The Draft Laporan as far as the figures speak: how complete, what fell short, what is missing."""
    units = recap_of(run)
    rows = [row for unit in units for row in unit.rows]
    short = [r for r in rows if r.capaian.tercapai is False]
    missing = gaps(units)
    said = f"Terkumpul {len(rows)} isian dari {len(units)} unit: {count_words(counted(rows))}."
    if short:
        names = ", ".join(f"{r.isian.kode} ({r.capaian_words})" for r in short)
        said += f"\nBelum mencapai target periode: {names}."
    causes = [f"{r.isian.kode}: {r.isian.penghambat.strip()}" for r in short if r.note]
    if causes:
        said += "\n" + "\n".join(f"- {cause}" for cause in causes[:BEST])
    return {
        "analisis": said,
        "kekurangan": "\n".join(
            f"{g['kode']}, {g['unit']}: {g['keadaan'].lower()}. {g['alasan']}".strip()
            for g in missing
        ),
        "kesimpulan": "Data dapat digunakan untuk pengukuran kinerja."
        if not missing
        else f"Data dapat digunakan untuk pengukuran kinerja, kecuali {len(missing)} isian tanpa nilai.",
    }


# -- the archive ----------------------------------------------------------------------------------


def archive_facts(run) -> dict:
    """The papers of the case, what is not there and why, open orders, the end of the log's chain."""
    papers = list(
        Paper.objects.filter(
            instansi_id=run.instansi_id, case_label=run.label, case_id=run.pk, status=Paper.ISSUED
        )
        .select_related("unit", "berkas")
        .order_by("issued_at", "pk")
    )
    chain = Chain.objects.filter(instansi_id=run.instansi_id).first()
    return {
        "naskah": [
            {
                "nama": (p.judul or KINDS[p.kind_key].name) + (f", {p.unit}" if p.unit else ""),
                "nomor": p.nomor,
                "revisi": p.revision,
                "tanggal": p.tanggal.isoformat(),
                "halaman": p.pages or None,
                "sha256": p.berkas.sha256 if p.berkas else p.file_hash,
            }
            for p in papers
        ],
        "tidak_ada": absent(run, papers),
        "tindak_lanjut": left_open(run),
        "jejak": {"nomor": chain.count, "ujung": chain.head} if chain else None,
    }


def absent(run, papers) -> list[dict]:
    """Kinds that the sheet gives and the file lacks; documents marked "tidak relevan"; closed forms."""
    there = {p.kind_key for p in papers}
    found = [
        {"nama": kind.name, "sebab": _why(run)}
        for row in run.sop
        for kind in row.gives
        if kind.key not in there and row.key != "arsip"
    ]
    for paper in papers:
        if paper.kind_key == "checklist" and not paper.superseded:
            items = paper.data.get("items") or paper.data.get("isi", {}).get("items", [])
            found += [
                {"nama": item["nama"], "sebab": f"tidak relevan: {item['keterangan']}"}
                for item in items
                if item.get("keadaan") == "tidak_relevan"
            ]
    for form in run.forms.select_related("unit"):
        if form.ditutup:
            found.append(
                {"nama": f"Formulir terisi {form.unit}", "sebab": f"ditutup: {form.ditutup}"}
            )
    return found


def _why(run) -> str:
    if run.revises_id:
        return f"ada pada berkas {run.revises}, yang dikoreksi"
    return "tidak dibuat pada proses ini"
