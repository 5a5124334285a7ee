"""Django's admin over the remaining master data: days off and Ramadan, nothing else."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from sakip.people.models import User
from sakip.sop.models import HariLibur, Ramadan
from sakip.trail.models import Entry, Kind
from tests.people_pages import said, somebody_elsewhere


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def elsewhere(db, clock):
    return somebody_elsewhere()


def test_django_s_admin_opens_by_office_and_through_our_sign_in(people, signed_in):
    stranger = Client().get("/kelola/data/", follow=True)
    assert stranger.redirect_chain[-1][0].startswith("/akun/login/?next=")
    for name, by in vars(people).items():
        answer = signed_in(by).get("/kelola/data/")
        assert answer.status_code == (200 if name == "admin" else 403), name
    browser = signed_in(people.admin)
    for door in ("password_change/", "login/", "logout/"):
        answer = browser.get(f"/kelola/data/{door}")
        assert answer.status_code == 302
        assert not answer.url.startswith(f"/kelola/data/{door}")


def test_a_superuser_without_an_office_is_nobody(db, clock):
    person = User.objects.create_superuser("akar", password="x", nama="Akar")
    browser = Client()
    browser.force_login(person)
    assert browser.get("/kelola/data/").status_code == 404
    assert browser.get("/kelola/data/sop/harilibur/").status_code == 404


def test_a_day_off_is_added_corrected_and_taken_away(admin, instansi):
    page = "/kelola/data/sop/harilibur/"
    data = {
        "instansi": instansi.pk,
        "tanggal": "15-12-2026",
        "nama": "HUT Kabupaten",
        "libur": "on",
    }
    assert admin.post(f"{page}add/", data).status_code == 302
    day = HariLibur.objects.get()
    admin.post(f"{page}{day.pk}/change/", data | {"nama": "Hari jadi"})
    admin.post(page, {"action": "delete_selected", "_selected_action": [day.pk], "post": "yes"})
    assert not HariLibur.objects.exists()
    instansi.refresh_from_db()
    assert instansi.kalender_versi == 3
    notes = Entry.objects.filter(kind=Kind.CONFIGURED).values_list("note", flat=True)
    assert [n.split()[0] for n in notes] == ["Menambah", "Mengubah", "Menghapus"]


def test_ramadan_is_taken_away_and_every_process_reads_it_anew(admin, instansi):
    admin.post(
        "/kelola/data/sop/ramadan/add/",
        {"instansi": instansi.pk, "mulai": "18-02-2026", "sampai": "19-03-2026"},
    )
    row = Ramadan.objects.get()
    assert (
        admin.post(f"/kelola/data/sop/ramadan/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    )
    instansi.refresh_from_db()
    assert instansi.kalender_versi == 2


def test_master_data_of_another_instansi_are_out_of_reach(admin, elsewhere):
    theirs = HariLibur.objects.create(
        instansi=elsewhere.instansi, tanggal="2026-12-15", nama="HUT dinas", libur=True
    )
    page = f"/kelola/data/sop/harilibur/{theirs.pk}"
    assert "HUT dinas" not in said(admin.get("/kelola/data/sop/harilibur/"))
    for way in ("change/", "delete/", "history/"):
        assert admin.post(f"{page}/{way}", {"post": "yes"}).status_code in (302, 404)
    data = {"instansi": elsewhere.instansi_id, "tanggal": "16-12-2026", "nama": "X", "libur": "on"}
    assert admin.post("/kelola/data/sop/harilibur/add/", data).status_code == 200
    assert list(HariLibur.objects.values_list("nama", flat=True)) == ["HUT dinas"]


def test_no_model_of_the_log_or_of_people_is_in_the_admin(admin):
    for kind in ContentType.objects.filter(app_label__in=["people", "trail"]):
        assert admin.get(f"/kelola/data/{kind.app_label}/{kind.model}/").status_code == 404
