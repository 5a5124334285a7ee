"""Four pages and one act, written as plainly as Django allows."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render

from .models import Indicator, Log, Paper, Run


@login_required
def runs(request):
    rows = Run.objects.filter(office=1).order_by("-id")[:50]
    return render(request, "rows/runs.html", {"rows": rows})


@login_required
def indicators(request):
    rows = Indicator.objects.filter(office=1).select_related("node", "unit")[:50]
    return render(request, "rows/indicators.html", {"rows": rows})


@login_required
def papers(request):
    rows = Paper.objects.filter(office=1).select_related("unit").order_by("-id")[:50]
    return render(request, "rows/papers.html", {"rows": rows})


@login_required
def form(request):
    return render(request, "rows/form.html", {"rows": Indicator.objects.filter(office=1)[:40]})


@login_required
@transaction.atomic
def move(request, pk):
    """Lock, transition, log row: the least an act can be."""
    run = Run.objects.select_for_update().get(pk=pk)
    run.order()
    run.save()
    Log.objects.create(run=run, user=request.user, verb="order")
    return redirect("/runs/")
