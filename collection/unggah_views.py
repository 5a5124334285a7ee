"""The workbook of a form there and back: download, upload, preview with its questions, confirmation."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sakip.lib.table import Column, Group, Table
from sakip.papers import contents
from sakip.papers.files import Made, serve
from sakip.people.offices import any_office
from sakip.sop import access

from .buku import Bahan
from .buku_tulis import workbook
from .cap import WrongBook
from .gates import find_form, reads, writer
from .isian import closed_form
from .merah import red_workbook
from .tanya import MINE, RECORDED, Jawaban
from .typed import is_number
from .unggahan import LIMIT, Overtaken, Unggahan, apply, receive

PAGE = 40
THING = re.compile(r"(isian|butir|anggaran)-[0-9]{1,15}")
LONG = 400  # letters of a value on the preview
CHANGES = [Column("Hal"), Column("Sekarang"), Column("Menjadi"), Column("Sel", "utuh")]
MOVED = "Formulir berubah sejak pratinjau dibuka. Tidak ada yang ditulis; periksa sekali lagi."
WAITING = "Masih ada yang perlu diperbaiki atau dijawab. Tidak ada yang ditulis."


@require_GET
@any_office
def unduh(request, pk):
    """The form as a workbook; yellow is what this person may fill in now."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    made = workbook(Bahan(form, writer(request, form)))
    return serve(request, _book(form, "", made))


def _book(form, what, content) -> Made:
    return Made(f"{form.nomor.replace('/', '-')}{what}.xlsx", contents.XLSX.mime, content)


def open_form(request, pk):
    """(the form, the office that may fill it now, "") or (the form, None, why not)."""
    form = find_form(request, pk)
    if (by := writer(request, form)) is not None:
        return form, by, ""
    mine = [o for o in request.offices if access.may(o, "E", form, "pengisian")]
    if not mine or not reads(request.offices, form):
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    return form, None, next(filter(None, (closed_form(form, o) for o in mine)), "")


@require_http_methods(["GET", "POST"])
@any_office
def unggah(request, pk):
    """Bring a filled workbook. What is no workbook of this form is refused with its reason."""
    form, by, closed = open_form(request, pk)
    refused = ""
    if request.method == "POST" and by:
        file = request.FILES.get("berkas")
        try:
            if file is None:
                raise ValidationError("Pilih berkasnya dahulu.")
            return redirect("formulir_unggahan", form.pk, receive(form, by, file).pk)
        except WrongBook as fault:
            refused = str(fault)
        except ValidationError as fault:
            refused = " ".join(fault.messages)
    shown = {
        "form": form,
        "run": form.run,
        "closed": closed,
        "refused": refused,
        "limit": LIMIT // contents.MB,
        "waiting": _mine(request, form).filter(status=Unggahan.Status.MENUNGGU).first(),
    }
    return render(request, "collection/unggah.html", shown, status=422 if refused else 200)


def _mine(request, form):
    """Uploads are seen by whoever brought them, and by nobody else."""
    return Unggahan.objects.filter(formulir=form, by__user=request.user).select_related("berkas")


def _find(request, form, nomor: int) -> Unggahan:
    found = _mine(request, form).filter(pk=nomor).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@any_office
def unggahan(request, pk, nomor):
    """What the workbook would change, with its faults and questions; nothing is written but by its
    button, and then all of it."""
    form, by, closed = open_form(request, pk)
    upload = _find(request, form, nomor)
    if not upload.open or not by:
        return _closed(request, form, by, upload, closed)
    if request.method == "GET":
        return _preview(request, form, by, upload)
    if request.POST.get("aksi") == "batal":
        Unggahan.objects.filter(pk=upload.pk, status=Unggahan.Status.MENUNGGU).update(
            status=Unggahan.Status.BATAL
        )
        messages.success(request, "Unggahan dibatalkan. Tidak ada yang ditulis.")
        return redirect(form.get_absolute_url())
    upload = _answered(request, upload)
    if request.POST.get("aksi") != "terapkan":
        return redirect(request.get_full_path())
    try:
        count = apply(upload, form, by, request.POST.get("seen", ""))
    except Overtaken as moved:
        upload.refresh_from_db(fields=["status"])
        if not upload.open:  # it was applied by the same click a moment ago
            return _closed(request, form, by, upload)
        return _preview(request, form, by, upload, moved=moved)
    messages.success(request, f"{count} perubahan dari {upload} tersimpan.")
    return redirect(form.get_absolute_url())


def _closed(request, form, by, upload: Unggahan, closed=""):
    """On, with a sentence that says what has become of the upload, or of the form."""
    messages.info(request, closed or f"Unggahan {upload} {upload.get_status_display().lower()}.")
    again = by and upload.status == Unggahan.Status.BATAL
    return redirect("formulir_unggah" if again else "formulir", form.pk)


def _answered(request, upload: Unggahan) -> Unggahan:
    """Keep ticks and choices with the upload; what the page did not show stays as it was."""
    posted = request.POST
    with transaction.atomic():
        upload = Unggahan.objects.select_for_update(of=("self",)).select_related("berkas").get(
            pk=upload.pk
        )  # fmt: skip
        if not upload.open:
            return upload
        old = Jawaban(**upload.jawaban)
        asked = set(posted.getlist("tanya-titik"))
        ticked = [key for key in old.titik if key not in asked]
        choices = dict(old.pilih)
        for field, choice in posted.items():
            name = field.removeprefix("pilih-")
            version = posted.get(f"kini-{name}", "")
            named = name != field and THING.fullmatch(name)
            if named and choice in (MINE, RECORDED) and is_number(version):
                choices[name] = [choice, int(version)]
        ticked += [key for key in posted.getlist("titik") if key in asked]
        upload.jawaban = Jawaban(ticked, choices).data()
        upload.save(update_fields=["jawaban"])
    return upload


@require_GET
@any_office
def kesalahan(request, pk, nomor):
    """The same workbook with what is wrong in red, and why beside each cell."""
    form, by, _ = open_form(request, pk)
    upload = _find(request, form, nomor)
    if not upload.open or not by:
        raise Http404
    return serve(request, _book(form, " kesalahan", red_workbook(upload.plan(form, by))))


def _preview(request, form, by, upload, *, moved: Overtaken | None = None):
    plan = upload.plan(form, by)
    page = Paginator(plan.changes, PAGE).get_page(request.GET.get("halaman"))
    waiting = plan.open_conflicts
    shown = {
        "form": form,
        "run": form.run,
        "upload": upload,
        "plan": plan,
        "groups": plan.groups,
        "faults": len(plan.faults),
        "conflicts": waiting[:PAGE],
        "more_conflicts": len(waiting[PAGE:]),
        "chosen": [c for c in plan.conflicts if c.choice],
        "names": len({c.name for c in plan.changes}),
        "page": page,
        "tabel": Table("Perubahan", CHANGES, list(_rows(page)), tight=True),
        "seen": plan.seen(),
        "moved": [_why(request, plan), *moved.outcome.refused] if moved else [],
    }
    return render(request, "collection/unggahan.html", shown, status=409 if moved else 200)


def _why(request, plan) -> str:
    """Why the button wrote nothing: the page is old, or something on it waits."""
    same = request.POST.get("seen", "") == plan.seen()
    return WAITING if same and not plan.ready else MOVED


def _rows(changes):
    """The changes under the row they belong to."""
    name = None
    for change in changes:
        if change.name != name:
            name = change.name
            yield Group(f"{name} {change.title}")
        yield (change.label, _short(change.old), _short(change.new), change.cell)


def _short(text: str) -> str:
    if not text:
        return "kosong"
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0]} …"
