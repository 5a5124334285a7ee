"""The installation as a whole: its agencies, and who administers or audits all of them."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sakip.lib import tanggal

from .agency_forms import InstansiForm
from .models import Instansi, Penugasan, Role
from .office_forms import HouseOfficeForm
from .offices import ZONE_OF_NONE, of_the_house
from .record import configured


@of_the_house
def index(request):
    """All agencies, and the offices that reach over all of them."""
    today = tanggal.today(ZONE_OF_NONE)
    form = HouseOfficeForm(request.POST or None, initial={"mulai": today})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            office = form.save()
            configured(request, f"Memberi {office.user} penugasan instalasi.", office)
        messages.success(request, f"{office.user} ditugaskan untuk seluruh instalasi")
        return redirect("kelola_instalasi")
    counted = Instansi.objects.annotate(
        in_use=Count("units", filter=Q(units__aktif=True), distinct=True),
        people=Count("offices__user", distinct=True),
    )
    offices = Penugasan.objects.filter(instansi=None).not_over(today).select_related("user")
    return render(
        request,
        "people/instalasi.html",
        {"every": counted, "offices": offices, "form": form, "house": True},
    )


@of_the_house
def add(request):
    form = InstansiForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            request.instansi = form.save()
            configured(request, "Menambah instansi.", request.instansi)
        request.session["instansi"] = request.instansi.pk
        messages.success(request, f"{request.instansi} ditambahkan; Anda sekarang bekerja di sana")
        return redirect("kelola")
    return render(request, "people/instansi.html", {"form": form, "new": True, "house": True})


@require_POST
@of_the_house
def end(request, pk):
    """Withdraw an office of the installation at once; the last admin keeps theirs."""
    today = tanggal.today(ZONE_OF_NONE)
    reaching = Penugasan.objects.filter(instansi=None).not_over(today).select_related("user")
    office = get_object_or_404(reaching, pk=pk)
    admins = reaching.filter(role=Role.ADMIN, user__is_active=True).exclude(pk=office.pk)
    if office.role == Role.ADMIN and not admins.exists():
        messages.error(request, "Instalasi memerlukan seorang admin. Tugaskan penggantinya dahulu")
        return redirect("kelola_instalasi")
    with transaction.atomic():
        office.sampai, office.dicabut = max(today, office.mulai), True
        office.save(update_fields=["sampai", "dicabut"])
        configured(request, f"Mengakhiri penugasan instalasi {office.user}.", office)
    messages.success(request, f"Penugasan {office.user} berakhir")
    return redirect("kelola_instalasi" if office.user_id != request.user.pk else "beranda")
