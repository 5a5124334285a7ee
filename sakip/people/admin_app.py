"""Django's admin as an app of this house; apart from apps.py, which may hold one app alone."""

from django.contrib.admin.apps import AdminConfig


class HouseAdminConfig(AdminConfig):
    """Django's admin, entered by office and through our own sign-in."""

    default_site = "sakip.people.site.HouseAdminSite"
