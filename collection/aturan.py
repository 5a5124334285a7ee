"""The rules of "Periksa isian": one function each, and what an agency may set about them.

A rule is given one row with all that is known of it and returns a sentence, or "" where nothing is
to be said. MENAHAN stands in the way of handing in; PERINGATAN waits for an answer of one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from sakip.lib.angka import show
from sakip.planning.periods import Period

from . import words
from .isian import Bukti, Isian
from .rekap import Row

MENAHAN, PERINGATAN = "menahan", "peringatan"
TINGKAT = [(MENAHAN, "Menahan penyerahan"), (PERINGATAN, "Peringatan, dijawab satu kalimat")]
ENOUGH = 4  # earlier values that make a habit
SHORT = 15  # letters: a shorter text is the same by chance
SAME_TEXT = {"penghambat": "ha", "rencana": "re", "pendukung": "du", "alasan": "al"}


@dataclass
class Case:
    """One row as the rules see it."""

    row: Row
    before: list[tuple[str, Mapping[str, Any]]]  # approved periods before it, oldest first
    used: Mapping[str, str] = field(default_factory=dict)  # {sha256: "IKU-1, Triwulan II 2026"}
    ambang: Decimal | None = None

    @property
    def isian(self) -> Isian:
        return self.row.isian

    @property
    def reported(self) -> bool:
        return self.isian.keadaan == words.ADA

    @property
    def last(self) -> tuple[str, Mapping[str, Any]] | None:
        return self.before[-1] if self.before else None

    def figure(self, value) -> str:
        return words.with_unit(show(value, self.isian.kamus["desimal"]), self.isian.kamus)


@dataclass(frozen=True)
class Aturan:
    """A rule: its name, what it says by default, and the input its finding leads to."""

    nama: str
    tingkat: str
    find: Callable[[Case], str]
    input: Callable[[Case], str]
    ambang: Decimal | None = None
    satuan: str = ""
    tetap: bool = False  # no agency may switch it off


def figure_input(case: Case) -> str:
    if case.isian.is_predicate:
        return "t"
    return "a" if case.isian.has_parts else "n"


# -- what stands in the way -----------------------------------------------------------------------


def unanswered(case: Case) -> str:
    isian = case.isian
    if isian.keadaan == words.ADA:
        empty = isian.nilai is None and not isian.teks and isian.penyebut != 0
        return "nilai belum diisi." if empty else ""
    if isian.alasan.strip() or (isian.keadaan == words.BELUM and not isian.jatuh_tempo):
        return ""
    return f"{isian.get_keadaan_display().lower()}, alasan belum ditulis."


def no_whole(case: Case) -> str:
    zero = case.isian.penyebut is not None and case.isian.penyebut == 0
    return "penyebut 0, nilainya tidak dapat dihitung." if zero else ""


def more_than_the_whole(case: Case) -> str:
    isian = case.isian
    allowed = isian.kamus.get("pembilang_melebihi") or not isian.metode.persen
    if allowed or not isian.has_parts or None in (isian.pembilang, isian.penyebut):
        return ""
    if not isian.penyebut or isian.pembilang <= isian.penyebut:
        return ""
    part, whole = words.bare(isian.pembilang), words.bare(isian.penyebut)
    return f"pembilang {part} melebihi penyebut {whole}; bagian tidak dapat melebihi seluruhnya."


def no_evidence(case: Case) -> str:
    lacking = case.reported and case.isian.kamus["bukti_wajib"] and not case.row.evidence
    return "bukti dukung wajib dilampirkan." if lacking else ""


def below_target(case: Case) -> str:
    isian = case.isian
    if isian.bulan or not case.reported or case.row.capaian.tercapai is not False:
        return ""
    lacking = {"faktor penghambat": isian.penghambat, "rencana tindak lanjut": isian.rencana}
    names = [name for name, text in lacking.items() if not text.strip()]
    return f"target tidak tercapai; {' dan '.join(names)} belum ditulis." if names else ""


# -- what is worth a sentence ---------------------------------------------------------------------


def far_from_usual(case: Case) -> str:
    """Beyond the lowest and the highest of the last eight, widened by `ambang` per cent of both."""
    known = [
        r["nilai"] for _, r in case.before if r["keadaan"] == words.ADA and r["nilai"] is not None
    ]
    known, value = known[-8:], case.isian.nilai
    if not case.reported or value is None or len(known) < ENOUGH or case.ambang is None:
        return ""
    low, high = min(known), max(known)
    room = max(high - low, abs(high)) * case.ambang / 100
    if low - room <= value <= high + room:
        return ""
    return (
        f"{case.figure(value)} jauh dari kebiasaannya; {len(known)} periode terakhir antara "
        f"{case.figure(low)} dan {case.figure(high)}."
    )


def unchanged(case: Case) -> str:
    isian = case.isian
    if not case.reported or case.last is None or not isian.nilai:
        return ""
    code, before = case.last
    if any(getattr(isian, name) != before[name] for name in ("nilai", "pembilang", "penyebut")):
        return ""
    return f"{case.figure(isian.nilai)} sama persis dengan {Period(code)}."


def fell(case: Case) -> str:
    """A position that is promised to grow within the year and has become smaller."""
    isian = case.isian
    adds = isian.metode.akumulasi == "akhir" and isian.kamus["gaya_target"] == "posisi"
    if not (adds and case.reported and case.last) or isian.has_parts or isian.nilai is None:
        return ""
    code, before = case.last
    promised = [
        Decimal(t["nilai"]) for _, t in sorted(isian.target["periode"].items()) if t["nilai"]
    ]
    grows = len(promised) > 1 and promised == sorted(promised) and promised[0] < promised[-1]
    same_year = Period(code).tahun == isian.period.tahun
    if not (grows and same_year) or before["nilai"] is None or isian.nilai >= before["nilai"]:
        return ""
    now, then = case.figure(isian.nilai), case.figure(before["nilai"])
    return f"nilai kumulatif turun dari {then} pada {Period(code)} menjadi {now}."


def below_nought(case: Case) -> str:
    """Growth may be negative; a number of people or papers may not, and no dictionary tells which."""
    value = case.isian.nilai
    if not case.reported or value is None or value >= 0:
        return ""
    return f"nilai {case.figure(value)} di bawah 0."


def used_evidence(case: Case) -> str:
    for piece in case.row.evidence:
        if piece.berkas and (where := case.used.get(piece.berkas.sha256)):
            return f"bukti {piece} sudah dipakai pada {where}."
    return ""


def same_words(case: Case) -> str:
    if case.last is None:
        return ""
    code, before = case.last
    for name in SAME_TEXT:
        text = _bare(getattr(case.isian, name))
        if len(text) >= SHORT and text == _bare(before[name]):
            title = str(Isian._meta.get_field(name).verbose_name)
            return f"{title} sama kata demi kata dengan {Period(code)}."
    return ""


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()


def same_input(case: Case) -> str:
    before = case.last[1] if case.last else {}
    found = [
        s for n, s in SAME_TEXT.items() if _bare(getattr(case.isian, n)) == _bare(before.get(n, ""))
    ]
    return found[0] if found else "ha"


def reason_input(case: Case) -> str:
    return figure_input(case) if case.isian.keadaan == words.ADA else "al"


def plan_input(case: Case) -> str:
    return "re" if case.isian.penghambat.strip() else "ha"


ATURAN: dict[str, Aturan] = {
    "belum_dijawab": Aturan("Nilai atau alasannya belum diisi", MENAHAN, unanswered, reason_input, tetap=True),
    "penyebut_nol": Aturan("Penyebut 0", MENAHAN, no_whole, lambda c: "b", tetap=True),
    "pembilang_melebihi": Aturan("Pembilang melebihi penyebut", MENAHAN, more_than_the_whole, lambda c: "a"),
    "bukti_wajib": Aturan("Bukti dukung wajib belum ada", MENAHAN, no_evidence, lambda c: "bk"),
    "di_bawah_target": Aturan("Di bawah target tanpa hambatan dan rencana", MENAHAN, below_target, plan_input),
    "di_luar_kebiasaan": Aturan(
        "Jauh dari kebiasaannya sendiri", PERINGATAN, far_from_usual, figure_input, Decimal(50), "persen"
    ),
    "tidak_berubah": Aturan("Sama dengan periode sebelumnya", PERINGATAN, unchanged, figure_input),
    "kumulatif_turun": Aturan("Nilai kumulatif turun", PERINGATAN, fell, figure_input),
    "di_bawah_nol": Aturan("Nilai di bawah 0", PERINGATAN, below_nought, figure_input),
    "bukti_terpakai": Aturan("Bukti sudah dipakai pada periode lain", PERINGATAN, used_evidence, lambda c: "bk"),
    "teks_sama": Aturan("Teks sama dengan periode sebelumnya", PERINGATAN, same_words, same_input),
}  # fmt: skip


class AturanPeriksa(models.Model):
    """What an agency has set about one rule; without it the rule's own defaults stand."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    kunci = models.CharField(
        "aturan", max_length=30, choices=[(key, rule.nama) for key, rule in ATURAN.items()]
    )
    aktif = models.BooleanField(default=True)
    tingkat = models.CharField(max_length=10, choices=TINGKAT)
    ambang = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Hanya untuk aturan kebiasaan: pelonggaran rentangnya, dalam persen.",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "aturan periksa isian"
        constraints = [models.UniqueConstraint(fields=["instansi", "kunci"], name="aturan_periksa")]

    def __str__(self):
        return ATURAN[self.kunci].nama

    def clean(self):
        rule = ATURAN.get(self.kunci)
        if rule and rule.tetap and (not self.aktif or self.tingkat != MENAHAN):
            raise ValidationError(
                "Aturan ini dasar pengisian; tidak dapat dimatikan atau diringankan."
            )
        if self.ambang is not None and (rule is None or rule.ambang is None):
            raise ValidationError({"ambang": "Aturan ini tidak memakai ambang."})
        if self.ambang is not None and self.ambang < 0:
            raise ValidationError({"ambang": "Paling sedikit 0."})


@dataclass(frozen=True)
class Berlaku:
    """A rule as it holds in one agency."""

    kunci: str
    aturan: Aturan
    tingkat: str
    ambang: Decimal | None


def in_force(instansi) -> list[Berlaku]:
    """The rules of an agency, those it switched off left out; one query."""
    said = {one.kunci: one for one in AturanPeriksa.objects.filter(instansi=instansi)}
    found = []
    for key, rule in ATURAN.items():
        own = said.get(key)
        if rule.tetap or own is None:
            found.append(Berlaku(key, rule, rule.tingkat, rule.ambang))
        elif own.aktif:
            ambang = rule.ambang if own.ambang is None else own.ambang
            found.append(Berlaku(key, rule, own.tingkat, ambang))
    return found


def used_elsewhere(form, rows) -> dict[str, str]:
    """{sha256: where} of evidence of `rows` that lies at a value of another period too; one query."""
    hashes = {b.berkas.sha256 for r in rows for b in r.evidence if b.berkas}
    if not hashes:
        return {}
    pieces = Bukti.objects.filter(
        instansi_id=form.instansi_id, dicabut=False, berkas__sha256__in=hashes
    ).exclude(isian__formulir__run__periode=form.run.periode)
    columns = ("berkas__sha256", "isian__kode", "isian__formulir__run__periode")
    found = pieces.order_by("-pk").values_list(*columns, "isian__formulir__unit")
    return {
        sha: f"{kode if unit == form.unit_id else 'isian unit lain'}, {Period(code)}"
        for sha, kode, code, unit in found
    }
