"""From the frozen data of a paper to its PDF: the page as HTML here, the setting in a child process.

Never called by a page: a worker does it (tasks.py). WeasyPrint itself lives in press.py.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass

import segno
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from . import logo
from .child import Child, Fault, Overrun
from .kinds import Kind
from .press import SECONDS

JOBS = 20  # after so many the child is begun anew, so that its memory is returned


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


class NotMade(Exception):
    """The file could not be made; the text says why, for the people of the office."""


class Press:
    """The child that sets pages, kept from one paper to the next: it has the fonts read already."""

    def __init__(self):
        self.child, self.jobs = Child("sakip.papers.press"), 0

    def make(self, html: str, *, identifier: str, logos: dict[str, bytes], beat=None) -> Pdf:
        """Set one page. Raises NotMade after 60 s, above 1 GB, and where WeasyPrint cannot."""
        question = json.dumps(
            {
                "html": html,
                "identifier": identifier,
                "logos": {n: base64.b64encode(b).decode() for n, b in logos.items()},
            }
        ).encode()
        try:
            answer = self.child.ask(question, seconds=SECONDS, beat=beat)
        except Overrun as end:
            raise NotMade(f"Pembuatan PDF terhenti: {end}.") from None
        except Fault as fault:
            raise NotMade(f"PDF tidak dapat dibuat: {fault}.") from None
        self.jobs += 1
        if self.jobs >= JOBS:
            self.close()
        return Pdf(answer[4:], struct.unpack(">I", answer[:4])[0])

    def close(self) -> None:
        self.jobs = 0
        self.child.close()


def paper_pdf(press: Press, paper, beat: Callable[[], object] | None = None) -> Pdf:
    """The PDF of one paper, out of its kind and its frozen data alone."""
    html = html_of(paper.kind, paper.data, paper.data_hash)
    return press.make(html, identifier=paper.data_hash, logos=logo.of(paper.data), beat=beat)


def html_of(kind: Kind, data: dict, data_hash: str = "") -> str:
    """The page of a paper. `data` as its template's first lines describe it (templates/papers/)."""
    context = {
        **data,
        "melintang": kind.landscape,
        "sidik": data_hash,
        "situs": data.get("situs", "").rstrip("/"),
        "qr": qr(check_address(data, data_hash)) if data_hash and data.get("ttd") else "",
    }
    return get_template(f"papers/{kind.template}.html").render(context)


def check_address(data: dict, data_hash: str) -> str:
    """Where the paper can be checked; without the office's own address only the path."""
    return f"{data.get('situs', '').rstrip('/')}/cek/{data_hash}"


def qr(text: str) -> SafeString:
    """A QR code as SVG; attributes only, because no stylesheet reaches into an SVG."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    side = code.symbol_size(border=0)[0]
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return mark_safe(  # noqa: S308 - digits and letters of ours alone
        f'<svg viewBox="0 0 {side} {side}" role="img" aria-label="Kode QR halaman pemeriksaan '
        f'naskah"><title>Kode QR halaman pemeriksaan naskah</title>'
        f'<path d="{path}" fill="#000"/></svg>'
    )
