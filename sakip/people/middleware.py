"""Puts the instansi and the offices of the signed-in person on every request.

It also ends a session that has stood too long, and keeps people at what they must do first: a
password of their own, a second factor.
"""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from . import sessions
from .models import Instansi, User
from .offices import offices_of

# What a person who must choose a password may still reach; and one who must add a second factor.
FREE = {"account_change_password", "account_logout", "account_login"}
FREE_FOR_MFA = FREE | {"account_reauthenticate", "mfa_index", "mfa_activate_totp"}
MFA_SEEN = "mfa"  # in the session, once this person is known to have a second factor
ENDED = "Sesi berakhir karena lama tidak ada kegiatan. Masuklah kembali untuk melanjutkan."


class OfficeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.instansi, request.offices, request.instansi_choices = None, [], []
        if request.user.is_authenticated and sessions.over(request):
            response = self.end(request)
        elif request.user.is_authenticated:
            self.enter(request)
            response = detained(request) or self.get_response(request)
        else:
            response = first_day(request) or self.get_response(request)
            if request.headers.get("HX-Request") and response.status_code == 302:
                return HttpResponse(status=401)  # never the sign-in page within another page
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            _keep_private(response)
        return response

    @staticmethod
    def enter(request):
        """One person may hold offices in two instansi; a page is always about one of them.

        Unless another was chosen it is that of the longest-held office. Who holds an office of
        the whole installation may choose any.
        """
        offices = offices_of(request.user)
        by_age = sorted(offices, key=lambda o: (o.mulai, o.pk))
        agencies = {o.instansi_id: o.instansi for o in by_age if o.instansi_id}
        chosen = request.session.get("instansi")
        request.instansi = agencies.get(chosen) or next(iter(agencies.values()), None)
        request.instansi_choices = list(agencies.values())
        if any(o.instansi_id is None for o in offices):
            request.instansi_choices = SimpleLazyObject(lambda: list(Instansi.objects.all()))
            if chosen not in agencies and (chosen or request.instansi is None):
                known = Instansi.objects.order_by("pk")
                request.instansi = known.filter(pk=chosen).first() or request.instansi
                request.instansi = request.instansi or known.first()
        here = getattr(request.instansi, "pk", None)
        request.offices = [o for o in offices if o.instansi_id in (None, here)]

    @staticmethod
    def end(request):
        """Sign out; what somebody was just sending is shown again, to be copied."""
        logout(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        if request.method == "POST":
            page = render(request, "people/sesi_berakhir.html", {"typed": request.POST}, status=403)
            return _keep_private(page)
        messages.info(request, ENDED)
        return redirect_to_login(request.get_full_path())


def detained(request):
    """Where this person has to go first, as a response; None where nothing holds them."""
    user = request.user
    sample = getattr(request.instansi, "contoh", False)  # its passwords are published anyway
    if user.must_change_password or (not sample and user.password_is_over):
        return _unless(request, FREE, "account_change_password")
    roles = {o.role for o in request.offices}
    if roles.isdisjoint(settings.MFA_ROLES) or request.session.get(MFA_SEEN):
        return None
    if is_mfa_enabled(user):
        request.session[MFA_SEEN] = True
        return None
    return _unless(request, FREE_FOR_MFA, "mfa_index")


def _unless(request, free, name):
    try:
        here = resolve(request.path_info).url_name
    except Resolver404:
        here = None
    return None if here in free else redirect(name)


def _keep_private(response):
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    return response


def first_day(request):
    """To the first-run pages, as long as there is nobody who could sign in."""
    if request.method != "GET" or request.path_info not in ("/", reverse(settings.LOGIN_URL)):
        return None
    if User.objects.exists():
        return None
    return redirect("/awal/")
