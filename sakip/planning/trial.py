"""Uji rumus: the formula of an entry tried on figures before it is saved. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from measurement.capaian import Capaian, capaian
from measurement.metode import Metode, Nilai, Target
from measurement.rumus import TidakDapatDihitung, realisasi
from measurement.skala import batas_kategori
from sakip.lib.angka import show_input
from sakip.lib.fields import AngkaField

from .dictionary import Indikator, Skala
from .method import method_of
from .said import FIGURE, PREDICATE, RANGE, YEAR, Said, style_of
from .targets import Input, Row

LAMP = {"tercapai": "hijau", "mendekati": "kuning", "belum": "merah"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the formula made of the figures, ready to be shown line by line."""

    realisasi: tuple[str, str]  # the arithmetic, and its result in bold
    capaian: tuple[str, str]
    kategori: str
    batas: str
    lamp: str
    word: str
    catatan: tuple[str, ...]


class Trial:
    """The inputs that suit the method being typed, and its outcome where they were filled."""

    def __init__(self, indikator: Indikator, scale: Skala | None, row: Row | None, data=None):
        self.method = method_of(indikator, scale)
        self.style = style_of(indikator.polaritas)
        self.parts = indikator.has_parts and self.style != PREDICATE
        promised = row.said.get(YEAR, Said()) if row else Said()
        self.inputs = [
            Input(f"uji-{part}", part, label, _typed(data, f"uji-{part}", proposed))
            for part, label, proposed in self._asked(promised)
        ]
        self.asked = data is not None and any(f"uji-{i.part}" in data for i in self.inputs)
        self.values = self._read() if self.asked else {}
        self.outcome = self._outcome()

    def _asked(self, promised: Said) -> list[tuple[str, str, str]]:
        """(part, label, what is proposed) of each input."""
        reported = [("realisasi", "Realisasi", "")]
        if self.parts:
            reported = [("pembilang", "Pembilang", ""), ("penyebut", "Penyebut", "")]
        if self.style == RANGE:
            return [
                *reported,
                ("bawah", "Batas bawah", show_input(promised.bawah)),
                ("atas", "Batas atas", show_input(promised.atas)),
            ]
        proposed = promised.teks if self.style == PREDICATE else show_input(promised.nilai)
        return [*reported, ("target", "Target", proposed)]

    def _read(self) -> dict:
        number = AngkaField(required=False, unit=self.method.satuan)
        values = {}
        for one in self.inputs:
            if self.style == PREDICATE:
                values[one.part] = one.value.strip()
                continue
            try:
                values[one.part] = number.clean(one.value)
            except ValidationError as slip:
                one.fault = slip.messages[0]
        return values

    @property
    def missing(self) -> str:
        """ "Pembilang, Target": what still has to be filled before it can be computed."""
        if not self.asked:
            return ""
        return ", ".join(i.label for i in self.inputs if not i.value.strip())

    def _outcome(self) -> Outcome | None:
        if not self.asked or self.missing or any(i.fault for i in self.inputs):
            return None
        value, target = self._figures()
        return outcome(self.method, target, value)

    def _figures(self) -> tuple[Nilai, Target]:
        said = self.values
        if self.style == PREDICATE:
            return Nilai(kode=said["realisasi"]), Target(kode=said["target"])
        value = (
            Nilai(pembilang=said["pembilang"], penyebut=said["penyebut"])
            if self.parts
            else Nilai(nilai=said["realisasi"])
        )
        if self.style == FIGURE:
            return value, Target(nilai=said["target"])
        return value, Target(bawah=said["bawah"], atas=said["atas"])


def outcome(method: Metode, target: Target, value: Nilai) -> Outcome:
    """Realisasi, capaian, category and lamp as the worksheet will show them."""
    judged: Capaian = capaian(method, target, value)
    try:
        arithmetic = realisasi(method, value)[1]
    except TidakDapatDihitung as slip:
        arithmetic = f"tidak dapat dihitung: {slip}"
    figure = _split(judged.rumus)
    if judged.raw is None:
        figure = ("", judged.banding or judged.keterangan)
    return Outcome(
        realisasi=_split(arithmetic, "%" if method.persen else ""),
        capaian=(figure[0], figure[1] + ("%" if judged.raw is not None else "")),
        kategori=judged.kategori or "",
        batas=batas_kategori(method.skala, judged.kategori) if judged.kategori else "",
        lamp=LAMP.get(judged.lampu or "", "abu"),
        word="" if judged.lampu else judged.keterangan,
        catatan=judged.catatan,
    )


def _split(arithmetic: str, unit: str = "") -> tuple[str, str]:
    """ "617 ÷ 1.842 × 100 = ", "33,50%": what is computed, and what comes out."""
    before, equals, result = arithmetic.rpartition(" = ")
    return (f"{before} = " if equals else "", result + (unit if result else ""))


def _typed(data: Mapping | None, name: str, proposed: str) -> str:
    return data[name] if data is not None and name in data else proposed
