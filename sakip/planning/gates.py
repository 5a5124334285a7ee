"""Who may open a page of planning, and the objects of their own instansi alone."""

from __future__ import annotations

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from sakip.people.models import Penugasan, Role
from sakip.people.offices import only

PLANNERS = (Role.ADMIN, Role.TIM_SAKIP)


def planners(view):
    """Open a page to the admin and Tim SAKIP, within the instansi they are in."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if request.instansi is None:
            raise Http404
        return view(request, *args, **kwargs)

    return only(*PLANNERS)(page)


def plans(request) -> bool:
    """Whether this person may change what they are looking at."""
    return any(office.role in PLANNERS for office in request.offices)


def acting(request) -> Penugasan:
    """The office in which a planner acts here."""
    return next(office for office in request.offices if office.role in PLANNERS)


def find(request, model, pk, *related, **where):
    """One object of the instansi the person is in; everybody else's does not exist (404)."""
    rows = model.objects.select_related(*related) if related else model.objects.all()
    return get_object_or_404(rows, pk=pk, instansi=request.instansi, **where)
