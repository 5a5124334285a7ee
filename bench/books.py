"""A form of 1,000 rows as a workbook: out, in, its preview, and confirmed; wall time, queries, memory.

python -m bench.books [ROWS]        Exit status: how many figures are over their limit.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from statistics import median

ROUNDS = 3
LIMITS = {"unduh": 3.0, "unggah sampai pratinjau": 3.0}  # seconds


def set_up(rows: int):
    """A house of its own in a fresh SQLite, with one form of so many rows, open for its Staf."""
    room = tempfile.mkdtemp(prefix="sakip-bench-")
    os.environ["DATABASE_URL"] = f"sqlite:///{room}/bench.sqlite3"
    os.environ["SAKIP_VAR"] = room
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # static files without a manifest
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from bench import house

    house.FORM_ROWS, draw = rows, house._form
    house._form = lambda made: _with_parts(made) or draw(made)
    made = house.make_house(0, rows)
    from django.test import Client

    browser = Client()
    browser.force_login(made.staf.user)
    return made, browser


def _with_parts(made):
    """Every second indicator has parts: its result is a live formula in the workbook."""
    from django.db.models import F

    from sakip.planning.models import Indikator

    every = Indikator.objects.filter(instansi=made.instansi).annotate(odd=F("urut") % 2)
    every.filter(odd=1).update(pembilang="yang memenuhi", penyebut="seluruhnya", satuan="%")


def filled(content: bytes) -> bytes:
    """Every row with a figure and two texts, saved as a spreadsheet program would."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    sheet = book["Formulir"]
    head = next(n for n in range(1, 40) if sheet.cell(n, 2).value == "Kode")
    at = {sheet.cell(head, c).value: c for c in range(1, 30)}
    for n in range(head + 1, sheet.max_row + 1):
        if sheet.cell(n, at["Realisasi"]).protection.locked:
            sheet.cell(n, at["Pembilang"]).value, sheet.cell(n, at["Penyebut"]).value = n, 2000
        else:
            sheet.cell(n, at["Realisasi"]).value = n * 1.25
        sheet.cell(n, at["Faktor penghambat"]).value = "Pejabat berganti pada pertengahan triwulan."
        sheet.cell(n, at["Rencana tindak lanjut"]).value = "Menyusun jadwal baru bersama unit."
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(deed):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        answer = deed()
        return time.perf_counter() - began, len(queries), answer


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    made, browser = set_up(rows)
    from django.core.files.uploadedfile import SimpleUploadedFile

    base = f"/formulir/{made.form}"
    spent = {name: [] for name in LIMITS}
    for _ in range(ROUNDS):
        took, _, answer = timed(
            lambda: b"".join(browser.get(f"{base}/unduh.xlsx").streaming_content)
        )
        spent["unduh"].append(took)
    content = filled(answer)
    print(f"{rows} baris, {len(content) // 1000} kB")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(ROUNDS):
        took, count, page = timed(
            lambda: browser.post(
                f"{base}/unggah/", {"berkas": SimpleUploadedFile("f.xlsx", content)}, follow=True
            )
        )
        spent["unggah sampai pratinjau"].append(took)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"unggah dan pratinjau: {count} kueri, {len(page.content) // 1000} kB, +{grown // 1000} MB"
    )
    address = page.redirect_chain[-1][0]
    sent = {"aksi": "terapkan", "seen": page.context["seen"]}
    took, count, answer = timed(lambda: browser.post(address, sent))
    assert answer.status_code == 302, answer.status_code
    print(f"terapkan {len(page.context['plan'].changes)} perubahan: {took:.2f} s, {count} kueri")
    over = 0
    for name, limit in LIMITS.items():
        late = median(spent[name]) > limit
        over += late
        print(
            f"{name:26}{median(spent[name]):6.2f} s, paling lama {limit:.1f}{'  OVER' if late else ''}"
        )
    sys.exit(over)


if __name__ == "__main__":
    main()
