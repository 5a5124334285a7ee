"""Threads of comments as pages and papers show them, and what a posted one says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from sakip.lib.markup import ikon
from sakip.sop import access
from sakip.sop.doors import form_key

from .catatan import (
    REVIEWERS,
    Catatan,
    Penyebutan,
    Penyelesaian,
    Percakapan,
    circles,
    may_settle,
    people_of,
    settled,
    threads,
)
from .isian import Isian


@dataclass
class Thread:
    """One thread: its first comment, the answers, how often it was settled and opened again."""

    first: Catatan
    answers: list[Catatan] = field(default_factory=list)
    ends: list[Penyelesaian] = field(default_factory=list)
    may_write: bool = False
    may_settle: bool = False
    people: list = field(default_factory=list)  # who may be named in an answer

    @property
    def done(self) -> bool:
        return bool(self.ends and self.ends[-1].selesai)

    @property
    def notes(self) -> list[Catatan]:
        return [self.first, *self.answers]

    @property
    def seen(self) -> str:
        return f"{self.notes[-1].pk}-{self.ends[-1].pk if self.ends else 0}"

    @property
    def about(self) -> str:
        isian = self.first.isian
        return f"{isian.sebutan} {isian.nama}" if isian else "Seluruh formulir"

    @property
    def internal(self) -> bool:
        return self.first.lingkar == Catatan.Lingkar.INTERNAL


def threads_of(form, offices, *, isian=None) -> list[Thread]:
    """What these offices read of a form's comments (of one value's: `isian`); four queries."""
    seen = circles(offices, form)
    found = threads().filter(formulir=form, lingkar__in=seen)
    if isian is not None:
        found = found.filter(isian=isian)
    writers = may_comment(offices, form)
    firsts = list(found.select_related("by__user", "isian").prefetch_related(*_NAMED))
    named = {circle: people_of(form, circle) for circle in {f.lingkar for f in firsts} if writers}
    shown = {}
    for first in firsts:
        if first.isian:
            first.isian.formulir = form
        fitting = [o for o in writers if first.lingkar in circles([o], form)]
        shown[first.pk] = Thread(
            first,
            may_write=bool(fitting),
            may_settle=any(may_settle(o, first) for o in fitting),
            people=_others(named.get(first.lingkar, []), offices),
        )
    _fill(shown)
    return sorted(shown.values(), key=lambda t: (t.done, t.first.pk))


_NAMED = ("disebut__penugasan__user",)


def _fill(shown: dict[int, Thread]) -> None:
    answers = Catatan.objects.filter(induk__in=shown).select_related("by__user")
    for note in answers.prefetch_related(*_NAMED):
        shown[note.induk_id].answers.append(note)
    for end in Penyelesaian.objects.filter(catatan__in=shown).select_related("by__user"):
        shown[end.catatan_id].ends.append(end)


def may_comment(offices, form) -> list:
    """The offices of a person that may comment on `form` at this moment."""
    if form.run.past("analisa"):
        return []
    return [
        o
        for o in offices
        if access.may(o, "C", form, form.run.at) and form.of_unit(o) and circles([o], form)
    ]


def _others(people, offices) -> list:
    mine = {o.user_id for o in offices}
    return [office for office in people if office.user_id not in mine]


def context(request, form, *, isian=None) -> dict:
    """What templates/collection/bagian/catatan.html shows."""
    offices = request.offices
    writers = may_comment(offices, form)
    open_to = circles(writers, form)
    return {
        "percakapan": threads_of(form, offices, isian=isian),
        "catatan_isian": isian,
        "menulis": bool(writers),
        "lingkar": [(code, label) for code, label in Catatan.Lingkar.choices if code in open_to],
        "orang": {code: _others(people_of(form, code), offices) for code in open_to},
        "dapat_wajib": any(o.role in REVIEWERS for o in writers),
        "alamat_catatan": f"{form.get_absolute_url()}catatan/",
        "kunci_catatan": form_key(),
    }


def counted(forms, offices) -> dict[tuple[int, int | None], list[int]]:
    """{(form, isian or None): [threads these offices read, open ones]}; one query."""
    seen = {form.pk: circles(offices, form) for form in forms}
    found: dict[tuple[int, int | None], list[int]] = {}
    rows = threads().filter(formulir__in=seen).order_by()
    for form, isian, circle, done in rows.values_list(
        "formulir_id", "isian_id", "lingkar", "beres"
    ):
        if circle in seen[form]:
            count = found.setdefault((form, isian), [0, 0])
            count[0] += 1
            count[1] += not done
    return found


def link(url: str, name: str, count: list[int] | None) -> str:
    """ "2 catatan, 1 terbuka" as a link to them; "" where there is none."""
    if not count:
        return ""
    said = f"{count[0]} catatan" + (f", {count[1]} terbuka" if count[1] else "")
    return (
        f'<a class="tautan-ikon kecil" href="{url}#catatan">{ikon("chat-square-text")}<span>{said}'
        f'<span class="visually-hidden"> {escape(name)}</span></span></a>'
    )


# -- what is posted --------------------------------------------------------------------------------


def posted(form, offices, data) -> tuple[Percakapan, dict]:
    """(place, what to write there) of a posted comment, answer or settlement.

    Raises Catatan.DoesNotExist or Isian.DoesNotExist where it names what this person does not see.
    """
    place = Percakapan(form)
    if data.get("induk"):
        visible = Catatan.objects.filter(formulir=form, lingkar__in=circles(offices, form))
        place.induk = visible.select_related("isian", "by").get(
            pk=_number(data, "induk"), induk=None
        )
        place.isian = place.induk.isian
    elif data.get("isian"):
        place.isian = Isian.objects.get(formulir=form, pk=_number(data, "isian"))
    if data.get("aksi") in ("selesai", "buka"):
        if place.induk is None:
            raise Catatan.DoesNotExist
        return place, {"selesai": data["aksi"] == "selesai"}
    circle = place.induk.lingkar if place.induk else data.get("lingkar", Catatan.Lingkar.UNIT)
    wanted = set(data.getlist(f"sebut-{circle}"))
    return place, {
        "isi": data.get("isi", ""),
        "lingkar": circle,
        "wajib": bool(data.get("wajib")) and place.induk is None,
        "sebut": [o for o in people_of(form, circle) if str(o.pk) in wanted],
        "kunci": _key(data.get("kunci", "")),
    }


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(data, name) -> int:
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


# -- elsewhere --------------------------------------------------------------------------------------


def mentions(mine: list[int]):
    """Comments that name one of these offices, in threads still open, not answered by them since."""
    later = Catatan.objects.filter(by__in=mine, pk__gt=OuterRef("catatan_id")).filter(
        Q(pk=OuterRef("catatan__induk_id")) | Q(induk=OuterRef("catatan__induk_id"))
        | Q(induk=OuterRef("catatan_id"))
    )  # fmt: skip
    found = Penyebutan.objects.filter(penugasan__in=mine)
    found = found.annotate(own=settled("catatan"), above=settled("catatan__induk"))
    found = found.filter(~Exists(later), own=False, above=False)
    return found.exclude(catatan__formulir__run__at__in=("lapor", "arsip", "selesai"))


def printed(run) -> dict:
    """{"catatan_unit", "catatan_internal"}: every thread of a run, for the lembar tanggapan."""
    found: dict[str, list] = {circle: [] for circle in Catatan.Lingkar.values}
    firsts = threads().filter(formulir__run=run).order_by("formulir__unit__urut", "pk")
    related = firsts.select_related("by__user", "isian__formulir__run", "formulir__unit")
    shown = {first.pk: Thread(first) for first in related.prefetch_related(*_NAMED)}
    _fill(shown)
    for thread in shown.values():
        found[thread.first.lingkar].append(
            {
                "unit": thread.first.formulir.unit.nama,
                "tentang": thread.about,
                "wajib": thread.first.wajib,
                "keadaan": _state(thread),
                "isi": [_note(note) for note in thread.notes],
            }
        )
    return {"catatan_unit": found["unit"], "catatan_internal": found["internal"]}


def _state(thread) -> str:
    if not thread.done:
        return "terbuka"
    return f"diselesaikan {thread.ends[-1].by.capacity}"


def _note(note) -> dict:
    return {
        "oleh": note.by.capacity,
        "pada": note.on.isoformat(),
        "sebut": [said.penugasan.capacity for said in note.disebut.all()],
        "isi": note.isi,
    }
