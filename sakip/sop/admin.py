"""The working calendar in the admin: days off more or fewer, and Ramadan hours by the year's letter."""

from django.contrib import admin
from django.db.models import F

from sakip.people.admin import HouseAdmin
from sakip.people.models import Instansi

from .models import HariLibur, Ramadan


class CalendarAdmin(HouseAdmin):
    """Rows that every running process reads: a change makes each of them read the table anew."""

    list_per_page = 50

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._changed(request)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._changed(request)

    @staticmethod
    def _changed(request):
        here = Instansi.objects.filter(pk=request.instansi.pk)
        here.update(kalender_versi=F("kalender_versi") + 1)


@admin.register(HariLibur)
class HariLiburAdmin(CalendarAdmin):
    list_display = ("tanggal", "nama", "libur")
    list_filter = ("libur",)
    date_hierarchy = "tanggal"
    search_fields = ("nama",)


@admin.register(Ramadan)
class RamadanAdmin(CalendarAdmin):
    list_display = ("mulai", "sampai")
