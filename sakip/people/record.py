"""What is done to people, offices and the instansi goes into the log, in the same transaction.

The log stands a floor above this room, so it is found by its label.
"""

from django.apps import apps

from .models import Role
from .offices import office_as


def configured(request, what: str, obj=None, **data):
    """Note that the admin of this request has done `what`, a sentence without a full stop's worth
    of personal data: names of fields, never their contents, and no NIP."""
    return _note("configured", request, what, obj, data)


def password(request, what: str, user, **data):
    """Note what the admin did to the password of `user`; its owner reads it on their account."""
    return _note("password", request, what, user, data)


def _note(kind, request, what, obj, data):
    return apps.get_app_config("trail").note(
        kind,
        instansi=request.instansi,
        by=office_as(request, Role.ADMIN),
        obj=obj,
        note=what,
        data=data,
    )


def entries():
    """The log as a queryset, for pages of this room that show a person their own lines."""
    return apps.get_model("trail", "Entry").objects.all()
