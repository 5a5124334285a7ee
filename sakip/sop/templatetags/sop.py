"""What pages of a run say about its log."""

from decimal import Decimal

from django import template
from django.urls import reverse

from sakip.lib.angka import show

from ..sentences import verb_in_words

register = template.Library()
POLLS = 40  # every three seconds, so two minutes: then one loads the page again oneself


@register.filter
def deed(entry, run) -> str:
    """ "menyelesaikan langkah 3", "mengembalikan ke langkah 7"."""
    return verb_in_words(entry, run)


@register.filter
def ukuran(size: int) -> str:
    """Bytes as people compare them: "236 kB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} kB"
    return f"{show(Decimal(size) / 1_000_000, 1)} MB"


@register.filter
def file_size(paper) -> str:
    """ "PDF 236 kB" of a paper whose file is made; nothing while it is not."""
    return f"PDF {ukuran(paper.file_size)}" if paper.file_size else ""


@register.inclusion_tag("parts/naskah.html")
def naskah(paper, polls: int = 0) -> dict:
    """One paper with its file: a link, or how far its making is, or the button to try again.

    `polls`: how often the page has asked already. It stops some time, because a page that goes on
    asking would keep its session open for as long as the worker is down.
    """
    return {
        "paper": paper,
        "url": reverse("naskah", args=[paper.pk]),
        "poll": f"{reverse('naskah_keadaan', args=[paper.pk])}?ke={polls + 1}"
        if polls < POLLS
        else "",
        "retry": reverse("naskah_ulang", args=[paper.pk]),
    }
