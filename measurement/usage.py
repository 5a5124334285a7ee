"""In how many measurements an indicator is measured: said to planning, which stands below."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from sakip.planning.usage import Uses
from sakip.sop.step import FINISHED

from .hasil import Metode


def measurements_of(ids: Collection[int]) -> Uses:
    over = Q(run__at=FINISHED)
    return (
        Metode.objects.filter(indikator__in=ids, dipakai=True)
        .order_by()
        .values("indikator")
        .annotate(running=Count("pk", filter=~over), done=Count("pk", filter=over))
        .values_list("indikator", "running", "done")
    )
