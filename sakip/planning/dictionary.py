"""The dictionary of indicators, and the scales their capaian is put into words by."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from sakip.people.models import Instansi, Unit

from .periods import RHYTHMS
from .tree import Node


def figure(label, **more):
    """A figure as it is kept everywhere: numeric(15, 4), or not said."""
    return models.DecimalField(
        label, max_digits=15, decimal_places=4, null=True, blank=True, **more
    )


class Skala(models.Model):
    """A scale of categories: lower bounds from the best down; below the last one is the lowest."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=100)
    # [["91", "Sangat Tinggi"], ..., [null, "Sangat Rendah"]]: best first, strictly falling.
    jenjang = models.JSONField()
    baku = models.BooleanField("dipakai bila indikator tidak menyebut skala", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "skala"
        ordering = ["nama"]
        constraints = [models.UniqueConstraint(fields=["instansi", "nama"], name="skala_nama")]

    def __str__(self):
        return self.nama


class Indikator(models.Model):
    """One indicator with its whole dictionary entry (domain 2.7)."""

    class Jenis(models.TextChoices):
        IKU = "IKU", "IKU (utama)"
        IKP = "IKP", "IKP (program)"
        IKK = "IKK", "IKK (kegiatan)"
        LAIN = "lain", "Lainnya"

    class Polaritas(models.TextChoices):
        TINGGI = "tinggi", "Makin tinggi makin baik"
        RENDAH = "rendah", "Makin rendah makin baik"
        RENTANG = "rentang", "Rentang, makin tinggi makin baik di luarnya"
        RENTANG_RENDAH = "rentang_rendah", "Rentang, makin rendah makin baik di luarnya"
        TEPAT = "tepat", "Tepat pada target (kebijakan instansi)"
        PREDIKAT = "predikat", "Predikat atau jenjang"

    class Rumus(models.TextChoices):
        STANDAR = "standar", "Standar"
        RASIO_TERBALIK = "rasio_terbalik", "Target dibagi realisasi (T / R)"

    class Akumulasi(models.TextChoices):
        JUMLAH = "jumlah", "Jumlah seluruh periode"
        AKHIR = "akhir", "Nilai periode terakhir"
        RATA = "rata", "Rata-rata periode"
        MAKS = "maks", "Periode terbaik (tertinggi)"
        MIN = "min", "Periode terendah"
        TAHUNAN = "tahunan", "Diukur sekali setahun"

    class GayaTarget(models.TextChoices):
        TAMBAHAN = "tambahan", "Tambahan: target periode dijumlahkan"
        POSISI = "posisi", "Posisi: memuat periode sebelumnya"

    class TargetNol(models.TextChoices):
        TIDAK_DIHITUNG = "tidak_dihitung", "Tidak dapat dihitung"
        HARUS_NIHIL = "harus_nihil", "Harus nihil (0 = tercapai)"
        BELUM_JATUH_TEMPO = "belum_jatuh_tempo", "Belum jatuh tempo"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        BERLAKU = "berlaku", "Berlaku"
        BERHENTI = "berhenti", "Tidak berlaku lagi"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    node = models.ForeignKey(
        Node, models.PROTECT, related_name="indikator", verbose_name="tujuan/sasaran/program"
    )
    kode = models.CharField(max_length=30)
    nama = models.CharField("nama indikator", max_length=300)
    jenis = models.CharField(max_length=5, choices=Jenis, default=Jenis.IKK)
    alasan = models.TextField("alasan pemilihan", blank=True)
    definisi = models.TextField("definisi operasional", blank=True)
    formulasi = models.TextField("rumus dalam kata", blank=True)
    pembilang = models.CharField(max_length=200, blank=True)
    penyebut = models.CharField(max_length=200, blank=True)
    satuan = models.CharField(max_length=40, blank=True)
    polaritas = models.CharField(max_length=15, choices=Polaritas, default=Polaritas.TINGGI)
    rumus = models.CharField("rumus capaian", max_length=15, choices=Rumus, default=Rumus.STANDAR)
    akumulasi = models.CharField(max_length=10, choices=Akumulasi, default=Akumulasi.AKHIR)
    gaya_target = models.CharField(max_length=10, choices=GayaTarget, default=GayaTarget.POSISI)
    desimal = models.PositiveSmallIntegerField(default=2, validators=[MaxValueValidator(4)])
    frekuensi = models.CharField(
        "periode pelaporan", max_length=12, choices=RHYTHMS, default="triwulanan"
    )
    sumber = models.CharField("sumber data", max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit penanggung jawab",
    )
    jabatan = models.CharField("jabatan penanggung jawab", max_length=150, blank=True)
    penyedia = models.CharField("penyedia data", max_length=150, blank=True)
    tahun_awal = models.PositiveSmallIntegerField("tahun nilai awal", null=True, blank=True)
    nilai_awal = figure("nilai awal")
    target_akhir = figure("target akhir Renstra")
    target_nol = models.CharField(
        "jika target nol", max_length=20, choices=TargetNol, default=TargetNol.TIDAK_DIHITUNG
    )
    batas_bawah = figure("batas bawah capaian", default=0)
    batas_atas = figure("batas atas capaian")
    skala = models.ForeignKey(Skala, models.PROTECT, null=True, blank=True, related_name="+")
    # For PREDIKAT: [["AA", "7"], ...]; compared by rank.
    jenjang = models.JSONField("jenjang predikat", default=list, blank=True)
    rasio_predikat = models.BooleanField("hitung rasio jenjang", default=False)
    bobot = figure("bobot pada sasaran")
    bukti = models.CharField("bukti dukung", max_length=250, blank=True)
    bukti_wajib = models.BooleanField("bukti dukung wajib", default=True)
    pembilang_melebihi = models.BooleanField("pembilang boleh melebihi penyebut", default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAF)
    berlaku_mulai = models.DateField(null=True, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)
    versi = models.PositiveSmallIntegerField(default=1, editable=False)
    dasar_perubahan = models.CharField(max_length=250, blank=True)
    urut = models.PositiveSmallIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "indikator"
        ordering = ["urut", "kode"]
        constraints = [models.UniqueConstraint(fields=["instansi", "kode"], name="indikator_kode")]
        indexes = [
            models.Index(fields=["instansi", "status", "unit"], name="indikator_unit"),
            models.Index(fields=["instansi", "nama"], name="indikator_nama"),
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"

    @property
    def has_parts(self) -> bool:
        """Whether it is measured by pembilang and penyebut."""
        return bool(self.pembilang and self.penyebut)
