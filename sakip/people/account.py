"""A person's own page: what they hold here, how they sign in, and everything kept about them."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sakip.lib import tanggal

from . import passwords, sessions
from .models import Role
from .offices import ZONE_OF_NONE, anyone_signed_in, office_as
from .record import entries

SIGNING = ("sign_in", "sign_out", "sign_in_failed", "password")
LINES = 20


def zone_of(request) -> str:
    return request.instansi.zona if request.instansi else ZONE_OF_NONE


@require_safe
@anyone_signed_in
def index(request):
    user, zone = request.user, zone_of(request)
    today = tanggal.today(zone)
    lines = my_signing(user).select_related("user").order_by("-on", "-pk")
    return render(
        request,
        "people/akun.html",
        {
            "offices": [o for o in user.all_offices if not o.over(today)],
            "today": today,
            "lines": Paginator(lines, LINES).get_page(request.GET.get("halaman")),
            "zone": zone,
            "mfa": is_mfa_enabled(user),
            "password_ends": passwords.ends(user),
            "since": sessions.began(request),
            "idle": settings.SESSION_IDLE // 60,
            "hours": settings.SESSION_COOKIE_AGE // 3600,
            "sees_offices": office_as(request, Role.KEPALA, Role.SEKRETARIS) is not None,
        },
    )


def my_signing(user):
    """Signing in and out, and what was done to the password, by the owner or by an admin."""
    about = Q(object_label="people.user", object_id=user.pk, kind="password")
    return entries().filter(Q(user=user, kind__in=SIGNING, object_id=None) | about)


@require_POST
@anyone_signed_in
def choose_instansi(request):
    """Go over to another instansi in which this person holds an office."""
    asked = request.POST.get("instansi", "")
    chosen = next((i for i in request.instansi_choices if str(i.pk) == asked), None)
    if chosen is None:
        raise Http404
    request.session["instansi"] = chosen.pk
    messages.success(request, f"Anda sekarang bekerja di {chosen}")
    return redirect("beranda")


@require_safe
@anyone_signed_in
def own_data(request):
    """Everything kept about the person who asks, as a file (UU 27/2022: the right to a copy)."""
    user = request.user
    data = {
        "dibuat": tanggal.now().isoformat(),
        "orang": {
            "nama": user.nama,
            "nip": user.nip,
            "pangkat": user.pangkat,
            "golongan": user.golongan,
            "nama_pengguna": user.username,
            "pos_el": user.email,
            "terdaftar": user.date_joined.isoformat(),
            "terakhir_masuk": user.last_login and user.last_login.isoformat(),
        },
        "penugasan": [_office(o) for o in user.all_offices],
        "jejak": [_line(e) for e in entries().filter(user=user).order_by("on", "pk").iterator()],
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return response


def _office(office):
    return {
        "instansi": str(office.instansi) if office.instansi else None,
        "peran": office.get_role_display(),
        "unit": str(office.unit) if office.unit else None,
        "jabatan": office.capacity,
        "surat": office.surat,
        "mulai": office.mulai.isoformat(),
        "sampai": office.sampai and office.sampai.isoformat(),
    }


def _line(entry):
    return {
        "waktu": entry.on.isoformat(),
        "jenis": entry.get_kind_display(),
        "sebagai": entry.capacity,
        "tindakan": entry.verb,
        "tentang": f"{entry.object_label}:{entry.object_id}" if entry.object_id else "",
        "catatan": entry.note,
    }
