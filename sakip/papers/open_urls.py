"""Addresses of papers that stand outside the archive, at the root."""

from django.urls import path, re_path

from . import pages

urlpatterns = [
    path("cek/", pages.cek, name="cek"),
    re_path(r"^cek/(?P<sha256>[0-9a-fA-F]{64})$", pages.cek, name="cek"),
]
