"""The roll-up of a worksheet over the tree tujuan, sasaran, program, kegiatan (domain 1.8).

Pure: worksheet rows and spending as data in, the tree as data out. A place's figure is the mean
of the unrounded reported figures of all indicators below it; where its own indicators carry
weights of 100 in all, it is their weighted mean. What is incomplete has no category.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from measurement.efisiensi import serapan
from measurement.kept import figure, metode_of, printed
from measurement.ringkasan import Ringkasan, rata_rata
from measurement.skala import Skala, kategori
from measurement.tiga import TigaCapaian
from measurement.ukur import ukur
from sakip.planning.periods import Period

Data = Mapping[str, Any]


def measured(rows: Sequence[Data], period: Period) -> list[TigaCapaian]:
    """Each row's figures anew, unrounded, from what it was measured from."""
    return [ukur(row["kamus"], row["target"], row["nilai"], period) for row in rows]


def roll_up(rows: Sequence[Data], spent: Sequence[Data], period: Period) -> dict:
    """{"ringkasan": of the whole run, "pohon": its places, each before those below it}.

    A place: {"id", "tingkat" (1 = topmost), "level", "kode", "nama", "unit", "induk",
    "indikator": [kode], "ringkasan", "pagu", "realisasi", "serapan", "anggaran_lengkap"}.
    """
    figures = dict(zip([r["kode"] for r in rows], measured(rows, period), strict=True))
    places = _places(rows, spent)
    tree = []
    for path, place in sorted(places.items(), key=lambda item: _sorting(item[1]["jalur"])):
        below = [r for r in rows if _ids(r["kamus"]["jalur"])[: len(path)] == path]
        own = [r for r in below if len(r["kamus"]["jalur"]) == len(path)]
        pk, level, kode, nama, _ = place["jalur"][-1]
        tree.append(
            {
                "id": pk,
                "tingkat": len(path),
                "level": level,
                "kode": kode,
                "nama": nama,
                "unit": _one_unit(below),
                "induk": path[-2] if len(path) > 1 else None,
                "indikator": [r["kode"] for r in own],
                "ringkasan": summary(below, figures, own),
                **_budget(path, spent),
            }
        )
    return {
        "ringkasan": {**summary(rows, figures), **_budget((), spent)},
        "jenis": _by_kind(rows, figures),
        "pohon": tree,
    }


def summary(rows: Sequence[Data], figures: Mapping[str, TigaCapaian], own=()) -> dict:
    """What a place, a unit or the run says about its indicators, as data."""
    judged = [figures[r["kode"]].sampai_dengan for r in rows]
    whole = rata_rata(judged)
    mean, notes = whole.rata, list(whole.catatan)
    weights = [figure(r["kamus"]["bobot"]) for r in own]
    if _weighty(weights):
        weighted = rata_rata([figures[r["kode"]].sampai_dengan for r in own], weights)
        mean, notes = weighted.rata, [*notes, weighted.catatan[-1]]
    elif any(weights):
        notes.append("Bobot tidak dipakai: belum lengkap atau jumlahnya bukan 100.")
    states = Counter(c.status for c in judged if not c.dinilai)
    complete = not whole.sementara and not states["belum_dilaporkan"]
    return {
        "rata": printed(mean),
        "kategori": kategori(_scale(rows), mean) if complete else None,
        "jumlah": whole.jumlah,
        "dinilai": whole.dinilai,
        "dihitung": whole.dihitung,
        "tidak_dihitung": whole.tidak_dihitung,
        "tercapai": whole.tercapai,
        "sementara": whole.sementara,
        "sebab": dict(sorted(states.items())),
        "lengkap": complete,
        "kalimat": whole.kalimat,
        "catatan": notes,
    }


def _weighty(weights) -> bool:
    return bool(weights) and None not in weights and min(weights) >= 0 and sum(weights) == 100


def _scale(rows) -> Skala:
    """Categories of a mean go by the scale most of its indicators use."""
    scales = [metode_of(r["kamus"]).skala for r in rows]
    return Counter(scales).most_common(1)[0][0] if scales else Skala("", ())


def _by_kind(rows, figures) -> dict[str, dict]:
    """IKU, IKP, IKK apart: {jenis: {"tercapai", "dinilai", "jumlah"}}."""
    found: dict[str, Ringkasan] = {}
    for kind in dict.fromkeys(r["kamus"]["jenis"] for r in rows):
        mine = [r for r in rows if r["kamus"]["jenis"] == kind]
        found[kind] = rata_rata([figures[r["kode"]].sampai_dengan for r in mine])
    return {
        kind: {"tercapai": r.tercapai, "dinilai": r.dinilai, "jumlah": r.jumlah}
        for kind, r in found.items()
    }


# --- The places of the tree ---


def _ids(jalur) -> tuple[int, ...]:
    return tuple(step[0] for step in jalur)


def _sorting(jalur):
    return [(urut, kode, pk) for pk, _, kode, _, urut in jalur]


def _places(rows, spent) -> dict[tuple[int, ...], dict]:
    """Every place on the way to an indicator or a budget line, by its path of ids."""
    found = {}
    for jalur in [r["kamus"]["jalur"] for r in rows] + [line["jalur"] for line in spent]:
        for depth in range(1, len(jalur) + 1):
            found.setdefault(_ids(jalur[:depth]), {"jalur": jalur[:depth]})
    return found


def _one_unit(rows) -> str:
    """The unit of a place, where all its indicators have the same one."""
    names = {r["unit"]["nama"] for r in rows if r["unit"]}
    return names.pop() if len(names) == 1 else ""


# --- Spending ---


def _budget(path, spent) -> dict:
    """Pagu and spending of a place: its own line, else the sum of the topmost lines below it."""
    lines = _topmost([line for line in spent if _ids(line["jalur"])[: len(path)] == path], path)
    if not lines:
        return {"pagu": None, "realisasi": None, "serapan": None, "anggaran_lengkap": True}
    complete = all(_complete(line) for line in lines)
    pagu = sum(line["pagu"] for line in lines)
    known = [line["realisasi"] for line in lines if line["realisasi"] is not None]
    realisasi = sum(known) if known else None
    share: Decimal | None = None if realisasi is None else serapan(pagu, realisasi)
    return {
        "pagu": pagu,
        "realisasi": realisasi,
        "serapan": printed(share),
        "anggaran_lengkap": complete,
    }


def _complete(line) -> bool:
    return bool(line["per_periode"]) and None not in line["per_periode"].values()


def _topmost(lines, path) -> list:
    """Lines of which none stands below another: a kegiatan's budget is in its program's."""
    every = {_ids(line["jalur"]) for line in lines}
    return [
        line
        for line in lines
        if not any(
            _ids(line["jalur"])[:depth] in every
            for depth in range(max(len(path), 1), len(line["jalur"]))
        )
    ]
