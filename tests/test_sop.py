"""The engine: rows in order, gates, doors, returns, and what the database itself refuses."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from collection.models import Formulir, Pengumpulan
from measurement.models import Pengukuran
from sakip.sop.perform import Blocked, Conflict, Refused, begin, perform, write
from sakip.trail.models import Entry
from sakip.trail.note import faults

from .walk import TW3, do, start, to


@pytest.fixture
def run(promise, people):
    return start(people)


def test_twelve_and_ten_rows_stand_in_the_order_of_the_paper():
    keys = (
        "perintah arahan rencana dokumen penyiapan distribusi pengisian rekap laporan analisa "
        "lapor arsip"
    )
    assert [s.key for s in Pengumpulan.sop] == keys.split()
    keys = "perintah arahan rencana metodologi pengukuran rekap laporan analisa lapor arsip"
    assert [s.key for s in Pengukuran.sop] == keys.split()


def test_a_period_goes_from_the_order_to_the_archive(run, people, instansi):
    done = to(run, people, "selesai")
    verbs = list(Entry.objects.of(done).values_list("verb", flat=True))
    assert verbs == ["mulai", *(s.key for s in Pengumpulan.sop)]
    assert faults(instansi) == []


def test_only_tim_sakip_and_the_sekretaris_open_a_period(promise, people):
    for by in (people.kepala, people.bidang, people.staf, people.admin):
        with pytest.raises(Refused):
            begin(Pengumpulan, by=by, periode=TW3)
    assert not Pengumpulan.objects.exists()


def test_the_second_to_open_a_period_is_told_who_was_first(run, people):
    with pytest.raises(Blocked, match="Ketua Tim SAKIP"):
        begin(Pengumpulan, by=people.sekretaris, periode=TW3)


def test_a_step_cannot_be_skipped(run, people):
    with pytest.raises(Conflict):
        do(run, "arahan", people.sekretaris)
    assert Pengumpulan.objects.get(pk=run.pk).at == "perintah"


def test_the_same_key_does_its_deed_once(run, people):
    seen = run.seen()
    first = perform(run, "perintah", by=people.kepala, seen=seen, key="k1")
    again = perform(run, "perintah", by=people.kepala, seen=seen, key="k1")
    assert first == again
    with pytest.raises(Refused):
        perform(run, "perintah", by=people.sekretaris, seen=seen, key="k1")


def test_an_old_page_is_told_who_did_what(run, people):
    seen = run.seen()
    do(run, "perintah", people.kepala)
    with pytest.raises(Conflict, match="Kepala Badan"):
        perform(run, "perintah", by=people.kepala, seen=seen)


def test_two_units_fill_at_once_and_the_last_one_in_moves_the_run(run, people):
    run = to(run, people, "pengisian")
    first, second = run.forms.all()
    from .walk import hand_in

    hand_in(people, first)
    assert Pengumpulan.objects.get(pk=run.pk).at == "pengisian"
    hand_in(people, second)
    run = Pengumpulan.objects.get(pk=run.pk)
    assert run.at == "rekap"
    closing = Entry.objects.of(run).last()
    assert (closing.verb, closing.user) == ("pengisian", people.tim.user)


def test_a_return_opens_only_what_it_names(run, people):
    run = to(run, people, "analisa")
    form = run.forms.get(unit=people.bidang.unit)
    isian = form.isian.first()
    item = {"isian": isian, "jenis": "bukti_kurang", "alasan": "Lampirkan SK."}
    run = do(run, "kembalikan", people.sekretaris, note="Lengkapi.", to="pengisian", items=[item])
    assert (run.at, run.round) == ("pengisian", 2)
    assert [f.at for f in run.forms.all()] == ["isi", "selesai"]
    assert list(form.isian.filter(terbuka=True)) == [isian]
    other = form.isian.exclude(pk=isian.pk).first()
    with pytest.raises(Blocked, match="tidak dibuka"):
        write(other, by=people.staf, seen=other.seen(), keadaan="dilaporkan", nilai=1)


def test_nobody_decides_on_their_own_work(run, people):
    run = to(run, people, "analisa")
    from datetime import date

    from .conftest import office

    plh = office(run.instansi, "sekretaris", username="tim_sakip", mulai=date(2026, 1, 1))
    assert plh.user == people.tim.user
    with pytest.raises(Refused, match=r"rekapitulasi|laporan"):
        do(run, "analisa", plh)
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"


MOVES = {
    "update": lambda run: Pengumpulan.objects.filter(pk=run.pk).update(at="rekap"),
    "update with version": lambda run: Pengumpulan.objects.filter(pk=run.pk).update(
        at="arahan", version=F("version") + 1
    ),
    "bulk_update": lambda run: Pengumpulan.objects.bulk_update([_standing(run, "arsip")], ["at"]),
    "save": lambda run: _standing(run, "arsip").save(),
}


def _standing(run, key):
    run.__dict__["at"] = key
    return run


@pytest.mark.parametrize("way", MOVES)
def test_the_database_refuses_a_move_without_its_record(run, way):
    with pytest.raises(DatabaseError), transaction.atomic():
        MOVES[way](run)
    assert Pengumpulan.objects.get(pk=run.pk).at == "perintah"


def test_the_log_can_neither_be_changed_nor_deleted(run):
    for tamper in (lambda e: e.update(note="lain"), lambda e: e.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper(Entry.objects.all())


def test_direct_assignment_is_refused(run):
    with pytest.raises(AttributeError):
        run.at = "selesai"


def test_a_form_waits_until_the_run_stands_at_filling(run, people):
    run = to(run, people, "distribusi")
    form = Formulir.objects.filter(run=run).first()
    with pytest.raises(Conflict):
        do(form, "terima", people.staf)
