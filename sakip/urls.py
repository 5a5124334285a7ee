"""The addresses of the whole house; each room keeps its own."""

from django.contrib import admin
from django.urls import include, path

from sakip.lib.faults import page_500
from sakip.people.guide import panduan

handler500 = page_500

urlpatterns = [
    path("akun/", include("sakip.people.urls")),
    path("akun/", include("allauth.urls")),
    path("awal/", include("sakip.people.awal_urls")),
    path("", include("sakip.papers.open_urls")),
    path("panduan/", panduan, name="panduan"),
    path("panduan/<str:halaman>/", panduan),
    path("kelola/", include("sakip.people.kelola_urls")),
    path("kelola/jejak/", include("sakip.trail.urls")),
    path("kelola/data/", admin.site.urls),
    path("arsip/", include("sakip.papers.urls")),
    path("perencanaan/", include("sakip.planning.urls")),
    path("disposisi/", include("sakip.disposition.urls")),
    path("", include("collection.urls")),
    path("", include("measurement.urls")),
    path("", include("reports.urls")),
    path("", include("sakip.sop.urls")),
]
