"""One value of a form seen close: what it means, what was promised, how it came about."""

from __future__ import annotations

from datetime import timedelta

from django.utils.safestring import SafeString

from measurement.kept import target_of
from measurement.rumus import rumus_umum
from sakip.planning.periods import Period

from . import banding, deret, grid, percakapan, words
from .form_page import FormPage
from .gates import downloads
from .isian import TEXTS, Riwayat

FIELDS = {
    "keadaan": "keadaan",
    "nilai": "nilai",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "teks": "predikat",
    "alasan": "alasan",
    "pendukung": "faktor pendukung",
    "penghambat": "faktor penghambat",
    "rencana": "rencana tindak lanjut",
    "bukti": "bukti",
    "jawaban": "jawaban",
}
SHOWN, READ = 30, 200  # lines of history on the page, and in the database before they are joined
SITTING = timedelta(minutes=10)  # what one person changes within it is told as one change


def detail(request, form, pk: int, outcome=None) -> dict:
    """The context of a value's page; its own inputs are the row of the grid, open."""
    page = FormPage(request, form, outcome=outcome, only=pk)
    line = page.lines[0]
    isian, row = line.isian, line.row
    line.texts = line.editable
    line.review = None
    return {
        **page.context(),
        "isian": isian,
        "row": row,
        "line": line,
        "rows": grid.html([line]),
        "polarity": words.polarity(isian.kamus),
        "formula": rumus_umum(isian.metode),
        "place": words.place(isian.kamus),
        "targets": targets(isian),
        "evidence": list(isian.bukti.select_related("berkas", "by__user")),
        "opens": downloads(request.offices, form),
        "history": [told(line_) for line_ in history(isian)],
        "butir": [returned(b, isian) for b in page.butir.get(isian.pk, [])],
        "texts": [(FIELDS[name], getattr(isian, name)) for name in TEXTS if getattr(isian, name)],
        "lamp": row.lamp,
        **deret.shown(isian),
        **percakapan.context(request, form, isian=isian),
    }


def targets(isian) -> list[tuple[str, str]]:
    """(period, target) of the year and of each of its periods, as copied into the row."""
    kamus, said = isian.kamus, isian.target

    def shown(target):
        return words.with_unit(words.target_words(target_of(target), kamus), kamus)

    rows = [(str(Period(code)), shown(t)) for code, t in sorted(said["periode"].items())]
    return [*rows, (f"Tahun {isian.formulir.run.tahun}", shown(said["tahun"]))]


def rinci(isian, form, offices) -> dict:
    """The context of the fragment below a row: the same in short."""
    isian.formulir = form
    every = list(isian.bukti.select_related("berkas").filter(dicabut=False))
    return {
        "isian": isian,
        "form": form,
        "instansi": form.instansi,
        "evidence": every,
        "opens": downloads(offices, form),
        "history": [told(line) for line in history(isian)[:5]],
        "percakapan": percakapan.threads_of(form, offices, isian=isian),
        **deret.shown(isian),
    }


def history(isian) -> list[Riwayat]:
    """Newest first. A value saved while it is typed leaves many lines: a sitting is one of them."""
    told_: list[Riwayat] = []
    for line in isian.riwayat.select_related("by__user").order_by("-pk")[:READ]:
        after = told_[-1] if told_ else None
        if after and after.by_id == line.by_id and after.on - line.on < SITTING:
            after.dari = line.dari
        else:
            told_.append(line)
    return [line for line in told_ if line.dari != line.ke][:SHOWN]


def told(line: Riwayat) -> dict:
    """One line of history: who, when, and each thing that changed, from and to."""
    changes = [
        (FIELDS.get(name, name), _said(name, line.dari.get(name)), _said(name, line.ke.get(name)))
        for name in line.ke
        if line.dari.get(name) != line.ke.get(name)
    ]
    return {"line": line, "changes": changes}


def _said(name, value) -> str:
    if value in (None, "", []):
        return "kosong"
    if isinstance(value, list):
        return ", ".join(value)
    if name == "keadaan":
        return words.STATES.get(value, value).lower()
    return words.bare(value) if name in ("nilai", "pembilang", "penyebut") else value


def returned(butir, isian) -> dict:
    """One return of this value: what was said of it, and old beside new as it was handed in."""
    said = banding.of(butir, isian.kamus, butir.nilai_lama, butir.bukti_lama)
    handed = butir.nilai_baru is not None
    return {
        "butir": butir,
        "lama": said["lama"],
        "banding": SafeString(banding.html(said)) if handed else "",
        "tanpa_bukti": handed and said["tanpa_bukti"],
    }
