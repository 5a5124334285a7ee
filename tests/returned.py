"""What the tests of returns share: given back, answered and handed in again, marked with a verdict."""

from __future__ import annotations

from collection.models import Butir, Formulir, Isian, Pengumpulan
from collection.tanda import accepting
from sakip.papers import kinds
from sakip.sop.drafts import Draft
from sakip.sop.perform import write

from .collected import form_of
from .walk import answer_warnings, do


def isian(run, kode) -> Isian:
    return Isian.objects.get(formulir__run=run, kode=kode)


def item(run, kode, alasan="Lampirkan SK.", jenis="bukti_kurang") -> dict:
    return {"isian": isian(run, kode), "jenis": jenis, "alasan": alasan}


def give_back(run, people, *kodes, by=None) -> Pengumpulan:
    """The Sekretaris (or `by`) returns these items to their units."""
    return do(
        run,
        "kembalikan",
        by or people.sekretaris,
        note="Lengkapi yang ditandai.",
        to="pengisian",
        items=[item(run, kode) for kode in kodes],
    )


def give_back_units(run, people, *units, by=None, **more) -> Pengumpulan:
    """The same with all that these units reported."""
    whole = [{"unit": unit, "jenis": "usang", "alasan": "Semua."} for unit in units]
    by = by or people.sekretaris
    return do(run, "kembalikan", by, note="Perbarui.", to="pengisian", units=whole, **more)


def hand_in_again(run, office, head, **values) -> Formulir:
    """The unit answers what was returned, changes these values, and hands in to Tim SAKIP."""
    form = form_of(run, office)
    for kode, fields in values.items():
        row = form.isian.get(kode=kode.replace("_", "-"))
        write(row, by=office, seen=row.seen(), **fields)
    waiting = Butir.objects.filter(isian__formulir=form, isian__terbuka=True, putusan="menunggu")
    for butir in waiting:
        write(butir, by=office, seen=butir.seen(), jawaban="Sudah diperbaiki.")
    answer_warnings(form, office)
    return do(do(form, "isi", office), "serahkan", head)


def answer_and_hand_in(run, people, office, head, **values) -> Pengumpulan:
    """The same, and Tim SAKIP receives it."""
    do(hand_in_again(run, office, head, **values), "periksa", people.tim)
    return Pengumpulan.objects.get(pk=run.pk)


def mark(run, people, *, clear=False, **said):
    """The Sekretaris marks answers on the page of the analysis, in the version that stands there."""
    draft = Draft(Pengumpulan.objects.get(pk=run.pk), kinds.FORM_EVALUASI)
    isi = dict(draft.paper.data.get("isi", {}))
    kept = {} if clear else isi.get("tanda", {}).get("butir", {})
    for kode, verdict in said.items():
        row = isian(run, kode.replace("_", "-"))
        answer = Butir.answered(run).filter(isian=row).first()
        kept[str(row.pk)] = {**accepting(row, answer), "p": verdict}
    isi["tanda"] = {"butir": kept, "unit": [], "sebab": {}}
    write(draft, by=people.sekretaris, seen=draft.seen(), isi=isi)
