"""The forms of offices: granting one, and ending it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.html import format_html

from sakip.lib.fields import TanggalField

from .models import Penugasan, Role, Unit, User


def described(roles):
    """Choices of roles, each with the sentence that says what it may do."""
    return [(r.value, format_html("{}<small>{}</small>", r.label, r.description)) for r in roles]


class PenugasanForm(forms.ModelForm):
    """One office in `instansi`. `person`: whose, if that is settled. `run`: for that run alone."""

    class Meta:
        model = Penugasan
        fields = ("user", "role", "unit", "jabatan", "sifat", "surat", "mulai", "sampai", "ketua")
        widgets = {"role": forms.RadioSelect, "sifat": forms.RadioSelect}
        field_classes = {"mulai": TanggalField, "sampai": TanggalField}
        labels = {
            "user": "Orang",
            "sifat": "Sifat penugasan",
            "surat": "Surat penugasan",
            "mulai": "Berlaku mulai",
            "sampai": "Sampai dengan",
            "ketua": "Ketua Tim SAKIP",
        }
        help_texts = {
            "jabatan": "Tercetak di bawah tanda tangan, tanpa kata Plt. atau Plh.",
            "surat": "Nomor dan tanggal surat; wajib untuk Plt. dan Plh.",
            "sampai": "Kosong: sampai diakhiri",
            "ketua": "Menandatangani Program Kerja dan Rekapitulasi",
            "unit": "Wajib untuk Bidang dan Staf",
        }

    def __init__(self, *args, instansi, run=None, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi, self.run = instansi, run
        self.instance.instansi = instansi
        if person is None and self.instance.pk:
            person = self.instance.user
        self.person = person
        fields: Any = self.fields
        if person is not None:
            del fields["user"]
        else:
            there = Penugasan.objects.filter(user=OuterRef("pk"), instansi=instansi)
            people = User.objects.filter(Exists(there), is_active=True)
            fields["user"].queryset = people.order_by("nama")
            fields["user"].empty_label = "Pilih orang"
        fields["unit"].queryset = Unit.objects.filter(instansi=instansi, aktif=True)
        fields["unit"].empty_label = "Seluruh instansi"
        fields["role"].choices = described(Role)
        fields["sifat"].choices = Penugasan.Sifat.choices
        if run is not None:
            fields["surat"].required = True
            fields["surat"].help_text = "Nomor dan tanggal surat Kepala untuk proses ini"

    def clean_unit(self):
        unit, role = self.cleaned_data["unit"], self.cleaned_data.get("role")
        if role in (Role.BIDANG, Role.STAF):
            if unit is None:
                raise ValidationError("Pilih unit: peran ini bekerja di satu unit.")
            if not unit.fills:
                raise ValidationError(f"{unit} tidak mengisi formulir; pilih unit pengisi.")
        if role in (Role.ADMIN, Role.AUDITOR) and unit is not None:
            raise ValidationError("Peran ini untuk seluruh instansi, bukan untuk satu unit.")
        return unit

    def clean_ketua(self):
        ketua = self.cleaned_data["ketua"]
        if ketua and self.cleaned_data.get("role") != Role.TIM_SAKIP:
            raise ValidationError("Hanya anggota Tim SAKIP dapat menjadi ketuanya.")
        return ketua

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        begins, ends = cleaned.get("mulai"), cleaned.get("sampai")
        if begins and ends and ends < begins:
            self.add_error("sampai", "Tanggal akhir mendahului tanggal mulai.")
        acting = cleaned.get("sifat") in (Penugasan.Sifat.PLT, Penugasan.Sifat.PLH)
        if acting and "surat" in cleaned and not cleaned["surat"]:
            self.add_error("surat", "Plt. dan Plh. bertindak atas surat; tulis nomornya.")
        person = self.person or cleaned.get("user")
        if person is not None and person.pk and "role" in cleaned and begins:
            self._against_the_other_offices_of(person, cleaned)
        return cleaned

    def _against_the_other_offices_of(self, person, cleaned):
        """The same office twice is a slip; and who judges the forms answers for none of them."""
        others = person.offices.filter(instansi=self.instansi).exclude(pk=self.instance.pk)
        others = [o for o in others.not_over(cleaned["mulai"]) if not o.run_label]
        if cleaned.get("sampai"):
            others = [o for o in others if o.mulai <= cleaned["sampai"]]
        same = [(o.role, o.unit_id, o.sifat) for o in others]
        unit = cleaned.get("unit")
        asked = (cleaned["role"], unit.pk if unit else None, cleaned.get("sifat"))
        if asked in same and self.run is None:
            self.add_error("role", f"{person} sudah memegang peran ini pada waktu itu.")
        if unit is None or unit.jenis != Unit.Jenis.SEKRETARIAT or asked[0] != Role.BIDANG:
            return
        if any(o.role == Role.SEKRETARIS for o in others):
            self.add_error(
                "unit",
                "Sekretaris memutuskan atas formulir, maka penanggung jawab formulir "
                "Sekretariat adalah orang lain, biasanya Kepala Subbagian.",
            )

    def save(self, commit=True):
        if self.person is not None and self.person.pk:
            self.instance.user = self.person
        if self.run is not None:
            self.instance.run_label = self.run._meta.label_lower
            self.instance.run_id = self.run.pk
        return super().save(commit)


NEVER = "Tidak jadi; penugasan ini belum mulai"


class EndForm(forms.Form):
    """How an office ends: with the end of a day, or at once."""

    ON, NOW = "tanggal", "sekarang"
    cara = forms.ChoiceField(
        label="Penugasan berakhir",
        widget=forms.RadioSelect,
        choices=[
            (ON, "Pada akhir satu hari"),
            (NOW, format_html("Sekarang juga<small>{}</small>", "Tindakan berikutnya ditolak.")),
        ],
        initial=ON,
    )
    sampai = TanggalField(label="Hari terakhir", required=False)

    def __init__(self, *args, office, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.office, self.today = office, today
        if office.mulai > today:
            cara: Any = self.fields["cara"]
            cara.choices = [(self.ON, "Pada akhir satu hari"), (self.NOW, NEVER)]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("cara") != self.ON or "sampai" in self.errors:
            return cleaned
        if cleaned.get("sampai") is None:
            self.add_error("sampai", "Isi hari terakhirnya.")
        elif cleaned["sampai"] < self.office.mulai:
            self.add_error("sampai", "Hari terakhir mendahului hari mulainya.")
        return cleaned

    def save(self) -> Penugasan:
        """Set the end on the office."""
        self.office.dicabut = self.cleaned_data["cara"] == self.NOW
        if self.office.dicabut:
            self.office.sampai = max(self.today, self.office.mulai)
        else:
            self.office.sampai = self.cleaned_data["sampai"]
        self.office.save(update_fields=["sampai", "dicabut"])
        return self.office


class HouseOfficeForm(forms.ModelForm):
    """An office over the whole installation, for a person named by exact NIP or user name."""

    siapa = forms.CharField(label="NIP atau nama pengguna", max_length=150)

    class Meta:
        model = Penugasan
        fields = ("role", "jabatan", "mulai")
        field_classes = {"mulai": TanggalField}
        labels = {"mulai": "Berlaku mulai"}

    field_order = ("siapa", "role", "jabatan", "mulai")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roles = (Role.ADMIN, Role.AUDITOR)
        role: Any = self.fields["role"]
        role.choices = [(r.value, r.label) for r in roles]
        self.fields["jabatan"].help_text = "Misalnya: Admin instalasi"

    def clean_siapa(self):
        person = User.objects.by_name_or_nip(self.cleaned_data["siapa"])
        if person is None or not person.is_active:
            raise ValidationError("Tidak ada orang aktif dengan NIP atau nama pengguna ini.")
        self.instance.user = person
        return person
