"""What the forms of SOP 9.2 post, read into what the doors take."""

from __future__ import annotations

from sakip.sop.step import RETURN

from .work import results

BACK = "kembalikan"


def read_act(run, verb, posted) -> dict:
    """The way back and the rows it names, where the Sekretaris returns; nothing for other verbs."""
    if verb != RETURN:
        return {}
    items = [
        {
            "hasil": row,
            "jenis": posted.get(f"jenis-{row.pk}", ""),
            "alasan": posted.get(f"alasan-{row.pk}", "").strip(),
        }
        for row in results(run)
        if posted.get(f"putusan-{row.pk}") == BACK
    ]
    return {
        "to": posted.get("ke", ""),
        "items": items,
        "named": [item["hasil"].metode.kode for item in items],
    }
