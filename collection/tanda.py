"""Marks on items that shall be returned: kept as a draft of their row's paper until the act is done.

Terima and Kembalikan are chosen per item; a page shows forty items, so what it does not show stays
as it was. While a mark stands, the row's own act is blocked; a return takes exactly what is marked.
"""

from __future__ import annotations

import re

from django import forms

from sakip.papers import kinds as naskah
from sakip.papers.issue import draft_of
from sakip.sop.drafts import DraftForm
from sakip.sop.forms import long

from .evaluasi import EvaluasiForm

TERIMA, KEMBALIKAN = "terima", "kembalikan"
ALL = "0"  # among the units: every one of them
KINDS = {"rekap": naskah.REKAPITULASI_PENGUMPULAN, "analisa": naskah.FORM_EVALUASI}


class MarksWidget(forms.Widget):
    """The radios of the items on the page: <name>-p-<isian>, its kind -j-, reason -a-, stamp -v-.

    Units: ticked -u, their kind -uj-<unit> and reason -ua-<unit>; unit 0 stands for all of them.
    """

    is_hidden = True  # the tables of the page draw them

    def render(self, name, value, attrs=None, renderer=None):
        return ""

    def value_omitted_from_data(self, data, files, name):
        return False

    def value_from_datadict(self, data, files, name):
        """{"butir": {id: {"p", "j", "a"}}, "unit": [ids], "tampil": units on the page}."""
        found = {}
        for key in data:
            if match := re.fullmatch(rf"{re.escape(name)}-p-([1-9][0-9]{{0,14}})", key):
                pk = match[1]
                found[pk] = {
                    part: (data.get(f"{name}-{part}-{pk}") or "").strip() for part in "pjav"
                }
        shown = _numbers(data, f"{name}-tampil")
        return {
            "butir": found,
            "unit": _numbers(data, f"{name}-u"),
            "tampil": shown,
            "sebab": {
                pk: {part: (data.get(f"{name}-u{part}-{pk}") or "").strip() for part in "ja"}
                for pk in shown
            },
        }


def _numbers(data, name) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [v for v in values if re.fullmatch("0|[1-9][0-9]{0,14}", v)]


class MarksField(forms.Field):
    widget = MarksWidget

    def __init__(self):
        super().__init__(required=False)

    def clean(self, value):
        return marked(value)


def marked(value) -> dict:
    """Only what stands to be returned: {"butir": {id: {"j", "a"}}, "unit": [ids], "sebab": {...}}.

    sebab: kind and reason of a whole unit by its id, {id: {"j", "a"}}.
    """
    value = value or {}
    chosen = {
        pk: {"j": said.get("j", ""), "a": said.get("a", "")}
        for pk, said in value.get("butir", {}).items()
        if said.get("p") == KEMBALIKAN
    }
    return {
        "butir": chosen,
        "unit": list(value.get("unit", [])),
        "sebab": dict(value.get("sebab", {})),
    }


def taken_up(kept, posted) -> dict:
    """Raw marks after a page was sent: what it showed as sent, what it did not as it was kept."""
    units = [u for u in kept.get("unit", []) if u not in posted["tampil"]]
    return {
        "butir": kept.get("butir", {}) | posted["butir"],
        "unit": sorted({*units, *posted["unit"]}, key=int),
        "sebab": kept.get("sebab", {}) | posted["sebab"],
    }


class MarksForm(DraftForm):
    """A draft that holds marks; what is on other pages of the same list stays marked."""

    tanda = MarksField()

    def raw(self):
        isi = super().raw()
        kept = draft_of(self.run, self.kind).data.get("isi", {}).get("tanda", {})
        isi["tanda"] = taken_up(kept, isi["tanda"])
        return isi

    def faults(self, isi):
        chosen = marked(isi.get("tanda"))
        row = next(s for s in self.run.sop if self.kind in s.gives)
        names = marked_names(self.run, chosen) if chosen["butir"] or chosen["unit"] else []
        return still_marked(names, row) + super().faults(isi)


def marked_names(run, chosen: dict) -> list[str]:
    """What these marks would return, by name: the items, then the units."""
    from .rekap import by_isian, recap_of

    units = recap_of(run)
    rows = [row.isian for pk, (row, _) in by_isian(units).items() if str(pk) in chosen["butir"]]
    rows.sort(key=lambda isian: (isian.urut, isian.bulan))
    whole = [unit.form.unit for unit in units if str(unit.form.unit_id) in chosen["unit"]]
    every = ["Semua unit"] if ALL in chosen["unit"] else []
    return [isian.sebutan for isian in rows] + every + [unit.nama for unit in whole]


def still_marked(names, row) -> list[str]:
    """Why `row` is not done while these items stand to be returned."""
    return [
        f"{name} masih bertanda Kembalikan. Ubah ke Terima dahulu untuk {row.button.lower()}."
        for name in names
    ]


class RekapForm(MarksForm):
    """What Tim SAKIP notes on its recap, and the items it would have back."""

    catatan = long("Catatan rekapitulasi", 2, required=False)


class PenilaianForm(MarksForm, EvaluasiForm):
    """The Form Evaluasi Kinerja of a collection, with the verdicts of the Sekretaris item by item."""


def marks_of(run, key: str) -> dict:
    """The raw marks on the row `key`: {"butir": {...}, "unit": [...]}."""
    isi = draft_of(run, KINDS[key]).data.get("isi", {})
    return isi.get("tanda") or {"butir": {}, "unit": []}


def to_return(run, key: str) -> dict:
    """What the marks say, as the return takes it: items, units, and their names for the Record."""
    from .isian import Isian

    chosen = marked(marks_of(run, key))
    items = items_of(Isian.objects.filter(formulir__run=run), chosen["butir"])
    units = whole_units(run, chosen)
    return {
        "items": items,
        "units": units,
        "named": [name_of(item) for item in items] + [name_of_unit(u) for u in units],
    }


def whole_units(run, chosen: dict) -> list[dict]:
    """[{"unit", "jenis", "alasan"}] of the units marked; what is said of all stands for each."""
    if not chosen["unit"]:
        return []
    from .rekap import recap_of

    found = []
    for unit in [one.form.unit for one in recap_of(run)]:
        own = str(unit.pk) in chosen["unit"]
        if own or ALL in chosen["unit"]:
            said = chosen["sebab"].get(str(unit.pk) if own else ALL, {})
            found.append({"unit": unit, "jenis": said.get("j", ""), "alasan": said.get("a", "")})
    return found


def name_of_unit(whole) -> dict:
    return {"unit": whole["unit"].nama, "jenis": whole["jenis"], "alasan": whole["alasan"]}


def items_of(rows, chosen: dict) -> list[dict]:
    """[{"isian", "jenis", "alasan"}] of the marks that are about these rows (a QuerySet of Isian)."""
    found = rows.filter(pk__in=chosen).select_related("formulir__unit", "formulir__run")
    return [
        {
            "isian": isian,
            "jenis": chosen[str(isian.pk)]["j"],
            "alasan": chosen[str(isian.pk)]["a"],
        }
        for isian in found
    ]


def name_of(item) -> dict:
    isian = item["isian"]
    return {
        "kode": isian.sebutan,
        "unit": isian.formulir.unit.nama,
        "jenis": item["jenis"],
        "alasan": item["alasan"],
    }


def forget(run, key: str) -> None:
    """The marks are used up: a return has been made of them."""
    draft = draft_of(run, KINDS[key])
    if draft.pk and "isi" in draft.data:
        draft.data = {**draft.data, "isi": {**draft.data["isi"], "tanda": {}}}
        draft.version += 1
        draft.save()


# -- verdicts on what was returned and answered -----------------------------------------------


def verdicts(run, key: str, marks=None) -> dict[int, str]:
    """{isian: terima or kembalikan} as marked on the row `key`.

    Terima holds for the value and the answer that stood on the page alone (stamp): what changed,
    or was answered, since then is undecided.
    """
    from .butir import answered_in
    from .rekap import by_isian, recap_of

    said = (marks_of(run, key) if marks is None else marks).get("butir", {})
    if not said:
        return {}
    answers = {butir.isian_id: butir for butir in answered_in(run)}
    rows = by_isian(recap_of(run))
    now = {
        pk: stamp(row.isian, answers.get(pk)) for pk, (row, _) in rows.items() if str(pk) in said
    }
    return {
        pk: said[str(pk)]["p"]
        for pk, mark in now.items()
        if said[str(pk)].get("p") == KEMBALIKAN
        or (said[str(pk)].get("p") == TERIMA and said[str(pk)].get("v") == mark)
    }


def stamp(isian, butir=None) -> str:
    """The mark of what a page shows of one item: its value, and the answer that waits for a verdict.

    A unit may answer without touching the value; the answer alone makes it another thing to judge.
    """
    answer = f"{butir.pk}.{butir.version}" if butir else "-"
    return f"{isian.version}.{answer}"


def accepting(isian, butir=None) -> dict:
    """The raw mark with which this value, and this answer, is accepted as it stands."""
    return {"p": TERIMA, "j": "", "a": "", "v": stamp(isian, butir)}


def accept_answers(run, *, unchanged=False) -> dict:
    """Raw marks on `analisa` in which every answered item without a verdict is accepted.

    unchanged: only those whose value, words and evidence are as they were when they were returned.
    """
    from .banding import is_changed
    from .butir import Butir

    marks = marks_of(run, "analisa")
    judged = verdicts(run, "analisa")
    taken = {
        str(butir.isian_id): accepting(butir.isian, butir)
        for butir in Butir.answered(run).select_related("isian")
        if butir.isian_id not in judged and not (unchanged and is_changed(butir))
    }
    return {**marks, "butir": marks.get("butir", {}) | taken}
