"""Django's admin as a part of the house: its door is the office, its sign-in is ours."""

from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.shortcuts import redirect
from django.urls import reverse

from .offices import administers


class HouseAdminSite(AdminSite):
    site_header = "Data induk"
    site_title = "SAKIP"
    index_title = "Data induk lainnya"
    site_url = "/kelola/"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_active and administers(request)

    # Signing in, leaving and passwords have one door each, and it is not here.

    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            return redirect("beranda")
        way = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
        return redirect(f"{reverse('account_login')}?{way}")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")
