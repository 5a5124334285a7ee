"""A unit's form on paper, blank or filled (domain 2.5): its rows under the places they hang on."""

from __future__ import annotations

from measurement.kept import target_of
from sakip.people.models import Penugasan, Role

from . import laporan, words
from .rekap import Row, Unit


def said(unit: Unit, *, filled: bool) -> dict:
    """The data of templates/papers/formulir.html beside what is common."""
    form = unit.form
    groups: dict[str, list] = {}
    for n, row in enumerate(unit.rows, 1):
        lines = groups.setdefault(words.place(row.kamus), [])
        lines.append(line(n, row, filled))
        lines += [line(f"{n}{chr(96 + m)}", month, filled) for m, month in enumerate(row.months, 1)]
    return {
        "unit": form.unit.nama,
        "nomor_formulir": form.nomor,
        "tenggat": form.tenggat.isoformat() if form.tenggat else None,
        "terisi": filled,
        "kelompok": [{"nama": name, "baris": lines} for name, lines in groups.items()],
        "anggaran": [
            {
                "kode": a.kode,
                "nama": a.nama,
                "pagu": a.pagu,
                "realisasi": a.realisasi if filled else None,
            }
            for a in form.anggaran.all()
        ],
        "diterima": None,
        "catatan": notes(unit) if filled else [],
    }


def notes(unit: Unit) -> list[str]:
    carried = [item["kalimat"] for row in unit.rows for item in row.isian.dibawa if item["nilai"]]
    found = [f"Nilai bulan yang telah disetujui: {' '.join(carried)}"] if carried else []
    return found + laporan.footnotes(unit.form.run, [unit])


def line(no, row: Row, filled: bool) -> dict:
    """One indicator; on the blank the places to write stay empty."""
    isian, kamus = row.isian, row.kamus
    year = words.target_words(target_of(isian.target["tahun"]), kamus)
    parts = isian.has_parts
    fixed = {
        "no": no,
        "kode": isian.sebutan,
        "indikator": isian.nama,
        "jenis": kamus["jenis"],
        "definisi": kamus["definisi"],
        "satuan": kamus["satuan"],
        "polaritas": words.polarity(kamus),
        "sumber": kamus["sumber"],
        "target_tahun": year,
        "target_periode": row.bare_target,
        "pembilang_label": kamus["pembilang"] if parts else "",
        "penyebut_label": kamus["penyebut"] if parts else "",
    }
    empty = dict.fromkeys(("pembilang", "penyebut", "nilai", "sampai", "keadaan", "alasan"), "")
    texts = dict.fromkeys(("pendukung", "penghambat", "rencana"), "")
    if not filled:
        return {**fixed, **empty, **texts, "bukti": []}
    return {
        **fixed,
        "pembilang": "" if isian.pembilang is None else words.bare(isian.pembilang),
        "penyebut": "" if isian.penyebut is None else words.bare(isian.penyebut),
        "nilai": row.bare_realisasi,
        "sampai": row.bare_sampai,
        "keadaan": row.state_words,
        "alasan": isian.alasan,
        "bukti": [str(b) for b in row.evidence],
        **{name: getattr(isian, name) for name in texts},
    }


def lines_to_sign(form) -> list[dict]:
    """Who would sign a blank: the person in charge of the unit, and who fills it; names to be written."""
    head = (
        Penugasan.objects.filter(instansi=form.instansi, role=Role.BIDANG, unit=form.unit)
        .on(form.instansi.today())
        .order_by("sifat", "-mulai")
        .first()
    )
    empty = {"nama": "", "nip": "", "pangkat": "", "surat": ""}
    return [
        {"jabatan": head.capacity if head else f"Penanggung jawab {form.unit}", **empty},
        {"jabatan": "Staf", "peran": "Diisi oleh", **empty},
    ]
