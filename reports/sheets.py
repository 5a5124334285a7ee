"""A sheet of the SOP as rows of a report, and as its own page on paper."""

from __future__ import annotations

from sakip.sop.picture import COLUMNS as LANES

from .table import BULAT, Column, Row

COLUMNS = (
    Column("no", "No.", BULAT, 4),
    Column("uraian", "Uraian prosedur", width=26),
    Column("pelaksana", "Pelaksana", width=12),
    Column("kelengkapan", "Kelengkapan", width=18),
    Column("waktu", "Waktu", width=8),
    Column("output", "Output", width=16),
    Column("keterangan", "Keterangan", width=8),
)
TIMES = Column("nyata", "Waktu nyata", width=8)


def lines(sheet):
    """Its rows in words."""
    for row in sheet.rows:
        times = ("; ".join(row.times) or None,) if sheet.run is not None else ()
        yield Row(
            (
                row.step.number,
                row.step.text,
                ", ".join(LANES[column] for column in row.step.columns),
                row.needs or None,
                row.step.time or None,
                row.gives or None,
                *times,
                row.keterangan or None,
            )
        )


def printed(sheets) -> dict:
    return {"lembar": sheets, "kepala_sop": sheets[0].head}
