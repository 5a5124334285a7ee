"""Forms of the Renstra and of the places in its tree."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from sakip.lib.fields import REQUIRED
from sakip.people.models import Unit

from .dictionary import Indikator
from .fields import NodeField, YearField
from .promise import Anggaran
from .tree import LEVELS, Node, Renstra


class RenstraForm(forms.ModelForm):
    nama = forms.CharField(
        label="Nama",
        max_length=200,
        error_messages={"required": REQUIRED},
        help_text="Misalnya: Renstra BKPSDM 2025-2029",
    )
    tahun_mulai = YearField(label="Tahun mulai")
    tahun_selesai = YearField(label="Tahun selesai")
    dokumen = forms.FileField(
        label="Dokumen Renstra",
        required=False,
        help_text="PDF, DOCX, XLSX, atau gambar. Yang baru menggantikan yang lama.",
        widget=forms.FileInput,
        error_messages={"empty": "Berkas kosong (0 bita)."},
    )

    class Meta:
        model = Renstra
        fields = ["nama", "tahun_mulai", "tahun_selesai"]

    def __init__(self, *args, instansi, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.instansi = instansi

    def clean(self):
        said = super().clean()
        start, end = said.get("tahun_mulai"), said.get("tahun_selesai")
        if start and end and end < start:
            self.add_error("tahun_selesai", "Tahun selesai mendahului tahun mulai.")
        same = Renstra.objects.filter(instansi=self.instance.instansi, tahun_mulai=start)
        if start and (other := same.exclude(pk=self.instance.pk).first()):
            self.add_error("tahun_mulai", f"Sudah ada Renstra yang mulai {start}: {other}.")
        return said


class NodeForm(forms.ModelForm):
    """One place in the tree: below its parent's level, above that of what hangs on it."""

    class Meta:
        model = Node
        fields = ["level", "kode", "nama", "unit"]
        labels = {"nama": "Uraian"}
        help_texts = {
            "kode": "Kode nomenklatur, misalnya 5.03.02.2.02. Boleh kosong bagi tujuan dan sasaran.",
            "unit": "Unit yang mengisi realisasi anggarannya.",
        }
        widgets = {"nama": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        node = self.instance
        above = node.parent.rank if node.parent_id else 0
        children = list(node.children.all()) if node.pk else []
        below = min((child.rank for child in children), default=len(LEVELS) + 1)
        self.fields["level"].choices = [
            (value, label) for value, label in Node.Level.choices
            if above < LEVELS.index(value) + 1 < below
        ]  # fmt: skip
        units = Unit.objects.filter(instansi=node.instansi)
        self.fields["unit"].queryset = units.filter(Q(aktif=True) | Q(pk=node.unit_id))
        self.fields["unit"].empty_label = "Belum ditentukan"
        for field in self.fields.values():
            field.error_messages["required"] = REQUIRED

    def clean(self):
        said = super().clean()
        node = self.instance
        twin = Node.objects.filter(
            instansi=node.instansi,
            renstra=node.renstra,
            parent=node.parent_id,
            level=said.get("level"),
            kode=said.get("kode", ""),
            nama__iexact=said.get("nama", ""),
        ).exclude(pk=node.pk)
        if twin.exists():
            self.add_error("nama", "Uraian yang sama sudah ada di tempat ini.")
        return said


class MoveForm(forms.Form):
    """Where a node is to hang: on any node of a higher level of its Renstra, or on none."""

    parent = NodeField(queryset=Node.objects.none(), label="Di bawah", required=False)

    def __init__(self, *args, node: Node, **kwargs):
        super().__init__(*args, **kwargs)
        higher = Node.objects.filter(
            instansi=node.instansi, renstra=node.renstra, level__in=LEVELS[: node.rank - 1]
        )
        self.fields["parent"].fill(higher, empty="Pangkal pohon")
        self.fields["parent"].initial = node.parent_id


def uses_of(node: Node) -> list[str]:
    """What still hangs on a node, in words: while there is anything it cannot be deleted."""
    counted = [
        (node.children.count(), "cabang di bawahnya"),
        (Indikator.objects.filter(node=node).count(), "indikator"),
        (Anggaran.objects.filter(node=node).count(), "baris anggaran Perjanjian Kinerja"),
    ]
    return [f"{n} {what}" for n, what in counted if n]
