"""The process that sets pages: WeasyPrint, which here may open nothing but what we hand it.

Run as `python -m sakip.papers.press` by pdf.py; it knows no Django and no database. Measured
(dependencies: WeasyPrint 70): reading the fonts costs as much as setting a hundred rows, so they
are read once a process; Python's garbage collector costs a fifth, so it rests while we set.
"""

from __future__ import annotations

import base64
import gc
import json
import struct
from functools import cache
from pathlib import Path

from sakip.papers.child import answer_questions

STATIC = Path(__file__).resolve().parents[2] / "static"
SHEET = "print.css"
# The only files there are, by name. Nothing is looked up in a folder by what a page asks for.
PACKAGED = {
    f"vendor/fonts/print/SourceSans3-{cut}.ttf.woff2": "font/woff2"
    for cut in ("Regular", "Semibold", "It")
}
VARIANT = "pdf/a-3a"  # for the archive: tagged, all fonts inside
MEMORY = 1 << 30
SECONDS = 60


def render(html: str, *, identifier: str, logos: dict[str, bytes] | None = None):
    """(bytes, pages) of an HTML page. The same input gives the same bytes, in any process."""
    from weasyprint import HTML

    sheet, fonts = _sheet()
    gc.disable()
    try:
        page = HTML(string=html, url_fetcher=_fetcher(logos or {}))
        document = page.render(stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT)
        made = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=identifier.encode(), pdf_tags=True
        )
        return made, len(document.pages)
    finally:
        gc.enable()


@cache
def _fetcher_class():
    """Deny all; hand out the packaged files by name, and the logos given with the page by hash."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def __init__(self, logos):
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.logos = logos

        def fetch(self, url, headers=None):
            scheme, _, name = url.partition(":")
            if scheme == "static" and name in PACKAGED:
                body, kind = (STATIC / name).read_bytes(), PACKAGED[name]
            elif scheme == "logo" and name in self.logos:
                body, kind = self.logos[name], "image/*"
            else:
                raise ValueError("not one of the files of this page")
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return Fetcher


def _fetcher(logos):
    return _fetcher_class()(logos)


@cache
def _sheet():
    """The print stylesheet and the fonts it names, read once.

    A browser shows the same sheet, where addresses are relative to it.
    """
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    text = (STATIC / SHEET).read_text().replace('url("vendor/', 'url("static:vendor/')
    return CSS(string=text, font_config=fonts, url_fetcher=_fetcher({})), fonts


def _answer(question: bytes) -> bytes:
    job = json.loads(question)
    logos = {name: base64.b64decode(text) for name, text in job["logos"].items()}
    made, pages = render(job["html"], identifier=job["identifier"], logos=logos)
    return struct.pack(">I", pages) + made


if __name__ == "__main__":
    answer_questions(_answer, memory=MEMORY, seconds=SECONDS, rest=gc.collect)
    _sheet.cache_clear()  # while Python is still whole, or the fonts' own farewell fails
