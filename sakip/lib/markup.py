"""The small marks of every page as ready-made strings: icon, badge, lamp, link.

Lists are tuples of such strings, so a page of fifty rows costs no template of its own. Colour
never speaks alone: each mark carries an icon of its own shape and a word.
"""

import re
import warnings
from functools import cache
from html import escape
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

STATUSES = ("abu", "biru", "hijau", "kuning", "merah")
LAMPS = {
    "hijau": ("check-circle-fill", "Tercapai"),
    "kuning": ("exclamation-triangle-fill", "Mendekati"),
    "merah": ("x-octagon-fill", "Belum tercapai"),
    "abu": ("dash-circle", "Belum dihitung"),
}
MESSAGES = {
    "hijau": "check-circle-fill",
    "biru": "info-circle-fill",
    "kuning": "exclamation-triangle-fill",
    "merah": "x-octagon-fill",
}
SPRITE = "ikon/sprite.svg"


def ikon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; with `label` it speaks for itself, else it is decoration.

    An unknown name leaves a hole beside the word and warns: tests make warnings errors, and no
    office loses a page to a missing drawing.
    """
    if name not in icon_names():
        warnings.warn(f"{SPRITE} has no icon {name!r}", stacklevel=2)
    if label:
        return format_html(
            '<svg class="ikon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
            label,
            _sprite(),
            name,
        )
    return _decoration(name)


def lencana(status: str, word: str, icon: str) -> SafeString:
    """A state in a word, its icon, and a soft colour: "Diterima", "Lewat waktu baku"."""
    return SafeString(
        f'<span class="lencana" data-status="{_known(status)}">{ikon(icon)}{escaped(word)}</span>'
    )


def lampu(status: str, word: str = "", *, bare: bool = False) -> SafeString:
    """Result against target. `bare`: the icon alone, its word for screen readers (give a legend)."""
    icon, usual = LAMPS[status]
    word = word or usual
    inside = ikon(icon, word) if bare else ikon(icon) + conditional_escape(word)
    return format_html('<span class="lampu" data-status="{}">{}</span>', status, inside)


def tautan(url: str, text: str) -> SafeString:
    """A link, for the cells of a list."""
    return SafeString(f'<a href="{escaped(url)}">{escaped(text)}</a>')


def escaped(text: str) -> str:
    """Django's conditional_escape for what is a string already: a fifth of its price, for lists."""
    return text if isinstance(text, SafeString) else escape(text)


def _known(status: str) -> str:
    if status not in STATUSES:
        raise ValueError(f"status {status!r} bukan salah satu dari {', '.join(STATUSES)}")
    return status


@cache
def icon_names() -> frozenset[str]:
    """What the sprite holds, read once from the file itself."""
    sprite = Path(settings.BASE_DIR, "static", SPRITE).read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="i-([a-z0-9-]+)"', sprite))


@cache
def _sprite() -> str:
    return static(SPRITE)


@cache
def _decoration(name: str) -> SafeString:
    return SafeString(
        f'<svg class="ikon" aria-hidden="true"><use href="{_sprite()}#i-{name}"/></svg>'
    )
