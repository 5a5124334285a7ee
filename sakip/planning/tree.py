"""The strategic plan and the tree that hangs on it: Tujuan down to Sub Kegiatan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords
from tree_queries.models import TreeNode

from sakip.papers.models import Berkas
from sakip.people.models import Instansi, Unit


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

    @property
    def rank(self) -> int:
        """1 for a Tujuan, 5 for a Sub Kegiatan."""
        return LEVELS.index(self.level) + 1


LEVELS = list(Node.Level.values)


def tree_of(renstra: Renstra):
    """The nodes of one Renstra in the order of its tree, each with its tree_depth: one query that
    looks at this tree alone."""
    return (
        Node.objects.filter(instansi=renstra.instansi_id, renstra=renstra)
        .with_tree_fields()
        .tree_filter(renstra=renstra)
    )
