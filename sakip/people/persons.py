"""Settings of people: finding, adding one or many, correcting, closing and opening accounts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q
from django.forms import formset_factory
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Table

from . import checklist, nip
from .models import Penugasan, Role, Unit
from .office_forms import PenugasanForm
from .offices import administers_all, only
from .person_forms import (
    KETUA,
    BeginsForm,
    NewPersonForm,
    PersonForm,
    PersonRow,
    PersonRows,
    people_of,
)
from .reach import ELSEWHERE, alone_here, mark_of
from .record import configured

PAGE = 50
STATES = [("", "Semua"), ("tanpa", "Tanpa penugasan"), ("nonaktif", "Nonaktif")]


@only(Role.ADMIN)
def index(request):
    instansi, today = request.instansi, request.instansi.today()
    asked, state = request.GET.get("cari", "").strip()[:100], request.GET.get("keadaan", "")
    found = people_of(instansi)
    if asked:
        same = Q(nama__icontains=asked) | Q(username__iexact=asked)
        found = found.filter(same | Q(nip=nip.digits_of(asked)))
    in_office = Penugasan.objects.filter(instansi=instansi).not_over(today)
    if state == "tanpa":
        found = found.exclude(pk__in=in_office.values("user"))
    elif state == "nonaktif":
        found = found.filter(is_active=False)
    held = in_office.select_related("unit").order_by("role", "mulai")
    page = Paginator(found.prefetch_related(Prefetch("offices", held, "here")), PAGE).get_page(
        request.GET.get("halaman")
    )
    columns = [
        Column("Nama"),
        Column("NIP", "utuh"),
        Column("Penugasan"),
        Column("Keadaan", plain=True),
    ]
    return render(
        request,
        "people/orang.html",
        {
            "page": page,
            "tabel": Table("Orang", columns, [_row(person) for person in page]),
            "cari": asked,
            "keadaan": state,
            "states": STATES,
            "house": administers_all(request),
        },
    )


def _row(person):
    return (
        tautan(reverse("kelola_orang_satu", args=[person.pk]), str(person)),
        person.nip_masked or None,
        "; ".join(map(_held, person.here)) or None,
        _state(person),
    )


def _held(office):
    unit = f", {office.unit.singkatan}" if office.unit else ""
    return f"{office.capacity}{unit}"


def _state(person):
    """Only what is out of the ordinary gets a badge."""
    if not person.is_active:
        return lencana("abu", "Nonaktif", "slash-circle")
    if not person.has_usable_password():
        return lencana("kuning", "Belum ada slip", "key")
    if person.must_change_password:
        return lencana("biru", "Slip belum dipakai", "key")
    return "" if person.here else lencana("abu", "Tanpa penugasan", "dash-circle")


@only(Role.ADMIN)
def add(request):
    """A person and the first office: nobody is listed who never held one here."""
    instansi = request.instansi
    person = NewPersonForm(request.POST or None, instansi=instansi)
    office = PenugasanForm(
        request.POST or None,
        instansi=instansi,
        person=person.instance,
        initial={"mulai": instansi.today(), "sifat": Penugasan.Sifat.DEFINITIF},
    )
    if request.method == "POST" and _both_valid(person, office, request):
        with transaction.atomic():
            office.person = person.save()
            granted = office.save()
            configured(request, f"Memberi {granted.user} penugasan {granted.capacity}.", granted)
        _warn(request, [granted])
        messages.success(request, f"{granted.user} ditambahkan sebagai {granted.capacity}")
        return redirect("kelola_orang_satu", granted.user_id)
    return render(
        request,
        "people/orang_baru.html",
        {"person": person, "office": office, "house": administers_all(request)},
    )


def _both_valid(person, office, request):
    """Both are judged, so that all faults are told at once; the office of whoever was found."""
    judged = person.is_valid()
    if judged and person.known:
        office.person = person.known
    return office.is_valid() and judged


def _warn(request, offices):
    """What was taken and should be looked at once more."""
    people = {o.user.pk: o.user for o in offices}
    found = [(p, "; ".join(nip.doubts(p.nip))) for p in people.values() if p.nip]
    if doubtful := [f"{p} ({why})" for p, why in found if why]:
        messages.warning(
            request, f"NIP yang tidak tersusun seperti NIP PNS, periksalah: {', '.join(doubtful)}"
        )
    for sentence in checklist.overlaps(checklist.leading_offices(request.instansi)):
        messages.warning(request, sentence)


@only(Role.ADMIN)
def add_many(request):
    """The table of the first day: the offices that nobody holds stand in it, names are missing."""
    instansi = request.instansi
    units = [u for u in instansi.units.all() if u.aktif]
    begins = BeginsForm(request.POST or None, initial={"mulai": instansi.today()})
    since = begins.cleaned_data["mulai"] if begins.is_valid() else instansi.today()
    proposed = [] if request.method == "POST" else list(_proposed(instansi, units))
    make = formset_factory(PersonRow, PersonRows, extra=4, max_num=60, absolute_max=80)
    rows = make(
        request.POST or None,
        initial=proposed,
        prefix="orang",
        form_kwargs={"instansi": instansi, "units": units, "begins": since},
    )
    if request.method == "POST" and begins.is_valid() and rows.is_valid():
        with transaction.atomic():
            offices = [row.save() for row in rows.forms if row.has_changed()]
            for o in offices:
                configured(request, f"Memberi {o.user} penugasan {o.capacity}.", o)
        _warn(request, offices)
        if offices:
            messages.success(request, f"{len(offices)} orang ditambahkan. Cetaklah slip mereka")
        return redirect("kelola_slip" if offices else "kelola_orang_banyak")
    return render(
        request,
        "people/orang_banyak.html",
        {"rows": rows, "begins": begins, "units": units, "house": administers_all(request)},
    )


def _proposed(instansi, units):
    """A line for each office that the SOP needs and nobody holds, and a Staf for each unit."""
    offices = checklist.offices_in_force(instansi)
    held = {(o.role, o.unit_id) for o in offices}
    roles = {o.role for o in offices}
    first = {u.jenis: u.pk for u in reversed(units)}
    lead, office = first.get(Unit.Jenis.PIMPINAN), first.get(Unit.Jenis.SEKRETARIAT)
    if Role.KEPALA not in roles:
        yield {"role": Role.KEPALA, "unit": lead, "jabatan": instansi.sebutan_kepala}
    if Role.SEKRETARIS not in roles:
        yield {"role": Role.SEKRETARIS, "unit": office, "jabatan": "Sekretaris"}
    if not any(o.ketua for o in offices):
        yield {"role": KETUA, "unit": office, "jabatan": "Ketua Tim SAKIP"}
    for unit in units:
        if unit.fills and (Role.BIDANG, unit.pk) not in held:
            small = unit.jenis == Unit.Jenis.SEKRETARIAT
            jabatan = "Kepala Subbagian Umum" if small else f"Kepala {unit.nama}"
            yield {"role": Role.BIDANG, "unit": unit.pk, "jabatan": jabatan}
        if unit.fills and (Role.STAF, unit.pk) not in held:
            yield {"role": Role.STAF, "unit": unit.pk, "jabatan": f"Staf {unit.nama}"}


@only(Role.ADMIN)
def one(request, pk):
    person = get_object_or_404(people_of(request.instansi), pk=pk)
    mine = alone_here(request, person)
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST":
        if not mine:
            raise PermissionDenied(ELSEWHERE)
        if form.is_valid():
            with transaction.atomic():
                form.save()
                configured(request, f"Mengubah data {person}.", person, isian=form.changed_data)
            messages.success(request, "Data orang disimpan")
            return redirect("kelola_orang_satu", pk)
        person = people_of(request.instansi).get(pk=pk)
    offices = person.offices.filter(instansi=request.instansi).select_related("unit")
    today = request.instansi.today()
    return render(
        request,
        "people/orang_satu.html",
        {
            "person": person,
            "form": form,
            "mine": mine,
            "mark": mark_of(person),
            "elsewhere": ELSEWHERE,
            "offices": [(o, o.over(today)) for o in offices.order_by("-mulai", "role")],
            "myself": person == request.user,
            "house": administers_all(request),
        },
    )


@require_POST
@only(Role.ADMIN)
def close(request, pk):
    """Close an account: every session of it ends with its next request, and stays ended."""
    person = get_object_or_404(people_of(request.instansi), pk=pk)
    if not alone_here(request, person):
        raise PermissionDenied(ELSEWHERE)
    if person == request.user:
        raise PermissionDenied("Akun sendiri tidak dapat dinonaktifkan.")
    with transaction.atomic():
        person.is_active = False
        person.set_unusable_password()  # no old session fits any more, even if it is opened again
        person.save(update_fields=["is_active", "password", "password_since"])
        configured(request, f"Menonaktifkan akun {person}.", person)
    messages.success(request, f"Akun {person} nonaktif. Yang pernah dicatatnya tetap atas namanya")
    return redirect("kelola_orang_satu", pk)


@require_POST
@only(Role.ADMIN)
def reopen(request, pk):
    person = get_object_or_404(people_of(request.instansi), pk=pk)
    if not alone_here(request, person):
        raise PermissionDenied(ELSEWHERE)
    with transaction.atomic():
        person.is_active = True
        person.save(update_fields=["is_active"])
        configured(request, f"Mengaktifkan lagi akun {person}.", person)
    messages.success(request, f"Akun {person} aktif lagi. Buatkan slip agar dapat masuk")
    return redirect("kelola_orang_satu", pk)
