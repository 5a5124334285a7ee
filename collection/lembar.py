"""What a collection lays before the Kepala with its Lembar Disposisi: how complete the data are.

Everything comes out of the approved document (snapshot.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measurement.kept import target_of
from sakip.lib.angka import NOTHING
from sakip.lib.tanggal import local

from . import words

Data = Mapping[str, Any]
GAPS = (words.BELUM, words.TIDAK_BERLAKU, words.TIDAK_DILAKSANAKAN)
COUNTED = {words.ADA: "bernilai", words.NIHIL: "nihil"}  # the others by their usual words


def presented(run) -> dict:
    """{"kalimat", "angka", "iku", "banding", "perhatian"}; shapes told in disposition/lembar.html."""
    rows = [row for unit in run.snapshot["unit"] for row in unit["isian"]]
    return {
        "kalimat": sentence_of(run, rows),
        "angka": leading_figures(run, rows),
        "iku": [iku_line(run, row) for row in rows if row["kamus"]["jenis"] == "IKU"],
        "banding": f"data {run.period}, capaiannya dihitung pada pengukuran",
        "perhatian": attention(run),
        "perhatian_kata": "tanpa angka, atau ditutup dengan kekurangan",
    }


# -- forms of the units ----------------------------------------------------------------------


def handed_in(run) -> dict:
    """{"unit", "diserahkan", "tepat"}: forms, those handed in, those by their first deadline."""
    units, zone = run.snapshot["unit"], run.instansi.zona
    given = [u for u in units if u["diserahkan"] and not u["ditutup"]]
    return {
        "unit": len(units),
        "diserahkan": len(given),
        "tepat": sum(_in_time(u, zone) for u in given),
    }


def _in_time(unit: Data, zone: str) -> bool:
    if not unit["tenggat_awal"]:
        return True
    day = local(datetime.fromisoformat(unit["diserahkan"]), zone).date()
    return day <= date.fromisoformat(unit["tenggat_awal"])


def handed_in_figure(counted: dict) -> dict:
    return {
        "nama": "Formulir unit",
        "nilai": str(counted["diserahkan"]),
        "dari": f"dari {counted['unit']}",
        "keterangan": f"{counted['tepat']} tepat waktu",
    }


# -- the figures -------------------------------------------------------------------------------


def counted(rows) -> Counter:
    """How many rows stand in each state of words.STATES."""
    return Counter(_state(row) for row in rows)


def _state(row: Data) -> str:
    return words.state_of(row, due=row["jatuh_tempo"])


def sentence_of(run, rows) -> str:
    """What the Sekretaris may begin with: how many figures, how many gaps, how often returned."""
    states = counted(rows)
    told = [
        f"{states[key]} {COUNTED.get(key, label.lower())}"
        for key, label in words.STATES.items()
        if states[key]
    ]
    units = len(run.snapshot["unit"])
    said = f"Data {len(rows)} indikator dari {units} unit: {_listed(told)}."
    if run.round > 1:
        said += f" Laporan dikembalikan {run.round - 1} kali dan telah dilengkapi."
    return said


def _listed(parts) -> str:
    if len(parts) < 2:
        return "".join(parts) or "tidak ada"
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def leading_figures(run, rows) -> list[dict]:
    states = counted(rows)
    gaps = sum(states[key] for key in (*GAPS, words.BELUM_JATUH_TEMPO))
    evidence = sum(bool(row["bukti"]) for row in rows)
    return [
        {
            "nama": "Indikator bernilai",
            "nilai": str(len(rows) - gaps),
            "dari": f"dari {len(rows)}",
            "keterangan": f"{states['nihil']} di antaranya nihil" if states["nihil"] else "",
        },
        {
            "nama": "Disertai bukti",
            "nilai": str(evidence),
            "dari": f"dari {len(rows)}",
            "keterangan": "",
        },
        handed_in_figure(handed_in(run)),
    ]


def iku_line(run, row: Data) -> dict:
    """A collection judges nothing: the lamp stays grey, the figure is the realisasi."""
    said = row["target"]["periode"].get(run.periode)
    return {
        "kode": row["kode"],
        "nama": row["nama"],
        "status": "abu",
        "kata": "Belum dihitung",
        "rincian": f"target {_target(said, row['kamus'])}",
        "capaian": _value(row),
        "arah": "",
        "selisih": "",
    }


def _value(row: Data) -> str:
    if row["keadaan"] != words.ADA:
        return NOTHING
    return row["teks"] or _figure(row["nilai"], row["kamus"])


def _target(said: Data | None, kamus: Data) -> str:
    return words.with_unit(words.target_words(target_of(said), kamus), kamus)


def _figure(text: str | None, kamus: Data) -> str:
    return NOTHING if text is None else words.with_unit(words.plain(Decimal(text), kamus), kamus)


def attention(run) -> list[dict]:
    """Indicators without a figure and their reasons; forms closed with gaps."""
    found = []
    for unit in run.snapshot["unit"]:
        if unit["ditutup"]:
            found.append(_line(unit["nomor"], unit["nama"], "Ditutup", unit["ditutup"]))
        for row in unit["isian"]:
            if (state := _state(row)) in GAPS:
                word = words.STATES[state]
                found.append(_line(row["kode"], row["nama"], word, row["alasan"], unit["nama"]))
    return found


def _line(kode, nama, word, reason, unit="") -> dict:
    facts = [("Unit", unit)] if unit else []
    return {
        "kode": kode,
        "nama": nama,
        "status": "abu",
        "kata": word,
        "capaian": "",
        "fakta": [*facts, ("Alasan", reason or NOTHING)],
    }
