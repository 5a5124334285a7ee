"""Master data of the house in Django's admin, each admin within their own instansi."""

from django.contrib import admin

from .models import Penugasan, Role, Unit


class HouseAdmin(admin.ModelAdmin):
    """Rows of the instansi the admin is in, and no others; needs the office of admin."""

    instansi_path = "instansi"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**{self.instansi_path: request.instansi})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        model = db_field.remote_field.model
        if db_field.name == "instansi":
            kwargs["queryset"] = model.objects.filter(pk=getattr(request.instansi, "pk", None))
            kwargs["initial"] = request.instansi
        elif any(f.name == "instansi" for f in model._meta.fields):
            kwargs["queryset"] = model.objects.filter(instansi=request.instansi)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @staticmethod
    def _is_admin(request):
        return any(
            o.role == Role.ADMIN and o.instansi_id in (None, getattr(request.instansi, "pk", None))
            for o in getattr(request, "offices", [])
        )

    def has_module_permission(self, request):
        return self._is_admin(request)

    def has_view_permission(self, request, obj=None):
        return self._is_admin(request)

    def has_add_permission(self, request):
        return self._is_admin(request)

    def has_change_permission(self, request, obj=None):
        return self._is_admin(request)

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(HouseAdmin):
    """What only the doors may change is shown and nothing more."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Unit)
class UnitAdmin(HouseAdmin):
    list_display = ["nama", "singkatan", "jenis", "urut", "aktif"]


@admin.register(Penugasan)
class PenugasanAdmin(ReadOnlyAdmin):
    list_display = ["user", "role", "unit", "jabatan", "sifat", "mulai", "sampai"]
