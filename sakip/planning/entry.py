"""One dictionary entry on its page: the form, its targets in the draft, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from measurement.rumus import RUMUS
from sakip.lib import tanggal
from sakip.people.models import Penugasan

from .acts import keep_entry, line
from .checks import Finding, Smart, about_entry, smart
from .dictionary import Indikator
from .forms_indikator import IndikatorForm
from .method import house_scale
from .promise import PerjanjianKinerja, Target
from .targets import Row, put
from .tree import Node
from .trial import Trial


def promise_at_hand(instansi) -> PerjanjianKinerja | None:
    """Whose targets an indicator's page shows: the latest draft, or the latest promise there is."""
    every = PerjanjianKinerja.objects.filter(instansi=instansi).order_by("-tahun", "-versi")
    return every.filter(status=PerjanjianKinerja.DRAF).first() or every.first()


class Overtaken(Exception):
    """Somebody else saved the same entry a moment earlier."""


@dataclass(frozen=True, slots=True)
class Card:
    """One choice of polarity with its formula in words."""

    option: object
    formula: str


class Entry:
    """The page of one indicator; bound where `data` is given. A new one has no pk yet."""

    def __init__(self, indikator: Indikator, instansi, data=None):
        self.instansi, self.data = instansi, data
        self.fresh = indikator.pk is None
        self.status = indikator.status
        self.versi = indikator.versi
        self.since = indikator.berlaku_mulai
        self.reason = indikator.dasar_perubahan
        self.form = IndikatorForm(data, instance=indikator, instansi=instansi)
        if data is not None:
            self.form.is_valid()  # the instance now holds all that could be read
        self.indikator = self.form.instance
        self.pk = promise_at_hand(instansi)
        self.row = self._row()
        self.scale = house_scale(instansi)
        self.trial = Trial(self.indikator, self.scale, self.row, data)
        self.last = (
            None
            if self.fresh
            else (
                self.indikator.history.select_related("history_user")
                .order_by("-history_id")
                .first()
            )
        )
        self.overtaken = self._overtaken()

    def _row(self) -> Row | None:
        """Its targets: to be typed in a draft, to be read where the promise is fixed."""
        if self.pk is None:
            return None
        kept = None
        if not self.fresh:
            held = Target.objects.filter(instansi=self.instansi, pk_versi=self.pk)
            kept = held.filter(indikator=self.indikator).prefetch_related("periods").first()
        return Row(self.indikator, self.pk.tahun, kept, None if self.pk.fixed else self.data)

    def _overtaken(self) -> str:
        """Who saved this entry while the page lay open, in words."""
        if self.data is None or self.last is None:
            return ""
        if self.data.get("seen") == str(self.last.history_id):
            return ""
        when = tanggal.short(self.last.history_date, self.instansi.zona)
        who = self.last.history_user or "orang lain"
        return (
            f"Indikator ini sudah disimpan oleh {who}, {when}. Isian Anda belum disimpan; "
            "periksa perbedaannya pada riwayat versi, lalu simpan sekali lagi bila tetap perlu."
        )

    @property
    def seen(self) -> str:
        """What the page shows: the last line of the entry's history."""
        return str(self.last.history_id) if self.last else ""

    @property
    def next_version(self) -> int:
        return self.versi + (self.status != Indikator.Status.DRAF)

    @property
    def targets_open(self) -> bool:
        return self.pk is not None and not self.pk.fixed

    @property
    def cards(self) -> list[Card]:
        return [
            Card(option, RUMUS[option.data["value"], "standar"].kata)
            for option in self.form["polaritas"].subwidgets
        ]

    @property
    def promised_words(self) -> list[tuple[str, str]]:
        """The targets as they stand in a fixed promise: ("Triwulan I", "15,00")."""
        row = self.row
        return [
            (cell.label, row.kept[cell.code].words(row.style, self.indikator.desimal))
            for cell in row.cells
            if cell.code in row.kept
        ]

    @property
    def reshaped(self) -> bool:
        return bool(self.row and self.row.reshaped)

    @property
    def changes(self) -> int:
        """How many fields differ from what is kept."""
        if self.data is None:
            return 0
        return len(self.form.content_changed) + bool(self.row and self.row.changed)

    def findings(self) -> list[Finding]:
        return about_entry(self.indikator, self.scale) + (self.row.findings() if self.row else [])

    def smart(self) -> Smart:
        year = self.pk.tahun if self.pk else self.instansi.today().year
        return smart(self.indikator, self.row.said if self.row else {}, year)

    def rules(self) -> list[tuple[str, str, str]]:
        """What a form of this indicator refuses or warns about: rule, effect, sentence."""
        one = self.indikator
        rules = [
            (
                one.has_parts and not one.pembilang_melebihi,
                "pembilang ≤ penyebut",
                "Pembilang tidak boleh melebihi penyebut.",
            ),
            (one.has_parts, "penyebut bukan 0", "Penyebut 0, nilainya tidak dapat dihitung."),
            (
                one.bukti_wajib,
                "bukti dukung terlampir",
                f"Lampirkan bukti dukung: {one.bukti}." if one.bukti else "Lampirkan bukti dukung.",
            ),
            (
                True,
                "ada nilai atau alasan",
                "Isi nilainya, atau pilih keadaannya dan tulis alasannya.",
            ),
        ]
        return [(rule, "Menolak", sentence) for holds, rule, sentence in rules if holds]

    def is_valid(self) -> bool:
        """Whether it may be saved as it stands; targets of a fixed promise are not asked."""
        zero = [f for f in self.findings() if f.blocks]
        for finding in zero:
            if finding.field and finding.text not in self.form.errors.get(finding.field, []):
                self.form.add_error(finding.field, finding.text)
        targets = not self.targets_open or self.row.is_valid()
        return self.form.is_valid() and targets and not self.overtaken

    def save(self, by: Penugasan, *, enact: bool) -> bool:
        """Keep the entry and its targets; True where anything changed.

        Raises Overtaken where somebody saved it between reading and writing.
        """
        with transaction.atomic():
            self._hold()
            kept = keep_entry(self.indikator, by, enact=enact)
            if not (self.targets_open and self.row.changed):
                return kept
            put(self.pk, {self.indikator: self.row.said})
            line(by, self.pk, f"Target {self.indikator.kode} dalam {self.pk} diubah.",
                 semula=self.row.kept_words())  # fmt: skip
            return True

    def _hold(self) -> None:
        if self.last is None:
            return
        Indikator.objects.select_for_update().get(pk=self.indikator.pk)
        if self.indikator.history.latest("history_id").history_id != self.last.history_id:
            raise Overtaken


def blank_entry(instansi, node: Node | None = None) -> Indikator:
    """A new entry as its page proposes it."""
    jenis = {"tujuan": "IKU", "sasaran": "IKU", "program": "IKP"}.get(node and node.level, "IKK")
    return Indikator(instansi=instansi, node=node, jenis=jenis, unit=node and node.unit)
