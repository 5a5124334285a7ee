"""One issued paper: its file, how far the making of it is, and asking for it once more."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sakip.papers import tasks
from sakip.papers.files import serve
from sakip.papers.models import Paper
from sakip.people.offices import any_office

from . import access
from .templatetags.sop import naskah as shown


@any_office
def naskah(request, pk):
    """A paper's file: handed out by the one function, to whom the matrix lets download it."""
    paper, run = find_paper(request, pk)
    if not paper.file and not paper.berkas_id:
        return render(request, "sop/naskah.html", {"paper": paper, "run": run, "again": True})
    return serve(request, paper)


@any_office
def keadaan(request, pk):
    """The paper as a list shows it, anew: what a page asks for while the file is being made."""
    paper, _ = find_paper(request, pk)
    asked = request.GET.get("ke", "")
    polls = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return render(request, "parts/naskah.html", shown(paper, polls))


@require_POST
@any_office
def ulang(request, pk):
    """Ask the worker once more for a file that failed, as anybody may who may open the paper."""
    paper, _ = find_paper(request, pk)
    tasks.retry(paper)
    paper.refresh_from_db(fields=["render", "fault"])
    if request.htmx:
        return render(request, "parts/naskah.html", shown(paper))
    return redirect("naskah", pk)


def find_paper(request, pk) -> tuple:
    """(paper, the topmost run of its case or None); 404 to whom the matrix does not open it."""
    papers = Paper.objects.select_related("berkas", "unit")
    paper = papers.filter(instansi=request.instansi, pk=pk, status=Paper.ISSUED).first()
    if paper is None:
        raise Http404
    if not paper.case_label:
        return paper, None
    run = apps.get_model(paper.case_label).objects.get(pk=paper.case_id)
    if not access.opens(request.offices, run, paper):
        raise Http404
    return paper, run
