"""The list of dispositions: sheets and the orders that came of them, open, mine, or late."""

from __future__ import annotations

from django.apps import apps
from django.shortcuts import render
from django.utils.html import format_html

from sakip.lib import tanggal
from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Row, Table
from sakip.people.models import Role
from sakip.people.offices import any_office
from sakip.sop.inbox import light
from sakip.sop.step import FINISHED

from .lembar import LembarDisposisi
from .look import state_badge
from .naskah import subject
from .seeing import for_me, orders, sheets
from .tindak import TindakLanjut
from .words import SIFAT_LOOK, shortened

PAGE = 50
FILTERS = {
    "terbuka": "Belum selesai",
    "saya": "Menunggu saya",
    "lewat": "Lewat batas waktu",
    "semua": "Semua",
}
EMPTY = {
    "terbuka": ("Tidak ada yang terbuka", "Semua disposisi telah ditindaklanjuti."),
    "saya": ("Tidak ada yang menunggu Anda", "Tugas baru juga muncul pada Beranda."),
    "lewat": ("Tidak ada yang lewat", "Semua tindak lanjut masih dalam batas waktunya."),
    "semua": ("Belum ada disposisi", "Disposisi ada setelah laporan disetujui Sekretaris."),
}


@any_office
def daftar(request):
    """Sheets, newest first; orders, nearest deadline first, fifty a page."""
    chosen = request.GET.get("saring", "")
    chosen = chosen if chosen in FILTERS else "terbuka"
    page = _page_number(request)
    papers = list(_sheets(request, chosen)[:PAGE]) if page == 1 else []
    work = list(_orders(request, chosen)[(page - 1) * PAGE : page * PAGE + 1])
    found = runs_of(papers, work[:PAGE])
    for sheet in papers:
        sheet.run = found[sheet.run_type.model_class()._meta.label_lower, sheet.run_id]
    title, text = EMPTY[chosen]
    return render(
        request,
        "disposition/daftar.html",
        {
            "filters": FILTERS.items(),
            "chosen": chosen,
            "sheets": sheet_table(request, papers) if papers else None,
            "orders": order_table(request, work[:PAGE], found) if work else None,
            "empty_title": title,
            "empty_text": text,
            "page": page,
            "more": len(work) > PAGE,
        },
    )


def _page_number(request) -> int:
    said = request.GET.get("halaman", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 7 else 1


def _sheets(request, chosen):
    found = sheets(request.instansi, request.offices).select_related("run_type")
    turn = {Role.SEKRETARIS: "sajikan", Role.KEPALA: "disposisi"}
    if chosen == "terbuka":
        return found.exclude(at=FINISHED)
    if chosen == "saya":
        return found.filter(at__in=[turn[o.role] for o in request.offices if o.role in turn])
    return found.none() if chosen == "lewat" else found


def _orders(request, chosen):
    found = orders(request.instansi, request.offices).select_related("unit")
    if chosen == "terbuka":
        found = found.open()
    elif chosen == "saya":
        found = found.filter(for_me(request.offices))
    elif chosen == "lewat":
        found = found.late(request.instansi.today())
    return found.order_by("tenggat", "pk")


def runs_of(papers, work) -> dict:
    """{(label, id): run} of everything on the page, without the runs' heavy documents."""
    wanted: dict[str, set[int]] = {}
    for sheet in papers:
        label = sheet.run_type.model_class()._meta.label_lower
        wanted.setdefault(label, set()).add(sheet.run_id)
    for order in work:
        wanted.setdefault(order.case_label, set()).add(order.case_id)
    return {
        (label, pk): run
        for label, ids in wanted.items()
        for pk, run in light(apps.get_model(label).objects.all()).in_bulk(ids).items()
    }


# -- tables ----------------------------------------------------------------------------------


def sheet_table(request, papers) -> Table:
    columns = [
        Column("Laporan"),
        Column("Keadaan", plain=True),
        Column("Sejak", "utuh"),
    ]
    whole = any(o.role != Role.ADMIN for o in request.offices)
    rows = [_sheet_row(request, sheet, whole) for sheet in papers]
    return Table("Lembar Disposisi", columns, rows)


def _sheet_row(request, sheet: LembarDisposisi, whole: bool):
    name = subject(sheet.run)
    look = SIFAT_LOOK.get(sheet.sifat)
    urgent = lencana(look[0], sheet.get_sifat_display(), look[1]) if look and whole else ""
    head = tautan(sheet.get_absolute_url(), name) if whole else name
    return Row(
        (
            format_html("{} {}", head, urgent),
            state_of(sheet),
            tanggal.moment(sheet.since, request.instansi.zona),
        )
    )


def state_of(sheet):
    if sheet.finished:
        return lencana("hijau", "Didisposisi", "check2")
    if sheet.at == "disposisi":
        return lencana("biru", "Menunggu Kepala Badan", "play-fill")
    return lencana("abu", "Disiapkan Sekretaris", "pencil")


def order_table(request, work, found) -> Table:
    columns = [
        Column("Tindak lanjut"),
        Column("Dikerjakan oleh"),
        Column("Batas waktu", "utuh"),
        Column("Keadaan", plain=True),
    ]
    rows = [_order_row(request, order, found) for order in work]
    return Table("Tindak lanjut", columns, rows)


def _order_row(request, order: TindakLanjut, found):
    run = found[order.case_label, order.case_id]
    return Row(
        (
            format_html(
                '{}<br><span class="mikro">{}, {}</span>',
                tautan(order.get_absolute_url(), shortened(order.uraian)),
                order.get_asal_display(),
                run,
            ),
            order.done_by,
            tanggal.long_date(order.tenggat),
            state_badge(order, request.instansi),
        )
    )
