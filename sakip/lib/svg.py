"""Charts as SVG strings: the same picture on the screen, in the PDF and on paper.

Only elements and attributes, never a style sheet or an inline style, so the strictest content
policy lets them pass. Equal input gives equal bytes. A value that is None is left out of the
picture; it is never drawn as 0.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from sakip.lib import angka
from sakip.lib.ink import PAPER, SCREEN, STATUSES, Ink

__all__ = ["PAPER", "SCREEN", "bars", "bullet", "line", "segments"]

Value = Decimal | int | None


class Mark(NamedTuple):
    """One value of a chart and where it lies."""

    x: Decimal
    y: Decimal
    value: Decimal | int


Curve = Sequence[Mark | None]  # None is a gap

STATES = {"selesai": "s", "sekarang": "k", "nanti": ""}  # of a row of the SOP


def bars(used: Value, standard: Value, label: str = "", ink: Ink = SCREEN) -> SafeString:
    """The clock of a row: minutes used against the standard time of the SOP.

    Beyond the standard the bar is full and a notch stands where the standard ended. A row
    without standard or without measured time is an empty bar. Without `label` the words beside
    it say the same and screen readers pass it by.
    """
    parts = [_shape("rect", ink["dasar"], width=100, height=6)]
    if used is not None and standard:
        late = used > standard
        width = 100 if late else max(Decimal(used), Decimal(0)) * 100 / standard
        parts.append(_shape("rect", ink["lewat" if late else "pakai"], width=width, height=6))
        if late:
            x = max(Decimal(standard) * 100 / used - Decimal("0.6"), Decimal(0))
            parts.append(_shape("rect", ink["batas lewat"], x=x, width=Decimal("1.2"), height=6))
        elif ink is PAPER:  # where no colour says so, a tick ends the standard
            parts.append(_shape("rect", ink["batas"], x=99, width=1, height=6))
    return _svg("jam-bilah", 100, 6, label, parts, stretched=True)


def segments(rows: Iterable[tuple[str, bool]], label: str = "", ink: Ink = SCREEN) -> SafeString:
    """How far a run has come: for each row its state and whether it passed its standard time.

    States: "selesai", "sekarang", "nanti". A late row is also taller, for colour never speaks
    alone. Without `label` it is read out as "Langkah 10 dari 12; langkah 2 dan 7 lewat waktu baku".
    """
    rows = list(rows)
    width = (Decimal(122) - 2 * len(rows)) / max(len(rows), 1)
    parts = []
    for number, (state, late) in enumerate(rows):
        part = " ".join(filter(None, (STATES[state], "l" if late else ""))) or "nanti"
        y, height = (0, 10) if late else (2, 6)
        x = number * (width + 2)
        parts.append(_shape("rect", ink[part], x=x, y=y, width=width, height=height))
    return _svg("segmen", 120, 10, label or _progress(rows), parts, stretched=True)


def bullet(
    value: Value,
    target: Value,
    status: str = "",
    *,
    top: Value = None,
    unit: str = "",
    places: int = 2,
    label: str = "",
    ink: Ink = SCREEN,
) -> SafeString:
    """A bar of the realisasi and a mark at the target, on a scale from 0 to `top`.

    `status` (hijau, kuning, merah) colours the bar by the result. Without `top` the scale ends
    at the next round figure. What lies beyond the scale is drawn at its end.
    """
    scale = Decimal(top or _round_top(value, target))
    parts = [_shape("rect", ink["dasar"], y=7, width=300, height=10, rx=2)]
    if value is not None:
        look = ink[status if status in STATUSES else "isi-bilah"]
        parts.append(_shape("rect", look, y=7, width=_along(value, scale), height=10, rx=2))
    if target is not None:
        x = _along(target, scale) - Decimal("1.25")
        parts.append(_shape("rect", ink["penanda"], x=x, y=3, width="2.5", height=18, rx=1))
    said = f"Realisasi {_said(value, places, unit)}, target {_said(target, places, unit)}"
    return _svg("bagan", 300, 26, label or said, parts)


def line(
    labels: Sequence[str],
    actual: Sequence[Value],
    target: Sequence[Value] = (),
    last_year: Sequence[Value] = (),
    *,
    label: str,
    places: int = 2,
    ink: Ink = SCREEN,
) -> SafeString:
    """Values by period: realisasi drawn through, target dotted, last year dashed.

    The three run along `labels`; one that is shorter ends early, a None is a gap. The last value
    and the last target carry their figures; the data table beside it holds the rest.
    """
    columns = _columns(len(labels))
    all_series = [series[: len(labels)] for series in (actual, target, last_year)]
    known = [value for series in all_series for value in series if value is not None]
    real, wanted, before = (_curve(columns, series, known) for series in all_series)
    parts = [_shape("line", ink["sumbu"], x1=8, x2=292, y1=100, y2=100)]
    parts += _period_names(columns, labels, ink)
    parts += _strokes(before, ink["lalu"], alone=8)
    parts += _strokes(wanted, ink["sasaran"], alone=8)
    parts += _strokes(real, ink["nyata"])
    parts += [_shape("circle", ink["nyata-titik"], cx=m.x, cy=m.y, r="3.6") for m in real if m]
    parts += _figures(real, wanted, places, ink)
    return _svg("bagan", 300, 118, label, parts)


# the line chart, in the units of its viewBox


TOP, BOTTOM = Decimal(26), Decimal(82)  # where the largest and the smallest value lie
WIDTH = 300
LETTER = Decimal("6.3")  # the width of a letter of 11.5 units, on the safe side


def _columns(count: int) -> list[Decimal]:
    """The x of every period, evenly between 24 and 276."""
    if count < 2:
        return [Decimal(150)] * count
    return [24 + Decimal(252) * number / (count - 1) for number in range(count)]


def _curve(columns: list[Decimal], series: Sequence[Value], known: list[Decimal | int]) -> Curve:
    """A series on the scale of all known values; where all are one, it runs through the middle."""
    low, span = min(known, default=0), max(known, default=0) - min(known, default=0)

    def height(value: Decimal | int) -> Decimal:
        share = Decimal(value - low) / span if span else Decimal("0.5")
        return BOTTOM - (BOTTOM - TOP) * share

    return [
        None if value is None else Mark(x, height(value), value)
        for x, value in zip(columns, series, strict=False)
    ]


def _strokes(curve: Curve, look: str, alone: int = 0) -> list[str]:
    """One line for every unbroken stretch; a mark between gaps is a dash of `alone` to each side."""
    lines = []
    for known, stretch in groupby(curve, key=bool):
        path = [(mark.x, mark.y) for mark in stretch if mark]
        if len(path) == 1 and alone:
            [(x, y)] = path
            path = [(x - alone, y), (x + alone, y)]
        if known and len(path) > 1:
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in path)
            lines.append(_shape("polyline", look, points=points))
    return lines


def _period_names(columns: list[Decimal], labels: Sequence[str], ink: Ink) -> list[str]:
    """The periods under the axis; where they would touch, only every second or third of them."""
    if not labels:
        return []
    widest = max(len(name) for name in labels) * LETTER + 3
    step = 1 if len(columns) < 2 else -int(-widest // (columns[1] - columns[0]))
    kept = [(x, name) for x, name in zip(columns, labels, strict=True)][::-1][:: max(step, 1)][::-1]
    return [_text(name, x, 114, ink["teks"]) for x, name in kept]


def _figures(real: Curve, wanted: Curve, places: int, ink: Ink) -> list[str]:
    """The last value, on the side away from the target, and the last target, on the other."""
    last = next((mark for mark in reversed(real) if mark), None)
    goal = next((mark for mark in reversed(wanted) if mark), None)
    parts = []
    below = last and any(mark and mark.x == last.x and mark.y < last.y for mark in wanted)
    if last:
        near = goal and not below and 0 < goal.x - last.x < 45  # the two figures would touch
        y = last.y + 14 if below else last.y - 9
        shown = angka.show(last.value, places)
        parts.append(_text(shown, last.x, y, ink["tebal"], "end" if near else ""))
    if goal:
        under = last and last.x == goal.x and not below
        y = goal.y + 14 if under else goal.y - 7
        parts.append(_text(angka.show(goal.value, places), goal.x, y, ink["teks"]))
    return parts


# drawing


def _svg(
    kind: str, width: int, height: int, label: str, parts: list[str], stretched: bool = False
) -> SafeString:
    """The frame: named for screen readers, or hidden from them where it has no name."""
    said = conditional_escape(label)
    name = f'role="img" aria-label="{said}"' if label else 'aria-hidden="true"'
    fit = ' preserveAspectRatio="none"' if stretched else ""
    title = f"<title>{said}</title>" if label else ""
    box = f'class="{kind}" viewBox="0 0 {width} {height}"'
    # every part is a number, a constant of ours, or escaped
    return mark_safe(f"<svg {box}{fit} {name}>{title}{''.join(parts)}</svg>")  # noqa: S308


def _shape(tag: str, look: str, **geometry: Decimal | int | str) -> str:
    sizes = "".join(
        f' {name}="{value if isinstance(value, str) else _n(value)}"'
        for name, value in geometry.items()
    )
    return f"<{tag}{look and ' ' + look}{sizes}/>"


def _text(text: str, x: Decimal, y: Decimal | int, look: str, anchor: str = "") -> str:
    """A text centred on x, or pushed in from an edge that it would cross."""
    half = len(text) * LETTER / 2
    if not anchor and x - half < 0:
        x, anchor = Decimal(0), "start"
    elif not anchor and x + half > WIDTH:
        x, anchor = Decimal(WIDTH), "end"
    place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor or "middle"}"'
    return f"<text{look and ' ' + look} {place}>{conditional_escape(text)}</text>"


def _n(value: Decimal | int) -> str:
    """A coordinate: at most two decimals, as short as it goes, never in exponents."""
    text = f"{Decimal(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _along(value: Decimal | int, scale: Decimal) -> Decimal:
    """How far along the 300 units of a bullet the value reaches."""
    return min(max(Decimal(value) / scale, Decimal(0)), Decimal(1)) * 300


def _round_top(*values: Value) -> Decimal:
    """The smallest of 1, 2, 2.5, 5, 10 times a power of ten that holds them all."""
    biggest = Decimal(max((value for value in values if value is not None), default=0))
    if biggest <= 0:
        return Decimal(1)
    steps = (Decimal(step).scaleb(biggest.adjusted()) for step in ("1", "2", "2.5", "5", "10"))
    return next(step for step in steps if step >= biggest)


def _said(value: Value, places: int, unit: str) -> str:
    if value is None:
        return "belum ada"
    if unit.casefold() in ("%", "persen"):
        return angka.percent(value, places)
    return f"{angka.show(value, places)} {unit}".strip()


def _progress(rows: list[tuple[str, bool]]) -> str:
    """A run in one sentence, for those who do not see the segments."""
    states = [state for state, _ in rows]
    if "sekarang" in states:
        words = f"Langkah {states.index('sekarang') + 1} dari {len(rows)}"
    else:
        words = f"{states.count('selesai')} dari {len(rows)} langkah selesai"
    late = [str(number) for number, row in enumerate(rows, 1) if row[1]]
    if not late:
        return words
    *first, final = late
    comma = "," if len(first) > 1 else ""
    listed = f"{', '.join(first)}{comma} dan {final}" if first else final
    return f"{words}; langkah {listed} lewat waktu baku"
