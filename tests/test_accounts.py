"""Signing in: guessing is held back, a second factor is asked for, and no other door opens."""

import json
import statistics
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from sakip.people.models import User
from sakip.trail.models import Kind
from tests.conftest import office
from tests.signing import RIGHT, is_in, lines, sign_in

# -- guessing ----------------------------------------------------------------------------------


def test_five_wrong_passwords_hold_the_person_back_and_nobody_else(people):
    for _ in range(5):
        assert not is_in(sign_in("sekretaris", "salah"))
    held = sign_in("sekretaris")
    assert not is_in(held)
    assert "Terlalu banyak percobaan" in held.content.decode()
    assert is_in(sign_in("kepala"))
    assert is_in(sign_in("sekretaris", address="10.0.0.2"))


def test_the_wait_ends_and_grows_with_the_failures(people, clock):
    for _ in range(2):
        for _ in range(5):
            sign_in("sekretaris", "salah")
        clock.shift(timedelta(minutes=5, seconds=1))
    assert not is_in(sign_in("sekretaris"))
    clock.shift(timedelta(hours=1))
    assert is_in(sign_in("sekretaris"))


def test_nip_and_user_name_are_one_person_to_the_count(people):
    User.objects.filter(username="staf").update(nip="190001012000011001")
    for name in ("staf", "190001012000011001", "STAF", "19000101 200001 1 001", "staf "):
        sign_in(name, "salah")
    assert not is_in(sign_in("staf"))


def test_failures_stand_in_the_log_of_their_instansi(people, instansi):
    for _ in range(7):
        sign_in("staf", "salah")
    failed = lines(Kind.SIGN_IN_FAILED).filter(instansi=instansi, user=people.staf.user)
    assert [e.note for e in failed] == [""] * 5 + ["Ditahan: terlalu banyak percobaan."]


def test_an_unknown_name_is_noted_without_its_name(people):
    sign_in("kata-sandi-salah-ketik", "salah")
    line = lines(Kind.SIGN_IN_FAILED).get()
    assert (line.instansi, line.user, line.note) == (None, None, "Nama tidak dikenal.")
    assert "salah-ketik" not in json.dumps(line.data)


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(people):
    known, unknown = sign_in("staf", "salah"), sign_in("tidak-ada", "salah")
    assert known.status_code == unknown.status_code
    strip = [r.content.decode() for r in (known, unknown)]
    sentence = "NIP atau kata sandi"
    assert all("kata sandi" in text for text in strip), sentence
    alerts = [text.split('role="alert"')[1].split("</div>")[0] for text in strip]
    assert alerts[0] == alerts[1]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(people, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
    people.staf.user.set_password(RIGHT)
    people.staf.user.save()
    took = {"staf": [], "tidak-ada": []}
    for name in list(took) * 25:
        begun = time.process_time()  # whatever else this machine is doing
        sign_in(name, "salah")
        took[name].append(time.process_time() - begun)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) < 0.020


def test_a_whole_office_behind_one_address_signs_in_at_half_past_seven(people, units):
    for number in range(60):
        name = f"pegawai{number}"
        User.objects.create_user(name, password=RIGHT, nama=name)
        assert is_in(sign_in(name)), f"{name} was held back"


# -- where it leads ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)",
            "https://evil.example/", "\thttps://evil.example", "///evil.example"],
)  # fmt: skip
def test_next_leads_nowhere_else(people, way):
    response = sign_in("staf", next=way)
    assert response.status_code == 302
    assert response.url == "/"


def test_next_leads_to_the_page_that_was_asked_for(people):
    assert sign_in("staf", next="/akun/").url == "/akun/"


def test_who_only_administers_begins_with_the_settings(people):
    assert sign_in("admin").url == "/kelola/"
    office(people.admin.instansi, "staf", people.staf.unit, "admin")
    assert sign_in("admin").url == "/"


# -- the second factor -------------------------------------------------------------------------


def code_of(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def with_totp(browser, password=RIGHT):
    """Activate the second factor as its owner does; the secret."""
    browser.post("/akun/reauthenticate/", {"password": password})
    browser.get("/akun/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    assert browser.post("/akun/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_the_second_factor_is_asked_for_and_noted(
    people, clock, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        secret = with_totp(sign_in("sekretaris").client)
    assert lines(Kind.PASSWORD).filter(note="Verifikasi dua langkah diaktifkan.").exists()
    lines_before = lines(Kind.SIGN_IN).count()
    answer = sign_in("sekretaris")
    browser = answer.client
    assert answer.url == "/akun/2fa/authenticate/"
    assert browser.get("/akun/").status_code == 302
    assert browser.post("/akun/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert lines(Kind.SIGN_IN_FAILED).get().note == "Kode verifikasi salah."
    assert lines(Kind.SIGN_IN).count() == lines_before
    clock.shift(timedelta(minutes=2))
    assert browser.post("/akun/2fa/authenticate/", {"code": code_of(secret)}).url == "/"
    assert browser.get("/akun/").status_code == 200
    assert lines(Kind.SIGN_IN).count() == lines_before + 1


def test_codes_cannot_be_guessed_either(people, clock):
    with_totp(sign_in("sekretaris").client)
    browser = sign_in("sekretaris").client
    for _ in range(6):
        answer = browser.post("/akun/2fa/authenticate/", {"code": "000000"})
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_where_the_office_wants_it_leading_people_add_a_second_factor_first(people, settings):
    settings.MFA_ROLES = ["admin", "sekretaris", "kepala"]
    browser = sign_in("sekretaris").client
    assert browser.get("/akun/").url == "/akun/2fa/"
    assert browser.get("/akun/2fa/").status_code == 200
    with_totp(browser)
    assert browser.get("/akun/").status_code == 200
    assert sign_in("staf").client.get("/akun/").status_code == 200


# -- doors that stay shut ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "door", ["signup/", "email/", "password/reset/", "password/reset/done/", "password/set/",
             "password/reset/key/1-abc/", "confirm-email/", "confirm-email/x/", "login/code/",
             "login/code/confirm/"],
)  # fmt: skip
def test_no_mail_opens_an_account(people, signed_in, door):
    for browser in (Client(), signed_in(people.staf)):
        assert browser.get(f"/akun/{door}").status_code == 404
        assert browser.post(f"/akun/{door}", {"email": "a@b.id"}).status_code == 404
