"""Beranda and the pages of a run; the last room in the address list, since its words are open."""

from django.urls import path

from . import archive, beranda, home, pages, paper_pages, sheet_pages

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("naskah/<int:pk>/", paper_pages.naskah, name="naskah"),
    path("naskah/<int:pk>/keadaan/", paper_pages.keadaan, name="naskah_keadaan"),
    path("naskah/<int:pk>/ulang/", paper_pages.ulang, name="naskah_ulang"),
    path("pengumpulan/", home.daftar, {"jenis": "pengumpulan"}, name="pengumpulan"),
    path("pengukuran/", home.daftar, {"jenis": "pengukuran"}, name="pengukuran"),
    path("sop/", sheet_pages.sop, name="sop"),
    path("sop/dokumen/", sheet_pages.pelengkap, name="sop_dokumen"),
    path("kelola/sop/", sheet_pages.kelola, name="kelola_sop"),
    path("arsip/", archive.arsip, name="arsip"),
    path("<str:jenis>/buka/", home.buka, name="buka"),
    path("<str:jenis>/<int:pk>/", pages.proses, name="proses"),
    path("<str:jenis>/<int:pk>/riwayat/", pages.riwayat, name="riwayat"),
    path("<str:jenis>/<int:pk>/lembar-sop/", sheet_pages.proses_lembar, name="lembar_sop"),
    path("<str:jenis>/<int:pk>/tindakan/<str:verb>/", pages.tindakan, name="tindakan"),
    path("<str:jenis>/<int:pk>/<str:key>/", pages.langkah, name="langkah"),
]
