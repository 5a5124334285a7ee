"""Pengukuran Kinerja: the procedure of SOP 9.2, its methods, its worksheet and what follows."""

from .butir import Butir, Pengembalian
from .hasil import SMART, Hasil, Metode, SerapanAnggaran
from .pengukuran import Pengukuran
from .rencana import RencanaTindakLanjut

__all__ = [
    "SMART",
    "Butir",
    "Hasil",
    "Metode",
    "Pengembalian",
    "Pengukuran",
    "RencanaTindakLanjut",
    "SerapanAnggaran",
]
