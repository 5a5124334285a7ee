"""Open orders where they are looked at again: the next meeting's agenda, the archive's list."""

from __future__ import annotations

from sakip.lib import tanggal

from .tindak import TindakLanjut

ON_AGENDA = 20  # more would be a list of its own, and that is /disposisi/


def open_orders(run) -> list[str]:
    """What earlier runs left open, latest deadline last: for the agenda of the meeting of `run`."""
    waiting = (
        TindakLanjut.objects.filter(instansi_id=run.instansi_id)
        .open()
        .exclude(case_label=run.label, case_id=run.pk)
        .select_related("unit")
        .order_by("tenggat", "pk")
    )
    found = [in_words(order, run.instansi) for order in waiting[:ON_AGENDA]]
    beyond = waiting.count() - ON_AGENDA
    return (
        [*found, f"dan {beyond} tindak lanjut lain pada daftar Disposisi"] if beyond > 0 else found
    )


def left_open(run) -> list[dict]:
    """What `run` itself leaves open when it is archived: {"uraian", "unit", "tenggat"}."""
    return [
        {
            "uraian": order.uraian,
            "unit": order.done_by,
            "tenggat": order.tenggat.isoformat() if order.tenggat else None,
        }
        for order in TindakLanjut.objects.of(run).open().select_related("unit")
    ]


def in_words(order, instansi) -> str:
    """ "Percepat sertifikasi (Bidang Diklat, batas waktu 15 Oktober 2026, lewat 2 hari)"."""
    said = [order.done_by]
    if order.tenggat:
        said.append(f"batas waktu {tanggal.long_date(order.tenggat)}")
    if late := order.days_late(instansi.today(), instansi.zona):
        said.append(f"lewat {late} hari")
    if order.status == TindakLanjut.Status.DITINDAKLANJUTI:
        said.append("sudah dilaporkan, belum diverifikasi")
    return f"{order} ({', '.join(said)})"
