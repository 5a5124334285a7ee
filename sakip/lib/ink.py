"""How each part of a chart looks: by its class on the screen, by attributes of its own on paper.

On the screen the theme colours the classes, light or dark. On paper everything is black or one
grey and named part by part, because the CSS of a page does not reach an SVG there.
"""

Ink = dict[str, str]

STATUSES = ("hijau", "kuning", "merah")  # the results that colour a bar

_BARS = ("dasar", "pakai", "batas", "s", "k", "l", "isi-bilah", "penanda")
_CURVES = ("sumbu", "nyata", "nyata-titik", "sasaran", "lalu", "tebal")
_GREY = 'fill="#8a9695"'
_BLACK = 'fill="#000"'
_EMPTY = 'fill="#fff" stroke="#000" stroke-width=".8"'
_NOW = 'fill="#fff" stroke="#000" stroke-width="2"'
_LINE = 'fill="none" stroke="#000" stroke-linecap="round"'
_FONT = 'font-family="Source Sans 3" font-size="11.5"'

SCREEN: Ink = {
    **{name: f'class="{name}"' for name in (*_BARS, *_CURVES)},
    **{status: f'data-status="{status}"' for status in STATUSES},
    "s l": 'class="s l"',
    "k l": 'class="k l"',
    "nanti": "",
    "lewat": 'class="pakai"',
    "batas lewat": 'class="batas"',
    "teks": "",
}

PAPER: Ink = {
    **dict.fromkeys(STATUSES, _GREY),
    **dict.fromkeys(("dasar", "nanti", "l"), _EMPTY),
    **dict.fromkeys(("pakai", "s", "isi-bilah"), _GREY),
    **dict.fromkeys(("lewat", "s l", "batas", "penanda"), _BLACK),
    **dict.fromkeys(("k", "k l"), _NOW),
    "batas lewat": 'fill="#fff"',
    "sumbu": 'stroke="#000" stroke-width=".8"',
    "nyata": f'{_LINE} stroke-width="2.25" stroke-linejoin="round"',
    "nyata-titik": 'fill="#000" stroke="#fff" stroke-width="1.5"',
    "sasaran": f'{_LINE} stroke-width="1.5" stroke-dasharray="1 3.5"',
    "lalu": 'fill="none" stroke="#8a9695" stroke-width="1.5" stroke-dasharray="5 4"',
    "tebal": f'{_FONT} {_BLACK} font-weight="600"',
    "teks": f"{_FONT} {_BLACK}",
}
