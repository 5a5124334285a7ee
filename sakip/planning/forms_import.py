"""The forms of the import: what is uploaded, and what was answered on the preview."""

from __future__ import annotations

from django import forms

from sakip.lib.fields import REQUIRED
from sakip.papers import contents

from .fields import YearField, plain
from .import_columns import FIELDS
from .import_plan import Answers, Plan
from .models import PerjanjianKinerja, Renstra
from .periods import RHYTHMS
from .tree import LEVELS

ENDINGS = ".xlsx,.csv"
LONGEST = 200


class UploadForm(forms.Form):
    """One file of targets, or two where the periods stand in a file of their own."""

    tahun = YearField(label="Tahun Perjanjian Kinerja")
    renstra = forms.ModelChoiceField(
        label="Renstra",
        queryset=Renstra.objects.none(),
        empty_label=None,
        error_messages={"required": REQUIRED},
    )
    utama = forms.FileField(
        label="Berkas target",
        help_text=f"XLSX atau CSV, paling besar {contents.IMPORT_LIMIT >> 20} MB.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas kosong (0 bita)."},
    )
    rincian = forms.FileField(
        label="Berkas target periode",
        required=False,
        help_text="Hanya bila target per bulan atau triwulan ada pada berkas lain; digabung "
        "menurut nama indikator.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": "Berkas kosong (0 bita)."},
    )

    def __init__(self, *args, instansi, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        self.fields["renstra"].queryset = Renstra.objects.filter(instansi=instansi)

    def clean(self):
        said = super().clean()
        year, renstra = said.get("tahun"), said.get("renstra")
        if year and renstra and not renstra.tahun_mulai <= year <= renstra.tahun_selesai:
            self.add_error(
                "tahun",
                f"Tahun {year} di luar {renstra} ({renstra.tahun_mulai} sampai dengan "
                f"{renstra.tahun_selesai}).",
            )
        pk = PerjanjianKinerja.objects.filter(instansi=self.instansi, tahun=year).order_by("-versi")
        if (last := pk.first()) and last.fixed:
            self.add_error(
                "tahun",
                f"{last} sudah ditetapkan. Buat Perubahan dahulu, lalu impor ke drafnya.",
            )
        return said


def answers_of(data, plan: Plan) -> Answers:
    """What the preview sent back; whatever is no choice of ours is taken as not answered."""
    old = plan.answers
    return Answers(
        lembar=[plain(data.get(f"lembar-{s.n}", s.sheet.name), 100) for s in plan.sources],
        kolom=[_columns(data, source) for source in plan.sources],
        jenjang=_one(data.get("jenjang"), LEVELS, old.jenjang),
        frekuensi=_one(data.get("frekuensi"), [v for v, _ in RHYTHMS], ""),
        titik=[plain(key, 20) for key in data.getlist("titik")],
        sel=_cells(data, old.sel),
        setuju=[plain(key, 16) for key in data.getlist("setuju")],
    )


def _columns(data, source) -> list[str]:
    """The chosen fields; another sheet has other columns, so they are guessed anew."""
    if data.get(f"lembar-{source.n}", source.sheet.name) != source.sheet.name:
        return []
    return [
        _one(data.get(f"kolom-{source.n}-{at}"), FIELDS, kept)
        for at, kept in enumerate(source.columns)
    ]


def _cells(data, kept: dict[str, str]) -> dict[str, str]:
    """The answer to each question: one of those offered, or a figure of one's own."""
    asked = {name.removeprefix("jawab-") for name in data if name.startswith("jawab-")}
    asked |= {name.removeprefix("angka-") for name in data if name.startswith("angka-")}
    found = {key: said for key, said in kept.items() if key not in asked}
    for key in asked:
        chosen, own = data.get(f"jawab-{key}", ""), data.get(f"angka-{key}", "").strip()
        answer = plain(own if chosen in ("", "sendiri") else chosen, LONGEST)
        if answer and key == plain(key, 40):
            found[key] = answer
    return found


def _one(said, allowed, otherwise: str) -> str:
    return said if said in allowed else otherwise
