"""Saving one row while it is being typed: the same door as the page's button, answered as data."""

from __future__ import annotations

from decimal import Decimal

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from sakip.lib import tanggal
from sakip.lib.angka import percent, show
from sakip.people.offices import any_office
from sakip.sop.perform import Conflict

from . import grid
from .butir import Butir
from .form_page import LIGHT, difference, title_of
from .form_rules import is_answered
from .gates import downloads, find_form
from .hitung import adds_up, earlier_values
from .isian import Isian, RealisasiAnggaran
from .rekap import Row
from .saving import Outcome
from .typed import mark, shown_figures, shown_texts
from .views import brought, save

MARKS = {"m": "isian", "mt": "isian", "mj": "butir", "mr": "anggaran"}
OF_INPUT = {"jw": "butir", "rp": "anggaran"}
STATUS = {"tersimpan": 200, "galat": 422, "ditolak": 422, "bentrok": 409}


@require_POST
@any_office
def simpan(request, pk):
    """What became of the rows that were sent, and how they stand now (see `answer`)."""
    form = find_form(request, pk)
    if request.POST.get("pengguna") != str(request.user.pk):
        said = f"Yang masuk pada peramban ini sekarang {request.user}; baris ini milik orang lain."
        return JsonResponse({"hasil": "orang_lain", "kata": [said]}, status=409)
    page = brought(request, form)
    if page is None or (found := save(request, form, page)) is None:
        return JsonResponse({"hasil": "tertutup", "kata": [str(Conflict(form))]}, status=409)
    outcome, seen = found
    said = answer(request, form, outcome)
    return JsonResponse(said | {"seen": seen}, status=STATUS[said["hasil"]])


def answer(request, form, outcome: Outcome) -> dict:
    """hasil: the worst that happened; hal: each thing that was named, as it stands now:
    its marks and inputs, the cells that follow from them, both values where it is in conflict.
    """
    asked = _asked(request.POST)
    results = [
        ("bentrok", outcome.conflicts),
        ("galat", outcome.faults),
        ("ditolak", outcome.refused),
    ]
    things = {**_rows(form, asked["isian"]), **_answers(form, asked["butir"])}
    _links(things, request, form, outcome)
    things |= _spending(form, asked["anggaran"])
    for name in outcome.faults:  # nothing of a thing with a fault was written: it stays as typed
        letters, pk = name.split("-")[:2]
        things.pop(f"{OF_INPUT.get(letters, 'isian')}-{pk}", None)
    for name, found in outcome.conflicts.items():
        things[name]["bentrok"] = _choice(name, found, request.POST)
    rows = list(form.isian.values_list(*LIGHT))
    return {
        "hasil": next((word for word, there in results if there), "tersimpan"),
        "pukul": tanggal.clock(tanggal.now(), form.instansi.zona).split()[0],
        "hal": things,
        "galat": {
            name: {"kata": fault.message, "saran": fault.suggestion or ""}
            for name, fault in outcome.faults.items()
        },
        "kata": outcome.refused,
        "terjawab": sum(is_answered(*light[3:]) for light in rows if not light[2]),
    }


def _asked(posted) -> dict[str, list[str]]:
    """{"isian": ["12"], "butir": [], "anggaran": []}: what the marks of the page name."""
    asked: dict[str, list[str]] = {kind: [] for kind in MARKS.values()}
    for name in posted:
        letters, _, pk = name.partition("-")
        if letters in MARKS and pk.isascii() and pk.isdigit() and len(pk) < 16:
            asked[MARKS[letters]].append(pk)
    return asked


def _rows(form, ids) -> dict[str, dict]:
    rows = list(Isian.objects.filter(formulir=form, pk__in=ids)) if ids else []
    earlier = earlier_values(form.run, {i.indikator_id for i in rows if adds_up(i.kamus)})
    found = {}
    for isian in rows:
        isian.formulir = form
        pk, figures, texts = isian.pk, shown_figures(isian), shown_texts(isian)
        row = Row(isian, None if isian.bulan else earlier)
        cells = grid.capaian_cell(row)
        if isian.has_parts and not isian.is_predicate:
            cells += grid.result_cell(row)
        found[f"isian-{pk}"] = {
            "tanda": {
                f"m-{pk}": mark(isian.version, figures),
                f"mt-{pk}": mark(isian.version, texts),
            },
            "nilai": {f"{n}-{pk}": value for n, value in (figures | texts).items()},
            "potongan": cells,
        }
    return found


def _links(things, request, form, outcome: Outcome) -> None:
    """Of a link that was sent with its row: its inputs are empty now, and it lies in the cell.

    A row in conflict keeps its link as typed: it goes with what the person chooses.
    """
    sent = (name.removeprefix("bt-") for name in request.POST if name.startswith("bt-"))
    for pk in sent:
        found = things.get(f"isian-{pk}")
        if found is None or f"isian-{pk}" in outcome.conflicts:
            continue
        found["nilai"] |= {f"bt-{pk}": "", f"bn-{pk}": ""}
        row = Row(form.isian.get(pk=pk))
        row.isian.formulir = form
        opens = downloads(request.offices, form)
        line = grid.Line(row, url=form.get_absolute_url(), editable=True, downloads=opens)
        found["potongan"] += grid.evidence_cell(line)


def _answers(form, ids) -> dict[str, dict]:
    rows = Butir.objects.filter(isian__formulir=form, pk__in=ids) if ids else []
    return {
        f"butir-{b.pk}": {
            "tanda": {f"mj-{b.pk}": mark(b.version, {"jw": b.jawaban})},
            "nilai": {f"jw-{b.pk}": b.jawaban},
        }
        for b in rows
    }


def _spending(form, ids) -> dict[str, dict]:
    found = {}
    for line in RealisasiAnggaran.objects.filter(formulir=form, pk__in=ids) if ids else []:
        shown = "" if line.realisasi is None else show(line.realisasi, 0)
        share = Decimal(line.realisasi * 100) / line.pagu if shown and line.pagu else None
        found[f"anggaran-{line.pk}"] = {
            "tanda": {f"mr-{line.pk}": mark(line.version, {"rp": shown})},
            "nilai": {f"rp-{line.pk}": shown},
            "potongan": f'<span id="hs{line.pk}">{percent(share)}</span>',
        }
    return found


def _choice(name, found, posted) -> str:
    """Both values side by side and the two ways on, to stand below the row."""
    context = {
        "name": name,
        "title": title_of(found.thing),
        "message": found.message,
        "version": found.version,
        "rows": difference(found.thing, posted),
    }
    return render_to_string("collection/bagian/bentrok_baris.html", {"c": context})
