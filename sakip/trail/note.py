"""The one function that writes the log, and the one that reads whether it is whole."""

from __future__ import annotations

from django.db import transaction

from sakip.lib import tanggal
from sakip.lib.prepared import Prepared, changed
from sakip.people.models import Instansi

from .models import Chain, Entry


@transaction.atomic(savepoint=False)
def note(kind, *, instansi: Instansi | None, user=None, by=None, obj=None, on=None, **fields):
    """Append one line to the chain of `instansi` (None: of the installation); return it.

    `by` is the Penugasan in which the person acts; `fields` are columns of Entry. It joins the
    transaction of what it describes: no deed without its line, no line without its deed.
    """
    chain = _lock(instansi)
    if by is not None:
        user = by.user
        fields.setdefault("capacity", by.capacity)
    if obj is not None:
        fields |= {"object_label": obj._meta.label_lower, "object_id": obj.pk}
    if instansi is not None and instansi.contoh:
        fields["data"] = {**fields.get("data", {}), "contoh": "data contoh"}
    entry = Entry(
        instansi=instansi,
        number=chain.count + 1,
        on=on or tanggal.now(),
        kind=kind,
        user=user,
        by=by,
        previous=chain.head,
        **fields,
    )
    entry.hash = entry.digest()
    entry.save(force_insert=True)
    _GROWN.update(chain=chain.pk, count=entry.number, head=entry.hash)
    return entry


def _lock(instansi) -> Chain:
    found = _CHAIN.objects(instansi=instansi.pk) if instansi else []
    if found:
        return found[0]
    which = {"instansi": instansi} if instansi else {"pk": Chain.HOUSE}
    return Chain.objects.select_for_update().get_or_create(**which)[0]


_CHAIN = Prepared(
    lambda marks, _: Chain.objects.select_for_update().filter(instansi=marks.one("instansi"))
)


_GROWN = Prepared(
    lambda marks, _: changed(
        Chain.objects.filter(pk=marks.one("chain")),
        count=marks.one("count"),
        head=marks.text("head"),
    )
)


def faults(instansi: Instansi | None) -> list[str]:
    """What is wrong with the chain of `instansi`, in words; empty where it is whole."""
    found, previous, number = [], "", 0
    for entry in Entry.objects.filter(instansi=instansi).order_by("number").iterator():
        number += 1
        if entry.number != number:
            found.append(f"Jejak nomor {number} hilang; yang ada nomor {entry.number}.")
            number = entry.number
        if entry.previous != previous:
            found.append(f"Jejak nomor {entry.number} tidak menyambung ke baris sebelumnya.")
        if entry.digest() != entry.hash:
            found.append(f"Jejak nomor {entry.number} diubah setelah ditulis.")
        previous = entry.hash
    chain = Chain.objects.filter(instansi=instansi).first()
    if (chain.count, chain.head) != (number, previous) if chain else number:
        found.append(f"Ujung jejak tidak cocok: tercatat {chain and chain.count}, ada {number}.")
    return found
