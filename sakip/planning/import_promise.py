"""One row of a file as an indicator with its targets: matched or new, each cell read or asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from measurement.akumulasi import gabung_target
from measurement.rumus import TidakDapatDihitung
from sakip.lib.angka import show_input
from sakip.people.models import Unit

from .checks import about_targets
from .dictionary import Indikator
from .import_columns import MONTH_FIELDS, QUARTER_FIELDS, norm
from .import_match import Matcher, jenis_of
from .import_read import (
    ASK,
    DOT,
    SKIP,
    Offer,
    Reading,
    answered,
    read_polarity,
    read_target,
    style_needs,
)
from .import_rows import Line
from .method import method_of
from .periods import Period, months, quarters
from .said import PREDICATE, RANGE, YEAR, Said, period_name, style_of
from .tree import Node

LONGEST = 300  # characters of a name
ZERO_ANSWERS = (
    Offer("harus_nihil", "Harus nihil"),
    Offer("belum_jatuh_tempo", "Belum jatuh tempo"),
)


@dataclass
class IndicatorPlan:
    """What one row makes: an entry (kept or not yet), its place, and what it promises."""

    line: Line
    entry: Indikator
    said: dict[str, Said]
    places: dict[str, str]  # where each target stands
    read_as: list[str] = field(default_factory=list)

    @property
    def fresh(self) -> bool:
        return self.entry.pk is None

    @property
    def nama(self) -> str:
        return self.line.nama

    @property
    def place(self) -> str:
        return self.line.source.place(self.line.row)

    @property
    def style(self) -> str:
        return style_of(self.entry.polaritas)


class Skipped(Exception):
    """The row is left out, because somebody said so."""


def plan_indicator(
    plan, line: Line, other: Line | None, matcher: Matcher, units
) -> IndicatorPlan | None:
    """The plan of one row (with its row in the second file); None where it is left out."""
    try:
        return _planned(plan, line, other, matcher, units)
    except Skipped:
        return None


def _planned(plan, line: Line, other: Line | None, matcher: Matcher, units) -> IndicatorPlan:
    _left_out(plan, line)
    _has_a_place(plan, line)
    kept = matcher.entry(line)
    entry = kept or _fresh(plan, line, matcher, units)
    readings = _readings(plan, line, other, entry)
    if kept is None:
        entry.polaritas = _polarity(readings, entry.polaritas)
    said = {code: _fit(plan, key, place, entry, r) for code, key, place, r in readings}
    said = _in_its_rhythm(plan, line, entry, kept, said)
    if kept is None:
        _shape(entry, said, plan.upload.tahun)
    else:
        _differs(plan, line, entry)
    read_as = [f"{place}: {r.note}" for _, _, place, r in readings if r.note]
    found = IndicatorPlan(line, entry, said, {c: place for c, _, place, _ in readings}, read_as)
    asked = {p.key for p in plan.open_problems}
    if not any(key in asked for _, key, *_ in readings):  # first let the cells be read
        _judge(plan, line, found)
    return found


def _left_out(plan, line: Line) -> None:
    """Whatever of the row was answered with "leave out" leaves the whole row out."""
    own = re.compile(rf"{line.source.n}:[A-Z]+{line.row + 1}(!.*)?")
    for key, answer in plan.answers.sel.items():
        if answer == SKIP and own.fullmatch(key):
            plan.ask(key, line.source.place(line.row), f"“{line.nama}” ditinggalkan.")
            raise Skipped


def _has_a_place(plan, line: Line) -> None:
    """Every indicator hangs somewhere; a level nobody knows is asked where it is written."""
    source = line.source
    if len(line.nama) > LONGEST:
        key = source.key(line.row, "indikator") + "!panjang"
        plan.ask(key, source.place(line.row, "indikator"),
                 f"Nama indikator {len(line.nama)} huruf, paling banyak {LONGEST}. "
                 "Pendekkan pada berkas.")  # fmt: skip
    if line.level_asked:
        offers = [Offer(value, label) for value, label in Node.Level.choices]
        plan.ask(
            source.key(line.level_row, "jenjang"),
            source.place(line.level_row, "jenjang"),
            f"Jenjang “{line.level_asked}” tidak dikenal. Pilih jenjangnya.",
            offers,
        )
    elif line.node is None:
        key, place = source.key(line.row, "uraian"), source.place(line.row, "uraian")
        plan.ask(key, place, f"Tujuan, sasaran, atau program dari “{line.nama}” belum disebut.")
    elif len(line.node.nama) > LONGEST:
        plan.ask(source.key(line.row, "uraian"), line.node.place,
                 f"Uraian {len(line.node.nama)} huruf, paling banyak {LONGEST}. "
                 "Pendekkan pada berkas.")  # fmt: skip


def _fresh(plan, line: Line, matcher: Matcher, units: Mapping[str, Unit]) -> Indikator:
    """A new entry of the dictionary, as far as the file describes it."""
    level = line.node.level if line.node else ""
    jenis = jenis_of(level)
    entry = Indikator(
        instansi=plan.instansi,
        nama=line.nama[:300],
        jenis=jenis,
        satuan=line.cell("satuan").text[:40],
        frekuensi=plan.frekuensi,
        polaritas="tinggi",
    )
    entry.kode = _code(plan, line, matcher, jenis)
    words = line.cell("arah").text
    if words:
        polarity = read_polarity(words)
        entry.polaritas = polarity or "tinggi"
        if not polarity:
            plan.notes.append(f"{line.source.place(line.row, 'arah')}: arah “{words}” tidak dikenal; "
                              "dicatat makin tinggi makin baik.")  # fmt: skip
    unit = line.cell("unit").text
    entry.unit = units.get(norm(unit))
    if unit and not entry.unit:
        plan.notes.append(f"{line.source.place(line.row, 'unit')}: unit “{unit}” tidak dikenal; "
                          "dikosongkan.")  # fmt: skip
    return entry


def _code(plan, line: Line, matcher: Matcher, jenis: str) -> str:
    """The code the file gives; a code of another entry is asked about."""
    kode = line.cell("kode_indikator").text[:30]
    if not kode:
        return matcher.code_for(jenis)
    other = matcher.codes.get(kode.casefold())
    if other or kode.casefold() in matcher.given:
        whose = f"“{other.nama}”" if other else "baris lain berkas ini"
        key = line.source.key(line.row, "kode_indikator")
        answer = plan.ask(
            key,
            line.source.place(line.row, "kode_indikator"),
            f"Kode {kode} sudah dipakai {whose}.",
            [Offer("baru", "Beri kode baru")],
        )
        return matcher.code_for(jenis) if answer else kode
    matcher.given.add(kode.casefold())
    return kode


def _readings(plan, line: Line, other: Line | None, entry) -> list[tuple[str, str, str, Reading]]:
    """(code of the period, key, place, reading) of every target cell of the row."""
    year_in = line if "target" in line.source.columns or other is None else other
    found = [(YEAR, *_cell(plan, year_in, "target", entry))]
    if other is not None and year_in is line and "target" in other.source.columns:
        _years_agree(plan, line, other, entry, found[0][3])
    periods_in = other if other is not None and other.source.period_fields else line
    for name in periods_in.source.period_fields:
        code = _period(name, plan.upload.tahun)
        found.append((code, *_cell(plan, periods_in, name, entry)))
    return found


def _cell(plan, line: Line, key: str, entry: Indikator) -> tuple[str, str, Reading]:
    """One cell read; what cannot be read is asked, by its answer it is read again."""
    source, cell = line.source, line.cell(key)
    name, place = source.key(line.row, key), source.place(line.row, key)
    reading = read_target(cell, satuan=entry.satuan, polaritas=entry.polaritas)
    if reading.kind == DOT:
        plan.dots.found(source, line.row, key, cell.text, reading.offers[0].value)
    if reading.kind != ASK:
        return name, place, reading
    again, fault = Reading(), ""
    if answer := plan.answers.sel.get(name, ""):
        if answer == SKIP:
            plan.ask(name, place, f"“{line.nama}” ditinggalkan.")
            raise Skipped
        again = answered(reading, answer, cell.text, entry.satuan)
        fault = again.message if again.kind == ASK else ""
    plan.ask(name, place, reading.message, reading.offers, own=True, fault=fault)
    return name, place, Reading() if fault else again


def _years_agree(plan, line: Line, other: Line, entry, year: Reading) -> None:
    second = read_target(other.cell("target"), satuan=entry.satuan, polaritas=entry.polaritas)
    style = style_of(entry.polaritas)
    if second.kind == ASK or second.said.blank(style) or year.said.blank(style):
        return
    if second.said.typed(style) != year.said.typed(style):
        plan.confirm(
            f"“{line.nama}”: target tahun {year.said.typed(style)} ({line.source.place(line.row)}) "
            f"tidak sama dengan {second.said.typed(style)} ({other.source.place(other.row)}); yang "
            f"pertama dipakai."
        )


def _period(name: str, tahun: int) -> str:
    if name in MONTH_FIELDS:
        return f"{tahun}-{name[1:]}"
    return f"{tahun}-TW{QUARTER_FIELDS.index(name) + 1}"


def _polarity(readings, polaritas: str) -> str:
    """A range or a predicate anywhere in the row makes the whole indicator one."""
    for *_, reading in readings:
        needed = style_needs(reading, polaritas)
        if needed != polaritas:
            return needed
    return polaritas


def _fit(plan, key: str, place: str, entry: Indikator, reading: Reading) -> Said:
    """The target in the style of its indicator: a lone figure is a range of itself."""
    said, style = reading.said, style_of(entry.polaritas)
    if said == Said() or not said.blank(style):
        return said
    if said.nilai is not None:
        if style == RANGE:
            return Said(bawah=said.nilai, atas=said.nilai)
        if style == PREDICATE:
            return Said(teks=said.teks or show_input(said.nilai))
    words = said.teks or f"{show_input(said.bawah)} sampai dengan {show_input(said.atas)}"
    answer = plan.answers.sel.get(key, "")
    again = answered(reading, answer, words, entry.satuan) if answer else Reading()
    fault = again.message if again.kind == ASK else ""
    plan.ask(
        key,
        place,
        f"“{words}” bukan angka, sedangkan arah indikator ini "
        f"“{entry.get_polaritas_display()}”. Tulis angkanya, atau ubah arahnya pada kamus.",
        own=True,
        fault=fault,
    )
    return Said() if fault or not answer else again.said


def _in_its_rhythm(plan, line: Line, entry, kept, said: dict[str, Said]) -> dict[str, Said]:
    """The period targets in the rhythm of the entry: months go together as its quarters do."""
    wanted = {p.code for p in _periods_of(entry.frekuensi, plan.upload.tahun)}
    given = {c for c in said if c != YEAR}
    foreign = [c for c in given - wanted if not said[c].blank(style_of(entry.polaritas))]
    result = {c: s for c, s in said.items() if c == YEAR or c in wanted}
    if entry.frekuensi == "tahunan" and not said[YEAR].blank(style_of(entry.polaritas)):
        result[quarters(plan.upload.tahun)[-1].code] = said[YEAR]
    if not foreign:
        return result
    rhythm = entry.get_frekuensi_display().lower()
    if entry.frekuensi in ("triwulanan", "semesteran") and all(Period(c).is_month for c in foreign):
        plan.confirm(f"“{line.nama}”: kamus mencatat {rhythm}, berkas bulanan; target bulan "
                     "digabung menurut cara penghitungannya.")  # fmt: skip
        return result | _together(entry, said, wanted)
    names = ", ".join(period_name(c) for c in sorted(foreign))
    plan.confirm(f"“{line.nama}”: dicatat {rhythm}; target {names} tidak dipakai.")
    return result


def _together(entry: Indikator, said: dict[str, Said], wanted: set[str]) -> dict[str, Said]:
    """The targets of the months as those of the quarters or halves they make up."""
    style, method, found, first = style_of(entry.polaritas), method_of(entry), {}, 1
    for code in sorted(wanted):
        last = Period(code).last_month
        codes = [f"{code[:4]}-{month:02}" for month in range(first, last + 1)]
        first = last + 1
        try:
            total = gabung_target(method, [said[c].measured(style) for c in codes if c in said])
        except TidakDapatDihitung:
            continue
        found[code] = Said(nilai=total.nilai, bawah=total.bawah, atas=total.atas, teks=total.kode)
    return found


def _periods_of(rhythm: str, tahun: int) -> list[Period]:
    if rhythm == "bulanan":
        return months(tahun)
    return [q for q in quarters(tahun) if q.asks(rhythm)]


def _shape(entry: Indikator, said: dict[str, Said], tahun: int) -> None:
    """Whether the periods of a new entry add up to its year, and how many decimals it has."""
    periods = [said[p.code].nilai for p in _periods_of(entry.frekuensi, tahun) if p.code in said]
    year, figures = said[YEAR].nilai, [n for n in periods if n is not None]
    adds = year is not None and len(figures) == len(periods) > 1 and sum(figures) == year
    if adds and figures[-1] != year:
        entry.akumulasi, entry.gaya_target = "jumlah", "tambahan"
    elif entry.frekuensi == "tahunan":
        entry.akumulasi = "tahunan"
    whole = [n for n in (year, *figures) if n is not None]
    loose = ("%", "persen", "indeks", "angka", "nilai", "skor", "rasio")
    if (
        whole
        and all(n % 1 == 0 for n in whole)
        and not any(w in entry.satuan.casefold() for w in loose)
    ):
        entry.desimal = 0


def _differs(plan, line: Line, entry: Indikator) -> None:
    """Where the file describes a known entry otherwise, the dictionary stays and it is said."""
    there = line.node and line.node.existing
    if line.node and (there is None or there.pk != entry.node_id):
        plan.confirm(f"{entry.kode}: pada berkas di bawah “{line.node.nama}”, pada kamus di bawah "
                     f"“{entry.node.nama}”; kamus yang dipakai.")  # fmt: skip
    satuan, words = line.cell("satuan").text, line.cell("arah").text
    if satuan and norm(satuan) != norm(entry.satuan) and _unit(satuan) != _unit(entry.satuan):
        plan.confirm(f"{entry.kode}: satuan “{satuan}” pada berkas, “{entry.satuan}” pada kamus; "
                     "kamus yang dipakai.")  # fmt: skip
    polarity = read_polarity(words) if words else ""
    if polarity and polarity != entry.polaritas:
        label = Indikator.Polaritas(polarity).label.lower()
        plan.confirm(f"{entry.kode}: arah {label} pada berkas, "
                     f"{entry.get_polaritas_display().lower()} pada kamus; kamus yang dipakai.")  # fmt: skip


def _unit(text: str) -> str:
    return "%" if "%" in text or "persen" in text.casefold() else norm(text)


def _judge(plan, line: Line, found: IndicatorPlan) -> None:
    """What contradicts itself must be confirmed; a zero that means two things must be answered."""
    entry = found.entry
    for finding in about_targets(entry, found.said, plan.upload.tahun):
        place = found.places.get(finding.period, found.place)
        if finding.contradicts:
            plan.confirm(f"“{found.nama}” ({place}): {finding.text}")
        elif finding.field == "target_nol":
            _zero(plan, line, found)
        elif finding.blocks:
            plan.ask(line.source.key(line.row, "target") + "!rentang", place, finding.text)
        elif found.said[YEAR].blank(found.style):
            plan.confirm(f"“{found.nama}” ({place}): {finding.text}")


def _zero(plan, line: Line, found: IndicatorPlan) -> None:
    entry, key = found.entry, line.source.key(line.row, "target") + "!nol"
    message = f"“{found.nama}” makin rendah makin baik dan memuat target 0. Apa artinya?"
    if not found.fresh:
        plan.ask(key, found.place, f"{message} Tetapkan dahulu pada kamus {entry.kode}.")
        return
    answer = plan.ask(key, found.place, message, ZERO_ANSWERS)
    if answer in {o.value for o in ZERO_ANSWERS}:
        entry.target_nol = answer
