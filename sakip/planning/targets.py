"""Targets as people type them: one row an indicator, one cell for the year and for each period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.lib.angka import show_input
from sakip.lib.fields import AngkaField
from sakip.papers.models import digest

from .checks import Finding, about_targets
from .dictionary import Indikator
from .fields import plain
from .periods import targets_of
from .promise import FixedPromise, PerjanjianKinerja, Target, TargetPeriode
from .said import FIGURE, PREDICATE, RANGE, YEAR, Said, period_name, style_of

PARTS = {FIGURE: ("nilai",), RANGE: ("bawah", "atas"), PREDICATE: ("teks",)}
WORDS = {"nilai": "", "bawah": "batas bawah", "atas": "batas atas", "teks": ""}


@dataclass(slots=True)
class Input:
    """One input of a cell: what it is called, what stands in it, what is wrong with it."""

    name: str
    part: str
    label: str
    value: str
    fault: str = ""
    suggestion: str = ""
    options: tuple[str, ...] = ()  # the rungs of a predicate; what else stands in it is offered too


@dataclass(slots=True)
class Cell:
    """The target of the year or of one period."""

    code: str
    label: str
    inputs: list[Input] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        return any(i.fault for i in self.inputs)


def promised(target: Target | None) -> dict[str, Said]:
    """What a kept target says, by YEAR and period; of a target with its periods prefetched."""
    if target is None:
        return {}
    return {YEAR: Said.of(target), **{p.periode: Said.of(p) for p in target.periods.all()}}


def codes_of(indikator: Indikator, tahun: int) -> list[str]:
    """What is asked of it: a yearly one is promised once, its last period is the year itself."""
    if indikator.frekuensi == "tahunan":
        return [YEAR]
    return [*(p.code for p in targets_of(indikator.frekuensi, tahun)), YEAR]


class Row:
    """The targets of one indicator in one year as inputs; bound where `data` is given.

    `said` is what stands in it (read, where that was possible), `faults` what could not be read.
    A hidden input says for which rhythm and style the inputs were drawn and what was kept then:
    `reshaped`: the rhythm or the style was changed beside it, so there are new inputs to fill;
    `overtaken`: somebody else changed these targets meanwhile.
    """

    def __init__(
        self,
        indikator: Indikator,
        tahun: int,
        target: Target | None = None,
        data: Mapping[str, Any] | None = None,
    ):
        self.indikator, self.tahun = indikator, tahun
        self.style = style_of(indikator.polaritas)
        self.kept = promised(target)
        self.prefix = f"t{indikator.pk or 0}"
        self.stamp = f"{indikator.frekuensi}.{self.style}.{_sum(self.kept)}"
        self.stamp_name = f"{self.prefix}-bentuk"
        drawn = (data or {}).get(self.stamp_name) or ""
        self.bound = bool(drawn)
        self.reshaped = self.bound and drawn.rsplit(".", 1)[0] != self.stamp.rsplit(".", 1)[0]
        self.cells = [self._cell(code, data if self.bound else None) for code in self.codes]
        self.said = self._read() if self.bound else self.kept
        self.overtaken = self.bound and drawn[-8:] != self.stamp[-8:] and self.changed

    @property
    def codes(self) -> list[str]:
        return codes_of(self.indikator, self.tahun)

    @property
    def faults(self) -> list[Input]:
        return [i for cell in self.cells for i in cell.inputs if i.fault]

    @property
    def blank(self) -> bool:
        return all(said.blank(self.style) for said in self.said.values())

    @property
    def changed(self) -> bool:
        return {c: s for c, s in self.said.items() if not s.blank(self.style)} != {
            c: s for c, s in self.kept.items() if not s.blank(self.style)
        }

    def findings(self) -> list[Finding]:
        return [] if self.blank else about_targets(self.indikator, self.said, self.tahun)

    def is_valid(self) -> bool:
        blocked = any(f.blocks for f in self.findings())
        return not (self.faults or self.reshaped or self.overtaken or blocked)

    def kept_words(self) -> str:
        """ "Triwulan I 15; Triwulan II 30; tahun 60", for whoever was overtaken."""
        said = [(c, self.kept[c]) for c in self.codes if c in self.kept]
        return "; ".join(f"{period_name(c)} {s.typed(self.style)}" for c, s in said) or "kosong"

    def _cell(self, code: str, data: Mapping[str, Any] | None) -> Cell:
        name = period_name(code)
        cell = Cell(code, name[0].upper() + name[1:])
        kept = self.kept.get(code, Said())
        for part in PARTS[self.style]:
            typed = f"{self.prefix}-{code}-{part}"
            value = getattr(kept, part)
            shown = value if part == "teks" else show_input(value)
            if data is not None and typed in data:
                shown = data.get(f"{typed}-saran") or data[typed]
            label = f"{cell.label} {WORDS[part]}".strip()
            options = self._rungs(shown) if part == "teks" else ()
            cell.inputs.append(Input(typed, part, label, shown or "", options=options))
        return cell

    def _rungs(self, shown: str) -> tuple[str, ...]:
        rungs = [name for name, _ in self.indikator.jenjang]
        return tuple(dict.fromkeys([*rungs, *([shown] if shown else [])])) if rungs else ()

    def _read(self) -> dict[str, Said]:
        number = AngkaField(required=False, unit=self.indikator.satuan)
        said = {cell.code: self._said(cell, number) for cell in self.cells}
        if self.indikator.frekuensi == "tahunan" and not said[YEAR].blank(self.style):
            said[targets_of("tahunan", self.tahun)[0].code] = said[YEAR]
        return said

    def _said(self, cell: Cell, number: AngkaField) -> Said:
        values: dict[str, Any] = {}
        for one in cell.inputs:
            if one.part == "teks":
                values["teks"] = plain(one.value, 120)
                continue
            try:
                values[one.part] = number.clean(one.value)
            except ValidationError as slip:
                one.fault = slip.messages[0]
                one.suggestion = (slip.error_list[0].params or {}).get("suggestion") or ""
        return _with_its_words(Said(**values), self.kept.get(cell.code, Said()))


def _with_its_words(typed: Said, kept: Said) -> Said:
    """A figure that was not changed keeps the words of the paper and the fraction behind it."""
    return kept if typed.nilai is not None and typed.nilai == kept.nilai else typed


def _sum(kept: Mapping[str, Said]) -> str:
    """Eight characters that differ when any of these targets does."""
    return digest({code: [str(v) for v in s.columns().values()] for code, s in kept.items()})[:8]


@transaction.atomic
def put(pk: PerjanjianKinerja, rows: Mapping[Indikator, Mapping[str, Said]]) -> None:
    """Make the draft `pk` promise exactly this of these indicators; all blank: nothing at all.

    Raises FixedPromise where it was ditetapkan meanwhile. The caller leaves the line in the trail.
    """
    if PerjanjianKinerja.objects.select_for_update().get(pk=pk.pk).fixed:
        raise FixedPromise(pk)
    kept = {
        t.indikator_id: t
        for t in Target.objects.filter(instansi=pk.instansi, pk_versi=pk, indikator__in=rows)
    }
    gone, changed, fresh = [], [], []
    for indikator, said in rows.items():
        style = style_of(indikator.polaritas)
        target = kept.get(indikator.pk)
        if all(s.blank(style) for s in said.values()):
            gone += [target.pk] if target else []
            continue
        values = said.get(YEAR, Said()).columns()
        if target is None:
            fresh.append(Target(instansi=pk.instansi, pk_versi=pk, indikator=indikator, **values))
            continue
        target.indikator = indikator
        for name, value in values.items():
            setattr(target, name, value)
        changed.append(target)
    Target.objects.filter(pk__in=gone).delete()
    Target.objects.bulk_update(changed, list(Said().columns()))
    Target.objects.bulk_create(fresh)
    _put_periods(pk, {t: rows[t.indikator] for t in [*changed, *fresh]})


def _put_periods(pk, rows: Mapping[Target, Mapping[str, Said]]) -> None:
    TargetPeriode.objects.filter(target__in=rows).delete()
    TargetPeriode.objects.bulk_create(
        TargetPeriode(instansi=pk.instansi, target=target, periode=code, **s.columns())
        for target, said in rows.items()
        for code, s in said.items()
        if code != YEAR and not s.blank(style_of(target.indikator.polaritas))
    )
