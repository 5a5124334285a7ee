"""Methods, targets, values and capaian as they are kept: plain data of texts, and back.

Figures are text. What was reported and promised is exact; what was computed has ten decimals and
is for printing: whoever computes on goes back to the exact inputs (ukur.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from measurement.capaian import Capaian
from measurement.metode import Metode, Nilai, Target
from measurement.skala import SKALA_BAKU, Skala
from measurement.tiga import TigaCapaian
from sakip.lib.angka import rounded

Data = Mapping[str, Any]
PLACES = 10
_ALL_DIGITS = Context(prec=80)


def exact(value: Decimal | None) -> str | None:
    """A figure with all its digits, in one spelling."""
    return None if value is None else f"{value.normalize(_ALL_DIGITS):f}"


def printed(value: Decimal | None) -> str | None:
    """A computed figure with ten decimals, as it goes into the snapshot."""
    return None if value is None else f"{rounded(value, PLACES):f}"


def figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def metode_of(kamus: Data) -> Metode:
    """The method out of a dictionary entry as Metode.kamus and Isian.kamus copy it."""
    return Metode(
        polaritas=kamus["polaritas"],
        rumus=kamus["rumus"],
        akumulasi=kamus["akumulasi"],
        gaya_target=kamus["gaya_target"],
        desimal=kamus["desimal"],
        satuan=kamus["satuan"],
        target_nol=kamus["target_nol"],
        batas_bawah=figure(kamus["batas_bawah"]),
        batas_atas=figure(kamus["batas_atas"]),
        skala=skala_of(kamus.get("skala")),
        jenjang=tuple((kode, Decimal(str(rank))) for kode, rank in kamus.get("jenjang") or ()),
        rasio_predikat=kamus["rasio_predikat"],
    )


def skala_of(said: Data | None) -> Skala:
    """A scale as data, {"nama", "jenjang": [["91", "Sangat Tinggi"], ..., [None, ...]]}."""
    if not said:
        return SKALA_BAKU
    rungs = tuple((None if b is None else Decimal(str(b)), name) for b, name in said["jenjang"])
    return Skala(said["nama"], rungs)


def kept_skala(skala: Skala) -> dict:
    return {"nama": skala.nama, "jenjang": [[exact(b), name] for b, name in skala.jenjang]}


def target_of(said: Data | None) -> Target:
    """A target as Isian.target keeps it: {"nilai", "bawah", "atas", "teks"}; nothing is blank."""
    if not said:
        return Target()
    return Target(
        figure(said["nilai"]), figure(said["bawah"]), figure(said["atas"]), said["teks"] or ""
    )


def kept_target(target: Target | None) -> dict | None:
    if target is None:
        return None
    return {
        "nilai": printed(target.nilai),
        "bawah": printed(target.bawah),
        "atas": printed(target.atas),
        "teks": target.kode,
    }


def nilai_of(said: Data | None) -> Nilai:
    """A value as a collection's snapshot keeps it; nothing is belum dilaporkan."""
    if not said:
        return Nilai(keadaan="belum_dilaporkan")
    return Nilai(
        figure(said["nilai"]),
        figure(said["pembilang"]),
        figure(said["penyebut"]),
        said["teks"] or "",
        said["keadaan"],
    )


def kept_nilai(nilai: Nilai) -> dict:
    """The inverse of nilai_of, with every digit."""
    return {
        "keadaan": nilai.keadaan,
        "nilai": exact(nilai.nilai),
        "pembilang": exact(nilai.pembilang),
        "penyebut": exact(nilai.penyebut),
        "teks": nilai.kode,
    }


def kept_capaian(c: Capaian | None) -> dict | None:
    """One capaian as data; None where the figure does not exist (position targets)."""
    if c is None:
        return None
    return {
        "status": c.status,
        "raw": printed(c.raw),
        "reported": printed(c.reported),
        "tercapai": c.tercapai,
        "kategori": c.kategori,
        "lampu": c.lampu,
        "rumus": c.rumus,
        "banding": c.banding,
        "keterangan": c.keterangan,
        "catatan": list(c.catatan),
    }


def kept_tiga(tiga: TigaCapaian) -> dict:
    """The three figures, and the two sides the judging one was computed from."""
    realisasi = tiga.realisasi_sd
    return {
        "periode": kept_capaian(tiga.periode),
        "sampai": kept_capaian(tiga.sampai_dengan),
        "tahun": kept_capaian(tiga.tahun),
        "target": kept_target(tiga.target_sd),
        "realisasi": None
        if realisasi is None
        else {"nilai": printed(realisasi.nilai), "teks": realisasi.kode},
        "rumus_realisasi": tiga.rumus_realisasi,
    }
