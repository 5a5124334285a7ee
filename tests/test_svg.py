"""Charts: well formed, spoken, harmless under a strict content policy, equal for equal input."""

import re
from decimal import Decimal as D
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.lib import svg
from sakip.lib.ink import PAPER, SCREEN

QUARTERS = ["TW I", "TW II", "TW III", "TW IV"]
values = st.none() | st.decimals(min_value=D("-99999999999"), max_value=D("99999999999"), places=4)
inks = st.sampled_from([SCREEN, PAPER])


def drawn(picture: str) -> ElementTree.Element:
    """The chart as a tree; fails on what is not well formed or not allowed."""
    tree = ElementTree.fromstring(picture)
    width, height = (float(n) for n in tree.get("viewBox").split()[2:])
    assert (width, height) > (0, 0)
    for element in tree.iter():
        assert element.tag in {"svg", "title", "rect", "line", "polyline", "circle", "text"}
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert "url(" not in value
    assert (
        re.search("NaN|Infinity|E[+-]", re.sub('<title>.*</title>|aria-label="[^"]*"', "", picture))
        is None
    )
    return tree


def parts(tree: ElementTree.Element, **attributes: str) -> list[ElementTree.Element]:
    return [
        element
        for element in tree.iter()
        if all(element.get(name.rstrip("_")) == value for name, value in attributes.items())
    ]


def sizes(element: ElementTree.Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


# the clock


def test_a_row_within_its_time_fills_its_share_of_the_bar():
    tree = drawn(svg.bars(21, 60))
    [used] = parts(tree, class_="pakai")
    assert sizes(used, "width") == [35]
    assert parts(tree, class_="batas") == []


def test_a_late_row_fills_the_bar_and_is_notched_where_the_standard_ended():
    tree = drawn(svg.bars(42, 30))
    [used] = parts(tree, class_="pakai")
    [notch] = parts(tree, class_="batas")
    assert sizes(used, "width") == [100]
    assert sizes(notch, "x", "width") == [70.83, 1.2]


def test_a_row_that_took_exactly_its_time_is_not_late():
    tree = drawn(svg.bars(30, 30))
    assert sizes(parts(tree, class_="pakai")[0], "width") == [100]
    assert parts(tree, class_="batas") == []


def test_on_paper_a_tick_ends_the_standard_and_a_late_bar_is_black():
    *_, tick = drawn(svg.bars(21, 60, ink=PAPER))
    assert sizes(tick, "x", "width") == [99, 1]
    _, used, notch = drawn(svg.bars(42, 30, ink=PAPER))
    assert (used.get("fill"), notch.get("fill")) == ("#000", "#fff")


@pytest.mark.parametrize(("used", "standard"), [(None, 30), (12, None), (12, 0), (None, None)])
def test_a_row_without_standard_or_without_time_is_an_empty_bar(used, standard):
    assert len(drawn(svg.bars(used, standard))) == 1


def test_a_bar_beside_its_words_is_hidden_from_screen_readers():
    assert drawn(svg.bars(21, 60)).get("aria-hidden") == "true"
    named = drawn(svg.bars(21, 60, "21 dari 60 menit"))
    assert (named.get("role"), named.get("aria-label")) == ("img", "21 dari 60 menit")
    assert named.findtext("title") == "21 dari 60 menit"


# the segments


def run(now: int | None, length: int = 12, late: tuple[int, ...] = ()) -> list[tuple[str, bool]]:
    def state(number: int) -> str:
        if now is None or number < now:
            return "selesai"
        return "sekarang" if number == now else "nanti"

    return [(state(number), number in late) for number in range(1, length + 1)]


def test_segments_show_what_is_done_what_waits_and_what_was_late():
    tree = drawn(svg.segments(run(10, late=(2, 7))))
    assert [rect.get("class") for rect in tree.iter("rect")] == (
        ["s", "s l", "s", "s", "s", "s", "s l", "s", "s", "k", None, None]
    )
    assert tree.get("aria-label") == "Langkah 10 dari 12; langkah 2 dan 7 lewat waktu baku"


def test_a_late_segment_is_taller_too():
    _, tall, *_ = drawn(svg.segments(run(10, late=(2,)))).iter("rect")
    assert sizes(tall, "y", "height") == [0, 10]


@pytest.mark.parametrize("length", [1, 3, 10, 12])
def test_segments_fill_their_line_exactly(length):
    *_, last = drawn(svg.segments(run(None, length))).iter("rect")
    x, width = sizes(last, "x", "width")
    assert x + width == pytest.approx(120, abs=0.02)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (run(1), "Langkah 1 dari 12"),
        (run(11, late=(11,)), "Langkah 11 dari 12; langkah 11 lewat waktu baku"),
        (run(None, 10), "10 dari 10 langkah selesai"),
        (run(4, late=(1, 2, 3)), "Langkah 4 dari 12; langkah 1, 2, dan 3 lewat waktu baku"),
        (run(0, 10), "0 dari 10 langkah selesai"),
    ],
)
def test_segments_say_how_far_the_run_has_come(rows, said):
    assert drawn(svg.segments(rows)).get("aria-label") == said


def test_segments_of_no_rows_are_an_empty_line():
    assert list(drawn(svg.segments([], "belum ada langkah")).iter("rect")) == []


# the bullet


def test_a_bullet_is_the_bar_and_the_mark_of_the_design():
    tree = drawn(svg.bullet(D("81.82"), D("85"), "kuning", unit="%"))
    [bar] = parts(tree, **{"data-status": "kuning"})
    [mark] = parts(tree, class_="penanda")
    assert sizes(bar, "width") == [245.46]
    assert sizes(mark, "x") == [253.75]
    assert tree.get("aria-label") == "Realisasi 81,82%, target 85,00%"


def test_a_bullet_never_draws_a_missing_value_as_zero():
    tree = drawn(svg.bullet(None, D("85"), unit="indeks"))
    assert len(list(tree.iter("rect"))) == 2
    assert tree.get("aria-label") == "Realisasi belum ada, target 85,00 indeks"
    assert len(list(drawn(svg.bullet(D(0), D(85))).iter("rect"))) == 3


def test_a_bullet_without_target_has_no_mark():
    assert parts(drawn(svg.bullet(D(5), None)), class_="penanda") == []


def test_a_result_that_is_not_computed_has_no_colour_of_a_result():
    tree = drawn(svg.bullet(D(50), None, "abu"))
    assert len(parts(tree, class_="isi-bilah")) == 1
    assert "data-status" not in svg.bullet(D(50), None, "abu")


@given(values, values, st.sampled_from([None, 100]), inks)
def test_a_bullet_stays_inside_its_frame(value, target, top, ink):
    for rect in drawn(svg.bullet(value, target, top=top, ink=ink)).iter("rect"):
        x, width = sizes(rect, "x", "width")
        assert -1.25 <= x <= x + width <= 301.25


@pytest.mark.parametrize(
    ("value", "target", "share"), [("420", "398", 0.84), ("0.9", "0.87", 0.9), ("85", "100", 0.85)]
)
def test_the_scale_of_a_bullet_ends_at_the_next_round_figure(value, target, share):
    [bar] = parts(drawn(svg.bullet(D(value), D(target))), class_="isi-bilah")
    assert sizes(bar, "width") == [pytest.approx(share * 300)]


# the lines


def chart(**series):
    given_ = {"actual": (), "target": (), "last_year": ()} | series
    return drawn(svg.line(QUARTERS, **given_, label="Realisasi per triwulan"))


def numbers(*written):
    return [None if one is None else D(one) for one in written]


def texts(tree: ElementTree.Element) -> list[str]:
    return [text.text for text in tree.iter("text") if text.text not in QUARTERS]


def test_the_line_chart_draws_three_lines_and_labels_the_last_value_and_the_target():
    tree = chart(
        actual=numbers("79.43", "80.86", "81.82"),
        target=numbers(80, 82, 85, 88),
        last_year=numbers("74.2", "75.9", "77", "78.71"),
    )
    assert [line.get("class") for line in tree.iter("polyline")] == ["lalu", "sasaran", "nyata"]
    assert len(parts(tree, class_="nyata-titik")) == 3
    assert texts(tree) == ["81,82", "88,00"]
    assert tree.get("aria-label") == tree.findtext("title") == "Realisasi per triwulan"


def test_higher_values_lie_higher():
    [low, high] = parts(chart(actual=numbers(10, 20)), class_="nyata-titik")
    assert sizes(low, "cy") > sizes(high, "cy")
    assert sizes(low, "cx") < sizes(high, "cx")


def test_a_quarter_without_value_is_a_gap_and_no_zero():
    tree = chart(actual=numbers(10, 12, None, 11))
    [stretch] = parts(tree, class_="nyata")
    assert len(stretch.get("points").split()) == 2
    assert len(parts(tree, class_="nyata-titik")) == 3


def test_a_target_of_the_year_alone_is_a_dash():
    [dash] = parts(chart(target=numbers(None, None, None, 72)), class_="sasaran")
    assert len(dash.get("points").split()) == 2


def test_the_last_value_stands_on_the_far_side_of_its_target():
    def heights(real, wanted):
        tree = chart(actual=numbers(1, 2, 3, real), target=numbers(1, 2, 3, wanted))
        marked = {text.text: float(text.get("y")) for text in tree.iter("text")}
        return marked[f"{real},00"], marked[f"{wanted},00"]

    real, wanted = heights(9, 8)
    assert real < wanted
    real, wanted = heights(7, 8)
    assert real > wanted


def test_two_figures_side_by_side_do_not_touch():
    months = [str(number) for number in range(1, 13)]
    tree = drawn(svg.line(months, numbers(*range(10, 21)), numbers(*range(1, 13)), label="x"))
    real, target = (text for text in tree.iter("text") if "," in text.text)
    assert (real.text, target.text) == ("20,00", "12,00")
    assert real.get("text-anchor") == "end"
    assert float(real.get("x")) < float(target.get("x")) - 15


def test_the_figure_at_the_end_of_the_year_stands_over_its_point():
    tree = chart(actual=numbers(1, 2, 3, 9), target=numbers(1, 2, 3, 8))
    [figure] = parts(tree, class_="tebal")
    assert (figure.get("x"), figure.get("text-anchor")) == ("276", "middle")


def test_a_chart_of_nothing_is_an_axis_with_its_quarters():
    tree = chart(actual=numbers(None, None))
    assert [text.text for text in tree.iter("text")] == QUARTERS
    assert list(tree.iter("polyline")) == []


def test_names_of_twelve_months_do_not_touch():
    months = [f"Bulan {number}" for number in range(1, 13)]
    names = list(drawn(svg.line(months, (), label="x")).iter("text"))
    assert [name.text for name in names][-1] == "Bulan 12"
    assert len(names) < 12


def test_a_long_figure_is_pushed_in_from_the_edge():
    tree = chart(actual=numbers(1, 2, 3, "12345678901.25"))
    [figure] = parts(tree, class_="tebal")
    assert (figure.get("x"), figure.get("text-anchor")) == ("300", "end")


series = st.lists(values, max_size=12)


@given(series, series, series, inks)
def test_every_series_is_drawn_within_the_frame(actual, target, last_year, ink):
    labels = [str(number) for number in range(1, 13)]
    tree = drawn(svg.line(labels, actual, target, last_year, label="x", ink=ink))
    for stroke in tree.iter("polyline"):
        for point in stroke.get("points").split():
            x, y = (float(n) for n in point.split(","))
            assert 0 <= x <= 300
            assert 0 <= y <= 100


# all of them


PICTURES = [
    lambda ink: svg.bars(42, 30, "42 dari 30 menit", ink),
    lambda ink: svg.bars(21, 30, "21 dari 30 menit", ink),
    lambda ink: svg.segments(run(10, late=(2, 10)), ink=ink),
    lambda ink: svg.bullet(D("81.82"), D(85), "kuning", ink=ink),
    lambda ink: svg.bullet(D("81.82"), D(85), ink=ink),
    lambda ink: svg.line(QUARTERS, numbers(1, 2), numbers(2, 2), numbers(0, 1), label="x", ink=ink),
]


@pytest.mark.parametrize("picture", PICTURES)
def test_equal_input_gives_equal_bytes(picture):
    assert picture(SCREEN) == picture(SCREEN)


@pytest.mark.parametrize("picture", PICTURES)
def test_on_paper_every_part_says_itself_how_it_looks(picture):
    tree = drawn(picture(PAPER))
    for element in tree:
        if element.tag == "title":
            continue
        assert element.get("class") is None
        assert element.get("fill") or element.get("stroke")
        assert element.tag != "text" or element.get("font-family")
        colours = {element.get("fill"), element.get("stroke")} - {None, "none"}
        assert colours <= {"#000", "#fff", "#8a9695"}


@pytest.mark.parametrize("picture", PICTURES)
def test_on_the_screen_no_part_has_a_colour_of_its_own(picture):
    for element in drawn(picture(SCREEN)).iter():
        assert not {"fill", "stroke"} & set(element.attrib)


def test_both_inks_know_the_same_parts():
    assert SCREEN.keys() == PAPER.keys()


def test_words_cannot_break_out_of_a_chart():
    evil = '"><script>alert(1)</script>'
    tree = drawn(svg.line([evil], numbers(1), label=evil))
    assert tree.get("aria-label") == evil
    assert [text.text for text in tree.iter("text")] == [evil, "1,00"]
