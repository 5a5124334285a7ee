"""The page of a report for the press: kop, title, its tables as on the screen, footnotes."""

from __future__ import annotations

from django.template.loader import get_template

from sakip.papers import logo
from sakip.papers.issue import letterhead


def page_of(report, document, kertas: str) -> tuple[str, dict[str, bytes]]:
    """(HTML, logos) of a report on F4 or A4, as sakip.papers.pdf.Press takes them."""
    subject = report.subject
    instansi = subject.instansi
    data = {
        **document,
        "banyak": len(document["tabel"]) > 1,
        "kop": letterhead(instansi),
        "nomor": "",
        "tempat": instansi.tempat,
        "tanggal": subject.day.isoformat(),
        "contoh": instansi.contoh,
        "kertas": kertas,
        "melintang": report.landscape,
        **report.context(),
    }
    return get_template(report.template).render(data), logo.of(data)
