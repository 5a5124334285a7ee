"""Sheets, their papers, and the orders that came of them."""

from django.urls import path

from . import follow, lists, sheets

urlpatterns = [
    path("", lists.daftar, name="disposisi"),
    path("<int:pk>/", sheets.lembar, name="lembar_disposisi"),
    path("<int:pk>/lampiran/<int:paper>/", sheets.lampiran, name="lampiran_disposisi"),
    path("tindak-lanjut/<int:pk>/", follow.tindak_lanjut, name="tindak_lanjut"),
    path("tindak-lanjut/<int:pk>/bukti/", follow.bukti, name="bukti_tindak_lanjut"),
]
