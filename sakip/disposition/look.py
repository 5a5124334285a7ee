"""How orders and sheets look in lists: badges, deadlines in words."""

from __future__ import annotations

from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.markup import lencana
from sakip.sop.clock import left_words

from .tindak import TindakLanjut


def state_badge(order: TindakLanjut, instansi) -> SafeString:
    """Selesai, Ditindaklanjuti, Dikembalikan, Lewat n hari, Baru."""
    if order.status == TindakLanjut.Status.SELESAI:
        return lencana("hijau", "Selesai", "check2")
    if order.status == TindakLanjut.Status.DITINDAKLANJUTI:
        return lencana("biru", "Ditindaklanjuti", "arrow-repeat")
    if late := order.days_late(instansi.today(), instansi.zona):
        return lencana("merah", f"Lewat {late} hari", "clock-history")
    if order.catatan:
        return lencana("kuning", "Dikembalikan", "arrow-return-left")
    return lencana("abu", "Baru", "envelope-paper")


def deadline_words(order: TindakLanjut, instansi) -> str:
    """ "Kamis, 15 Oktober 2026, sisa 5 hari kerja"; how late it was reported, once it was."""
    if order.tenggat is None:
        return "tanpa batas waktu"
    said = tanggal.day_date(order.tenggat)
    if order.status != TindakLanjut.Status.BARU:
        late = order.days_late(instansi.today(), instansi.zona)
        return f"{said}, dilaporkan terlambat {late} hari" if late else said
    return f"{said}, {left_words(instansi, order.tenggat)}"
