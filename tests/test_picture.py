"""The flowchart: every row in its columns, every way whole, for the two sheets and for any other."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.sop import lanes
from sakip.sop.picture import SCREEN, lines_of, mermaid, row_svgs, sheet, tall_rows

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("KEPALA", "SEKRETARIAT", "BIDANG", "TIM_SAKIP", "STAF")
KEPALA, SEKRETARIAT, BIDANG, TIM_SAKIP, STAF = COLUMNS
ASKS = "Sekretaris menganalisa laporan, apabila setuju digunakan. Jika tidak maka dikembalikan."


@dataclass(frozen=True)
class Baris:
    number: int
    key: str
    text: str
    columns: tuple[str, ...]
    back_to: tuple[str, ...] = ()
    time: str = ""
    needs_words: str = ""


def rows(*table) -> tuple[Baris, ...]:
    return tuple(Baris(number, *row) for number, row in enumerate(table, 1))


PENGUMPULAN = rows(
    ("perintah", "Kepala Badan memerintahkan Sekretaris", (KEPALA,), (), "5 menit"),
    ("arahan", "Sekretaris rapat dengan Tim SAKIP", (SEKRETARIAT, TIM_SAKIP), (), "60 menit"),
    ("rencana", "Tim SAKIP menyusun rencana", (TIM_SAKIP,), (), "120 menit"),
    ("dokumen", "Tim SAKIP mengumpulkan dokumen", (TIM_SAKIP,), (), "1 hari"),
    ("penyiapan", "Tim SAKIP menyiapkan formulir", (TIM_SAKIP,), (), "120 menit"),
    ("distribusi", "Formulir didistribusikan", (TIM_SAKIP,), (), "5 menit"),
    ("pengisian", "Sekretariat dan Bidang mengisi", (SEKRETARIAT, BIDANG, STAF), (), "1 hari"),
    ("rekap", "Tim SAKIP merekap", (TIM_SAKIP,), ("pengisian",), "120 menit"),
    ("laporan", "Tim SAKIP melaporkan", (TIM_SAKIP,), (), "30 menit"),
    ("analisa", ASKS, (SEKRETARIAT,), ("rekap", "pengisian"), "90 menit"),
    ("lapor", "Sekretaris melaporkan", (SEKRETARIAT, KEPALA), (), "30 menit"),
    ("arsip", "Pengarsipan Data Kinerja", (TIM_SAKIP,)),
)
PENGUKURAN = rows(
    ("perintah", "Kepala Badan memerintahkan Sekretaris", (KEPALA,), (), "5 menit"),
    ("arahan", "Sekretaris rapat dengan Tim SAKIP", (SEKRETARIAT, TIM_SAKIP), (), "60 menit"),
    ("rencana", "Tim SAKIP menyusun rencana", (TIM_SAKIP,), (), "120 menit"),
    ("metodologi", "Tim SAKIP menyiapkan metodologi", (TIM_SAKIP,), (), "120 menit"),
    ("pengukuran", "Tim SAKIP mengukur", (TIM_SAKIP,), (), "1 hari"),
    ("rekap", "Tim SAKIP merekap", (TIM_SAKIP,), (), "120 menit"),
    ("laporan", "Tim SAKIP melaporkan", (TIM_SAKIP,), (), "30 menit"),
    ("analisa", ASKS, (SEKRETARIAT,), ("rekap", "pengukuran", "metodologi"), "90 menit"),
    ("lapor", "Sekretaris melaporkan", (SEKRETARIAT, KEPALA), (), "30 menit"),
    ("arsip", "Pengarsipan", (TIM_SAKIP,)),
)
THIRTEEN = (  # a second decision, and one row more
    *PENGUMPULAN[:5],
    Baris(6, "telaah", ASKS.replace("Sekretaris", "Kepala"), (KEPALA,), ("penyiapan", "rencana")),
    *(replace(row, number=row.number + 1) for row in PENGUMPULAN[5:]),
)
SHEETS = pytest.mark.parametrize("steps", [PENGUMPULAN, PENGUKURAN, THIRTEEN], ids=len)


# ---- reading a drawing ------------------------------------------------------------------------


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def of_class(root, name: str) -> list:
    return [node for node in root.iter() if name in node.get("class", "").split()]


def drawn_rows(steps, **options) -> list[ElementTree.Element]:
    return [parsed(svg) for svg in row_svgs(steps, **options)]


def shapes(row) -> dict[str, str]:
    """Column -> kind of the shape drawn in it, by what is drawn, not by what it is called."""
    found = {}
    for node in row.iter():
        if node.get("data-lajur"):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", node.get("d", ""))]
            if node.tag == f"{SVG}rect":
                middle = float(node.get("x")) + float(node.get("width")) / 2
                kind = "pembantu" if node.get("stroke-dasharray") else "kotak"
                if float(node.get("rx")) == float(node.get("height")) / 2:
                    kind = "terminator"
            elif "q" in node.get("d"):
                middle, kind = numbers[0] + numbers[2] / 2, "dokumen"
            else:
                middle, kind = numbers[2], "keputusan"
            column = COLUMNS[int(middle // 100)]
            assert column == node.get("data-lajur")
            assert column not in found
            found[column] = kind
    return found


def ways(row) -> list[list[tuple[float, float]]]:
    """The points of every line of a row."""
    return [
        [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", node.get("d"))]
        for node in of_class(row, "alur-garis")
    ]


def tips(row) -> list[tuple[float, float]]:
    """Where the arrow heads of a row point."""
    return [
        tuple(map(float, re.match(r"M(-?[\d.]+) (-?[\d.]+)", node.get("d")).groups()))
        for node in of_class(row, "alur-panah")
    ]


def height(row) -> float:
    return float(row.get("viewBox").split()[3])


def at_edge(row, y: float) -> list[float]:
    return sorted(x for way in ways(row) for x, at in (way[0], way[-1]) if at == y)


def labels(row) -> list[str]:
    return [node.text for node in of_class(row, "alur-cabang")]


# ---- the signed sheets ------------------------------------------------------------------------


@SHEETS
def test_every_row_has_its_shape_in_its_columns(steps):
    on_paper = drawn_rows(steps)
    on_screen = of_class(parsed(sheet(steps)), "alur-langkah")
    assert len(on_paper) == len(on_screen) == len(steps)
    for step, paper, screen in zip(steps, on_paper, on_screen, strict=True):
        assert set(shapes(paper)) == set(step.columns)
        assert shapes(screen) == shapes(paper)
        assert screen.get("data-langkah") == step.key


def test_the_shapes_are_those_of_the_sheet():
    drawn = dict(
        zip((s.key for s in PENGUMPULAN), map(shapes, drawn_rows(PENGUMPULAN)), strict=True)
    )
    assert drawn["perintah"] == {KEPALA: "terminator"}
    assert drawn["arahan"] == {SEKRETARIAT: "kotak", TIM_SAKIP: "kotak"}
    assert drawn["pengisian"] == {SEKRETARIAT: "kotak", BIDANG: "kotak", STAF: "pembantu"}
    assert drawn["rekap"] == {TIM_SAKIP: "kotak"}  # it can give back, but asks no question
    assert drawn["analisa"] == {SEKRETARIAT: "keputusan"}
    assert drawn["lapor"] == {SEKRETARIAT: "kotak", KEPALA: "dokumen"}  # his disposition
    assert drawn["arsip"] == {TIM_SAKIP: "terminator"}
    kinds = [kind for row in drawn.values() for kind in row.values()]
    assert (kinds.count("terminator"), kinds.count("keputusan"), kinds.count("pembantu")) == (
        2,
        1,
        1,
    )


@SHEETS
def test_yes_and_no_stand_at_decisions_only(steps):
    decisions = {"analisa", "telaah"} & {step.key for step in steps}
    for step, row in zip(steps, drawn_rows(steps), strict=True):
        assert sorted(labels(row)) == (["TIDAK", "YA"] if step.key in decisions else [])
    screen = parsed(sheet(steps))
    assert sorted(labels(screen)) == sorted(["YA", "TIDAK"] * len(decisions))


def test_a_row_more_is_a_row_more():
    before, after = drawn_rows(PENGUMPULAN), drawn_rows(THIRTEEN)
    assert len(after) == len(before) + 1 == 13
    assert shapes(after[5]) == {KEPALA: "keputusan"}
    assert [shapes(row) for row in after[:5] + after[6:]] == [shapes(row) for row in before]
    numbers = [node.text for node in parsed(sheet(THIRTEEN)).iter(f"{SVG}text")]
    assert [n for n in numbers if n.isdecimal()] == [str(n) for n in range(1, 14)]


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


# ---- the ways back ----------------------------------------------------------------------------


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


# ---- the current row, words, safety -----------------------------------------------------------


def test_the_current_row_is_marked_by_more_than_colour():
    screen = parsed(sheet(PENGUMPULAN, at="pengisian"))
    [current] = of_class(screen, "alur-sekarang")
    assert current.get("data-langkah") == "pengisian"
    words = [node.text for node in current.iter(f"{SVG}text")]
    assert "Sekarang" in words
    assert sum(node.text == "Sekarang" for node in screen.iter(f"{SVG}text")) == 1
    assert (
        "Langkah 7. Pelaksana: Sekretariat, Bidang, Staf; langkah sekarang."
        in screen.find(f"{SVG}desc").text
    )
    drawn = drawn_rows(PENGUMPULAN, at="pengisian")
    assert drawn[6].get("aria-label").endswith("langkah sekarang")
    widths = [{n.get("stroke-width") for n in row.iter() if n.get("data-lajur")} for row in drawn]
    assert widths == [{"3.2"} if n == 6 else {"1.6"} for n in range(12)]


@pytest.mark.parametrize("at", [None, "selesai"])
def test_a_run_at_its_end_marks_no_row(at):
    screen = sheet(PENGUMPULAN, at)
    assert not of_class(parsed(screen), "alur-sekarang")
    assert "ekarang" not in screen


def test_it_says_in_words_what_it_shows():
    screen = parsed(sheet(PENGUKURAN))
    assert screen.get("role") == "img"
    assert (
        screen.get("aria-label")
        == screen.find(f"{SVG}title").text
        == "Diagram alir SOP, 10 langkah"
    )
    told = screen.find(f"{SVG}desc").text
    assert told.startswith("Langkah 1. Pelaksana: Kepala. Waktu baku 5 menit. Langkah 2.")
    assert "Langkah 8. Pelaksana: Sekretariat; ya ke langkah 9, tidak kembali ke langkah 6." in told
    for row in drawn_rows(PENGUKURAN):
        assert row.get("role") == "img"
        assert row.get("aria-label").startswith("Pelaksana: ")


def everything(steps) -> list[str]:
    return [sheet(steps, "analisa"), *row_svgs(steps), *row_svgs(steps, ink=SCREEN)]


@SHEETS
def test_only_attributes_and_nothing_that_a_policy_or_a_second_picture_breaks(steps):
    for svg in everything(steps):
        for node in parsed(svg).iter():
            assert node.tag.removeprefix(SVG) in {
                "svg",
                "g",
                "path",
                "rect",
                "text",
                "title",
                "desc",
            }
            assert not {"style", "id"} & set(node.attrib)
            assert not [name for name in node.attrib if name.startswith("on")]
            assert "url(" not in " ".join(node.attrib.values())


def test_the_screen_takes_its_ink_from_the_page_and_paper_has_its_own():
    screen = parsed(sheet(PENGUMPULAN, "rekap"))
    inks = {node.get(name) for node in screen.iter() for name in ("fill", "stroke")}
    assert inks == {"currentColor", "none", None}
    for row in drawn_rows(PENGUMPULAN):
        assert "Source Sans 3" in row.get("font-family")
        assert row.get("preserveAspectRatio") == "none"
        assert {n.get("stroke") for n in row.iter() if n.tag != f"{SVG}svg"} <= {"#000", None}
        assert {n.get("fill") for n in row.iter()} <= {"#000", "#fff", "none", None}
        assert all(n.get("fill") == "#fff" for n in row.iter() if n.get("data-lajur"))


def test_words_of_a_row_cannot_become_markup():
    bad = [
        replace(PENGUMPULAN[0], text='<script>alert("a")</script> & lagi', time="<b>", key='"><i>'),
        PENGUMPULAN[-1],
    ]
    for svg in (sheet(bad, at='"><i>'), *row_svgs(bad)):
        tags = {node.tag.removeprefix(SVG) for node in parsed(svg).iter()}
        assert not tags & {"script", "b", "i"}
    assert "&lt;script&gt;" in sheet(bad)


def test_the_same_rows_give_the_same_bytes():
    for steps in (PENGUMPULAN, PENGUKURAN, THIRTEEN):
        assert everything(steps) == everything(list(steps))
        assert sheet(iter(steps), "analisa") == everything(steps)[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"columns": ("TIM", "STAF")}, "Lajur TIM tidak ada"),
        ({"back_to": ("arsip",)}, "tidak dapat kembali ke arsip"),
        ({"back_to": ("analisa",)}, "tidak dapat kembali ke analisa"),
        ({"back_to": ("entah",)}, "tidak dapat kembali ke entah"),
    ],
)
def test_rows_that_cannot_be_drawn_say_why(change, why):
    steps = [replace(s, **change) if s.key == "analisa" else s for s in PENGUMPULAN]
    for draw in (sheet, row_svgs):
        with pytest.raises(ValueError, match=why):
            draw(steps)


def test_rows_too_low_for_a_diamond_are_refused():
    with pytest.raises(ValueError, match="lebih rendah daripada 84"):
        row_svgs(PENGUMPULAN, height=83)
    assert [height(row) for row in drawn_rows(PENGUMPULAN, height=84)] == [84] * 12


# ---- lines of words ---------------------------------------------------------------------------


def test_a_row_is_tall_when_its_words_need_more_than_four_lines():
    long = "Sekretaris menganalisa laporan hasil pengumpulan data kinerja, apabila setuju akan digunakan sebagai bahan untuk penyusunan Laporan Kinerja. Jika tidak maka dikembalikan untuk dilengkapi sesuai arahan"
    four = "Sekretariat dan Bidang dengan dibantu staf mengisi formulir pengumpulan data capaian kinerja selanjutnya menyerahkan formulir yang telah diisi kepada Tim SAKIP"
    steps = [
        Baris(1, "pendek", "Pengarsipan Data Kinerja", (KEPALA,)),
        Baris(2, "empat", four, (KEPALA,)),
        Baris(3, "enam", long, (KEPALA,)),
        Baris(4, "kelengkapan", "Tim SAKIP", (KEPALA,), needs_words=four),
    ]
    assert tall_rows(steps) == ("enam", "kelengkapan")  # as the signed sheet is set in F4
    assert tall_rows(steps, millimetres=264) == ("empat", "enam", "kelengkapan")  # and in A4


def test_lines_break_at_spaces_and_after_hyphens():
    assert lines_of("", 5) == [""]
    assert lines_of("  satu \n dua  ", 20) == ["satu dua"]
    assert lines_of("dokumen-dokumen", 5) == ["dokumen-", "dokumen"]
    assert lines_of("tiap-tiap tujuan/ sasaran", 40) == ["tiap-tiap tujuan/ sasaran"]
    assert lines_of("pertanggungjawaban ya", 3) == ["pertanggungjawaban", "ya"]


@given(st.text("aimM W-/", max_size=60), st.floats(1, 12))
def test_no_letter_is_lost_and_every_line_is_full(text, ems):
    text = re.sub("- +", "-", text)  # else one could not tell what stood between two lines
    lines = lines_of(text, ems)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(lines_of(line, ems) == [line] for line in lines)
    for line, following in pairwise(lines):
        joined = line + following if line.endswith("-") else f"{line} {following}"
        assert len(lines_of(joined, ems)) > 1


# ---- mermaid ----------------------------------------------------------------------------------


def test_the_flowchart_as_text():
    steps = rows(
        ("perintah", 'Kepala "memerintahkan"', (KEPALA,)),
        ("rekap", "Tim SAKIP merekap", (TIM_SAKIP,), ("perintah",)),
        ("analisa", "Setuju? Jika tidak, kembali", (SEKRETARIAT,), ("rekap", "perintah")),
        ("arsip", "Pengarsipan", (TIM_SAKIP, STAF)),
    )
    assert mermaid(steps).splitlines() == [
        "flowchart TD",
        '    L1(["1. Kepala: Kepala #quot;memerintahkan#quot;"])',
        '    L2["2. Tim SAKIP: Tim SAKIP merekap"]',
        '    L3{"3. Sekretariat: Setuju? Jika tidak, kembali"}',
        '    L4(["4. Tim SAKIP, Staf: Pengarsipan"])',
        "    L1 --> L2",
        "    L2 --> L3",
        "    L3 -->|YA| L4",
        "    L2 -.->|dikembalikan| L1",
        "    L3 -->|TIDAK| L2",
        "    L3 -.->|TIDAK| L1",
    ]


# ---- any procedure ----------------------------------------------------------------------------


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
