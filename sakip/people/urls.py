"""The account, under /akun/. What allauth offers beyond our sign-in is closed here, before it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import path, re_path

from . import account


@login_not_required
def closed(request):
    """Accounts are made by the admin and reset by a slip; no address of mail opens one."""
    raise Http404


urlpatterns = [
    path("", account.index, name="akun"),
    path("data/", account.own_data, name="akun_data"),
    path("instansi/", account.choose_instansi, name="akun_instansi"),
    re_path(r"^(?:signup|email|confirm-email|password/reset|password/set|login/code)/", closed),
]
