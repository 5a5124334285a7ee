"""Whatever is written into whatever cell: only what is open changes, and nothing is lost in silence."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collection.buku import Bahan
from collection.buku_baca import BLANK, Isi, Sel, figure, read_book, stamp_pieces
from collection.cap import check, read_stamp
from collection.galat import cells_in_words
from collection.tanya import Jawaban
from collection.unggah import Rencana
from sakip.lib import angka
from sakip.papers.workbook import safe_open

from .books import download
from .collected import at_filling, form_of
from .promise import make_promise
from .walk import do, to

ANY = settings(
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXTS = st.sampled_from(
    ["", "7", "7,5", "7.5", "1.234,56", "dua", "Ada nilai", "Nihil (0)", "Tidak berlaku", "=1+1",
     "https://arsip.example/a", "#REF!", "x" * 4001]
)  # fmt: skip
CELLS = st.builds(
    Sel,
    TEXTS,
    st.sampled_from(["", "angka", "tanggal", "logika", "galat"]),
    st.booleans(),
).map(lambda s: s if s.kind != "angka" else Sel("7,5", "angka", s.formula))


@pytest.fixture
def world(instansi, units, people, signed_in):
    """A form of which one row was returned, and its workbook as read."""
    make_promise(instansi, units)
    run = to(at_filling(people), people, "rekap")
    form = form_of(run, people.staf)
    items = [{"isian": form.isian.get(kode="IKU-1"), "jenis": "usang", "alasan": "Data Juni."}]
    do(run, "kembalikan", people.tim, note="Perbarui.", items=items, to="pengisian")
    form = form_of(run, people.staf)
    opened = safe_open(io.BytesIO(download(signed_in(people.staf), form)))
    cap, bahan = read_stamp(stamp_pieces(opened)), Bahan(form, people.staf)
    check(cap, form)
    return SimpleNamespace(cap=cap, bahan=bahan, isi=read_book(opened, bahan.columns))


def plan(world, isi) -> Rencana:
    return Rencana(world.bahan, world.cap, isi, Jawaban())


@pytest.mark.django_db
@ANY
@given(edits=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 17), CELLS), max_size=4))
def test_only_open_cells_ever_change(world, edits):
    isi = Isi.of(world.isi.data())
    columns = list(isi.values.letters)
    touched = set()
    for row, at, sel in edits:
        n, cells = isi.values.rows[row]
        column = columns[at % len(columns)]
        if sel != cells.get(column, BLANK):
            touched.add(n)
        cells.pop(column, None) if sel == BLANK else cells.update({column: sel})
    found = plan(world, isi)
    open_ = {"IKU-1": world.bahan.open_in(world.bahan.rows[0])}
    for change in found.changes:
        assert change.name in open_, change
    closed = {str(i.pk) for i in world.bahan.rows if i.sebutan not in open_}
    sent = {name.rpartition("-")[2] for name in found.posted}
    assert not sent & closed
    assert {f.row for f in found.faults} <= touched, "no fault in a row that nobody touched"


@pytest.mark.django_db
def test_as_it_was_downloaded_it_says_nothing_at_all(world):
    found = plan(world, world.isi)
    assert (found.changes, found.faults, found.conflicts, found.notices) == ([], [], [], [])


@given(st.decimals(-(10**10), 10**10, places=4))
def test_a_figure_that_we_show_is_read_as_the_same_figure(value):
    shown = angka.show_input(value)
    assert figure(Sel(shown)).text == shown and not figure(Sel(shown)).proposed


@given(st.sets(st.tuples(st.sampled_from(["A", "D", "AB"]), st.integers(1, 30))))
def test_cells_in_words_name_exactly_these_cells(cells):
    said = set()
    for part in filter(None, cells_in_words(cells).split(", ")):
        first, _, last = part.partition(" sampai ")
        letter = first.rstrip("0123456789")
        low = int(first[len(letter) :])
        high = int(last[len(letter) :]) if last else low
        said |= {(letter, n) for n in range(low, high + 1)}
    assert said == cells
