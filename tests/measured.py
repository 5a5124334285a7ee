"""Collections with chosen values and measurements of them, straight through the doors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from collection.models import Pengumpulan
from measurement.models import SMART, Hasil, Pengukuran
from sakip.sop.perform import begin, write

from .walk import do, pass_on, to, unit_people

REASONS = {"tidak_berlaku", "tidak_dilaksanakan", "belum_dilaporkan"}
TW1 = {"IKU-1": ("332", "418"), "IKK-1": ("92", "92"), "IKK-2": "6", "IKK-3": "90", "IKK-4": "1"}
TW2 = {"IKU-1": ("338", "418"), "IKK-1": ("90", "92"), "IKK-2": "7", "IKK-3": "210", "IKK-4": "2"}
# Targets 84, 100, 10 (falling), 300 and 3.
TW3 = {"IKU-1": ("342", "418"), "IKK-1": ("87", "92"), "IKK-2": "8", "IKK-3": "300", "IKK-4": "2"}
ALL = list(TW3)


def collect(people, periode, values, spent=None, until="lapor"):
    """An approved collection of `periode`: {kode: "81,82" | ("342", "418") | a state}."""
    run = begin(Pengumpulan, by=people.tim, periode=periode)
    run = to(run, people, "pengisian")
    for form in run.forms.all():
        fill_form(people, form, values, spent or {})
    return to(run, people, until)


def three_quarters(people):
    """Three approved collections; the last one is to be measured."""
    collect(people, "2026-TW1", TW1, {"5.03.02": 300_000_000, "5.04.02": 100_000_000})
    collect(people, "2026-TW2", TW2, {"5.03.02": 350_000_000, "5.04.02": 200_000_000})
    return collect(people, "2026-TW3", TW3, {"5.03.02": 400_000_000, "5.04.02": 300_000_000})


def correction(collected, people):
    """The approved collection corrected and approved once more, unchanged."""
    do(collected, "koreksi", people.sekretaris, note="Angka diperbaiki.")
    newest = type(collected).objects.get(revises=collected)
    return to(newest, people, "lapor")


def fill_form(people, form, values, spent):
    staf, _ = unit_people(people, form)
    form = do(form, "terima", staf)
    for isian in form.isian.filter(terbuka=True, terkunci=False):
        write(isian, by=staf, seen=isian.seen(), **answer(values[isian.kode]))
    for line in form.anggaran.all():
        write(line, by=staf, seen=line.seen(), realisasi=spent.get(line.kode, 0))
    pass_on(people, form)


def answer(said) -> dict:
    if said in REASONS:
        return {"keadaan": said, "alasan": "Alasan (uji)."}
    more = {"keadaan": "dilaporkan", "penghambat": "Anggaran terlambat.", "rencana": "Dikejar."}
    if isinstance(said, tuple):
        return more | {"pembilang": Decimal(said[0]), "penyebut": Decimal(said[1])}
    return more | {"nilai": Decimal(said)}


def measurement(people, periode="2026-TW3"):
    return begin(Pengukuran, by=people.tim, periode=periode)


def go(run, people, key):
    """On until the measurement waits at `key`, everything filled in that has to be."""
    run = type(run).objects.get(pk=run.pk)
    while run.at != key:
        if run.at == "metodologi":
            tick(run, people.tim)
        if run.at in ("rekap", "laporan"):
            plan(run, people.tim)
            reply(run, people.tim)
        after = [s.key for s in run.sop][run.step.number :] or ["selesai"]
        run = to(run, people, after[0])
    return run


def tick(run, by):
    """Yes to the five SMART questions of every open method."""
    for metode in run.metode.filter(dipakai=True, ditetapkan=False):
        write(metode, by=by, seen=metode.seen(), smart=dict.fromkeys(SMART, True), catatan="")


WHOLE = {
    "sebab": "Formasi belum terisi.",
    "tindakan": "Seleksi terbuka dipercepat.",
    "penanggung_jawab": "Kepala Bidang",
    "tenggat": date(2026, 12, 15),
    "bukti_selesai": "SK pengangkatan",
}


def plan(run, by, **fields):
    for row in run.rencana_tindak_lanjut.all():
        write(row, by=by, seen=row.seen(), **(WHOLE | fields))


def reply(run, by):
    for butir in run.butir.filter(jawaban=""):
        write(butir, by=by, seen=butir.seen(), jawaban="Sudah diperiksa kembali.")


def of(run, kode) -> Hasil:
    """The result of that indicator, read anew."""
    return Hasil.objects.get(run=run, metode__kode=kode)


def figure(run, kode, which="sampai") -> dict:
    """What was computed for that indicator: "periode", "sampai" or "tahun"."""
    return Hasil.objects.get(run=run, metode__kode=kode).capaian[which]
