"""Addresses of the reports."""

from django.urls import path

from . import views

urlpatterns = [
    path("laporan/", views.daftar, name="laporan"),
    path("laporan/berkas/<int:pk>/", views.unduh, name="laporan_unduh"),
    path("laporan/<slug:slug>/", views.satu, name="laporan_satu"),
    path("laporan/<slug:slug>/berkas/", views.berkas, name="laporan_berkas"),
]
