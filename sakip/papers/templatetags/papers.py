"""Filters of the papers: what stands in frozen JSON, as an official document prints it."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import groupby

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sakip.lib import tanggal as dates
from sakip.lib.angka import rupiah
from sakip.lib.terbilang import terbilang

from ..state import paper_state as state_of

register = template.Library()
register.filter("paper_state", state_of)

NOTHING = "–"
_ITEM = re.compile(r"^\s*(?:(\d{1,2}|[a-z])[.)]|[-•])\s+")


@register.filter
def isi_atau(value) -> str:
    """A value as it stands, or a dash where nothing does. 0 is a value."""
    return NOTHING if value is None or value == "" else value


@register.filter
def tgl(iso: str | None) -> str:
    """ "2026-10-08" -> "8 Oktober 2026"."""
    return dates.long_date(date.fromisoformat(iso[:10]) if iso else None)


@register.filter
def hari_tgl(iso: str | None) -> str:
    """ "2026-10-08" -> "Kamis, 8 Oktober 2026"."""
    return dates.day_date(date.fromisoformat(iso[:10]) if iso else None)


@register.filter
def saat(iso: str | None, zona: str) -> str:
    """A moment in ISO with its offset -> "8 Oktober 2026, 10.32 WITA"."""
    if not iso:
        return NOTHING
    at = datetime.fromisoformat(iso)
    return f"{dates.moment(at, zona)} {dates.ZONES[zona]}"


@register.filter
def pukul(text: str | None) -> str:
    """ "9:05" as it was typed -> "09.05"."""
    return (text or "").replace(":", ".").zfill(5) if text else NOTHING


@register.filter
def zona(name: str) -> str:
    return dates.ZONES[name]


@register.filter
def rp(value: int | None) -> str:
    """1234567 -> "1.234.567": the column says that it is rupiah."""
    return NOTHING if value is None else rupiah(value).removeprefix("Rp")


@register.filter
def kata(number: int) -> str:
    """12 -> "dua belas"."""
    return terbilang(number)


@register.filter
def hari_dengan_kata(iso: str) -> str:
    """The day as a berita acara begins: "Kamis, tanggal delapan bulan Oktober tahun dua ribu ..."."""
    day = date.fromisoformat(iso)
    return (
        f"{dates.DAYS[day.weekday()]}, tanggal {terbilang(day.day)} bulan "
        f"{dates.MONTHS[day.month - 1]} tahun {terbilang(day.year)}"
    )


@register.filter
def kotak(chosen: bool) -> SafeString:
    """A box, ticked or empty, that says in words which."""
    sign, word = ("☑", "dipilih") if chosen else ("☐", "tidak dipilih")
    return format_html('<span class="c" role="img" aria-label="{}">{}</span>', word, sign)


@register.filter
def berempat(sha256: str) -> str:
    """A hash in groups of four, so that an eye can compare it."""
    return " ".join(sha256[i : i + 4] for i in range(0, len(sha256), 4))


@register.filter
def dipendekkan(sha256: str) -> str:
    return f"{berempat(sha256[:12])} … {sha256[-4:]}" if len(sha256) > 20 else sha256


@register.filter
def seimbang(text: str) -> SafeString:
    """A long name in two lines of nearly the same length, for the kop beside its logo."""
    gaps = [i for i, sign in enumerate(text) if sign == " "]
    if len(text) < 44 or not gaps:
        return conditional_escape(text)
    middle = min(gaps, key=lambda i: abs(i - len(text) / 2))
    return format_html("{} <br>{}", text[:middle], text[middle + 1 :])


@register.filter
def baris(text: str | None) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@register.filter
def tanpa_nomor(line: str) -> str:
    """ "2. Kepala Bidang" -> "Kepala Bidang", for lines that are numbered anyway."""
    return _ITEM.sub("", line)


@register.filter
def paragraf(text: str | None) -> SafeString:
    """Plain text as people type it: lines are paragraphs; "1. ", "a. " and "- " begin items."""
    lines = baris(text)
    blocks = []
    for kind, group in groupby(lines, _list_kind):
        group = list(group)
        if kind == "p":
            blocks.append(format_html_join("", "<p>{}</p>", ((line,) for line in group)))
            continue
        items = format_html_join("", "<li>{}</li>", ((_ITEM.sub("", line),) for line in group))
        blocks.append(format_html("<{0}>{1}</{2}>", mark_safe(kind), items, kind[:2]))  # noqa: S308
    return mark_safe("".join(blocks))  # noqa: S308 - every piece is escaped above


def _list_kind(line: str) -> str:
    """ "p", or the opening of the list that this line belongs to."""
    found = _ITEM.match(line)
    if not found:
        return "p"
    sign = found[1]
    if sign is None:
        return "ul"
    return "ol" if sign.isdigit() else 'ol type="a"'


@register.filter
def tautan(url: str) -> SafeString:
    """A link where it leads to the web, else the bare text."""
    if url.startswith(("https://", "http://")):
        return format_html('<a href="{0}">{0}</a>', url)
    return conditional_escape(url)


@register.filter
def baris_tabel(rows: list[dict], columns: list[dict]) -> SafeString:
    """The rows of a table whose columns are data; their shape is told in papers/laporan_hasil.html."""
    return mark_safe("".join(_row(row, columns) for row in rows))  # noqa: S308 - escaped below


def _row(row: dict, columns: list[dict]) -> str:
    cells, at = [], 0
    for cell in row["sel"]:
        text, span = (cell["teks"], cell["rentang"]) if isinstance(cell, dict) else (cell, 1)
        kind = columns[at].get("jenis", "") if span == 1 else ""
        text = NOTHING if text is None else conditional_escape(text)
        spans = format_html(' colspan="{}"', span) if span > 1 else ""
        look = format_html(' class="{}"', kind) if kind else ""
        cells.append(f"<td{look}{spans}>{text}</td>")
        at += span
    look = format_html(' class="{}"', row["gaya"]) if row.get("gaya") else ""
    return f"<tr{look}>{''.join(cells)}</tr>\n"
