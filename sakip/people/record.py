"""What is done to people, offices and the instansi goes into the log, in the same transaction.

The log stands a floor above this room, so it is found by its label.
"""

from typing import Any

from django.apps import apps

from .models import Role
from .offices import office_as


def configured(request, what: str, obj=None, **data):
    """Note that the admin of this request has done `what`, a sentence.

    `data` names the fields that changed, never what they hold; no NIP stands in the log.
    """
    return _note("configured", request, what, obj, data)


def password(request, what: str, user, **data):
    """Note what the admin did to the password of `user`; its owner reads it on their account."""
    return _note("password", request, what, user, data)


def _note(kind, request, what, obj, data):
    by = office_as(request, Role.ADMIN)
    return note(kind, instansi=request.instansi, by=by, obj=obj, note=what, data=data)


def note(*args, **kwargs):
    """`sakip.trail.note.note`."""
    trail: Any = apps.get_app_config("trail")
    return trail.note(*args, **kwargs)


def entries():
    """The log as a queryset, for pages of this room that show a person their own lines."""
    return apps.get_model("trail", "Entry").objects.all()
