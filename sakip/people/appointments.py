"""Settings of offices: the list, granting, correcting before first use, ending."""

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from sakip.lib import tanggal
from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Table

from . import checklist
from .models import Penugasan, Role
from .office_forms import EndForm, PenugasanForm
from .offices import administers, administers_all, only
from .person_forms import people_of
from .record import configured, entries

PAGE = 50


@only(Role.ADMIN, Role.KEPALA, Role.SEKRETARIS)
def index(request):
    """Who holds which office; the Kepala and the Sekretaris read what the admin has granted."""
    today, every = request.instansi.today(), "semua" in request.GET
    offices = Penugasan.objects.filter(instansi=request.instansi)
    if not every:
        offices = offices.not_over(today)
    offices = offices.select_related("user", "unit").order_by("unit__urut", "role", "-mulai", "pk")
    page = Paginator(offices, PAGE).get_page(request.GET.get("halaman"))
    admin = administers(request)
    columns = [
        Column("Orang"),
        Column("Jabatan"),
        Column("Peran"),
        Column("Unit"),
        Column("Berlaku"),
        Column("Keadaan", plain=True),
    ]
    rows = [_row(o, today, admin) for o in page]
    return render(
        request,
        "people/penugasan.html",
        {
            "page": page,
            "tabel": Table("Penugasan", columns, rows, early=True),
            "every": every,
            "admin": admin,
            "findings": checklist.overlaps(checklist.leading_offices(request.instansi)),
            "house": administers_all(request),
        },
    )


def _row(office, today, admin):
    name = str(office.user)
    return (
        tautan(reverse("kelola_penugasan_satu", args=[office.pk]), name) if admin else name,
        office.capacity,
        f"{office.get_role_display()}, ketua" if office.ketua else office.get_role_display(),
        office.unit.singkatan if office.unit else None,
        _term(office),
        _state(office, today),
    )


def _term(office):
    begins = f"sejak {tanggal.long_date(office.mulai)}"
    letter = format_html(' <span class="mikro">{}</span>', office.surat) if office.surat else ""
    if office.sampai:
        begins = (
            f"{tanggal.long_date(office.mulai)} sampai dengan {tanggal.long_date(office.sampai)}"
        )
    return format_html("{}{}", begins, letter)


def _state(office, today):
    if office.over(today):
        return lencana("abu", "Berakhir", "dash-circle")
    if office.mulai > today:
        return lencana("biru", "Belum mulai", "calendar-event")
    if office.run_label:
        return lencana("biru", "Satu proses", "flag")
    return "" if office.user.is_active else lencana("abu", "Nonaktif", "slash-circle")


@only(Role.ADMIN)
def grant(request):
    """Give an office; `?orang=7` to that person, `?run=label:12` for that one run alone."""
    instansi = request.instansi
    person = _person(request)
    run = run_named(request.GET.get("run", ""), instansi)
    form = PenugasanForm(
        request.POST or None,
        instansi=instansi,
        person=person,
        run=run,
        initial={"mulai": instansi.today(), "sifat": "plh" if run else "definitif"},
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            office = form.save()
            configured(request, f"Memberi {office.user} penugasan {office.capacity}.", office)
        for sentence in checklist.overlaps(checklist.leading_offices(instansi)):
            messages.warning(request, sentence)
        messages.success(request, f"{office.user} ditugaskan sebagai {office.capacity}")
        if run is not None:
            return redirect(run.get_absolute_url())
        return redirect("kelola_orang_satu", office.user_id)
    return render(
        request,
        "people/penugasan_baru.html",
        {"form": form, "person": person, "run": run, "house": administers_all(request)},
    )


def _person(request):
    if not (pk := request.GET.get("orang", "")):
        return None
    if not pk.isdecimal():
        raise Http404
    return get_object_or_404(people_of(request.instansi), pk=pk)


def run_named(text, instansi):
    """The topmost run that "collection.pengumpulan:12" names in `instansi`; None for "".

    The procedures stand floors above, so they are known by their label and by what makes a run.
    """
    if not text:
        return None
    label, _, pk = text.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    columns = {f.name for f in model._meta.get_fields()}
    if not {"instansi", "at", "periode", "revises"} <= columns or not pk.isdecimal():
        raise Http404
    return get_object_or_404(model, pk=pk, instansi=instansi)


@only(Role.ADMIN)
def one(request, pk):
    """One office: correct it as long as nothing was done in it; afterwards it can only end."""
    office = _office(request, pk)
    used = entries().filter(by=office).exists()
    over = office.over(request.instansi.today())
    correctable = not (used or over or office.role == Role.ADMIN)
    form = _correction(request, pk) if correctable else None
    ending = None if over else _ending(request, pk)
    if form and form.is_bound and form.is_valid():
        what, sentence = form, "Memperbaiki penugasan"
    elif ending and ending.is_bound and ending.is_valid() and _others_administer(request, ending):
        what, sentence = ending, "Mengakhiri penugasan"
    else:
        return render(
            request,
            "people/penugasan_satu.html",
            {
                "office": office,
                "form": form,
                "ending": ending,
                "used": used,
                "over": over,
                "house": administers_all(request),
            },
        )
    with transaction.atomic():
        changed = what.save()
        configured(request, f"{sentence} {changed}.", changed, isian=what.changed_data)
    messages.success(request, "Penugasan disimpan")
    return redirect("kelola_penugasan_satu", pk)


def _office(request, pk):
    offices = Penugasan.objects.select_related("user", "unit")
    return get_object_or_404(offices, pk=pk, instansi=request.instansi)


def _correction(request, pk):
    data = request.POST if request.POST.get("apa") == "ubah" else None
    return PenugasanForm(data, instance=_office(request, pk), instansi=request.instansi)


def _ending(request, pk):
    data = request.POST if request.POST.get("apa") == "akhiri" else None
    office, today = _office(request, pk), request.instansi.today()
    first = {"sampai": max(today, office.mulai)}
    return EndForm(data, office=office, today=today, initial=first)


def _others_administer(request, ending):
    """Whether somebody is left who can open what this would close; says so if not."""
    if ending.office.role != Role.ADMIN:
        return True
    others = Penugasan.objects.filter(instansi=request.instansi, role=Role.ADMIN)
    others = others.on(request.instansi.today()).exclude(pk=ending.office.pk)
    if others.filter(user__is_active=True, sampai__isnull=True).exists():
        return True
    ending.add_error(None, "Instansi memerlukan seorang admin. Tugaskan penggantinya dahulu.")
    return False
