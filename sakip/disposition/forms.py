"""What people fill in: the Sekretaris's words, the Kepala's disposition, a report on an order."""

from __future__ import annotations

from itertools import islice

from django import forms
from django.core.exceptions import ValidationError

from sakip.lib import tanggal
from sakip.lib.fields import TanggalField
from sakip.papers.models import Berkas
from sakip.sop.calendar import calendar_of

from .recipients import recipients
from .words import HARAP, LONGEST_SUMMARY, PERBAIKI, SIFAT

PROPOSED_DAYS = 10  # working days for a follow-up, where the Kepala writes no other day
UPLOAD_NOTE = "PDF, gambar, atau dokumen kantor."


def proposed_deadline(instansi):
    """The day ten working days from today."""
    days = calendar_of(instansi).working_days(after=instansi.today())
    return next(islice(days, PROPOSED_DAYS - 1, None))


class SajianForm(forms.Form):
    """With which words and how urgently the report is laid before the Kepala."""

    sifat = forms.ChoiceField(label="Sifat", choices=SIFAT)
    agenda = forms.CharField(label="Nomor agenda", max_length=40, required=False)
    ringkasan = forms.CharField(
        label="Ringkasan untuk Kepala Badan",
        help_text="Tampil paling atas pada lembar disposisi. "
        f"Paling banyak {LONGEST_SUMMARY} huruf.",
        widget=forms.Textarea({"rows": 5}),
        required=False,  # it may be saved half-written; presenting asks for it
    )

    def clean_ringkasan(self):
        text = self.cleaned_data["ringkasan"].strip()
        if len(text) > LONGEST_SUMMARY:
            raise ValidationError(
                f"Tertulis {len(text)} huruf; paling banyak {LONGEST_SUMMARY}. "
                f"Pendekkan {len(text) - LONGEST_SUMMARY} huruf."
            )
        return text


class DisposisiForm(forms.Form):
    """The paper's own boxes: to whom, what is asked, in what words, by when."""

    kepada = forms.MultipleChoiceField(
        label="Diteruskan kepada Sdr.", widget=forms.CheckboxSelectMultiple, required=False
    )
    harap = forms.MultipleChoiceField(
        label="Dengan hormat harap",
        choices=HARAP,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    catatan = forms.CharField(
        label="Catatan", widget=forms.Textarea({"rows": 3}), max_length=4000, required=False
    )
    tenggat = TanggalField(label="Batas waktu tindak lanjut", required=False)

    explanations = {
        PERBAIKI: "Sekretaris memulai proses koreksi di samping yang telah disetujui. "
        "Sebutkan isiannya pada catatan."
    }

    def __init__(self, instansi, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        self.people = recipients(instansi)
        self.fields["kepada"].choices = [(str(r.id), r.nama) for r in self.people]
        self.initial.setdefault("tenggat", proposed_deadline(instansi))

    def clean_tenggat(self):
        day = self.cleaned_data["tenggat"]
        if day and day < self.instansi.today():
            raise ValidationError(
                f"{tanggal.long_date(day)} sudah lewat. Tulis hari ini atau sesudahnya."
            )
        return day

    def clean(self):
        """Everything that is missing, each at its field, before the door is asked."""
        said = super().clean()
        harap, kepada = set(said.get("harap", ())), said.get("kepada", ())
        if not harap and "harap" not in self.errors:
            self.add_error("harap", "Tandai paling sedikit satu.")
        if not kepada and harap - {"arsipkan", PERBAIKI}:
            self.add_error("kepada", "Tandai kepada siapa disposisi diteruskan.")
        if PERBAIKI in harap and not said.get("catatan", "").strip():
            self.add_error("catatan", "Sebutkan apa yang harus diperbaiki.")
        if (kepada or PERBAIKI in harap) and not said.get("tenggat", True):
            self.add_error("tenggat", "Batas waktu tindak lanjut belum diisi.")
        return said

    def isi(self) -> dict:
        """What the door takes."""
        return {name: self.cleaned_data[name] for name in ("kepada", "harap", "catatan", "tenggat")}


class LaporanForm(forms.Form):
    """What was done about an order, and the evidence: a file, or a link to where it lies."""

    laporan = forms.CharField(
        label="Apa yang dikerjakan", widget=forms.Textarea({"rows": 5}), max_length=4000
    )
    berkas = forms.FileField(label="Berkas bukti", required=False, help_text=UPLOAD_NOTE)
    # The file that came with an earlier, faulty submission: nobody has to choose it again.
    berkas_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tautan = forms.URLField(
        label="Tautan bukti", max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, order, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order, self.user, self.kept = order, user, None

    def clean_berkas(self):
        """An upload is kept at once, so that it is there whatever else is wrong in the form."""
        from sakip.papers.files import keep

        upload = self.cleaned_data["berkas"]
        if upload:
            self.kept = keep(upload, instansi=self.order.instansi, user=self.user)
        return upload

    def clean(self):
        said = super().clean()
        if self.kept is None and said.get("berkas_id"):
            self.kept = self._own_file(said["berkas_id"])
        if not (self.kept or said.get("tautan")) and not {"berkas", "tautan"} & self.errors.keys():
            self.add_error("berkas", "Lampirkan berkas bukti, atau tulis tautannya.")
        return said

    def _own_file(self, pk):
        """A file this person brought in, or the one that stands on the order already."""
        if pk == self.order.berkas_id:
            return self.order.berkas
        mine = Berkas.objects.filter(instansi=self.order.instansi, user=self.user)
        return mine.filter(pk=pk).first()

    def fields_of_order(self) -> dict:
        said = self.cleaned_data
        return {"laporan": said["laporan"], "berkas": self.kept, "tautan": said["tautan"]}


class PutusanForm(forms.Form):
    """Verify what was reported, or give it back with a note."""

    TERIMA, KEMBALIKAN = "terima", "kembalikan"

    deed = forms.ChoiceField(choices=[(TERIMA, ""), (KEMBALIKAN, "")])
    catatan = forms.CharField(
        label="Catatan", widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def clean(self):
        said = super().clean()
        if said.get("deed") == self.KEMBALIKAN and not said.get("catatan", "").strip():
            self.add_error("catatan", "Tuliskan apa yang masih kurang.")
        return said
