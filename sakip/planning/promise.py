"""The Perjanjian Kinerja of a year: what it promises, for what money, fixed once ditetapkan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sakip.people.models import Instansi

from .dictionary import Indikator, figure
from .periods import Period
from .tree import Node, Renstra


class FixedPromise(Exception):
    """Somebody tried to change a Perjanjian Kinerja that was ditetapkan."""

    def __init__(self, what):
        super().__init__(f"{what} sudah ditetapkan dan tidak dapat diubah. Buatlah Perubahan.")


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

    def save(self, *args, **kwargs):
        _refuse_if_fixed(self.pk, self)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _refuse_if_fixed(self.pk, self)
        return super().delete(*args, **kwargs)

    @property
    def jenis(self) -> str:
        if not self.versi:
            return "Murni"
        return "Perubahan" if self.versi == 1 else f"Perubahan ke-{self.versi}"

    @property
    def fixed(self) -> bool:
        return self.status == self.DITETAPKAN


def _refuse_if_fixed(pk, what):
    """The database refuses too (guard.FrozenOnce, FrozenWith); this says it in words."""
    if pk and PerjanjianKinerja.objects.filter(pk=pk, status=PerjanjianKinerja.DITETAPKAN).exists():
        raise FixedPromise(what)


class _Part(models.Model):
    """A line of a Perjanjian Kinerja: neither comes, changes nor goes once that is fixed."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        _refuse_if_fixed(self.promise_pk(), self)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _refuse_if_fixed(self.promise_pk(), self)
        return super().delete(*args, **kwargs)

    def promise_pk(self):
        return self.pk_versi_id


class _Promise(_Part):
    """A target as it is said: a figure (or a fraction), a range, or a word of a scale."""

    nilai = figure("target")
    pembilang = figure("pembilang target")
    penyebut = figure("penyebut target")
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
            models.UniqueConstraint(fields=["instansi", "target", "periode"], name="target_periode")
        ]

    def __str__(self):
        return f"{Period(self.periode)}: {self.nilai}"

    def promise_pk(self):
        return self.target.pk_versi_id


class Anggaran(_Part):
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


def in_force(instansi, tahun, day=None) -> PerjanjianKinerja | None:
    """The latest Perjanjian Kinerja of the year that was ditetapkan (and was in force on `day`)."""
    found = PerjanjianKinerja.objects.filter(
        instansi=instansi, tahun=tahun, status=PerjanjianKinerja.DITETAPKAN
    )
    if day:
        found = found.filter(Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=day))
    return found.order_by("-versi").first()
