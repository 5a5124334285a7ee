"""Pengukuran Kinerja: the procedure of SOP 9.2, its methods, its worksheet and what follows."""

from .hasil import Hasil, Metode, Pengembalian, RencanaTindakLanjut, SerapanAnggaran
from .pengukuran import Pengukuran

__all__ = [
    "Hasil",
    "Metode",
    "Pengembalian",
    "Pengukuran",
    "RencanaTindakLanjut",
    "SerapanAnggaran",
]
