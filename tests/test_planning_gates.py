"""Who may open which page of planning; what belongs to another agency does not exist."""

import pytest

from sakip.papers import files
from sakip.planning.models import Indikator, Node, PerjanjianKinerja, Renstra
from sakip.planning.urls import urlpatterns
from tests import uploads
from tests.planning_pages import address, elsewhere, model_of, upload
from tests.promise import make_promise

pytestmark = pytest.mark.django_db
READERS = {
    "renstra_berkas",
    "indikator_daftar",
    "indikator",
    "indikator_riwayat",
    "pk_daftar",
    "pk",
}
NAMES = [p.name for p in urlpatterns]


@pytest.fixture
def house(people, units, instansi):
    promise = make_promise(instansi, units)
    kept = files.keep(
        uploads.upload("renstra.pdf", uploads.PDF), instansi=instansi, user=people.tim.user
    )
    Renstra.objects.filter(pk=promise.renstra_id).update(berkas=kept)
    upload(promise.renstra, people.tim)
    return promise


def test_every_address_of_planning_is_in_the_matrix():
    for pattern in urlpatterns:
        if "<int:pk>" in str(pattern.pattern):
            assert model_of(pattern.name)


@pytest.mark.parametrize("role", ["tim", "admin"])
def test_planners_open_every_page(role, house, people, signed_in, instansi):
    browser = signed_in(getattr(people, role))
    for pattern in urlpatterns:
        response = browser.get(address(pattern, instansi))
        assert response.status_code in (200, 302, 405), pattern.name
        if response.status_code == 302:
            assert response["Location"].startswith("/perencanaan/"), pattern.name


@pytest.mark.parametrize("role", ["kepala", "sekretaris", "bidang", "staf", "kasubbag"])
def test_everybody_else_reads_the_promise_and_the_dictionary_and_nothing_more(
    role, house, people, signed_in, instansi
):
    browser = signed_in(getattr(people, role))
    for pattern in urlpatterns:
        response = browser.get(address(pattern, instansi))
        expected = 200 if pattern.name in READERS else 403
        assert response.status_code == expected, pattern.name
        if pattern.name not in READERS:
            assert browser.post(address(pattern, instansi)).status_code == 403, pattern.name


def test_readers_are_offered_no_act(house, people, signed_in, instansi):
    browser = signed_in(people.staf)
    for pattern in urlpatterns:
        if pattern.name in READERS - {"renstra_berkas"}:
            page = browser.get(address(pattern, instansi)).content.decode()
            for act in ("/ubah/", "/baru/", "/tetapkan/", "/perubahan/", "/impor/", "/target/"):
                assert f'{act}"' not in page, (pattern.name, act)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_belongs_to_another_agency_does_not_exist(method, house, people, signed_in):
    other, by = elsewhere()
    upload(Renstra.objects.get(instansi=other), by)
    browser = signed_in(people.tim)
    for pattern in urlpatterns:
        if "<int:pk>" in str(pattern.pattern):
            response = getattr(browser, method)(address(pattern, other))
            acts = ("simpul_urut", "indikator_uji")  # answer to POST alone, whatever the number
            expected = 405 if method == "get" and pattern.name in acts else 404
            assert response.status_code == expected, pattern.name


def test_lists_hold_nothing_of_another_agency(house, people, signed_in):
    elsewhere()
    browser = signed_in(people.tim)
    for name in ("/perencanaan/", "/perencanaan/indikator/", "/perencanaan/perjanjian-kinerja/"):
        assert "Lain" not in browser.get(name).content.decode().replace("Lainnya", "")


def test_a_form_takes_no_place_unit_or_scale_of_another_agency(house, people, signed_in):
    other, _ = elsewhere()
    node = Node.objects.get(instansi=other)
    browser = signed_in(people.tim)
    one = Indikator.objects.filter(instansi=people.tim.instansi).first()
    page = browser.get(f"/perencanaan/indikator/{one.pk}/ubah/")
    from tests.planning_pages import filled

    data = filled(page, node=node.pk, dasar_perubahan="SK", seen=page.context["entry"].seen)
    response = browser.post(f"/perencanaan/indikator/{one.pk}/ubah/", data)
    assert response.status_code == 200 and "node" in response.context["form"].errors
    one.refresh_from_db()
    assert one.node_id != node.pk


def test_without_any_office_planning_does_not_exist(house, people, signed_in):
    people.staf.sampai = people.staf.mulai
    people.staf.save()
    browser = signed_in(people.staf)
    assert browser.get("/perencanaan/").status_code == 404
    assert browser.get("/perencanaan/indikator/").status_code == 404


def test_reading_changes_nothing(house, people, signed_in, instansi):
    from sakip.trail.models import Entry

    browser = signed_in(people.tim)

    def state():
        return (
            Entry.objects.filter(kind="configured").count(),
            list(Indikator.objects.values_list("pk", "versi", "status")),
            list(Node.objects.values_list("pk", "urut", "parent")),
            list(PerjanjianKinerja.objects.values_list("pk", "status")),
            Indikator.history.count(),
        )

    before = state()
    for pattern in urlpatterns:
        browser.get(address(pattern, instansi))
    assert state() == before
