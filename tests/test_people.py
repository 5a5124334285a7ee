"""The settings: who comes in, each admin within their own walls, and the admin above them all."""

import pytest
from django.test import Client

from sakip.people.kelola_urls import urlpatterns
from sakip.people.models import Instansi, Penugasan, User
from sakip.trail.models import Entry
from tests.conftest import office
from tests.people_pages import agency, begins, said, somebody_elsewhere, told


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def elsewhere(db, clock):
    return somebody_elsewhere()


# -- who comes in ------------------------------------------------------------------------------

PAGES = sorted(
    f"/kelola/{p.pattern}".replace("<int:pk>", "1")
    for p in urlpatterns
    if "logo" not in str(p.pattern)
)
READ_BY_LEADERS = {"/kelola/penugasan/"}


@pytest.mark.parametrize("address", PAGES)
def test_the_settings_are_the_admin_s(people, signed_in, address):
    for name, by in vars(people).items():
        if name == "admin" or (address in READ_BY_LEADERS and name in ("kepala", "sekretaris")):
            continue
        browser = signed_in(by)
        expected = {403, 405} if browser.get(address).status_code == 405 else {403}
        for answer in (browser.get(address), browser.post(address), browser.head(address)):
            assert answer.status_code in expected, name
        assert browser.post(address).status_code == 403, name
    assert Client().get(address).status_code == 302


def test_kepala_and_sekretaris_read_the_offices_and_change_none(people, signed_in):
    for by in (people.kepala, people.sekretaris):
        page = said(signed_in(by).get("/kelola/penugasan/"))
        assert "Kepala Bidang Mutasi" in page
        assert "/kelola/penugasan/baru/" not in page
        assert f"/kelola/penugasan/{people.staf.pk}/" not in page


def test_a_person_without_an_office_finds_no_settings(db, clock):
    person = User.objects.create_user("sendiri", password="x", nama="Sendiri")
    browser = Client()
    browser.force_login(person)
    assert browser.get("/kelola/").status_code == 404


# -- nobody sees another instansi --------------------------------------------------------------


def test_people_of_another_instansi_are_nowhere(admin, elsewhere):
    for page in ("/kelola/orang/", "/kelola/orang/?cari=guru", "/kelola/orang/?cari=Sekolah",
                 "/kelola/penugasan/?semua=1", "/kelola/penugasan/baru/", "/kelola/slip/",
                 "/kelola/orang/banyak/", "/kelola/"):  # fmt: skip
        page = said(admin.get(page))
        assert "Pengawas" not in page
        assert "guru (uji)" not in page
        assert "Bidang SD" not in page


def test_people_and_offices_of_another_instansi_do_not_exist(admin, elsewhere):
    person, tenure = elsewhere.user_id, elsewhere.pk
    for page in (f"/kelola/orang/{person}/", f"/kelola/penugasan/{tenure}/",
                 f"/kelola/penugasan/baru/?orang={person}"):  # fmt: skip
        assert admin.get(page).status_code == 404
        assert admin.post(page, {"nama": "X"}).status_code == 404
    for page in (f"/kelola/orang/{person}/nonaktif/", f"/kelola/orang/{person}/aktif/"):
        assert admin.post(page).status_code == 404
    elsewhere.user.refresh_from_db()
    assert elsewhere.user.is_active


def test_a_slip_cannot_be_made_for_somebody_of_another_instansi(admin, elsewhere):
    before = elsewhere.user.password
    answer = admin.post("/kelola/slip/", {"orang": f"{elsewhere.user_id}:abc"})
    assert answer.status_code == 409
    assert User.objects.get(pk=elsewhere.user_id).password == before


def test_a_unit_of_another_instansi_cannot_be_given(admin, people, elsewhere):
    answer = admin.post(
        f"/kelola/penugasan/baru/?orang={people.staf.user_id}",
        {
            "role": "bidang",
            "unit": elsewhere.unit_id,
            "jabatan": "X",
            "sifat": "definitif",
            **begins(),
        },
    )
    assert "unit" in answer.context["form"].errors


def test_who_also_serves_elsewhere_is_not_this_admin_s_to_reset(admin, elsewhere, people, units):
    shared = office(people.admin.instansi, "staf", units.mutasi, "guru", "Staf Perbantuan").user
    before = User.objects.get(pk=shared.pk).password
    page = admin.get(f"/kelola/orang/{shared.pk}/")
    assert "juga bertugas di luar instansi ini" in said(page)
    assert "Buat slip" not in said(page)
    mark = page.context["mark"]
    for address, data in (
        ("/kelola/slip/", {"orang": f"{shared.pk}:{mark}"}),
        (f"/kelola/orang/{shared.pk}/nonaktif/", {}),
        (f"/kelola/orang/{shared.pk}/aktif/", {}),
        (f"/kelola/orang/{shared.pk}/", {"nama": "Direbut", "username": "guru"}),
    ):
        assert admin.post(address, data).status_code == 403, address
    shared.refresh_from_db()
    assert (shared.password, shared.is_active) == (before, True)


def test_the_admin_of_the_installation_is_not_an_ordinary_admin_s_to_reset(admin, people):
    office(None, "admin", None, "staf", "Admin instalasi")
    page = admin.get(f"/kelola/orang/{people.staf.user_id}/")
    mark = page.context["mark"]
    answer = admin.post("/kelola/slip/", {"orang": f"{people.staf.user_id}:{mark}"})
    assert answer.status_code == 403


# -- the installation --------------------------------------------------------------------------


@pytest.fixture
def house(people, signed_in):
    office(None, "admin", None, "induk", "Admin instalasi")
    return signed_in(Penugasan.objects.get(user__username="induk"))


def test_the_admin_of_the_installation_works_in_any_instansi(house, people, elsewhere):
    assert "Badan Contoh" in said(house.get("/kelola/instalasi/"))
    house.post("/akun/instansi/", {"instansi": elsewhere.instansi_id})
    page = said(house.get("/kelola/orang/"))
    assert "Pengawas Sekolah" in page
    assert "Staf Mutasi" not in page


def test_an_instansi_is_added_and_entered(house):
    answer = house.post(
        "/kelola/instalasi/instansi/", agency(nama="Dinas Baru", singkatan="Dinas Baru")
    )
    assert answer.url == "/kelola/"
    assert house.get("/kelola/").context["instansi"] == Instansi.objects.get(nama="Dinas Baru")
    assert Entry.objects.filter(instansi__nama="Dinas Baru", note="Menambah instansi.").exists()


def test_the_admin_of_one_instansi_reaches_none_of_this(admin, elsewhere):
    for page in ("/kelola/instalasi/", "/kelola/instalasi/instansi/"):
        assert admin.get(page).status_code == 403
        assert admin.post(page, agency()).status_code == 403
    assert admin.post("/akun/instansi/", {"instansi": elsewhere.instansi_id}).status_code == 404


def test_offices_of_the_installation_are_given_and_withdrawn(house, people):
    data = {"siapa": "staf", "role": "auditor", "jabatan": "Inspektur", **begins()}
    assert house.post("/kelola/instalasi/", data).status_code == 302
    tenure = Penugasan.objects.get(instansi=None, role="auditor")
    assert tenure.user == people.staf.user
    assert house.post(f"/kelola/instalasi/penugasan/{tenure.pk}/").status_code == 302
    tenure.refresh_from_db()
    assert not tenure.in_force(people.staf.instansi.today())
    wrong = house.post("/kelola/instalasi/", data | {"siapa": "tidak-ada", "role": "kepala"})
    assert set(wrong.context["form"].errors) == {"siapa", "role"}


def test_the_installation_keeps_its_last_admin(house):
    last = Penugasan.objects.get(instansi=None)
    house.post(f"/kelola/instalasi/penugasan/{last.pk}/")
    last.refresh_from_db()
    assert last.sampai is None
    assert "memerlukan seorang admin" in " ".join(told(house, "/kelola/instalasi/"))
