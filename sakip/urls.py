"""The addresses of the whole house; each room keeps its own."""

from django.urls import include, path

urlpatterns = [
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
