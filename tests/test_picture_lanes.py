"""The lines of the flowchart: every way whole, forth and back, for the two sheets and for any other."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.sop import lanes
from sakip.sop.picture import sheet

from .drawn import (
    ASKS,
    BIDANG,
    COLUMNS,
    KEPALA,
    PENGUKURAN,
    PENGUMPULAN,
    SEKRETARIAT,
    SHEETS,
    STAF,
    TIM_SAKIP,
    Baris,
    at_edge,
    drawn_rows,
    height,
    labels,
    of_class,
    parsed,
    rows,
    shapes,
    tips,
    ways,
)

# -- forth -------------------------------------------------------------------------------------


@SHEETS
@pytest.mark.parametrize("tall", [(), ("analisa",), ("perintah", "rekap", "arsip")])
def test_lines_meet_at_the_edges_of_rows(steps, tall):
    drawn = drawn_rows(steps, tall=tall)
    for above, below in pairwise(drawn):
        assert at_edge(above, height(above)) == at_edge(below, 0) != []
    assert at_edge(drawn[0], 0) == at_edge(drawn[-1], height(drawn[-1])) == []
    assert [height(row) for row in drawn] == [130 if s.key in tall else 92 for s in steps]


@SHEETS
def test_every_row_is_reached_from_the_row_before(steps):
    drawn = drawn_rows(steps)
    for step, row in list(zip(steps, drawn, strict=True))[1:]:
        leading = COLUMNS.index(step.columns[0]) * 100 + 50
        top = height(row) / 2 - (24 if lanes.decides(step) else 15)
        assert (leading, top) in tips(row)
        assert leading in at_edge(row, 0)


def test_the_work_goes_sideways_where_the_sheet_says_so():
    drawn = dict(zip((s.key for s in PENGUMPULAN), drawn_rows(PENGUMPULAN), strict=True))
    assert (319, 46) in tips(drawn["arahan"])  # Sekretariat to Tim SAKIP, from the left
    assert (81, 46) in tips(drawn["lapor"])  # Sekretariat to Kepala, from the right
    assert at_edge(drawn["arahan"], 92) == [350]
    assert at_edge(drawn["lapor"], 92) == [350]  # and from the Kepala on to the archive
    # distribution parts to the units, which all hand in to Tim SAKIP; Staf has a dashed line
    assert at_edge(drawn["distribusi"], 92) == [150, 250]
    assert [tip for tip in tips(drawn["pengisian"]) if tip[1] == 31] == [(150, 31), (250, 31)]
    assert at_edge(drawn["pengisian"], 92) == [350]
    dashed = [n for n in of_class(drawn["pengisian"], "alur-garis") if n.get("stroke-dasharray")]
    assert [n.get("d") for n in dashed] == ["M281 46 L419 46"]


# -- back --------------------------------------------------------------------------------------


def test_no_leads_back_to_the_row_that_is_proposed_or_chosen():
    rekap, pengisian = 7, 6
    proposed = drawn_rows(PENGUMPULAN)
    assert (319, 46) in tips(proposed[rekap])  # into the box of Tim SAKIP, from its side
    assert not [tip for tip in tips(proposed[pengisian]) if tip[1] > 46]
    chosen = drawn_rows(PENGUMPULAN, returns={"analisa": "pengisian"})
    assert (235, 61) in tips(chosen[pengisian])  # from below, beside the way down
    assert (319, 46) not in tips(chosen[rekap])
    assert 235 in at_edge(chosen[rekap], 0)
    assert 235 in at_edge(chosen[rekap], 92)
    screen = sheet(PENGUMPULAN, returns={"analisa": "pengisian"})
    assert "ya ke langkah 11, tidak kembali ke langkah 7" in screen
    assert "ya ke langkah 11, tidak kembali ke langkah 8" in sheet(PENGUMPULAN)


def way_back(plan) -> tuple:
    """The points of the one line that climbs, rows of 100 units counted from the top."""
    [way] = [line.points for line in plan.lines if line.points[-1][1] < line.points[0][1]]
    return way


@pytest.mark.parametrize(
    ("steps", "to", "lane", "into"),
    [
        (PENGUMPULAN, "rekap", 250, (319, 750)),  # through the empty column of Bidang
        (PENGUMPULAN, "pengisian", 235, (235, 665)),  # to Bidang itself, beside its own way down
        (PENGUMPULAN, "dokumen", 65, (319, 350)),  # Bidang is taken: by way of the Kepala's
        (PENGUKURAN, "rekap", 250, (319, 550)),
        (PENGUKURAN, "metodologi", 250, (319, 350)),
    ],
)
def test_no_takes_the_freest_lane(steps, to, lane, into):
    way = way_back(lanes.lay_out(steps, [100] * len(steps), {"analisa": to}))
    assert (way[1][0], way[-1]) == (lane, into)


@pytest.mark.parametrize(
    ("columns", "back_in", "next_in", "yes", "no"),
    [
        # YA on the side to which its way does not turn, TIDAK on the way, clear of the column's edge
        ((SEKRETARIAT,), TIM_SAKIP, SEKRETARIAT, (156, 88, "start"), (205, 45, "start")),
        ((SEKRETARIAT,), TIM_SAKIP, KEPALA, (156, 88, "start"), (205, 45, "start")),
        ((SEKRETARIAT,), TIM_SAKIP, STAF, (144, 88, "end"), (205, 45, "start")),
        ((TIM_SAKIP,), SEKRETARIAT, TIM_SAKIP, (356, 88, "start"), (295, 45, "end")),
        # too short a way: TIDAK behind its turning
        ((SEKRETARIAT,), BIDANG, BIDANG, (144, 88, "end"), (240, 45, "start")),
        ((TIM_SAKIP,), BIDANG, BIDANG, (356, 88, "start"), (260, 45, "end")),
        # the row itself goes on: YA sideways, TIDAK on the other side, never off the sheet
        ((KEPALA, SEKRETARIAT), KEPALA, KEPALA, (90, 45, "start"), (14, 23, "start")),
        ((STAF, TIM_SAKIP), STAF, KEPALA, (410, 45, "end"), (486, 23, "end")),
    ],
)
def test_yes_and_no_stand_beside_their_ways(columns, back_in, next_in, yes, no):
    steps = rows(
        ("awal", "Mulai", (back_in,)),
        ("putusan", ASKS, columns, ("awal",)),
        ("akhir", "Selesai", (next_in,)),
    )
    plan = lanes.lay_out(steps, [100] * 3)
    found = {label.words: (label.x, label.y - 100, label.anchor) for label in plan.labels}
    assert found == {"YA": yes, "TIDAK": no}


def side_by_side(one, other) -> bool:
    """Whether two segments run beside each other, nearer than the width of an arrow head."""
    for along, across in ((0, 1), (1, 0)):
        if one[0][across] == one[1][across] and other[0][across] == other[1][across]:
            (a, b), (c, d) = (sorted(point[along] for point in way) for way in (one, other))
            return abs(one[0][across] - other[0][across]) < 8 and max(a, c) < min(b, d)
    return False


@SHEETS
def test_no_way_back_hides_another_line(steps):
    for choice in next(step.back_to for step in steps if step.key == "analisa"):
        plan = lanes.lay_out(steps, [92] * len(steps), {"analisa": choice})
        back = [line for line in plan.lines if line.points[-1][1] < line.points[0][1]]
        assert len(back) == len(lanes.returns_of(steps))
        for line in back:
            others = [pair for o in plan.lines if o is not line for pair in pairwise(o.points)]
            for segment in pairwise(line.points):
                assert not [other for other in others if side_by_side(segment, other)]


# -- any procedure -----------------------------------------------------------------------------


@st.composite
def procedures(draw):
    steps = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique=True))
        back = draw(st.sampled_from([(), (), steps[-1:], steps[:1]]))
        text = ASKS if draw(st.booleans()) else "Tim SAKIP merekap"
        keys = tuple(step.key for step in back)
        steps.append(Baris(number, f"langkah_{number}", text, tuple(columns), keys, "5 menit"))
    return tuple(steps)


@settings(deadline=None, max_examples=60)
@given(procedures(), st.data())
def test_any_procedure_can_be_drawn_and_its_lines_meet(steps, data):
    tall = data.draw(st.sets(st.sampled_from([step.key for step in steps])))
    drawn = drawn_rows(steps, tall=tall)
    for step, row in zip(steps, drawn, strict=True):
        assert set(shapes(row)) == set(step.columns)
        assert sorted(labels(row)) == (["TIDAK", "YA"] if lanes.decides(step) else [])
        for node in of_class(row, "alur-cabang"):
            x, wide = float(node.get("x")), 36 if node.text == "TIDAK" else 16
            assert (x - wide >= 0) if node.get("text-anchor") == "end" else (x + wide <= 500)
        inside = [point for way in ways(row) for point in way]
        assert all(0 <= x <= 500 and 0 <= y <= height(row) for x, y in inside)
    for above, below in pairwise(drawn):
        assert at_edge(above, height(above)) == at_edge(below, 0) != []
    parsed(sheet(steps, steps[0].key))


@settings(deadline=None, max_examples=60)
@given(procedures())
def test_no_line_runs_through_a_shape(steps):
    plan = lanes.lay_out(steps, [92] * len(steps))
    for line in plan.lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            assert x1 == x2 or y1 == y2
            for cell in plan.cells:
                w, h = cell.half_width - 1, cell.half_height - 1
                apart = max(x1, x2) <= cell.x - w or min(x1, x2) >= cell.x + w
                apart |= max(y1, y2) <= cell.y - h or min(y1, y2) >= cell.y + h
                assert apart, (line, cell)
