"""Old beside new: figures with their difference, texts word by word, files by name and hash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from html import escape
from typing import Any

from measurement.kept import figure
from sakip.lib.angka import NOTHING

from . import words

Data = Mapping[str, Any]
KEPT, GONE, CAME = "=", "-", "+"
TEXTS = {
    "alasan": "Alasan keadaan",
    "pendukung": "Faktor pendukung",
    "penghambat": "Faktor penghambat",
    "rencana": "Rencana tindak lanjut",
}
FIGURES = ("keadaan", "nilai", "pembilang", "penyebut", "teks")
Pieces = list[tuple[str, str]]


def compared(old: Data, new: Data, kamus: Data, files: tuple[list, list]) -> dict:
    """Everything that changed between two values (isian.value_of) and their evidence.

    {"lama", "baru": in words, "sama": the figure did not change, "selisih", "teks": [{"nama",
    "kata": pieces}], "berkas": [{"tanda", "nama", "sidik"}], "tanpa_bukti": a changed figure
    without new evidence, "berubah": anything at all changed}.
    """
    was, now = words.value_words(old, kamus), words.value_words(new, kamus)
    same = all(old.get(name) == new.get(name) for name in FIGURES)
    texts = [
        {"nama": label, "kata": by_words(old.get(name) or "", new.get(name) or "")}
        for name, label in TEXTS.items()
        if _plain(old.get(name)) != _plain(new.get(name))
    ]
    moved = evidence(*files)
    came = any(piece["tanda"] == CAME for piece in moved)
    return {
        "lama": was,
        "baru": now,
        "sama": same,
        "selisih": "" if same else difference(old, new, kamus),
        "teks": texts,
        "berkas": moved,
        "tanpa_bukti": not same and not came,
        "berubah": bool(not same or texts or any(p["tanda"] != KEPT for p in moved)),
    }


def of(butir, kamus: Data, value: Data, files: list) -> dict:
    """One returned item: as it was then beside as it was handed in, or as it stands (`value`, `files`)."""
    handed = butir.nilai_baru is not None
    new = butir.nilai_baru if handed else value
    return compared(
        butir.nilai_lama, new, kamus, (butir.bukti_lama, butir.bukti_kini if handed else files)
    )


def is_changed(butir) -> bool:
    """Whether anything of an answered item differs from what was returned."""
    kamus = butir.isian.kamus
    return of(butir, kamus, butir.nilai_lama, butir.bukti_lama)["berubah"]


def difference(old: Data, new: Data, kamus: Data) -> str:
    """ "turun 38 · 2,06 poin", "naik 3 orang"; "" where one of them is no figure."""
    was, now = figure(old["nilai"]), figure(new["nilai"])
    if was is None or now is None:
        return ""
    step = now - was
    parts = [(figure(old[n]), figure(new[n])) for n in ("pembilang", "penyebut")]
    if not step:
        moved = [p for p in parts if None not in p and p[0] != p[1]]
        return "hasil bagi tetap" if moved else "tidak berubah"
    word = "naik" if step > 0 else "turun"
    if not words.is_percent(kamus):
        return f"{word} {words.with_unit(words.plain(abs(step), kamus), kamus)}"
    above = parts[0]
    counted = ""
    if None not in above and above[0] != above[1]:
        counted = f"{words.bare(abs(above[1] - above[0]))} · "
    return f"{word} {counted}{words.plain(abs(step), kamus)} poin"


def by_words(old: str, new: str) -> Pieces:
    """Two texts as pieces that stayed, went and came, in reading order."""
    was, now = _split(old), _split(new)
    found: Pieces = []
    for what, a0, a1, b0, b1 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            found.append((KEPT, " ".join(was[a0:a1])))
            continue
        if a1 > a0:
            found.append((GONE, " ".join(was[a0:a1])))
        if b1 > b0:
            found.append((CAME, " ".join(now[b0:b1])))
    return found


def _split(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def _plain(text) -> str:
    return " ".join((text or "").split())


def evidence(old: list, new: list) -> list[dict]:
    """Files by name and hash, links by their address: what stayed, went and came."""
    before, after = ({_mark(b): b for b in pieces} for pieces in (old, new))
    tags = [(mark, KEPT if mark in after else GONE) for mark in before]
    tags += [(mark, CAME) for mark in after if mark not in before]
    return [_piece((before | after)[mark], tag) for mark, tag in tags]


def _mark(piece: Data) -> str:
    return piece.get("sha256") or piece.get("tautan") or piece["nama"]


def _piece(piece: Data, tag: str) -> dict:
    return {
        "tanda": tag,
        "nama": piece["nama"],
        "sidik": piece.get("sha256", "")[:12],
        "tautan": piece.get("tautan", ""),
    }


# -- the same as HTML -------------------------------------------------------------------------


def html(said: Data) -> str:
    """The cell "old and new" of a lembar tanggapan."""
    if said["sama"]:
        head = f"<span>{escape(said['baru'])}</span><small>angka tidak berubah</small>"
    else:
        small = f"<small>{escape(said['selisih'])}</small>" if said["selisih"] else ""
        head = f"<del>{escape(said['lama'])}</del><ins>{escape(said['baru'])}</ins>{small}"
    return (
        f'<div class="banding">{head}</div>{"".join(map(text_html, said["teks"]))}'
        f"{files_html(said['berkas'])}"
    )


def text_html(text: Data) -> str:
    return (
        f'<p class="banding-teks"><b>{escape(text["nama"])}.</b> '
        f"{pieces_html(text['kata']) or NOTHING}</p>"
    )


def pieces_html(pieces: Pieces) -> str:
    tag = {GONE: "del", CAME: "ins"}
    return " ".join(
        f"<{tag[what]}>{escape(said)}</{tag[what]}>" if what in tag else escape(said)
        for what, said in pieces
    )


def files_html(pieces: list[dict]) -> str:
    """One line a file; what stayed is not told apart from what never moved."""
    lines = []
    for piece in pieces:
        word = {GONE: "dicabut", CAME: "baru", KEPT: "tetap"}[piece["tanda"]]
        name = escape(piece["nama"])
        shown = f"<del>{name}</del>" if piece["tanda"] == GONE else name
        mark = f", sidik {piece['sidik']}" if piece["sidik"] else ""
        lines.append(f'<li>{shown} <span class="mikro">{word}{mark}</span></li>')
    return f'<ul class="banding-berkas">{"".join(lines)}</ul>' if lines else ""
