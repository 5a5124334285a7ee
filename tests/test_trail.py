"""The log: nobody changes it unnoticed, many write it at once, and its page tells no contents."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from sakip.lib import tanggal
from sakip.trail.models import Chain, Entry, Kind
from sakip.trail.note import faults, note
from tests.conftest import make_instansi, office


@pytest.fixture
def written(people, instansi):
    """Six lines in the chain of this instansi, two in that of the installation."""
    for number in range(6):
        note(Kind.CONFIGURED, instansi=instansi, by=people.admin, note=f"Baris {number + 1}.")
    for _ in range(2):
        note(Kind.SIGN_IN_FAILED, instansi=None)
    return Entry.objects.filter(instansi=instansi)


def verify():
    """(what the command prints, whether it found the log whole)."""
    out = StringIO()
    try:
        call_command("verify_trail", stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


def by_force(sql, *params):
    """As the owner of the database could: with the triggers out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("no_update", "no_delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS trail_entry_{name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER USER")
        cursor.execute(sql, params)


def test_a_whole_log_is_said_to_be_whole(written, instansi):
    said, whole = verify()
    assert whole
    head = Chain.objects.get(instansi=instansi).head
    assert f"{instansi}: 6 baris utuh, ujung {head[:16]}" in said
    assert "Instalasi: 2 baris utuh" in said


@pytest.mark.parametrize(
    ("column", "value"),
    [("note", "Lain."), ("user_id", None), ("kind", "act"), ("on", "2026-01-01 00:00:00+00:00"),
     ("capacity", "Kepala"), ("data", '{"a": 1}'), ("object_id", 9), ("version", 7)],
)  # fmt: skip
def test_a_changed_line_is_named(written, column, value):
    quoted = connection.ops.quote_name(column)
    by_force(
        f"UPDATE trail_entry SET {quoted} = %s WHERE number = 3 AND instansi_id IS NOT NULL", value
    )
    said, whole = verify()
    assert not whole
    assert "Jejak nomor 3 diubah setelah ditulis." in said
    assert "1 kesalahan pada jejak." in said


def test_a_line_taken_out_is_named(written):
    by_force("DELETE FROM trail_entry WHERE number = 3 AND instansi_id IS NOT NULL")
    said, whole = verify()
    assert not whole
    assert "Jejak nomor 3 hilang; yang ada nomor 4." in said
    assert "Jejak nomor 4 tidak menyambung" in said


def test_two_lines_that_changed_places_are_named(written):
    for old, new in ((3, 99), (4, 3), (99, 4)):
        by_force(
            "UPDATE trail_entry SET number = %s WHERE number = %s AND instansi_id IS NOT NULL",
            new,
            old,
        )
    said, whole = verify()
    assert not whole
    assert "Jejak nomor 3 tidak menyambung" in said


def test_a_tail_cut_off_is_named(written):
    by_force("DELETE FROM trail_entry WHERE number > 4 AND instansi_id IS NOT NULL")
    said, whole = verify()
    assert not whole
    assert "Ujung jejak tidak cocok: tercatat 6, ada 4." in said


def test_a_line_slipped_in_is_named(written, instansi):
    last = written.get(number=6)
    forged = Entry(
        instansi=instansi, number=7, on=tanggal.now(), kind="act", previous=last.hash, note="Palsu."
    )
    forged.hash = forged.digest()
    forged.save(force_insert=True)
    said, whole = verify()
    assert not whole
    assert "tercatat 6, ada 7" in said


def test_the_chain_of_the_installation_is_read_too(written):
    by_force("UPDATE trail_entry SET note = 'x' WHERE number = 1 AND instansi_id IS NULL")
    said, whole = verify()
    assert not whole
    assert "Instalasi: Jejak nomor 1 diubah" in said


def test_the_log_reads_the_same_in_every_zone(written, instansi, settings):
    settings.TIME_ZONE = "Asia/Jakarta"
    assert faults(instansi) == []


def test_the_installation_keeps_one_chain(written):
    note(Kind.SIGN_IN_FAILED, instansi=None)
    assert Chain.objects.filter(instansi=None).count() == 1
    assert Entry.objects.filter(instansi=None).count() == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_eight_writers_at_once_leave_the_chain_unbroken(committed, people, instansi):
    each, wrong = 25, []

    def write(which):
        try:
            for _ in range(each):
                note(Kind.DOWNLOAD, instansi=instansi, user=people.staf.user)
                note(Kind.SIGN_IN_FAILED, instansi=None)
        except Exception as error:  # what a thread raises, nobody else sees
            wrong.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert wrong == []
    for whose in (instansi, None):
        assert faults(whose) == []
        assert Entry.objects.filter(instansi=whose).count() == 8 * each
    assert Chain.objects.filter(instansi=None).count() == 1


# -- its page ---------------------------------------------------------------------------------


def test_only_the_admin_reads_the_log(people, signed_in):
    for name, by in vars(people).items():
        answer = signed_in(by).get("/kelola/jejak/")
        assert answer.status_code == (200 if name == "admin" else 403), name


def test_the_page_tells_who_and_when_and_not_what_was_written(people, instansi, signed_in):
    note(
        Kind.ACT,
        instansi=instansi,
        by=people.sekretaris,
        verb="kembalikan",
        origin="analisa",
        target="rekap",
        note="Angka unit Mutasi meragukan.",
    )
    note(Kind.DOWNLOAD, instansi=instansi, user=people.staf.user, note="daftar-pegawai.xlsx")
    page = signed_in(people.admin).get("/kelola/jejak/").content.decode()
    assert "kembalikan: analisa → rekap" in page
    assert "Sekretaris (uji)" in page
    assert "8 Oktober 2026, 09.00" in page
    assert "meragukan" not in page
    assert "daftar-pegawai" not in page


def test_the_log_of_another_instansi_is_not_shown(people, signed_in):
    note(Kind.CONFIGURED, instansi=make_instansi("Dinas Lain", "Lain"), note="Rahasia dinas lain.")
    note(Kind.CONFIGURED, instansi=None, note="Rahasia instalasi.")
    browser = signed_in(people.admin)
    for page in ("/kelola/jejak/", "/kelola/jejak/?instalasi=1"):
        assert "Rahasia" not in browser.get(page).content.decode()


def test_the_admin_of_the_installation_reads_its_own_chain(people, signed_in):
    office(None, "admin", None, "admin", "Admin instalasi")
    note(Kind.CONFIGURED, instansi=None, note="Instansi ditambahkan.")
    page = signed_in(people.admin).get("/kelola/jejak/?instalasi=1").content.decode()
    assert "Instansi ditambahkan." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Satu.", "Dua.", "Tiga."]),
        ({"jenis": "configured"}, ["Satu."]),
        ({"jenis": "masuk"}, ["Dua."]),
        ({"orang": "staf mut"}, ["Dua."]),
        ({"dari_tanggal": "9", "dari_bulan": "10", "dari_tahun": "2026"}, ["Tiga."]),
        ({"sampai_tanggal": "8", "sampai_bulan": "10", "sampai_tahun": "2026"}, ["Satu.", "Dua."]),
        ({"jenis": "lain", "dari_tanggal": "99"}, ["Satu.", "Dua.", "Tiga."]),
        ({"halaman": "x"}, ["Satu.", "Dua.", "Tiga."]),
    ],
)
def test_the_log_is_narrowed_by_kind_person_and_day(
    people, instansi, signed_in, clock, asked, found
):
    note(Kind.CONFIGURED, instansi=instansi, by=people.admin, note="Satu.")
    clock.shift(14 * 3600 + 3000)  # 23.50 WITA
    note(Kind.SIGN_IN_FAILED, instansi=instansi, user=people.staf.user, note="Dua.")
    clock.shift(1200)
    note(Kind.REFUSED, instansi=instansi, user=people.kepala.user, note="Tiga.")
    page = signed_in(people.admin).get("/kelola/jejak/", asked).content.decode()
    assert [word for word in ("Satu.", "Dua.", "Tiga.") if word in page] == found


def test_fifty_lines_a_page_with_the_same_few_questions(
    people, instansi, signed_in, django_assert_max_num_queries
):
    browser = signed_in(people.admin)
    for number in range(120):
        note(Kind.CONFIGURED, instansi=instansi, by=people.admin, note=f"Baris {number + 1}.")
    with django_assert_max_num_queries(6):
        first = browser.get("/kelola/jejak/").content.decode()
    assert first.count('role="rowheader"') == 50
    assert "Baris 120." in first
    last = browser.get("/kelola/jejak/?halaman=3").content.decode()
    assert last.count('role="rowheader"') == 20
    assert "Baris 1." in last
    assert "1 sampai dengan 50 dari 120" in first
