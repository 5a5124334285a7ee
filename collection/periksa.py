"""Periksa isian: what the rules find in a form, what was answered to it, and what still waits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Prefetch

from sakip.lib import tanggal
from sakip.people.models import Penugasan
from sakip.sop.content import Content
from sakip.sop.perform import write

from . import deret
from .aturan import MENAHAN, Berlaku, Case, in_force, used_elsewhere
from .hitung import adds_up, earlier_values
from .isian import Bukti, Isian
from .rekap import Row

SHORTEST = 10  # letters of an answer
LONGEST = 300


class JawabanPeriksa(Content, models.Model):
    """The sentence with which a unit answers one warning about one value.

    It stands for what the warning said then (`sidik`): a value that changes is asked about anew.
    """

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="jawaban_periksa")
    aturan = models.CharField(max_length=30)
    sidik = models.CharField(max_length=16)
    kalimat = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    riwayat = models.JSONField(default=list)  # [{"oleh", "pada", "kalimat", "sidik"}] before this
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "jawaban periksa isian"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "isian", "aturan"], name="jawaban_periksa")
        ]

    def __str__(self):
        return f"{self.isian_id} {self.aturan}: {self.kalimat}"

    row_key = "pengisian"

    @property
    def holder(self):
        return self.isian.formulir

    def closed(self, by) -> str:
        return self.isian.closed(by)

    def changed_meanwhile(self) -> str:
        when = tanggal.moment(self.on, self.instansi.zona)
        return f"Peringatan ini sudah dijawab oleh {self.by.capacity} ({self.by.user}), {when}."

    def change(self, by, *, kalimat, sidik):
        if self.version:
            moment = tanggal.moment(self.on, self.instansi.zona)
            line = {"oleh": f"{self.by.capacity} ({self.by.user})", "pada": moment,
                    "kalimat": self.kalimat, "sidik": self.sidik}  # fmt: skip
            self.riwayat = [*self.riwayat, line]
        self.by, self.on = by, tanggal.now()
        return super().change(by, kalimat=kalimat, sidik=sidik)


@dataclass
class Temuan:
    """One finding: the row, the rule as it holds here, what it says, and what was answered."""

    isian: Isian
    berlaku: Berlaku
    said: str
    letters: str  # of the input it leads to
    jawaban: JawabanPeriksa | None = None

    @property
    def name(self) -> str:
        return f"{self.isian.pk}-{self.berlaku.kunci}"

    @property
    def sentence(self) -> str:
        return f"{self.isian.sebutan}: {self.said}"

    @property
    def blocking(self) -> bool:
        return self.berlaku.tingkat == MENAHAN

    @property
    def sidik(self) -> str:
        return hashlib.blake2b(self.said.encode(), digest_size=8).hexdigest()

    @property
    def answered(self) -> bool:
        return bool(self.jawaban and self.jawaban.sidik == self.sidik)

    @property
    def waiting(self) -> bool:
        return self.blocking or not self.answered


def findings(form) -> list[Temuan]:
    """All that the rules find in the open rows of `form`, in their order; a fixed number of queries."""
    pieces = Bukti.objects.select_related("berkas")
    rows = form.isian.filter(terbuka=True, terkunci=False)
    rows = list(rows.prefetch_related(Prefetch("bukti", pieces), "jawaban_periksa"))
    for isian in rows:
        isian.formulir = form
    past = deret.past(form.run, [i.indikator_id for i in rows])
    earlier = earlier_values(form.run, {i.indikator_id for i in rows if adds_up(i.kamus)})
    lines = [Row(i, None if i.bulan else earlier) for i in rows]
    used = used_elsewhere(form, lines)
    rules = in_force(form.instansi)
    return [
        found
        for row in lines
        for found in _of(row, deret.before(past, row.isian), used, rules)
    ]  # fmt: skip


def _of(row, before, used, rules) -> Iterator[Temuan]:
    answers = {one.aturan: one for one in row.isian.jawaban_periksa.all()}
    for rule in rules:
        case = Case(row, before, used, rule.ambang)
        if said := rule.aturan.find(case):
            letters = rule.aturan.input(case)
            yield Temuan(row.isian, rule, said, letters, answers.get(rule.kunci))


def still_waiting(form) -> Iterator[str]:
    """What keeps a form from being handed in, in sentences."""
    for found in findings(form):
        if found.blocking:
            yield found.sentence
        elif not found.answered:
            yield f"{found.sentence} Jawab dengan satu kalimat pada Periksa isian."


def answer_to(found: Temuan, kalimat: str, *, by, version: int | None = None) -> JawabanPeriksa:
    """Write the answer to a warning through the door. version: as the page showed it.

    Refused, Conflict, Blocked as of any content.
    """
    with transaction.atomic():
        said, _ = JawabanPeriksa.objects.get_or_create(
            instansi=found.isian.instansi,
            isian=found.isian,
            aturan=found.berlaku.kunci,
            defaults={"by": by, "on": tanggal.now()},
        )
        seen = f"{said.pk}-{said.version if version is None else version}"
        return write(said, by=by, seen=seen, kalimat=kalimat, sidik=found.sidik)
