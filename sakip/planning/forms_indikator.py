"""The form of one dictionary entry: the seven groups of the indicator's page."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from sakip.lib.fields import REQUIRED, AngkaField, TanggalField
from sakip.people.models import Unit

from .dictionary import Indikator, Skala
from .fields import LadderField, NodeField, YearField
from .tree import Node

# The seven groups of the page, in their order.
GROUPS = (
    "kode jenis urut nama node alasan",
    "definisi formulasi pembilang penyebut satuan desimal polaritas rumus jenjang rasio_predikat",
    "akumulasi gaya_target tahun_awal nilai_awal target_akhir",
    "sumber frekuensi unit jabatan penyedia",
    "batas_bawah batas_atas skala target_nol bobot",
    "bukti bukti_wajib pembilang_melebihi",
    "berlaku_mulai berlaku_sampai dasar_perubahan",
)
RULES = "Rumus target ÷ realisasi hanya berlaku bagi indikator makin rendah makin baik."


class IndikatorForm(forms.ModelForm):
    """What a dictionary entry says. Only what could never be measured is refused here; the rest
    is a finding of checks.py and may stand."""

    node = NodeField(queryset=Node.objects.none(), label="Tempat dalam pohon kinerja")
    desimal = forms.TypedChoiceField(
        label="Desimal", coerce=int, choices=[(n, n) for n in range(5)], initial=2
    )
    jenjang = LadderField(
        label="Jenjang predikat",
        help_text="Hanya untuk predikat: satu baris satu jenjang, yang terbaik di atas, "
        "misalnya WTP = 4.",
    )
    tahun_awal = YearField(label="Tahun nilai awal", required=False)
    nilai_awal = AngkaField(label="Nilai awal", required=False)
    target_akhir = AngkaField(label="Target akhir Renstra", required=False)
    batas_bawah = AngkaField(
        label="Batas bawah capaian", required=False, help_text="Persen; kosong berarti tanpa batas."
    )
    batas_atas = AngkaField(
        label="Batas atas capaian", required=False, help_text="Persen; kosong berarti tanpa batas."
    )
    bobot = AngkaField(
        label="Bobot pada sasaran",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Kosong: semua indikator sama berat.",
    )
    berlaku_mulai = TanggalField(label="Berlaku mulai", required=False)
    berlaku_sampai = TanggalField(
        label="Berlaku sampai", required=False, help_text="Kosong: tanpa batas."
    )
    dasar_perubahan = forms.CharField(
        label="Dasar perubahan",
        required=False,
        max_length=250,
        help_text="Misalnya: SK Kepala Badan tentang IKU 2027",
    )

    class Meta:
        model = Indikator
        fields = " ".join(GROUPS).split()
        widgets = {
            "nama": forms.Textarea(attrs={"rows": 2}),
            "alasan": forms.Textarea(attrs={"rows": 2}),
            "definisi": forms.Textarea(attrs={"rows": 3}),
            "formulasi": forms.Textarea(attrs={"rows": 2}),
            "polaritas": forms.RadioSelect,
            "satuan": forms.TextInput(attrs={"list": "daftar-satuan", "autocomplete": "off"}),
            "urut": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        labels = {
            "urut": "Nomor urut",
            "formulasi": "Rumus dalam kata",
            "akumulasi": "Penghitungan antarperiode",
            "gaya_target": "Gaya target",
            "skala": "Skala kategori",
            "bukti": "Bukti dukung",
        }
        help_texts = {
            "pembilang": "Kosongkan keduanya bila nilainya diisi langsung.",
            "rasio_predikat": "Selain tercapai atau tidak, hitung persentase dari urutan jenjang.",
            "bukti_wajib": "Isian tanpa bukti tidak dapat diserahkan.",
            "pembilang_melebihi": "Misalnya untuk perbandingan terhadap tahun lalu.",
        }

    def __init__(self, *args, instansi, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        self.instance.instansi = instansi
        self.enforced = self.instance.pk and self.instance.status != Indikator.Status.DRAF
        if self.enforced:  # each version has a reason of its own
            self.initial["dasar_perubahan"] = ""
        self.fields["node"].fill(Node.objects.filter(instansi=instansi))
        units = Unit.objects.filter(instansi=instansi)
        self.fields["unit"].queryset = units.filter(Q(aktif=True) | Q(pk=self.instance.unit_id))
        self.fields["unit"].empty_label = "Belum ditentukan"
        self.fields["skala"].queryset = Skala.objects.filter(instansi=instansi)
        self.fields["skala"].empty_label = "Skala baku instansi"
        for field in self.fields.values():
            field.error_messages["required"] = REQUIRED

    @property
    def content_changed(self) -> list[str]:
        """The columns that differ from what is kept, the reason for it aside."""
        return [name for name in self.changed_data if name != "dasar_perubahan"]

    def clean_kode(self):
        kode = self.cleaned_data["kode"]
        same = Indikator.objects.filter(instansi=self.instansi, kode__iexact=kode)
        other = same.exclude(pk=self.instance.pk).first()
        if other:
            raise forms.ValidationError(f"Kode ini sudah dipakai: {other}. Pilih kode lain.")
        return kode

    def clean(self):
        said = super().clean()
        low, high = said.get("batas_bawah"), said.get("batas_atas")
        if low is not None and high is not None and low >= high:
            self.add_error("batas_atas", "Batas atas harus lebih besar daripada batas bawah.")
        if said.get("rumus") == "rasio_terbalik" and said.get("polaritas") != "rendah":
            self.add_error("rumus", RULES)
        if bool(said.get("pembilang")) != bool(said.get("penyebut")):
            lacking = "penyebut" if said.get("pembilang") else "pembilang"
            self.add_error(lacking, "Pembilang dan penyebut diisi keduanya, atau dikosongkan.")
        start, end = said.get("berlaku_mulai"), said.get("berlaku_sampai")
        if start and end and end < start:
            self.add_error("berlaku_sampai", "Berakhir sebelum mulai. Periksa kedua tanggal.")
        if self.enforced and self.content_changed and not said.get("dasar_perubahan"):
            self.add_error(
                "dasar_perubahan",
                "Wajib diisi: indikator ini sudah berlaku, perubahannya menjadi versi baru.",
            )
        return said


class StopForm(forms.Form):
    """Why and from when an indicator is asked no more."""

    sampai = TanggalField(label="Berlaku sampai")
    dasar = forms.CharField(
        label="Dasar penghentian", max_length=250, error_messages={"required": REQUIRED}
    )
