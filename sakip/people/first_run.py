"""The first day: an installation without any user leads its first admin in, by a printed key.

Two pages stand before the first sign-in, the instansi and the admin's own account; what follows
are pages of the settings, whose overview says what is still missing. They exist only as long as
there is no user, and only for who has read the key from the machine itself.
"""

import secrets
from pathlib import Path

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare

from . import checklist
from .agency_forms import InstansiForm
from .models import Instansi, Penugasan, Role, User
from .person_forms import FirstAdminForm
from .record import note


def key_path() -> Path:
    return Path(settings.VAR, "first_key")


def make_key() -> str:
    """The key of the first day, made once; VAR/first_key is readable by its owner alone."""
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    if not path.read_text():
        path.write_text(secrets.token_urlsafe(18))
    return path.read_text()


def right_key(typed: str) -> bool:
    try:
        kept = key_path().read_text().strip()
    except FileNotFoundError:
        return False
    return bool(kept) and constant_time_compare(typed.strip(), kept)


@login_not_required
def begin(request):
    """Key, then instansi, then account: whatever of it is not there yet."""
    if User.objects.exists():
        raise Http404
    key = request.POST.get("kunci") or request.GET.get("kunci") or ""
    if not right_key(key):
        return render(
            request, "people/awal_kunci.html", {"wrong": bool(key)}, status=403 if key else 200
        )
    instansi = Instansi.objects.order_by("pk").first()
    part = request.POST.get("bagian")
    if instansi is None or "instansi" in (part, request.GET.get("bagian")):
        return _instansi(request, key, instansi, sent=part == "instansi")
    return _account(request, key, instansi, sent=part == "akun")


def _instansi(request, key, instansi, sent):
    form = InstansiForm(
        request.POST if sent else None, request.FILES if sent else None, instance=instansi
    )
    if sent and form.is_valid():
        form.save()
        return redirect(f"/awal/?kunci={key}")
    context = {"form": form, "key": key, "rail": checklist.before_sign_in("Instansi")}
    return render(request, "people/awal_instansi.html", context)


def _account(request, key, instansi, sent):
    form = FirstAdminForm(request.POST if sent else None)
    if sent and form.is_valid():
        user = _first_admin(form, instansi)
        get_adapter(request).login(request, user)
        return redirect("kelola")
    context = {
        "form": form,
        "key": key,
        "named": instansi,
        "rules": password_validators_help_texts(),
        "rail": checklist.before_sign_in("Akun admin"),
    }
    return render(request, "people/awal_akun.html", context)


@transaction.atomic
def _first_admin(form, instansi) -> User:
    """The first user, admin of this instansi and of the installation; the key ends with them."""
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    if User.objects.exists():  # somebody with the same key was quicker
        raise Http404
    user = form.save()
    common = {"user": user, "role": Role.ADMIN, "mulai": instansi.today()}
    office = Penugasan.objects.create(instansi=instansi, jabatan="Admin aplikasi", **common)
    Penugasan.objects.create(instansi=None, jabatan="Admin instalasi", **common)
    note("configured", instansi=instansi, by=office, obj=office, note="Admin pertama didaftarkan.")
    key_path().unlink(missing_ok=True)
    return user
