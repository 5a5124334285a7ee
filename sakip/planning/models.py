"""What was promised: Renstra, the tree of goals and programs, indicators, targets and budgets."""

from .dictionary import Indikator, Skala, figure
from .promise import Anggaran, FixedPromise, PerjanjianKinerja, Target, TargetPeriode, in_force
from .tree import Node, Renstra
from .upload import Impor, Mapping

__all__ = [
    "Anggaran",
    "FixedPromise",
    "Impor",
    "Indikator",
    "Mapping",
    "Node",
    "PerjanjianKinerja",
    "Renstra",
    "Skala",
    "Target",
    "TargetPeriode",
    "figure",
    "in_force",
]
