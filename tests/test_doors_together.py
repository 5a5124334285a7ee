"""Several people at one door: exactly one deed counts, and the others are told."""

from datetime import date

import pytest
from django.db import connection

from collection.models import Pengumpulan
from sakip.disposition.models import TindakLanjut
from sakip.papers.models import Paper
from sakip.sop.perform import Blocked, Conflict, begin, perform, write
from sakip.trail.models import Entry, Kind
from sakip.trail.note import faults

from .books import filled, send_book
from .collected import inputs, received
from .promise import make_promise
from .test_acts_twice import notulen
from .threads import together
from .walk import EXAMPLES, do, fill, start, to, unit_people

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


def test_approve_and_return_at_once_have_one_winner(run, people):
    for _ in range(6):
        run = to(run, people, "analisa")
        seen = run.seen()
        from .walk import fill_drafts

        fill_drafts(run, people.sekretaris)
        results = together(
            lambda run=run, seen=seen: perform(run, "analisa", by=people.sekretaris, seen=seen),
            lambda run=run, seen=seen: perform(
                run, "kembalikan", by=people.sekretaris, seen=seen, note="Ulang.", to="rekap"
            ),
        )
        won = [r for r in results if isinstance(r, Entry)]
        assert len(won) == 1
        assert [type(r) for r in results if r not in won] == [Conflict]
        if won[0].verb == "analisa":
            return


def test_the_same_key_twenty_times_at_once_is_one_deed(run, people):
    seen = run.seen()
    results = together(
        *[lambda: perform(run, "perintah", by=people.kepala, seen=seen, key="satu")] * 20
    )
    assert len({r.pk for r in results}) == 1
    assert Entry.objects.of(run).count() == 2  # opened, ordered


def test_two_open_the_same_period_at_once_and_one_is_told(run, people):
    results = together(*[lambda: begin(Pengumpulan, by=people.tim, periode="2026-TW2")] * 6)
    opened = [r for r in results if isinstance(r, Pengumpulan)]
    assert len(opened) == 1
    assert all(isinstance(r, (Conflict, Blocked)) for r in results if r not in opened)


def test_two_units_finishing_at_once_move_the_run_once(run, people, instansi):
    run = to(run, people, "pengisian")
    forms = list(run.forms.all())
    for form in forms:
        staf, head = unit_people(people, form)
        do(form, "terima", staf)
        fill(form, staf)
        do(form, "isi", staf)
        do(form, "serahkan", head)
    forms = list(run.forms.all())
    results = together(
        *[lambda f=f: perform(f, "periksa", by=people.tim, seen=f.seen()) for f in forms]
    )
    assert all(isinstance(r, Entry) for r in results), results
    assert Pengumpulan.objects.get(pk=run.pk).at == "rekap"
    assert Entry.objects.of(run).filter(verb="pengisian").count() == 1
    assert faults(instansi) == []


def test_the_chain_holds_under_many_writers(run, people, instansi):
    from sakip.trail.models import Kind
    from sakip.trail.note import note

    results = together(
        *[lambda: [note(Kind.DOWNLOAD, instansi=instansi, by=people.tim) for _ in range(10)]] * 8
    )
    assert all(isinstance(r, list) for r in results), results
    assert faults(instansi) == []


@pytest.fixture(autouse=True)
def closed_connections():
    yield
    connection.close()


def test_two_clicks_at_the_same_moment_are_one_deed_with_all_that_was_typed(run, people, signed_in):
    run, browser = to(run, people, "arahan"), signed_in(people.sekretaris)
    address, form = notulen(browser, run)
    results = together(*[lambda: signed_in(people.sekretaris).post(address, form)] * 4)
    assert [r.status_code for r in results] == [302] * 4
    assert Entry.objects.of(run).filter(verb="arahan").count() == 1
    paper = Paper.objects.get(kind_key="notulen", status=Paper.ISSUED)
    assert EXAMPLES["notulen"]["keputusan"] in str(paper.data)


def test_a_period_opened_by_two_clicks_at_the_same_moment_is_open_once(
    instansi, units, people, signed_in
):
    make_promise(instansi, units)
    form = inputs(signed_in(people.tim).get("/pengumpulan/buka/")) | {"periode": "2026-TW3"}
    results = together(*[lambda: signed_in(people.tim).post("/pengumpulan/buka/", form)] * 4)
    run = Pengumpulan.objects.get()
    assert [(r.status_code, r.url) for r in results] == [(302, run.get_absolute_url())] * 4


def test_a_block_recorded_by_two_clicks_at_once_is_recorded_once(run, people, signed_in):
    form, staf = received(people, to(run, people, "pengisian")), signed_in(people.staf)
    url = f"{form.get_absolute_url()}tempel/"
    page = staf.post(url, {"blok": "Kode\tRealisasi\nIKK-2\t7\n"}, follow=True)
    sent = inputs(page) | {"aksi": "catat"}
    answers = together(*[lambda: signed_in(people.staf).post(url, sent)] * 4)
    assert [(a.status_code, a.url) for a in answers] == [(302, form.get_absolute_url())] * 4
    assert Entry.objects.filter(kind=Kind.UPLOAD).count() == 1
    assert form.isian.get(kode="IKK-2").riwayat.count() == 1


def test_a_workbook_applied_by_two_clicks_at_once_is_applied_once(run, people, signed_in):
    form, staf = received(people, to(run, people, "pengisian")), signed_in(people.staf)
    page = send_book(staf, form, filled(staf, form))
    sent, url = inputs(page) | {"aksi": "terapkan"}, page.redirect_chain[-1][0]
    answers = together(*[lambda: signed_in(people.staf).post(url, sent)] * 4)
    assert [(a.status_code, a.url) for a in answers] == [(302, form.get_absolute_url())] * 4
    assert Entry.objects.filter(kind=Kind.UPLOAD).count() == 1
    assert form.isian.get(kode="IKK-2").riwayat.count() == 1


def test_a_report_sent_by_two_clicks_at_once_is_one_line_of_its_order(run, people, signed_in):
    sheet = to(run, people, "lapor").lembar_disposisi.get()
    write(sheet, by=people.sekretaris, seen=sheet.seen(), ringkasan="Lengkap.")
    sheet = do(sheet, "sajikan", people.sekretaris)
    isi = {"kepada": [people.bidang.pk], "harap": ["tindak_lanjut"], "catatan": "Percepat."}
    do(sheet, "disposisi", people.kepala, isi=isi | {"tenggat": date(2026, 10, 30)})
    order = TindakLanjut.objects.get()
    url = order.get_absolute_url()
    sent = {
        "seen": order.seen(),
        "deed": "lapor",
        "laporan": "Selesai.",
        "tautan": "https://berkas.contoh.example/b",
    }
    answers = together(*[lambda: signed_in(people.staf).post(url, sent)] * 4)
    assert [a.status_code for a in answers] == [302] * 4
    order.refresh_from_db()
    assert (order.version, len(order.riwayat)) == (1, 1)


def test_a_form_handed_on_by_two_clicks_at_once_holds_what_was_typed_last(run, people, signed_in):
    form, staf = received(people, to(run, people, "pengisian")), signed_in(people.staf)
    fill(form, people.staf)
    url, aduan = form.get_absolute_url(), form.isian.get(kode="IKK-2")
    sent = inputs(staf.get(url)) | {f"n-{aduan.pk}": "9", "verb": "isi"}
    answers = together(*[lambda: signed_in(people.staf).post(url, sent)] * 4)
    assert [a.status_code for a in answers] == [302] * 4
    assert Entry.objects.of(form).filter(verb="isi").count() == 1
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.riwayat.count()) == (9, 2)
