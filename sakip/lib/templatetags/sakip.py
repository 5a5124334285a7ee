"""The house's template tags and filters, built in: no page needs to load them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Page
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.safestring import SafeString

from sakip.lib import angka as numbers
from sakip.lib import markup, svg
from sakip.lib import tanggal as dates

register = template.Library()

register.simple_tag(markup.ikon)
register.simple_tag(markup.lencana)
register.simple_tag(markup.lampu)
register.simple_tag(svg.bars)
register.simple_tag(svg.segments)


# numbers


@register.filter
def angka(value: Decimal | int | None, places: int = 2) -> str:
    """1234.56 -> "1.234,56"; nothing -> a dash."""
    return numbers.show(value, places)


@register.filter
def rupiah(value: int | None) -> str:
    return "–" if value is None else numbers.rupiah(value)


@register.filter
def persen(value: Decimal | None, places: int = 2) -> str:
    return "–" if value is None else numbers.percent(value, places)


# dates and times; a moment needs the zone of its instansi: {{ run.since|waktu:instansi.zona }}


@register.filter
def tanggal(day: date | None) -> str:
    """ "22 November 2026"."""
    return dates.long_date(day)


@register.filter
def hari(day: date | None) -> str:
    """ "Kamis, 8 Oktober 2026"."""
    return dates.day_date(day)


@register.filter
def setempat(at: datetime, zone: str) -> date:
    """The day a moment fell on in that zone, for the two filters above."""
    return dates.local(at, zone).date()


@register.filter
def jam(at: datetime | None, zone: str) -> str:
    """ "09.30 WITA"."""
    return dates.clock(at, zone)


@register.filter
def waktu(at: datetime | None, zone: str) -> str:
    """ "8 Oktober 2026, 10.32"."""
    return dates.moment(at, zone)


@register.filter
def ringkas(at: datetime | None, zone: str) -> str:
    """ "hari ini 10.32"."""
    return dates.short(at, zone)


@register.filter
def durasi(minutes: int | None) -> str:
    """75 -> "1 jam 15 menit"."""
    return dates.duration(minutes)


# form fields


@register.simple_tag
def control(field: forms.BoundField) -> SafeString:
    """The widget of one field in the theme's classes; Django adds aria-invalid and -describedby."""
    _dress(field)
    return field.as_widget()


@register.simple_tag
def choices(field: forms.BoundField) -> list[BoundWidget]:
    """Each radio button or tick box of a field: .tag, .id_for_label, .choice_label."""
    _dress(field)
    return field.subwidgets


@register.simple_tag
def explain(field: forms.BoundField, hint: str = "") -> str:
    """Words of the page in place of the field's own help, before the control is drawn."""
    if hint:
        field.help_text = hint
    return ""


def _dress(field: forms.BoundField) -> None:
    for widget in getattr(field.field.widget, "widgets", [field.field.widget]):
        if widget.attrs.get("placeholder") in ("", field.label):  # says nothing new
            del widget.attrs["placeholder"]
        kinds = [_kind(widget), *widget.attrs.get("class", "").split()]
        if field.errors:
            kinds.append("is-invalid")
        widget.attrs["class"] = " ".join(dict.fromkeys(kinds))


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.filter
def is_checkbox(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choices(field: forms.BoundField) -> bool:
    """Radio buttons or tick boxes: each choice has a label of its own."""
    return isinstance(field.field.widget, forms.RadioSelect)


@register.filter
def first_id(field: forms.BoundField) -> str:
    """Where a link to the field lands: its control, or the first of several."""
    if is_choices(field) or hasattr(field.field.widget, "widgets"):
        return f"{field.auto_id}_0"
    return field.id_for_label


@register.filter
def suggestions(field: forms.BoundField) -> list[str]:
    """The readings that the field's errors offer ("Maksud Anda 12,5?"), for one click each."""
    errors: Any = field.errors.as_data()
    return [e.params["suggestion"] for e in errors if e.params and e.params.get("suggestion")]


@register.filter
def fault_count(form: forms.BaseForm) -> str:
    """The heading over a form's faults: "2 isian perlu diperbaiki"."""
    fields = [name for name in form.errors if name != NON_FIELD_ERRORS]
    return f"{len(fields)} isian perlu diperbaiki" if fields else "Belum dapat disimpan"


# pages


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The numbers to link, None where some are left out: 1 … 4 5 6 … 20."""
    gap = page.paginator.ELLIPSIS
    numbers_ = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if n == gap else int(n) for n in numbers_]


@register.filter
def message_icon(status: str) -> str:
    return markup.MESSAGES[status]


@register.filter
def as_heading(sentence: str) -> str:
    """A sentence as the heading of a page: without its full stop."""
    return sentence.strip().removesuffix(".")


@register.filter
def long_texts(posted: QueryDict) -> list[str]:
    """What a person wrote into a form that could not be taken, to be copied from the page.

    A single short word is quickly chosen again; passwords and tokens are never shown, and what the
    page itself put into its form is nothing anybody wrote.
    """
    return [
        text
        for name, texts in posted.lists()
        if not _SECRET.search(name)
        for text in texts
        if (len(text) >= _LONG or " " in text.strip()) and not _MADE.fullmatch(text)
    ]


_SECRET = re.compile("password|sandi|token|key|kunci|seen|code|dibuka", re.IGNORECASE)
_MADE = re.compile("[0-9a-f.-]+")  # keys, marks and fingerprints
_LONG = 20  # characters of one word, an address for example


@register.tag
def capture(parser, token):
    """{% capture title %}...{% endcapture %}: what stands between, kept under that name.

    base.html needs it: one block, the heading of the page, is also the title of the window.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(name, nodelist)


class Capture(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return ""
