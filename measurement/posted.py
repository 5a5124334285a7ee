"""What the forms of SOP 9.2 post, read into what the doors take."""

from __future__ import annotations

from collection.tanda import marked
from sakip.sop.step import RETURN

from .work import results


def read_act(run, verb, posted) -> dict:
    """The way back and the rows that are marked for it; nothing for other verbs."""
    if verb != RETURN:
        return {}
    from .evaluasi import marks_of

    chosen = marked({"butir": marks_of(run)})["butir"]
    items = [
        {"hasil": row, "jenis": chosen[str(row.pk)]["j"], "alasan": chosen[str(row.pk)]["a"]}
        for row in results(run)
        if str(row.pk) in chosen
    ]
    return {"to": posted.get("ke", ""), "items": items, "named": [named(item) for item in items]}


def named(item) -> dict:
    """One returned row as the Record keeps it."""
    metode = item["hasil"].metode
    return {
        "kode": metode.kode,
        "unit": metode.unit.nama if metode.unit else "",
        "jenis": item["jenis"],
        "alasan": item["alasan"],
    }
