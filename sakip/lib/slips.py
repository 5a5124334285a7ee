"""What people write instead of an Indonesian number, and the right form to offer them.

Nothing here is ever taken over by itself: a slip is refused, its right form is a question.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

_FIGURE = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
LONE_DOT = re.compile(r"[0-9]+\.[0-9]+")

# Words that say the size of a figure: dropped like a unit they would change it a thousandfold.
SIZES = {"rb": 3, "ribu": 3, "jt": 6, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}


class Slip(NamedTuple):
    """A shape of wrong writing: how it looks, what is wrong, the right form (or None)."""

    looks: re.Pattern[str]
    wrong: str
    right: Callable[[str], str | None]


def grouped(digits: str) -> str:
    """ "1234567,8" -> "1.234.567,8"."""
    whole, comma, part = digits.partition(",")
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ".", whole.lstrip("0") or "0") + comma + part


def _swapped(text: str) -> str:
    return text.translate({ord("."): ",", ord(","): "."})


def _regrouped(text: str) -> str | None:
    """Dots that stand at the wrong places, provided that each but the first leads three digits."""
    whole, comma, part = text.partition(",")
    first, *rest = whole.split(".")
    right = bool(first) and all(len(group) == 3 for group in rest) and not first.startswith("0")
    return grouped("".join([first, *rest]) + comma + part) if right else None


def _plain(text: str) -> str | None:
    """A scientific notation written out, as long as it stays a figure one can read."""
    mantissa, exponent = re.split("[eE]", text)
    if abs(int(exponent)) > 15:
        return None
    value = Decimal(mantissa.replace(",", ".")).scaleb(int(exponent))
    return grouped(f"{value:f}".replace(".", ","))


def _without_words(text: str) -> str | None:
    """The figure alone; a word that says its size is multiplied out, or makes it unclear."""
    figure = "".join(re.findall(rf"^{_FIGURE}", text))
    words = text[len(figure) :].casefold().split()
    if words[0] in SIZES and len(words) == 1:
        value = Decimal(figure.replace(".", "").replace(",", "."))
        return grouped(f"{value.scaleb(SIZES[words[0]]):f}".replace(".", ","))
    # "5 m" may be metres or a thousand million: nothing is offered
    return None if words[0] in {*SIZES, "m", "t"} else figure


SLIPS = (
    Slip(LONE_DOT, "", lambda text: text.replace(".", ",")),
    Slip(
        re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:,[0-9]{3}|\.[0-9]+)"),
        "titik memisahkan ribuan dan koma memisahkan desimal",
        _swapped,
    ),
    Slip(
        re.compile(r"[0-9]+(?:\.[0-9]+)+(?:,[0-9]+)?"),
        "titik hanya memisahkan tiga angka ribuan",
        _regrouped,
    ),
    Slip(
        re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}"),
        "tulisan ilmiah tidak dipakai",
        _plain,
    ),
    Slip(
        re.compile(r"[0-9]+(?:_[0-9]+)+"),
        "garis bawah bukan bagian dari angka",
        lambda text: grouped(text.replace("_", "")),
    ),
    Slip(
        re.compile(r",[0-9]+"),
        "angka di depan koma tidak ada",
        lambda text: f"0{text}",
    ),
    Slip(
        re.compile(r"[0-9]+[.,]"),
        "angka di belakangnya tidak ada",
        lambda text: text[:-1],
    ),
    Slip(
        re.compile(rf"\({_FIGURE}\)"),
        "angka negatif ditulis dengan tanda minus",
        lambda text: f"-{text[1:-1]}",
    ),
    Slip(
        re.compile(rf"[–—]{_FIGURE}"),
        "tanda minusnya tertulis sebagai garis panjang",
        lambda text: f"-{text[1:]}",
    ),
    Slip(
        re.compile(r"[0-9]+(?: [0-9]+)+"),
        "ada spasi di antara angkanya",
        lambda text: None,
    ),
    Slip(
        re.compile(rf"{_FIGURE} ?[^\W\d_][^\d]*"),
        "di belakang angkanya tertulis kata yang bukan satuannya",
        _without_words,
    ),
)


def find(text: str) -> tuple[str, str | None]:
    """What is wrong with it, in words ("" where the right form says it all), and the right form."""
    ascii_text = "".join(_ascii_digit(char) for char in text)
    if ascii_text != text:
        return "hanya angka 0 sampai dengan 9 yang dibaca", ascii_text
    for slip in SLIPS:
        if slip.looks.fullmatch(text):
            return slip.wrong, slip.right(text)
    return "", None


def _ascii_digit(char: str) -> str:
    """The digit that a digit of another script stands for; everything else as it is."""
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
