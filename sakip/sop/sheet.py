"""The SOP's sheet as data: its rows with their part of the flowchart, and of a run its actual times.

Screen and PDF are drawn from the same object; the words come from the procedure's own rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from sakip.trail.models import Entry

from . import clock
from .calendar import calendar_of
from .models import LembarSOP
from .picture import PAPER, SCREEN, Ink, row_svgs, sheet, tall_rows
from .procedure import Procedure, Run, procedures
from .step import RETURN, Step
from .worktime import spent, standard

COLUMNS = ("Kepala", "Sekretariat", "Bidang", "Tim SAKIP", "Staf")
SIC = {"uraian": "Uraian", "kelengkapan": "Kelengkapan", "waktu": "Waktu", "output": "Output"}


@dataclass
class Row:
    """One row: the step, its SVG, what the signed paper says where ours differs, times, remark."""

    step: Step
    svg: SafeString
    tall: bool
    sic: dict[str, str]
    keterangan: str = ""
    times: list[str] = field(default_factory=list)
    bar: SafeString = SafeString("")  # noqa: RUF009 - a string
    state: str = ""

    @property
    def needs(self) -> str:
        return self.step.needs_words

    @property
    def gives(self) -> str:
        return self.step.gives_words


@dataclass
class Sheet:
    """One procedure's sheet with the agency's head; `run` where it shows actual times."""

    procedure: type[Run]
    head: LembarSOP
    rows: list[Row]
    run: Run | None = None
    returned_to: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.procedure.full_title

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS

    @property
    def numbers(self) -> range:
        """The numbers under the headings, as on the signed sheet."""
        return range(1, 13 if self.run is not None else 12)

    @property
    def picture(self) -> str:
        """The whole flowchart as one picture for the screen."""
        at = self.run.at if self.run is not None else None
        return sheet(self.procedure.sop, at, dict(self.returned_to))


def sheets() -> list[type[Run]]:
    """The procedures that have a sheet of their own, in the order of the SOP's part IX."""
    return sorted((m for m in procedures() if issubclass(m, Run)), key=lambda m: -len(m.sop))


def head_of(instansi) -> LembarSOP:
    """The agency's own data of the SOP; an unsaved blank where the admin has written none."""
    found = LembarSOP.objects.filter(instansi=instansi).select_related("disahkan__user").first()
    return found or LembarSOP(instansi=instansi)


def sheet_of(procedure: type[Run], head: LembarSOP, *, ink: Ink = PAPER, tall_width=297) -> Sheet:
    """The sheet of a procedure as it stands in the SOP."""
    return Sheet(procedure, head, _rows(procedure, head, ink, tall_width))


def run_sheet(run: Run, head: LembarSOP, *, ink: Ink = PAPER, tall_width=297) -> Sheet:
    """The sheet of one run: beside every standard time what was really used, round by round."""
    records = [r for r in Entry.objects.of(run) if r.origin and r.origin != r.target]
    back = {r.origin: r.target for r in records if r.verb == RETURN}
    rows = _rows(type(run), head, ink, tall_width, at=run.at, returns=back)
    for row in rows:
        _timed(row, run, [r for r in records if r.origin == row.step.key], ink)
    return Sheet(type(run), head, rows, run, back)


def _rows(procedure: type[Procedure], head, ink, width, at=None, returns=None) -> list[Row]:
    tall = tall_rows(procedure.sop, width)
    svgs = row_svgs(procedure.sop, tall, at=at, returns=returns, ink=ink)
    remarks = head.keterangan.get(procedure._meta.label_lower, {})
    return [
        Row(
            step,
            svg,
            step.key in tall,
            {SIC[name]: words or "(kosong)" for name, words in step.sic.items()},
            remarks.get(step.key, ""),
            state="sekarang" if at == step.key else "",
        )
        for step, svg in zip(procedure.sop, svgs, strict=True)
    ]


def _timed(row: Row, run, records, ink) -> None:
    """Time used of each round, a bar of the longest, and what ran over, beside the remark."""
    calendar = calendar_of(run.instansi)
    done = [r for r in records if r.verb in (row.step.key, RETURN)]
    timed = [
        (r, spent(calendar, r.since, r.on, standard(r.standard), finished=True))
        for r in done
        if r.standard
    ]
    several = len(timed) > 1
    row.times = [f"{r.round}: {t.words}" if several else t.words for r, t in timed]
    if done and not timed:
        row.times = ["selesai"]
    if row.state:
        row.times.append(f"berjalan: {clock.running(run).get('read', '')}")
    if timed:
        row.bar = bar(max(t.used / t.allowed for _, t in timed if t.allowed), ink)
    over = [
        f"Lewat {t.over} menit{f' (putaran {r.round})' if several else ''}"
        for r, t in timed
        if t.over
    ]
    row.keterangan = "; ".join(filter(None, [*over, row.keterangan]))


def bar(share: float, ink: Ink = PAPER) -> SafeString:
    """Time used as a part of the standard: grey within, full and black over it, a tick at the standard."""
    line = ink.line
    if share <= 1:
        fill = f'<rect width="{share * 100:.1f}" height="8" fill="{line}" fill-opacity="0.45"/>'
        tick = 99.0
    else:
        fill = f'<rect width="100" height="8" fill="{line}"/>'
        tick = 100 / share
    mark = "#fff" if share > 1 and ink is PAPER else line
    if share > 1 and ink is SCREEN:
        fill = f'<rect width="100" height="8" fill="{line}" fill-opacity="0.85"/>'
    return SafeString(
        '<svg class="pita" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x=".4" y=".4" width="99.2" height="7.2" fill="none" stroke="{line}" stroke-width=".8"/>'
        f'{fill}<rect x="{tick:.1f}" width="1" height="8" fill="{mark}"/></svg>'
    )
