"""Whole numbers in words, as letters repeat them in brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.lib.terbilang import terbilang

ONES = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
UNITS = ("nol", *ONES)
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1250, "seribu dua ratus lima puluh"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_000, "dua miliar"),
        (1_000_000_000_000, "satu triliun"),
        (-5, "minus lima"),
    ],
)
def test_a_letter_repeats_its_number_in_words(number, words):
    assert terbilang(number) == words


def counted(words: str) -> int:
    """The number of the words again, by a reader of its own."""
    total = group = 0
    for word in words.split():
        if word.startswith("se") and word != "sembilan":
            group += {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 0}[word]
            total += 1000 if word == "seribu" else 0
        elif word in UNITS:
            group += UNITS.index(word)
        elif word == "belas":
            group += 10
        elif word in ("puluh", "ratus"):
            last = group % 10
            group += last * ({"puluh": 10, "ratus": 100}[word] - 1)
        else:
            total += group * SCALES[word]
            group = 0
    return total + group


@given(st.integers(0, 10**15 - 1))
def test_the_words_say_exactly_the_number(number):
    assert counted(terbilang(number)) == number


@pytest.mark.parametrize("number", [10**15, -(10**15)])
def test_beyond_fifteen_digits_there_are_no_words(number):
    with pytest.raises(ValueError, match="15 angka"):
        terbilang(number)
