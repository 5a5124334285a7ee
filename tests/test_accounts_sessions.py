"""Once signed in: the session and its end, one's own page, and going from one instansi to another."""

import json
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from sakip.people.models import User
from sakip.trail.models import Entry, Kind
from tests.conftest import make_instansi, office
from tests.signing import RIGHT, is_in, lines, sign_in

# -- sessions ----------------------------------------------------------------------------------


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


# -- one's own page ----------------------------------------------------------------------------


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


# -- more than one instansi --------------------------------------------------------------------


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
