"""A unit's form as its people fill it in the browser, without script."""

import pytest

from collection.models import Formulir

from .collected import at_filling, form_of, inputs, received, send, text_of
from .promise import make_promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(instansi, units):
    return make_promise(instansi, units)


@pytest.fixture
def form(promise, people):
    return received(people)


def row(form, kode):
    return form.isian.get(kode=kode)


def test_staf_fills_a_row_by_its_parts_and_sees_what_they_come_to(form, people, signed_in):
    staf, iku = signed_in(people.staf), row(form, "IKU-1")
    answer = send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    assert answer.status_code == 302
    iku.refresh_from_db()
    assert (iku.keadaan, str(iku.nilai)) == ("dilaporkan", "81.8182")
    page = text_of(staf.get(form.get_absolute_url()))
    assert "81,82" in page and "342 ÷ 418" in page and "97,40%" in page


def test_a_row_nobody_touched_is_not_written(form, people, signed_in):
    send(signed_in(people.staf), form)
    assert set(form.isian.values_list("version", flat=True)) == {0}
