"""The addresses of the whole house; each room keeps its own."""

from django.http import Http404
from django.urls import include, path

from sakip.lib.faults import page_500


def closed(request, **_):
    """allauth's doors that this house keeps shut: its own pages still need their names."""
    raise Http404


closed.login_required = False
SHUT = ["signup", "email", "password/reset", "confirm-email", "login/code/confirm"]
handler500 = page_500

urlpatterns = [
    *(path(f"akun/{word}/", closed) for word in SHUT),
    path("akun/", include("sakip.people.urls")),
    path("akun/", include("allauth.urls")),
    path("arsip/", include("sakip.papers.urls")),
    path("perencanaan/", include("sakip.planning.urls")),
    path("disposisi/", include("sakip.disposition.urls")),
    path("", include("collection.urls")),
    path("", include("measurement.urls")),
    path("", include("reports.urls")),
    path("", include("sakip.sop.urls")),
]
