"""Pengumpulan Data Kinerja: the procedure of SOP 9.1 and the forms it gathers, by matter."""

from .butir import Butir, Pengembalian
from .formulir import Formulir
from .hadir import Kehadiran
from .isian import Bukti, Isian, RealisasiAnggaran, Riwayat
from .kiriman import Kiriman
from .pengumpulan import Pengumpulan
from .unggahan import Unggahan

__all__ = [
    "Bukti",
    "Butir",
    "Formulir",
    "Isian",
    "Kehadiran",
    "Kiriman",
    "Pengembalian",
    "Pengumpulan",
    "RealisasiAnggaran",
    "Riwayat",
    "Unggahan",
]
