"""The lembar tanggapan on screen: every returned item beside what came of it, round by round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max
from django.utils.safestring import SafeString

from . import banding
from .butir import Butir, Pengembalian, answered_in, butir_of
from .flow import evidence_of
from .rekap import Row, Unit


@dataclass
class Answer:
    """One returned item: reason, old and new value with their difference, answer, verdict."""

    butir: Butir
    row: Row
    unit: Unit
    verdict: str = ""
    veiled: bool = False  # it waits, and what the unit does with it is not yet this reader's to see
    catatan: SafeString | str = ""  # the link to the comments on it, where there are any
    sejak: SafeString | str = ""  # the badge of what changed since the reader last saw it

    @property
    def new_evidence(self) -> list:
        """The pieces laid beside it since it was returned, where the reader may open them."""
        if self.veiled:
            return []
        return [b for b in self.row.evidence if b.on >= self.butir.pengembalian.on]

    @cached_property
    def said(self) -> dict:
        """What changed; until it is handed in again, as it stands now (banding.compared)."""
        old = self.butir
        if self.veiled:
            same = (old.bukti_lama, old.bukti_lama)
            return banding.compared(old.nilai_lama, old.nilai_lama, self.row.kamus, same)
        files = [evidence_of(b) for b in self.row.evidence]
        return banding.of(self.butir, self.row.kamus, self.row.value_data, files)

    @property
    def cell(self) -> SafeString:
        return SafeString(banding.html(self.said))

    @property
    def changed(self) -> bool:
        return self.said["berubah"] or self.veiled

    @property
    def unproven(self) -> bool:
        """A changed value without new evidence."""
        return self.butir.nilai_baru is not None and self.said["tanpa_bukti"]

    @property
    def answer(self) -> str:
        if self.veiled:
            return "Belum dilaporkan Tim SAKIP."
        if self.butir.jawaban:
            return self.butir.jawaban
        closed = self.unit.form.ditutup and self.butir.nilai_baru is not None
        return "Tidak dijawab; formulir ditutup dengan kekurangan." if closed else "Belum dijawab."

    @property
    def badge(self) -> tuple[str, str, str]:
        """(colour, word, icon) of its verdict."""
        if self.veiled:
            return "abu", "Pada unit atau Tim SAKIP", "hourglass-split"
        if self.butir.putusan == Butir.Putusan.DITERIMA:
            return "hijau", "Diterima", "check2"
        if self.butir.putusan == Butir.Putusan.DIKEMBALIKAN:
            return "kuning", "Dikembalikan lagi", "arrow-return-left"
        if self.butir.nilai_baru is None:
            return "kuning", "Menunggu jawaban unit", "hourglass-split"
        return "biru", "Menunggu putusan", "reply"


def waiting(run, known) -> list[Answer]:
    """What was handed in again and waits for its verdict."""
    return [Answer(b, *known[b.isian_id]) for b in answered_in(run) if b.isian_id in known]


def last_judged(run) -> int:
    """The latest return of the Sekretaris; what came after it, they have not been told. 0: none."""
    return run.pengembalian.filter(record__origin="analisa").aggregate(Max("pk"))["pk__max"] or 0


def rounds(run, known, *, veiled=False) -> list[dict]:
    """[{"back": Pengembalian, "items": [Answer], "berubah": n}], the newest first: all of them.

    veiled: as the Sekretaris knows it. Later returns of Tim SAKIP are left out; what answers the
    own latest one, or waits for its verdict, shows its reason and its old value alone.
    """
    backs: dict[Pengembalian, list[Answer]] = {}
    last = last_judged(run) if veiled else 0
    for butir in butir_of(run):
        if butir.isian_id not in known or (veiled and butir.pengembalian_id > last):
            continue
        item = Answer(butir, *known[butir.isian_id])
        waits = butir.putusan == Butir.Putusan.MENUNGGU
        item.veiled = veiled and (waits or butir.pengembalian_id == last)
        backs.setdefault(butir.pengembalian, []).append(item)
    return [
        {"back": back, "items": items, "berubah": sum(item.changed for item in items)}
        for back, items in sorted(backs.items(), key=lambda pair: pair[0].pk, reverse=True)
    ]
