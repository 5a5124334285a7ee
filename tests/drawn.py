"""Rows to draw as a flowchart, and a drawing read back: its shapes, its lines, its words."""

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

import pytest

from sakip.sop.picture import row_svgs

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


# -- reading a drawing -------------------------------------------------------------------------


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
