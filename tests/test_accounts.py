"""Signing in and out, passwords, second factors, sessions, and a person's own page."""

import json
import runpy
import statistics
import time
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse

from sakip.people import passwords
from sakip.people.models import User
from sakip.trail.models import Entry, Kind
from tests.conftest import make_instansi, office

RIGHT = "rahasia-sekali-1"
NEW = "Sungai-Mahakam-7"
ROOT = Path(__file__).parent.parent


def sign_in(name, password=RIGHT, browser=None, address="10.0.0.1", **more):
    """The answer to one attempt, from one address of the office."""
    browser = browser or Client()
    data = {"login": name, "password": password, **more}
    return browser.post("/akun/login/", data, REMOTE_ADDR=address)


def is_in(response):
    return response.status_code == 302 and response.client.session.get("_auth_user_id")


def lines(kind):
    return Entry.objects.filter(kind=kind)


# -- guessing ---------------------------------------------------------------------------------


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


# -- sessions ---------------------------------------------------------------------------------


def test_the_session_changes_at_sign_in_and_dies_with_sign_out(people):
    browser = Client()
    browser.get("/akun/login/")
    browser.session["before"] = 1
    browser.session.save()
    before = browser.session.session_key
    sign_in("staf", browser=browser)
    during = browser.session.session_key
    assert during and during != before
    old = browser.cookies["sessionid"].value
    browser.post("/akun/logout/")
    browser.cookies["sessionid"] = old
    assert browser.get("/akun/").status_code == 302
    assert [e.kind for e in Entry.objects.filter(user=people.staf.user)] == ["sign_in", "sign_out"]


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


def test_thirty_idle_minutes_end_a_session(people, clock, settings):
    settings.SESSION_IDLE = 30 * 60
    browser = sign_in("staf").client
    for _ in range(4):
        clock.shift(timedelta(minutes=29))
        assert browser.get("/akun/").status_code == 200
    clock.shift(timedelta(minutes=31))
    answer = browser.get("/akun/")
    assert answer.url == "/akun/login/?next=/akun/"
    assert "Sesi berakhir" in browser.get(answer.url).content.decode()


def test_twelve_hours_end_a_session_however_busy(people, clock, settings):
    settings.SESSION_IDLE = 30 * 60
    browser = sign_in("staf").client
    for _ in range(24):
        clock.shift(timedelta(minutes=29, seconds=50))
        assert browser.get("/akun/").status_code == 200
    clock.shift(timedelta(minutes=10))
    assert browser.get("/akun/").status_code == 302


def test_what_was_being_sent_when_the_session_ended_can_be_copied(people, clock, settings):
    settings.SESSION_IDLE = 30 * 60
    browser = sign_in("staf").client
    clock.shift(timedelta(minutes=31))
    written = "Hambatan: jaringan putus sejak Senin <pagi>."
    answer = browser.post("/akun/instansi/", {"catatan": written, "password1": "x" * 30})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "jaringan putus sejak Senin &lt;pagi&gt;" in page
    assert "xxxxx" not in page
    assert answer["Cache-Control"] == "no-store, private"
    assert not browser.session.get("_auth_user_id")


def test_a_fragment_never_shows_the_sign_in_page(people, clock, settings):
    settings.SESSION_IDLE = 30 * 60
    browser = sign_in("staf").client
    clock.shift(timedelta(minutes=31))
    assert browser.get("/akun/", headers={"hx-request": "true"}).status_code == 401
    assert Client().get("/akun/", headers={"hx-request": "true"}).status_code == 401


def test_a_closed_account_is_out_with_its_next_request_and_stays_out(people, signed_in):
    person = people.staf.user
    phone, desk, admin = sign_in("staf").client, sign_in("staf").client, signed_in(people.admin)
    assert admin.post(f"/kelola/orang/{person.pk}/nonaktif/").status_code == 302
    assert phone.get("/akun/").url.startswith("/akun/login/")
    assert not is_in(sign_in("staf"))
    admin.post(f"/kelola/orang/{person.pk}/aktif/")
    assert desk.get("/akun/").url.startswith("/akun/login/")
    assert lines(Kind.SIGN_IN).filter(user=person).exists()


def test_private_pages_are_never_kept_by_a_browser(people, signed_in):
    for page in ("/akun/", "/akun/data/"):
        assert "no-store" in signed_in(people.staf).get(page)["Cache-Control"]


# -- passwords --------------------------------------------------------------------------------


def slip_of(person, admin_browser):
    """A one-time password for `person`, made by the admin on the page of that person."""
    page = admin_browser.get(f"/kelola/orang/{person.pk}/").content.decode()
    mark = page.split('name="orang" value="')[1].split('"')[0]
    slip = admin_browser.post("/kelola/slip/", {"orang": mark}).content.decode()
    return slip.split('class="slip-sandi">')[1].split("<")[0]


def change(browser, old, new, again=None):
    data = {"oldpassword": old, "password1": new, "password2": again or new}
    return browser.post("/akun/password/change/", data)


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


def test_one_time_passwords_hold_every_kind_and_nothing_that_is_misread():
    made = {passwords.one_time() for _ in range(300)}
    assert len(made) == 300
    for typed in made:
        passwords.Kinds().validate(typed)
        assert not set(typed) & set("0O1lIoSZ25")


# -- the second factor ------------------------------------------------------------------------


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


# -- doors that stay shut ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "door", ["signup/", "email/", "password/reset/", "password/reset/done/", "password/set/",
             "password/reset/key/1-abc/", "confirm-email/", "confirm-email/x/", "login/code/",
             "login/code/confirm/"],
)  # fmt: skip
def test_no_mail_opens_an_account(people, signed_in, door):
    for browser in (Client(), signed_in(people.staf)):
        assert browser.get(f"/akun/{door}").status_code == 404
        assert browser.post(f"/akun/{door}", {"email": "a@b.id"}).status_code == 404


# -- settings with which an office must not start -----------------------------------------------


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


# -- one's own page ---------------------------------------------------------------------------


def test_the_account_shows_what_one_holds_and_who_tried_to_be_one(people, signed_in):
    sign_in("staf", "salah")
    page = signed_in(people.staf).get("/akun/").content.decode()
    assert "Staf Mutasi, Bidang Mutasi dan Promosi" in page
    assert "Gagal masuk" in page
    assert "berlaku sampai 6 April 2027" in page


def test_nobody_reads_the_sign_ins_of_another(people, signed_in):
    sign_in("kepala", "salah")
    assert "Gagal masuk" not in signed_in(people.staf).get("/akun/").content.decode()


def test_everything_kept_about_oneself_comes_as_a_file(people, signed_in):
    sign_in("staf", "salah")
    answer = signed_in(people.staf).get("/akun/data/")
    assert answer["Content-Disposition"] == 'attachment; filename="data-saya.json"'
    data = json.loads(answer.content)
    assert data["orang"]["nama_pengguna"] == "staf"
    assert [o["peran"] for o in data["penugasan"]] == ["Staf"]
    assert [line["jenis"] for line in data["jejak"]] == ["Gagal masuk"]
    assert "password" not in answer.content.decode()


def test_a_person_without_an_office_still_reaches_their_account(db, clock):
    User.objects.create_user("sendiri", password=RIGHT, nama="Sendiri")
    browser = sign_in("sendiri").client
    assert "Anda tidak memegang penugasan" in browser.get("/akun/").content.decode()


def test_a_person_with_offices_in_two_instansi_goes_from_one_to_the_other(people, signed_in):
    other = make_instansi("Dinas Lain", "Dinas Lain")
    office(other, "sekretaris", None, "staf", "Sekretaris")
    browser = signed_in(people.staf)
    page = browser.get("/akun/").content.decode()
    assert "BKPSDM Contoh</title>" in page
    assert 'href="/akun/#instansi">Ganti instansi<' in page and 'id="instansi"' in page
    assert browser.post("/akun/instansi/", {"instansi": other.pk}).url == "/"
    page = browser.get("/akun/")
    assert page.context["instansi"] == other
    assert [o.role for o in page.wsgi_request.offices] == ["sekretaris"]


def test_nobody_goes_over_to_an_instansi_in_which_they_hold_nothing(people, signed_in):
    other = make_instansi("Dinas Lain", "Dinas Lain")
    browser = signed_in(people.staf)
    assert "Ganti instansi" not in browser.get("/akun/").content.decode()
    for asked in (other.pk, 0, "x", ""):
        assert browser.post("/akun/instansi/", {"instansi": asked}).status_code == 404
    assert browser.get("/akun/instansi/").status_code == 405
    session = browser.session
    session["instansi"] = other.pk
    session.save()
    assert browser.get("/akun/").context["instansi"] == people.staf.instansi


def test_the_account_asks_the_same_few_questions_however_long_its_history(
    people, signed_in, django_assert_max_num_queries
):
    browser = signed_in(people.staf)
    for _ in range(3):
        sign_in("staf", "salah", address="10.0.0.9")
    with django_assert_max_num_queries(8):
        browser.get("/akun/")
    for number in range(12):
        sign_in("staf", "salah", address=f"10.0.1.{number}")
    with django_assert_max_num_queries(8):
        browser.get(reverse("akun"))
