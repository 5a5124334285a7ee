"""The pages of a unit's form: its grid, one value of it, its evidence, and the acts beside its rows."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from sakip.lib import tanggal
from sakip.papers import kinds as naskah
from sakip.papers.files import serve
from sakip.papers.issue import issued_of
from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import acting, capacities, conflict_page, sent_once
from sakip.sop.models import Reading
from sakip.sop.pages import act_page
from sakip.sop.perform import Blocked, Conflict, lock, perform
from sakip.sop.step import RETURN

from . import grid, typed
from .form_page import FormPage
from .gates import downloads, find_form, find_row, reads, writer
from .hadir import EVERY
from .isian import Bukti
from .moved import moved_on
from .posted import day_input
from .rekap import Row
from .saving import Outcome, Page

MARK = re.compile("(?:m|mt)-([0-9]{1,15})")
SENT = re.compile("(?:m|mt)-[0-9]{1,15}$|mj-|mr-")  # a row, an answer, a line of the spending
DONE = {
    "terima": "Formulir diterima. Tanda terima tercatat atas nama Anda.",
    "isi": "Formulir diajukan. Giliran berikutnya: penanggung jawab unit.",
    "serahkan": "Formulir diserahkan. Giliran berikutnya: Tim SAKIP.",
    "periksa": "Penyerahan diterima. Isian formulir ini dikunci.",
    RETURN: "Formulir dikembalikan.",
}


@any_office
def formulir(request, pk):
    """One unit's form: shown to who may see it, filled by its unit, judged by its head and Tim SAKIP."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        return state_page(request, form)
    if request.method == "POST":
        return submit(request, form)
    mark_opened(request, form)
    return form_page(request, form)


def form_page(request, form, *, outcome=None, reasons=(), status=200):
    page = FormPage(request, form, outcome=outcome)
    found = page.context(reasons) | {"every": EVERY}
    page.note_seen()
    return render(request, "collection/formulir.html", found, status=status)


def state_page(request, form):
    """How far a form is, for those who see its state and not what is in it."""
    if request.method == "POST":
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    return render(request, "collection/formulir_keadaan.html", FormPage(request, form).context())


def mark_opened(request, form) -> None:
    """That the unit has opened a form that waits for its receipt; a mark, nothing more."""
    if form.at != "terima":
        return
    for office in request.offices:
        if form.unit_id == office.unit_id and access.may(office, "E", form, "pengisian"):
            Reading.objects.get_or_create(
                instansi=form.instansi,
                run_label=form.label,
                run_id=form.pk,
                version=form.version,
                by=office,
                defaults={"on": tanggal.now()},
            )


# -- saving and acting --------------------------------------------------------------------------


def submit(request, form):
    """Files are looked through and kept before the lock is taken, for which others wait.

    Only a deed is done once: who went back to its page and saves what they changed has not sent it.
    """
    answer = sent_once(submitted) if request.POST.get("verb") else submitted
    return answer(request, form, brought(request, form))


def submitted(request, form, page):
    """Save what was typed, row by row; then open a row, check, or do what was pressed."""
    if (answer := save(request, form, page)) is None:
        return too_late(request, form)
    outcome, seen = answer
    verb = request.POST.get("verb", "")
    if not outcome.clean:
        return form_page(request, fresh(form), outcome=outcome, status=outcome.status)
    if verb:
        return act(request, form, verb, seen, outcome)
    if form.at == "periksa" and capacities(request, form, RETURN):
        return form_page(request, form)  # Tim SAKIP went to another part of it, with its marks
    if request.POST.get("aksi") == "periksa":
        return redirect("formulir_periksa", form.pk)
    if writer(request, form):
        saved = f"{len(outcome.saved)} perubahan tersimpan."
        messages.success(request, saved if outcome.saved else "Semua isian sudah tersimpan.")
    return redirect(back_to(request, form))


def brought(request, form, only=None) -> Page | None:
    """What a page sent of its rows, with its files kept; None where this person may not write."""
    if (by := writer(request, form)) is None:
        return None
    return Page(form, rows_of(request, form, only), by, request.POST, request.FILES)


def save(request, form, page: Page | None) -> tuple[Outcome, str] | None:
    """(what became of the page, the mark of the form after it); None: it may not be written.

    Under the lock of the case, so that the mark holds exactly what the page showed and brought.
    """
    seen = request.POST.get("seen", "")
    if page is None:
        return None if any(SENT.match(name) for name in request.POST) else (Outcome(), seen)
    with transaction.atomic():
        lock(form)
        current = seen == fresh(form).seen()
        outcome = page.write()
        return outcome, fresh(form).seen() if current else seen


def too_late(request, form):
    """The form has moved on since the page was opened; what was typed can be copied from the answer."""
    if not any(access.may(o, "E", form, "pengisian") for o in request.offices):
        raise PermissionDenied("Isi formulir ini tidak dapat Anda ubah.")
    lost = [line for row in rows_of(request, form) for line in typed.not_taken(row, request.POST)]
    return conflict_page(request, Conflict(form), form.get_absolute_url(), difference=lost)


def rows_of(request, form, only=None) -> list:
    """The rows of `form` that the page brings."""
    ids = {int(m[1]) for name in request.POST if (m := MARK.fullmatch(name))}
    rows = list(form.isian.filter(pk__in=ids & {only} if only else ids))
    for row in rows:
        row.formulir = form
    return rows


def act(request, form, verb, seen, outcome):
    """Do the pressed verb, in the state of the form that the page showed."""
    if verb not in (form.at, RETURN):
        return moved_on(request, form, Conflict(form), form.get_absolute_url())
    try:
        data = form.read_act(verb, request.POST)
        perform(
            form,
            verb,
            by=acting(request, form, verb),
            seen=seen,
            key=request.POST.get("key", ""),
            note=request.POST.get("catatan", "") if verb == RETURN else "",
            **data,
        )
    except Conflict as conflict:
        return moved_on(request, form, conflict, form.get_absolute_url())
    except (Blocked, ValidationError) as fault:
        reasons = fault.reasons if isinstance(fault, Blocked) else fault.messages
        return form_page(request, fresh(form), outcome=outcome, reasons=reasons, status=422)
    messages.success(request, DONE[verb])
    return redirect(form.get_absolute_url())


def fresh(form):
    """The form read anew, with the instansi and unit that are known already."""
    found = type(form)._base_manager.select_related("run", "unit", "instansi").get(pk=form.pk)
    found.run.instansi = found.instansi
    return found


def back_to(request, form) -> str:
    """The same tab and page; with a row opened where that was asked."""
    kept = {k: request.GET[k] for k in ("tab", "halaman") if k in request.GET}
    anchor = ""
    if typed.is_number(row := request.POST.get("rinci", "")):
        kept["rinci"], anchor = row, f"#b{row}"
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{form.get_absolute_url()}{query}{anchor}"


@any_office
def tindakan_formulir(request, pk, verb):
    """An act beside the rows of a form: take back, extend, close. It says first what will follow."""
    form = find_form(request, pk)
    proposed = max(form.tenggat or form.instansi.today(), form.instansi.today()) + timedelta(days=1)
    extra = {
        "tanggal": day_input("tenggat", request.POST, proposed) if verb == "perpanjang" else "",
        "gaps": gaps(form) if verb == "tutup" else [],
    }
    template = "collection/tindakan_formulir.html"
    return act_page(request, form, verb, template=template, extra=extra)


def gaps(form) -> list[str]:
    """What would stand as a gap in every report of the run, were the form closed now."""
    from .form_rules import missing

    rows = form.isian.filter(terbuka=True, terkunci=False)
    return [sentence for row in rows for sentence in missing(row)]


# -- one value ----------------------------------------------------------------------------------


@any_office
def isian(request, pk, row):
    """One value with all that belongs to it: meaning, targets, evidence, factors, history, returns."""
    form, one = find_row(request, pk, row)
    outcome = None
    if request.method == "POST":
        if (answer := save(request, form, brought(request, form, only=one.pk))) is None:
            return too_late(request, form)
        outcome, _ = answer
        if outcome.clean:
            if outcome.saved:
                messages.success(request, "Tersimpan.")
            return redirect(request.path)
    from .detail import detail

    found = detail(request, fresh(form), one.pk, outcome)
    return render(
        request, "collection/isian.html", found, status=outcome.status if outcome else 200
    )


@require_GET
@any_office
def rinci(request, pk, row):
    """The details of a value as a row below its own, opened and closed by script."""
    form, one = find_row(request, pk, row)
    from .detail import rinci as details

    found = details(one, form, request.offices)
    return render(request, "collection/bagian/rinci.html", found)


@require_GET
@any_office
def baris(request, pk, row):
    """The texts and evidence inputs of one row, opened below it by script."""
    form, one = find_row(request, pk, row)
    if writer(request, form) is None or not one.terbuka:
        raise Http404
    line = grid.Line(Row(one), url=form.get_absolute_url(), editable=True)
    return HttpResponse(grid.texts_row(line))


@require_GET
@any_office
def bukti(request, pk, berkas):
    """A piece of evidence, for who may download it."""
    form = find_form(request, pk)
    if not downloads(request.offices, form):
        raise Http404
    found = get_object_or_404(
        Bukti.objects.select_related("berkas"),
        pk=berkas,
        isian__formulir=form,
        berkas__isnull=False,
    )
    return serve(request, found.berkas)


@require_GET
@any_office
def blangko(request, pk):
    """The blank of this form as it was issued, to be printed and filled by hand."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    paper = issued_of(form.run, naskah.FORMULIR, unit=form.unit).first()
    if paper is None:
        raise Http404
    if not paper.file:
        return render(request, "sop/naskah.html", {"paper": paper})
    return serve(request, paper)
