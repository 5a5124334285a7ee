"""The first page of the settings: what is still missing, what is worth a look, and the counts."""

from django.shortcuts import render

from . import checklist
from .models import Role, User
from .offices import administers_all, only


@only(Role.ADMIN)
def overview(request):
    """Until everything needed is there, the beginning stands first."""
    instansi = request.instansi
    offices = checklist.offices_in_force(instansi)
    items = checklist.checklist(instansi, offices)
    return render(
        request,
        "people/ringkasan.html",
        {
            "rail": checklist.rail(items),
            "open_items": [i for i in items if not i.done],
            "findings": checklist.worth_a_look(instansi, offices),
            "units": sum(u.aktif for u in instansi.units.all()),
            "in_office": len({o.user_id for o in offices}),
            "offices": len(offices),
            "closed": _closed(instansi),
            "house": administers_all(request),
        },
    )


def _closed(instansi) -> int:
    people = User.objects.filter(offices__instansi=instansi, is_active=False)
    return people.distinct().count()
