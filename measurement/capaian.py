"""A target and a realisasi in, a judged capaian out; the formulas themselves are in rumus.py."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from measurement.kata import angka, presisi
from measurement.metode import Metode, Nilai, Target
from measurement.rumus import Hitungan, TidakDapatDihitung, realisasi, rumus
from measurement.skala import kategori
from sakip.lib.angka import show

Status = Literal[
    "dihitung",
    "sementara",
    "tidak_dapat_dihitung",
    "belum_jatuh_tempo",
    "belum_dilaporkan",
    "tidak_berlaku",
    "tidak_dilaksanakan",
    "target_tidak_ditetapkan",
]
Lampu = Literal["tercapai", "mendekati", "belum"]
PERLU_REVIU = Decimal(150)


@dataclass(frozen=True, slots=True)
class Capaian:
    """A capaian as it may be shown: never a bare number.

    raw, reported   unrounded percent before and after floor and cap; None = no figure
    tercapai        decided on the unrounded realisasi and target; None = cannot be said
    kategori        rung of the unrounded reported figure
    rumus           the arithmetic, "33,4962 ÷ 45 × 100 = 74,44"
    banding         what decided `tercapai`, "33,4962 < 45"
    keterangan      what stands in place of, or beside, the figure: "belum jatuh tempo"
    catatan         sentences about every policy that shaped the figure
    """

    status: Status
    raw: Decimal | None = None
    reported: Decimal | None = None
    tercapai: bool | None = None
    kategori: str | None = None
    lampu: Lampu | None = None
    rumus: str = ""
    banding: str = ""
    keterangan: str = ""
    catatan: tuple[str, ...] = ()

    @property
    def dinilai(self) -> bool:
        """Whether it takes part in "n dari m indikator"."""
        return self.status in ("dihitung", "sementara")

    @property
    def perlu_reviu(self) -> bool:
        """Above 150 percent the target itself deserves a look (domain 1.6)."""
        return self.raw is not None and self.raw > PERLU_REVIU


def tanpa_angka(status: Status, sebab: str = "", catatan: tuple[str, ...] = ()) -> Capaian:
    """A capaian that is none: its state in words, and why."""
    kata = status.replace("_", " ")
    return Capaian(status, keterangan=f"{kata} ({sebab})" if sebab else kata, catatan=catatan)


def capaian(metode: Metode, target: Target, nilai: Nilai) -> Capaian:
    """The capaian of one value against one target. Never raises on data."""
    keadaan = nilai.nyata(metode)
    if keadaan in ("tidak_berlaku", "tidak_dilaksanakan"):
        return tanpa_angka(keadaan)
    if target.kosong(metode):
        return tanpa_angka("target_tidak_ditetapkan")
    if target.nol(metode) and metode.target_nol == "belum_jatuh_tempo":
        return tanpa_angka("belum_jatuh_tempo", catatan=("Target 0 berarti belum jatuh tempo.",))
    if keadaan == "belum_dilaporkan":
        return tanpa_angka("belum_dilaporkan")
    try:
        with presisi():
            r, _ = realisasi(metode, nilai)
            return _dinilai(metode, rumus(metode).hitung(metode, target, r))
    except TidakDapatDihitung as sebab:
        return tanpa_angka("tidak_dapat_dihitung", str(sebab))


def _dinilai(metode: Metode, hitungan: Hitungan) -> Capaian:
    """Floor, cap, category and lamp; all from unrounded figures."""
    reported, catatan = _dibatasi(metode, hitungan.raw)
    kata = hitungan.rumus
    if hitungan.raw is not None:
        kata += f" = {show(hitungan.raw, metode.desimal)}"
    return Capaian(
        "dihitung",
        raw=hitungan.raw,
        reported=reported,
        tercapai=hitungan.tercapai,
        kategori=kategori(metode.skala, reported),
        lampu=_lampu(metode, hitungan),
        rumus=kata,
        banding=hitungan.banding,
        catatan=hitungan.catatan + catatan,
    )


def _dibatasi(metode: Metode, raw: Decimal | None) -> tuple[Decimal | None, tuple[str, ...]]:
    bawah, atas = metode.batas_bawah, metode.batas_atas
    if raw is None:
        return None, ()
    if bawah is not None and raw < bawah:
        reported, batas = bawah, "batas bawah"
    elif atas is not None and raw > atas:
        reported, batas = atas, "batas atas"
    else:
        return raw, ()
    mentah = show(raw, metode.desimal)
    return reported, (f"Capaian mentah {mentah}% dilaporkan {angka(reported)}% ({batas}).",)


def _lampu(metode: Metode, hitungan: Hitungan) -> Lampu:
    if hitungan.tercapai:
        return "tercapai"
    if hitungan.raw is not None and hitungan.raw >= metode.ambang_mendekati:
        return "mendekati"
    return "belum"
