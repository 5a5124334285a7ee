"""Isian: one realisasi asked of a unit, with its evidence and the history of its value."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.functional import cached_property

from measurement.kept import exact, metode_of
from sakip.lib import tanggal
from sakip.lib.angka import rounded
from sakip.papers.models import Berkas
from sakip.people.models import Penugasan, Role
from sakip.planning.models import Indikator, Node, figure
from sakip.planning.periods import Period
from sakip.sop.content import Content

from .formulir import Formulir

FIGURES = ("keadaan", "nilai", "pembilang", "penyebut", "teks")
TEXTS = ("alasan", "pendukung", "penghambat", "rencana")


class Isian(Content, models.Model):
    """One row of a Formulir. What it was drawn from is copied into it and stays as it was.

    A monthly indicator stands in a quarter's form as one locked row, whose value comes from its
    months; a month without an approved run has a row of its own beside it, named by `bulan`.
    """

    class Keadaan(models.TextChoices):
        DILAPORKAN = "dilaporkan", "Ada nilai"
        BELUM = "belum_dilaporkan", "Belum dilaporkan"
        TIDAK_BERLAKU = "tidak_berlaku", "Tidak berlaku"
        TIDAK_DILAKSANAKAN = "tidak_dilaksanakan", "Tidak dilaksanakan"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="isian")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    urut = models.PositiveSmallIntegerField()
    bulan = models.CharField(max_length=7, blank=True)  # "2026-09": this month of the quarter
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
    # [{"bulan", "kalimat", "nilai" or None where it is filled beside it}] of a monthly indicator
    dibawa = models.JSONField(default=list, blank=True)
    terkunci = models.BooleanField(default=False)  # its figure comes from the months
    jatuh_tempo = models.BooleanField(default=True)  # something was promised for this period
    terbuka = models.BooleanField(default=True)  # what a return did not name stays closed
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "isian"
        ordering = ["urut", "bulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "formulir", "indikator", "bulan"], name="isian_indikator"
            )
        ]

    def __str__(self):
        return f"{self.sebutan} {self.nama}"

    @property
    def sebutan(self) -> str:
        """How sentences call it: "IKK-3", "IKK-3 September"."""
        return f"{self.kode} {str(self.period).split()[0]}" if self.bulan else self.kode

    @property
    def period(self) -> Period:
        return Period(self.bulan) if self.bulan else self.formulir.run.period

    @cached_property
    def metode(self):
        """How its capaian is computed, out of what was copied."""
        return metode_of(self.kamus)

    @property
    def has_parts(self) -> bool:
        return bool(self.kamus["pembilang"] and self.kamus["penyebut"])

    @property
    def is_predicate(self) -> bool:
        return self.kamus["polaritas"] == "predikat"

    row_key = "pengisian"

    @property
    def holder(self):
        return self.formulir

    def fresh(self):
        """With its form, which every gate of a write asks about: a page has forty of these."""
        related = ("instansi", "formulir__instansi", "formulir__run")
        return type(self)._base_manager.select_related(*related).get(pk=self.pk)

    def closed(self, by) -> str:
        if why := closed_form(self.formulir, by):
            return why
        if not self.terbuka:
            return f"{self.sebutan} tidak dibuka oleh pengembalian ini."
        return ""

    def changed_meanwhile(self) -> str:
        last = self.riwayat.select_related("by__user").last()
        return self.changed_by(last) if last else super().changed_meanwhile()

    def changed_by(self, last: Riwayat) -> str:
        """Who changed it, when, by the line of its history that says so."""
        when = tanggal.moment(last.on, self.instansi.zona)
        return f"{self.sebutan} diubah oleh {last.by.capacity} ({last.by.user}), {when}."

    def change(self, by, *, lampirkan=(), cabut=(), **fields):
        """Write figures and texts, lay evidence beside them or take it away.

        fields: of FIGURES and TEXTS; pembilang and penyebut give the nilai, unrounded only in
        capaian. lampirkan: [{"berkas", "tautan", "keterangan"}]; cabut: ids of its evidence.
        Raises Blocked where the figure comes from approved months.
        """
        from sakip.sop.perform import Blocked

        if unknown := fields.keys() - {*FIGURES, *TEXTS}:
            raise TypeError(f"an Isian has no {', '.join(sorted(unknown))} to write")
        if self.terkunci and fields.keys() & {*FIGURES}:
            raise Blocked([f"{self.sebutan}: nilainya dibawa dari bulan-bulannya."])
        before = said_of(self)
        for name, value in fields.items():
            setattr(self, name, Decimal(value) if isinstance(value, int) else value)
        if self.has_parts and {"pembilang", "penyebut"} & fields.keys():
            self.nilai = ratio(self)
        self._evidence(by, lampirkan, cabut)
        self.version += 1
        self.save()
        moved = bool(lampirkan or cabut)
        after = said_of(self) if moved else {**value_of(self), "bukti": before["bukti"]}
        keep_line(self, by, before, after)
        if self.bulan:
            from .carry import roll_up

            roll_up(self, by)
        return self

    def _evidence(self, by, lampirkan, cabut):
        for item in lampirkan:
            Bukti.objects.create(
                instansi=self.instansi,
                isian=self,
                by=by,
                on=tanggal.now(),
                round=self.formulir.round,
                **item,
            )
        self.bukti.filter(pk__in=cabut).update(dicabut=True)


def isian_of(run) -> models.QuerySet[Isian]:
    """The values of a whole run, or of one unit's form."""
    return Isian.objects.filter(
        **{"formulir" if isinstance(run, Formulir) else "formulir__run": run}
    )


def keep_line(isian, by, before, after=None) -> None:
    """One line of the value's own history; nothing where nothing changed."""
    after = after or said_of(isian)
    if before != after:
        Riwayat.objects.create(
            instansi=isian.instansi, isian=isian, by=by, on=tanggal.now(), dari=before, ke=after
        )


def closed_form(form, by) -> str:
    """Why nobody, or not this person, may write in `form` now."""
    mine = form.at == "isi" or (form.at == "serahkan" and by.role == Role.BIDANG)
    if mine and form.run.at == "pengisian":
        return ""
    where = form.step.text if form.step else "Formulir sudah diserahkan dan diterima Tim SAKIP"
    return f"Formulir tidak sedang diisi. {where}."


def ratio(isian):
    """pembilang / penyebut as the indicator counts it, kept with four decimals; None where 0.

    Nothing at all of an unsaid whole is nihil.
    """
    if isian.pembilang is None or not isian.penyebut:
        return isian.pembilang if isian.pembilang == 0 and isian.penyebut is None else None
    return rounded(isian.pembilang / isian.penyebut * (100 if isian.metode.persen else 1), 4)


def value_of(isian) -> dict:
    """A value as data, for snapshots and for the side by side of old and new."""
    return {
        "keadaan": isian.keadaan,
        "nilai": exact(isian.nilai),
        "pembilang": exact(isian.pembilang),
        "penyebut": exact(isian.penyebut),
        **{name: getattr(isian, name) for name in ("teks", *TEXTS)},
    }


def said_of(isian, evidence=None) -> dict:
    """All that a row says, its evidence included (read here unless given), for its history."""
    if evidence is None:
        evidence = isian.bukti.filter(dicabut=False).select_related("berkas")
    return {**value_of(isian), "bukti": [b.exact for b in evidence]}


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

    @property
    def exact(self) -> str:
        """Its name, and what tells it from another piece of the same name."""
        if self.berkas:
            return f"{self} (sidik {self.berkas.sha256[:12]})"
        return f"{self} ({self.tautan})" if self.keterangan else self.tautan


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
    terbuka = models.BooleanField(default=True)  # only the return of a whole unit opens it again
    riwayat = models.JSONField(default=list)  # [{"oleh", "pada", "dari", "ke"}]
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
        if why := closed_form(self.formulir, by):
            return why
        return "" if self.terbuka else f"Realisasi anggaran {self.kode} tidak dibuka kembali."

    def changed_meanwhile(self) -> str:
        if not self.riwayat:
            return super().changed_meanwhile()
        last = self.riwayat[-1]
        return f"Realisasi anggaran {self.kode} diubah oleh {last['oleh']}, {last['pada']}."

    def change(self, by, *, realisasi):
        """Write what was spent, in whole rupiah (None: not said), with a line of its history."""
        line = {
            "oleh": f"{by.capacity} ({by.user})",
            "pada": tanggal.moment(tanggal.now(), self.instansi.zona),
            "dari": self.realisasi,
            "ke": realisasi,
        }
        self.realisasi, self.riwayat = realisasi, [*self.riwayat, line]
        self.version += 1
        self.save()
        return self
