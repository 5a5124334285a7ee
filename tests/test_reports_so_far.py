"""Rekapitulasi Pengumpulan says what the year has come to, and carries the months of a quarter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from collection.models import Isian, Pengumpulan
from sakip.planning.models import Indikator
from sakip.sop.perform import write

from .collected import approve, change_promise, form_of, text_of
from .measured import collect
from .promise import make_promise
from .reported import book, content, made, pdf_text, report
from .walk import do, start, to

FIRST = {"IKU-1": ("332", "418"), "IKK-1": ("87", "92"), "IKK-2": "8", "IKK-3": "300", "IKK-4": "2"}
SECOND = FIRST | {"IKK-3": "250", "IKK-4": "1", "IKU-1": "belum_dilaporkan"}
SLUG = "rekapitulasi-pengumpulan"


@pytest.fixture
def promise(instansi, units):
    promise = make_promise(instansi, units)
    Indikator.objects.filter(kode__in=("IKU-1", "IKK-2", "IKK-3")).update(akumulasi="akhir")
    Indikator.objects.filter(kode="IKK-4").update(akumulasi="jumlah", gaya_target="tambahan")
    return promise


def so_far(instansi, periode) -> dict:
    """{code: what stands in the column} of the report of that period."""
    table = report(instansi, SLUG, periode=periode).tables()[0]
    keys = [column.key for column in table.columns]
    return {
        dict(zip(keys, row.cells, strict=True))["kode"]: row.cells[keys.index("sampai")]
        for row in table.rows
        if not row.look
    }


def test_each_indicator_is_added_up_in_its_own_way(promise, people, instansi):
    collect(people, "2026-TW1", FIRST)
    collect(people, "2026-TW2", SECOND)
    first, second = so_far(instansi, "2026-TW1"), so_far(instansi, "2026-TW2")
    assert (first["IKK-4"], second["IKK-4"]) == (Decimal(2), Decimal(3))  # 2 + 1
    assert (first["IKK-3"], second["IKK-3"]) == (Decimal(300), Decimal(250))  # the last one holds
    assert round(second["IKU-1"], 2) == round(first["IKU-1"], 2) == Decimal("79.43")


def test_screen_paper_and_workbook_say_it_alike(promise, people, instansi, signed_in):
    collect(people, "2026-TW1", FIRST)
    collect(people, "2026-TW2", FIRST | {"IKK-4": "41"})
    found = report(instansi, SLUG, periode="2026-TW2")
    label = "Realisasi s.d. periode ini"
    screen = text_of(signed_in(people.tim).get(f"/laporan/{SLUG}/?periode=2026-TW2"))
    assert label in screen and "43,00" in screen
    paper = pdf_text(content(made(found, "pdf", people.tim.user)))
    assert "s.d. periode ini" in paper and "43,00" in paper
    sheet = book(content(made(found, "xlsx", people.tim.user))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    at = next(row for row in rows if label in row).index(label)
    assert Decimal(str(next(row for row in rows if row[1] == "IKK-4")[at])) == 43


def test_a_later_correction_of_an_earlier_period_changes_no_approved_report(
    promise, people, instansi
):
    first = collect(people, "2026-TW1", FIRST)
    collect(people, "2026-TW2", SECOND)
    before = report(instansi, SLUG, periode="2026-TW2").document()["sidik"]
    Isian.objects.filter(formulir__run=first, kode="IKK-4").update(nilai=Decimal(9))
    assert so_far(instansi, "2026-TW2")["IKK-4"] == 3
    assert report(instansi, SLUG, periode="2026-TW2").document()["sidik"] == before


def test_a_report_of_what_was_approved_before_prints_a_dash(promise, people, instansi):
    run = approve(people, "2026-TW1")
    units = [
        {**u, "isian": [{k: v for k, v in i.items() if k != "sampai"} for i in u["isian"]]}
        for u in run.snapshot["unit"]
    ]
    Pengumpulan.objects.filter(pk=run.pk).update(snapshot={**run.snapshot, "unit": units})
    assert set(so_far(instansi, "2026-TW1").values()) == {None}


def test_a_quarter_with_months_has_its_report(promise, people, instansi, signed_in):
    change_promise(
        promise,
        "IKK-4",
        {f"2026-{m:02}": {"nilai": Decimal(m)} for m in range(1, 13)},
        {"nilai": Decimal(12)},
        frekuensi="bulanan",
        akumulasi="jumlah",
    )
    run = to(start(people, periode="2026-TW1"), people, "pengisian")
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    months = form.isian.exclude(bulan="")
    assert len(months) == 3
    for isian in form.isian.filter(terkunci=False):
        write(isian, by=people.staf_lain, seen=isian.seen(), keadaan="dilaporkan", nilai=2)
    assert signed_in(people.tim).get(f"/laporan/{SLUG}/?periode=2026-TW1").status_code == 200
    found = report(instansi, SLUG, periode="2026-TW1")
    lines = [r.cells for r in found.tables()[0].rows if not r.look and r.cells[1] == "IKK-4"]
    name = "Dokumen kerja sama diklat"
    assert [(line[2], line[7], line[8]) for line in lines] == [
        (name, 6, 6),
        (f"{name} (Januari 2026)", 2, None),
        (f"{name} (Februari 2026)", 2, None),
        (f"{name} (Maret 2026)", 2, None),
    ]
    assert "5 isian dari 2 unit" in found.sentence()
