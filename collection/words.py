"""How a value, its state and a form's state read: one dictionary for screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from measurement.kept import figure
from sakip.lib import tanggal
from sakip.lib.angka import NOTHING, show
from sakip.planning.models import Indikator

Data = Mapping[str, Any]

ADA, NIHIL, BELUM = "dilaporkan", "nihil", "belum_dilaporkan"
TIDAK_BERLAKU, TIDAK_DILAKSANAKAN = "tidak_berlaku", "tidak_dilaksanakan"
BELUM_JATUH_TEMPO = "belum_jatuh_tempo"
# as the select of a row offers them; the last one is no choice, it follows from the dictionary
STATES = {
    ADA: "Ada nilai",
    NIHIL: "Nihil (0)",
    BELUM: "Belum dilaporkan",
    TIDAK_BERLAKU: "Tidak berlaku",
    TIDAK_DILAKSANAKAN: "Tidak dilaksanakan",
    BELUM_JATUH_TEMPO: "Belum jatuh tempo",
}
CHOICES = [code for code in STATES if code != BELUM_JATUH_TEMPO]


def state_of(value: Data, *, due: bool = True) -> str:
    """One of STATES: a reported 0 is "nihil"; what is not due and not reported is no gap."""
    keadaan = value["keadaan"]
    if keadaan == ADA:
        if value["teks"]:
            return ADA
        if value["nilai"] is None:
            return BELUM
        return ADA if Decimal(value["nilai"]) else NIHIL
    return BELUM_JATUH_TEMPO if keadaan == BELUM and not due and not value["alasan"] else keadaan


def with_unit(said: str, kamus: Data) -> str:
    """ "85,00%", "8 SK"; a dash and a predicate stand alone."""
    if said == NOTHING or kamus["polaritas"] == "predikat":
        return said
    return f"{said}%" if is_percent(kamus) else f"{said} {kamus['satuan']}".strip()


def is_percent(kamus: Data) -> bool:
    return kamus["satuan"].strip().casefold() in ("%", "persen")


def plain(value: Decimal | None, kamus: Data) -> str:
    """A figure of the indicator, with its decimals, without its unit."""
    return show(value, kamus["desimal"])


def bare(value: Decimal | str | None) -> str:
    """An input as it was given: thousands, and no more decimals than it has."""
    found = figure(value) if isinstance(value, str) else value
    if found is None:
        return NOTHING
    return show(found, max(0, -int(found.normalize().as_tuple().exponent)))


def value_words(value: Data, kamus: Data) -> str:
    """ "617 / 1.842 = 33,50%", "398 orang", "WTP", "belum dilaporkan"."""
    state = state_of({"alasan": "", **value})
    if state not in (ADA, NIHIL):
        return STATES[state].lower()
    if kamus["polaritas"] == "predikat":
        return value["teks"]
    result = with_unit(plain(figure(value["nilai"]), kamus), kamus)
    if value["pembilang"] is not None and value["penyebut"] is not None:
        return f"{bare(value['pembilang'])} / {bare(value['penyebut'])} = {result}"
    return result


def target_words(target, kamus: Data) -> str:
    """A pure Target as one string, without its unit: a figure, a range, a predicate."""
    if kamus["polaritas"] == "predikat":
        return target.kode or NOTHING
    if kamus["polaritas"] in ("rentang", "rentang_rendah"):
        if target.bawah is None or target.atas is None:
            return NOTHING
        return f"{plain(target.bawah, kamus)} sampai dengan {plain(target.atas, kamus)}"
    return plain(target.nilai, kamus)


def polarity(kamus: Data) -> str:
    return str(Indikator.Polaritas(kamus["polaritas"]).label)


def place(kamus: Data) -> str:
    """ "Program 5.03.02 Kepegawaian Daerah": where the indicator hangs."""
    _, level, kode, nama = kamus["node"]
    return " ".join(filter(None, [level.replace("_", " ").title(), kode, nama]))


# -- a form -----------------------------------------------------------------------------------


def form_status(form, *, touched: bool = True) -> tuple[str, str, str]:
    """(colour, word, icon) of the badge of a form; `touched`: something was written into it."""
    if form.at == "terima":
        return "abu", "Dibagikan" if form.tenggat else "Disiapkan", "send"
    if form.at == "isi":
        if form.round > 1:
            return "kuning", f"Dikembalikan, putaran {form.round}", "arrow-return-left"
        return ("biru", "Sedang diisi", "pen") if touched else ("biru", "Diterima unit", "check2")
    if form.at == "serahkan":
        return "biru", "Menunggu Kepala Bidang", "hourglass-split"
    if form.finished and form.ditutup:
        return "kuning", "Ditutup dengan kekurangan", "slash-circle"
    if form.finished and form.run.past("analisa"):
        return "abu", "Terkunci", "lock-fill"
    late = days_late(form)
    if late:
        return "kuning", "Terlambat", "clock-history"
    return "hijau", "Diserahkan", "send-check"


def days_late(form) -> int:
    """By how many days it was first handed in after its original date; extensions do not count."""
    if not form.diserahkan_pada or not form.tenggat_awal:
        return 0
    day = tanggal.local(form.diserahkan_pada, form.instansi.zona).date()
    return max((day - form.tenggat_awal).days, 0)


def timeliness(form) -> str:
    """ "tepat waktu", "terlambat 2 hari", "" before it was handed in."""
    if not form.diserahkan_pada:
        return ""
    late = days_late(form)
    return f"terlambat {late} hari" if late else "tepat waktu"


def timing(form) -> tuple[str, str, str]:
    """(colour, word, icon) of how a form kept its original date; an extension does not beautify it."""
    if form.ditutup:
        return "merah", "Tidak diserahkan", "slash-circle"
    if not form.diserahkan_pada:
        over = bool(form.tenggat_awal and form.instansi.today() > form.tenggat_awal)
        return ("kuning", "Lewat tenggat semula", "clock-history") if over else ("", "", "")
    if late := days_late(form):
        return "kuning", f"Terlambat {late} hari", "clock-history"
    return "hijau", "Tepat waktu", "check2"
