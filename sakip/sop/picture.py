"""The SOP's flowchart, drawn from its rows in the form of the signed sheet: screen, paper, text.

One plan (`lanes.py`) serves all three. A row is a slice of it, so lines meet at the edges of the
rows wherever a page breaks. Colours, fonts and sizes are attributes: the policy forbids inline
style, and the style of a page does not reach into an SVG of a PDF.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString

from sakip.sop.lanes import (
    COLUMNS,
    DIAMOND,
    DOCUMENT,
    HELPER,
    LANE,
    NO,
    TERMINATOR,
    WIDTH,
    YES,
    Cell,
    Label,
    Line,
    Plan,
    Point,
    Row,
    decides,
    lay_out,
    returns_of,
)

FONT = "'Source Sans 3', Arial, sans-serif"

# The sheet on the screen: four columns, the third of them the lanes.
NUMBER, WORDS, TIME = 44, 304, 84
HEAD = 40
SIZE, LEADING = 14, 18
SHEET_WIDTH = NUMBER + WORDS + WIDTH + TIME


@dataclass(frozen=True)
class Ink:
    """The colours of a drawing: of its lines and words, inside its shapes, and how strong a grid."""

    line: str
    paper: str
    grid: str


SCREEN = Ink(
    "currentColor", "none", 'stroke="currentColor" stroke-width="0.9" stroke-opacity="0.45"'
)
PAPER = Ink("#000", "#fff", 'stroke="#000" stroke-width="0.9"')


def sheet(
    steps: Iterable[Row], at: str | None = None, returns: Mapping[str, str] | None = None
) -> str:
    """The whole sheet as one SVG for the screen, the row `at` marked as the current one.

    `returns` names the row (by key) that a decision's TIDAK leads to, where it is not the proposed.
    """
    steps = tuple(steps)
    sentences = [lines_of(step.text, (WORDS - 28) / SIZE) for step in steps]
    heights = [
        max(LEADING * len(lines) + 24, 104 if decides(step) else 88)
        for step, lines in zip(steps, sentences, strict=True)
    ]
    plan = lay_out(steps, heights, returns)
    height = HEAD + plan.tops[-1] + 1
    drawn = [_head(plan.tops[-1])]
    for index, step in enumerate(steps):
        current = step.key == at
        body = _row_words(step, sentences[index], heights[index], current)
        lanes = f'<g transform="translate({NUMBER + WORDS} 0)">{_slice(plan, index, SCREEN, current)}</g>'
        mark = ' class="alur-langkah alur-sekarang"' if current else ' class="alur-langkah"'
        y = _n(HEAD + plan.tops[index])
        drawn.append(
            f'<g{mark} data-langkah="{escape(step.key)}" transform="translate(0 {y})">{body}{lanes}</g>'
        )
    title = f"Diagram alir SOP, {len(steps)} langkah"
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="alur-lembar" viewBox="0 0 {SHEET_WIDTH} {_n(height)}"'
        f' width="{SHEET_WIDTH}" height="{_n(height)}" role="img" aria-label="{title}" fill="none"'
        f' font-size="{SIZE}"><title>{title}</title>'
        f"<desc>{escape(' '.join(_told(steps, at, returns)))}</desc>{''.join(drawn)}</svg>"
    )


def row_svgs(
    steps: Iterable[Row],
    tall: Collection[str] = (),
    *,
    at: str | None = None,
    returns: Mapping[str, str] | None = None,
    height: float = 92,
    tall_height: float = 130,
    ink: Ink = PAPER,
) -> list[str]:
    """One SVG a row, for the cell that spans the role columns of the printed table.

    Each fills its cell (`preserveAspectRatio="none"`); in F4 landscape 92 units are 16.9 mm, 130
    are 24 mm. `tall` names (by key) the rows that are `tall_height` high.
    """
    steps = tuple(steps)
    heights = [tall_height if step.key in tall else height for step in steps]
    plan = lay_out(steps, heights, returns)
    return [
        SafeString(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(heights[index])}"'
            f' preserveAspectRatio="none" role="img" aria-label="{escape(_row_told(steps, step, at, returns))}"'
            f' fill="none" font-family="{FONT}">{_slice(plan, index, ink, step.key == at)}</svg>'
        )
        for index, step in enumerate(steps)
    ]


def tall_rows(steps: Iterable[Row], millimetres: float = 297) -> tuple[str, ...]:
    """Keys of the rows whose words need more lines than a row of the printed sheet holds (four).

    `millimetres`: how wide the table is. Shares, padding and size are those of `print.css`; the
    sentence is measured, and what the step needs and gives, where it says so.
    """
    shares = {"text": 0.184, "needs_words": 0.146, "gives_words": 0.112}
    ems = {name: (share * millimetres - 2.6) * 72 / 25.4 / 8.3 for name, share in shares.items()}
    return tuple(
        step.key
        for step in steps
        if any(len(lines_of(getattr(step, name, ""), ems[name])) > 4 for name in ems)
    )


def mermaid(steps: Iterable[Row]) -> str:
    """The flowchart as mermaid text; ways back that are only offered are dotted."""
    steps = tuple(steps)
    number = {step.key: step.number for step in steps}
    lines = ["flowchart TD"]
    for step in steps:
        opens, closes = ("{", "}") if decides(step) else ("[", "]")
        if step in (steps[0], steps[-1]) and not decides(step):
            opens, closes = "([", "])"
        who = ", ".join(COLUMNS[column] for column in step.columns)
        words = f"{step.number}. {who}: {step.text}".replace('"', "#quot;")
        lines.append(f'    L{step.number}{opens}"{words}"{closes}')
    for here, there in pairwise(steps):
        arrow = f"-->|{YES}|" if decides(here) else "-->"
        lines.append(f"    L{here.number} {arrow} L{there.number}")
    for step in steps:
        for place, key in enumerate(step.back_to):
            arrow = "-.->" if place or not decides(step) else "-->"
            word = NO if decides(step) else "dikembalikan"
            lines.append(f"    L{step.number} {arrow}|{word}| L{number[key]}")
    return "\n".join(lines) + "\n"


# ---- one row ----------------------------------------------------------------------------------


def _slice(plan: Plan, index: int, ink: Ink, current: bool) -> str:
    """Everything that lies in one row, y counted from its upper edge."""
    top, bottom = plan.tops[index], plan.tops[index + 1]
    ways = "".join(f"M{x} 0V{_n(bottom - top)}" for x in range(LANE, WIDTH, LANE))
    drawn = [f'<path class="alur-lajur" d="{ways}" {ink.grid}/>']
    for line in plan.lines:
        drawn += [_path(part, ink, line.dashed) for part in _cut(_shortened(line), top, bottom)]
        if line.tip and top <= line.points[-1][1] < bottom:
            drawn.append(_tip(line, top, ink))
    drawn += [_shape(cell, cell.y - top, ink, current) for cell in plan.row(index)]
    drawn += [_label(label, top, ink) for label in plan.labels if label.row == index]
    return "".join(drawn)


def _cut(points: Sequence[Point], top: float, bottom: float) -> Iterator[list[Point]]:
    """The parts of a line between two edges, y counted from the upper one."""
    part: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        begin, end = (min(max(y, top), bottom) for y in (y1, y2))
        inside = begin != end if y1 != y2 else top <= y1 < bottom
        if inside:
            part = part or [(x1, begin - top)]
            part.append((x2, end - top))
        if part and (not inside or end != y2):
            yield part
            part = []
    if part:
        yield part


def _shortened(line: Line) -> tuple[Point, ...]:
    """The line without its last units, which its arrow head covers."""
    if not line.tip:
        return line.points
    x, y = line.points[-1]
    across, down = _direction(line)
    return (*line.points[:-1], (x - 4 * across, y - 4 * down))


def _direction(line: Line) -> tuple[int, int]:
    (x1, y1), (x2, y2) = line.points[-2:]
    return (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)


def _path(points: Iterable[Point], ink: Ink, dashed: bool) -> str:
    way = " ".join(f"{'L' if n else 'M'}{_n(x)} {_n(y)}" for n, (x, y) in enumerate(points))
    dash = ' stroke-dasharray="5 3.5"' if dashed else ' stroke-linecap="square"'
    return f'<path class="alur-garis" d="{way}" stroke="{ink.line}" stroke-width="1.6"{dash}/>'


def _tip(line: Line, top: float, ink: Ink) -> str:
    x, y = line.points[-1]
    across, down = _direction(line)
    back_x, back_y = x - 7 * across, y - 7 * down - top
    corners = (
        (x, y - top),
        (back_x + 4 * down, back_y + 4 * across),
        (back_x - 4 * down, back_y - 4 * across),
    )
    way = " L".join(f"{_n(cx)} {_n(cy)}" for cx, cy in corners)
    return f'<path class="alur-panah" d="M{way}Z" fill="{ink.line}"/>'


def _shape(cell: Cell, y: float, ink: Ink, current: bool) -> str:
    x, w, h = cell.x, cell.half_width, cell.half_height
    look = f'class="alur-{cell.kind}" data-lajur="{cell.column}" fill="{ink.paper}" stroke="{ink.line}"'
    look += f' stroke-width="{3.2 if current else 1.6}"'
    if cell.kind == DIAMOND:
        return f'<path {look} d="M{_n(x - w)} {_n(y)} L{_n(x)} {_n(y - h)} L{_n(x + w)} {_n(y)} L{_n(x)} {_n(y + h)}Z"/>'
    if cell.kind == DOCUMENT:
        wave = f"q{_n(-w / 2)} -7 {_n(-w)} 0 t{_n(-w)} 0"
        return f'<path {look} d="M{_n(x - w)} {_n(y - h)} h{_n(2 * w)} v{_n(2 * h - 2)} {wave}Z"/>'
    dash = ' stroke-dasharray="5 3.5"' if cell.kind == HELPER else ""
    round_ = h if cell.kind == TERMINATOR else 1
    box = f'x="{_n(x - w)}" y="{_n(y - h)}" width="{_n(2 * w)}" height="{_n(2 * h)}" rx="{_n(round_)}"'
    return f"<rect {look}{dash} {box}/>"


def _label(label: Label, top: float, ink: Ink) -> str:
    place = f'x="{_n(label.x)}" y="{_n(label.y - top)}" text-anchor="{label.anchor}"'
    return (
        f'<text class="alur-cabang" {place} font-size="13" fill="{ink.line}">{label.words}</text>'
    )


def _n(value: float) -> str:
    return f"{value:g}"


# ---- words on a measured line -----------------------------------------------------------------

_WIDTHS = (  # of Source Sans 3, in thousandths of an em; all figures are as wide as the 0
    "a504 b553 c456 d555 e496 f292 g504 h544 i246 j247 k495 l255 m829 n547 o542 p555 q555 "
    "r347 s419 t338 u544 v467 w719 x446 y467 z425 A544 B588 C571 D615 E527 F494 G617 H652 "
    "I263 J480 K579 L486 M727 N647 O664 P566 Q664 R569 S534 T536 U645 V515 W786 X513 Y476 "
    "Z539 0497 .249 ,249 ;249 :249 '249 (303 )303 -311 –480 /350 %824 "
)
_EMS = {pair[0]: int(pair[1:]) / 1000 for pair in _WIDTHS.split()} | {" ": 0.2}


def lines_of(text: str, ems: float) -> list[str]:
    """`text` in lines of at most `ems` of Source Sans, broken at spaces and after hyphens.

    A word that is longer has a line of its own; no text is one empty line.
    """
    lines = [""]
    for word in re.findall(r" ?(?:[^ -]+-?|-)", " ".join(text.split())):
        longer = (lines[-1] + word).strip()
        width = sum(_EMS.get(letter, _EMS["0"]) for letter in longer)
        if lines[-1] and width > ems:
            lines.append(word.strip())
        else:
            lines[-1] = longer
    return lines


# ---- around the lanes, on the screen ----------------------------------------------------------


def _text(x: float, y: float, words: str, anchor: str = "start", weight: int = 400) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{bold} fill="currentColor">{escape(words)}</text>'


def _head(rows: float) -> str:
    """Frame, upright lines and the names of the columns."""
    names = [(NUMBER / 2, "No."), (NUMBER + WORDS / 2, "Uraian prosedur")]
    names += [(NUMBER + WORDS + LANE * (n + 0.5), name) for n, name in enumerate(COLUMNS.values())]
    names += [(SHEET_WIDTH - TIME / 2, "Waktu")]
    frame = f'<rect x="0.5" y="0.5" width="{SHEET_WIDTH - 1}" height="{_n(HEAD + rows)}" {SCREEN.grid}/>'
    band = f'<rect width="{SHEET_WIDTH}" height="{HEAD}" fill="currentColor" fill-opacity="0.08"/>'
    edges = (NUMBER, NUMBER + WORDS, SHEET_WIDTH - TIME)
    ways = [f"M{x} 0V{_n(HEAD + rows)}" for x in edges]
    ways += [f"M{NUMBER + WORDS + LANE * n} 0V{HEAD}" for n in range(1, len(COLUMNS))]
    lines = f'<path d="{"".join(ways)}" {SCREEN.grid}/>'
    return band + frame + lines + "".join(_text(x, 25, name, "middle", 600) for x, name in names)


def _row_words(step: Row, sentence: Sequence[str], height: float, current: bool) -> str:
    """Upper edge, number, sentence and standard time of a row; the current one also says so."""
    drawn = [f'<path d="M0 0H{SHEET_WIDTH}" {SCREEN.grid}/>']
    if current:
        drawn.append(
            f'<rect width="{SHEET_WIDTH}" height="{_n(height)}" fill="currentColor" fill-opacity="0.08"/>'
        )
        drawn.append(f'<rect width="5" height="{_n(height)}" fill="currentColor"/>')
    weight = 600 if current else 400
    middle = height / 2 + 5
    drawn.append(_text(NUMBER / 2, middle, str(step.number), "middle", weight))
    first = middle - LEADING * (len(sentence) - 1) / 2
    for n, line in enumerate(sentence):
        drawn.append(_text(NUMBER + 8, first + LEADING * n, line, weight=weight))
    time = [step.time or "–", *(["Sekarang"] if current else [])]
    first = middle - LEADING * (len(time) - 1) / 2
    for n, line in enumerate(time):
        drawn.append(
            _text(SHEET_WIDTH - TIME / 2, first + LEADING * n, line, "middle", 600 if n else 400)
        )
    return "".join(drawn)


# ---- in words, for who does not see it --------------------------------------------------------


def _row_told(
    steps: Sequence[Row], step: Row, at: str | None, returns: Mapping[str, str] | None
) -> str:
    told = "Pelaksana: " + ", ".join(COLUMNS[column] for column in step.columns)
    if step.key in (back := returns_of(steps, returns)):
        number = {other.key: other.number for other in steps}
        onward = next((s.number for s in steps if s.number > step.number), None)
        told += f"; ya ke langkah {onward}" if onward else "; ya selesai"
        told += f", tidak kembali ke langkah {number[back[step.key]]}"
    return told + ("; langkah sekarang" if step.key == at else "")


def _told(steps: Sequence[Row], at: str | None, returns: Mapping[str, str] | None) -> Iterator[str]:
    for step in steps:
        time = f" Waktu baku {step.time}." if step.time else ""
        yield f"Langkah {step.number}. {_row_told(steps, step, at, returns)}.{time}"
