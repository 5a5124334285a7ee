"""Tindak Lanjut: who does what by when, with what evidence, and who has looked at it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.apps import apps
from django.db import models
from django.db.models import Q

from sakip.lib import tanggal
from sakip.people.models import Penugasan, Role, Unit
from sakip.sop.content import Content

from .words import shortened

# What may be done to one, and the word for it in its history.
DEEDS = {"lapor": "dilaporkan", "terima": "diverifikasi", "kembalikan": "dikembalikan"}


class Orders(models.QuerySet):
    def open(self):
        return self.exclude(status=TindakLanjut.Status.SELESAI)

    def late(self, today):
        """Not reported yet, and its day is over."""
        return self.filter(status=TindakLanjut.Status.BARU, tenggat__lt=today)

    def of(self, run):
        """Those that came out of this very run."""
        return self.filter(
            instansi_id=run.instansi_id, case_label=run._meta.label_lower, case_id=run.pk
        )


class TindakLanjut(Content, models.Model):
    """What follows from a disposition or from a measured shortfall.

    Baru -> (the unit reports) Ditindaklanjuti -> (the Sekretaris verifies) Selesai; or given back
    with a note, and Baru again. Every line of that stays in `riwayat`.
    """

    class Status(models.TextChoices):
        BARU = "baru", "Baru"
        DITINDAKLANJUTI = "ditindaklanjuti", "Ditindaklanjuti"
        SELESAI = "selesai", "Selesai"

    DISPOSISI, CAPAIAN = "disposisi", "capaian"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    case_label = models.CharField(max_length=60)
    case_id = models.PositiveBigIntegerField()
    lembar = models.ForeignKey(
        "disposition.LembarDisposisi", models.PROTECT, null=True, related_name="tindak_lanjut"
    )
    asal = models.CharField(max_length=12, choices=[(DISPOSISI, "Disposisi"), (CAPAIAN, "Capaian")])
    uraian = models.TextField()
    # The unit that does it; without one it is of a role: the Sekretaris, or Tim SAKIP.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    peran = models.CharField(max_length=12, choices=Role, default=Role.BIDANG)
    penanggung_jawab = models.CharField(max_length=150, blank=True)
    dibuat = models.DateTimeField(default=tanggal.now)
    tenggat = models.DateField(null=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.BARU)
    laporan = models.TextField("apa yang dikerjakan", blank=True)
    berkas = models.ForeignKey("papers.Berkas", models.PROTECT, null=True, related_name="+")
    tautan = models.URLField(max_length=500, blank=True)
    dilaporkan_oleh = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    dilaporkan_pada = models.DateTimeField(null=True)
    catatan = models.TextField("catatan pemeriksa", blank=True)
    diverifikasi_oleh = models.ForeignKey(Penugasan, models.PROTECT, null=True, related_name="+")
    diverifikasi_pada = models.DateTimeField(null=True)
    # [{"oleh", "pada" (in words), "waktu" (ISO), "apa", "catatan", "berkas", "tautan"}]
    riwayat = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=0)

    objects = Orders.as_manager()

    # Everybody who takes part in the result of a run may come to the door with one of these;
    # who may do what there is told below.
    letter, row_key = "D", "arsip"

    class Meta:
        verbose_name = verbose_name_plural = "tindak lanjut"
        ordering = ["tenggat", "id"]
        indexes = [
            models.Index(fields=["instansi", "status", "tenggat"], name="tindak_status"),
            models.Index(fields=["instansi", "unit", "status"], name="tindak_unit"),
            models.Index(fields=["instansi", "case_label", "case_id"], name="tindak_proses"),
        ]

    def __str__(self):
        return shortened(self.uraian)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("tindak_lanjut", args=[self.pk])

    # -- whose it is ------------------------------------------------------------------------

    @cached_property
    def holder(self):
        """The run it came out of."""
        model = apps.get_model(self.case_label)
        return model._base_manager.select_related("instansi").get(pk=self.case_id)

    @property
    def role(self) -> str:
        """Whose it is where no unit is named."""
        return Role.TIM_SAKIP if self.peran == Role.BIDANG else self.peran

    def belongs_to(self, by) -> bool:
        """Whether this office is to do it."""
        if by.instansi_id != self.instansi_id:
            return False
        if self.unit_id:
            return by.role in (Role.BIDANG, Role.STAF) and by.unit_id == self.unit_id
        return by.role == self.role

    def verified_by(self, by) -> bool:
        """The Sekretaris verifies, the Kepala may; nobody what they reported themselves."""
        reported = self.dilaporkan_oleh
        return (
            by.instansi_id == self.instansi_id
            and by.role in (Role.SEKRETARIS, Role.KEPALA)
            and (reported is None or reported.user_id != by.user_id)
        )

    @staticmethod
    def whose(offices) -> Q:
        """Those that one of these offices is to do."""
        units = [o.unit_id for o in offices if o.role in (Role.BIDANG, Role.STAF)]
        found = Q(unit__in=units)
        roles = {o.role for o in offices}
        if Role.TIM_SAKIP in roles:
            found |= Q(unit=None, peran__in=(Role.TIM_SAKIP, Role.BIDANG))
        if Role.SEKRETARIS in roles:
            found |= Q(unit=None, peran=Role.SEKRETARIS)
        return found

    # -- time -------------------------------------------------------------------------------

    def days_late(self, today: date, zone: str) -> int:
        """Days past its deadline: until it was reported, else until today."""
        if self.tenggat is None:
            return 0
        end = today
        if self.status != self.Status.BARU and self.dilaporkan_pada:
            end = tanggal.local(self.dilaporkan_pada, zone).date()
        return max((end - self.tenggat).days, 0)

    # -- the door ---------------------------------------------------------------------------

    def closed(self, by):
        return "Tindak lanjut ini sudah selesai." if self.status == self.Status.SELESAI else ""

    def changed_meanwhile(self):
        if not self.riwayat:
            return super().changed_meanwhile()
        last = self.riwayat[-1]
        return f"Tindak lanjut ini sudah {last['apa']} oleh {last['oleh']}, {last['pada']}."

    def change(self, by, *, deed, **fields):
        """`deed` is one of lapor, terima, kembalikan. Raises Refused, Blocked."""
        return {"lapor": self._report, "terima": self._accept, "kembalikan": self._give_back}[deed](
            by, **fields
        )

    def repeats(self, by, *, deed, **fields) -> bool:
        """Whether the last that was done to it is this deed of the same person, word for word."""
        said = fields.get("laporan" if deed == "lapor" else "catatan", "").strip()
        last = self.riwayat[-1] if self.riwayat else {}
        if (last.get("apa"), last.get("catatan")) != (DEEDS[deed], said):
            return False
        if deed == "lapor" and (self.berkas, self.tautan) != (
            fields.get("berkas"),
            fields.get("tautan", ""),
        ):
            return False
        return last["oleh"] == _signed(by)

    def _report(self, by, *, laporan, berkas=None, tautan=""):
        from sakip.sop.perform import Blocked, Refused

        if not self.belongs_to(by):
            raise Refused(f"Tindak lanjut ini dikerjakan oleh {self.done_by}.")
        if not laporan.strip():
            raise Blocked(["Tuliskan apa yang dikerjakan."])
        if not (berkas or tautan):
            raise Blocked(["Lampirkan berkas bukti atau tautannya."])
        self.laporan, self.berkas, self.tautan = laporan.strip(), berkas, tautan
        self.dilaporkan_oleh, self.dilaporkan_pada = by, tanggal.now()
        self.status, self.catatan = self.Status.DITINDAKLANJUTI, ""
        evidence = {"berkas": berkas.nama if berkas else "", "tautan": tautan}
        return self._written(by, "lapor", self.laporan, **evidence)

    def _accept(self, by, *, catatan=""):
        self._must_verify(by)
        self.status, self.catatan = self.Status.SELESAI, catatan.strip()
        self.diverifikasi_oleh, self.diverifikasi_pada = by, tanggal.now()
        return self._written(by, "terima", self.catatan)

    def _give_back(self, by, *, catatan=""):
        from sakip.sop.perform import Blocked

        self._must_verify(by)
        if not catatan.strip():
            raise Blocked(["Tuliskan apa yang masih kurang."])
        self.status, self.catatan = self.Status.BARU, catatan.strip()
        return self._written(by, "kembalikan", self.catatan)

    def _must_verify(self, by):
        from sakip.sop.perform import Blocked, Refused

        if not self.verified_by(by):
            raise Refused(
                "Tindak lanjut diperiksa oleh Sekretaris atau Kepala Badan, "
                "dan tidak oleh yang melaporkannya."
            )
        if self.status != self.Status.DITINDAKLANJUTI:
            raise Blocked(["Tindak lanjut ini belum dilaporkan."])

    def _written(self, by, deed, catatan, **more):
        line = {
            "oleh": _signed(by),
            "pada": tanggal.moment(tanggal.now(), by.instansi.zona),
            "waktu": tanggal.now().isoformat(),
            "apa": DEEDS[deed],
            "catatan": catatan,
            **more,
        }
        self.riwayat = [*self.riwayat, line]
        self.version += 1
        self.save()
        return self

    @property
    def done_by(self) -> str:
        """ "Bidang Mutasi dan Promosi", "Tim SAKIP"."""
        return str(self.unit) if self.unit_id else str(Role(self.role).label)


def _signed(by) -> str:
    return f"{by.capacity} ({by.user})"
