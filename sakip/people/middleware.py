"""Puts the instansi and the offices of the signed-in person on every request."""

from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers

from .offices import offices_of

# What a person with a one-time password may still reach.
FREE = {"account_change_password", "account_logout", "account_login"}


class OfficeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.instansi, request.offices, request.instansi_choices = None, [], []
        if request.user.is_authenticated:
            self.enter(request)
            if request.user.must_change_password:
                here = resolve(request.path_info).url_name
                if here not in FREE:
                    return redirect(reverse("account_change_password"))
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    @staticmethod
    def enter(request):
        """One person may hold offices in two instansi; a page is always about one of them."""
        offices = offices_of(request.user)
        agencies = {o.instansi_id: o.instansi for o in offices if o.instansi_id}
        chosen = request.session.get("instansi")
        request.instansi = agencies.get(chosen) or next(iter(agencies.values()), None)
        request.instansi_choices = list(agencies.values())
        request.offices = [
            o for o in offices if o.instansi_id in (None, getattr(request.instansi, "pk", None))
        ]
