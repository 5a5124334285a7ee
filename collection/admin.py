"""What an agency sets about the rules of Periksa isian, in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from sakip.people.admin import HouseAdmin

from .aturan import AturanPeriksa


@admin.register(AturanPeriksa)
class AturanPeriksaAdmin(HouseAdmin):
    """A rule that is not listed here stands as it came; every change is kept with its history."""

    list_display = ["kunci", "aktif", "tingkat", "ambang"]
    fields = ["instansi", "kunci", "aktif", "tingkat", "ambang"]

    def get_readonly_fields(self, request, obj=None):
        return ["instansi", "kunci"] if obj else []
