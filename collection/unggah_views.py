"""The workbook of a form there and back: download, upload, preview with its questions, confirmation."""

from __future__ import annotations

from django.http import Http404
from django.views.decorators.http import require_GET

from sakip.papers import contents
from sakip.papers.files import Made, serve
from sakip.people.offices import any_office

from .buku import Bahan
from .buku_tulis import workbook
from .gates import find_form, reads, writer


@require_GET
@any_office
def unduh(request, pk):
    """The form as a workbook; yellow is what this person may fill in now."""
    form = find_form(request, pk)
    if not reads(request.offices, form):
        raise Http404
    made = workbook(Bahan(form, writer(request, form)))
    return serve(request, Made(f"{form.nomor.replace('/', '-')}.xlsx", contents.XLSX.mime, made))
