"""Whole numbers in Indonesian words, as official letters repeat them in brackets."""

UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"))
LARGEST = 10**15 - 1  # the 15 digits of a rupiah figure


def terbilang(n: int) -> str:
    """1.250 is "seribu dua ratus lima puluh". ValueError beyond 15 digits."""
    if abs(n) > LARGEST:
        raise ValueError("paling banyak 15 angka yang dapat dibilang dengan kata")
    return f"minus {_words(-n)}" if n < 0 else _words(n)


def _words(n: int) -> str:
    if n < 12:
        return UNITS[n]
    if n < 20:
        return f"{UNITS[n - 10]} belas"
    if n < 100:
        tens, rest = divmod(n, 10)
        return _joined(f"{UNITS[tens]} puluh", rest)
    size, name = next(scale for scale in SCALES if n >= scale[0])
    count, rest = divmod(n, size)
    # "se-" for one hundred and one thousand only: satu juta, seribu
    head = f"se{name}" if count == 1 and size <= 1000 else f"{_words(count)} {name}"
    return _joined(head, rest)


def _joined(head: str, rest: int) -> str:
    return f"{head} {_words(rest)}" if rest else head
