"""What the tests of returns share: items given back, answered by their unit, and handed in again."""

from __future__ import annotations

from collection.models import Butir, Formulir, Isian, Pengumpulan
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
