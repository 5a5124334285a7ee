"""The methods of a measurement: drawn from the dictionary, asked the SMART questions, set and kept."""

import pytest

from measurement.draw import Kamus
from measurement.snapshot import document
from sakip.planning.models import Indikator
from sakip.sop.blockers import blockers_of
from sakip.sop.perform import Blocked, Conflict, Refused, write

from .ground import grounded
from .measured import ALL, TW1, TW2, TW3, collect, figure, go, measurement, three_quarters, tick
from .promise import make_promise_perubahan
from .walk import do


@grounded
def collected(promise, people):
    return three_quarters(people)


@grounded
def run(promise, people):
    return measurement(people)


# -- before they are set -----------------------------------------------------------------------


def test_methods_lie_ready_when_the_run_reaches_them(run, people):
    run = go(run, people, "metodologi")
    rows = list(run.metode.values_list("kode", "ditetapkan"))
    assert rows == [(kode, False) for kode in ALL]


def test_no_method_is_set_while_a_smart_question_is_open(run, people):
    run = go(run, people, "metodologi")
    said = " ".join(blockers_of(run, "metodologi"))
    assert "SMART belum lengkap" in said
    assert "IKU-1, IKK-1, IKK-2, IKK-3, IKK-4" in said
    tick(run, people.tim)
    assert "SMART" not in " ".join(blockers_of(run, "metodologi"))


def test_a_remark_stands_in_for_a_question_that_cannot_be_ticked(run, people):
    run = go(run, people, "metodologi")
    tick(run, people.tim)
    metode = run.metode.get(kode="IKK-4")
    write(metode, by=people.tim, seen=metode.seen(), smart={"spesifik": True})
    assert "IKK-4" in " ".join(blockers_of(run, "metodologi"))
    metode.refresh_from_db()
    write(metode, by=people.tim, seen=metode.seen(), catatan="Sumber data berganti.")
    assert "IKK-4" not in " ".join(blockers_of(run, "metodologi"))


def test_a_method_without_a_formula_is_named(promise, run, people):
    Indikator.objects.filter(kode="IKK-3").update(formulasi="")
    run = go(run, people, "metodologi")
    assert "Rumus dalam kata belum ditulis pada kamus: IKK-3." in blockers_of(run, "metodologi")


def test_only_tim_sakip_writes_methods(run, people):
    run = go(run, people, "metodologi")
    metode = run.metode.first()
    for by in (people.kepala, people.sekretaris, people.bidang, people.staf, people.admin):
        with pytest.raises(Refused):
            write(metode, by=by, seen=metode.seen(), catatan="x")


def test_two_who_tick_the_same_method_are_told_of_each_other(run, people):
    run = go(run, people, "metodologi")
    metode = run.metode.first()
    seen = metode.seen()
    write(metode, by=people.tim, seen=seen, catatan="Pertama.")
    with pytest.raises(Conflict, match="Ketua Tim SAKIP"):
        write(metode, by=people.tim, seen=seen, catatan="Kedua.")
    metode.refresh_from_db()
    assert metode.catatan == "Pertama."
    assert metode.riwayat[0]["dari"] == {"catatan": ""}


def test_drawing_again_takes_the_dictionary_as_it_is_now_and_keeps_what_still_holds(run, people):
    run = go(run, people, "metodologi")
    tick(run, people.tim)
    Indikator.objects.filter(kode="IKK-2").update(nama="Jumlah pengaduan layanan", versi=2)
    kamus = Kamus(run)
    write(kamus, by=people.tim, seen=kamus.seen())
    assert run.metode.get(kode="IKK-2").nama == "Jumlah pengaduan layanan"
    assert run.metode.get(kode="IKK-2").smart == {}  # the answers were about another text
    assert run.metode.get(kode="IKK-3").open_questions == []


# -- once they are set -------------------------------------------------------------------------


def test_a_set_method_is_closed_and_no_longer_follows_the_dictionary(run, people):
    run = go(run, people, "pengukuran")
    metode = run.metode.get(kode="IKK-2")
    with pytest.raises(Blocked, match="tidak sedang disusun"):
        write(metode, by=people.tim, seen=metode.seen(), catatan="x")
    with pytest.raises(Blocked, match="tidak sedang disusun"):
        kamus = Kamus(run)
        write(kamus, by=people.tim, seen=kamus.seen())
    Indikator.objects.filter(kode="IKK-2").update(polaritas="tinggi")
    assert document(run)["baris"][2]["kamus"]["polaritas"] == "rendah"


def test_smart_answers_of_an_earlier_period_stand_for_the_same_dictionary_version(run, people):
    go(run, people, "pengukuran")
    Indikator.objects.filter(kode="IKK-4").update(versi=2)
    later = go(measurement(people, "2026-TW4"), people, "metodologi")
    answered = [m.kode for m in later.metode.all() if not m.open_questions]
    assert answered == ["IKU-1", "IKK-1", "IKK-2", "IKK-3"]


# -- another promise came between --------------------------------------------------------------


def test_a_collection_by_another_promise_asks_for_the_methods_anew(collected, run, people):
    old = make_promise_perubahan(collected.instansi)
    run = go(run, people, "metodologi")
    run.metode.update(target={**run.metode.first().target, "pk_id": old.pk, "pk": str(old)})
    tick(run, people.tim)
    assert "Ambil ulang dari kamus" in " ".join(blockers_of(run, "metodologi"))


def test_methods_set_before_a_later_promise_can_be_set_again(promise, people, run):
    """Methods by the Murni; the collection was drawn by the Perubahan that came between."""
    run = go(run, people, "pengukuran")
    with pytest.raises(Blocked, match="tidak perlu ditetapkan ulang"):
        do(run, "ulang", people.tim)
    make_promise_perubahan(run.instansi)
    for n, values in enumerate((TW1, TW2, TW3), 1):
        collect(people, f"2026-TW{n}", values)
    with pytest.raises(Blocked, match=r"Murni: tetapkan ulang metodologi"):
        do(run, "pengukuran", people.tim)
    run = do(run, "ulang", people.tim)
    assert run.at == "metodologi"
    assert {m.target["pk"] for m in run.metode.all()} == {"Perjanjian Kinerja 2026 Perubahan"}
    run = go(run, people, "rekap")
    assert figure(run, "IKK-3")["raw"] == "100.0000000000"
