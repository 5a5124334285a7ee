"""Every paper becomes an official PDF: tagged, numbered, the same bytes for ever, open to nothing."""

from __future__ import annotations

import base64
import copy
import hashlib
import io
import json
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from pypdf import PdfReader

from sakip.papers import pdf
from sakip.papers.child import ROOT, Child, Fault, Overrun
from sakip.papers.kinds import KINDS
from sakip.papers.models import digest

from .papers_examples import EXAMPLES, FACES
from .papers_measurement import rekapitulasi_pengukuran

MM = 72 / 25.4
EVERY = [*EXAMPLES.items(), *FACES.items()]
IDS = [f"{key}-{n}" for n, (key, _) in enumerate(EVERY)]


PRESS = pdf.Press()


@pytest.fixture(scope="module", autouse=True)
def the_press():
    """One press for all tests here, as a worker has it."""
    yield
    PRESS.close()


def html(key, data) -> str:
    return pdf.html_of(KINDS[key], data, digest(data))


def pressed(page: str, identifier="x", logos=None) -> bytes:
    return PRESS.make(page, identifier=identifier, logos=logos or {}).content


def made(key, data) -> PdfReader:
    return PdfReader(io.BytesIO(once(key, json.dumps(data))))


@cache
def once(key, data) -> bytes:
    data = json.loads(data)
    return pressed(html(key, data), digest(data))


def alone(code: str, given, seed="0", **env):
    """What a fresh Python process prints as JSON when it runs `code` with `given`."""
    program = (
        f"import sys, json\nfrom sakip.papers import press\ngiven = json.load(sys.stdin)\n{code}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program + "\npress._sheet.cache_clear()"],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", **env},
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def text(reader) -> str:
    return " ".join(" ".join(p.extract_text() for p in reader.pages).split())


def test_every_kind_with_a_template_has_an_example():
    printed = {k.key for k in KINDS.values() if k.template}
    assert printed == set(EXAMPLES)


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.template], ids=lambda k: k.key)
def test_every_template_says_what_data_it_wants(kind):
    source = (Path(ROOT) / f"templates/papers/{kind.template}.html").read_text()
    assert "{% comment %}" in source.split("{% endcomment %}")[0]
    assert "style=" not in source
    assert "<script" not in source


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_no_template_prints_what_its_example_does_not_have(key, data):
    """The examples are what colleagues follow: what a template prints must stand in them."""
    assert missing(key, data) == set()


def missing(key, data) -> set[str]:
    loud = copy.deepcopy(settings.TEMPLATES)
    loud[0]["OPTIONS"]["string_if_invalid"] = "MISSING(%s)"
    with override_settings(TEMPLATES=loud):
        return set(re.findall(r"MISSING\(([^)]*)\)", html(key, data)))


def test_what_is_missing_would_be_seen():
    data = copy.deepcopy(EXAMPLES["rencana_tindak_lanjut"])
    del data["baris"][0]["kode"]
    assert missing("rencana_tindak_lanjut", data) == {"b.kode"}


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_a_paper_is_tagged_titled_and_of_its_size(key, data):
    reader = made(key, data)
    info, root = reader.metadata, reader.trailer["/Root"]
    assert info.title == f"{data['judul']} {data['nomor']}".strip()
    assert info.author == data["kop"]["nama"]
    assert info.subject.startswith(data["judul"])
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert re.search(rb"pdfaid:part\W+3", root["/Metadata"].get_data())
    sizes = {tuple(round(float(v) / MM, 1) for v in p.mediabox[2:]) for p in reader.pages}
    assert sizes == {(330.2, 215.9) if KINDS[key].landscape else (215.9, 330.2)}


@pytest.mark.parametrize(
    ("key", "size"), [("nota_dinas", (210.0, 297.0)), ("program_kerja", (297.0, 210.0))]
)
def test_a_paper_is_printed_on_a4_where_that_is_asked(key, size):
    (page,) = made(key, {**EXAMPLES[key], "kertas": "A4"}).pages
    assert tuple(round(float(v) / MM, 1) for v in page.mediabox[2:]) == size


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_a_paper_uses_our_fonts_and_no_other(key, data):
    fonts = set()
    for page in made(key, data).pages:
        fonts |= {f["/BaseFont"] for f in page["/Resources"]["/Font"].values()}
    assert fonts
    assert [f for f in fonts if not re.match(r"/[A-Z]{6}\+Source-Sans-3", f)] == []


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_every_page_says_number_page_and_that_it_is_an_example(key, data):
    reader = made(key, data)
    for n, page in enumerate(reader.pages, 1):
        words = " ".join(page.extract_text().split())
        assert f"Halaman {n} dari {len(reader.pages)}" in words
        assert data["nomor"] in words
        assert "DATA CONTOH" in words


def test_a_real_paper_says_nothing_of_an_example():
    assert "DATA CONTOH" not in text(made("checklist", {**EXAMPLES["checklist"], "contoh": False}))


def test_headings_and_tables_are_what_a_screen_reader_is_told():
    root = made("rekapitulasi_pengukuran", rekapitulasi_pengukuran(12)).trailer["/Root"]
    found = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            found.add(node.get("/S"))
            if "/K" in node:
                walk(node["/K"])

    walk(root["/StructTreeRoot"])
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/P"} <= found


def test_a_signed_paper_carries_its_check_and_says_it_is_no_certified_signature():
    data = EXAMPLES["nota_dinas"]
    words = text(made("nota_dinas", data))
    assert "Periksa keaslian: https://sakip.contoh.example/cek/" in words
    assert digest(data) in words.replace(" ", "")
    assert "bukan tanda tangan elektronik tersertifikasi" in words
    address = f"https://sakip.contoh.example/cek/{digest(data)}"
    assert str(pdf.qr(address)) in html("nota_dinas", data)
    unsigned = text(made("lembar_tanggapan", {**EXAMPLES["lembar_tanggapan"], "ttd": []}))
    assert "Periksa keaslian" not in unsigned


def test_without_an_address_of_the_office_the_paper_names_the_page_alone():
    page = html("nota_dinas", {**EXAMPLES["nota_dinas"], "situs": ""})
    assert "/cek/ pada aplikasi SAKIP" in page
    assert "http" not in page.partition("Periksa keaslian")[2].partition("SHA-256")[0]


def test_capacity_rank_and_letter_stand_under_the_signature():
    words = text(made("formulir_terisi", EXAMPLES["formulir_terisi"]))
    assert "Plt. Kepala Bidang Mutasi dan Promosi," in words
    assert "berdasarkan Surat Perintah Nomor 800/12/2026" in words
    assert "NIP 19000101 192001 1 001" in words


def test_a_revision_is_named_in_head_and_foot():
    words = text(made("nota_dinas", {**EXAMPLES["nota_dinas"], "revisi": 2}))
    assert words.replace("\xa0", " ").count("800/209/BKPSDM/X/2026 rev. 2") == 2


def test_what_people_typed_becomes_paragraphs_and_lists():
    page = html("nota_dinas", EXAMPLES["nota_dinas"])
    assert page.count("<li>") == 4
    assert "<li>melakukan rapat" in page


def test_the_signatures_never_stand_alone_on_the_last_page():
    """Whatever the length: the last page begins with something of the paper itself."""
    for lines in range(20, 36, 5):
        data = copy.deepcopy(EXAMPLES["nota_dinas"])
        data["isi"]["isi"] = "\n".join(f"{n}. melaksanakan butir {n};" for n in range(1, lines))
        last = made("nota_dinas", data).pages[-1].extract_text()
        assert "Demikian disampaikan" in last or "Pengumpulan Data Kinerja" in last


# -- the same for ever -----------------------------------------------------------------------

FRESH = """
import hashlib
made = [press.render(html, identifier=identifier)[0] for html, identifier in given]
print(json.dumps([hashlib.sha256(m).hexdigest() for m in made]))
"""


def test_the_same_data_gives_the_same_bytes_in_another_process():
    papers = {k: EXAMPLES[k] for k in ("nota_dinas", "rekapitulasi_pengumpulan", "disposisi")}
    given = [[html(k, json.loads(json.dumps(d))), digest(d)] for k, d in papers.items()]
    here = [hashlib.sha256(pressed(*one)).hexdigest() for one in given]
    assert alone(FRESH, given, seed="1") == here
    assert alone(FRESH, given[::-1], seed="2", TZ="America/New_York") == here[::-1]


def test_one_changed_letter_changes_the_bytes():
    data = copy.deepcopy(EXAMPLES["nota_dinas"])
    before = pressed(html("nota_dinas", data))
    data["isi"]["hal"] += "x"
    assert pressed(html("nota_dinas", data)) != before


# -- open to nothing -------------------------------------------------------------------------

SECRET = "/etc/passwd"
ASKS = [
    f'<img src="file://{SECRET}">',
    f'<img src="static:../../../..{SECRET}">',
    '<img src="static:print.css">',
    '<img src="http://169.254.169.254/latest">',
    '<img src="//example.invalid/x.png">',
    '<img src="logo:00">',
    f'<link rel="attachment" href="file://{SECRET}">',
    f'<a rel="attachment" href="file://{SECRET}">x</a>',
    f'<link rel="stylesheet" href="file://{SECRET}">',
    f"<style>@import url(file://{SECRET}); p {{ background: url(ftp://example.invalid/x) }}</style>",
    f"<style>@font-face {{ font-family: x; src: url(file://{SECRET}) }} p {{ font-family: x }}</style>",
    f'<svg><image href="file://{SECRET}"/><use href="http://example.invalid/#x"/></svg>',
    f'<object data="file://{SECRET}"></object><embed src="file://{SECRET}">',
    f'<iframe src="file://{SECRET}"></iframe>',
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
]


WATCHED = """
import base64
press.render("<p>warm</p>", identifier="x")
seen, watching = [], True
def hook(event, args):
    if watching and (event == "open" or event.startswith(("socket.", "urllib.", "subprocess."))):
        seen.append(str(args[0]) if event == "open" else event)
sys.addaudithook(hook)
found = []
for ask in given:
    seen.clear()
    made, _ = press.render(f"<html><body><p>a</p>{ask}</body></html>", identifier="x")
    found.append([list(seen), base64.b64encode(made).decode()])
watching = False
print(json.dumps(found))
"""


def test_a_page_can_open_nothing_but_our_own_files():
    for ask, (seen, content) in zip(ASKS, alone(WATCHED, ASKS), strict=True):
        foreign = [s for s in seen if SECRET in s or s.startswith(("socket.", "urllib."))]
        assert foreign == [], ask
        reader = PdfReader(io.BytesIO(base64.b64decode(content)))
        assert reader.attachments == {}, ask
        assert not reader.pages[0].images, ask


def test_the_watch_over_opened_files_sees_what_it_should():
    """The test above would pass too if its hook were deaf."""
    code = WATCHED.replace("made, _ =", "open(given[0]).close(); made, _ =")
    seen, _ = alone(code, [SECRET])[0]
    assert SECRET in seen


def fields(data, path=()):
    """Every text of a paper's data that comes from people, by where it stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from fields(value, (*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from fields(value, (*path, n))
    elif isinstance(data, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d.*|[\d.:]*", data):
        yield path


FIXED = {"zona", "logo", "keadaan", "hadir", "jenis", "gaya", "tahap", "kertas"}
ATTACK = (
    '<img src="file:///etc/passwd"><script>alert(1)</script>{{7*7}}<link rel=attachment href=x>'
)


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_html_in_any_text_is_printed_as_text(key, data):
    attacked = copy.deepcopy(data)
    places = [p for p in fields(data) if not FIXED & set(map(str, p))]
    assert len(places) > 10
    for path in places:
        holder = attacked
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = ATTACK
    page = html(key, attacked)
    assert "<script" not in page.lower()
    assert '<img src="file' not in page
    assert "rel=attachment href=x>" not in page
    assert "&lt;" in page
    assert "49" not in page.replace("&#x27;", "").partition("{{7*7}}")[0][-5:]
    assert "{{7*7}}" in page


# -- the child -------------------------------------------------------------------------------


@pytest.fixture
def bad():
    with Child("tests.child_bad") as child:
        yield child


def test_a_child_answers_again_and_again(bad):
    assert bad.ask(b"abc", seconds=20) == b"cba"
    first = bad.process.pid
    big = b"x" * 3_000_000 + b"y"
    assert bad.ask(big, seconds=20) == big[::-1]
    assert bad.process.pid == first


def test_what_a_library_prints_does_not_spoil_an_answer(bad):
    assert bad.ask(b"print", seconds=20) == b"tnirp"
    assert bad.ask(b"abc", seconds=20) == b"cba"


def test_a_child_that_cannot_says_why_and_lives_on(bad):
    with pytest.raises(Fault, match="tidak bisa"):
        bad.ask(b"raise", seconds=20)
    assert bad.ask(b"abc", seconds=20) == b"cba"


def test_a_child_that_eats_too_much_gets_no_more(bad):
    with pytest.raises(Fault, match="memori"):
        bad.ask(b"eat", seconds=20)


@pytest.mark.parametrize("word", [b"sleep", b"spin", b"die"])
def test_a_child_that_gives_no_answer_is_ended_and_begun_anew(bad, word):
    assert bad.ask(b"abc", seconds=20) == b"cba"
    before, began = bad.process, time.monotonic()
    with pytest.raises(Overrun):
        bad.ask(word, seconds=1)
    assert time.monotonic() - began < 5
    assert before.poll() is not None
    assert bad.ask(b"abc", seconds=20) == b"cba"


def test_a_child_alone_stops_by_itself(bad):
    """Its parent may be killed while it spins: processor time ends it."""
    bad.ask(b"abc", seconds=20)
    with pytest.raises(Overrun, match="-24"):  # SIGXCPU
        bad.ask(b"spin", seconds=20)


def test_while_it_waits_the_worker_gives_signs_of_life(bad):
    beats = []
    with pytest.raises(Overrun):
        bad.ask(b"sleep", seconds=1, beat=lambda: beats.append(1), every=0.2)
    assert 3 <= len(beats) <= 6


def test_the_press_begins_anew_after_some_papers_and_makes_the_same(monkeypatch):
    monkeypatch.setattr(pdf, "JOBS", 2)
    pressing, page = pdf.Press(), html("nota_dinas", EXAMPLES["nota_dinas"])
    try:
        first = [pressing.make(page, identifier="x", logos={}) for _ in range(3)]
        assert first[0] == first[1] == first[2]
        assert pressing.jobs == 1
    finally:
        pressing.close()
    assert pressing.child.process is None


def test_what_cannot_be_made_is_told_in_words(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    with pytest.raises(pdf.NotMade, match="waktu habis"):
        pressed(html("nota_dinas", EXAMPLES["nota_dinas"]))


def test_a_logo_is_drawn_and_only_by_its_hash():
    from .uploads import picture

    data = copy.deepcopy(EXAMPLES["nota_dinas"])
    data["kop"]["logo"] = "ab" * 32
    page = html("nota_dinas", data)
    with_logo = pressed(page, logos={"ab" * 32: picture("PNG", (90, 110))})
    without = pressed(page)
    count = [len(PdfReader(io.BytesIO(c)).pages[0].images) for c in (with_logo, without)]
    assert count == [1, 0]


def test_three_hundred_rows_take_less_than_six_seconds():
    page = html("rekapitulasi_pengukuran", rekapitulasi_pengukuran(300))
    code = """
import time
press.render("<p>warm</p>", identifier="x")
began = time.process_time()
made, pages = press.render(given, identifier="x")
print(json.dumps([time.process_time() - began, pages]))
"""
    seconds, pages = alone(code, page)
    assert seconds < 6
    assert pages > 10
