"""A block pasted into the grid from the clipboard, in a real browser."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from .collected import SHEET
from .looked import look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed", "weak_line")]


def paste(page, where, text):
    page.focus(where)
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_real_block_goes_to_its_preview_and_in_at_one_click(form, people, enter):
    page, iku = enter(people.staf), form.isian.get(kode="IKU-1")
    page.goto(page.house + form.get_absolute_url())
    page.fill(f"#n-{form.isian.get(kode='IKK-2').pk}", "3")  # typed and not yet saved
    paste(page, f"#a-{iku.pk}", SHEET.replace("81,82%", ""))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tempelan: 6 sel akan berubah")
    look(page, page.url.removeprefix(page.house))
    page.get_by_role("button", name="Catat 6 perubahan").click()
    page.wait_for_selector("text=6 sel pada 3 baris dicatat")
    iku.refresh_from_db()
    assert iku.nilai == Decimal("81.8182")
    history = form.isian.get(kode="IKK-2").riwayat.all()
    assert [line.ke["nilai"] for line in history] == ["3", "7"], "what was typed was saved first"


def test_two_columns_of_figures_start_where_the_cursor_stands(form, people, enter):
    page = enter(people.staf)
    page.goto(page.house + form.get_absolute_url())
    paste(page, f"#a-{form.isian.get(kode='IKU-1').pk}", "342\t418\r\n12.5\t20\r\n")
    page.get_by_label("Titik berarti koma desimal").check()
    page.get_by_role("button", name="Catat 4 perubahan").click()
    page.wait_for_selector("text=4 sel pada 2 baris dicatat")
    assert form.isian.get(kode="IKK-1").nilai == Decimal("62.5")


def test_one_value_is_pasted_as_ever(form, people, enter):
    page, aduan = enter(people.staf), form.isian.get(kode="IKK-2")
    page.goto(page.house + form.get_absolute_url())
    paste(page, f"#n-{aduan.pk}", "12\r\n")
    page.wait_for_timeout(200)
    assert page.url == page.house + form.get_absolute_url()
