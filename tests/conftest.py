"""The people of the tests: one agency with one person per role, a second Bidang, and an admin."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from sakip.lib import prepared
from sakip.people.models import Instansi, Penugasan, Role, Unit, User
from sakip.planning.models import Renstra
from sakip.sop import calendar
from tests.browsers import (  # noqa: F401
    browser_type_launch_args,
    browsers_there,
    entering,
    pytest_runtest_makereport,
    weak_line,
)

# In here and not as a plugin: a conftest goes before pytest-playwright, in whatever order they load.
from tests.collected import received
from tests.ground import Ground, commits, grounded, made, neighbours, path_of
from tests.promise import make_promise

# A Thursday morning in October, 09.00 WITA: Triwulan III is over.
NOW = datetime(2026, 10, 8, 1, 0, tzinfo=UTC)
GROUND = Ground(NOW)


def forget():
    cache.clear()
    calendar._read.cache_clear()


@pytest.fixture(autouse=True)
def clean_caches():
    forget()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    browsers_there(items)
    items[:] = neighbours(items)


@pytest.fixture(scope="session")
def ground(django_db_setup, django_db_blocker):
    GROUND.unblocked = django_db_blocker.unblock
    yield GROUND
    GROUND.leave()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before a browser is opened: from then on Django gives this thread another connection."""
    if commits(item):
        GROUND.leave()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Before pytest-django begins the transaction of a test: the ground that it stands on."""
    if fixturedef.argname == "_django_db_helper" and not commits(request.node):
        path = path_of(request.node)
        if request.getfixturevalue("ground").stand_on(path):
            forget()


@pytest.fixture
def given(request, db, clock, ground):
    """The grounded fixtures of this test by name: copies, which it may change."""
    item = request.node
    return made(path_of(item), {}, NOW) if commits(item) else ground.copied()


@pytest.fixture
def guards(django_db_setup, django_db_blocker):
    """After the flush: puts the triggers back that `transactional_db` took away for it, and
    forgets the compiled queries, since the content types have other ids now."""
    taken = []
    yield taken
    prepared._kept.clear()
    if not taken:  # nor open a connection that nobody would close again
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for sql in taken:
            cursor.execute(sql)


@pytest.fixture
def transactional_db(guards, transactional_db):
    """A database whose transactions really commit: for threads, live servers and browsers.

    The flush afterwards deletes row by row on SQLite, which the append-only triggers forbid. It
    stands in for pytest-django's own, so that live_server, which asks for that first, gets it too.
    """
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, sql in cursor.fetchall():
                guards.append(sql)
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def committed(transactional_db):
    """What the tests call it."""


@pytest.fixture
def clock():
    """Time stands at NOW and goes on from there; `clock.shift(...)` moves it."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def make_instansi(nama="Badan Contoh", singkatan="BKPSDM Contoh", **more):
    return Instansi.objects.create(
        nama=nama,
        singkatan=singkatan,
        kode_surat=more.pop("kode_surat", "BKPSDM"),
        pemerintah="Kabupaten Contoh",
        tempat="Kota Contoh",
        **more,
    )


@grounded
def instansi():
    return make_instansi()


@grounded
def units(instansi):
    def unit(nama, singkatan, jenis, urut):
        return Unit.objects.create(
            instansi=instansi, nama=nama, singkatan=singkatan, jenis=jenis, urut=urut
        )

    return SimpleNamespace(
        pimpinan=unit("Pimpinan", "PIM", "pimpinan", 0),
        sekretariat=unit("Sekretariat", "SET", "sekretariat", 1),
        mutasi=unit("Bidang Mutasi dan Promosi", "MP", "bidang", 2),
        diklat=unit("Bidang Pengembangan Kompetensi", "PK", "bidang", 3),
    )


def office(instansi, role, unit=None, username="", jabatan="", **more):
    """One person with one office; the password of everybody is "rahasia-sekali-1"."""
    username = username or role
    user = User.objects.filter(username=username).first() or User.objects.create_user(
        username, password="rahasia-sekali-1", nama=f"{jabatan or role} (uji)"
    )
    return Penugasan.objects.create(
        instansi=instansi,
        user=user,
        role=role,
        unit=unit,
        jabatan=jabatan or Role(role).label,
        mulai=more.pop("mulai", date(2026, 1, 1)),
        **more,
    )


@grounded
def people(instansi, units):
    """Seven offices: kepala, sekretaris, tim (ketua), two Bidang heads, two Staf, and the admin."""
    return SimpleNamespace(
        kepala=office(instansi, "kepala", units.pimpinan, jabatan="Kepala Badan"),
        sekretaris=office(instansi, "sekretaris", units.sekretariat, jabatan="Sekretaris"),
        tim=office(instansi, "tim_sakip", units.sekretariat, jabatan="Ketua Tim SAKIP", ketua=True),
        kasubbag=office(instansi, "bidang", units.sekretariat, "kasubbag", "Kepala Subbagian Umum"),
        bidang=office(instansi, "bidang", units.mutasi, "bidang", "Kepala Bidang Mutasi"),
        bidang_lain=office(instansi, "bidang", units.diklat, "bidang2", "Kepala Bidang Diklat"),
        staf=office(instansi, "staf", units.mutasi, "staf", "Staf Mutasi"),
        staf_lain=office(instansi, "staf", units.diklat, "staf2", "Staf Diklat"),
        admin=office(instansi, "admin", None, "admin", "Admin"),
    )


@pytest.fixture
def signed_in(client):
    """signed_in(office) -> a client in which that person is signed in."""
    from django.test import Client

    def enter(by):
        browser = Client()
        browser.force_login(by.user)
        return browser

    return enter


@grounded
def renstra(instansi):
    return Renstra.objects.create(
        instansi=instansi, nama="Renstra 2025-2029", tahun_mulai=2025, tahun_selesai=2029
    )


@grounded
def promise(instansi, units):
    return make_promise(instansi, units)


@grounded
def form(promise, people):
    """The form of Bidang Mutasi, received and open."""
    return received(people)


@pytest.fixture
def staf(people, signed_in):
    """The browser of the Staf of Bidang Mutasi."""
    return signed_in(people.staf)


@pytest.fixture
def tim(people, signed_in):
    """The browser of Tim SAKIP."""
    return signed_in(people.tim)
