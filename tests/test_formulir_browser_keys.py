"""The grid of a form by keys alone, in a real browser."""

from decimal import Decimal

import pytest

from collection.models import Isian

from .collected import received
from .gridded import thirty_rows
from .promise import make_promise

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed", "weak_line")]


@pytest.fixture
def thirty(instansi, units, people):
    make_promise(instansi, units, rows=thirty_rows())
    return received(people)


def here(page):
    return page.evaluate("document.activeElement.id")


def test_thirty_rows_are_filled_without_a_mouse_and_the_cursor_is_where_one_expects(
    thirty, people, enter
):
    page = enter(people.staf)
    page.goto(page.house + thirty.get_absolute_url())
    rows = list(thirty.isian.order_by("urut"))
    page.focus(f"#a-{rows[0].pk}")
    keys = page.keyboard
    for n, row in enumerate(rows, 1):
        assert here(page) == f"{'a' if n % 3 else 'n'}-{row.pk}", f"row {n}"
        keys.type(str(n))
        if n % 3:
            keys.press("Tab")
            keys.type("50")
        keys.press("Enter")
    page.get_by_role("button", name="Simpan", exact=True).last.press("Enter")
    page.wait_for_selector("main [role=status] >> text=tersimpan")
    assert page.complaints == []
    for n, row in enumerate(Isian.objects.filter(formulir=thirty).order_by("urut"), 1):
        assert row.nilai == (Decimal(2 * n) if n % 3 else Decimal(n)), row.kode


def test_arrows_keep_the_column_and_stop_at_the_ends(thirty, people, enter):
    page = enter(people.staf)
    page.goto(page.house + thirty.get_absolute_url())
    one, two, three, four = list(thirty.isian.order_by("urut"))[:4]
    page.focus(f"#b-{one.pk}")
    page.keyboard.press("ArrowUp")
    assert here(page) == f"b-{one.pk}"
    for expected in (f"b-{two.pk}", f"n-{three.pk}"):
        page.keyboard.press("ArrowDown")
        assert here(page) == expected
    page.keyboard.press("ArrowUp")
    assert here(page) == f"a-{two.pk}", "where the column is missing, the first figure"
    page.focus(f"#k-{four.pk}")
    page.keyboard.press("ArrowDown")
    assert here(page) == f"k-{four.pk}", "arrows choose the state"
    page.keyboard.press("Enter")
    assert here(page).startswith("k-") and here(page) != f"k-{four.pk}"


def test_esc_takes_a_cell_back_and_ctrl_enter_opens_its_details(thirty, people, enter):
    page = enter(people.staf)
    page.goto(page.house + thirty.get_absolute_url())
    row = thirty.isian.get(kode="IKK-3")
    page.fill(f"#n-{row.pk}", "7")
    page.focus(f"#a-{thirty.isian.get(kode='IKK-4').pk}")
    page.focus(f"#n-{row.pk}")
    page.keyboard.press("End")
    page.keyboard.type("55")
    assert page.input_value(f"#n-{row.pk}") == "755"
    page.keyboard.press("Escape")
    assert page.input_value(f"#n-{row.pk}") == "7", "what it held when the cursor came"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.rinci >> text=Arti dan cara menghitung")
    assert here(page) == f"n-{row.pk}", "the cursor stays"
    page.keyboard.press("ArrowDown")
    assert here(page) == f"a-{thirty.isian.get(kode='IKK-4').pk}", "the keys pass the details by"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.rinci", state="detached")
    assert page.complaints == []
