"""Returns: each is a row for ever, and each returned item (Butir) keeps reason, old value, answer."""

from __future__ import annotations

from django.db import models

from sakip.lib import tanggal
from sakip.lib.once import once
from sakip.people.models import Penugasan
from sakip.sop.content import Content
from sakip.trail.models import Entry

from .formulir import Formulir
from .isian import Isian, closed_form, keep_line
from .pengumpulan import Pengumpulan


class Pengembalian(models.Model):
    """One return: of the whole run, or of one unit's form."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    run = models.ForeignKey(Pengumpulan, models.PROTECT, related_name="pengembalian")
    formulir = models.ForeignKey(Formulir, models.PROTECT, null=True, related_name="pengembalian")
    record = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("putaran yang dikembalikan")
    to = models.CharField("ke langkah", max_length=20)
    arahan = models.TextField()
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "pengembalian"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "record"], name="pengembalian_record")
        ]

    def __str__(self):
        return f"{self.run}, putaran {self.round}"


class Butir(Content, models.Model):
    """One item that was returned: why, what it was then, what the unit answers, what was decided."""

    class Jenis(models.TextChoices):
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap"
        BUKTI_KURANG = "bukti_kurang", "Bukti kurang"
        ANGKA_DIRAGUKAN = "angka_diragukan", "Angka diragukan"
        USANG = "usang", "Usang"
        LAINNYA = "lainnya", "Lainnya"

    class Putusan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        DITERIMA = "diterima", "Diterima"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    pengembalian = models.ForeignKey(Pengembalian, models.PROTECT, related_name="butir")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="butir")
    jenis = models.CharField(max_length=20, choices=Jenis)
    alasan = models.TextField()
    nilai_lama = models.JSONField()
    bukti_lama = models.JSONField(default=list)
    jawaban = models.TextField(blank=True)
    dijawab_pada = models.DateTimeField(null=True)
    nilai_baru = models.JSONField(null=True)  # as handed in
    bukti_baru = models.JSONField(default=list)  # what was laid beside it since, as handed in
    bukti_kini = models.JSONField(default=list)  # all that lay beside it when it was handed in
    putusan = models.CharField(max_length=12, choices=Putusan, default=Putusan.MENUNGGU)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "butir"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "pengembalian", "isian"], name="butir_isian"
            )
        ]

    def __str__(self):
        return f"{self.isian.sebutan}: {self.get_jenis_display()}"

    # -- the unit's answer, as the door `write` takes it ------------------------------------

    row_key = "pengisian"

    @property
    def holder(self):
        return self.isian.formulir

    @classmethod
    def answered(cls, run):
        """What was handed in again in `run` and waits for the verdict of the Sekretaris."""
        waiting = cls.objects.filter(pengembalian__run=run, putusan=cls.Putusan.MENUNGGU)
        return waiting.filter(nilai_baru__isnull=False)

    @property
    def waits(self) -> bool:
        """Whether it was handed in again and waits for its verdict, as `answered` asks it."""
        return self.putusan == self.Putusan.MENUNGGU and self.nilai_baru is not None

    def closed(self, by) -> str:
        if why := closed_form(self.isian.formulir, by):
            return why
        if self.putusan != self.Putusan.MENUNGGU:
            return f"{self.isian.sebutan}: pengembalian ini sudah diputus."
        if not self.isian.terbuka:
            return f"{self.isian.sebutan} sudah dijawab dan menunggu putusan."
        return ""

    def changed_meanwhile(self) -> str:
        return f"Jawaban atas {self.isian.sebutan} diubah orang lain sejak halaman ini dibuka."

    def change(self, by, *, jawaban: str):
        """Write the answer of the unit; it leaves a line in the history of the value."""
        before, self.jawaban = self.jawaban, jawaban.strip()
        self.dijawab_pada = tanggal.now() if self.jawaban else None
        self.version += 1
        self.save()
        keep_line(self.isian, by, {"jawaban": before}, {"jawaban": self.jawaban})
        return self


def butir_of(run) -> list[Butir]:
    """Every item that was ever returned in `run`, the oldest first, with who returned it."""
    found = Butir.objects.filter(pengembalian__run=run).order_by("pk")
    found = found.select_related("pengembalian__by__user", "pengembalian__formulir__unit")
    return once(run, "butir", lambda: list(found))


def answered_in(run) -> list[Butir]:
    """Those of them that wait for their verdict."""
    return [butir for butir in butir_of(run) if butir.waits]
