"""The settings: the instansi, its units and its people, each admin within their own walls."""

import io
import struct
import zlib

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin

from sakip.people import nip
from sakip.people.kelola_urls import urlpatterns
from sakip.people.models import Instansi, Penugasan, Unit, User
from sakip.sop.models import HariLibur, Ramadan
from sakip.trail.models import Entry, Kind
from tests.conftest import make_instansi, office

NIP = "198003032005011002"


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def elsewhere(db, clock):
    """Another instansi with a person of its own."""
    other = make_instansi("Dinas Pendidikan", "Disdik Contoh")
    return office(other, "staf", _unit(other), "guru", "Pengawas Sekolah")


def _unit(instansi):
    return Unit.objects.create(instansi=instansi, nama="Bidang SD", singkatan="SD", jenis="bidang")


def said(response):
    return response.content.decode()


def told(browser, where="/kelola/"):
    """The messages that the next page shows."""
    return [str(m) for m in browser.get(where).context["messages"]]


def begins(day=1, month=10, year=2026):
    return {"mulai_tanggal": day, "mulai_bulan": month, "mulai_tahun": year}


# -- who comes in -----------------------------------------------------------------------------

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


# -- nobody sees another instansi ---------------------------------------------------------------


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


# -- people -------------------------------------------------------------------------------------


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


def test_the_offices_nobody_holds_stand_ready_in_the_table(people, admin, units):
    Penugasan.objects.filter(role__in=["staf", "kepala"]).update(sampai="2026-01-31")
    page = admin.get("/kelola/orang/banyak/")
    proposed = [form.initial.get("role") for form in page.context["rows"] if form.initial]
    assert sorted(proposed) == ["kepala", "staf", "staf", "staf"]


def many(*rows, **more):
    data = {"orang-TOTAL_FORMS": len(rows), "orang-INITIAL_FORMS": 0, **begins(), **more}
    for number, row in enumerate(rows):
        data |= {f"orang-{number}-{name}": value for name, value in row.items()}
    return data


def row(nama, digits, role, unit="", jabatan="Jabatan"):
    return {"nama": nama, "nip": digits, "role": role, "unit": unit, "jabatan": jabatan}


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


# -- slips --------------------------------------------------------------------------------------


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


# -- units --------------------------------------------------------------------------------------


def unit_lines(instansi, *new, **changes):
    kept = list(instansi.units.order_by("urut", "pk"))
    data = {"unit-TOTAL_FORMS": len(kept) + len(new), "unit-INITIAL_FORMS": len(kept)}
    for n, unit in enumerate(kept):
        line = {"id": unit.pk, "nama": unit.nama, "singkatan": unit.singkatan,
                "jenis": unit.jenis, "urut": unit.urut, "aktif": "on"}  # fmt: skip
        line |= changes.get(unit.singkatan, {})
        data |= {f"unit-{n}-{k}": v for k, v in line.items() if v is not None}
    for n, line in enumerate(new, len(kept)):
        data |= {
            f"unit-{n}-{k}": v
            for k, v in {"jenis": "bidang", "urut": n, "aktif": "True", **line}.items()
        }
    return data


def test_units_are_added_renamed_and_put_in_order(admin, instansi, units):
    lines = unit_lines(
        instansi,
        {"nama": "Bidang Data", "singkatan": "DT", "urut": 1},
        {"nama": "", "singkatan": ""},
        MP={"nama": "Bidang Mutasi", "urut": 9},
    )
    assert admin.post("/kelola/unit/", lines).status_code == 302
    in_order = [u.singkatan for u in instansi.units.order_by("urut", "nama")]
    assert in_order == ["PIM", "DT", "SET", "PK", "MP"]
    notes = list(Entry.objects.filter(kind=Kind.CONFIGURED).values_list("note", flat=True))
    assert notes == ["Mengubah unit MP.", "Menambah unit DT."]


def test_a_unit_in_which_somebody_works_stays_in_use(admin, people, instansi):
    page = said(admin.post("/kelola/unit/", unit_lines(instansi, MP={"aktif": None})))
    assert "Masih ada yang bertugas di sini: Kepala Bidang Mutasi (uji), Staf Mutasi (uji)" in page
    assert Unit.objects.get(singkatan="MP").aktif


def test_two_units_do_not_share_a_name(admin, instansi, units):
    lines = unit_lines(instansi, {"nama": "sekretariat", "singkatan": "S2"}, MP={"singkatan": "pk"})
    page = said(admin.post("/kelola/unit/", lines))
    assert "Nama ini sudah dipakai di baris lain." in page
    assert "Singkatan ini sudah dipakai di baris lain." in page
    assert instansi.units.count() == 4


def test_a_unit_without_a_short_name_is_told_so_and_kept(admin, instansi, units):
    answer = admin.post("/kelola/unit/", unit_lines(instansi, {"nama": "Bidang Data"}))
    assert "Baris 5, Singkatan:" in said(answer)
    assert 'value="Bidang Data"' in said(answer)


def test_a_unit_of_another_instansi_cannot_be_slipped_in(admin, instansi, units, elsewhere):
    lines = unit_lines(instansi)
    lines["unit-0-id"] = elsewhere.unit_id
    admin.post("/kelola/unit/", lines)
    elsewhere.unit.refresh_from_db()
    assert (elsewhere.unit.nama, elsewhere.unit.instansi) == ("Bidang SD", elsewhere.instansi)


# -- the instansi and its emblem ------------------------------------------------------------------


def agency(**more):
    return {
        "nama": "Badan Contoh", "singkatan": "BKPSDM Contoh", "pemerintah": "Kabupaten Contoh",
        "kode_surat": "BKPSDM", "sebutan_kepala": "Kepala Badan", "zona": "Asia/Makassar",
        "label_ikk": "Indikator Kinerja Kegiatan", "tempat": "Kota Contoh", **more,
    }  # fmt: skip


def test_the_letterhead_is_written_down(admin, instansi):
    assert (
        admin.post("/kelola/instansi/", agency(alamat="Jl. Poros", kode_pos="75767")).status_code
        == 302
    )
    instansi.refresh_from_db()
    assert (instansi.alamat, instansi.kode_pos) == ("Jl. Poros", "75767")
    assert Entry.objects.get(kind=Kind.CONFIGURED).data["isian"] == ["alamat", "kode_pos"]


def test_a_wrong_letterhead_keeps_what_was_typed_and_changes_nothing(admin, instansi):
    answer = admin.post("/kelola/instansi/", agency(nama="Nama Lain", kode_pos="757"))
    assert "Kode pos terdiri atas 5 angka. Tertulis 757." in said(answer)
    assert 'value="Nama Lain"' in said(answer)
    assert answer.context["instansi"].nama == "Badan Contoh"
    instansi.refresh_from_db()
    assert instansi.nama == "Badan Contoh"


def png(width=300, height=200, text=None):
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    if text:
        info.add_text("Comment", text)
    Image.new("RGBA", (width, height), "green").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def huge_png(side):
    """The head of a picture of side x side points, in 60 bytes."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )


def with_logo(admin, content, name="logo.png", kind="image/png"):
    return admin.post("/kelola/instansi/", agency(lambang=SimpleUploadedFile(name, content, kind)))


def test_the_emblem_is_encoded_anew_and_nothing_hidden_in_it_stays(admin, instansi):
    script = "<script>alert(1)</script>"
    assert with_logo(admin, png(2000, 1000, text=script) + script.encode()).status_code == 302
    shown = admin.get("/kelola/instansi/logo/")
    content = b"".join(shown.streaming_content)
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert b"script" not in content
    assert Image.open(io.BytesIO(content)).size == (600, 300)


def test_a_jpeg_becomes_a_png(admin, instansi):
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "JPEG")
    assert with_logo(admin, out.getvalue(), "../../etc/x.jpg").status_code == 302
    instansi.refresh_from_db()
    assert instansi.logo.name.startswith("logo/")
    assert instansi.logo.name.endswith(".png")
    assert "etc" not in instansi.logo.name


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><script>alert(1)</script>", "logo.png", "isinya bukan gambar PNG"),
        (png(), "logo.jpg", "isinya bukan gambar JPG"),
        (b"%PDF-1.7 surat", "logo.pdf", "Berkas .pdf tidak diterima. Unggah PNG atau JPG."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg", "Berkas .svg tidak diterima"),
        (b"GIF89a" + b"\0" * 50, "logo.gif", "Berkas .gif tidak diterima"),
        (png()[:60], "logo.png", "rusak"),
        (b"", "logo.png", "kosong"),
        (huge_png(30_000), "logo.png", "terlalu besar untuk dibuka"),
        (huge_png(11_000), "logo.png", "terlalu besar untuk dibuka"),
        (huge_png(4_001), "logo.png", "4000 x 4000 titik"),
        (png() + b"\0" * (2 * 1024 * 1024), "logo.png", "paling besar 2 MB"),
    ],
)
def test_what_is_no_small_picture_is_refused(admin, instansi, content, name, words):
    answer = with_logo(admin, content, name)
    assert words in str(answer.context["form"].errors["lambang"])
    instansi.refresh_from_db()
    assert not instansi.logo
    assert admin.get("/kelola/instansi/logo/").status_code == 404


def test_the_emblem_is_taken_off_the_letterhead(admin, instansi):
    with_logo(admin, png())
    admin.post("/kelola/instansi/", agency(tanpa_logo="on"))
    instansi.refresh_from_db()
    assert not instansi.logo


# -- the installation -----------------------------------------------------------------------------


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


# -- the remaining master data ----------------------------------------------------------------------


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
