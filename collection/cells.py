"""Single inputs and marks of the grid as HTML strings, with what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sakip.lib.markup import ikon

from . import words
from .butir import Butir
from .typed import Fault

Faults = Mapping[str, Fault]


def figure_input(name: str, value: str, column: str, row: str, faults: Faults, *, kind="decimal"):
    """A number as text; the browser's own number input reads by the language of the browser."""
    wrong, said = fault(name, faults)
    return (
        f'<input class="form-control{" is-invalid" if wrong else ""}" inputmode="{kind}" '
        f'autocomplete="off" name="{name}" id="{name}" value="{escape(value)}" '
        f'aria-labelledby="{column} {row}"{wrong}>{said}'
    )


def select(name: str, value: str, options, labelled: str, faults: Faults) -> str:
    wrong, said = fault(name, faults)
    choices = "".join(
        f'<option value="{escape(code)}"{" selected" if code == value else ""}>{escape(label)}</option>'
        for code, label in options
    )
    return (
        f'<select class="form-select{" is-invalid" if wrong else ""}" name="{name}" id="{name}" '
        f'aria-labelledby="{labelled}"{wrong}>{choices}</select>{said}'
    )


def text_input(
    name: str, value: str, label: str, faults: Faults, *, must="", rows=2, hint=""
) -> str:
    """A labelled textarea; `must` says what stands beside the label ("wajib")."""
    wrong, said = fault(name, faults)
    beside = f' <span class="wajib">{must}</span>' if must else ""
    empty = f' placeholder="{escape(hint)}"' if hint else ""
    return (
        f'<div><label class="form-label kecil" for="{name}">{escape(label)}{beside}</label>'
        f'<textarea class="form-control{" is-invalid" if wrong else ""}" rows="{rows}" '
        f'name="{name}" id="{name}"{empty}{wrong}>\n{escape(value)}</textarea>{said}</div>'
    )


def line_input(name: str, value: str, label: str, faults: Faults, *, kind="text", more="") -> str:
    wrong, said = fault(name, faults)
    shown = "" if kind == "file" else f' value="{escape(value)}"'
    return (
        f'<div><label class="form-label kecil" for="{name}">{escape(label)}</label>'
        f'<input class="form-control{" is-invalid" if wrong else ""}" type="{kind}" name="{name}" '
        f'id="{name}"{shown}{more}{wrong}>{said}</div>'
    )


def fault(name: str, faults: Faults) -> tuple[str, str]:
    """(attributes, message) of an input that could not be taken; a ticked offer stands for it."""
    found = faults.get(name)
    if found is None:
        return "", ""
    offer = ""
    if found.suggestion:
        right = escape(found.suggestion)
        offer = (
            f'<div class="form-check"><input class="form-check-input" type="checkbox" '
            f'name="{name}-saran" id="{name}-saran" value="{right}">'
            f'<label class="form-check-label" for="{name}-saran">Pakai <b class="angka">{right}</b>'
            "</label></div>"
        )
    message = (
        f'<p class="galat" id="{name}-galat">{ikon("exclamation-triangle-fill")}'
        f"<span>{escape(found.message)}</span></p>{offer}"
    )
    return f' aria-invalid="true" aria-describedby="{name}-galat"', message


def hidden(name: str, value) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(str(value))}">'


STATE_OPTIONS = [(code, words.STATES[code]) for code in words.CHOICES]
KINDS = Butir.Jenis.choices


def verdict(
    prefix: str, isian, said: Mapping[str, str], *, stamp: str = "", undecided=False
) -> str:
    """Terima or Kembalikan for one item, with the kind and the reason of a return.

    stamp: the mark of what stands beside it (tanda.stamp), where the verdict holds for that alone.

    undecided: neither is chosen until somebody does; otherwise Terima stands.
    """
    pk, chosen = isian.pk, said.get("p") or ("" if undecided else "terima")
    on = {name: " checked" if chosen == name else "" for name in ("terima", "kembalikan")}
    mark = hidden(f"{prefix}-v-{pk}", stamp) if stamp else ""
    return (
        f'<div class="putusan-sel">{mark}'
        f'<div class="pilihan" role="radiogroup" aria-label="Putusan {escape(isian.sebutan)}">'
        f'<label class="ya"><input type="radio" name="{prefix}-p-{pk}" value="terima"'
        f"{on['terima']}>{ikon('check2')}Terima</label>"
        f'<label class="tidak"><input type="radio" name="{prefix}-p-{pk}" value="kembalikan"'
        f"{on['kembalikan']}>{ikon('arrow-return-left')}Kembalikan</label></div>"
        f"{_kind_and_reason(f'{prefix}-j-{pk}', f'{prefix}-a-{pk}', said)}</div>"
    )


def _kind_and_reason(kind: str, reason: str, said: Mapping[str, str]) -> str:
    kinds = "".join(
        f'<option value="{code}"{" selected" if said.get("j") == code else ""}>{label}'
        for code, label in KINDS
    )
    return (
        '<div class="arahan-isian"><label class="form-label kecil">Jenis'
        f'<select class="form-select form-select-sm" name="{kind}">{kinds}</select></label>'
        f'<label class="form-label kecil">Alasan <span class="wajib">wajib</span>'
        f'<textarea class="form-control form-control-sm" rows="2" name="{reason}">'
        f"\n{escape(said.get('a', ''))}</textarea></label></div>"
    )


def whole_mark(prefix: str, pk, name: str, said: Mapping[str, str], on: bool) -> str:
    """The tick that returns a whole form, with the kind and the reason that stand for all its rows."""
    return (
        f'{hidden(f"{prefix}-tampil", pk)}<div class="putusan-sel"><span class="form-check tidak">'
        f'<input class="form-check-input" type="checkbox" name="{prefix}-u" value="{pk}" id="u{pk}"'
        f'{" checked" if on else ""}><label class="form-check-label" for="u{pk}">Kembalikan '
        f'seluruhnya<span class="visually-hidden">, {escape(name)}</span></label></span>'
        f"{_kind_and_reason(f'{prefix}-uj-{pk}', f'{prefix}-ua-{pk}', said)}</div>"
    )
