"""Two people on one row of a form, in two browsers: both values are shown, and somebody chooses."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from collection.models import Butir
from sakip.sop.perform import write

from .browsers import WEAK, line_of
from .collected import form_of
from .conftest import office
from .gridded import kept, opened, saved, sign_in
from .walk import do, hand_in, to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed", "weak_line")]


def test_two_browsers_on_one_row_the_second_sees_both_values_and_chooses(
    form, people, enter, units, instansi, browser
):
    other = office(instansi, "staf", units.mutasi, "staf3", "Staf Mutasi kedua")
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    context = browser.new_context()
    second = context.new_page()
    second.house = page.house
    line_of(second)(WEAK)
    sign_in(second, other)
    opened(second, form)
    page.fill(f"#n-{aduan.pk}", "7")
    saved(page, aduan)
    second.fill(f"#n-{aduan.pk}", "9")
    panel = second.locator(".bentrok")
    expect(panel).to_contain_text(
        "IKK-2 diubah oleh Staf Mutasi (Staf Mutasi (uji)), 8 Oktober 2026"
    )
    expect(panel.locator("tbody")).to_contain_text("7")
    panel.get_by_role("button", name="Pakai kiriman saya").click()
    saved(second, aduan)
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(9)
    page.fill(f"#n-{aduan.pk}", "8")
    page.locator(".bentrok").get_by_role("button", name="Pakai yang tercatat").click()
    assert page.input_value(f"#n-{aduan.pk}") == "9"
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(9)
    page.fill(f"#n-{aduan.pk}", "10")
    saved(page, aduan)
    context.close()


def test_a_value_and_its_answer_both_in_conflict_are_asked_about_one_by_one(form, people, enter):
    hand_in(people, form_of(form.run, people.staf_lain))
    do(form, "tutup", people.sekretaris, note="Cuti.")
    run = to(form.run, people, "analisa")
    iku = form.isian.get(kode="IKU-1")
    item = {"isian": iku, "jenis": "tidak_lengkap", "alasan": "Belum ada angkanya."}
    do(run, "kembalikan", people.sekretaris, note="Isi.", to="pengisian", items=[item])
    butir = Butir.objects.get()
    page = enter(people.staf)
    opened(page, form)
    iku.refresh_from_db()
    figures = {"keadaan": "dilaporkan", "pembilang": 5, "penyebut": 10}
    write(iku, by=people.bidang, seen=iku.seen(), **figures)
    write(butir, by=people.bidang, seen=butir.seen(), jawaban="Angka kepala bidang.")
    page.fill(f"#a-{iku.pk}", "6")
    page.fill(f"#b-{iku.pk}", "10")
    page.fill(f"[name=jw-{butir.pk}]", "Angka saya.")
    panel = page.locator(".bentrok")
    expect(panel).to_contain_text("IKU-1 diubah oleh Kepala Bidang")
    panel.get_by_role("button", name="Pakai yang tercatat").click()
    assert page.input_value(f"#a-{iku.pk}") == "5"
    expect(panel).to_contain_text("Angka kepala bidang.")
    assert len(kept(page)) == 1, "what waits for a choice lies on the device"
    panel.get_by_role("button", name="Pakai kiriman saya").click()
    saved(page, iku)
    assert kept(page) == []
    iku.refresh_from_db()
    butir.refresh_from_db()
    assert (iku.pembilang, butir.jawaban) == (Decimal(5), "Angka saya.")
