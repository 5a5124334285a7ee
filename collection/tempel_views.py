"""The page where a block out of a spreadsheet is looked at before all of it is taken, or nothing."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render

from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import conflict_page
from sakip.sop.perform import Blocked, Conflict, lock, write
from sakip.trail.models import Kind
from sakip.trail.note import note

from .gates import find_form, writer
from .tempel import GRID, LONGEST_BLOCK, TITLES, Block, NotABlock, lay
from .typed import is_number

PREVIEW, BLOCK = "pratinjau", "tempelan"  # in the address; in the session
GONE = "Tempelan itu sudah dicatat atau diganti. Tempel lagi bila masih ada yang perlu dicatat."


@any_office
def tempel(request, pk):
    """GET: a place to paste into, or what the block would do. POST: a block, which is kept in the
    session until its preview has been answered; with aksi=catat it is done."""
    form = find_form(request, pk)
    by = writer(request, form)
    if by is None:
        if request.method == "POST" and any(
            access.may(o, "E", form, "pengisian") for o in request.offices
        ):
            return conflict_page(request, Conflict(form), form.get_absolute_url())
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    if request.method != "POST":
        return look(request, form)
    if request.POST.get("aksi") == "catat" and (answer := submit(request, form, by)):
        return answer
    return keep(request, form)


def keep(request, form, fault=""):
    """On to the preview, by an address of its own: one can leave it and come back."""
    names, longest = ("blok", "mulai", "baris", "dari", "aksi"), LONGEST_BLOCK + 1
    said = {name: request.POST.get(name, "")[:longest] for name in names}  # the reader says so
    said |= {name: "on" for name in request.POST if re.fullmatch("terima-[a-z]{1,2}", name)}
    request.session[BLOCK] = said | {"formulir": form.pk, "fault": fault}
    return redirect(f"{request.path}?{PREVIEW}")


def look(request, form):
    """The place to paste into; or the preview of what this person pasted last."""
    if PREVIEW not in request.GET:
        return page(request, form)
    said = request.session.get(BLOCK, {})
    if said.get("formulir") != form.pk:
        return page(request, form, notice=GONE)
    try:
        return page(request, form, said, read(said, form), fault=said["fault"])
    except NotABlock as slip:
        return page(request, form, said, fault=str(slip))


def submit(request, form, by):
    """Take the whole block as it reads under the lock of the case, and go on; None where it cannot
    be taken as it is.

    Each row is written in the version its preview showed: what somebody else changed since then
    stops the whole block.
    """
    try:
        with transaction.atomic():
            lock(form)
            block = read(request.POST, form)
            if not ready(request.POST, block):
                return None
            rows = take(form, block, by, request.POST)
    except NotABlock:
        return None
    except (Conflict, Blocked) as stop:
        return keep(request, form, f"{stop} Tidak ada yang dicatat; periksa lagi di bawah ini.")
    if rows:
        messages.success(request, f"{block.changes} sel pada {rows} baris dicatat dari tempelan.")
    else:
        messages.info(request, "Sudah tercatat; tidak ada yang berubah.")
    request.session.pop(BLOCK, None)
    return redirect(form.get_absolute_url())


def read(said, form) -> Block:
    rows = list(form.isian.all())
    for isian in rows:
        isian.formulir = form
    start = said.get("mulai", "n")
    positions = [int(p) for p in said.get("baris", "").split(",") if is_number(p)]
    if is_number(first := said.get("dari", "")):
        ids = [isian.pk for isian in rows]
        positions = ids[ids.index(int(first)) :] if int(first) in ids else []
    return lay(
        said.get("blok", ""),
        rows,
        start=start if start in [*GRID, "t"] else "n",
        positions=positions,
    )


def ready(said, block: Block) -> bool:
    """Nothing unreadable, and every column of dotted figures accepted by its tick."""
    return not block.faults and all(f"terima-{n}" in said for n in block.offers)


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


def page(request, form, said=None, block: Block | None = None, *, fault="", notice=""):
    said = said or {}
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
        "ticked": [n for n in offers if f"terima-{n}" in said],
        "unticked": said.get("aksi") == "catat" and offers,
        "fault": fault,
        "notice": notice,
        "posted": {name: said.get(name, "") for name in ("blok", "mulai", "baris", "dari")},
        "rows": [] if block else [(i.pk, i) for i in form.isian.filter(terbuka=True)],
        "starts": [(n, TITLES[n]) for n in GRID],
    }
    return render(request, "collection/tempel.html", context)
