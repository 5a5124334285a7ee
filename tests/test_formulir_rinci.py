"""The details of a value: its line over the periods, the year before, and how it came about."""

from datetime import timedelta
from decimal import Decimal

import pytest

from collection.detail import history
from collection.isian import Riwayat
from sakip.sop.perform import write

from .collected import approve, received, text_of

pytestmark = pytest.mark.django_db


def value(form, kode="IKK-2"):
    row = form.isian.get(kode=kode)
    row.formulir = form
    return row


def test_the_line_runs_over_what_was_approved_and_ends_with_what_stands_here(
    promise, people, signed_in
):
    approve(people, "2026-TW1", {"IKK-2": Decimal(7)})
    approve(people, "2026-TW2", {"IKK-2": Decimal(9)})
    form = received(people)
    row = value(form)
    write(row, by=people.staf, seen=row.seen(), keadaan="dilaporkan", nilai=12)
    url = f"{form.get_absolute_url()}isian/{row.pk}/"
    for address in (url, f"{url}rinci/"):
        answer = signed_in(people.staf).get(address)
        text = text_of(answer)
        assert "Realisasi IKK-2 dan targetnya, 3 periode terakhir" in answer.content.decode()
        assert "Triwulan III 2026 10,00 aduan 12,00 aduan" in text
        assert "Triwulan I 2026 10,00 aduan 7,00 aduan" in text
        assert "Triwulan III 2025: tidak ada data" in text


def test_a_value_without_a_past_says_so(promise, people, signed_in):
    form = received(people)
    answer = signed_in(people.staf).get(f"{form.get_absolute_url()}isian/{value(form).pk}/rinci/")
    assert "Belum ada periode terdahulu" in text_of(answer)


def test_what_one_person_types_in_a_sitting_is_told_as_one_change(promise, people, clock):
    form = received(people)
    for figure in (1, 12, 125):
        row = value(form)
        write(row, by=people.staf, seen=row.seen(), keadaan="dilaporkan", nilai=figure)
        clock.shift(timedelta(minutes=1))
    clock.shift(timedelta(minutes=30))
    for by, figure in ((people.staf, 126), (people.bidang, 127)):
        row = value(form)
        write(row, by=by, seen=row.seen(), keadaan="dilaporkan", nilai=figure)
    told = [(line.dari["nilai"], line.ke["nilai"]) for line in history(value(form))]
    assert told == [("126", "127"), ("125", "126"), (None, "125")]
    assert Riwayat.objects.count() == 5, "the history itself keeps every step"


@pytest.mark.parametrize(("who", "status"), [("staf_lain", 404), ("sekretaris", 404), ("tim", 200)])
def test_the_details_are_for_who_reads_the_form(promise, people, signed_in, who, status):
    form = received(people)
    address = f"{form.get_absolute_url()}isian/{value(form).pk}/rinci/"
    assert signed_in(getattr(people, who)).get(address).status_code == status
