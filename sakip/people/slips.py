"""One-time passwords: made by the admin, shown once on a page to print and cut, and logged."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from sakip.lib import tanggal

from . import passwords
from .models import Role, User
from .offices import administers_all, only
from .person_forms import people_of
from .reach import alone_here, mark_of
from .record import password

MOST = 60  # slips at once: hashing takes its time


@only(Role.ADMIN)
def index(request):
    """Who needs a slip, to be ticked; the POST makes them and shows them, this once."""
    instansi = request.instansi
    in_office = people_of(instansi).filter(is_active=True)
    in_office = in_office.filter(offices__in=instansi.offices.not_over(instansi.today()))
    if request.method == "POST":
        return _made(request, in_office)
    never = Q(must_change_password=True) | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    waiting = [p for p in in_office.filter(never) if p != request.user]
    context = {
        "lines": [(p, mark_of(p), not p.has_usable_password()) for p in waiting],
        "house": administers_all(request),
    }
    return render(request, "people/slip.html", context)


def _made(request, in_office):
    """A slip for every ticked person whose password is still the one that the page has seen."""
    asked = dict(pair.split(":", 1) for pair in request.POST.getlist("orang")[:MOST] if ":" in pair)
    wanted = [int(pk) for pk in asked if pk.isdecimal()]
    allowed = list(in_office.filter(pk__in=wanted).values_list("pk", flat=True))
    fresh = {pk: passwords.one_time() for pk in allowed}
    hashed = {pk: make_password(typed) for pk, typed in fresh.items()}  # slow: before the lock
    slips, passed_over = [], []
    with transaction.atomic():
        for person in User.objects.select_for_update().filter(pk__in=allowed).order_by("nama"):
            if person == request.user or not alone_here(request, person):
                raise PermissionDenied(f"Slip untuk {person} tidak dapat dibuat di instansi ini.")
            if constant_time_compare(mark_of(person), asked[str(person.pk)]):
                _reset(request, person, hashed[person.pk])
                slips.append((person, fresh[person.pk]))
            else:
                passed_over.append(person)
    context = {
        "slips": slips,
        "passed_over": passed_over,
        "address": request.build_absolute_uri(reverse("account_login")),
        "days": passwords.SLIP_DAYS,
    }
    response = render(request, "people/slip_cetak.html", context, status=200 if slips else 409)
    response["Cache-Control"] = "no-store, private"
    return response


def _reset(request, person, hashed):
    person.password, person.password_since = hashed, tanggal.now()
    person.must_change_password = True
    person.save(update_fields=["password", "password_since", "must_change_password"])
    password(request, f"Membuat slip kata sandi untuk {person}.", person)
