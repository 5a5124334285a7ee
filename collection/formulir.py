"""Formulir: row 7 of SOP 9.1 seen close, one unit's form as a small procedure of its own."""

from __future__ import annotations

from django.db import models

from sakip.papers import kinds as naskah
from sakip.people.models import BIDANG, SEKRETARIS, STAF, TIM_SAKIP, Unit
from sakip.sop.procedure import Procedure
from sakip.sop.step import act, step

from . import form_rules as rules
from .pengumpulan import Pengumpulan


class Formulir(Procedure):
    """Formulir pengumpulan data capaian kinerja of one unit."""

    title = "Formulir"
    parent_field = "run"
    shown: dict | None = None  # see seen_of
    moved = (
        "tenggat",
        "perpanjangan",
        "ditutup",
        "diterima_pada",
        "diserahkan_pada",
        "diserahkan_lagi",
    )

    run = models.ForeignKey(Pengumpulan, models.PROTECT, related_name="forms")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    nomor = models.CharField(max_length=60)
    tenggat_awal = models.DateField("tenggat semula", null=True)
    tenggat = models.DateField(null=True)
    perpanjangan = models.TextField("alasan perpanjangan", blank=True)
    ditutup = models.TextField("alasan ditutup dengan kekurangan", blank=True)
    diterima_pada = models.DateTimeField("tanda terima", null=True)
    diserahkan_pada = models.DateTimeField("pertama kali diserahkan", null=True)
    diserahkan_lagi = models.DateTimeField("diserahkan setelah dikembalikan", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "formulir"
        ordering = ["unit__urut"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "run", "unit"], name="formulir_unit")
        ]
        indexes = [models.Index(fields=["instansi", "at", "unit"], name="formulir_at")]

    def __str__(self):
        return f"Formulir {self.unit} {self.run.period}"

    @step(BIDANG, STAF, gives=(), button="Terima formulir")
    def terima(self, **_):
        """Unit menerima formulir dari Tim SAKIP"""
        rules.received(self)

    @step(
        STAF,
        BIDANG,
        when=(
            rules.checks_have_passed,
            rules.every_butir_is_answered,
        ),
        button="Ajukan",
    )
    def isi(self, **_):
        """Staf mengisi formulir pengumpulan data capaian kinerja"""

    @step(
        BIDANG,
        gives=naskah.FORMULIR_TERISI,
        back_to=("isi",),
        when=(
            rules.checks_have_passed,
            rules.every_butir_is_answered,
        ),
        button="Serahkan",
    )
    def serahkan(self, **_):
        """Penanggung jawab unit memeriksa formulir dan menyerahkannya kepada Tim SAKIP"""
        rules.handed_in(self)

    @step(TIM_SAKIP, back_to=("isi",), button="Terima penyerahan")
    def periksa(self, **_):
        """Tim SAKIP memeriksa dan menerima formulir yang telah diisi"""
        rules.accepted(self)

    @act(BIDANG, at="periksa", to="isi", button="Tarik kembali")
    def tarik(self, **_):
        """Unit menarik kembali formulir yang belum diterima Tim SAKIP"""
        rules.taken_back(self)

    @act(
        SEKRETARIS,
        at=("terima", "isi", "serahkan", "periksa"),
        button="Perpanjang tenggat",
        reason=True,
    )
    def perpanjang(self, tenggat=None, note="", **_):
        """Sekretaris memperpanjang tenggat formulir satu unit"""
        rules.extended(self, tenggat, note)

    @act(
        SEKRETARIS,
        at=("terima", "isi", "serahkan"),
        to="selesai",
        button="Tutup dengan kekurangan",
        reason=True,
    )
    def tutup(self, note="", **_):
        """Sekretaris menutup formulir satu unit dengan kekurangannya"""
        self.ditutup = note
        rules.accepted(self)

    def kembalikan(self, **_):
        """Dikembalikan untuk dilengkapi sesuai arahan"""
        self.round += 1

    def buka(self, **_):
        """Dibuka kembali oleh pengembalian"""
        self.round += 1
        self.ditutup = ""

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("formulir", args=[self.pk])

    def content(self):
        return str(self.shown or self.versions())

    def versions(self) -> dict:
        """[(id, version)] of all that its page shows beside its own row."""
        from .butir import Butir

        parts = {
            "isian": self.isian.order_by("pk"),
            "anggaran": self.anggaran.order_by("pk"),
            "butir": Butir.objects.filter(isian__formulir=self).order_by("pk"),
        }
        return {name: list(rows.values_list("pk", "version")) for name, rows in parts.items()}

    def seen_of(self, versions: dict) -> str:
        """`seen` of a page that has read these versions already."""
        self.shown = versions
        try:
            return self.seen()
        finally:
            self.shown = None

    def read_act(self, verb, posted):
        from .posted import read_form_act

        return read_form_act(self, verb, posted)

    def return_blockers(self, data):
        return rules.return_blockers(self, data)

    def after(self, verb, *, by, record, **data):
        from . import flow

        flow.after_form(self, verb, by=by, record=record, **data)

    def facts(self, kind, *, by, paper):
        from .naskah import form_facts

        return form_facts(self, kind, by=by, paper=paper)
