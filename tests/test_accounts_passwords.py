"""Passwords: slips, changes, their kinds and terms, and the settings with which no office starts."""

import json
import runpy
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sakip.people import passwords
from sakip.trail.models import Kind
from tests.signing import NEW, RIGHT, change, is_in, lines, sign_in

ROOT = Path(__file__).parent.parent

# -- slips -------------------------------------------------------------------------------------


def slip_of(person, admin_browser):
    """A one-time password for `person`, made by the admin on the page of that person."""
    page = admin_browser.get(f"/kelola/orang/{person.pk}/").content.decode()
    mark = page.split('name="orang" value="')[1].split('"')[0]
    slip = admin_browser.post("/kelola/slip/", {"orang": mark}).content.decode()
    return slip.split('class="slip-sandi">')[1].split("<")[0]


def test_a_slip_opens_nothing_but_the_change_of_password(people, signed_in):
    typed = slip_of(people.staf.user, signed_in(people.admin))
    assert not is_in(sign_in("staf"))
    browser = sign_in("staf", typed).client
    for page in ("/", "/akun/", "/akun/data/", "/akun/2fa/", "/tidak-ada/"):
        assert browser.get(page).url == "/akun/password/change/", page
    assert change(browser, typed, typed).status_code == 200
    assert change(browser, typed, NEW).status_code == 302
    assert browser.get("/akun/").status_code == 200
    assert not is_in(sign_in("staf", typed))
    assert is_in(sign_in("staf", NEW))


def test_a_reset_is_logged_and_told_to_its_owner(people, signed_in):
    typed = slip_of(people.staf.user, signed_in(people.admin))
    line = lines(Kind.PASSWORD).get()
    assert (line.user, line.object_id) == (people.admin.user, people.staf.user.pk)
    assert typed not in json.dumps(line.data) + line.note
    browser = sign_in("staf", typed).client
    told = browser.get("/akun/password/change/").content.decode()
    assert f"Kata sandi Anda diatur ulang oleh {people.admin.user}, 8 Oktober 2026, 09.00." in told
    change(browser, typed, NEW)
    assert "Membuat slip kata sandi" in browser.get("/akun/").content.decode()


def test_an_old_slip_is_refused_in_words(people, signed_in, clock):
    typed = slip_of(people.staf.user, signed_in(people.admin))
    clock.shift(timedelta(days=passwords.SLIP_DAYS, seconds=5))
    answer = sign_in("staf", typed)
    assert not is_in(answer)
    assert "hanya berlaku 14 hari" in answer.client.get(answer.url).content.decode()


def test_one_time_passwords_hold_every_kind_and_nothing_that_is_misread():
    made = {passwords.one_time() for _ in range(300)}
    assert len(made) == 300
    for typed in made:
        passwords.Kinds().validate(typed)
        assert not set(typed) & set("0O1lIoSZ25")


# -- changing one ------------------------------------------------------------------------------


def test_changing_the_password_ends_the_other_sessions(people):
    here, there = sign_in("staf").client, sign_in("staf").client
    change(here, RIGHT, NEW)
    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302
    assert lines(Kind.PASSWORD).get().note == "Diganti oleh pemiliknya."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Pendek-1", "12 huruf"),
        ("tanpahurufbesar-1", "huruf besar"),
        ("TANPAHURUFKECIL-1", "huruf kecil"),
        ("Tanpa-angka-sama-sekali", "angka"),
        ("TanpaTandaBaca12", "tanda baca"),
        (RIGHT, "huruf besar"),
        ("Staf-Mutasi-(uji)-1", "mirip"),
    ],
)
def test_a_weak_password_is_refused_with_what_it_lacks(people, typed, said):
    browser = sign_in("staf").client
    answer = change(browser, RIGHT, typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert is_in(sign_in("staf"))


def test_the_password_that_was_cannot_be_the_new_one(people):
    person = people.staf.user
    person.set_password(NEW)
    person.save()
    answer = change(sign_in("staf", NEW).client, NEW, NEW)
    assert "sama dengan yang lama" in answer.content.decode()


def test_a_password_of_half_a_year_must_be_changed(people, signed_in, clock):
    clock.shift(timedelta(days=181))
    browser = signed_in(people.staf)
    answer = browser.get("/akun/")
    assert answer.url == "/akun/password/change/"
    assert "Masa berlaku kata sandi sudah habis" in browser.get(answer.url).content.decode()


def test_passwords_of_the_published_demo_have_no_term(people, instansi, signed_in, clock):
    instansi.contoh = True
    instansi.save()
    clock.shift(timedelta(days=181))
    assert signed_in(people.staf).get("/akun/").status_code == 200


# -- the policy of an office -------------------------------------------------------------------


def settings_with(monkeypatch, **said):
    """The settings module read anew, as an office would start with these in its environment."""
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "sakip/settings.py"))


def test_the_policy_is_a_switch(monkeypatch):
    bssn, nist = (settings_with(monkeypatch, PASSWORD_POLICY=p) for p in ("bssn", "nist"))
    names = [[v["NAME"] for v in s["AUTH_PASSWORD_VALIDATORS"]] for s in (bssn, nist)]
    lengths = [s["AUTH_PASSWORD_VALIDATORS"][0]["OPTIONS"]["min_length"] for s in (bssn, nist)]
    assert "sakip.people.passwords.Kinds" in names[0]
    assert "sakip.people.passwords.Kinds" not in names[1]
    assert (bssn["PASSWORD_DAYS"], nist["PASSWORD_DAYS"]) == (180, None)
    assert lengths == [12, 15]


def test_under_nist_a_long_sentence_is_enough_and_never_ends(people, settings, monkeypatch, clock):
    nist = settings_with(monkeypatch, PASSWORD_POLICY="nist")
    settings.AUTH_PASSWORD_VALIDATORS = nist["AUTH_PASSWORD_VALIDATORS"]
    settings.PASSWORD_DAYS = nist["PASSWORD_DAYS"]
    assert change(sign_in("staf").client, RIGHT, "sungai besar di hulu").status_code == 302
    clock.shift(timedelta(days=400))
    assert sign_in("staf", "sungai besar di hulu").client.get("/akun/").status_code == 200


# -- settings with which an office must not start ----------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DEBUG": True, "ALLOWED_HOSTS": ["sakip.go.id"]}, "people.E001"),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["10.1.2.3", "localhost"]}, "people.E001"),
        ({"HTTPS": True, "ALLOWED_HOSTS": ["*"]}, "people.E002"),
        ({"SECRET_KEY": "ganti-saya"}, "people.E003"),
        ({"SECRET_KEY": "django-insecure-" + "a1b2c3d4e5" * 6}, "people.E003"),
        ({"PASSWORD_POLICY": "bebas"}, "people.E004"),
    ],
)
def test_unsafe_settings_do_not_start(settings, wrong, said):
    for name, value in wrong.items():
        setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match=said):
        call_command("check")


def test_a_machine_of_ones_own_may_be_debugged(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    call_command("check")
