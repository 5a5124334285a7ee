"""Master data of the house in Django's admin, each admin within their own instansi."""

from django.contrib import admin

from .offices import administers
from .record import configured


class HouseAdmin(admin.ModelAdmin):
    """Rows of the instansi the admin is in, and no others; needs the office of admin.

    Every change is a line of the log, in the same transaction (Django's admin opens it).
    """

    instansi_path = "instansi"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**{self.instansi_path: request.instansi})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        model = db_field.remote_field.model
        if db_field.name == "instansi":
            kwargs["queryset"] = model.objects.filter(pk=request.instansi.pk)
            kwargs["initial"] = request.instansi
            kwargs["empty_label"] = None
        elif any(f.name == "instansi" for f in model._meta.fields):
            kwargs["queryset"] = model.objects.filter(instansi=request.instansi)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request):
        return administers(request)

    def has_view_permission(self, request, obj=None):
        return administers(request)

    def has_add_permission(self, request):
        return administers(request)

    def has_change_permission(self, request, obj=None):
        return administers(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def log_addition(self, request, obj, message):
        self._note(request, "Menambah", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._note(request, "Mengubah", obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._note(request, "Menghapus", obj)
        return super().log_deletions(request, queryset)

    def _note(self, request, verb, obj):
        configured(request, f"{verb} {obj._meta.verbose_name} {obj}.", obj)


class ReadOnlyAdmin(HouseAdmin):
    """What only the doors may change is shown and nothing more."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
