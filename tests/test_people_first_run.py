"""The first day: from nothing but a printed key to an agency that can begin."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from sakip.people import checklist, first_run
from sakip.people.models import Instansi, Penugasan, Unit, User
from sakip.planning.models import PerjanjianKinerja, Renstra
from sakip.trail.models import Entry
from tests.conftest import office
from tests.people_pages import agency, many, row, said, unit_lines

SANDI = "Sungai-Mahakam-7"


@pytest.fixture
def key(db, clock, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return first_run.make_key()


def account(key, **more):
    return {"kunci": key, "bagian": "akun", "nama": "Admin Satu", "username": "admin",
            "nip": "", "sandi": SANDI, "sandi_lagi": SANDI, **more}  # fmt: skip


def printed(**options):
    out = StringIO()
    call_command("first_key", stdout=out, **options)
    return out.getvalue().strip()


def test_without_a_user_every_way_leads_to_the_first_day(key):
    for page in ("/", "/akun/login/"):
        assert Client().get(page).url == "/awal/"
    assert Client().get("/kelola/").url == "/akun/login/?next=/kelola/"


def test_the_key_is_printed_kept_and_readable_by_its_owner_alone(key):
    assert printed() == f"http://127.0.0.1:8000/awal/?kunci={key}"
    assert printed(address="http://sakip.local/") == f"http://sakip.local/awal/?kunci={key}"
    assert first_run.key_path().stat().st_mode & 0o777 == 0o600
    assert len(key) >= 24


@pytest.mark.parametrize("typed", ["", "salah", " ", "%00", "é"])
def test_without_the_key_nothing_is_shown_or_taken(key, typed):
    page = Client().get("/awal/", {"kunci": typed})
    assert page.status_code == (403 if typed else 200)
    assert "Pemerintah daerah" not in said(page)
    Client().post("/awal/", agency(kunci=typed, bagian="instansi"))
    Client().post("/awal/", account(typed))
    assert not Instansi.objects.exists() and not User.objects.exists()


def test_without_a_key_file_no_key_is_right(key):
    first_run.key_path().unlink()
    assert Client().get("/awal/", {"kunci": key}).status_code == 403
    first_run.key_path().write_text("")
    assert Client().get("/awal/", {"kunci": ""}).status_code == 200
    assert not first_run.right_key("")


def test_the_first_day_can_be_left_and_resumed(key):
    browser = Client()
    assert "Pemerintah daerah" in said(browser.get("/awal/", {"kunci": key}))
    faulty = browser.post("/awal/", agency(kunci=key, bagian="instansi", nama=""))
    assert "1 isian perlu diperbaiki" in said(faulty)
    assert browser.post("/awal/", agency(kunci=key, bagian="instansi")).url == f"/awal/?kunci={key}"
    resumed = said(Client().get("/awal/", {"kunci": key}))
    assert "Admin BKPSDM Contoh" in resumed
    again = Client().get("/awal/", {"kunci": key, "bagian": "instansi"})
    assert 'value="Badan Contoh"' in said(again)
    browser.post("/awal/", agency(kunci=key, bagian="instansi", nama="Badan Lain"))
    assert list(Instansi.objects.values_list("nama", flat=True)) == ["Badan Lain"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"sandi": "pendek", "sandi_lagi": "pendek"}, "12 huruf"),
        ({"sandi_lagi": "lain"}, "Kedua kata sandi tidak sama"),
        ({"username": ""}, "Isi NIP atau nama pengguna"),
        ({"sandi": "Admin-Satu-12", "sandi_lagi": "Admin-Satu-12"}, "mirip"),
    ],
)
def test_a_wrong_first_account_is_told_so_and_not_made(key, more, words):
    Client().post("/awal/", agency(kunci=key, bagian="instansi"))
    page = said(Client().post("/awal/", account(key, **more)))
    assert words in page
    assert 'value="Admin Satu"' in page
    assert SANDI not in page
    assert not User.objects.exists()


def test_the_first_admin_is_in_and_the_first_day_is_over(key):
    browser = Client()
    browser.post("/awal/", agency(kunci=key, bagian="instansi"))
    assert browser.post("/awal/", account(key)).url == "/kelola/"
    assert browser.get("/kelola/").status_code == 200
    offices = Penugasan.objects.filter(user__username="admin").values_list("instansi__nama", "role")
    assert set(offices) == {("Badan Contoh", "admin"), (None, "admin")}
    for page in (Client().get("/awal/", {"kunci": key}), browser.get("/awal/", {"kunci": key}),
                 Client().post("/awal/", account(key, username="dua"))):  # fmt: skip
        assert page.status_code == 404
    assert not first_run.key_path().exists()
    assert printed() == ""
    assert Client().get("/").status_code == 302
    assert [e.kind for e in Entry.objects.order_by("pk")][:2] == ["configured", "sign_in"]
    assert User.objects.count() == 1


def open_parts(browser):
    return [i.title for i in browser.get("/kelola/").context["open_items"]]


def test_from_nothing_to_the_first_perjanjian_kinerja(key):
    browser = Client()
    browser.post("/awal/", agency(kunci=key, bagian="instansi"))
    browser.post("/awal/", account(key))
    everything = ["Instansi", "Unit kerja", "Orang dan penugasan", "Slip kata sandi",
                  "Perjanjian Kinerja"]  # fmt: skip
    assert open_parts(browser) == everything
    browser.post("/kelola/instansi/", agency(alamat="Jl. Poros"))
    assert open_parts(browser) == everything[1:]

    proposed = [f.initial.get("nama") for f in browser.get("/kelola/unit/").context["rows"]]
    assert proposed[:2] == ["Pimpinan", "Sekretariat"]
    lines = unit_lines(
        Instansi.objects.get(),
        {"nama": "Pimpinan", "singkatan": "PIM", "jenis": "pimpinan"},
        {"nama": "Sekretariat", "singkatan": "SET", "jenis": "sekretariat"},
        {"nama": "Bidang Mutasi", "singkatan": "MP"},
    )
    browser.post("/kelola/unit/", lines)
    assert open_parts(browser) == everything[2:]

    filled = []
    for number, form in enumerate(browser.get("/kelola/orang/banyak/").context["rows"]):
        if form.initial:
            digits = f"1980030320050110{number:02}"
            filled.append(row(f"Orang {number}", digits, **form.initial))
    assert len(filled) == 7
    assert browser.post("/kelola/orang/banyak/", many(*filled)).url == "/kelola/slip/"
    assert open_parts(browser) == everything[3:]

    lines = browser.get("/kelola/slip/").context["lines"]
    slips = browser.post("/kelola/slip/", {"orang": [f"{p.pk}:{mark}" for p, mark, _ in lines]})
    assert len(slips.context["slips"]) == 7
    assert open_parts(browser) == ["Perjanjian Kinerja"]

    instansi = Instansi.objects.get()
    renstra = Renstra.objects.create(instansi=instansi, tahun_mulai=2025, tahun_selesai=2029)
    PerjanjianKinerja.objects.create(
        instansi=instansi, renstra=renstra, tahun=2026, status=PerjanjianKinerja.DITETAPKAN
    )
    page = browser.get("/kelola/")
    assert page.context["open_items"] == []
    assert "Pengaturan lengkap" in said(page)

    person, typed = slips.context["slips"][0]
    staff = Client()
    staff.post("/akun/login/", {"login": person.nip, "password": typed})
    assert staff.get("/").url == "/akun/password/change/"


def test_what_is_missing_is_said_by_name(instansi, units, people):
    Penugasan.objects.filter(pk=people.bidang_lain.pk).delete()
    Penugasan.objects.filter(pk=people.tim.pk).update(ketua=False)
    Unit.objects.filter(pk=units.mutasi.pk).update(aktif=False)
    offices = checklist.offices_in_force(instansi)
    items = {i.title: i.missing for i in checklist.checklist(instansi, offices)}
    assert items["Orang dan penugasan"] == (
        "Belum ada ketua Tim SAKIP.",
        "Bidang Pengembangan Kompetensi belum mempunyai penanggung jawab formulir.",
    )
    assert items["Instansi"] == ("Alamat pada kop surat belum diisi.",)


def test_an_office_that_ends_soon_is_worth_a_look(instansi, people, signed_in):
    office(instansi, "kepala", None, "plt", "Kepala Badan", sifat="plt", sampai="2026-10-20")
    page = said(signed_in(people.admin).get("/kelola/"))
    assert "Plt. Kepala Badan (Kepala Badan (uji)) berakhir 20 Oktober 2026." in page
