"""The Checklist Dokumen: each document laid beside a run as a file, a link, or "tidak relevan"."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from sakip.papers import kinds as naskah
from sakip.papers.models import Berkas, Paper

from .drafts import DraftForm

ADA, TAUTAN, TIDAK_RELEVAN = "ada", "tautan", "tidak_relevan"
STATES = [
    ("", "Belum diperiksa"),
    (ADA, "Ada, diunggah"),
    (TAUTAN, "Ada, tautan"),
    (TIDAK_RELEVAN, "Tidak relevan"),
]
TITLES = {
    naskah.RENSTRA: "Rencana Strategis (Renstra)",
    naskah.PERJANJIAN_KINERJA: "Perjanjian Kinerja (TAPKIN)",
    naskah.PKPT: "Program Kerja Pengawasan Tahunan (PKPT)",
    naskah.LIHP: "Laporan Ikhtisar Hasil Pemeriksaan (LIHP)",
    naskah.DATA_TL: "Data tindak lanjut (Data TL)",
    naskah.HASIL_SURVEY: "Hasil survei",
}


class ItemWidget(forms.Widget):
    """The inputs of one document; an upload becomes a kept file before the draft is written."""

    template_name = "sop/dokumen.html"
    parts = ("keadaan", "nomor", "tautan", "keterangan", "berkas_id")

    def value_from_datadict(self, data, files, name):
        raw = {part: (data.get(f"{name}-{part}") or "").strip() for part in self.parts}
        raw["upload"] = files.get(f"{name}-berkas") if files else None
        return raw

    def value_omitted_from_data(self, data, files, name):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["item"], context["states"] = value or {}, STATES
        return context

    def render(self, name, value, attrs=None, renderer=None):
        from django.template.loader import render_to_string

        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class ItemField(forms.Field):
    widget = ItemWidget

    def clean(self, value):
        value = value or {}
        state = value.get("keadaan", "")
        if not state:
            raise ValidationError("belum diperiksa: unggah, tautkan, atau tandai tidak relevan.")
        if state == ADA and not value.get("berkas_id"):
            raise ValidationError("ditandai ada, tetapi berkasnya belum diunggah.")
        if state == TAUTAN:
            forms.URLField(assume_scheme="https").clean(value.get("tautan"))
        if state == TIDAK_RELEVAN and not value.get("keterangan"):
            raise ValidationError("tidak relevan: tuliskan alasannya pada keterangan.")
        return {k: v for k, v in value.items() if k != "upload"}


class ChecklistForm(DraftForm):
    """One field a document of the row's `needs`; standing documents are taken over (SOP VIII)."""

    def prepare(self):
        row = next(s for s in self.run.sop if naskah.CHECKLIST in s.gives)
        for kind in row.needs:
            if kind.item:
                self.fields[kind.key] = ItemField(label=TITLES.get(kind, kind.name))

    def suggestions(self):
        """Documents kept for the year lie on the table already."""
        standing = Paper.objects.filter(
            instansi_id=self.run.instansi_id,
            kind_key__in=self.fields,
            tahun__lte=self.run.tahun,
            run_label="",
            status=Paper.ISSUED,
            superseded=False,
        ).order_by("tahun", "pk")
        return {
            p.kind_key: {
                "keadaan": ADA,
                "nomor": p.nomor,
                "berkas_id": str(p.berkas_id),
                "nama": p.berkas.nama if p.berkas else "",
                "keterangan": f"Dari Dokumen Pelengkap {p.tahun}",
            }
            for p in standing.select_related("berkas")
            if p.berkas_id
        }

    def raw(self):
        """As typed; each upload is kept as a file (raises ValidationError with the reason)."""
        from sakip.papers.files import keep

        isi = super().raw()
        for item in isi.values():
            upload = item.pop("upload", None)
            if upload:
                berkas = keep(upload, instansi=self.run.instansi, user=self.by.user)
                item |= {"berkas_id": str(berkas.pk), "nama": berkas.nama, "keadaan": ADA}
            elif item["berkas_id"]:
                item["nama"] = self._own_file(item["berkas_id"])
        return isi

    def _own_file(self, pk) -> str:
        found = Berkas.objects.filter(instansi_id=self.run.instansi_id, pk=pk).first()
        return found.nama if found else ""

    def items(self, isi) -> list[dict]:
        """The rows of the paper, numbered as on the sheet."""
        kept = Berkas.objects.in_bulk(
            [int(v["berkas_id"]) for v in isi.values() if v.get("berkas_id")]
        )
        rows = []
        for name, field in self.fields.items():
            item = isi.get(name, {})
            file = kept.get(int(item["berkas_id"])) if item.get("berkas_id") else None
            rows.append(
                {
                    "kind": name,
                    "nama": str(field.label),
                    "keadaan": item.get("keadaan", ""),
                    "nomor": item.get("nomor", ""),
                    "berkas": file.nama if file else "",
                    "berkas_id": file.pk if file else None,
                    "sha256": file.sha256 if file else "",
                    "tautan": item.get("tautan", ""),
                    "keterangan": item.get("keterangan", ""),
                }
            )
        return rows
