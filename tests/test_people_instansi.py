"""The instansi in the settings: its units, its letterhead and its emblem."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from sakip.people.models import Unit
from sakip.trail.models import Entry, Kind
from tests.people_pages import agency, said, somebody_elsewhere, unit_lines


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.fixture
def elsewhere(db, clock):
    return somebody_elsewhere()


# -- units -------------------------------------------------------------------------------------


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


# -- the letterhead ----------------------------------------------------------------------------


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


# -- the emblem --------------------------------------------------------------------------------


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
