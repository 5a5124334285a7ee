"""In how many collections an indicator is asked for: said to planning, which stands below."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from sakip.planning.usage import Uses
from sakip.sop.step import FINISHED

from .isian import Isian


def collections_of(ids: Collection[int]) -> Uses:
    """Months of a quarter stand in the quarter's own form, so runs are counted, not rows."""
    over = Q(formulir__run__at=FINISHED)
    return (
        Isian.objects.filter(indikator__in=ids)
        .order_by()
        .values("indikator")
        .annotate(
            running=Count("formulir__run", distinct=True, filter=~over),
            done=Count("formulir__run", distinct=True, filter=over),
        )
        .values_list("indikator", "running", "done")
    )
