"""Where the shapes and lines of an SOP's flowchart stand: rows downwards, role columns across.

Everything is in sheet coordinates: x from 0 to WIDTH, LANE units a column; y from the upper edge
of the first row. Nothing here draws; `picture.py` does. The same rows always give the same plan.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, product
from typing import Protocol

COLUMNS = {
    "KEPALA": "Kepala",
    "SEKRETARIAT": "Sekretariat",
    "BIDANG": "Bidang",
    "TIM_SAKIP": "Tim SAKIP",
    "STAF": "Staf",
}
ORDER = tuple(COLUMNS)
LANE = 100
WIDTH = LANE * len(ORDER)
MIN_HEIGHT = 84  # below it a diamond and the lines under it would touch

GUTTER = 10  # the way between two rows runs so far above their edge
AIR = 3  # at least so much stays between a line and a shape it passes
ASIDE = 15  # a second line at a box stands so far from its middle
YES, NO = "YA", "TIDAK"
NO_WIDTH = 40  # of the written word, with air

Point = tuple[float, float]


class Row(Protocol):
    """What the picture reads of a step; `columns[0]` leads, `back_to[0]` is the proposed return."""

    @property
    def number(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def back_to(self) -> tuple[str, ...]: ...
    @property
    def time(self) -> str: ...


TERMINATOR, BOX, DIAMOND = "terminator", "kotak", "keputusan"
DOCUMENT, HELPER = "dokumen", "pembantu"


@dataclass(frozen=True)
class Cell:
    """One shape: its kind, row (from 0), column and centre."""

    kind: str
    row: int
    column: str
    x: float
    y: float

    @property
    def half_width(self) -> float:
        return 36 if self.kind == DIAMOND else 31

    @property
    def half_height(self) -> float:
        return 24 if self.kind == DIAMOND else 15

    @property
    def top(self) -> Point:
        return self.x, self.y - self.half_height

    def bottom(self, aside: float = 0) -> Point:
        return self.x + aside, self.y + self.half_height

    def side(self, towards: float) -> Point:
        """The middle of its left or right edge, whichever looks to x = `towards`."""
        return self.x + (self.half_width if towards > self.x else -self.half_width), self.y


@dataclass(frozen=True)
class Line:
    """A way along right angles; `tip`: with an arrow head at its end."""

    points: tuple[Point, ...]
    tip: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Label:
    """YA or TIDAK beside a line, its baseline at (x, y)."""

    row: int
    words: str
    x: float
    y: float
    anchor: str = "start"


@dataclass
class Plan:
    """The whole sheet, laid out: `tops` are the upper edges of the rows and the last lower one."""

    tops: list[float]
    cells: list[Cell] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def row(self, index: int) -> list[Cell]:
        return [cell for cell in self.cells if cell.row == index]


def decides(step: Row) -> bool:
    """Whether the row is a diamond: it can be sent back, and its own sentence asks the question.

    A row with a way back but no "jika tidak" (Tim SAKIP returning a form) is a box on the paper.
    """
    asks = re.search(r"\b(jika|apabila|bila|kalau) tidak\b", step.text, re.IGNORECASE)
    return bool(step.back_to and asks)


def returns_of(steps: Sequence[Row], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Decision -> the row its TIDAK leads to: what was chosen, else what the row proposes."""
    return {s.key: (chosen or {}).get(s.key, s.back_to[0]) for s in steps if decides(s)}


def stages(step: Row) -> list[tuple[str, ...]]:
    """The columns in the order the work passes them.

    Sekretariat and Bidang of one row work side by side; Staf beside others only helps and is no
    stage.
    """
    working = [c for c in step.columns if c != "STAF" or step.columns[0] == "STAF"]
    units = tuple(c for c in working if c in ("SEKRETARIAT", "BIDANG"))
    return list(dict.fromkeys(units if c in units else (c,) for c in working))


def lay_out(
    steps: Sequence[Row], heights: Sequence[float], returns: Mapping[str, str] | None = None
) -> Plan:
    """Place every row. ValueError: a column nobody knows, a return to no earlier row, low rows."""
    if any(height < MIN_HEIGHT for height in heights):
        raise ValueError(f"Baris lebih rendah daripada {MIN_HEIGHT}.")
    plan = Plan(tops=[0, *accumulate(heights)])
    for index, step in enumerate(steps):
        plan.cells += _cells(steps, index, (plan.tops[index] + plan.tops[index + 1]) / 2)
        plan.lines += _within(plan, step, index)
    for index, (here, there) in enumerate(pairwise(steps)):
        plan.lines += _forward(plan, here, there, index)
    numbers = {step.key: index for index, step in enumerate(steps)}
    for decision, back in returns_of(steps, returns).items():
        if numbers.get(back, len(steps)) >= numbers[decision]:
            raise ValueError(f"Langkah {decision} tidak dapat kembali ke {back}.")
        plan.labels.append(_yes(plan, steps, numbers[decision]))
        way, word = _back(plan, numbers[decision], numbers[back])
        plan.lines.append(way)
        plan.labels.append(word)
    return plan


def _cells(steps: Sequence[Row], index: int, y: float) -> Iterator[Cell]:
    step, last = steps[index], stages(steps[index])[-1]
    working = {column for stage in stages(step) for column in stage}
    for column in step.columns:
        if column not in COLUMNS:
            raise ValueError(f"Lajur {column} tidak ada pada lembar SOP.")
        leads = column == step.columns[0]
        kind = BOX
        if column not in working:
            kind = HELPER
        elif leads and decides(step):
            kind = DIAMOND
        elif (index == 0 and leads) or (index == len(steps) - 1 and column in last):
            kind = TERMINATOR
        elif column == "KEPALA" and not leads:
            kind = DOCUMENT  # what he gives back is a paper: his disposition
        yield Cell(kind, index, column, LANE * (ORDER.index(column) + 0.5), y)


def _of(plan: Plan, index: int, columns: Iterable[str]) -> list[Cell]:
    here = {cell.column: cell for cell in plan.row(index)}
    return [here[column] for column in columns]


def _within(plan: Plan, step: Row, index: int) -> Iterator[Line]:
    """From stage to stage of one row, and the dashed line to who helps."""
    for before, after in pairwise(stages(step)):
        for here, there in product(_of(plan, index, before), _of(plan, index, after)):
            between = [
                c for c in plan.row(index) if min(here.x, there.x) < c.x < max(here.x, there.x)
            ]
            if not between:
                yield Line((here.side(there.x), there.side(here.x)), tip=True)
            else:  # round below what stands between
                aside = ASIDE if there.x > here.x else -ASIDE
                (x1, y1), (x2, y2) = here.bottom(aside), there.bottom(-aside)
                low = max(y1, y2) + 12
                yield Line(((x1, y1), (x1, low), (x2, low), (x2, y2)), tip=True)
    working = [cell for cell in plan.row(index) if cell.kind != HELPER]
    for cell in plan.row(index):
        if cell.kind == HELPER:
            helped = min(working, key=lambda other: abs(other.x - cell.x))
            yield Line((helped.side(cell.x), cell.side(helped.x)), dashed=True)


def _forward(plan: Plan, here: Row, there: Row, index: int) -> Iterator[Line]:
    """From the last stage of a row to the first of the next, by one bus above their common edge."""
    exits = _of(plan, index, stages(here)[-1])
    entries = _of(plan, index + 1, stages(there)[0])
    bus = plan.tops[index + 1] - GUTTER
    if [cell.x for cell in exits] == [cell.x for cell in entries]:
        for begin, end in zip(exits, entries, strict=True):
            yield Line((begin.bottom(), end.top), tip=True)
    elif len(exits) == len(entries) == 1:
        (begin,), (end,) = exits, entries
        yield Line((begin.bottom(), (begin.x, bus), (end.x, bus), end.top), tip=True)
    else:
        xs = [cell.x for cell in exits + entries]
        yield Line(((min(xs), bus), (max(xs), bus)))
        yield from (Line((cell.bottom(), (cell.x, bus))) for cell in exits)
        yield from (Line(((cell.x, bus), cell.top), tip=True) for cell in entries)


def _yes(plan: Plan, steps: Sequence[Row], index: int) -> Label:
    """YA stands on the way onward: down to the next row, or sideways where the row itself goes on."""
    step = steps[index]
    cell = _of(plan, index, step.columns[:1])[0]
    if sideways := stages(step)[1:2]:
        x, y = cell.side(_of(plan, index, sideways[0])[0].x)
        return Label(index, YES, x + 4 if x > cell.x else x - 4, y - 5, _anchor(x > cell.x))
    x, y = cell.bottom()
    onward = [c.x for s in steps[index + 1 : index + 2] for c in _of(plan, index + 1, stages(s)[0])]
    rightwards = max(onward, default=x) <= x  # on the side to which the way does not turn
    return Label(index, YES, x + 6 if rightwards else x - 6, y + 14, _anchor(rightwards))


def _anchor(rightwards: bool) -> str:
    return "start" if rightwards else "end"


def _back(plan: Plan, index: int, target: int) -> tuple[Line, Label]:
    """TIDAK: out of the diamond's free side, up the freest lane, into the earlier row's box."""
    diamond = next(cell for cell in plan.row(index) if cell.kind == DIAMOND)
    ways = list(_ways_back(plan, diamond, target))
    best = min(ways, key=lambda points: _cost(plan, points))
    return Line(best, tip=True), _no(best, diamond)


def _no(way: Sequence[Point], diamond: Cell) -> Label:
    """TIDAK stands on the way out of the diamond; where that is too short, behind its turning."""
    (x, y), (lane, _) = way[:2]
    rightwards = lane > x
    edge = round(x / LANE) * LANE  # the word stands clear of the line between two columns
    begin = max(x, edge) + 5 if rightwards else min(x, edge) - 5
    if abs(lane - begin) < NO_WIDTH:
        begin = lane + 5 if rightwards else lane - 5
    if not NO_WIDTH <= begin <= WIDTH - NO_WIDTH:  # off the sheet: before the turning, higher up
        begin, y, rightwards = (lane - 4, y - 22, False) if rightwards else (lane + 4, y - 22, True)
    return Label(diamond.row, NO, begin, y - 5, _anchor(rightwards))


def _ways_back(plan: Plan, diamond: Cell, target: int) -> Iterator[tuple[Point, ...]]:
    middles = [LANE * (n + 0.5) for n in range(len(ORDER))]
    beside = [x + aside for x in middles for aside in (-ASIDE, ASIDE)]
    edges = [LANE * n + aside for n in range(len(ORDER) + 1) for aside in (-10, 10)]
    boxes = [cell for cell in plan.row(target) if cell.kind != HELPER]
    for lane in [*middles, *beside, *(x for x in edges if 0 < x < WIDTH)]:
        out = diamond.side(lane)
        if abs(lane - diamond.x) <= diamond.half_width + AIR:
            continue
        for box in boxes:
            if abs(lane - box.x) == ASIDE:
                yield out, (lane, diamond.y), box.bottom(lane - box.x)
            elif abs(lane - box.x) >= box.half_width + 8:
                yield out, (lane, diamond.y), (lane, box.y), box.side(lane)


def _cost(plan: Plan, points: Sequence[Point]) -> float:
    """How ugly a way is: long, near an edge, crossing lines; running into something is forbidden."""
    lane = points[1][0]
    cost = 120.0 if lane % LANE in (10, LANE - 10) else 0.0
    cost += 100.0 if abs(lane - points[0][0]) < 10 else 0.0  # it would hug its own diamond
    mine = list(pairwise(points))
    for number, segment in enumerate(mine):
        cost += _length(segment) if segment[0][1] == segment[1][1] else 0
        for cell in plan.cells:
            own = number in (0, len(mine) - 1) and _touches(cell, points)
            cost += 10_000 * (not own and _hits(segment, cell))
        for other in (pair for line in plan.lines for pair in pairwise(line.points)):
            cost += 500 * _runs_along(segment, other) + 25 * _crosses(segment, other)
    return cost


def _length(segment: Sequence[Point]) -> float:
    return sum(abs(a - b) for a, b in zip(*segment, strict=True))


def _touches(cell: Cell, points: Sequence[Point]) -> bool:
    """Whether the way begins or ends at this very cell."""
    return any(
        abs(x - cell.x) <= cell.half_width and abs(y - cell.y) <= cell.half_height
        for x, y in (points[0], points[-1])
    )


def _span(segment: Sequence[Point], axis: int, air: float = 0) -> tuple[float, float]:
    low, high = sorted(point[axis] for point in segment)
    return low - air, high + air


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _hits(segment: Sequence[Point], cell: Cell) -> bool:
    across = (cell.x - cell.half_width, cell.x + cell.half_width)
    down = (cell.y - cell.half_height, cell.y + cell.half_height)
    return _overlap(_span(segment, 0, AIR), across) and _overlap(_span(segment, 1, AIR), down)


def _runs_along(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two segments lie side by side, too near to be told apart."""
    upright = one[0][0] == one[1][0]
    if upright != (other[0][0] == other[1][0]):
        return False
    along, across = (1, 0) if upright else (0, 1)
    near = abs(one[0][across] - other[0][across]) < 10
    return near and _overlap(_span(one, along), _span(other, along))


def _crosses(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return _overlap(_span(one, 0), _span(other, 0)) and _overlap(_span(one, 1), _span(other, 1))
