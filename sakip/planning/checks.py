"""Checks that speak: what is missing or contradicts itself, in a sentence with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from measurement.akumulasi import gabung_target
from measurement.metode import Metode, periksa_metode
from measurement.rumus import TidakDapatDihitung
from sakip.lib.angka import rounded, show_input

from .dictionary import Indikator
from .method import method_of
from .periods import targets_of
from .said import FIGURE, PREDICATE, RANGE, YEAR, Said, period_name, style_of

Promise = Mapping[str, Said]  # by YEAR and the codes of the periods

ZERO = (
    "Target 0 pada indikator makin rendah makin baik. Pilih pada “Jika target nol”: "
    "“Harus nihil” atau “Belum jatuh tempo”."
)


NAMED = 6  # indicators named in one sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `field` is the field of the indicator's form that it is about;
    `blocks`: nothing is saved or fixed while it stands; `contradicts`: two figures of the same
    promise do not agree, which an import lets in only once somebody confirmed it; `period` is the
    one they do not agree in."""

    text: str
    field: str = ""
    blocks: bool = False
    contradicts: bool = False
    period: str = ""

    def about(self, *names: str) -> Finding:
        """The same, named: for pages of many indicators."""
        some = ", ".join(names[:NAMED])
        more = f", dan {len(names) - NAMED} lainnya" if len(names) > NAMED else ""
        return replace(self, text=f"{some}{more}: {self.text}")


def gathered(found: Iterable[tuple[str, Finding]]) -> list[Finding]:
    """What was found about many indicators, by code; the same sentence once, with all its codes."""
    codes: dict[Finding, list[str]] = {}
    for code, finding in found:
        codes.setdefault(finding, []).append(code)
    return [finding.about(*names) for finding, names in codes.items()]


def lacks(indikator: Indikator) -> list[Finding]:
    """What of a dictionary entry is not there: formula, unit, owner, evidence."""
    formula = indikator.formulasi or (indikator.pembilang and indikator.penyebut)
    wanted = [
        (
            formula,
            "Rumus belum ditulis. Isi rumus dalam kata, atau pembilang dan penyebut.",
            "formulasi",
        ),
        (indikator.satuan, "Satuan belum diisi.", "satuan"),
        (
            indikator.unit_id,
            "Unit penanggung jawab belum dipilih; tidak ada yang menerima formulirnya.",
            "unit",
        ),
        (
            not indikator.bukti_wajib or indikator.bukti,
            "Bukti dukung wajib, tetapi buktinya belum disebut.",
            "bukti",
        ),
    ]
    return [Finding(text, field) for there, text, field in wanted if not there]


def about_entry(indikator: Indikator, scale=None) -> list[Finding]:
    """What the dictionary entry lacks, and what is odd about its method."""
    odd = periksa_metode(method_of(indikator, scale))
    return lacks(indikator) + [Finding(text, "polaritas") for text in odd]


def about_targets(indikator: Indikator, promise: Promise, tahun: int) -> list[Finding]:
    """What contradicts itself in what is promised of one indicator for one year.

    Blocking: a target of 0 where less is better and nobody said what it means (domain 1.13), and
    a range that is none. All else is named and may stand.
    """
    style = style_of(indikator.polaritas)
    codes = [p.code for p in targets_of(indikator.frekuensi, tahun)]
    year = promise.get(YEAR, Said())
    periods = {c: promise[c] for c in codes if c in promise and not promise[c].blank(style)}
    found = [*_zero(indikator, [year, *periods.values()]), *_ranges(style, promise)]
    if year.blank(style):
        return [*found, Finding("Target tahun belum diisi; capaiannya tidak dapat dihitung.")]
    if not periods:
        return [*found, Finding("Target per periode belum diisi; semua periode dianggap belum "
                                "jatuh tempo.")]  # fmt: skip
    found += _ladder(indikator, style, [year, *periods.values()])
    method = method_of(indikator)
    if indikator.gaya_target == "posisi":
        return found + _last_is_year(style, codes[-1], year, periods) + _falls(indikator, periods)
    return found + _sum_is_year(method, style, codes, year, periods)


def _zero(indikator: Indikator, said: Iterable[Said]) -> list[Finding]:
    unsaid = indikator.polaritas == "rendah" and indikator.target_nol == "tidak_dihitung"
    return [Finding(ZERO, "target_nol", blocks=True)] * (unsaid and any(s.nilai == 0 for s in said))


def _ranges(style: str, promise: Promise) -> list[Finding]:
    found = []
    for code, said in promise.items() if style == RANGE else ():
        name = period_name(code)
        if (said.bawah is None) != (said.atas is None):
            found.append(Finding(f"Rentang {name} memerlukan kedua batasnya.", blocks=True))
        elif said.bawah is not None and said.atas is not None and said.bawah > said.atas:
            found.append(
                Finding(
                    f"Batas bawah {name} {show_input(said.bawah)} melebihi batas atasnya "
                    f"{show_input(said.atas)}. Tukarlah keduanya.",
                    blocks=True,
                )
            )
    return found


def _ladder(indikator: Indikator, style: str, said: Iterable[Said]) -> list[Finding]:
    if style != PREDICATE or not indikator.jenjang:
        return []
    method = method_of(indikator)
    strange = sorted({s.teks for s in said if method.tingkat(s.teks) is None})
    return [Finding(f"Predikat “{t}” tidak ada dalam jenjang indikator ini.", "jenjang")
            for t in strange]  # fmt: skip


def _last_is_year(style, last: str, year: Said, periods: Promise) -> list[Finding]:
    name = period_name(last)
    if last not in periods:
        return [Finding(f"Target {name} belum diisi, padahal harus sama dengan target tahun "
                        f"{year.typed(style)}.")]  # fmt: skip
    if _same(style, periods[last], year):
        return []
    return [
        Finding(
            f"Target {name} {periods[last].typed(style)} tidak sama dengan target tahun "
            f"{year.typed(style)}. Samakan, sebab target posisi {name} adalah target tahun.",
            contradicts=True,
            period=last,
        )
    ]


def _same(style: str, one: Said, other: Said) -> bool:
    a, b = one.measured(style), other.measured(style)
    if style == PREDICATE:
        return a.kode.casefold() == b.kode.casefold()
    return (a.nilai, a.bawah, a.atas) == (b.nilai, b.bawah, b.atas)


def _falls(indikator: Indikator, periods: Promise) -> list[Finding]:
    """A position includes what came before it, so where more is better it cannot sink."""
    if indikator.polaritas != "tinggi":
        return []
    steps = [(code, said.nilai) for code, said in periods.items() if said.nilai is not None]
    return [
        Finding(
            f"Target posisi turun dari {show_input(a)} ({period_name(c)}) ke {show_input(b)} "
            f"({period_name(d)}). Periksa angkanya, atau pakai gaya target tambahan.",
            "gaya_target",
            contradicts=True,
            period=d,
        )
        for (c, a), (d, b) in pairwise(steps)
        if b < a
    ]


def _sum_is_year(method: Metode, style, codes, year: Said, periods: Promise) -> list[Finding]:
    missing = [period_name(c) for c in codes if c not in periods]
    found = [Finding(f"Target {', '.join(missing)} belum diisi.")] if missing else []
    try:
        total = gabung_target(method, [periods[c].measured(style) for c in codes if c in periods])
    except TidakDapatDihitung as slip:
        return [*found, Finding(f"Target periode tidak dapat digabung: {slip}.", "akumulasi")]
    said = _round(Said(bawah=total.bawah, atas=total.atas, teks=total.kode), total.nilai, method)
    if _same(style, said, _round(year, year.nilai, method)):
        return found
    how = {"jumlah": "Jumlah", "rata": "Rata-rata", "maks": "Yang tertinggi dari",
           "min": "Yang terendah dari"}.get(method.akumulasi, "Gabungan")  # fmt: skip
    return [
        *found,
        Finding(
            f"{how} target periode {said.typed(style)} tidak sama dengan target tahun "
            f"{year.typed(style)}.",
            contradicts=True,
        ),
    ]


def _round(said: Said, nilai: Decimal | None, method: Metode) -> Said:
    """As precise as the indicator is printed: a mean of thirds is never exactly its target."""
    figures = {"nilai": nilai, "bawah": said.bawah, "atas": said.atas}
    known = {k: v and rounded(v, method.desimal) for k, v in figures.items()}
    return replace(said, **known)


def about_weights(indicators: Iterable[Indikator]) -> list[Finding]:
    """Weights on one node must reach 100, where any of its indicators carries one."""
    by_node: dict[int, list[Indikator]] = {}
    for one in indicators:
        by_node.setdefault(one.node_id, []).append(one)
    return [f for group in by_node.values() for f in _weights(group)]


def _weights(group: list[Indikator]) -> list[Finding]:
    weights = [i.bobot for i in group if i.bobot is not None]
    total = sum(weights, Decimal(0))
    if not weights or (total == 100 and len(weights) == len(group)):
        return []
    node = group[0].node
    place = f"{node.get_level_display()} “{node.nama}”"
    without = [i.kode for i in group if i.bobot is None]
    if without:
        return [Finding(f"Bobot pada {place} belum lengkap: {', '.join(without)} tanpa bobot.",
                        "bobot")]  # fmt: skip
    return [Finding(f"Bobot indikator pada {place} berjumlah {show_input(total)}, seharusnya 100.",
                    "bobot")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Smart:
    """The SMART checklist beside the form: the points that hold, and what the others lack."""

    held: list[str]
    missing: list[str]


def smart(indikator: Indikator, promise: Promise, tahun: int) -> Smart:
    style = style_of(indikator.polaritas)
    codes = [p.code for p in targets_of(indikator.frekuensi, tahun)]
    every = all(not promise.get(c, Said()).blank(style) for c in codes)
    formula = indikator.formulasi or (indikator.pembilang and indikator.penyebut)
    rhythm = {
        "bulanan": "target tiap bulan",
        "triwulanan": "target tiap triwulan",
        "semesteran": "target tiap semester",
        "tahunan": "target tahunan",
    }[indikator.frekuensi]
    points = [
        (indikator.definisi, "Spesifik: definisi operasional terisi", "definisi operasional"),
        (
            formula and indikator.satuan,
            "Terukur: rumus dan satuan terisi",
            "rumus" if indikator.satuan else "satuan",
        ),
        (
            indikator.nilai_awal is not None or style != FIGURE,
            "Dapat dicapai: nilai awal terisi",
            "nilai awal",
        ),
        (indikator.node_id, "Relevan: terhubung ke pohon kinerja", "tempat dalam pohon kinerja"),
        (every, f"Berjangka waktu: {rhythm}", rhythm),
        (indikator.bukti, "Bukti dukung disebut", "bukti dukung"),
    ]
    return Smart(
        [point for holds, point, _ in points if holds],
        [lacking for holds, _, lacking in points if not holds],
    )
