"""Papers as pages show them: their letterhead, how far their file is, and whether one is ours."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path

from sakip.lib import tanggal
from sakip.papers import logo
from sakip.papers.issue import letterhead
from sakip.papers.models import Paper, digest
from sakip.papers.state import paper_state, size_words
from sakip.urls import urlpatterns as house

from .conftest import make_instansi
from .uploads import PDF, picture, upload

urlpatterns = [*house, path("", include("sakip.papers.open_urls"))]


def issued(instansi, **more):
    data = {"nomor": more.get("nomor", "800/017/X/2026"), "kop": {"nama": "Rahasia"}}
    fields = {
        "kind_key": "nota_dinas",
        "status": Paper.ISSUED,
        "nomor": "800/017/X/2026",
        "tahun": 2026,
        "tanggal": tanggal.now().date(),
        "judul": "Nota Dinas",
        "data": data,
        "data_hash": digest([data, instansi.pk]),
        "issued_at": tanggal.now(),
    }
    return Paper.objects.create(instansi=instansi, **{**fields, **more})


# -- the letterhead --------------------------------------------------------------------------


def test_a_new_logo_changes_no_paper_that_is_issued(instansi):
    old, new = picture("PNG", (9, 11)), picture("PNG", (8, 8))
    instansi.logo.save("lambang.png", ContentFile(old))
    before = letterhead(instansi)
    instansi.logo.save("lambang.png", ContentFile(new))
    after = letterhead(instansi)
    assert before["logo"] == hashlib.sha256(old).hexdigest() != after["logo"]
    assert logo.of({"kop": before}) == {before["logo"]: old}
    default_storage.delete(instansi.logo.name)
    assert logo.of({"kop": after}) == {after["logo"]: new}


@pytest.mark.parametrize(
    "content", [b"<svg onload='x'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n" * 400_000]
)
def test_what_cannot_be_printed_is_no_logo(instansi, content):
    instansi.logo.save("lambang.png", ContentFile(content))
    assert letterhead(instansi)["logo"] == ""
    assert logo.of({"kop": letterhead(instansi)}) == {}


def test_an_agency_without_a_logo_has_a_letterhead_all_the_same(instansi):
    assert letterhead(instansi)["logo"] == ""
    assert letterhead(instansi)["pemerintah"] == "Pemerintah Kabupaten Contoh"


# -- how far the file is ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 kB"),
        (58_400, "58 kB"),
        (214_000, "214 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_240_000, "1,2 MB"),
    ],
)
def test_a_download_announces_its_size(size, words):
    assert size_words(size) == words


def part(paper, **more):
    context = {"paper": paper, "url": "/berkas/1/", **more}
    return " ".join(render_to_string("parts/naskah.html", context).split())


def test_a_paper_that_is_made_is_a_link_with_its_size(instansi):
    paper = issued(instansi, render=Paper.MADE, file_size=58_400, pages=3)
    assert paper_state(paper).words == "PDF 58 kB, 3 halaman"
    shown = part(paper, poll="/poll/")
    assert '<a href="/berkas/1/">' in shown
    assert "58 kB" in shown
    assert "hx-get" not in shown


@pytest.mark.parametrize("render", [Paper.WAITING, Paper.MAKING])
def test_a_paper_that_is_not_made_yet_asks_again_by_itself(instansi, render):
    shown = part(issued(instansi, render=render), poll="/poll/")
    assert 'hx-get="/poll/"' in shown
    assert "PDF sedang dibuat" in shown
    assert "<a " not in shown


def test_a_paper_that_failed_says_why_and_can_be_made_anew(instansi):
    paper = issued(instansi, render=Paper.FAILED, fault="Pembuatan PDF terhenti: waktu habis.")
    shown = part(paper, poll="/poll/", retry="/ulang/")
    assert "waktu habis" in shown
    assert 'action="/ulang/"' in shown
    assert "hx-get" not in shown
    assert "<form" not in part(paper)


def test_an_uploaded_document_is_shown_by_its_own_kind(instansi, people):
    from sakip.papers.files import keep

    berkas = keep(upload("Renstra.pdf", PDF), instansi=instansi, user=people.tim.user)
    paper = issued(instansi, kind_key="renstra", berkas=berkas)
    assert paper_state(paper).words == "PDF 1 kB"


def test_a_draft_and_a_blank_form_have_no_file_to_wait_for(instansi):
    assert paper_state(issued(instansi, status=Paper.DRAFT)).key == "none"
    assert paper_state(issued(instansi, kind_key="blangko_formulir")).key == "none"


# -- whether a paper is ours -----------------------------------------------------------------

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def anybody(db):
    return Client()


def words(response) -> str:
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_anybody_can_check_a_paper_by_the_hash_on_it(anybody, instansi):
    paper = issued(instansi, file_hash="f" * 64)
    for asked in (paper.data_hash, paper.file_hash, paper.data_hash.upper()):
        response = anybody.get(f"/cek/{asked}")
        assert response.status_code == 200
        said = words(response)
        assert "Naskah ini tercatat" in said
        for part_ in ("Nota Dinas", "800/017/X/2026", "8 Oktober 2026", "Terbit"):
            assert part_ in said
        assert paper.data_hash in said.replace(" ", "")


def test_the_check_tells_no_names_and_nothing_of_what_the_paper_says(anybody, instansi, people):
    paper = issued(instansi, signed_by=people.kepala)
    page = anybody.get(f"/cek/{paper.data_hash}").content.decode()
    for secret in ("Rahasia", people.kepala.user.nama, instansi.nama, instansi.singkatan):
        assert secret not in page


def test_a_paper_replaced_by_a_revision_says_so(anybody, instansi):
    paper = issued(instansi, superseded=True, revision=1)
    said = words(anybody.get(f"/cek/{paper.data_hash}"))
    assert "Diganti revisi yang lebih baru" in said
    assert "rev. 1" in said


def test_a_draft_is_no_paper(anybody, instansi):
    paper = issued(instansi, status=Paper.DRAFT)
    assert anybody.get(f"/cek/{paper.data_hash}").status_code == 404


def test_a_changed_paper_is_not_found(anybody, instansi):
    response = anybody.get(f"/cek/{'0' * 64}")
    assert response.status_code == 404
    assert "Naskah tidak ditemukan" in words(response)


def test_a_typed_hash_is_found_with_its_blanks(anybody, instansi):
    paper = issued(instansi)
    typed = " ".join(paper.data_hash[i : i + 4] for i in range(0, 64, 4)).upper()
    response = anybody.get("/cek/", {"sha256": typed})
    assert response.headers["Location"] == f"/cek/{paper.data_hash}"


@pytest.mark.parametrize("typed", ["abc", "z" * 64, "<script>alert(1)</script>"])
def test_a_mistyped_hash_gets_a_sentence_and_is_kept(anybody, typed):
    response = anybody.get("/cek/", {"sha256": typed})
    said = response.content.decode()
    assert response.status_code == 200
    assert f"Tertulis {len(typed)}." in said
    assert "<script>alert" not in said
    assert 'aria-invalid="true"' in said


def test_the_check_finds_papers_of_every_agency(anybody, instansi):
    elsewhere = issued(make_instansi("Badan Lain", "Lain"), nomor="800/099/LAIN/X/2026")
    assert "800/099/LAIN" in words(anybody.get(f"/cek/{elsewhere.data_hash}"))


def test_checking_costs_the_same_however_many_papers_there_are(
    anybody, instansi, django_assert_num_queries
):
    paper = issued(instansi)
    for n in range(20):
        issued(instansi, nomor=f"800/{n}", data_hash=f"{n:064}", run_id=n)
    with django_assert_num_queries(1):
        anybody.get(f"/cek/{paper.data_hash}")
