"""What a capaian is computed from: the method of an indicator, its target, its realisasi."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from measurement.skala import SKALA_BAKU, Skala, periksa_skala

Polaritas = Literal["tinggi", "rendah", "rentang", "rentang_rendah", "tepat", "predikat"]
NamaRumus = Literal["standar", "rasio_terbalik"]
Akumulasi = Literal["jumlah", "akhir", "rata", "maks", "min", "tahunan"]
GayaTarget = Literal["tambahan", "posisi"]
TargetNol = Literal["tidak_dihitung", "harus_nihil", "belum_jatuh_tempo"]
Keadaan = Literal["dilaporkan", "belum_dilaporkan", "tidak_berlaku", "tidak_dilaksanakan"]


def _only_decimals(owner: object, names: Sequence[str]) -> None:
    """Let whole numbers in, keep floats and NaN out: they would be wrong without a word."""
    for name in names:
        value = getattr(owner, name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise TypeError(f"{name}: Decimal expected, got {value!r}")
        if not Decimal(value).is_finite():
            raise ValueError(f"{name}: {value!r} is not a figure")
        object.__setattr__(owner, name, Decimal(value))


def _only_words(owner: object, **allowed: Any) -> None:
    for name, words in allowed.items():
        if getattr(owner, name) not in get_args(words):
            raise ValueError(f"{name}: {getattr(owner, name)!r} is none of {get_args(words)}")


@dataclass(frozen=True, slots=True)
class Metode:
    """How one indicator is measured; frozen at step 4 of Pengukuran.

    polaritas       which way is better; with `rumus` it names the formula (capaian.RUMUS)
    akumulasi       how the realisasi of several periods becomes one
    gaya_target     "tambahan": a period's target is that period's own;
                    "posisi": it already holds the periods before it
    target_nol      what a target of 0 means (domain 1.5, 1.13)
    batas_bawah/atas floor and cap of the reported figure, in percent; None = none
    jenjang         predicates and their rank, e.g. (("WDP", 3), ("WTP", 4))
    rasio_predikat  whether predicates also get a percentage, rank ÷ rank
    ambang_mendekati from which raw capaian on the lamp says "mendekati"
    """

    polaritas: Polaritas
    rumus: NamaRumus = "standar"
    akumulasi: Akumulasi = "akhir"
    gaya_target: GayaTarget = "posisi"
    desimal: int = 2
    satuan: str = ""
    target_nol: TargetNol = "tidak_dihitung"
    batas_bawah: Decimal | None = Decimal(0)
    batas_atas: Decimal | None = None
    skala: Skala = SKALA_BAKU
    jenjang: tuple[tuple[str, Decimal], ...] = ()
    rasio_predikat: bool = False
    ambang_mendekati: Decimal = Decimal(80)

    def __post_init__(self) -> None:
        _only_words(
            self,
            polaritas=Polaritas,
            rumus=NamaRumus,
            akumulasi=Akumulasi,
            gaya_target=GayaTarget,
            target_nol=TargetNol,
        )
        _only_decimals(self, ("batas_bawah", "batas_atas", "ambang_mendekati"))
        if any(isinstance(rank, float) for _, rank in self.jenjang):
            raise TypeError("jenjang: Decimal expected, got a float")
        ranks = tuple((kode, Decimal(rank)) for kode, rank in self.jenjang)
        object.__setattr__(self, "jenjang", ranks)

    @property
    def persen(self) -> bool:
        """Whether the unit is a percentage, so that pembilang ÷ penyebut is times 100."""
        return "%" in self.satuan or "persen" in self.satuan.casefold()

    @property
    def nihil(self) -> bool:
        """Whether a target of 0 is a target like any other: "harus nihil"."""
        return self.polaritas == "rendah" and self.target_nol == "harus_nihil"

    def tingkat(self, teks: str) -> tuple[str, Decimal] | None:
        """A predicate as the ladder spells it, with its rank; None when it is not on it."""
        dicari = " ".join(teks.split()).casefold()
        for kode, rank in self.jenjang:
            if kode.casefold() == dicari:
                return kode, rank
        return None


@dataclass(frozen=True, slots=True)
class Target:
    """One target: a figure, a range, or a predicate. `Target()` is a blank one."""

    nilai: Decimal | None = None
    bawah: Decimal | None = None
    atas: Decimal | None = None
    kode: str = ""

    def __post_init__(self) -> None:
        _only_decimals(self, ("nilai", "bawah", "atas"))

    def kosong(self, metode: Metode) -> bool:
        """Whether what the method needs is missing."""
        if metode.polaritas == "predikat":
            return not self.kode.strip()
        if metode.polaritas in ("rentang", "rentang_rendah"):
            return self.bawah is None or self.atas is None
        return self.nilai is None

    def nol(self, metode: Metode) -> bool:
        """Whether it is a target of 0 (of a range: both bounds)."""
        if metode.polaritas == "predikat":
            return False
        if metode.polaritas in ("rentang", "rentang_rendah"):
            return self.bawah == 0 and self.atas == 0
        return self.nilai == 0


@dataclass(frozen=True, slots=True)
class Nilai:
    """One realisasi and its state: a figure, pembilang and penyebut, or a predicate.

    Where pembilang and penyebut are both there they are what counts: they are unrounded.
    """

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    kode: str = ""
    keadaan: Keadaan = "dilaporkan"

    def __post_init__(self) -> None:
        _only_words(self, keadaan=Keadaan)
        _only_decimals(self, ("nilai", "pembilang", "penyebut"))

    @property
    def pecahan(self) -> bool:
        return self.pembilang is not None and self.penyebut is not None

    def nyata(self, metode: Metode) -> Keadaan:
        """The state as it is: "dilaporkan" without a value is not reported. 0 is a value."""
        if self.keadaan != "dilaporkan":
            return self.keadaan
        if metode.polaritas == "predikat":
            ada = bool(self.kode.strip())
        else:
            ada = self.nilai is not None or self.pecahan
        return "dilaporkan" if ada else "belum_dilaporkan"


BELUM_DILAPORKAN = Nilai(keadaan="belum_dilaporkan")


def periksa_metode(metode: Metode) -> tuple[str, ...]:
    """What is wrong or odd about a method, in sentences for whoever configures it."""
    predikat = metode.polaritas == "predikat"
    bawah, atas = metode.batas_bawah, metode.batas_atas
    nama = [kode.casefold() for kode, _ in metode.jenjang]
    aturan = (
        (
            predikat and not metode.jenjang,
            "Indikator predikat memerlukan daftar jenjang beserta urutannya.",
        ),
        (len({*nama}) < len(nama), "Sebuah jenjang predikat tertulis dua kali."),
        (
            predikat and metode.akumulasi in ("jumlah", "rata"),
            "Predikat tidak dapat dijumlahkan atau dirata-rata; pilih posisi akhir.",
        ),
        (
            metode.akumulasi == "akhir" and metode.gaya_target == "tambahan",
            "Realisasi posisi akhir memerlukan target posisi, bukan target tambahan.",
        ),
        (
            metode.persen and metode.akumulasi == "jumlah",
            "Persentase dijumlahkan antarperiode; periksa apakah memang demikian.",
        ),
        (
            metode.rumus == "rasio_terbalik" and metode.polaritas != "rendah",
            "Rumus target ÷ realisasi hanya berlaku bagi indikator makin rendah makin baik.",
        ),
        (
            metode.target_nol == "harus_nihil" and metode.polaritas != "rendah",
            "“Harus nihil” hanya berlaku bagi indikator makin rendah makin baik.",
        ),
        (
            "peringkat" in metode.satuan.casefold() and metode.polaritas == "rendah",
            "Peringkat dihitung dengan rumus makin rendah; persentasenya hanya petunjuk kasar.",
        ),
        (
            bawah is not None and atas is not None and bawah >= atas,
            "Batas bawah capaian harus lebih kecil daripada batas atasnya.",
        ),
    )
    return tuple(kalimat for salah, kalimat in aturan if salah) + periksa_skala(metode.skala)
