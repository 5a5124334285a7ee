"""Pengumpulan Data Kinerja: the procedure of SOP 9.1 and the forms it gathers, by matter."""

from .aturan import AturanPeriksa
from .butir import Butir, Pengembalian
from .catatan import Catatan, Penyebutan, Penyelesaian
from .dilihat import Dilihat
from .formulir import Formulir
from .hadir import Kehadiran
from .isian import Bukti, Isian, RealisasiAnggaran, Riwayat
from .kiriman import Kiriman
from .pengumpulan import Pengumpulan
from .periksa import JawabanPeriksa
from .unggahan import Unggahan

__all__ = [
    "AturanPeriksa",
    "Bukti",
    "Butir",
    "Catatan",
    "Dilihat",
    "Formulir",
    "Isian",
    "JawabanPeriksa",
    "Kehadiran",
    "Kiriman",
    "Pengembalian",
    "Pengumpulan",
    "Penyebutan",
    "Penyelesaian",
    "RealisasiAnggaran",
    "Riwayat",
    "Unggahan",
]
