"""The flowchart: every row in its columns and in words, safe, for the two sheets and for one row more."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.sop.picture import SCREEN, lines_of, mermaid, row_svgs, sheet, tall_rows

from .drawn import (
    BIDANG,
    KEPALA,
    PENGUKURAN,
    PENGUMPULAN,
    SEKRETARIAT,
    SHEETS,
    STAF,
    SVG,
    THIRTEEN,
    TIM_SAKIP,
    Baris,
    drawn_rows,
    height,
    labels,
    of_class,
    parsed,
    rows,
    shapes,
)

# -- the signed sheets -------------------------------------------------------------------------


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


# -- the current row, words, safety ------------------------------------------------------------


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


# -- lines of words ----------------------------------------------------------------------------


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


# -- as text -----------------------------------------------------------------------------------


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
