"""Offices: who gives them, what they need, how they end, and that rights end with them."""

from datetime import date, timedelta

import pytest

from sakip.people.models import Penugasan, User
from sakip.trail.models import Entry, Kind
from tests.conftest import make_instansi, office
from tests.people_pages import begins, said, told
from tests.promise import make_promise
from tests.walk import start


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


def grant(admin, person, role, unit=None, where="", **more):
    data = {"role": role, "jabatan": "Jabatan", "sifat": "definitif", **begins(), **more}
    if unit is not None:
        data["unit"] = unit.pk
    return admin.post(f"/kelola/penugasan/baru/?orang={person.pk}{where}", data)


def faults(response):
    return {name: str(errors) for name, errors in response.context["form"].errors.items()}


def test_an_office_gives_its_rights_with_the_next_request(admin, people, units, signed_in):
    person = people.staf.user
    browser = signed_in(people.staf)
    assert browser.get("/kelola/").status_code == 403
    assert grant(admin, person, "admin").status_code == 302
    assert browser.get("/kelola/").status_code == 200
    line = Entry.objects.filter(kind=Kind.CONFIGURED).get()
    assert (line.by, line.note) == (people.admin, f"Memberi {person} penugasan Jabatan.")


@pytest.mark.parametrize(
    ("role", "unit", "more", "field", "words"),
    [
        ("bidang", None, {}, "unit", "Pilih unit"),
        ("staf", "pimpinan", {}, "unit", "tidak mengisi formulir"),
        ("admin", "mutasi", {}, "unit", "untuk seluruh instansi"),
        ("bidang", "mutasi", {"ketua": "on"}, "ketua", "Hanya anggota Tim SAKIP"),
        ("kepala", None, {"sifat": "plt"}, "surat", "bertindak atas surat"),
        ("kepala", None, {"sifat": "plh", "surat": " "}, "surat", "bertindak atas surat"),
        ("kepala", None, {"mulai_tanggal": "31", "mulai_bulan": "2"}, "mulai", "31 Februari"),
        ("kepala", None, {"mulai_tanggal": ""}, "mulai", "belum diisi"),
        (
            "kepala",
            None,
            {"sampai_tanggal": "30", "sampai_bulan": "9", "sampai_tahun": "2026"},
            "sampai",
            "mendahului tanggal mulai",
        ),
        ("raja", None, {}, "role", "raja"),
        ("kepala", None, {"jabatan": ""}, "jabatan", ""),
    ],
)
def test_an_office_is_refused_with_what_is_wrong(
    admin, people, units, role, unit, more, field, words
):
    unit = unit and getattr(units, unit)
    answer = grant(admin, people.staf.user, role, unit, **more)
    assert list(faults(answer)) == [field]
    assert words in faults(answer)[field]
    assert not Penugasan.objects.filter(jabatan="Jabatan").exists()


def test_nobody_gets_the_same_office_twice(admin, people, units):
    assert grant(admin, people.tim.user, "staf", units.mutasi).status_code == 302
    again = grant(admin, people.tim.user, "staf", units.mutasi)
    assert "sudah memegang peran ini" in faults(again)["role"]
    earlier = {"sampai_tanggal": "31", "sampai_bulan": "12", "sampai_tahun": "2025"}
    past = grant(admin, people.tim.user, "staf", units.mutasi, **begins(1, 1, 2025), **earlier)
    assert past.status_code == 302


def test_the_sekretaris_does_not_answer_for_the_form_they_judge(admin, people, units):
    answer = grant(admin, people.sekretaris.user, "bidang", units.sekretariat)
    assert "Kepala Subbagian" in faults(answer)["unit"]
    assert grant(admin, people.sekretaris.user, "bidang", units.mutasi).status_code == 302


def test_two_definitif_sekretaris_at_once_are_named(admin, people, units):
    answer = grant(admin, people.kasubbag.user, "sekretaris", units.sekretariat)
    words = " ".join(told(admin, answer.url))
    first, second = people.sekretaris.user, people.kasubbag.user
    assert f"{first} dan {second} keduanya Sekretaris definitif mulai 1 Oktober 2026." in words
    assert "keduanya Sekretaris definitif" in said(admin.get("/kelola/penugasan/"))
    assert "keduanya Sekretaris definitif" in said(admin.get("/kelola/"))


def test_one_after_the_other_and_a_plt_are_no_overlap(admin, people, units):
    Penugasan.objects.filter(pk=people.sekretaris.pk).update(sampai=date(2026, 12, 31))
    grant(admin, people.kasubbag.user, "sekretaris", units.sekretariat, **begins(1, 1, 2027))
    grant(admin, people.tim.user, "kepala", units.pimpinan, sifat="plh", surat="800/1")
    assert "keduanya" not in said(admin.get("/kelola/penugasan/"))


# -- how an office ends ---------------------------------------------------------------------------


def end(admin, tenure, how="sekarang", day=None):
    data = {"apa": "akhiri", "cara": how}
    if day:
        data |= {"sampai_tanggal": day.day, "sampai_bulan": day.month, "sampai_tahun": day.year}
    return admin.post(f"/kelola/penugasan/{tenure.pk}/", data)


def test_an_office_withdrawn_now_is_closed_to_the_very_next_click(admin, people, signed_in, run):
    browser = signed_in(people.tim)
    address = run.get_absolute_url()
    assert browser.get(address).status_code == 200
    assert end(admin, people.tim).status_code == 302
    assert browser.get(address).status_code in (403, 404)
    assert browser.post(address).status_code in (403, 404, 405)


def test_an_office_that_begins_today_can_be_withdrawn_today(
    admin, people, units, instansi, signed_in
):
    tenure = office(instansi, "auditor", None, "staf", "Auditor", mulai=instansi.today())
    end(admin, tenure)
    tenure.refresh_from_db()
    assert (tenure.mulai, tenure.sampai, tenure.dicabut) == (instansi.today(),) * 2 + (True,)
    assert not tenure.in_force(instansi.today())
    assert tenure not in Penugasan.objects.on(instansi.today())


def test_an_office_ends_with_the_day_that_is_named(admin, people, instansi, clock):
    last = instansi.today() + timedelta(days=1)
    end(admin, people.staf, "tanggal", last)
    people.staf.refresh_from_db()
    clock.shift(timedelta(hours=38, minutes=59))  # 23.59 of the last day
    assert people.staf.in_force(instansi.today())
    assert people.staf in Penugasan.objects.on(instansi.today())
    clock.shift(timedelta(minutes=2))
    assert not people.staf.in_force(instansi.today())
    assert people.staf not in Penugasan.objects.on(instansi.today())


def test_an_office_cannot_end_before_it_began(admin, people):
    answer = end(admin, people.staf, "tanggal", date(2025, 12, 31))
    assert "mendahului" in said(answer)
    assert "Isi hari terakhirnya" in said(end(admin, people.staf, "tanggal"))
    people.staf.refresh_from_db()
    assert people.staf.sampai is None


def test_an_office_to_come_can_be_called_off(admin, people, units, instansi, clock):
    later = office(instansi, "auditor", None, "staf", "Auditor", mulai=date(2026, 12, 1))
    assert "Tidak jadi" in said(admin.get(f"/kelola/penugasan/{later.pk}/"))
    end(admin, later)
    later.refresh_from_db()
    clock.shift(timedelta(days=60))
    assert not later.in_force(instansi.today())


def test_an_instansi_keeps_an_admin(admin, people, instansi):
    assert "memerlukan seorang admin" in said(end(admin, people.admin))
    people.admin.refresh_from_db()
    assert people.admin.sampai is None
    office(instansi, "admin", None, "staf", "Admin kedua")
    assert end(admin, people.admin).status_code == 302
    assert admin.get("/kelola/").status_code == 404


def test_an_office_is_corrected_until_something_was_done_in_it(admin, people, units):
    data = {"apa": "ubah", "role": "staf", "unit": units.diklat.pk, "jabatan": "Pengolah Data",
            "sifat": "definitif", **begins(2, 1)}  # fmt: skip
    assert admin.post(f"/kelola/penugasan/{people.staf.pk}/", data).status_code == 302
    people.staf.refresh_from_db()
    assert (people.staf.jabatan, people.staf.unit) == ("Pengolah Data", units.diklat)
    Entry.objects.create(
        instansi=people.staf.instansi, number=99, on="2026-10-08T01:00Z", kind="act", by=people.staf
    )
    page = admin.get(f"/kelola/penugasan/{people.staf.pk}/")
    assert page.context["form"] is None
    assert "Sudah ada yang dicatat dalam penugasan ini" in said(page)
    admin.post(f"/kelola/penugasan/{people.staf.pk}/", data | {"jabatan": "Lain"})
    people.staf.refresh_from_db()
    assert people.staf.jabatan == "Pengolah Data"


def test_the_log_still_names_who_left(admin, people, run):
    end(admin, people.tim)
    admin.post(f"/kelola/orang/{people.tim.user_id}/nonaktif/")
    assert "Ketua Tim SAKIP (uji)" in said(admin.get("/kelola/jejak/"))


# -- an office for one run alone --------------------------------------------------------------------


def test_an_office_for_one_run_reaches_that_run_alone(admin, people, units, run):
    where = f"&run=collection.pengumpulan:{run.pk}"
    page = said(admin.get(f"/kelola/penugasan/baru/?orang={people.bidang.user_id}{where}"))
    assert str(run) in page
    assert "Hanya untuk proses ini" in page
    answer = grant(admin, people.bidang.user, "sekretaris", units.sekretariat, where, sifat="plh",
                   surat="800/12/2026 tanggal 7 Oktober 2026")  # fmt: skip
    assert answer.url == run.get_absolute_url()
    tenure = Penugasan.objects.get(jabatan="Jabatan")
    assert (tenure.run_label, tenure.run_id) == ("collection.pengumpulan", run.pk)
    assert tenure.of(run)
    assert "Satu proses" in said(admin.get("/kelola/penugasan/"))


def test_an_office_for_one_run_needs_the_letter_of_the_kepala(admin, people, units, run):
    where = f"&run=collection.pengumpulan:{run.pk}"
    answer = grant(admin, people.bidang.user, "sekretaris", units.sekretariat, where)
    assert list(faults(answer)) == ["surat"]


@pytest.mark.parametrize(
    "named",
    ["collection.pengumpulan:999999", "collection.pengumpulan:x", "collection.pengumpulan",
     "people.user:1", "people.instansi:1", "trail.entry:1", "tidak.ada:1", "a.b.c:1", ":1",
     "collection.formulir:1"],
)  # fmt: skip
def test_what_is_no_run_gets_no_office(admin, people, run, named):
    page = f"/kelola/penugasan/baru/?run={named}"
    assert admin.get(page).status_code == 404
    assert admin.post(page, {"role": "kepala"}).status_code == 404


def test_a_run_of_another_instansi_gets_no_office(people, run, signed_in):
    other = make_instansi("Dinas Lain", "Lain")
    admin = signed_in(office(other, "admin", None, "admin-lain", "Admin"))
    page = f"/kelola/penugasan/baru/?run=collection.pengumpulan:{run.pk}"
    assert admin.get(page).status_code == 404


def test_only_people_of_the_instansi_are_offered_an_office(admin, people):
    other = office(make_instansi("Dinas Lain", "Lain"), "kepala", None, "asing", "Kepala Dinas")
    User.objects.filter(pk=people.staf.user_id).update(is_active=False)
    offered = set(admin.get("/kelola/penugasan/baru/").context["form"].fields["user"].queryset)
    assert people.bidang.user in offered
    assert not {other.user, people.staf.user} & offered
