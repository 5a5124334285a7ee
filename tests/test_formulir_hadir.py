"""Who has a form open is shown to who opens it too, and decides nothing."""

from datetime import timedelta

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def look(browser, form):
    return browser.get(f"{form.get_absolute_url()}hadir/", headers={"X-Diam": "1"})


def test_each_sees_the_other_and_not_themselves(form, people, signed_in):
    staf, head = signed_in(people.staf), signed_in(people.bidang)
    assert look(staf, form).content == b""
    assert "Staf Mutasi (Staf Mutasi (uji))" in look(head, form).content.decode()
    assert "Kepala Bidang Mutasi" in look(staf, form).content.decode()
    look(staf, form)
    assert look(head, form).content.decode().count("Staf Mutasi (Staf") == 1, "one line a person"


def test_who_closed_the_page_is_gone_after_two_minutes(form, people, signed_in, clock):
    staf, head = signed_in(people.staf), signed_in(people.bidang)
    look(staf, form)
    clock.shift(timedelta(seconds=121))
    assert look(head, form).content == b""


def test_the_mark_moves_nothing_of_the_form(form, people, signed_in):
    before = form.seen()
    look(signed_in(people.staf), form)
    assert type(form).objects.get(pk=form.pk).seen() == before


@pytest.mark.parametrize("who", ["staf_lain", "bidang_lain", "sekretaris", "admin"])
def test_who_may_not_read_the_form_does_not_learn_who_fills_it(form, people, signed_in, who):
    assert look(signed_in(getattr(people, who)), form).status_code == 404


def test_an_open_page_alone_keeps_nobody_signed_in(form, people, client, clock):
    client.post("/akun/login/", {"login": "staf", "password": "rahasia-sekali-1"})
    assert look(client, form).status_code == 200
    for _ in range(4):
        clock.shift(timedelta(seconds=settings.SESSION_IDLE / 3))
        last = look(client, form)
    assert last.status_code != 200
