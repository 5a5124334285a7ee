"""Looking at a page in a real browser: accessible, quiet, and whole at every width."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1366, 1920)


def faults(page):
    """What axe finds; it looks at style sheets by itself only without `preload`."""
    found = Axe().run(page, options={"runOnly": RULES, "preload": False}).response["violations"]
    return [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]


def wider_than_its_window(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def look(page, address):
    """The page at every width: no complaint of the browser, no fault, nothing beyond the window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(page.house + address)
        assert not page.complaints, (address, width, page.complaints)
        assert not wider_than_its_window(page), (address, width)
    found = faults(page)
    assert not found, (address, found)
    page.complaints.clear()  # axe itself writes styles, which the policy refuses
