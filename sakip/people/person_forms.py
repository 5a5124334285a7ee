"""The forms of people: who somebody is, one at a time or many at once, and the first of all."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from sakip.lib.fields import TanggalField

from . import nip
from .models import Penugasan, Role, Unit, User
from .office_forms import PenugasanForm

KETUA = "tim_sakip:ketua"  # in the table the mark of the ketua is one more role


def people_of(instansi):
    """Everybody who holds or has held an office in `instansi`; nobody else is seen there."""
    there = Penugasan.objects.filter(user=OuterRef("pk"), instansi=instansi)
    return User.objects.filter(Exists(there)).order_by(Lower("nama"), "pk")


class PersonForm(forms.ModelForm):
    """Who somebody is. What they may do is their Penugasan."""

    known: User | None = None  # somebody else who has this NIP already

    class Meta:
        model = User
        fields: tuple[str, ...] = ("nama", "nip", "pangkat", "golongan", "username", "email")
        labels = {"username": "Nama pengguna", "email": "Pos-el"}
        help_texts = {
            "nama": "Seperti tercetak di bawah tanda tangan, dengan gelar",
            "username": "Kosong: masuk dengan NIP",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].required = False
        self.fields["nip"] = forms.CharField(
            label="NIP", required=False, max_length=30, help_text="18 angka, boleh dengan spasi"
        )
        if self.instance.nip:
            self.initial["nip"] = self.instance.nip_grouped
        if self.instance.nip and self.instance.username == self.instance.nip:
            self.initial["username"] = ""

    def clean_nip(self):
        digits = nip.digits_of(self.cleaned_data["nip"])
        if not digits:
            return None
        if wrong := nip.fault(digits):
            raise ValidationError(wrong)
        self.known = User.objects.filter(nip=digits).exclude(pk=self.instance.pk).first()
        return digits

    def clean_username(self):
        typed = self.cleaned_data["username"].strip()
        own = self.cleaned_data.get("nip")
        if typed.isdigit() and typed != own:
            raise ValidationError("Nama pengguna berupa angka dibaca sebagai NIP; pakailah huruf.")
        return typed or own or ""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        username = cleaned.get("username")
        if username == "" and "nip" in cleaned:
            self.add_error("username", "Isi NIP atau nama pengguna, untuk dipakai masuk.")
        own = [pk for pk in (self.instance.pk, self.known and self.known.pk) if pk]
        if username and User.objects.exclude(pk__in=own).filter(username__iexact=username).exists():
            self.add_error("username", "Nama pengguna ini sudah dipakai orang lain.")
        if self.known:
            self.meet(self.known)
        return cleaned

    def meet(self, known):
        """What to say where the NIP is somebody else's."""
        self.add_error("nip", "NIP ini milik orang lain yang sudah terdaftar.")

    def validate_unique(self):
        """NIP and user name are compared in `clean`, each in its own words."""


class NewPersonForm(PersonForm):
    """A person new to `instansi`: new to the installation too, or found there by exact NIP."""

    pakai = forms.BooleanField(label="Ya, beri orang itu penugasan di instansi ini", required=False)

    def __init__(self, *args, instansi, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi = instansi

    def meet(self, known):
        if people_of(self.instansi).filter(pk=known.pk).exists():
            self.add_error("nip", f"{known} sudah terdaftar di instansi ini.")
        elif not known.is_active:
            self.add_error("nip", "Akun dengan NIP ini nonaktif. Hubungi admin seluruh instalasi.")
        elif not self.cleaned_data.get("pakai"):
            self.add_error("nip", f"NIP ini milik {known}, yang sudah terdaftar di instalasi ini.")

    def save(self, commit=True):
        """The person found, untouched; or the new one, who cannot sign in before their slip."""
        if self.known:
            return self.known
        self.instance.set_unusable_password()
        return super().save(commit)


class FirstAdminForm(PersonForm):
    """The first admin about themselves, with the password they choose."""

    sandi = forms.CharField(
        label="Kata sandi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sandi_lagi = forms.CharField(
        label="Kata sandi sekali lagi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta(PersonForm.Meta):
        fields = ("nama", "nip", "username")

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        first, again = cleaned.get("sandi"), cleaned.get("sandi_lagi")
        if first and again and first != again:
            self.add_error("sandi_lagi", "Kedua kata sandi tidak sama.")
        if first:
            about = User(username=cleaned.get("username") or "", nama=cleaned.get("nama") or "")
            try:
                validate_password(first, about)
            except ValidationError as faults:
                self.add_error("sandi", faults)
        return cleaned

    def save(self, commit=True):
        self.instance.set_password(self.cleaned_data["sandi"])
        return super().save(commit)


class PersonRow(forms.Form):
    """One line of the table: a person new to the installation, and their office.

    A line without name and NIP is nobody. Each half is judged by its own form.
    """

    nama = forms.CharField(label="Nama dan gelar", max_length=150)
    nip = forms.CharField(label="NIP", max_length=30, required=False)
    role = forms.ChoiceField(label="Peran")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Unit", required=False)
    jabatan = forms.CharField(label="Jabatan", max_length=150)

    def __init__(self, *args, instansi, units, begins, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi, self.begins = instansi, begins
        self.use_required_attribute, self.empty_permitted = False, True
        roles = [(r.value, r.label) for r in Role]
        roles.insert(3, (KETUA, "Ketua Tim SAKIP"))
        fields: Any = self.fields
        fields["role"].choices = [("", "–"), *roles]
        fields["unit"].queryset = Unit.objects.filter(instansi=instansi, aktif=True)
        fields["unit"].choices = [("", "–"), *((u.pk, u.nama) for u in units)]

    def has_changed(self):
        return any(self[name].data for name in ("nama", "nip"))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        role, _, mark = cleaned["role"].partition(":")
        self.person = PersonForm({"nama": cleaned["nama"], "nip": cleaned["nip"]})
        self.office = PenugasanForm(
            {
                "role": role,
                "unit": cleaned["unit"] and cleaned["unit"].pk,
                "jabatan": cleaned["jabatan"],
                "sifat": Penugasan.Sifat.DEFINITIF,
                "ketua": mark == "ketua",
                "mulai_tanggal": str(self.begins.day),
                "mulai_bulan": str(self.begins.month),
                "mulai_tahun": str(self.begins.year),
            },
            instansi=self.instansi,
            person=User(),
        )
        for half in (self.person, self.office):
            for name, faults in half.errors.items():
                self.add_error(name if name in self.fields else "nip", faults)
        return cleaned

    def save(self) -> Penugasan:
        self.person.instance.set_unusable_password()
        self.office.instance.user = self.person.save()
        return self.office.save()


class PersonRows(forms.BaseFormSet):
    """The table in which many people are written down at once."""

    def clean(self):
        seen: dict[str, forms.BaseForm] = {}
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {}).get("nip")
            digits = nip.digits_of(typed or "")
            if digits and seen.setdefault(digits, form) is not form:
                form.add_error("nip", "NIP ini sudah ditulis di baris lain.")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, baris {index + 1}"


class BeginsForm(forms.Form):
    mulai = TanggalField(label="Penugasan berlaku mulai")
