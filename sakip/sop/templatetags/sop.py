"""What pages of a run say about its log."""

from django import template

from ..sentences import verb_in_words

register = template.Library()


@register.filter
def deed(entry, run) -> str:
    """ "menyelesaikan langkah 3", "mengembalikan ke langkah 7"."""
    return verb_in_words(entry, run)
