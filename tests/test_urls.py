"""Every address of the house against everybody: strangers, people of another agency, each role."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from collection.models import Formulir, Pengumpulan
from measurement.models import Pengukuran

from .conftest import make_instansi, office
from .promise import make_promise
from .walk import start, to

# What a stranger may open: signing in, the first run, the open check of a paper.
OPEN = re.compile(
    r"akun/(login|logout|2fa/authenticate|inactive|reauthenticate)|awal/|cek/|panduan/?$"
)
SKIPPED = re.compile(r"kelola/data/")  # Django's admin: its own test below


def addresses(patterns=None, prefix=""):
    """(address with its parameters still in it, name) of every pattern of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.name


EVERY = sorted({route for route, _ in addresses() if not SKIPPED.search(route)})


@pytest.fixture
def world(instansi, units, people):
    """A run at filling and a measurement: something behind most addresses."""
    make_promise(instansi, units)
    run = to(start(people), people, "pengisian")
    measured = start(people, Pengukuran)
    form = Formulir.objects.get(run=run, unit=people.bidang.unit)
    return {"run": run, "measured": measured, "form": form}


def filled(route, world):
    """The address with the parameters of the world's own objects."""
    values = {
        "jenis": "pengumpulan", "key": "arahan", "verb": "koreksi", "slug": "kepatuhan-sop",
        "row": str(world["form"].isian.first().pk), "halaman": "staf", "tahun": "2026",
    }  # fmt: skip
    pk = str(world["form"].pk if route.startswith("formulir") else world["run"].pk)

    def value(match):
        name = match[1].split(":")[-1]
        return values.get(name, pk)

    return "/" + re.sub(r"<([^>]+)>", value, re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route))


def test_a_stranger_is_sent_to_sign_in(world, client):
    found = []
    for route in EVERY:
        answer = client.get(filled(route, world))
        login = answer.status_code == 302 and "/akun/login/" in answer["Location"]
        if OPEN.search(route):
            if answer.status_code >= 500:
                found.append(f"{route}: {answer.status_code}")
        elif not (login or answer.status_code in (404, 405)):
            found.append(f"{route}: {answer.status_code}")
    assert found == []


def test_people_of_another_agency_find_nothing_there(world, signed_in):
    other = make_instansi("Dinas Lain", "Dinas Lain", kode_surat="DL")
    stranger = signed_in(office(other, "tim_sakip", username="orang_lain"))
    found = []
    for route in EVERY:
        if not re.search(r"<(int:)?(pk|row|berkas|paper)>", route) or OPEN.search(route):
            continue
        address = filled(route, world)
        for ask in (stranger.get, stranger.post):
            answer = ask(address)
            if answer.status_code not in (403, 404, 405):
                found.append(f"{address}: {answer.status_code}")
    assert found == []


ROLES = ["kepala", "sekretaris", "tim", "bidang", "bidang_lain", "staf", "staf_lain", "admin"]


@pytest.mark.parametrize("who", ROLES)
def test_no_address_breaks_and_reading_moves_nothing(who, world, people, signed_in):
    browser, broken = signed_in(getattr(people, who)), []
    before = list(Pengumpulan.objects.values_list("pk", "at", "version", "round"))
    asks = [browser.get, browser.head, browser.options] if who == "tim" else [browser.get]
    for route in EVERY:
        if "logout" in route:
            continue
        for ask in asks:
            answer = ask(filled(route, world))
            if answer.status_code >= 500:
                broken.append(f"{route}: {answer.status_code}")
    assert broken == []
    assert list(Pengumpulan.objects.values_list("pk", "at", "version", "round")) == before


def test_only_the_admin_enters_the_master_data(people, signed_in):
    assert signed_in(people.admin).get("/kelola/data/").status_code == 200
    for who in ROLES[:-1]:
        answer = signed_in(getattr(people, who)).get("/kelola/data/")
        assert answer.status_code in (302, 403, 404), who
