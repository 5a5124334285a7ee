"""The grid of a form in a browser: opening it, cutting its line, what lies on the device."""

from django.test import Client
from playwright.sync_api import expect


def opened(page, form):
    page.goto(page.house + form.get_absolute_url())
    return form.isian.get(kode="IKK-2"), form.isian.get(kode="IKU-1")


def sign_in(page, by):
    client = Client()
    client.force_login(by.user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.house}
    page.context.add_cookies([cookie])


def saved(page, isian):
    expect(page.locator(f"#simpan-b{isian.pk}")).to_contain_text("Tersimpan 09.")


def kept(page):
    """The names of the rows that lie on this device."""
    return page.evaluate("Object.keys(localStorage).filter(n => n.startsWith('luring:')).sort()")


def lose_answers(page):
    """The server saves, and nobody hears of it."""

    def lost(route):
        route.fetch()
        route.abort()

    page.route("**/simpan/", lost)


def cut(page):
    page.route("**/simpan/", lambda route: route.abort())


def mend(page):
    page.unroute("**/simpan/")
    page.evaluate("window.dispatchEvent(new Event('online'))")


def thirty_rows():
    """Every third indicator is a figure of its own; the others are measured by their parts."""
    return [
        (f"IKK-{n}", f"Indikator nomor {n}", "IKK", "mutasi", "%" if n % 3 else "orang", "tinggi",
         "100", "25 50 75 100", bool(n % 3))
        for n in range(1, 31)
    ]  # fmt: skip
