"""What follows from an act of SOP 9.2 once it is written."""

from __future__ import annotations

from collection.flow import lay_ready_disposition, lay_ready_nota_dinas

__all__ = ["after", "lay_ready_nota_dinas"]


def after(run, verb, *, by, record, **data) -> None:
    if verb == "analisa":
        lay_ready_disposition(run)
