"""The recap of a run (domain 2.18): one row an indicator, counts per state; for page, paper, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from measurement.capaian import Capaian
from sakip.lib.angka import NOTHING, percent
from sakip.lib.once import once

from . import words
from .hitung import LAMPS, Earlier, earlier_values, preview, target_now, tiga
from .isian import Bukti, Isian, value_of

FAR_BELOW, FAR_ABOVE = 80, 150


@dataclass
class Row:
    """One indicator of one form as the recap shows it."""

    isian: Isian
    earlier: Earlier | None = None  # what was approved before it in the year
    months: list[Row] = field(default_factory=list)
    pieces: list[Bukti] | None = None  # its evidence, where it was read already

    @property
    def kamus(self):
        return self.isian.kamus

    @property
    def value(self) -> dict:
        return figures_of(self.isian)

    @property
    def value_data(self) -> dict:
        """The value as histories keep it, figures as text."""
        return value_of(self.isian)

    @property
    def state(self) -> str:
        return words.state_of(self.value, due=self.isian.jatuh_tempo)

    @property
    def state_words(self) -> str:
        return words.STATES[self.state]

    @property
    def target(self) -> str:
        said = words.target_words(target_now(self.isian), self.kamus)
        return words.with_unit(said, self.kamus)

    @property
    def realisasi(self) -> str:
        """ "33,50%", "8 laporan", "WTP", or a dash."""
        if self.state not in (words.ADA, words.NIHIL):
            return NOTHING
        if self.isian.is_predicate:
            return self.isian.teks
        return words.with_unit(words.plain(self.isian.nilai, self.kamus), self.kamus)

    @property
    def parts(self) -> str:
        """ "617 / 1.842" where it was measured by parts."""
        if self.isian.pembilang is None or self.isian.penyebut is None:
            return ""
        return f"{words.bare(self.isian.pembilang)} / {words.bare(self.isian.penyebut)}"

    @property
    def sampai(self) -> str:
        """The realisasi up to this period, added up as the dictionary says."""
        said = tiga(self.isian, self.earlier).realisasi_sd
        if said is None:
            return NOTHING
        if self.isian.is_predicate:
            return said.kode or NOTHING
        return words.with_unit(words.plain(said.nilai, self.kamus), self.kamus)

    # -- the same without units, for papers whose columns name them: None prints a dash ------

    @property
    def bare_target(self) -> str | None:
        return _nothing(words.target_words(target_now(self.isian), self.kamus))

    @property
    def bare_realisasi(self) -> str | None:
        if self.state not in (words.ADA, words.NIHIL):
            return None
        return self.isian.teks or words.plain(self.isian.nilai, self.kamus)

    @property
    def bare_sampai(self) -> str | None:
        said = None if self.isian.bulan else tiga(self.isian, self.earlier).realisasi_sd
        if said is None:
            return None
        return said.kode or _nothing(words.plain(said.nilai, self.kamus))

    @cached_property
    def capaian(self) -> Capaian:
        return preview(self.isian, self.earlier)

    @property
    def capaian_words(self) -> str:
        return percent(self.capaian.reported, self.kamus["desimal"])

    @property
    def lamp(self) -> tuple[str, str]:
        """(colour, word) of the result; what was not judged says why."""
        if self.capaian.lampu:
            return LAMPS[self.capaian.lampu]
        said = self.capaian.keterangan or "belum dihitung"
        return "abu", said[:1].upper() + said[1:]

    @property
    def evidence(self) -> list[Bukti]:
        pieces = self.isian.bukti.all() if self.pieces is None else self.pieces
        return [b for b in pieces if not b.dicabut]

    @property
    def note(self) -> str:
        """What the unit says beside the figure, shortest first: the reason of a state, else hindrance."""
        return self.isian.alasan or self.isian.penghambat.strip(" -–")


def _nothing(text: str) -> str | None:
    return None if text == NOTHING else text


def figures_of(isian) -> dict:
    """The columns of a row that say its value, as `words` takes them; no text is made of figures."""
    return {
        name: getattr(isian, name)
        for name in ("keadaan", "nilai", "pembilang", "penyebut", "teks", "alasan")
    }


SETTLED = (words.ADA, words.NIHIL, words.TIDAK_BERLAKU, words.TIDAK_DILAKSANAKAN)


@dataclass(frozen=True)
class Share:
    """So many of the values that were due are reported or excused."""

    there: int
    due: int

    @property
    def percent(self) -> Decimal | None:
        """0 to 100, unrounded; None where nothing was due."""
        return Decimal(self.there * 100) / self.due if self.due else None

    @property
    def gaps(self) -> int:
        return self.due - self.there

    def __str__(self):
        if not self.due:
            return "tidak ada yang jatuh tempo"
        return f"{percent(self.percent, 0)} ({self.there} dari {self.due})"

    def __add__(self, other: Share) -> Share:
        return Share(self.there + other.there, self.due + other.due)


def share_of(states: Iterable[tuple[str, bool]]) -> Share:
    """Completeness of (state, due) pairs: a value is there with a figure, or excused with a reason.

    Belum dilaporkan is a gap whatever its reason; what was not due does not count at all.
    """
    found = [state in SETTLED for state, due in states if due]
    return Share(sum(found), len(found))


@dataclass
class Unit:
    """One unit's form in the recap."""

    form: object
    rows: list[Row]

    @property
    def counts(self) -> dict[str, int]:
        return counted(self.rows)

    @property
    def complete(self) -> Share:
        """How much of what was due is reported or excused."""
        return share_of((row.state, row.isian.jatuh_tempo) for row in self.rows)


def counted(rows: Iterable[Row]) -> dict[str, int]:
    """{state: how many}, in the order of words.STATES, every state there."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in words.STATES}


def count_words(counts: dict[str, int]) -> str:
    """ "38 ada nilai, 1 nihil"; states nobody is in are left out."""
    named = [(n, words.STATES[s].lower().replace(" (0)", "")) for s, n in counts.items() if n]
    return ", ".join(f"{n} {word}" for n, word in named) or "belum ada isian"


def recap_of(run) -> list[Unit]:
    """The recap of all units, read once for one page, or for all papers of one act."""
    return once(run, "recap", lambda: units_of(run))


def units_of(run, *, only=None) -> list[Unit]:
    """Every form of `run` with its rows (`only`: of these unit ids); five queries at any size."""
    forms = run.forms.select_related("unit", "instansi", "run").prefetch_related("anggaran")
    forms = forms.order_by("unit__urut", "pk")
    forms = list(forms.filter(unit__in=only) if only is not None else forms)
    isian = list(
        Isian.objects.filter(formulir__in=forms).prefetch_related(
            Prefetch("bukti", Bukti.objects.select_related("berkas"))
        )
    )
    earlier = earlier_values(run, {i.indikator_id for i in isian})
    by_form: dict[int, list[Isian]] = {form.pk: [] for form in forms}
    owners = {form.pk: form for form in forms}
    for form in forms:
        form.run = run
    for one in isian:
        one.formulir = owners[one.formulir_id]
        by_form[one.formulir_id].append(one)
    return [Unit(form, rows_of(by_form[form.pk], earlier)) for form in forms]


def by_isian(units: list[Unit]) -> dict[int, tuple[Row, Unit]]:
    """{isian: (its row, its unit)}, single months among them."""
    return {
        one.isian.pk: (one, unit)
        for unit in units
        for row in unit.rows
        for one in (row, *row.months)
    }


def rows_of(isian: list[Isian], earlier: Earlier) -> list[Row]:
    """One row an indicator; the rows of single months stand below that of their quarter."""
    rows = {one.indikator_id: Row(one, earlier) for one in isian if not one.bulan}
    for one in isian:
        if one.bulan:
            rows[one.indikator_id].months.append(Row(one))
    return list(rows.values())


def below_target(run) -> list[dict]:
    """What the Form Evaluasi Kinerja asks about: every indicator that was judged and fell short."""
    return [
        {
            "key": str(row.isian.pk),
            "kode": row.isian.kode,
            "nama": row.isian.nama,
            "unit": unit.form.unit.nama,
            "target": row.target,
            "realisasi": row.realisasi,
            "capaian": row.capaian_words,
            "pendukung": row.isian.pendukung.strip(" -–"),
            "penghambat": row.isian.penghambat.strip(" -–"),
            "rencana": row.isian.rencana.strip(" -–"),
        }
        for unit in recap_of(run)
        for row in unit.rows
        if row.capaian.tercapai is False
    ]


def worth_a_look(row: Row, months: dict[int, list[str]] | None = None) -> list[str]:
    """Why the Sekretaris should look at this row, in a few words each; empty: nothing strikes."""
    said, isian = [], row.isian
    if row.state in (words.BELUM, words.TIDAK_BERLAKU, words.TIDAK_DILAKSANAKAN):
        said.append(f"{row.state_words}: {isian.alasan or 'tanpa alasan'}")
    if row.state == words.NIHIL:
        said.append(f"Nihil{': ' + row.note if row.note else ''}")
    raw = row.capaian.raw
    if row.capaian.tercapai is False:
        said.append(
            f"Di bawah {FAR_BELOW}%"
            if raw is not None and raw < FAR_BELOW
            else f"{'IKU b' if isian.kamus['jenis'] == 'IKU' else 'B'}elum mencapai target"
        )
    elif raw is not None and raw > FAR_ABOVE:
        said.append(f"Di atas {FAR_ABOVE}%: periksa target")
    if row.state in (words.ADA, words.NIHIL) and not row.evidence and not isian.terkunci:
        said.append("Tanpa bukti dukung")
    return said + (months or {}).get(isian.indikator_id, [])
