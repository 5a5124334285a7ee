"""Isian: one realisasi asked of a unit, with its evidence and the history of its value."""

from __future__ import annotations

from django.db import models

from sakip.lib import tanggal
from sakip.lib.angka import rounded
from sakip.papers.models import Berkas
from sakip.people.models import Penugasan, Role
from sakip.planning.models import Indikator, Node, figure
from sakip.sop.content import Content

from .formulir import Formulir


class Isian(Content, models.Model):
    """One row of a Formulir. What it was drawn from is copied into it and stays as it was."""

    class Keadaan(models.TextChoices):
        DILAPORKAN = "dilaporkan", "Ada nilai"
        BELUM = "belum_dilaporkan", "Belum dilaporkan"
        TIDAK_BERLAKU = "tidak_berlaku", "Tidak berlaku"
        TIDAK_DILAKSANAKAN = "tidak_dilaksanakan", "Tidak dilaksanakan"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="isian")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    urut = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    # The dictionary entry and the method as they stood when the form was drawn.
    kamus = models.JSONField()
    # {"tahun": {...}, "periode": {"2026-TW1": {...}, ...}, "pk": "Perjanjian Kinerja 2026 Murni"}
    target = models.JSONField()
    keadaan = models.CharField(max_length=20, choices=Keadaan, default=Keadaan.BELUM)
    nilai = figure("realisasi")
    pembilang = figure("pembilang")
    penyebut = figure("penyebut")
    teks = models.CharField("predikat", max_length=60, blank=True)
    alasan = models.TextField("alasan keadaan", blank=True)
    pendukung = models.TextField("faktor pendukung", blank=True)
    penghambat = models.TextField("faktor penghambat", blank=True)
    rencana = models.TextField("rencana tindak lanjut", blank=True)
    dibawa = models.JSONField(default=list, blank=True)  # months carried in, as sentences
    terkunci = models.BooleanField(default=False)  # carried in from approved months
    terbuka = models.BooleanField(default=True)  # what a return did not name stays closed
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "isian"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "formulir", "indikator"], name="isian_indikator"
            )
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"

    row_key = "pengisian"

    @property
    def holder(self):
        return self.formulir

    def closed(self, by) -> str:
        if why := closed_form(self.formulir, by):
            return why
        if self.terkunci:
            return f"{self.kode}: nilainya dibawa dari bulan yang telah disetujui."
        if not self.terbuka:
            return f"{self.kode} tidak dibuka oleh pengembalian ini."
        return ""

    def changed_meanwhile(self) -> str:
        last = self.riwayat.select_related("by__user").last()
        if last is None:
            return super().changed_meanwhile()
        when = tanggal.moment(last.on, self.instansi.zona)
        return f"{self.kode} diubah oleh {last.by.capacity} ({last.by.user}), {when}."

    def change(self, by, **fields):
        """Write a value; pembilang and penyebut give the nilai, unrounded only in capaian."""
        before = value_of(self)
        for name, value in fields.items():
            setattr(self, name, value)
        if self.kamus["penyebut"] and {"pembilang", "penyebut"} & fields.keys():
            self.nilai = ratio(self)
        self.version += 1
        self.save()
        Riwayat.objects.create(
            instansi=self.instansi,
            isian=self,
            by=by,
            on=tanggal.now(),
            dari=before,
            ke=value_of(self),
        )
        return self


def closed_form(form, by) -> str:
    """Why nobody, or not this person, may write in `form` now."""
    if form.at == "isi":
        return ""
    if form.at == "serahkan" and by.role == Role.BIDANG:
        return ""
    where = form.step.text if form.step else "Formulir sudah diserahkan dan diterima Tim SAKIP"
    return f"Formulir tidak sedang diisi. {where}."


def ratio(isian):
    """pembilang / penyebut as the indicator counts it, kept with four decimals; None where 0."""
    if isian.pembilang is None or not isian.penyebut:
        return None
    percent = "%" in isian.kamus["satuan"] or "persen" in isian.kamus["satuan"].lower()
    return rounded(isian.pembilang / isian.penyebut * (100 if percent else 1), 4)


def value_of(isian) -> dict:
    """A value as data, for histories and for the side by side of old and new."""

    def text(value):
        return None if value is None else f"{value.normalize():f}"

    return {
        "keadaan": isian.keadaan,
        "nilai": text(isian.nilai),
        "pembilang": text(isian.pembilang),
        "penyebut": text(isian.penyebut),
        "teks": isian.teks,
        "alasan": isian.alasan,
        "pendukung": isian.pendukung,
        "penghambat": isian.penghambat,
        "rencana": isian.rencana,
    }


class Bukti(models.Model):
    """Evidence of one value: a file, or a link to where it lies."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="bukti")
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")
    tautan = models.URLField(max_length=500, blank=True)
    keterangan = models.CharField(max_length=200, blank=True)
    round = models.PositiveSmallIntegerField("putaran", default=1)
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    dicabut = models.BooleanField(default=False)  # replaced before handing in; never deleted

    class Meta:
        verbose_name = verbose_name_plural = "bukti dukung"
        ordering = ["id"]

    def __str__(self):
        return self.keterangan or (self.berkas.nama if self.berkas else self.tautan)


class Riwayat(models.Model):
    """One change of one value: who, when, from what, to what."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="riwayat")
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    dari = models.JSONField()
    ke = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "riwayat isian"
        ordering = ["id"]

    def __str__(self):
        return f"{self.isian_id}: {self.dari} -> {self.ke}"


class RealisasiAnggaran(Content, models.Model):
    """What a unit spent in the period on one program or kegiatan, in whole rupiah."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="anggaran")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    pagu = models.BigIntegerField()
    realisasi = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "realisasi anggaran"
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "formulir", "node"], name="realisasi_node"),
            models.CheckConstraint(
                condition=models.Q(realisasi__isnull=True) | models.Q(realisasi__gte=0),
                name="realisasi_tidak_negatif",
            ),
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"

    row_key = "pengisian"

    @property
    def holder(self):
        return self.formulir

    def closed(self, by) -> str:
        return closed_form(self.formulir, by)
