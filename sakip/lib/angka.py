"""Indonesian numbers: the one reader, the one rounding, and how figures are printed.

`1.234,56` is one thousand two hundred thirty-four and 56 hundredths: a dot separates thousands,
a comma decimals. Values are Decimal from end to end, rupiah are whole ints; a float is refused.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from sakip.lib import slips

NOTHING = "–"  # printed where there is no value
MINUS = "−"  # U+2212, as printed; an input holds the hyphen of the keyboard

WHOLE_DIGITS, PLACES = 11, 4  # numeric(15, 4)
RUPIAH_DIGITS = 15
LONGEST = 60  # characters; no figure of an office is longer

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # never rounds what it was not asked to round
_SHEET = Context(prec=15, rounding=ROUND_HALF_UP)  # a spreadsheet keeps 15 significant digits

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f]+")
_DRESS = re.compile(
    r"(?:(?P<sign>[-+−]) ?)?(?:Rp\b\.? ?|Rp(?=[-+−0-9]))?(?:(?P<inner>[-+−]) ?)?"
    r"(?P<figure>.*?)(?: ?%)?",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?:(?P<part>[0-9]+)|[-–—]))?"
)


class Unreadable(ValueError):
    """A text that is no number: `message` for the person, `suggestion` the right form, if any."""

    def __init__(self, message: str, suggestion: str | None = None):
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


class LoneDot(Unreadable):
    """`12.5`: refused when typed, a finding with a proposed reading when it came in a file."""


def read(text: str, *, unit: str = "") -> Decimal:
    """The number that somebody typed.

    Read: `1234`, `1234,5`, `0,5`, `1.234` (1234), `1.234,56`, `-5`, `−5`. Stripped: spaces, `%`,
    `Rp`, `,-` and the word `unit` (`persen` is the unit `%`). All else raises Unreadable.
    """
    if len(text) > LONGEST:
        raise Unreadable(f"{quoted(text)} terlalu panjang untuk sebuah angka.")
    clean = _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()
    if not clean:
        raise Unreadable("Angkanya belum ditulis.")
    sign, figure = _undressed(clean, unit)
    match = _FIGURE.fullmatch(figure)
    if not match:
        raise _refusal(text, sign, figure, unit)
    whole, part = re.sub("[. ]", "", match["whole"]), match["part"]
    value = Decimal(f"{whole}.{part}" if part else whole)
    return -value if sign and value else value


def read_imported(text: str, *, unit: str = "") -> tuple[Decimal, str | None]:
    """The number in a text cell of a file or of the clipboard, and a reading to be confirmed.

    As `read`, but `76.15` gives (76.15, "76,15"): the preview shows the second as a finding that
    one tick accepts. Where nothing has to be confirmed the second is None.
    """
    try:
        return read(text, unit=unit), None
    except LoneDot as slip:
        return read(slip.suggestion or "", unit=unit), slip.suggestion


def cell_number(cell_value: object, number_format: str) -> Decimal:
    """The number in a numeric XLSX cell, as the sheet shows it.

    15 significant digits; a cell formatted as percent gives its percent value (0.7615 -> 76.15).
    Unreadable: no number (a date, TRUE), and a format that shows thousands or millions only, for
    there the person sees another figure than the cell holds.
    """
    if isinstance(cell_value, bool) or not isinstance(cell_value, int | float | Decimal):
        raise Unreadable("Isi sel ini bukan angka.")
    value = Decimal(cell_value)
    if not value.is_finite():
        raise Unreadable("Isi sel ini bukan angka.")
    value = _SHEET.plus(value)
    shown = _shown_format(number_format, value)
    if re.search(r"[0#?],+(?![0#?,])", shown):
        raise Unreadable(
            f"Format sel ini menyingkat angkanya (ribuan atau jutaan); isinya {show_input(value)}. "
            "Tampilkan angkanya utuh, lalu unggah lagi."
        )
    return _tidy(value.scaleb(2 * shown.count("%"), _EXACT))


def rounded(value: Decimal | int, places: int = 2) -> Decimal:
    """THE rounding: half up (away from zero), once, at print. ValueError: NaN and infinity."""
    if isinstance(value, float):
        raise TypeError("a float cannot be rounded exactly: Decimal from end to end")
    value = Decimal(value)
    if not value.is_finite():
        raise ValueError("only a finite number can be printed")
    result = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return result if result else result.copy_abs()  # never a minus before a zero


def show(value: Decimal | int | None, places: int = 2) -> str:
    """ "1.234,56", "−5,00"; None is "–"."""
    if value is None:
        return NOTHING
    text = f"{rounded(value, places):,f}".translate({ord(","): ".", ord("."): ","})
    return text.replace("-", MINUS)


def show_input(value: Decimal | int | None) -> str:
    """What an input holds: "1234,5", "-5"; all decimals, no thousands; None is ""."""
    return "" if value is None else f"{_tidy(Decimal(value)):f}".replace(".", ",")


def percent(value: Decimal | int | None, places: int = 2) -> str:
    """ "98,24%"; None is "–"."""
    return NOTHING if value is None else f"{show(value, places)}%"


def rupiah(value: int | None) -> str:
    """ "Rp1.234.567", "−Rp5"; None is "–"."""
    if value is None:
        return NOTHING
    return f"{MINUS if value < 0 else ''}Rp{show(abs(value), 0)}"


def read_rupiah(text: str) -> int:
    """Whole rupiah, at most 15 digits; sen are refused unless they are zero."""
    try:
        value = read(text, unit="rupiah")
    except Unreadable as slip:
        if slip.suggestion and _has_sen(read(slip.suggestion)):
            raise _sen(text) from None
        raise
    if _has_sen(value):
        raise _sen(text)
    if abs(value) >= 10**RUPIAH_DIGITS:
        raise Unreadable(
            f"{quoted(text)} terlalu besar: rupiah paling banyak {RUPIAH_DIGITS} angka, "
            f"sampai dengan {rupiah(10**RUPIAH_DIGITS - 1)}."
        )
    return int(value)


def _has_sen(value: Decimal) -> bool:
    """Asked without `% 1`, which Decimal refuses beyond 28 digits."""
    return value != value.to_integral_value()


def fits(value: Decimal) -> Decimal:
    """The value itself, if a figure of the house can hold it: 11 digits and 4 decimals.

    Unreadable otherwise; too many decimals come with the rounded value as the suggestion.
    """
    if abs(value) >= 10**WHOLE_DIGITS:
        raise Unreadable(
            f"{show_input(value)[:LONGEST]} terlalu besar: paling banyak {WHOLE_DIGITS} angka "
            "di depan koma."
        )
    if rounded(value, PLACES) != value:
        right = show_input(rounded(value, PLACES))
        raise Unreadable(
            f"{show_input(value)[:LONGEST]} memuat lebih dari {PLACES} angka di belakang koma. "
            f"Maksud Anda {right}?",
            right,
        )
    return value


def quoted(text: str) -> str:
    """What was read, fit to stand in a sentence: shortened, and without invisible characters."""
    seen = "".join(char if char.isprintable() else "·" for char in text.strip())
    return f"“{seen if len(seen) <= 30 else seen[:29] + '…'}”"


def _undressed(text: str, unit: str) -> tuple[str, str]:
    """The sign ("-" or "") and the bare figure of a text. Two signs are left as they stand."""
    for word in sorted(_unit_words(unit), key=len, reverse=True):
        text, found = re.subn(rf"^{word}(?=[ 0-9])|(?<=[ 0-9%,-]){word}$", "", text, flags=re.I)
        if found:
            text = text.strip()
            break
    dress = _DRESS.fullmatch(text)
    assert dress  # every part of it may be empty
    if dress["sign"] and dress["inner"]:
        return "", text
    sign = dress["sign"] or dress["inner"] or ""
    return ("-" if sign in ("-", MINUS) else ""), dress["figure"]


def _unit_words(unit: str) -> set[str]:
    """Patterns of the words that may stand beside a figure of that unit."""
    word = " ".join(unit.split())
    words = {word, "persen"} if word in ("%", "persen") else {word}
    # a "unit" that begins with a digit would eat digits of the figure
    return {re.escape(word) for word in words if word[:1].isalpha()}


def _refusal(text: str, sign: str, figure: str, unit: str) -> Unreadable:
    """Why the text is no number and what was probably meant. An offer is always readable."""
    wrong, right = slips.find(figure)
    if right and not _readable(right):
        right = slips.find(right)[1]
    if right and (not _readable(sign + right) or (_sized(unit) and _sized(figure))):
        right = None
    right = right and sign + right
    hint = f"Maksud Anda {right}?" if right else "Tulis seperti 1.234,56."
    kind = LoneDot if slips.LONE_DOT.fullmatch(figure) else Unreadable
    return kind(
        f"{quoted(text)} tidak terbaca sebagai angka{': ' if wrong else ''}{wrong}. {hint}", right
    )


def _readable(figure: str) -> bool:
    return bool(_FIGURE.fullmatch(figure.removeprefix("-")))


def _sized(words: str) -> bool:
    """Whether they say thousands or millions: beside a unit that does so too, nobody can tell."""
    return any(size in words.casefold() for size in slips.SIZES)


def _sen(text: str) -> Unreadable:
    return Unreadable(
        f"{quoted(text)} memuat sen. Rupiah ditulis bulat, tanpa angka di belakang koma."
    )


def _shown_format(number_format: str, value: Decimal) -> str:
    """The section of the format that applies to the value, without its literal text."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format or "")
    sections = bare.split(";")
    index = 1 if value < 0 else 2 if value == 0 else 0
    return sections[index] if index < len(sections) else sections[0]


def _tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros, or a minus before zero."""
    return value.normalize(_EXACT) if value else Decimal(0)
