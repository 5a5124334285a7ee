"""What was promised: Renstra, the tree of goals and programs, indicators, targets and budgets."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords
from tree_queries.models import TreeNode

from sakip.papers.models import Berkas
from sakip.people.models import Instansi, Unit

from .periods import RHYTHMS, Period


def figure(label, **more):
    """A figure as it is kept everywhere: numeric(15, 4), or not said."""
    return models.DecimalField(label, max_digits=15, decimal_places=4, null=True, blank=True, **more)


class Renstra(models.Model):
    """A strategic plan of five years; the tree hangs on it."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=200)
    tahun_mulai = models.PositiveSmallIntegerField()
    tahun_selesai = models.PositiveSmallIntegerField()
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "Renstra"
        ordering = ["-tahun_mulai"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun_mulai"], name="renstra_mulai"),
            models.CheckConstraint(
                condition=Q(tahun_selesai__gte=models.F("tahun_mulai")), name="renstra_tahun"
            ),
        ]

    def __str__(self):
        return self.nama


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


class Node(TreeNode):
    """One place in the tree Tujuan > Sasaran > Program > Kegiatan > Sub Kegiatan.

    Known by its id; the code is an attribute, since nomenclatures are renumbered.
    """

    class Level(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub Kegiatan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="nodes")
    level = models.CharField("jenjang", max_length=12, choices=Level)
    kode = models.CharField(max_length=30, blank=True)
    nama = models.CharField(max_length=300)
    urut = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit penanggung jawab",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "pohon kinerja"
        ordering = ["urut", "kode"]
        indexes = [models.Index(fields=["instansi", "renstra", "level"], name="node_level")]

    def __str__(self):
        return f"{self.kode} {self.nama}".strip()


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
    rumus = models.CharField(
        "rumus capaian", max_length=15, choices=Rumus, default=Rumus.STANDAR
    )
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
    pembilang_melebihi = models.BooleanField(
        "pembilang boleh melebihi penyebut", default=False
    )
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
        constraints = [
            models.UniqueConstraint(fields=["instansi", "kode"], name="indikator_kode")
        ]
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


class PerjanjianKinerja(models.Model):
    """The promise of one year: Murni, then Perubahan; immutable once ditetapkan."""

    DRAF, DITETAPKAN = "draf", "ditetapkan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    versi = models.PositiveSmallIntegerField(default=0, help_text="0 = Murni, 1 = Perubahan ke-1")
    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=10, choices=[(DRAF, "Draf"), (DITETAPKAN, "Ditetapkan")], default=DRAF
    )
    tanggal = models.DateField("tanggal penandatanganan", null=True, blank=True)
    # {"nama", "jabatan", "pangkat", "nip"}: data with their date, never taken from the User later
    pihak_pertama = models.JSONField(default=dict, blank=True)
    pihak_kedua = models.JSONField(default=dict, blank=True)
    alasan = models.TextField("alasan perubahan", blank=True)
    # Contradictions of an import that somebody confirmed, as sentences.
    catatan = models.JSONField(default=list, blank=True)
    berlaku_mulai = models.DateField(null=True, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        "people.Penugasan", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Perjanjian Kinerja"
        ordering = ["-tahun", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun", "versi"], name="pk_versi")
        ]

    def __str__(self):
        return f"Perjanjian Kinerja {self.tahun} {self.jenis}"

    @property
    def jenis(self) -> str:
        if not self.versi:
            return "Murni"
        return "Perubahan" if self.versi == 1 else f"Perubahan ke-{self.versi}"

    @property
    def fixed(self) -> bool:
        return self.status == self.DITETAPKAN


class _Promise(models.Model):
    """A target as it is said: a figure, a range, or a word of a scale."""

    nilai = figure("target")
    bawah = figure("batas bawah target")
    atas = figure("batas atas target")
    teks = models.CharField(max_length=120, blank=True)  # a predicate; or the words of the paper

    class Meta:
        abstract = True


class Target(_Promise):
    """What a Perjanjian Kinerja promises of one indicator for the year."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pk_versi = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="targets")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="targets")

    class Meta:
        verbose_name = verbose_name_plural = "target"
        ordering = ["indikator__urut", "indikator__kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "pk_versi", "indikator"], name="target_indikator"
            )
        ]

    def __str__(self):
        return f"{self.indikator_id}: {self.nilai or self.teks}"


class TargetPeriode(_Promise):
    """What is promised of one indicator for one month or quarter."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, models.CASCADE, related_name="periods")
    periode = models.CharField(max_length=8)

    class Meta:
        verbose_name = verbose_name_plural = "target periode"
        ordering = ["periode"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "target", "periode"], name="target_periode"
            )
        ]

    def __str__(self):
        return f"{Period(self.periode)}: {self.nilai}"


class Anggaran(models.Model):
    """The budget of one program or kegiatan in a Perjanjian Kinerja, in whole rupiah."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pk_versi = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="anggaran")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    pagu = models.BigIntegerField("anggaran (Rp)")
    keterangan = models.CharField(max_length=60, blank=True, help_text="APBD, APBN, DAK")

    class Meta:
        verbose_name = verbose_name_plural = "anggaran"
        ordering = ["node__kode"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "pk_versi", "node"], name="anggaran_node"),
            models.CheckConstraint(condition=Q(pagu__gte=0), name="anggaran_pagu"),
        ]

    def __str__(self):
        return f"{self.node}: {self.pagu}"


class Mapping(models.Model):
    """How the columns of a foreign file were read the last time, kept for the next one."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)  # hash of the file's headings
    columns = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "headings"], name="mapping_headings")
        ]

    def __str__(self):
        return self.headings


def in_force(instansi, tahun, day=None) -> PerjanjianKinerja | None:
    """The latest Perjanjian Kinerja of the year that was ditetapkan (and was in force on `day`)."""
    found = PerjanjianKinerja.objects.filter(
        instansi=instansi, tahun=tahun, status=PerjanjianKinerja.DITETAPKAN
    )
    if day:
        found = found.filter(Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=day))
    return found.order_by("-versi").first()
