"""What the forms of acts say beyond a note: a date, a target row, the items of a return."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.forms import Select

from sakip.lib.fields import TanggalField, TanggalWidget
from sakip.sop.step import RETURN

from . import form_rules, tanda


def read_run_act(run, verb, posted) -> dict:
    """The tenggat at `distribusi`; where to and what at a return. ValidationError names faults."""
    if verb == "distribusi":
        return {"tenggat": future_day(posted, run.instansi)}
    if verb == RETURN and run.step.back_to:  # elsewhere the door refuses it
        to = posted.get("ke") or run.step.back_to[0]
        return {"to": to, **tanda.to_return(run, run.at)}
    return {}


def read_form_act(form, verb, posted) -> dict:
    """A new tenggat at `perpanjang`; the marked items where Tim SAKIP gives a form back.

    Tim SAKIP receives no form on whose page an item is still marked to go back.
    """
    if verb == "perpanjang":
        day = typed_day(posted, "tenggat")
        if why := form_rules.extension_stands(form, day, posted.get("catatan", "")):
            raise ValidationError(why)
        return {"tenggat": day}
    if verb in ("periksa", RETURN) and form.at == "periksa":
        chosen = tanda.marked(tanda.MarksWidget().value_from_datadict(posted, {}, "periksa"))
        items = tanda.items_of(form.isian.all(), chosen["butir"])
        if verb == RETURN:
            return {"items": items, "named": [tanda.name_of(item) for item in items]}
        names = [item["isian"].sebutan for item in items]
        if names:
            raise ValidationError(tanda.still_marked(names, form.row(verb)))
    return {}


def typed_day(posted, name) -> date:
    """The day typed as `name`; ValidationError says what is wrong with it."""
    return TanggalField(required=True).clean(TanggalWidget().value_from_datadict(posted, {}, name))


def future_day(posted, instansi) -> date | None:
    """The tenggat as typed, None where nothing was; never a day that is over."""
    raw = TanggalWidget().value_from_datadict(posted, {}, "tenggat")
    if not any(raw):
        return None
    day = typed_day(posted, "tenggat")
    if day < instansi.today():
        raise ValidationError("Tenggat sudah lewat. Tulis hari ini atau sesudahnya.")
    return day


def day_input(name: str, posted=None, day: date | None = None) -> str:
    """The three inputs of a day, as typed before, else holding the proposed one."""
    widget = TanggalWidget()
    for part in widget.widgets:
        part.attrs["class"] = "form-select" if isinstance(part, Select) else "form-control"
    typed = widget.value_from_datadict(posted, {}, name) if posted else []
    return widget.render(name, typed if any(typed) else day, {"id": f"id_{name}"})
