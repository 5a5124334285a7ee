"""Evidence comes in only as what it really is, is kept once and whole, and leaves by one door."""

from __future__ import annotations

import errno
import os
import tracemalloc
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404
from django.test import RequestFactory

from sakip.papers import contents, files, store
from sakip.papers.models import Berkas, Paper
from sakip.trail.models import Entry, Kind

from .uploads import (
    HTML,
    OLE,
    PDF,
    SVG,
    docx,
    flood,
    picture,
    upload,
    xlsx,
    xlsx_with,
    zipped,
)

HONEST = [
    ("bukti.pdf", PDF, "application/pdf"),
    ("BUKTI.PDF", PDF, "application/pdf"),
    ("foto.png", picture("PNG"), "image/png"),
    ("foto.jpg", picture("JPEG"), "image/jpeg"),
    ("foto.jpeg", picture("JPEG"), "image/jpeg"),
    ("data.xlsx", xlsx(), contents.XLSX.mime),
    ("surat.docx", docx(), contents.DOCX.mime),
]


@pytest.mark.parametrize(("name", "content", "mime"), HONEST)
def test_what_an_office_brings_is_taken_for_what_it_is(name, content, mime):
    assert contents.check(upload(name, content, "text/html")).mime == mime


def refusal(name, content, content_type="application/octet-stream", **more) -> str:
    with pytest.raises(ValidationError) as refused:
        contents.check(upload(name, content, content_type), **more)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pasang.exe", b"MZ" + b"\0" * 100),
        ("halaman.html", HTML),
        ("gambar.svg", SVG),
        ("sisip.php", b"<?php system($_GET[0]); ?>"),
        ("makro.docm", docx(macro=True)),
        ("arsip.zip", zipped({"a.pdf": PDF})),
        ("tanpa_akhiran", PDF),
        ("bukti\u202efdp.exe", b"MZ"),
    ],
)
def test_other_kinds_are_refused_by_name_and_say_what_is_taken(name, content):
    said = refusal(name, content)
    assert "tidak diterima" in said
    assert "PDF, JPG, PNG, XLSX atau DOCX" in said


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bukti.pdf", HTML, "isinya bukan PDF"),
        ("bukti.pdf", b"%", "isinya bukan PDF"),
        ("bukti.pdf", PDF[:40], "terpotong"),
        ("bukti.pdf", b"\n" + PDF, "isinya bukan PDF"),
        ("x.png", PDF, "isinya bukan gambar PNG"),
        ("x.png", SVG, "isinya bukan gambar PNG"),
        ("x.png", picture("JPEG"), "isinya bukan gambar PNG"),
        ("x.jpg", picture("PNG"), "isinya bukan gambar JPG"),
        ("x.png", picture("PNG")[:40], "rusak"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + HTML, "rusak"),
        ("x.xlsx", PDF, "isinya bukan XLSX"),
        ("x.xlsx", OLE, "terkunci kata sandi"),
        ("x.xlsx", docx(), "isinya bukan XLSX"),
        ("x.xlsx", zipped({"a.pdf": PDF}), "isinya bukan XLSX"),
        ("x.xlsx", xlsx()[:-30], "rusak"),
        ("x.docx", xlsx(), "isinya bukan DOCX"),
        ("x.docx", docx(macro=True), "makro"),
        ("x.xlsx", xlsx_with({"xl/vbaProject.bin": b"x"}), "makro"),
        ("x.docx", zipped({"../etc/x": b"1", "word/document.xml": b""}), "tidak wajar"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content, why):
    """Whatever type the browser claims for it."""
    assert why in refusal(name, content, "application/pdf")


def test_an_empty_file_is_refused():
    assert "kosong" in refusal("bukti.pdf", b"")


def test_the_limit_is_named_where_a_file_is_too_big():
    said = refusal("bukti.pdf", PDF + b"\0" * 2_200_000, limit=2 * contents.MB)
    assert "2,1 MB terlalu besar" in said
    assert "paling besar 2 MB" in said


def test_a_pixel_flood_is_refused_without_opening_it():
    tracemalloc.start()
    try:
        said = refusal("x.png", flood())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "terlalu besar untuk dibuka" in said
    assert peak < 5_000_000


def test_a_picture_says_how_large_it_is_where_it_is_too_large():
    assert "gambarnya 9000 x 9000 titik" in refusal("x.png", flood(9_000, 9_000))


def test_a_zip_bomb_is_refused_by_its_directory():
    bomb = xlsx_with({"xl/worksheets/sheet2.xml": b"\0" * 20_000_000})
    assert len(bomb) < 100_000
    assert "dimampatkan secara tidak wajar" in refusal("x.xlsx", bomb)


@pytest.mark.parametrize("content", [HTML, PDF, xlsx(), b"MZ\x90\x00", b"\0\1\2"])
def test_a_csv_is_text_and_nothing_else(content):
    assert "isinya" in refusal("data.csv", content, allow=contents.IMPORT)
    assert contents.check(upload("data.csv", b"nama;nilai\r\nA;1\r\n"), allow=contents.IMPORT)
    assert "tidak diterima" in refusal("data.csv", b"a;b")  # not as evidence


# -- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\staf\\bukti.pdf", "bukti.pdf"),
        ('bu"kti<b>.pdf', "bu kti b .pdf".replace(" .", ".")),
        ("baris\r\nkedua.pdf", "baris kedua.pdf"),
        ("nol\x00.pdf", "nol.pdf"),
        ("bukti\u202egpj.pdf", "bukti gpj.pdf"),
        ("   .pdf", "berkas.pdf"),
        ("..", "berkas.pdf"),
        ("laporan 📎 akhir.pdf", "laporan 📎 akhir.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_to_send(typed, shown):
    assert files.clean_name(typed, "pdf") == shown


# -- keeping ---------------------------------------------------------------------------------


@pytest.fixture
def on_disk(settings, tmp_path):
    """Files on a real disk, as in an office; the rest of the tests keep them in memory."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert isinstance(default_storage, FileSystemStorage)
    return tmp_path


def left_in(folder) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_the_same_content_is_stored_once(people, instansi, on_disk):
    first = files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    again = files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.bidang.user)
    other = files.keep(upload("b.pdf", PDF), instansi=instansi, user=people.bidang.user)
    assert first == again
    assert other != first
    assert other.file.name == first.file.name
    assert left_in(on_disk) == [f"{instansi.pk}/{first.sha256[:2]}/{first.sha256}"]
    assert oct((on_disk / first.file.name).stat().st_mode)[-3:] == "600"


def test_two_instansi_share_no_file(people, instansi, on_disk):
    from .conftest import make_instansi

    elsewhere = make_instansi("Badan Lain", "Lain")
    here = files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    there = files.keep(upload("a.pdf", PDF), instansi=elsewhere, user=people.staf.user)
    assert here.file.name != there.file.name
    assert len(left_in(on_disk)) == 2


def test_a_refused_file_leaves_nothing(people, instansi, on_disk):
    with pytest.raises(ValidationError):
        files.keep(upload("a.pdf", HTML), instansi=instansi, user=people.staf.user)
    assert left_in(on_disk) == []
    assert not Berkas.objects.exists()


def test_a_full_disk_leaves_nothing_and_says_so(people, instansi, on_disk, monkeypatch):
    real = os.write

    class Full:
        """A disk on which 100 bytes have room."""

        def __init__(self, handle, mode):
            self.handle = handle

        def __enter__(self):
            return self

        def __exit__(self, *_):
            os.close(self.handle)

        def write(self, piece):
            real(self.handle, piece[:100])
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.os, "fdopen", Full)
    with pytest.raises(ValidationError, match="penyimpanan server penuh"):
        files.keep(upload("a.pdf", PDF * 9), instansi=instansi, user=people.staf.user)
    assert left_in(on_disk) == []
    assert not Berkas.objects.exists()
    monkeypatch.undo()
    assert files.keep(upload("a.pdf", PDF * 9), instansi=instansi, user=people.staf.user).pk


def test_a_row_that_cannot_be_written_takes_its_file_with_it(
    people, instansi, on_disk, monkeypatch
):
    def fail(self, *_, **__):
        raise RuntimeError

    monkeypatch.setattr(Berkas, "save", fail)
    with pytest.raises(RuntimeError):
        files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    assert left_in(on_disk) == []


def test_a_lost_file_is_healed_when_it_is_brought_again(people, instansi, on_disk):
    kept = files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    (on_disk / kept.file.name).write_bytes(PDF[:20])
    files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    assert (on_disk / kept.file.name).read_bytes() == PDF


def test_a_file_beyond_the_limit_is_not_all_written(settings, tmp_path, monkeypatch):
    settings.FILE_UPLOAD_HANDLERS = ["sakip.papers.files.LimitedUploadHandler"]
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(files.LimitedUploadHandler, "limit", 200_000)
    request = RequestFactory().post("/", {"berkas": upload("a.pdf", PDF + b"\0" * 900_000)})
    came = request.FILES["berkas"]
    assert came.size == len(PDF) + 900_000
    assert os.path.getsize(came.temporary_file_path()) < 300_000
    with pytest.raises(ValidationError, match="terlalu besar"):
        contents.check(came, limit=200_000)
    came.close()


# -- handing out -----------------------------------------------------------------------------


def asks(rf, office, method="get"):
    request = getattr(rf, method)("/")
    request.user, request.instansi, request.offices = office.user, office.instansi, [office]
    request.instansi_choices = [office.instansi]
    request.htmx = SimpleNamespace(boosted=False)
    return request


@pytest.fixture
def kept(people, instansi):
    return files.keep(upload('lapor"an é\u202e.pdf', PDF), instansi=instansi, user=people.staf.user)


def test_a_file_is_handed_out_as_a_download_that_no_browser_runs(rf, people, kept):
    response = files.serve(asks(rf, people.staf), kept)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "%C3%A9" in response["Content-Disposition"]
    assert '"' not in response["Content-Disposition"].partition("filename")[2].strip('="')
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_every_download_is_a_line_in_the_log_with_its_hash(rf, people, kept):
    files.serve(asks(rf, people.staf), kept)
    line = Entry.objects.get(kind=Kind.DOWNLOAD)
    assert line.user == people.staf.user
    assert line.data["sha256"] == kept.sha256
    assert (line.object_label, line.object_id) == ("papers.berkas", kept.pk)


def test_asking_for_the_head_alone_is_no_download(rf, people, kept):
    files.serve(asks(rf, people.staf, "head"), kept)
    assert not Entry.objects.filter(kind=Kind.DOWNLOAD).exists()


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_file_that_is_no_longer_itself_is_not_given(rf, people, instansi, on_disk, harm):
    kept = files.keep(upload("a.pdf", PDF), instansi=instansi, user=people.staf.user)
    path = on_disk / kept.file.name
    path.write_bytes(PDF[:-3]) if harm == "cut" else path.unlink()
    response = files.serve(asks(rf, people.staf), kept)
    assert response.status_code == 503
    assert "tidak diunduhkan" in response.content.decode()
    assert not Entry.objects.filter(kind=Kind.DOWNLOAD).exists()
    assert Entry.objects.filter(kind=Kind.REFUSED, object_id=kept.pk).exists()


def test_a_paper_without_its_file_is_not_found(rf, people, instansi):
    paper = Paper(instansi=instansi, kind_key="nota_dinas", tahun=2026)
    with pytest.raises(Http404):
        files.serve(asks(rf, people.staf), paper)


def test_a_report_made_this_moment_leaves_by_the_same_door(rf, people, instansi):
    made = files.Made("Capaian/IKU 2026.xlsx", contents.XLSX.mime, b"isi")
    response = files.serve(asks(rf, people.staf), made)
    assert b"".join(response.streaming_content) == b"isi"
    assert 'filename="IKU 2026.xlsx"' in response["Content-Disposition"]
    assert Entry.objects.get(kind=Kind.DOWNLOAD).data["nama"] == "IKU 2026.xlsx"
