"""Settings of the agency: its data, its logo, its units."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .agency_forms import InstansiForm, unit_rows
from .models import Instansi, Role
from .offices import administers_all, any_office, only
from .record import configured


@only(Role.ADMIN)
def edit(request):
    form = InstansiForm(request.POST or None, request.FILES or None, instance=request.instansi)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            configured(
                request, "Mengubah data instansi.", request.instansi, isian=form.changed_data
            )
        messages.success(request, "Data instansi disimpan")
        return redirect("kelola_instansi")
    if form.is_bound:  # the page's own head keeps what is stored, whatever was typed
        request.instansi = Instansi.objects.get(pk=request.instansi.pk)
    return render(
        request, "people/instansi.html", {"form": form, "house": administers_all(request)}
    )


@require_safe
@any_office
def show_logo(request):
    """The emblem on the letterhead; it was encoded by ourselves, so it may be shown."""
    if not request.instansi.logo:
        raise Http404
    return FileResponse(request.instansi.logo.open(), content_type="image/png")


@only(Role.ADMIN)
def units(request):
    """All units on one page: names, order, whether they are still used, and room for new ones."""
    rows = unit_rows(request.POST or None, request.instansi)
    if request.method == "POST" and rows.is_valid():
        with transaction.atomic():
            changed = rows.save()
            for unit in changed:
                verb = "Menambah" if unit in rows.new_objects else "Mengubah"
                configured(request, f"{verb} unit {unit.singkatan}.", unit)
        messages.success(request, "Unit kerja disimpan" if changed else "Tidak ada yang berubah")
        return redirect("kelola_unit")
    return render(request, "people/unit.html", {"rows": rows, "house": administers_all(request)})
