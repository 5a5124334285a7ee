"""The page where a block out of a spreadsheet is looked at before all of it is taken, or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render

from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import conflict_page
from sakip.sop.perform import Blocked, Conflict, write
from sakip.trail.models import Kind
from sakip.trail.note import note

from .gates import find_form, writer
from .tempel import GRID, TITLES, Block, NotABlock, lay
from .typed import is_number


@any_office
def tempel(request, pk):
    """GET: a place to paste into. POST: what the block would do; with aksi=catat it is done."""
    form = find_form(request, pk)
    by = writer(request, form)
    if by is None:
        if request.method == "POST" and any(
            access.may(o, "E", form, "pengisian") for o in request.offices
        ):
            return conflict_page(request, Conflict(form), form.get_absolute_url())
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    if request.method != "POST":
        return page(request, form)
    try:
        if request.POST.get("aksi") == "catat":
            return record(request, form, by)
        block = read(request, form)
    except NotABlock as slip:
        return page(request, form, fault=str(slip), status=422)
    return page(request, form, block=block, status=422 if block.faults else 200)


def record(request, form, by):
    """Take the block as it reads under the lock of the case, or show again what stands in the way.

    Each row is written in the version its preview showed: what somebody else changed since then
    stops the whole block.
    """
    try:
        with transaction.atomic():
            type(form.run)._base_manager.select_for_update().get(pk=form.run_id)
            block = read(request, form)
            rows = take(form, block, by, request.POST) if ready(request, block) else None
    except (Conflict, Blocked) as stop:
        said = f"{stop} Tidak ada yang dicatat; periksa lagi di bawah ini."
        return page(request, form, block=read(request, form), fault=said, status=409)
    if rows is None:
        return page(request, form, block=block, status=422 if block.faults else 200)
    if rows:
        said = f"{block.changes} sel pada {rows} baris dicatat dari tempelan."
        messages.success(request, said)
    else:
        messages.info(request, "Sudah tercatat; tidak ada yang berubah.")
    return redirect(form.get_absolute_url())


def read(request, form) -> Block:
    rows = list(form.isian.all())
    for isian in rows:
        isian.formulir = form
    start = request.POST.get("mulai", "n")
    positions = [int(p) for p in request.POST.get("baris", "").split(",") if is_number(p)]
    if is_number(first := request.POST.get("dari", "")):
        ids = [isian.pk for isian in rows]
        positions = ids[ids.index(int(first)) :] if int(first) in ids else []
    return lay(
        request.POST.get("blok", ""),
        rows,
        start=start if start in [*GRID, "t"] else "n",
        positions=positions,
    )


def ready(request, block: Block) -> bool:
    """Nothing unreadable, and every column of dotted figures accepted by its tick."""
    return not block.faults and all(f"terima-{n}" in request.POST for n in block.offers)


def take(form, block: Block, by, posted) -> int:
    """Every change through the door, with one line in the log; how many rows. To be called in a
    transaction: Conflict and Blocked leave nothing."""
    changed = [line for line in block.laid if line.isian and line.fields and line.changes]
    for line in changed:
        version = posted.get(f"v-{line.isian.pk}", "")
        write(line.isian, by=by, seen=f"{line.isian.pk}-{version}", **line.fields)
    if changed:
        note(
            Kind.UPLOAD,
            instansi=form.instansi,
            by=by,
            obj=form,
            note=f"{form.nomor}: {block.changes} perubahan pada {len(changed)} baris "
            "dari tempelan.",
            data={"baris": sorted(line.isian.sebutan for line in changed)},
        )
    return len(changed)


def page(request, form, *, block: Block | None = None, fault="", status=200):
    offers = block.offers if block else []
    context = {
        "form": form,
        "run": form.run,
        "tempelan": block,
        "columns": [(n, TITLES[n], n in offers) for n in block.letters] if block else [],
        "lines": [
            (line, [(TITLES[n], line.cells.get(n)) for n in block.letters]) for line in block.laid
        ]
        if block
        else [],
        "may_take": bool(block and block.changes and not block.faults),
        "ticked": [n for n in offers if f"terima-{n}" in request.POST],
        "unticked": request.POST.get("aksi") == "catat" and offers,
        "fault": fault,
        "posted": {name: request.POST.get(name, "") for name in ("blok", "mulai", "baris", "dari")},
        "rows": [] if block else [(i.pk, i) for i in form.isian.filter(terbuka=True)],
        "starts": [(n, TITLES[n]) for n in GRID],
    }
    return render(request, "collection/tempel.html", context, status=status)
