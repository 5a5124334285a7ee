"""Master data of planning in Django's admin: what has pages of its own is shown there, not changed."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import admin

from measurement.skala import Skala as Ladder
from measurement.skala import periksa_skala
from sakip.lib.angka import show_input
from sakip.people.admin import HouseAdmin, ReadOnlyAdmin

from .fields import MoneyField, pairs
from .models import Anggaran, Impor, Indikator, Node, PerjanjianKinerja, Renstra, Skala, Target

MONEY = (Node.Level.PROGRAM, Node.Level.KEGIATAN, Node.Level.SUB_KEGIATAN)


class RungsField(forms.CharField):
    """The rungs of a scale, best first: "91 = Sangat Tinggi", the last one without a bound."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(
            name if low is None else f"{name} = {show_input(Decimal(low))}" for low, name in value
        )

    def to_python(self, value):
        rungs = tuple((low, name) for name, low in pairs(super().to_python(value)))
        faults = periksa_skala(Ladder("", rungs))
        if faults:
            raise forms.ValidationError(list(faults))
        return [[None if low is None else f"{low:f}", name] for low, name in rungs]


class SkalaForm(forms.ModelForm):
    jenjang = RungsField(
        label="Jenjang",
        help_text="Satu baris satu jenjang dengan batas bawahnya, yang terbaik di atas, misalnya "
        "Sangat Tinggi = 91. Baris terakhir tanpa batas.",
    )

    class Meta:
        model = Skala
        fields = ["instansi", "nama", "jenjang", "baku"]

    def clean(self):
        said = super().clean()
        other = Skala.objects.filter(instansi=said.get("instansi"), baku=True)
        if said.get("baku") and (one := other.exclude(pk=self.instance.pk).first()):
            self.add_error("baku", f"Skala baku sudah ada: {one}. Lepaskan dahulu yang itu.")
        return said


class AnggaranForm(forms.ModelForm):
    pagu = MoneyField(label="Anggaran (Rp)")

    class Meta:
        model = Anggaran
        fields = ["instansi", "pk_versi", "node", "pagu", "keterangan"]

    def clean(self):
        said = super().clean()
        pk, node = said.get("pk_versi"), said.get("node")
        if pk and pk.fixed:
            self.add_error("pk_versi", f"{pk} sudah ditetapkan. Buatlah Perubahan.")
        if pk and node and node.renstra_id != pk.renstra_id:
            self.add_error("node", f"Tidak ada dalam {pk.renstra}.")
        if node and node.level not in MONEY:
            self.add_error("node", "Anggaran diisi per program, kegiatan, atau sub kegiatan.")
        return said


@admin.register(Skala)
class SkalaAdmin(HouseAdmin):
    form = SkalaForm
    list_display = ["nama", "baku"]


@admin.register(Anggaran)
class AnggaranAdmin(HouseAdmin):
    """A fixed Perjanjian Kinerja shows its budget and takes no change."""

    form = AnggaranForm
    list_display = ["node", "pk_versi", "pagu", "keterangan"]
    list_select_related = ["node", "pk_versi"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request) and not (obj and obj.pk_versi.fixed)


@admin.register(Renstra)
class RenstraAdmin(ReadOnlyAdmin):
    list_display = ["nama", "tahun_mulai", "tahun_selesai"]


@admin.register(Node)
class NodeAdmin(ReadOnlyAdmin):
    list_display = ["kode", "nama", "level", "unit"]
    list_select_related = ["unit"]
    list_filter = ["level"]
    search_fields = ["kode", "nama"]


@admin.register(Indikator)
class IndikatorAdmin(ReadOnlyAdmin):
    list_display = ["kode", "nama", "jenis", "unit", "status", "versi"]
    list_select_related = ["unit"]
    list_filter = ["jenis", "status"]
    search_fields = ["kode", "nama"]


@admin.register(PerjanjianKinerja)
class PerjanjianKinerjaAdmin(ReadOnlyAdmin):
    list_display = ["tahun", "jenis", "status", "tanggal", "berlaku_mulai"]


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    list_display = ["indikator", "pk_versi", "nilai", "teks"]
    list_select_related = ["indikator", "pk_versi"]


@admin.register(Impor)
class ImporAdmin(ReadOnlyAdmin):
    list_display = ["utama", "tahun", "status", "on", "by"]
    list_select_related = ["utama", "by__user"]
