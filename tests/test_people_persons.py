"""People in the settings: written down, corrected, listed, and given the slip of a password."""

import pytest

from sakip.people import nip
from sakip.people.models import Penugasan, User
from sakip.trail.models import Entry, Kind
from tests.conftest import office
from tests.people_pages import begins, many, row, said, somebody_elsewhere, told

NIP = "198003032005011002"


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def elsewhere(db, clock):
    return somebody_elsewhere()


# -- one person --------------------------------------------------------------------------------


def new_person(**more):
    return {
        "nama": "Dra. Rina, M.Si.",
        "nip": "19800303 200501 1 002",
        "role": "staf",
        "jabatan": "Analis",
        "sifat": "definitif",
        **begins(),
        **more,
    }


def test_a_person_comes_with_a_first_office_and_without_a_password(admin, units, instansi):
    answer = admin.post("/kelola/orang/baru/", new_person(unit=units.mutasi.pk))
    person = User.objects.get(nip=NIP)
    assert answer.url == f"/kelola/orang/{person.pk}/"
    assert person.username == NIP
    assert not person.has_usable_password()
    assert person.offices.get().unit == units.mutasi
    line = Entry.objects.get(kind=Kind.CONFIGURED)
    assert (line.object_label, line.instansi) == ("people.penugasan", instansi)
    assert NIP not in line.note + str(line.data)


@pytest.mark.parametrize(
    ("typed", "said_of", "words"),
    [
        ({"nip": "19800303 200501 1 00"}, "nip", "NIP kurang 1 angka. Tertulis 17 dari 18 angka."),
        ({"nip": "1980030320050110021"}, "nip", "NIP kelebihan 1 angka."),
        ({"nip": "19800303 2005O1 1 002"}, "nip", "NIP hanya memuat angka."),
        ({"nip": "١٩٨٠٠٣٠٣٢٠٠٥٠١١٠٠٢"}, "nip", "NIP hanya memuat angka."),
        ({"nip": ""}, "username", "Isi NIP atau nama pengguna"),
        ({"username": "STAF"}, "username", "sudah dipakai orang lain"),
        ({"username": "198001"}, "username", "dibaca sebagai NIP"),
        ({"nama": ""}, "nama", "diisi"),
    ],
)
def test_a_person_is_refused_with_what_is_wrong(admin, units, typed, said_of, words):
    answer = admin.post("/kelola/orang/baru/", new_person(unit=units.mutasi.pk, **typed))
    assert words in str(answer.context["person"].errors[said_of])
    assert answer.context["person"]["nama"].value() == typed.get("nama", "Dra. Rina, M.Si.")
    assert not User.objects.filter(nama__startswith="Dra.").exists()


def test_faults_of_person_and_office_are_told_together(admin):
    page = said(admin.post("/kelola/orang/baru/", new_person(nip="1", role="staf", unit="")))
    assert "NIP kurang 17 angka" in page
    assert "Pilih unit" in page


def test_an_nip_like_no_pns_s_is_taken_and_doubted(admin, units):
    answer = admin.post(
        "/kelola/orang/baru/", new_person(unit=units.mutasi.pk, nip="198013402005131002")
    )
    words = " ".join(told(admin, answer.url))
    assert "19801340 bukan tanggal lahir" in words
    assert "200513 bukan tahun dan bulan pengangkatan" in words
    assert User.objects.filter(nip="198013402005131002").exists()


@pytest.mark.parametrize(
    ("digits", "doubts"),
    [(NIP, 0), ("199001012022211001", 0), ("198003032005013002", 1), ("190001012000011001", 1),
     ("198002302005011002", 1)],
)  # fmt: skip
def test_what_the_digits_of_an_nip_say(digits, doubts):
    assert len(nip.doubts(digits)) == doubts


def test_somebody_of_another_instansi_is_added_by_exact_nip_and_nothing_of_them_changes(
    admin, elsewhere, units, instansi
):
    User.objects.filter(pk=elsewhere.user_id).update(nip=NIP)
    before = User.objects.get(pk=elsewhere.user_id)
    data = new_person(unit=units.mutasi.pk, nama="Nama yang salah")
    answer = admin.post("/kelola/orang/baru/", data)
    assert f"NIP ini milik {elsewhere.user}" in said(answer)
    assert Penugasan.objects.filter(user=before, instansi=instansi).count() == 0
    assert admin.post("/kelola/orang/baru/", {**data, "pakai": "on"}).status_code == 302
    after = User.objects.get(pk=elsewhere.user_id)
    assert (after.nama, after.password) == (before.nama, before.password)
    assert after.offices.get(instansi=instansi).unit == units.mutasi
    again = admin.post("/kelola/orang/baru/", {**data, "pakai": "on"})
    assert "sudah terdaftar di instansi ini" in said(again)


def test_the_person_s_data_are_corrected(admin, people):
    person = people.staf.user
    data = {
        "nama": "Nama Baru, S.E.",
        "username": "staf",
        "nip": "",
        "pangkat": "Penata",
        "golongan": "III/c",
    }
    assert admin.post(f"/kelola/orang/{person.pk}/", data).status_code == 302
    person.refresh_from_db()
    assert (person.nama, person.golongan) == ("Nama Baru, S.E.", "III/c")
    assert Entry.objects.get(kind=Kind.CONFIGURED).data["isian"] == ["nama", "pangkat", "golongan"]


def test_nobody_posts_themselves_more_than_the_form_asks(admin, people):
    person = people.staf.user
    data = {"nama": "X", "username": "staf", "is_superuser": "1", "is_staff": "1", "is_active": "0",
            "password": "x", "must_change_password": "1"}  # fmt: skip
    admin.post(f"/kelola/orang/{person.pk}/", data)
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.is_active) == (False, False, True)
    assert person.check_password("rahasia-sekali-1")


def test_the_admin_cannot_close_their_own_account(admin, people):
    assert admin.post(f"/kelola/orang/{people.admin.user_id}/nonaktif/").status_code == 403


# -- many at once ------------------------------------------------------------------------------


def test_the_offices_nobody_holds_stand_ready_in_the_table(people, admin, units):
    Penugasan.objects.filter(role__in=["staf", "kepala"]).update(sampai="2026-01-31")
    page = admin.get("/kelola/orang/banyak/")
    proposed = [form.initial.get("role") for form in page.context["rows"] if form.initial]
    assert sorted(proposed) == ["kepala", "staf", "staf", "staf"]


def test_many_people_are_written_down_at_once(admin, units, people):
    rows = [
        row("Satu", "19800303 200501 1 002", "staf", units.mutasi.pk),
        row("Dua", "198004042005011003", "tim_sakip:ketua", units.sekretariat.pk),
        row("", "", "staf", units.diklat.pk, "Staf"),
    ]
    assert admin.post("/kelola/orang/banyak/", many(*rows)).url == "/kelola/slip/"
    second = Penugasan.objects.get(user__nama="Dua")
    assert (second.role, second.ketua) == ("tim_sakip", True)
    assert Penugasan.objects.filter(user__nama__in=["Satu", "Dua"]).count() == 2
    assert "Satu" in said(admin.get("/kelola/slip/"))


def test_one_wrong_line_keeps_all_lines(admin, units):
    rows = [
        row("Satu", "19800303 200501 1 002", "staf", units.mutasi.pk),
        row("Dua", "198003032005011002", "staf", ""),
        row("Tiga", "123", "", "", ""),
    ]
    page = said(admin.post("/kelola/orang/banyak/", many(*rows)))
    assert "Baris 2, Unit: Pilih unit" in page
    assert "Baris 2, NIP: NIP ini sudah ditulis di baris lain." in page
    assert "Baris 3, Peran:" in page
    assert 'value="Satu"' in page
    assert not User.objects.filter(nama__in=["Satu", "Dua", "Tiga"]).exists()


# -- lists -------------------------------------------------------------------------------------


def test_lists_mask_the_nip(admin, people):
    User.objects.filter(pk=people.staf.user_id).update(nip=NIP)
    page = said(admin.get("/kelola/orang/"))
    assert "…002" in page
    assert "19800303" not in page
    assert "Staf Mutasi" in said(admin.get("/kelola/orang/?cari=19800303 200501 1 002"))


def test_the_list_of_people_is_narrowed(admin, people):
    User.objects.filter(pk=people.staf.user_id).update(is_active=False)
    Penugasan.objects.filter(pk=people.bidang.pk).update(sampai="2026-01-31")
    shut = said(admin.get("/kelola/orang/?keadaan=nonaktif"))
    idle = said(admin.get("/kelola/orang/?keadaan=tanpa"))
    assert "Staf Mutasi (uji)" in shut and "Kepala Bidang Mutasi (uji)" not in shut
    assert "Kepala Bidang Mutasi (uji)" in idle and "Staf Mutasi (uji)" not in idle


def test_lists_ask_the_same_few_questions_at_ten_and_at_sixty(
    admin, instansi, units, django_assert_max_num_queries
):
    pages = ("/kelola/orang/", "/kelola/penugasan/", "/kelola/slip/", "/kelola/")
    for first in (0, 10, 60):
        for number in range(first, first + (10 if first == 0 else 50)):
            office(instansi, "staf", units.mutasi, f"pegawai{number}", "Pegawai")
        User.objects.filter(username__startswith="pegawai").update(password="!x")
        for page in pages:
            with django_assert_max_num_queries(12):
                assert admin.get(page).status_code == 200


# -- slips -------------------------------------------------------------------------------------


def test_a_slip_is_shown_once_and_never_kept(admin, people):
    page = admin.get(f"/kelola/orang/{people.staf.user_id}/")
    answer = admin.post("/kelola/slip/", {"orang": f"{people.staf.user_id}:{page.context['mark']}"})
    typed = answer.context["slips"][0][1]
    assert typed in said(answer)
    assert answer["Cache-Control"] == "no-store, private"
    assert typed not in said(admin.get("/kelola/slip/"))
    person = User.objects.get(pk=people.staf.user_id)
    assert person.must_change_password and person.check_password(typed)


def test_a_second_click_does_not_spoil_the_slip_that_was_printed(admin, people):
    page = admin.get(f"/kelola/orang/{people.staf.user_id}/")
    data = {"orang": f"{people.staf.user_id}:{page.context['mark']}"}
    typed = admin.post("/kelola/slip/", data).context["slips"][0][1]
    again = admin.post("/kelola/slip/", data)
    assert again.status_code == 409
    assert "kata sandinya berubah sejak" in said(again)
    assert User.objects.get(pk=people.staf.user_id).check_password(typed)


@pytest.mark.parametrize("asked", [[], ["x"], ["1:"], ["x:y"], ["99999999:abc"], [":"]])
def test_a_slip_for_nobody_changes_nothing(admin, people, asked):
    before = list(User.objects.values_list("password", flat=True))
    assert admin.post("/kelola/slip/", {"orang": asked}).status_code == 409
    assert list(User.objects.values_list("password", flat=True)) == before
