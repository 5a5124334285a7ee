"""Django's admin as a part of the house: its door is the office, its sign-in is ours."""

from django.contrib.admin import AdminSite
from django.shortcuts import redirect

from .models import Role
from .offices import administers, only


class HouseAdminSite(AdminSite):
    site_header = "Data induk"
    site_title = "SAKIP"
    index_title = "Data induk lainnya"
    site_url = "/kelola/"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_active and administers(request)

    def admin_view(self, view, cacheable=False):
        """Every page of it stands behind the gate of our own settings."""
        return only(Role.ADMIN)(super().admin_view(view, cacheable))

    # Signing in, leaving and passwords have one door each, and it is not here.

    def login(self, request, extra_context=None):
        return redirect("admin:index")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")
