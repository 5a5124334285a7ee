"""Disposition: the sheet, and what follows from it, by matter."""

from .lembar import LembarDisposisi
from .tindak import TindakLanjut
from .words import HARAP, SIFAT

__all__ = ["HARAP", "SIFAT", "LembarDisposisi", "TindakLanjut"]
