"""The front ground: what is vendored, what templates may hold, and what the shared parts promise."""

import ast
import gettext
import gzip
import hashlib
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from django.http import QueryDict
from django.template.loader import get_template, render_to_string
from django.test import Client

from sakip.lib.markup import LAMPS, MESSAGES, icon_names, ikon, lampu, lencana
from sakip.lib.table import Column, Table, sorted_by
from tests.ground_urls import Formulir

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
pages = pytest.mark.urls("tests.ground_urls")


def name_of(path):
    return str(path.relative_to(ROOT / "templates"))


# what is vendored


def vendored():
    """file -> sha256, out of the table in VENDOR.md."""
    rows = re.findall(
        r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "VENDOR.md").read_text(), re.M
    )
    return dict(rows)


def test_every_vendored_file_is_the_one_that_vendor_md_names():
    files = {str(p.relative_to(VENDOR)): p for p in VENDOR.rglob("*") if p.is_file()}
    del files["VENDOR.md"]
    found = {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in files.items()}
    assert found == vendored()


def test_static_files_name_nothing_outside_and_nothing_that_is_missing():
    for sheet in (*STATIC.rglob("*.css"), *STATIC.rglob("*.js")):
        text = sheet.read_text()
        assert "sourceMappingURL" not in text, sheet
        for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            if not target.startswith(("data:", "#")):
                assert (sheet.parent / target).is_file(), f"{sheet}: {target}"


def test_the_static_files_can_be_hashed_as_the_office_serves_them(tmp_path):
    source, storage = FileSystemStorage(STATIC), ManifestStaticFilesStorage(tmp_path)
    found = {str(p.relative_to(STATIC)): p for p in STATIC.rglob("*") if p.is_file()}
    for name in found:
        with source.open(name) as file:
            storage.save(name, file)
    results = list(storage.post_process({name: (storage, name) for name in found}))
    assert [r for r in results if isinstance(r[2], Exception)] == []
    theme = (tmp_path / storage.stored_name("theme.css")).read_text()
    assert Path(storage.stored_name("vendor/bootstrap.min.css")).name in theme


def test_a_first_visit_stays_far_under_400_kb():
    needed = ["theme.css", "js/sakip.js", "ikon.svg", "ikon/sprite.svg", "vendor/bootstrap.min.css"]
    needed += ["vendor/fonts/SakipSans-Regular.woff2", "vendor/fonts/SakipSans-Semibold.woff2"]
    needed += ["django_htmx/htmx-2.min.js"]
    sizes = {n: len(gzip.compress(Path(finders.find(n)).read_bytes())) for n in needed}
    assert sum(sizes.values()) < 200_000, sizes


# what a template may hold


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_compiles_and_finds_what_it_includes(path):
    get_template(name_of(path))
    for other in re.findall(r"{% (?:include|extends) \"([^\"]+)\"", path.read_text()):
        get_template(other)


FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style",
    "inline script": r"<script(?![^>]*\bsrc=)",
    "inline handler": r"\s(?:on[a-z]+|hx-on[^\s=]*)\s*=",
    "script address": r"javascript:",
    "outside address": r"(?:href|src|action|hx-[a-z]+)\s*=\s*[\"']\s*(?:https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_what_the_content_policy_blocks(path):
    text = path.read_text()
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_parts_are_included_with_only(path):
    tags = re.findall(r"{% include \"parts/[^%]+%}", path.read_text())
    assert [t for t in tags if not t.endswith(" only %}")] == []


def icons_in_templates():
    for path in TEMPLATES:
        text = path.read_text()
        found = re.findall(r"{% ikon \"([^\"]+)\"", text) + re.findall(r"\bicon=\"([^\"]+)\"", text)
        found += re.findall(r"{% lencana [^%]*\"([a-z0-9-]+)\" %}", text)
        found += re.findall(r"#i-([a-z0-9-]+)", text)
        yield from ((name_of(path), icon) for icon in found)


def icons_in_code():
    places = {"ikon": 0, "lencana": 2}  # which argument is the icon
    for room in ("sakip", "collection", "measurement", "reports"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                place = places.get(node.func.id)
                if place is None or len(node.args) <= place:
                    continue
                if isinstance(icon := node.args[place], ast.Constant):
                    yield str(path.relative_to(ROOT)), icon.value


def test_every_icon_that_is_used_stands_in_the_sprite():
    used = [*icons_in_templates(), *icons_in_code()]
    assert ("parts/galat_isian.html", "exclamation-triangle-fill") in used
    used += [("LAMPS", icon) for icon, _ in LAMPS.values()]
    used += [("MESSAGES", icon) for icon in MESSAGES.values()]
    assert [(where, icon) for where, icon in used if icon not in icon_names()] == []


def test_an_icon_that_does_not_exist_is_noticed_in_tests_and_breaks_no_page():
    with pytest.warns(UserWarning, match="no icon 'tidak-ada'"):
        assert "i-tidak-ada" in ikon("tidak-ada")


# marks


def test_a_badge_always_has_an_icon_and_a_word_and_only_a_known_status():
    badge = lencana("hijau", "Diterima <x>", "check2")
    assert 'data-status="hijau"' in badge and "#i-check2" in badge and "Diterima &lt;x&gt;" in badge
    with pytest.raises(ValueError, match="ungu"):
        lencana("ungu", "Diterima", "check2")


def test_a_lamp_without_its_word_is_still_read_out():
    assert 'role="img" aria-label="Mendekati"' in lampu("kuning", bare=True)


# lists

COLUMNS = (
    Column("Nama", sort="nama"),
    Column("Nilai", "n", sort="nilai"),
    Column("Keadaan", plain=True),
)


def table(*rows, address="", default="nama"):
    query = QueryDict(address)
    order = sorted_by(query, COLUMNS, default)
    made = Table("Daftar", COLUMNS, rows, query, order)
    return render_to_string("parts/tabel.html", {"tabel": made})


def test_a_list_escapes_what_people_wrote_and_prints_a_dash_for_nothing():
    html = table(("<b>Nama</b>", None, lencana("hijau", "Baik", "check2")))
    assert "&lt;b&gt;Nama&lt;/b&gt;" in html
    assert '<td role="cell" data-label="Nilai" class="n">–</td>' in html
    assert '<td role="cell"><span class="lencana"' in html


def test_a_list_refuses_a_number_that_nobody_formatted():
    with pytest.raises(TypeError, match=r"Decimal\('12.5'\)"):
        table(("a", Decimal("12.5"), ""))


def test_a_list_refuses_a_row_with_too_few_cells():
    with pytest.raises(ValueError, match="shorter"):
        table(("a", "1"))


def test_a_heading_turns_the_order_around_and_keeps_the_rest_of_the_address():
    html = table(address="tahun=2026&urut=nama&halaman=3")
    assert 'aria-sort="ascending"' in html
    assert 'href="?tahun=2026&amp;urut=-nama"' in html
    assert 'href="?tahun=2026&amp;urut=nilai"' in html


def test_an_order_nobody_offered_is_not_taken_from_the_address():
    assert sorted_by(QueryDict("urut=password"), COLUMNS, "nama") == "nama"
    assert sorted_by(QueryDict("urut=-nilai"), COLUMNS, "nama") == "-nilai"


# pages


class Reader(HTMLParser):
    """What stands in a page: its ids, its tags, and its text."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.tags, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if attrs.get("id"):
            self.ids.append(attrs["id"])

    def handle_data(self, data):
        self.text += data

    def all(self, tag, **wanted):
        return [a for t, a in self.tags if t == tag and wanted.items() <= a.items()]


def read(client, address, status=200, **data):
    response = client.post(address, data) if data else client.get(address)
    assert response.status_code == status
    return Reader(response.content.decode())


@pytest.fixture
def sekretaris(people, signed_in):
    return signed_in(people.sekretaris)


@pages
def test_the_heading_of_a_page_is_also_the_title_of_its_window(sekretaris):
    html = sekretaris.get("/formulir/").content.decode()
    assert "<title>Ubah indikator · SAKIP BKPSDM Contoh</title>" in html
    assert "<h1>Ubah <b>indikator</b></h1>" in html


@pages
def test_the_head_names_the_person_their_capacity_and_where_they_stand(sekretaris):
    page = read(sekretaris, "/pengumpulan/")
    assert [a["href"] for a in page.all("a", **{"aria-current": "page"})] == ["/pengumpulan/"]
    assert "Sekretaris (uji)" in page.text and "8 Oktober 2026 · 09.00 WITA" in page.text
    assert page.all("form", action="/akun/logout/", method="post")
    assert page.all("html", lang="id") and page.all("a", href="#isi")


@pages
def test_messages_say_by_their_role_whether_something_went_wrong(sekretaris):
    page = read(sekretaris, "/daftar/")
    assert len(page.all("div", role="status", **{"data-status": "hijau"})) == 1
    assert len(page.all("div", role="alert", **{"data-status": "merah"})) == 1


@pages
def test_pages_of_a_list_link_to_their_neighbours_and_keep_the_order(sekretaris):
    page = read(sekretaris, "/daftar/?urut=-nilai&halaman=7")
    links = {a["href"] for a in page.all("a") if "halaman" in a["href"]}
    assert {"?urut=-nilai&halaman=6", "?urut=-nilai&halaman=8", "?urut=-nilai&halaman=25"} <= links
    assert "301 sampai dengan 350 dari 1.234 indikator" in page.text


@pages
def test_a_faulty_form_says_so_first_and_at_each_field_and_keeps_what_was_typed(sekretaris):
    typed = {"nama": "", "target": "12.5", "mulai_tanggal": "31", "mulai_bulan": "2"}
    page = read(sekretaris, "/formulir/", **typed, mulai_tahun="2026")
    assert "6 isian perlu diperbaiki" in page.text
    assert "Isian ini wajib diisi." in page.text and "Bidang ini" not in page.text
    [target] = page.all("input", id="id_target")
    assert target["value"] == "12.5" and target["aria-invalid"] == "true"
    for _, attrs in page.tags:
        described = attrs.get("aria-describedby", "").split()
        assert [d for d in described if d not in page.ids] == []
    links = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#id_")]
    assert links[0] == "id_nama" and [i for i in links if i not in page.ids] == []
    assert len(page.ids) == len(set(page.ids))


@pages
def test_a_reading_that_is_offered_is_one_tick_away(sekretaris):
    page = read(sekretaris, "/formulir/", target="12.5")
    assert page.all("input", type="checkbox", name="target-saran", value="12,5")
    again = Formulir({"target": "12.5", "target-saran": "12,5"})
    again.is_valid()
    assert again.cleaned_data["target"] == Decimal("12.5")


def test_a_placeholder_that_repeats_the_label_is_left_out():
    form = Formulir()
    form.fields["nama"].widget.attrs["placeholder"] = "Nama indikator"
    assert "placeholder" not in render_to_string("parts/isian.html", {"field": form["nama"]})


# what went wrong


@pages
def test_a_refusal_says_who_may_and_as_whom_one_is_signed_in(sekretaris):
    page = read(sekretaris, "/terlarang/", status=403)
    assert "Langkah 8 hanya dapat dikerjakan oleh Tim SAKIP" in page.text
    assert "Anda masuk sebagai Sekretaris" in page.text


@pages
def test_a_conflict_shows_both_sides_and_loses_nothing_that_was_written(sekretaris):
    page = read(sekretaris, "/galat/409/", status=409)
    for words in ("Plh. Sekretaris pada 10.14 WITA", "Kembalikan 1 isian", "tidak ada"):
        assert words in page.text
    assert "Lengkapi bukti IKK-37 <sekarang>." in page.text
    assert page.all("a", href="/pengumpulan/")


@pytest.mark.parametrize("code", ["400", "403", "404", "429", "500", "503"])
@pages
def test_every_error_page_stands_without_anybody_signed_in(code):
    page = Reader(render_to_string(f"{code}.html"))
    assert code in page.text and len(page.all("h1")) == 1
    assert not page.all("details", **{"class": "akun"})


@pages
def test_a_stranger_at_a_wrong_address_is_shown_the_way_in_and_no_search(db):
    page = read(Client(), "/tidak/ada/", status=404)
    assert page.all("a", href="/akun/login/") and not page.all("input", type="search")


@pages
def test_a_person_at_a_wrong_address_can_search_the_archive(sekretaris):
    page = read(sekretaris, "/tidak/ada/", status=404)
    assert page.all("form", action="/arsip/") and page.all("input", name="cari")


@pages
def test_the_page_of_a_breakdown_gives_its_number():
    bare = render_to_string("500.html")
    assert "Terjadi gangguan" in bare and "Nomor gangguan" not in bare
    numbered = render_to_string("500.html", {"fault": "G-20261008-1014-7F3A", "at": "8 Oktober"})
    assert "G-20261008-1014-7F3A" in numbered


WRITTEN = "Cocokkan pembilang dengan catatan SIMPEG."


@pages
def test_a_form_that_was_open_too_long_gives_back_what_was_written_at_length(people):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.sekretaris.user)
    page = read(browser, "/kirim/", 403, arahan=WRITTEN, new_password="kata-sandi-yang-panjang")
    assert WRITTEN in page.text and "belum dicatat" in page.text
    assert "kata-sandi-yang-panjang" not in page.text


@pages
def test_a_stranger_cannot_make_our_page_say_what_they_posted(db):
    page = read(Client(enforce_csrf_checks=True), "/akun/login/", 403, arahan=WRITTEN)
    assert WRITTEN not in page.text


# the account


@pages
def test_a_mistyped_nip_is_named_exactly_and_stays_in_its_field(db):
    page = read(Client(), "/akun/login/", login="19800101 200501 1 00", password="x")
    assert "NIP kurang 1 angka. Tertulis 17 dari 18 angka." in page.text
    assert page.all("input", name="login", value="19800101 200501 1 00")


@pages
def test_a_wrong_password_does_not_say_whether_the_name_exists(people):
    answers = {
        read(Client(), "/akun/login/", login=name, password="salah-sekali-12").text.replace(
            name, ""
        )
        for name in ("sekretaris", "bukan-siapa")
    }
    assert len(answers) == 1
    assert "NIP, nama pengguna, atau kata sandi tidak benar." in answers.pop()


@pages
@pytest.mark.parametrize("address", ["password/change", "logout", "2fa", "reauthenticate"])
def test_the_pages_of_the_account_are_in_our_words(sekretaris, address):
    page = read(sekretaris, f"/akun/{address}/")
    assert len(page.all("h1")) == 1 and page.all("html", lang="id")
    assert not re.search(r"\b(Sign|Password|Submit|Menu:|Lupa kata sandi Anda)\b", page.text)


def test_the_compiled_sentences_are_those_of_their_source():
    folder = ROOT / "sakip/lib/locale/id/LC_MESSAGES"
    source = (folder / "django.po").read_text()
    pairs = re.findall(
        r'^msgid "(.+)"$(?:\nmsgid_plural ".+")?\nmsgstr(?:\[0\])? "(.+)"$', source, re.M
    )
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    short = {k[0] if isinstance(k, tuple) else k: v for k, v in compiled.items() if k}
    assert short == dict(pairs)
