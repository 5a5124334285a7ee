"""The planning pages in a real browser: accessible, whole at every width, quiet, with and without JS."""

from pathlib import Path

import pytest
from django.test import Client

from sakip.planning import acts
from sakip.planning.models import Indikator, PerjanjianKinerja
from tests.looked import faults, wider_than_its_window
from tests.promise import make_promise

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which pytest-playwright brings, declares its fixture the old way
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
DATA = Path(__file__).parent / "data"


@pytest.fixture
def house(committed, people, units, instansi):
    """A fixed promise, its Perubahan as a draft, and the Tim SAKIP that writes in it."""
    promise = make_promise(instansi, units)
    return acts.revise(promise, people.tim, alasan="Uji")


@pytest.fixture
def door(live_server, page, house, people):
    """A page in which Tim SAKIP is signed in; `complaints` is what the browser said."""
    client = Client()
    client.force_login(people.tim.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.house = live_server.url
    return page


def addresses(draft):
    one = Indikator.objects.order_by("urut").first()
    pk = "/perencanaan/perjanjian-kinerja/"
    node = draft.renstra.nodes.first()
    return [
        "/perencanaan/",
        f"/perencanaan/renstra/{draft.renstra_id}/pohon/",
        f"/perencanaan/pohon/{node.pk}/",
        f"/perencanaan/pohon/{node.pk}/hapus/",
        "/perencanaan/indikator/?urut=-kode",
        f"/perencanaan/indikator/{one.pk}/",
        f"/perencanaan/indikator/{one.pk}/ubah/",
        f"/perencanaan/indikator/{one.pk}/riwayat/",
        pk,
        f"{pk}{draft.pk}/",
        f"{pk}{draft.pk}/pihak/",
        f"{pk}{draft.pk}/target/",
        f"{pk}{draft.pk}/anggaran/",
        f"{pk}{draft.pk}/tetapkan/",
        "/perencanaan/impor/",
    ]


@pytest.mark.parametrize("width", [360, 1366, 1920])
def test_pages_are_whole_quiet_and_accessible_at_every_width(width, door, house):
    door.set_viewport_size({"width": width, "height": 3000})  # no cell lies under the band
    for where in addresses(house):
        door.goto(door.house + where)
        assert door.complaints == [], where
        assert not wider_than_its_window(door), where
        assert faults(door) == [], where
        door.complaints.clear()  # axe itself writes styles, which the policy refuses


def test_the_calculator_answers_without_leaving_the_page(door, house):
    one = Indikator.objects.get(kode="IKU-1")
    door.goto(f"{door.house}/perencanaan/indikator/{one.pk}/ubah/")
    door.fill("#uji-pembilang", "617")
    door.fill("#uji-penyebut", "1.842")
    door.fill("#uji-target", "45")
    door.click("button:text-is('Hitung')")
    door.wait_for_selector("text=74,44%")
    assert door.input_value("#uji-penyebut") == "1.842"
    door.fill("#id_sumber", "SIMPEG")
    door.press("#id_sumber", "Tab")
    door.wait_for_selector("text=1 kolom berubah")
    assert door.inner_text("#uji-versi") == "versi 2, belum disimpan"
    door.check("#id_polaritas_5")  # a predicate has other targets and another trial
    door.wait_for_selector("#target-isian >> text=isian targetnya berganti")
    assert door.complaints == []
    assert faults(door) == []
    one.refresh_from_db()
    assert one.polaritas == "tinggi" and not one.sumber


def test_without_javascript_a_version_is_tried_and_saved(browser, live_server, house, people):
    one = Indikator.objects.get(kode="IKU-1")
    client = Client()
    client.force_login(people.tim.user)
    context = browser.new_context(java_script_enabled=False)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/perencanaan/indikator/{one.pk}/ubah/")
    page.fill("#id_definisi", "ASN yang menduduki jabatan")
    page.fill("#uji-pembilang", "617")
    page.fill("#uji-penyebut", "1842")
    page.click("button:text-is('Hitung')")
    assert "33,50%" in page.inner_text("#uji")
    assert page.input_value("#id_definisi") == "ASN yang menduduki jabatan"
    page.click("button:text-is('Simpan sebagai versi 2')")
    assert "Dasar perubahan" in page.inner_text("[role=alert]")
    page.fill("#id_dasar_perubahan", "SK Kepala Badan")
    page.click("button:text-is('Simpan sebagai versi 2')")
    page.wait_for_selector("text=Berlaku, versi 2")
    context.close()
    one.refresh_from_db()
    assert (one.versi, one.definisi) == (2, "ASN yang menduduki jabatan")


def test_a_real_file_is_imported_as_a_person_would(door, house):
    PerjanjianKinerja.objects.filter(pk=house.pk).delete()
    door.goto(f"{door.house}/perencanaan/impor/")
    door.fill("#id_tahun", "2027")
    door.set_input_files("#id_utama", DATA / "boyolali_bpbd_pk_2026.csv")
    door.set_input_files("#id_rincian", DATA / "boyolali_bpbd_renaksi_bulanan_2026_ext.csv")
    door.click("button:has-text('Unggah dan periksa')")
    door.wait_for_selector("text=Pratinjau impor 2027")
    assert "memuat 2026, sedangkan diimpor sebagai 2027" in door.inner_text("main")
    door.click("button:text-is('Impor sebagai draf')")
    door.wait_for_selector("text=Belum diimpor")
    assert not PerjanjianKinerja.objects.filter(tahun=2027).exists()
    for box in door.query_selector_all("input[name=setuju]"):
        box.check()
    door.set_viewport_size({"width": 360, "height": 3000})
    assert faults(door) == []
    door.complaints.clear()
    door.click("button:text-is('Impor sebagai draf')")
    door.wait_for_selector("h1:has-text('Perjanjian Kinerja 2027 Murni')")
    assert PerjanjianKinerja.objects.get(tahun=2027).targets.count() == 20
    assert door.complaints == []
