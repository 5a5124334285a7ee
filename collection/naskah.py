"""What the papers of SOP 9.1 say beyond what people wrote into them.

The shapes are those of templates/papers/<template>.html, told in each one's first lines: figures are
ready-made strings, moments and days are ISO text.
"""

from __future__ import annotations

from sakip.disposition.naskah import sheet_facts
from sakip.papers import issue
from sakip.papers import kinds as naskah
from sakip.papers.issue import signature
from sakip.sop.facts import common
from sakip.sop.forms import issued_numbers
from sakip.trail.models import Entry

from . import banding, form_paper, laporan, percakapan, words
from .butir import Butir
from .rekap import Row, count_words, counted, recap_of, units_of
from .tanda import PenilaianForm

SHORT = [("No.", 6, "t"), ("Unit", 40, ""), ("Bernilai", 14, "t"), ("Tanpa nilai", 14, "t"),
         ("Diserahkan", 26, "")]  # fmt: skip
OTHER_FOOT = (naskah.LEMBAR_TANGGAPAN, naskah.BERITA_ACARA_ARSIP)


def facts(run, kind, *, by, paper) -> dict:
    """Everything the paper of `kind` prints, as plain data."""
    said = common(run, kind, by=by)
    # The gaps of closed forms: at the foot of every paper, `catatan` where the sheet has such a place.
    foot = run.footnotes()
    said |= {"kekurangan": foot} if kind in OTHER_FOOT else {"catatan": foot}
    if run.revises_id and not said["dasar"]:
        said["dasar"] = issued_numbers(first_of(run), naskah.NOTA_DINAS, naskah.NOTULEN)
    write = {
        naskah.CHECKLIST: checklist,
        naskah.FORMULIR: blank,
        naskah.TANDA_TERIMA: receipt,
        naskah.REKAPITULASI_PENGUMPULAN: recap,
        naskah.DRAFT_LAPORAN_PENGUMPULAN: report,
        naskah.LAPORAN_PENGUMPULAN: report,
        naskah.LEMBAR_DISPOSISI: sheet,
        naskah.FORM_EVALUASI: evaluation,
        naskah.LEMBAR_TANGGAPAN: answers,
        naskah.BERITA_ACARA_ARSIP: archive,
    }.get(kind)
    return said | (write(run, kind, paper, by) if write else {})


def first_of(run):
    """The run at the root of a line of corrections: its order and minutes are their basis."""
    while run.revises_id:
        run = run.revises
    return run


# -- row 4 to 6 -----------------------------------------------------------------------------------


def checklist(run, kind, paper, by) -> dict:
    form = run.drafts[kind].of(run, kind)
    return {"isi": {"items": form.items(form.initial)}}


def unit_papers(run, kind, *, by, on):
    """One numbered blank a unit."""
    forms = run.forms.select_related("unit")
    return [issue.compose(run, kind, by=by, on=on, unit=form.unit) for form in forms]


def blank(run, kind, paper, by) -> dict:
    unit = next(u for u in recap_of(run) if u.form.unit_id == paper.unit_id)
    return form_paper.said(unit, filled=False) | {"ttd": form_paper.lines_to_sign(unit.form)}


def receipt(run, kind, paper, by) -> dict:
    """Who was handed which form, and who has received it so far."""
    received = {
        e.object_id: e
        for e in Entry.objects.filter(
            instansi=run.instansi,
            object_label="collection.formulir",
            case_id=run.pk,
            verb="terima",
        ).select_related("user", "by")
    }
    handed = Entry.objects.of(run).filter(verb="distribusi").last()
    moment = handed.on if handed else paper.issued_at
    return {"baris": [_receipt_line(u, received.get(u.form.pk), moment) for u in recap_of(run)]}


def _receipt_line(unit, received, moment) -> dict:
    form = unit.form
    return {
        "unit": form.unit.nama,
        "nomor": form.nomor,
        "jumlah": len(unit.rows),
        "diserahkan": moment.isoformat(),
        "tenggat": _iso(form.tenggat_awal),
        "penerima": str(received.user) if received else "",
        "jabatan": received.capacity if received else "",
        "nip": received.user.nip_grouped if received else "",
        "diterima": received.on.isoformat() if received else None,
        "kembali": _iso(form.diserahkan_pada),
        "keterangan": "",
    }


def _iso(moment) -> str | None:
    return moment.isoformat() if moment else None


# -- row 7 ----------------------------------------------------------------------------------------


def form_facts(form, kind, *, by, paper) -> dict:
    """The filled form, as it is handed in: signed by who hands it in and who drafted it."""
    said = common(form, kind, by=by)
    unit = units_of(form.run, only=[form.unit_id])[0]
    drafted = Entry.objects.of(form).filter(verb="isi").select_related("by__user").last()
    signed = [signature(by)]
    if drafted and drafted.by.user_id != by.user_id:
        signed.append({**signature(drafted.by), "peran": "Diisi oleh"})
    dasar = issued_numbers(form.run, naskah.NOTA_DINAS)
    return said | form_paper.said(unit, filled=True) | {"ttd": signed, "dasar": dasar}


# -- row 8 ----------------------------------------------------------------------------------------


def recap(run, kind, paper, by) -> dict:
    units, no, said = recap_of(run), 0, []
    for unit in units:
        lines = []
        for row in unit.rows:
            no += 1
            lines.append({"no": no, **_recap_line(row)})
        said.append({**_recap_unit(unit), "baris": lines})
    rows = [row for unit in units for row in unit.rows]
    return {
        "unit": said,
        "cacah": [
            {"keadaan": words.STATES[state], "jumlah": n} for state, n in counted(rows).items()
        ],
        "anggaran": [
            {"kode": a.kode, "nama": a.nama, "pagu": a.pagu, "realisasi": a.realisasi}
            for unit in units
            for a in unit.form.anggaran.all()
        ],
    }


def _recap_unit(unit) -> dict:
    form = unit.form
    return {
        "nama": form.unit.nama,
        "nomor": form.nomor,
        "diserahkan": _iso(form.diserahkan_pada),
        "tenggat": _iso(form.tenggat_awal),
        "ketepatan": words.timeliness(form),
        "ditutup": form.ditutup,
        "cacah": count_words(unit.counts),
    }


def _recap_line(row: Row) -> dict:
    return {
        "kode": row.isian.kode,
        "indikator": row.isian.nama,
        "satuan": row.kamus["satuan"],
        "target": row.bare_target,
        "realisasi": row.bare_realisasi,
        "sampai": row.bare_sampai,
        "keadaan": row.state_words,
        "bukti": len(row.evidence),
        "catatan": row.note,
    }


# -- row 9 and 10 ---------------------------------------------------------------------------------


def report(run, kind, paper, by) -> dict:
    units = recap_of(run)
    run._report = paper  # the Lembar Disposisi of the same act names it
    rows = [(unit, row) for unit in units for row in unit.rows]
    ranked = sorted(
        (row for _, row in rows if row.capaian.reported is not None),
        key=lambda row: row.capaian.reported,
        reverse=True,
    )
    recaps = issue.issued_of(run, naskah.REKAPITULASI_PENGUMPULAN)[:1]
    said = [row for _, row in rows]
    return {
        "draf": kind is naskah.DRAFT_LAPORAN_PENGUMPULAN,
        "hal": f"Hasil pengumpulan data kinerja {run.period}",
        "pelaksanaan": laporan.carried_out(run),
        "pengembalian": laporan.returns(run),
        "hasil": {
            "kalimat": f"Terkumpul {len(said)} indikator dari {len(units)} unit: "
            f"{count_words(counted(said))}.",
            "kolom": [dict(zip(("label", "lebar", "jenis"), c, strict=True)) for c in SHORT],
            "baris": _short_lines(units),
        },
        "terbaik": [_ranked(r) for r in ranked[: laporan.BEST]],
        "terlemah": [
            _ranked(r) for r in ranked[::-1][: laporan.BEST] if r.capaian.tercapai is False
        ],
        "celah": laporan.gaps(units),
        "lampiran": [f"{r.kind.name} Nomor {r.nomor}" for r in recaps],
    }


def _short_lines(units) -> list[dict]:
    lines, total = [], [0, 0]
    for n, unit in enumerate(units, 1):
        lacking = sum(1 for row in unit.rows if laporan.gap(unit, row))
        valued = unit.counts[words.ADA] + unit.counts[words.NIHIL]
        total = [total[0] + valued, total[1] + lacking]
        when = (unit.form.ditutup and "ditutup dengan kekurangan") or words.timeliness(unit.form)
        lines.append(
            {"gaya": "", "sel": [str(n), unit.form.unit.nama, str(valued), str(lacking), when]}
        )
    sums = [{"teks": "Jumlah", "rentang": 2}, str(total[0]), str(total[1]), None]
    return [*lines, {"gaya": "jumlah", "sel": sums}]


def _ranked(row: Row) -> dict:
    isian = row.isian
    cause = isian.pendukung if row.capaian.tercapai else isian.penghambat
    return {
        "kode": isian.kode,
        "indikator": isian.nama,
        "capaian": row.capaian_words.removesuffix("%"),
        "sebab": cause.strip(" -–"),
    }


def sheet(run, kind, paper, by) -> dict:
    return sheet_facts(run, by=by, report=getattr(run, "_report", None))


def evaluation(run, kind, paper, by) -> dict:
    """Every judged indicator; what the Sekretaris says stands beside those below their target."""
    form = PenilaianForm.of(run, kind)
    said = form.read(form.initial)[0].get("baris", {})
    units = recap_of(run)
    lines = [
        (row, said.get(str(row.isian.pk), {}))
        for unit in units
        for row in unit.rows
        if row.capaian.dinilai
    ]
    reached = sum(row.capaian.tercapai is True for row, _ in lines)
    return {
        "kalimat": f"{reached} dari {len(lines)} indikator telah memenuhi/melebihi target periode, "
        f"{sum(len(u.rows) for u in units) - len(lines)} tidak dihitung",
        "baris": [{"no": n, **_evaluated(row, own)} for n, (row, own) in enumerate(lines, 1)],
        "putusan": {"hasil": "Disetujui", "ke": "", "arahan": ""},
        "isi": {},
    }


def _evaluated(row: Row, said) -> dict:
    isian, judged = row.isian, row.capaian.tercapai
    factors = [f.strip(" -–") for f in (isian.pendukung, isian.penghambat)]
    return {
        "sasaran": words.place(row.kamus),
        "kode": isian.kode,
        "indikator": isian.nama,
        "target": row.bare_target,
        "realisasi": row.bare_realisasi,
        "capaian": row.capaian_words.removesuffix("%"),
        "tercapai": "" if judged is None else "Ya" if judged else "Belum",
        "faktor": "; ".join(filter(None, factors)),
        "analisis": said.get("analisis", ""),
        "rekomendasi": said.get("rekomendasi", ""),
        "pj": said.get("pj", ""),
        "tenggat": _iso(said.get("batas")),
    }


def answers(run, kind, paper, by) -> dict:
    """Every return with its items: reason, old and new, answer, verdict; and every comment."""
    rows = run.pengembalian.select_related("by").prefetch_related("butir__isian__formulir__unit")
    no, found = 0, []
    for back in rows.order_by("pk"):
        lines = []
        for butir in back.butir.all():
            no += 1
            lines.append({"no": no, **_answer_line(butir)})
        if lines:
            found.append(
                {
                    "putaran": back.round,
                    "oleh": back.by.capacity,
                    "pada": back.on.isoformat(),
                    "arahan": back.arahan,
                    "baris": lines,
                }
            )
    return {"unit": "", "pengembalian": found, **percakapan.printed(run)}


def _answer_line(butir: Butir) -> dict:
    isian, handed = butir.isian, butir.nilai_baru is not None
    said = banding.of(butir, isian.kamus, butir.nilai_lama, butir.bukti_lama)
    closed = handed and not butir.jawaban and isian.formulir.ditutup
    return {
        "unit": isian.formulir.unit.nama,
        "kode": isian.sebutan,
        "indikator": isian.nama,
        "jenis": butir.get_jenis_display(),
        "alasan": butir.alasan,
        "lama": said["lama"],
        "jawaban": "Tidak dijawab; formulir ditutup dengan kekurangan."
        if closed
        else butir.jawaban,
        "baru": said["baru"] if handed else None,
        "selisih": said["selisih"],
        "teks": said["teks"],
        "berkas": said["berkas"],
        "tanpa_bukti": handed and said["tanpa_bukti"],
        "putusan": butir.get_putusan_display(),
    }


# -- row 12 ---------------------------------------------------------------------------------------


def archive(run, kind, paper, by) -> dict:
    return laporan.archive_facts(run)
