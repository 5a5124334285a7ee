"""The dashboard: approved figures only, by whoever holds an office, in a fixed number of queries."""

import re
from datetime import timedelta

from measurement.cards import card
from measurement.kinerja import completeness, pace, share
from measurement.models import Pengukuran
from sakip.planning.periods import Period

from .ground import grounded
from .measured import TW1, TW2, TW3, collect, go, measurement
from .walk import do


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@grounded
def approved(promise, people):
    """Two quarters approved, the third one collected but not measured."""
    for n, values in enumerate((TW1, TW2), 1):
        collect(people, f"2026-TW{n}", values)
        go(measurement(people, f"2026-TW{n}"), people, "lapor")
    collect(people, "2026-TW3", TW3)
    return Pengukuran.objects.order_by("periode")


def test_before_anything_is_approved_the_page_says_what_has_to_happen(promise, people, signed_in):
    go(measurement(people), people, "pengukuran")
    said = text(signed_in(people.kepala).get("/kinerja/"))
    assert "Belum ada angka yang disetujui" in said


def test_the_latest_approved_period_is_shown_with_the_one_before(approved, people, signed_in):
    """TW II: 338/418 = 80,8612440191 of 82; 90/92 = 97,826...; 130; 105; 100."""
    said = text(signed_in(people.kepala).get("/kinerja/"))
    assert "Kinerja Triwulan II 2026" in said
    assert "3 dari 5 indikator" in said
    assert "106,29%" in said  # (98,6112732 + 97,8260870 + 130 + 105 + 100) / 5
    assert "Triwulan I" in said
    assert "98,61%" in said
    assert "realisasi 80,86%" in said
    assert "disetujui Sekretaris 8 Oktober 2026" in said
    assert "Triwulan III" not in said.split("Tampilkan")[0]


def test_an_earlier_period_can_be_chosen_and_an_unapproved_one_not(approved, people, signed_in):
    browser = signed_in(people.staf)
    assert "Kinerja Triwulan I 2026" in text(browser.get("/kinerja/?periode=2026-TW1"))
    assert browser.get("/kinerja/?periode=2026-TW3").status_code == 404
    assert browser.get("/kinerja/?periode=apa").status_code == 404


def test_the_chart_runs_through_the_year_and_its_table_holds_every_figure(
    approved, people, signed_in
):
    page = signed_in(people.kepala).get("/kinerja/").content.decode()
    table = re.search(r'<details class="data-tabel">.*?</table>', page, re.S)[0]
    cells = re.findall(r'<td class="n">([^<]*)</td>', table)
    assert cells == [
        "80,00", "79,43", "–",
        "82,00", "80,86", "–",
        "84,00", "–", "–",
        "85,00", "–", "–",
    ]  # fmt: skip
    assert 'class="sasaran"' in page
    assert 'class="penanda"' in page


def test_a_corrected_measurement_takes_the_place_of_the_older_one(approved, people, signed_in):
    run = approved.get(periode="2026-TW2")
    do(run, "koreksi", people.sekretaris, note="Salah ukur.")
    assert "Revisi 1" not in text(signed_in(people.kepala).get("/kinerja/"))
    go(Pengukuran.objects.get(revises=run), people, "lapor")
    assert "Revisi 1" in text(signed_in(people.kepala).get("/kinerja/"))


def test_every_office_reads_it_and_nobody_else(approved, people, signed_in, client):
    for who in vars(people).values():
        assert signed_in(who).get("/kinerja/").status_code == 200
    assert client.get("/kinerja/").status_code == 302


def test_another_agency_sees_none_of_it(approved, signed_in):
    from .conftest import make_instansi, office

    stranger = office(make_instansi("Badan Lain", "Lain"), "kepala", username="lain")
    assert "Belum ada angka yang disetujui" in text(signed_in(stranger).get("/kinerja/"))


def test_units_late_and_incomplete_are_named_with_their_share(promise, people, signed_in, clock):
    values = TW1 | {"IKK-3": "belum_dilaporkan", "IKK-4": "0"}
    run = collect(people, "2026-TW1", values, until="lapor")
    form = next(f for f in run.snapshot["unit"] if f["id"] == people.bidang_lain.unit_id)
    form["diserahkan"] = "2026-10-20T01:00:00+00:00"  # a late one, as its snapshot would say
    type(run).objects.filter(pk=run.pk).update(snapshot=run.snapshot)
    go(measurement(people, "2026-TW1"), people, "lapor")
    said = text(signed_in(people.kepala).get("/kinerja/"))
    assert "4 dari 5 isian" in said
    assert "1 nihil, 1 belum dilaporkan" in said
    assert "1 dari 2 unit" in said
    assert "1 unit terlambat" in said
    assert "50% 0 dari 1" in said  # the late unit: half its rows, none of its quarters on time


def test_slow_rows_are_listed_slowest_first(approved, people, signed_in):
    said = text(signed_in(people.kepala).get("/kinerja/"))
    assert "3 proses pengumpulan disetujui" in said
    assert "Sekarang tidak ada proses yang lewat waktu baku." in said


def test_a_process_over_its_standard_is_named(approved, people, signed_in, clock):
    run = go(measurement(people, "2026-TW3"), people, "metodologi")
    clock.shift(timedelta(hours=6))
    said = text(signed_in(people.kepala).get("/kinerja/"))
    assert "Sekarang tertahan" in said
    assert f"{run} , langkah 4" in said


def test_the_page_costs_the_same_for_one_year_and_for_many_indicators(
    approved, people, signed_in, django_assert_max_num_queries
):
    browser = signed_in(people.kepala)
    browser.get("/kinerja/")
    with django_assert_max_num_queries(30) as counted:
        browser.get("/kinerja/")
    run = approved.get(periode="2026-TW2")
    iku = next(r for r in run.snapshot["baris"] if r["kode"] == "IKU-1")
    run.snapshot["baris"] += [iku | {"kode": f"IKU-{n}"} for n in range(2, 30)]
    Pengukuran.objects.filter(pk=run.pk).update(snapshot=run.snapshot)
    with django_assert_max_num_queries(len(counted)):
        page = browser.get("/kinerja/")
    assert page.content.decode().count("iku-kartu") == 29


# -- small parts ------------------------------------------------------------------------------


def test_shares_have_a_decimal_only_where_there_is_one():
    assert [share(*x) for x in ((8, 8), (7, 8), (1, 3), (0, 0))] == ["100%", "87,5%", "33,3%", "–"]


def test_zero_is_an_answer_and_blank_is_none():
    row = {"keadaan": "dilaporkan", "nilai": "0", "teks": "", "alasan": "", "jatuh_tempo": True}
    rows = [row, row | {"nilai": None}, row | {"keadaan": "tidak_berlaku"}, row | {"nilai": "3"}]
    rows.append(row | {"keadaan": "belum_dilaporkan", "jatuh_tempo": False})
    found = completeness(rows)
    assert (found["terisi"], found["jumlah"]) == (3, 4)
    assert found["kata"] == "1 nihil, 1 belum dilaporkan, 1 tidak berlaku, 1 belum jatuh tempo"


def test_an_average_comes_near_its_standard_from_ninety_percent():
    assert [pace(x, 100) for x in (89, 90, 100, 101)] == [
        "wajar", "mendekati", "mendekati", "lewat",
    ]  # fmt: skip


def test_an_indicator_not_due_has_a_card_without_a_figure(approved):
    doc = approved.get(periode="2026-TW2").snapshot
    row = next(r for r in doc["baris"] if r["kode"] == "IKU-1")
    yearly = row | {
        "kamus": row["kamus"] | {"frekuensi": "tahunan"},
        "capaian": row["capaian"]
        | {
            "sampai": row["capaian"]["sampai"]
            | {"reported": None, "lampu": None, "status": "belum_jatuh_tempo"},
            "realisasi": None,
        },
    }
    shown = card(yearly, {}, Period("2026-TW2"))
    assert shown["kosong"]
    assert "satu kali setahun" in shown["sebab"]
    assert shown["bullet"] == ""
