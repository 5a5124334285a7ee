"""The forms of the agency itself: its letterhead, its clock, its units."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from . import logo
from .models import Instansi, Unit


class InstansiForm(forms.ModelForm):
    """What the letterhead says, and how the agency reads its clock."""

    lambang = forms.FileField(
        label="Logo",
        required=False,
        help_text="Gambar PNG atau JPEG, paling besar 2 MB. Tercetak di kiri kop surat.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    tanpa_logo = forms.BooleanField(label="Hapus logo dari kop surat", required=False)

    class Meta:
        model = Instansi
        fields = (
            "nama",
            "singkatan",
            "pemerintah",
            "alamat",
            "kode_pos",
            "telepon",
            "laman",
            "pos_el",
            "tempat",
            "kode_surat",
            "sebutan_kepala",
            "zona",
            "label_ikk",
        )
        labels = {"label_ikk": "Kepanjangan IKK", "kode_pos": "Kode pos"}
        help_texts = {
            "tempat": "Tercetak di atas tanda tangan. Misalnya: Ujoh Bilang",
            "sebutan_kepala": "Misalnya: Kepala Badan, Kepala Dinas, Inspektur",
            "zona": "Tenggat berakhir pada tengah malam zona ini.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["tanpa_logo"]

    def clean_kode_pos(self):
        typed = self.cleaned_data["kode_pos"]
        if typed and (not typed.isdigit() or len(typed) != 5):
            raise ValidationError(f"Kode pos terdiri atas 5 angka. Tertulis {typed}.")
        return typed

    def clean_lambang(self):
        upload = self.cleaned_data["lambang"]
        return logo.read(upload) if upload else None

    def save(self, commit=True):
        if picture := self.cleaned_data.get("lambang"):
            self.instance.logo.save(picture.name, picture, save=False)
        elif self.cleaned_data.get("tanpa_logo"):
            self.instance.logo = ""  # the file stays: drafts that name it are still drawn
        return super().save(commit)


class UnitForm(forms.ModelForm):
    """One line of the table of units. A new line without a name is no unit."""

    class Meta:
        model = Unit
        fields = ("nama", "singkatan", "jenis", "urut", "aktif")
        labels = {"aktif": "Dipakai"}

    def __init__(self, *args, **kwargs):
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)
        self.fields["urut"].widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3})

    def has_changed(self):
        """The proposed kind and place of a new line are nothing anybody has written."""
        if self.instance.pk is None and self.is_bound:
            return any(self[name].data for name in ("nama", "singkatan"))
        return super().has_changed()

    def clean_aktif(self):
        """A unit in which somebody still works stays: their forms would find no way."""
        on = self.cleaned_data["aktif"]
        if self.instance.pk and self.instance.aktif and not on:
            there = self.instance.offices.not_over(self.instance.instansi.today())
            if names := ", ".join(sorted({str(o.user) for o in there.select_related("user")})):
                raise ValidationError(
                    f"Masih ada yang bertugas di sini: {names}. Akhiri penugasannya dahulu."
                )
        return on


MOST = 80  # lines of the table
PROPOSED: list[dict[str, Any]] = [
    {"nama": "Pimpinan", "singkatan": "PIM", "jenis": Unit.Jenis.PIMPINAN},
    {"nama": "Sekretariat", "singkatan": "SET", "jenis": Unit.Jenis.SEKRETARIAT},
]


class UnitRows(forms.BaseModelFormSet):
    """All units of `instansi` on one page, and a few empty lines; on the first day a proposal."""

    def __init__(self, data=None, *, instansi, prefix):
        self.instansi = instansi
        existing = instansi.units.order_by("urut", "pk")
        super().__init__(data, queryset=existing, prefix=prefix)
        self.proposed = [] if self.initial_form_count() else PROPOSED
        self.proposed = [*self.proposed, *[{"jenis": Unit.Jenis.BIDANG}] * MOST]

    def _construct_form(self, i, **kwargs):
        new = i - self.initial_form_count()
        if new >= 0:
            kwargs["initial"] = {"urut": i, "aktif": True} | self.proposed[new]
            kwargs["instance"] = Unit(instansi=self.instansi)
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        for name, field in form.fields.items():
            if name == "aktif" and new >= 0:
                field.widget = forms.HiddenInput()
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = f"{field.label}, baris {i + 1}"
        return form

    def clean(self):
        for name, word in (("nama", "Nama"), ("singkatan", "Singkatan")):
            seen: dict[str, forms.BaseForm] = {}
            for form in self.forms:
                typed = getattr(form, "cleaned_data", {}).get(name, "").casefold()
                if typed and seen.setdefault(typed, form) is not form:
                    form.add_error(name, f"{word} ini sudah dipakai di baris lain.")

    def validate_unique(self):
        """Names are compared in `clean`, over all lines at once."""


def unit_rows(data, instansi) -> Any:
    """The table of units of `instansi`, with room for more."""
    extra = 3 if instansi.units.exists() else 8
    make = forms.modelformset_factory(
        Unit, form=UnitForm, formset=UnitRows, extra=extra, max_num=60, absolute_max=MOST
    )
    return make(data, instansi=instansi, prefix="unit")
