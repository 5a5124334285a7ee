"""How the figures of a worksheet row are printed: one place for pages, papers and reports.

Every figure is rounded here, once, with the decimals of its indicator; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from measurement.capaian import PERLU_REVIU
from measurement.kept import figure, metode_of
from measurement.rumus import rumus_umum
from measurement.skala import SKALA_BAKU, batas_kategori
from sakip.lib.angka import NOTHING, percent, rupiah, show
from sakip.lib.tanggal import long_date
from sakip.planning.models import Indikator, Node
from sakip.planning.periods import Period

Data = Mapping[str, Any]
RANGE, PREDICATE = ("rentang", "rentang_rendah"), "predikat"
LAMPS = {"tercapai": "hijau", "mendekati": "kuning", "belum": "merah"}
REACHED = {True: "Ya", False: "Belum", None: ""}


def number(text: str | None, kamus: Data) -> str:
    """A kept figure with the decimals of its indicator."""
    return show(figure(text), kamus["desimal"])


def with_unit(said: str, kamus: Data) -> str:
    """ "85,00%", "8 SK"; a dash and a predicate stand alone."""
    if said == NOTHING or kamus["polaritas"] == PREDICATE:
        return said
    return f"{said}%" if kamus["satuan"] in ("%", "persen") else f"{said} {kamus['satuan']}".strip()


def target(said: Data | None, kamus: Data) -> str:
    """A target as one string: a figure, a range, or a predicate."""
    if not said:
        return NOTHING
    if kamus["polaritas"] == PREDICATE:
        return said["teks"] or NOTHING
    if kamus["polaritas"] in RANGE and said["bawah"] is not None:
        return f"{number(said['bawah'], kamus)} sampai dengan {number(said['atas'], kamus)}"
    return number(said["nilai"], kamus)


def value(said: Data | None, kamus: Data) -> str:
    """A realisasi up to the period."""
    if not said:
        return NOTHING
    return (
        said["teks"] or NOTHING if kamus["polaritas"] == PREDICATE else number(said["nilai"], kamus)
    )


def share(text: str | None, kamus: Data | None = None) -> str:
    """A capaian, a mean or a serapan, without its sign: the column says percent."""
    return show(figure(text), kamus["desimal"] if kamus else 2)


def share_sign(text: str | None, kamus: Data | None = None) -> str:
    shown = figure(text)
    return NOTHING if shown is None else percent(shown, kamus["desimal"] if kamus else 2)


def money(amount: int | None) -> str:
    return NOTHING if amount is None else rupiah(amount)


def lamp(capaian: Data) -> tuple[str, str]:
    """(status, word) of a capaian; the word of one that judges nothing says why."""
    if capaian["lampu"]:
        status = LAMPS[capaian["lampu"]]
        return status, {"hijau": "Tercapai", "kuning": "Mendekati", "merah": "Belum tercapai"}[
            status
        ]
    return "abu", sentence(capaian["keterangan"]) or "Belum dihitung"


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def category(capaian: Data) -> str:
    """The rung, or what stands in its place: "Belum jatuh tempo", "Sementara (2 dari 3 periode)"."""
    return capaian["kategori"] or sentence(capaian["keterangan"]) or NOTHING


def base_data(row: Data) -> list[dict]:
    """What the measured period's value was made of, as [{"label", "nilai"}]."""
    kamus, said = row["kamus"], row["nilai"].get(last_period(row))
    if not said or said["keadaan"] != "dilaporkan":
        words = (said or {}).get("keadaan", "belum_dilaporkan").replace("_", " ")
        return [{"label": "Keadaan", "nilai": words}]
    if said["pembilang"] is not None and said["penyebut"] is not None:
        return [
            {
                "label": sentence(kamus["pembilang"]) or "Pembilang",
                "nilai": bare(said["pembilang"]),
            },
            {"label": sentence(kamus["penyebut"]) or "Penyebut", "nilai": bare(said["penyebut"])},
        ]
    shown = said["teks"] if kamus["polaritas"] == PREDICATE else bare(said["nilai"])
    return [{"label": "Nilai", "nilai": shown}]


def base_short(row: Data) -> str:
    """The same in a cell: "342 / 418", "9", or a dash."""
    said = row["nilai"].get(last_period(row))
    if not said or said["keadaan"] != "dilaporkan":
        return NOTHING
    return " / ".join(part["nilai"] for part in base_data(row))


def last_period(row: Data) -> str | None:
    """The period whose value stands last in a row: the measured one, if it has one."""
    return row["periode"] if row["periode"] in row["nilai"] else None


def bare(text: str | None) -> str:
    """An input as it was given, with the decimals it has."""
    found = figure(text)
    if found is None:
        return NOTHING
    return show(found, max(0, -int(found.normalize().as_tuple().exponent)))


def needs_review(row: Data) -> bool:
    """Whether the capaian is so high that the target itself deserves a look (domain 1.6)."""
    raw = figure(row["capaian"]["sampai"]["raw"])
    return raw is not None and raw > PERLU_REVIU


def day(iso: str | None) -> str:
    """ "15 Desember 2026"."""
    return long_date(date.fromisoformat(iso) if iso else None)


# --- Methods in words ---


def polarity(kamus: Data) -> str:
    return str(Indikator.Polaritas(kamus["polaritas"]).label)


def accumulation(kamus: Data) -> str:
    return str(Indikator.Akumulasi(kamus["akumulasi"]).label)


def target_style(kamus: Data) -> str:
    return str(Indikator.GayaTarget(kamus["gaya_target"]).label)


def formula(kamus: Data) -> str:
    """The formula of the capaian in words."""
    return rumus_umum(metode_of(kamus))


def limits(kamus: Data) -> str:
    """Floor and cap of the reported figure: "0 sampai dengan 120%", "paling rendah 0%"."""
    low, high = kamus["batas_bawah"], kamus["batas_atas"]
    if low is not None and high is not None:
        return f"{bare(low)} sampai dengan {bare(high)}%"
    if low is not None:
        return f"paling rendah {bare(low)}%"
    return f"paling tinggi {bare(high)}%" if high is not None else "tanpa batas"


def policies(kamus: Data) -> list[str]:
    """The policies of one method that differ from the house rules, as sentences."""
    said = []
    if kamus["target_nol"] != Indikator.TargetNol.TIDAK_DIHITUNG:
        said.append(f"Target nol: {Indikator.TargetNol(kamus['target_nol']).label.lower()}.")
    if (kamus["batas_bawah"], kamus["batas_atas"]) != ("0", None):
        said.append(f"Capaian dilaporkan {limits(kamus)}.")
    scale = metode_of(kamus).skala
    if scale != SKALA_BAKU:
        said.append(f"Skala {scale.nama}.")
    if kamus["rasio_predikat"]:
        said.append("Predikat juga dihitung persentasenya dari urutan jenjang.")
    return said


def rung(kamus: Data, name: str | None) -> str:
    """The rule of a category: "≥ 91, skala Permendagri 86/2017"."""
    scale = metode_of(kamus).skala
    return f"{batas_kategori(scale, name)}, skala {scale.nama}" if name else ""


def scale_words(doc: Data) -> list[str]:
    """Every scale that a document's categories go by, as one sentence each."""
    scales = dict.fromkeys(metode_of(row["kamus"]).skala for row in doc["baris"])
    return [
        f"Kategori memakai skala {s.nama}: "
        + ", ".join(f"{name} {batas_kategori(s, name)}" for _, name in s.jenjang)
        + "; dihitung dari nilai yang belum dibulatkan."
        for s in scales
    ]


# --- The tree ---


def level(name: str) -> str:
    return str(Node.Level(name).label)


def place(path_or_place) -> str:
    """ "Sasaran Meningkatnya ...", "Program 5.03.02 Kepegawaian Daerah"."""
    if isinstance(path_or_place, Mapping):
        parts = [path_or_place[k] for k in ("level", "kode", "nama")]
    else:
        parts = path_or_place[1:4]
    return " ".join(filter(None, [level(parts[0]), *parts[1:]]))


def sasaran_of(row: Data) -> str:
    """The sasaran above an indicator (or the place it hangs on, where there is none)."""
    path = row["kamus"]["jalur"]
    found = [step for step in path if step[1] == Node.Level.SASARAN] or path[-1:]
    return found[-1][3]


def tree(doc: Data) -> Iterator[tuple[str, Data]]:
    """("simpul", place) and ("indikator", row) as the tree is read from the top."""
    rows = {row["kode"]: row for row in doc["baris"]}
    for node in doc["pohon"]:
        yield "simpul", node
        for kode in node["indikator"]:
            yield "indikator", rows[kode]


def groups(doc: Data) -> list[tuple[str, list[Data]]]:
    """The rows by the place they hang on, in the order of the tree."""
    rows = {row["kode"]: row for row in doc["baris"]}
    return [
        (place(node), [rows[kode] for kode in node["indikator"]])
        for node in doc["pohon"]
        if node["indikator"]
    ]


def period(doc: Data) -> Period:
    return Period(doc["periode"])
