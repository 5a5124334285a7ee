"""What a measurement lays before the Kepala with its Lembar Disposisi, and what Beranda shows of it.

Everything comes out of approved documents (snapshot.py): this run's, and for comparison that of
the period before.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from collection.lembar import handed_in, handed_in_figure
from measurement import printing as p
from measurement.kept import figure
from sakip.lib.angka import NOTHING, rounded, show

Data = Mapping[str, Any]
APPROVED = ("lapor", "arsip", "selesai")
ORDER = ("merah", "kuning", "hijau", "abu")  # what needs a look comes first


def presented(run) -> dict:
    """{"kalimat", "angka", "iku", "banding", "perhatian"}; shapes told in disposition/lembar.html."""
    doc, before = run.snapshot, previous(run)
    return {
        "kalimat": sentence_of(doc),
        "angka": leading_figures(run, doc, before),
        "iku": iku(doc, before),
        "banding": _compared(run, before),
        "perhatian": attention(doc),
        "perhatian_kata": "yang belum tercapai",
    }


def previous(run) -> Data | None:
    """The approved document of the period before, its latest revision; None where there is none."""
    runs = type(run).objects.filter(
        instansi=run.instansi, periode=run.period.previous().code, at__in=APPROVED
    )
    found = runs.order_by("-revisi").first()
    return found.snapshot if found else None


def _compared(run, before) -> str:
    said = f"capaian {run.period}"
    return f"{said}, dibandingkan {run.period.previous()}" if before else said


def sentence_of(doc: Data) -> str:
    """What the Sekretaris may begin with: the criterion, the mean, the IKU that fell short."""
    whole = doc["ringkasan"]
    said = []
    if whole["rata"] is not None:
        said.append(f"Rata-rata capaian {p.period(doc)} {p.share_sign(whole['rata'])}.")
    said.append(f"{whole['kalimat']}.")
    short = [r["nama"] for r in _iku_rows(doc) if r["capaian"]["sampai"]["tercapai"] is False]
    if short:
        said.append(f"{len(short)} IKU belum mencapai target: {'; '.join(short)}.")
    return " ".join(said)


def leading_figures(run, doc: Data, before: Data | None) -> list[dict]:
    whole = doc["ringkasan"]
    then = before["ringkasan"] if before else None
    when = run.period.previous()
    found = [
        {
            "nama": "Rata-rata capaian",
            "nilai": p.share_sign(whole["rata"]),
            "dari": "",
            "keterangan": f"{when}: {p.share_sign(then['rata'])}" if then else "",
        },
        {
            "nama": "Mencapai target",
            "nilai": str(whole["tercapai"]),
            "dari": f"dari {whole['dinilai']}",
            "keterangan": f"{when}: {then['tercapai']} dari {then['dinilai']}" if then else "",
        },
    ]
    if run.dasar_id:
        found.append(handed_in_figure(handed_in(run.dasar)))
    return found


def _iku_rows(doc: Data) -> list[Data]:
    return [r for r in doc["baris"] if r["kamus"]["jenis"] == "IKU"]


def iku(doc: Data, before: Data | None = None) -> list[dict]:
    """The agency's key indicators, the weakest first, each against the period before."""
    then = {r["indikator"]: r["capaian"]["sampai"] for r in before["baris"]} if before else {}
    rows = sorted(_iku_rows(doc), key=_need)
    return [_iku_line(row, then.get(row["indikator"])) for row in rows]


def _need(row: Data):
    said = row["capaian"]["sampai"]
    reached = figure(said["reported"])
    return ORDER.index(p.lamp(said)[0]), reached is None, reached or Decimal(0)


def _iku_line(row: Data, then: Data | None) -> dict:
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    status, word = p.lamp(said)
    both = f"realisasi {_unit(row, 'realisasi', p.value)}, target {_unit(row, 'target', p.target)}"
    return {
        "kode": row["kode"],
        "nama": row["nama"],
        "status": status,
        "kata": word,
        "rincian": both if said["reported"] is not None or status != "abu" else word,
        "capaian": p.share_sign(said["reported"], kamus),
        **change(said, then),
    }


def _unit(row: Data, side: str, printer) -> str:
    return p.with_unit(printer(row["capaian"][side], row["kamus"]), row["kamus"])


def change(said: Data, then: Data | None) -> dict:
    """How far a figure moved: {"arah": "naik" | "turun" | "tetap" | "", "selisih": "−0,66 poin"}."""
    now, was = figure(said["reported"]), figure(then["reported"]) if then else None
    if now is None or was is None:
        return {"arah": "", "selisih": ""}
    moved = rounded(now - was)
    word = "naik" if moved > 0 else "turun" if moved < 0 else "tetap"
    return {"arah": word, "selisih": f"{'+' if moved > 0 else ''}{show(moved)} poin"}


def attention(doc: Data) -> list[dict]:
    """Indicators far below their target, IKU first, each with its cause and its plan."""
    plans = {said["kode"]: said for said in doc["rencana"]}
    rows = [r for r in doc["baris"] if r["capaian"]["sampai"]["lampu"] == "belum"]
    rows.sort(key=lambda r: (r["kamus"]["jenis"] != "IKU", *_need(r)))
    return [_attention_line(row, plans.get(row["kode"])) for row in rows]


def _attention_line(row: Data, plan: Data | None) -> dict:
    form, plan = row["formulir"] or {}, plan or {}
    facts = [
        ("Sebab", plan.get("sebab") or form.get("penghambat", "")),
        ("Rencana tindak lanjut", plan.get("tindakan") or form.get("rencana", "")),
    ]
    status, word = p.lamp(row["capaian"]["sampai"])
    return {
        "kode": row["kode"],
        "nama": row["nama"],
        "status": status,
        "kata": word,
        "capaian": p.share_sign(row["capaian"]["sampai"]["reported"], row["kamus"]),
        "fakta": [(name, text or NOTHING) for name, text in facts],
    }
