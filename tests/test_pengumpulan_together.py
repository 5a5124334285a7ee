"""Several people in one form, one recap or one analysis at the same moment."""

from decimal import Decimal

import pytest
from django.db import connection

from collection.models import Butir, Formulir, Isian, Pengumpulan, Riwayat
from sakip.sop.perform import Blocked, Conflict, perform, write
from sakip.trail.models import Entry
from sakip.trail.note import faults

from .collected import at_filling, form_of, inputs, received
from .threads import together
from .walk import do, fill, start, to

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def closed_connections():
    yield
    connection.close()


def test_of_many_who_save_one_row_at_once_one_wins_and_the_others_are_told(promise, people):
    row = received(people).isian.get(kode="IKK-2")
    seen = row.seen()
    results = together(
        *[
            lambda n=n: write(row, by=people.staf, seen=seen, keadaan="dilaporkan", nilai=n)
            for n in range(1, 9)
        ]
    )
    saved = [r for r in results if isinstance(r, Isian)]
    assert len(saved) == 1
    assert all(isinstance(r, Conflict) for r in results if r not in saved), results
    row.refresh_from_db()
    assert (row.version, row.nilai) == (1, saved[0].nilai)
    assert Riwayat.objects.filter(isian=row).count() == 1


def test_two_pages_with_different_rows_saved_at_once_lose_nothing(promise, people, signed_in):
    form = received(people)
    iku, aduan = form.isian.get(kode="IKU-1"), form.isian.get(kode="IKK-2")
    staf, head, url = signed_in(people.staf), signed_in(people.bidang), form.get_absolute_url()
    first = inputs(staf.get(url)) | {f"a-{iku.pk}": "80", f"b-{iku.pk}": "100"}
    second = inputs(head.get(url)) | {f"n-{aduan.pk}": "7"}
    answers = together(lambda: staf.post(url, first), lambda: head.post(url, second))
    assert [a.status_code for a in answers] == [302, 302]
    iku.refresh_from_db()
    aduan.refresh_from_db()
    assert (iku.nilai, aduan.nilai) == (Decimal(80), Decimal(7))


def test_a_form_is_not_handed_in_with_a_value_that_arrives_at_the_same_moment(promise, people):
    """Either the value is in what was handed in, or the hand-in is told that something changed."""
    form = received(people)
    fill(form, people.staf)
    do(form, "isi", people.staf)
    for n in range(4):
        form = form_of(form.run, people.staf)
        row = form.isian.get(kode="IKK-2")
        form_seen, row_seen = form.seen(), row.seen()
        handed, written = together(
            lambda f=form, s=form_seen: perform(f, "serahkan", by=people.bidang, seen=s),
            lambda r=row, s=row_seen, n=n: write(
                r, by=people.bidang, seen=s, nilai=Decimal(50 + n)
            ),
        )
        row.refresh_from_db()
        if isinstance(handed, Entry):
            assert isinstance(written, (Blocked, Conflict)), written
            assert row.nilai != 50 + n
            return
        assert isinstance(handed, Conflict)
        assert row.nilai == 50 + n


def test_the_recap_is_not_published_while_a_return_opens_a_form(promise, people):
    run = to(start(people), people, "rekap")
    seen = run.seen()
    item = {
        "isian": Isian.objects.get(formulir__run=run, kode="IKU-1"),
        "jenis": "usang",
        "alasan": "Data lama.",
    }
    results = together(
        lambda: perform(run, "rekap", by=people.tim, seen=seen),
        lambda: perform(
            run,
            "kembalikan",
            by=people.tim,
            seen=seen,
            note="Ulangi.",
            to="pengisian",
            items=[item],
        ),
    )
    (won,) = [r for r in results if isinstance(r, Entry)]
    run = Pengumpulan.objects.get(pk=run.pk)
    opened = Formulir.objects.filter(run=run).exclude(at="selesai").count()
    assert (run.at, opened, Butir.objects.count()) == (
        ("laporan", 0, 0) if won.verb == "rekap" else ("pengisian", 1, 1)
    )
    assert faults(run.instansi) == []


def test_two_units_receive_at_once_and_the_receipt_names_both(promise, people):
    from sakip.papers import kinds
    from sakip.papers.issue import issued_of

    run = at_filling(people)
    pairs = [(form_of(run, by), by) for by in (people.staf, people.staf_lain)]
    results = together(
        *[lambda f=f, by=by: perform(f, "terima", by=by, seen=f.seen()) for f, by in pairs]
    )
    assert all(isinstance(r, Entry) for r in results), results
    latest = issued_of(run, kinds.TANDA_TERIMA).first()
    assert latest.revision == 2
    assert all(line["penerima"] for line in latest.data["baris"])
