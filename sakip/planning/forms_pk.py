"""Forms of the Perjanjian Kinerja: its year, its parties, its budget, its fixing and revision."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from sakip.lib.fields import REQUIRED, TanggalField
from sakip.papers.issue import signature

from .acts import head_of
from .fields import MoneyField, YearField, plain
from .promise import PerjanjianKinerja
from .targets import Input
from .tree import Node, Renstra, tree_of

PARTS = [("nama", "Nama", 150), ("jabatan", "Jabatan", 150), ("pangkat", "Pangkat", 80),
         ("nip", "NIP", 25)]  # fmt: skip
KEYS = ("pihak_pertama", "pihak_kedua")
# Whose head signs as pihak kedua, by the kind of government.
HEADS = {"kabupaten": "Bupati", "kota": "Wali Kota", "provinsi": "Gubernur"}


class BeginForm(forms.Form):
    """The year and the Renstra of a new Perjanjian Kinerja."""

    tahun = YearField(label="Tahun")
    renstra = forms.ModelChoiceField(
        label="Renstra",
        queryset=Renstra.objects.none(),
        empty_label=None,
        error_messages={"required": REQUIRED},
    )

    def __init__(self, *args, instansi, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        self.fields["renstra"].queryset = Renstra.objects.filter(instansi=instansi)

    def clean(self):
        said = super().clean()
        year, renstra = said.get("tahun"), said.get("renstra")
        if not year or not renstra:
            return said
        if not renstra.tahun_mulai <= year <= renstra.tahun_selesai:
            self.add_error(
                "tahun",
                f"Tahun {year} di luar {renstra} ({renstra.tahun_mulai} sampai dengan "
                f"{renstra.tahun_selesai}).",
            )
        there = PerjanjianKinerja.objects.filter(instansi=self.instansi, tahun=year)
        if one := there.order_by("-versi").first():
            state = "sudah ditetapkan; buat Perubahan dari halamannya" if one.fixed else "sudah ada"
            self.add_error("tahun", f"{one} {state}.")
        return said


class PartiesForm(forms.Form):
    """Who promises, and to whom: data of that day, kept in the promise itself."""

    def __init__(self, *args, pk: PerjanjianKinerja, **kwargs):
        said = {
            f"{key}_{part}": getattr(pk, key).get(part, "") for key in KEYS for part, *_ in PARTS
        }
        super().__init__(*args, initial={**said, "alasan": pk.alasan}, **kwargs)
        for key, who in zip(KEYS, ("Pihak pertama", "Pihak kedua"), strict=True):
            for part, label, longest in PARTS:
                self.fields[f"{key}_{part}"] = forms.CharField(
                    label=f"{who}: {label if label == 'NIP' else label.lower()}",
                    required=False,
                    max_length=longest,
                )
        if pk.versi:
            self.fields["alasan"] = forms.CharField(
                label="Alasan perubahan",
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": REQUIRED},
            )

    def write(self, pk: PerjanjianKinerja) -> None:
        for key in KEYS:
            said = {part: self.cleaned_data[f"{key}_{part}"] for part, *_ in PARTS}
            setattr(pk, key, {part: text for part, text in said.items() if text})
        pk.alasan = self.cleaned_data.get("alasan", pk.alasan)


def parties_of(instansi) -> dict[str, dict]:
    """Both parties as a new promise proposes them: the head of today, and who signed last time."""
    last = PerjanjianKinerja.objects.filter(instansi=instansi).order_by("-tahun", "-versi").first()
    head = head_of(instansi)
    first = {k: v for k, v in signature(head).items() if v and k != "surat"} if head else {}
    kind, _, place = instansi.pemerintah.partition(" ")
    title = HEADS.get(kind.casefold())
    second = {"jabatan": f"{title} {place}"} if title and place else {}
    return {"pihak_pertama": first, "pihak_kedua": last.pihak_kedua if last else second}


class ReviseForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": REQUIRED},
        help_text="Misalnya: pergantian pejabat, perubahan anggaran, atau perubahan prioritas.",
    )


class FixForm(forms.Form):
    """The days of signing and of coming into force."""

    hari = TanggalField(label="Tanggal penandatanganan")
    mulai = TanggalField(label="Berlaku mulai")

    def __init__(self, *args, pk: PerjanjianKinerja, **kwargs):
        super().__init__(*args, **kwargs)
        self.pk = pk

    def clean_mulai(self):
        day = self.cleaned_data["mulai"]
        if day.year != self.pk.tahun:
            raise ValidationError(f"Berlaku mulai harus dalam tahun {self.pk.tahun}.")
        return day


class BudgetGrid:
    """The budget line by line: every program and kegiatan of the tree, typed or kept."""

    def __init__(self, pk: PerjanjianKinerja, data=None):
        kept = {a.node_id: a for a in pk.anggaran.all()}
        levels = [Node.Level.PROGRAM, Node.Level.KEGIATAN, Node.Level.SUB_KEGIATAN]
        nodes = tree_of(pk.renstra).filter(level__in=levels)
        self.rows = [_BudgetRow(node, kept.get(node.pk), data) for node in nodes]

    def is_valid(self) -> bool:
        return not self.faults

    @property
    def faults(self) -> list[Input]:
        return [row.pagu for row in self.rows if row.pagu.fault]

    def lines(self) -> dict[Node, tuple[int, str] | None]:
        """What differs from what is kept, as acts.keep_budget takes it."""
        return {row.node: row.said for row in self.rows if row.said != row.kept}


class _BudgetRow:
    def __init__(self, node: Node, kept, data):
        self.node, self.tingkat = node, node.tree_depth + 1
        self.kept = (kept.pagu, kept.keterangan) if kept else None
        field = MoneyField(required=False)
        shown = field.written(kept.pagu) if kept else ""
        words = kept.keterangan if kept else ""
        name = f"a{node.pk}"
        if data is not None and f"{name}-pagu" in data:
            shown = data.get(f"{name}-pagu-saran") or data[f"{name}-pagu"]
            words = plain(data.get(f"{name}-keterangan", ""), 60)
        self.pagu = Input(f"{name}-pagu", "pagu", f"Anggaran {node.nama}", shown)
        self.keterangan = Input(f"{name}-keterangan", "teks", f"Keterangan {node.nama}", words)
        self.said = self.kept
        try:
            value = field.clean(shown)
            self.said = None if value is None else (int(value), words)
        except ValidationError as slip:
            self.pagu.fault = slip.messages[0]
            self.pagu.suggestion = (slip.error_list[0].params or {}).get("suggestion") or ""
