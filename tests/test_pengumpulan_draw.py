"""Drawing the forms: which indicators, copied as they stood; and months carried into a quarter."""

from decimal import Decimal

import pytest

from collection.models import Isian
from sakip.planning.models import Indikator
from sakip.sop.perform import Blocked, write

from .collected import approve, at_filling, change_promise, form_of, send, text_of
from .walk import do, fill, pass_on, start, to, unit_people

pytestmark = pytest.mark.django_db

MONTHS = {f"2026-{m:02}": {"nilai": Decimal(30 * m)} for m in range(1, 13)}
VALUES = {"IKK-3": Decimal(10)}


@pytest.fixture
def monthly(promise):
    """IKK-3 is monthly now: 30 more people a month, 360 a year, added up."""
    return change_promise(
        promise,
        "IKK-3",
        MONTHS,
        {"nilai": Decimal(360)},
        frekuensi="bulanan",
        akumulasi="jumlah",
    )


def rows_of(run, kode):
    return list(Isian.objects.filter(formulir__run=run, kode=kode).order_by("bulan"))


def approve_month(people, code, value):
    """The monthly run of `code` with one value, approved."""
    run = to(start(people, periode=code), people, "pengisian")
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    row = form.isian.get(kode="IKK-3")
    write(
        row,
        by=people.staf_lain,
        seen=row.seen(),
        keadaan="dilaporkan",
        nilai=value,
        penghambat="-",
        rencana="-",
    )
    pass_on(people, form)
    return to(run, people, "lapor")


def test_a_form_is_drawn_for_each_unit_with_what_is_due(promise, people):
    run = at_filling(people)
    drawn = {f.unit.singkatan: [i.kode for i in f.isian.all()] for f in run.forms.all()}
    assert drawn == {"MP": ["IKU-1", "IKK-1", "IKK-2"], "PK": ["IKK-3", "IKK-4"]}


def test_a_change_of_the_dictionary_does_not_reach_a_drawn_form(promise, people):
    run = at_filling(people)
    Indikator.objects.filter(kode="IKU-1").update(nama="Nama baru", satuan="orang")
    row = rows_of(run, "IKU-1")[0]
    assert (row.nama, row.kamus["satuan"]) == ("Persentase jabatan terisi", "%")


def test_a_yearly_indicator_waits_for_the_last_quarter(promise, people):
    Indikator.objects.filter(kode="IKK-4").update(frekuensi="tahunan")
    run = at_filling(people)
    assert not rows_of(run, "IKK-4")


def test_an_indicator_that_nobody_can_fill_stops_the_preparation(promise, people, units):
    Indikator.objects.filter(kode="IKK-4").update(unit=units.pimpinan)
    Indikator.objects.filter(kode="IKK-3").update(polaritas="predikat", jenjang=[])
    run = to(start(people), people, "penyiapan")
    with pytest.raises(Blocked) as stopped:
        do(run, "penyiapan", people.tim)
    said = " ".join(stopped.value.reasons)
    assert "tidak mengisi formulir" in said and "jenjang predikatnya belum diisi" in said


def test_what_is_not_promised_this_period_need_not_be_answered(promise, people):
    change_promise(promise, "IKK-3", {"2026-TW4": {"nilai": Decimal(400)}}, {"nilai": Decimal(400)})
    run = at_filling(people)
    row = rows_of(run, "IKK-3")[0]
    assert not row.jatuh_tempo
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    other = form.isian.get(kode="IKK-4")
    write(other, by=people.staf_lain, seen=other.seen(), keadaan="dilaporkan", nilai=3)
    do(form, "isi", people.staf_lain)  # nothing stands in the way


# -- months -------------------------------------------------------------------------------------


def test_three_approved_months_stand_in_the_quarter_added_up_and_locked(monthly, people):
    for code, value in (("2026-07", 10), ("2026-08", 12), ("2026-09", 9)):
        approve_month(people, code, value)
    run = at_filling(people)
    (row,) = rows_of(run, "IKK-3")
    assert (row.terkunci, row.nilai, row.keadaan) == (True, Decimal(31), "dilaporkan")
    assert [item["kalimat"] for item in row.dibawa] == [
        "Juli 2026: 10,00 orang (disetujui 8 Oktober 2026).",
        "Agustus 2026: 12,00 orang (disetujui 8 Oktober 2026).",
        "September 2026: 9,00 orang (disetujui 8 Oktober 2026).",
    ]


def test_a_carried_figure_cannot_be_written_but_its_factors_can(monthly, people, signed_in):
    for code in ("2026-07", "2026-08", "2026-09"):
        approve_month(people, code, 10)
    run = at_filling(people)
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    (row,) = rows_of(run, "IKK-3")
    with pytest.raises(Blocked, match="dibawa dari bulan"):
        write(row, by=people.staf_lain, seen=row.seen(), nilai=Decimal(99), keadaan="dilaporkan")
    write(row, by=people.staf_lain, seen=row.seen(), rencana="Kelas tambahan.")
    page = text_of(signed_in(people.staf_lain).get(form.get_absolute_url()))
    assert "Dibawa dari bulan" in page


def test_a_month_without_an_approved_run_is_named_and_filled_beside_it(monthly, people, signed_in):
    approve_month(people, "2026-07", 10)
    run = at_filling(people)
    quarter, august, september = rows_of(run, "IKK-3")
    assert (quarter.keadaan, quarter.nilai) == ("belum_dilaporkan", None)
    assert "September 2026: belum ada pengumpulan yang disetujui" in quarter.dibawa[2]["kalimat"]
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    staf = signed_in(people.staf_lain)
    send(staf, form, {f"n-{august.pk}": "12"})
    quarter.refresh_from_db()
    assert quarter.nilai is None, "one month is still missing"
    refused = text_of(send(staf, form, verb="isi"))
    assert "IKK-3 September: belum dilaporkan, alasan belum ditulis." in refused
    send(staf, form, {f"n-{september.pk}": "9"})
    quarter.refresh_from_db()
    assert (quarter.nilai, quarter.keadaan) == (Decimal(31), "dilaporkan")
    assert quarter.riwayat.count() == 1, "the quarter's own history tells it too"


def test_the_latest_approved_revision_of_a_month_is_carried(monthly, people):
    july = approve_month(people, "2026-07", 10)
    do(july, "koreksi", people.sekretaris, note="Daftar hadir salah.")
    new = type(july).objects.get(revises=july)
    row = Isian.objects.get(formulir__run=new, kode="IKK-3")
    item = {"isian": row, "jenis": "angka_diragukan", "alasan": "Hitung ulang."}
    do(new, "kembalikan", people.tim, note="Perbaiki.", to="pengisian", items=[item])
    form = form_of(new, people.staf_lain)
    row.refresh_from_db()
    write(row, by=people.staf_lain, seen=row.seen(), nilai=Decimal(14))
    butir = row.butir.get()
    write(butir, by=people.staf_lain, seen=butir.seen(), jawaban="Dihitung ulang.")
    pass_on(people, form)
    to(new, people, "lapor")
    quarter = rows_of(at_filling(people), "IKK-3")[0]
    assert quarter.dibawa[0]["nilai"]["nilai"] == "14"
    assert "revisi 1" in quarter.dibawa[0]["kalimat"]


def test_a_month_corrected_after_it_was_carried_is_pointed_out(monthly, people):
    from collection import carry

    july = approve_month(people, "2026-07", 10)
    run = at_filling(people)
    rows = Isian.objects.filter(formulir__run=run)
    assert carry.outdated(run, rows) == {}
    type(july).objects.filter(pk=july.pk).update(
        snapshot={
            **july.snapshot,
            "unit": [
                {**u, "isian": [{**i, "nilai": "11"} for i in u["isian"]]}
                for u in july.snapshot["unit"]
            ],
        }
    )
    (said,) = carry.outdated(run, rows).values()
    assert said == ["Juli 2026 dikoreksi sesudah dibawa ke formulir ini"]


def test_the_rows_of_an_approved_run_equal_its_snapshot(promise, people):
    from collection.isian import value_of

    run = approve(people, "2026-TW3")
    frozen = {row["isian"]: row for unit in run.snapshot["unit"] for row in unit["isian"]}
    rows = Isian.objects.filter(formulir__run=run)
    assert {r.pk for r in rows} == set(frozen)
    for row in rows:
        assert {k: frozen[row.pk][k] for k in value_of(row)} == value_of(row)
        by = people.staf if row.formulir.unit_id == people.staf.unit_id else people.staf_lain
        with pytest.raises(Blocked):
            write(row, by=by, seen=row.seen(), alasan="x")


def test_month_rows_lie_below_their_quarter_in_the_snapshot(monthly, people):
    run = at_filling(people)
    for form in run.forms.all():
        staf, _ = unit_people(people, form)
        form = do(form, "terima", staf)
        for isian in form.isian.filter(terkunci=False):
            fields = {"pembilang": 80, "penyebut": 100} if isian.has_parts else {"nilai": 10}
            said = {"keadaan": "dilaporkan", "penghambat": "-", "rencana": "-", **fields}
            write(isian, by=staf, seen=isian.seen(), **said)
        pass_on(people, form)
    run = to(run, people, "lapor")
    rows = [row for unit in run.snapshot["unit"] for row in unit["isian"]]
    assert sorted(row["kode"] for row in rows) == ["IKK-1", "IKK-2", "IKK-3", "IKK-4", "IKU-1"]
    ikk3 = next(row for row in rows if row["kode"] == "IKK-3")
    assert ikk3["nilai"] == "30"
    assert {code: said["nilai"] for code, said in ikk3["bulan"].items()} == {
        "2026-07": "10",
        "2026-08": "10",
        "2026-09": "10",
    }


def test_filling_by_the_walk_leaves_no_open_row(promise, people):
    run = at_filling(people)
    form = do(form_of(run, people.staf), "terima", people.staf)
    fill(form, people.staf)
    assert not form.isian.filter(keadaan="belum_dilaporkan").exists()
