"""How sheets and orders are shown."""

from datetime import date

from django import template

from sakip.lib import tanggal

from ..look import state_badge
from ..words import shortened

register = template.Library()


@register.filter
def order_badge(order, instansi):
    """Selesai, Ditindaklanjuti, Lewat 2 hari, ..."""
    return state_badge(order, instansi)


@register.filter
def iso_day(text: str | None) -> str:
    """A day out of frozen data, "2026-10-30" -> "Jumat, 30 Oktober 2026"."""
    return tanggal.day_date(date.fromisoformat(text) if text else None)


@register.filter
def diringkas(text: str, longest: int) -> str:
    """A long text as a title: its beginning, cut at a word."""
    return shortened(text, longest)
