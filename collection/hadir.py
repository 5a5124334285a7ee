"""Who has a form open at this moment: marks that the open pages renew, and that decide nothing."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.http import Http404, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_GET

from sakip.lib import tanggal
from sakip.lib.markup import ikon
from sakip.people.models import Penugasan
from sakip.people.offices import any_office

from .formulir import Formulir
from .gates import find_form, reads, writer

EVERY = 30  # seconds between the marks of an open page
FRESH = timedelta(seconds=4 * EVERY)  # a page that missed three of them is taken for closed


class Kehadiran(models.Model):
    """That somebody had a form open at `on`; one line a person and form."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.CASCADE, related_name="+")
    by = models.ForeignKey(Penugasan, models.CASCADE, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "kehadiran pada formulir"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "formulir", "by"], name="kehadiran_satu")
        ]

    def __str__(self):
        return f"{self.by_id} pada {self.formulir_id}"


@require_GET
@any_office
def hadir(request, pk):
    """Note that this page is open, and answer who else has it open."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    reading = (o for o in request.offices if reads([o], form))
    mark_present(form, writer(request, form) or next(reading))
    return HttpResponse(others(form, request.user))


def mark_present(form, by) -> None:
    Kehadiran.objects.bulk_create(
        [Kehadiran(instansi=form.instansi, formulir=form, by=by, on=tanggal.now())],
        update_conflicts=True,
        unique_fields=["instansi", "formulir", "by"],
        update_fields=["on"],
    )


def others(form, user) -> str:
    """ "Juga membuka formulir ini: Kepala Bidang Mutasi (Nama)", as HTML; "" where nobody does."""
    there = Kehadiran.objects.filter(
        instansi=form.instansi, formulir=form, on__gt=tanggal.now() - FRESH
    )
    there = there.exclude(by__user=user).select_related("by__user").order_by("pk")
    names = [escape(f"{mark.by.capacity} ({mark.by.user})") for mark in there]
    return f"{ikon('people')} Juga membuka formulir ini: {', '.join(names)}" if names else ""
