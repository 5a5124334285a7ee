"""What stands in the way of a row of SOP 9.1, in sentences with names."""

from __future__ import annotations

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from sakip.lib import tanggal
from sakip.lib.once import once
from sakip.papers import kinds as naskah
from sakip.people.models import Penugasan, Role
from sakip.planning.models import in_force
from sakip.sop.models import Reading
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

from . import form_rules

# -- before a run -----------------------------------------------------------------------------


def cannot_begin(run):
    """A period must be over or running, and there must be a promise to measure against."""
    if run.period.first_day > run.instansi.today():
        yield f"{run.period} belum dimulai."
    if in_force(run.instansi, run.tahun) is None:
        yield (
            f"Perjanjian Kinerja {run.tahun} belum ditetapkan. "
            "Tetapkan dahulu pada halaman Perencanaan."
        )
    there = type(run).objects.filter(instansi=run.instansi, periode=run.periode, revisi=run.revisi)
    if existing := there.first():
        first = Entry.objects.of(existing).first()
        when = tanggal.moment(first.on, run.instansi.zona)
        yield f"{existing} sudah dibuka oleh {first.capacity} ({first.user}), {when}."


# -- rows of the run --------------------------------------------------------------------------


def something_to_ask(run):
    from .draw import due_indicators

    if not due_indicators(run):
        yield f"Tidak ada indikator yang jatuh tempo pada {run.period}."


def every_indicator_can_be_asked(run):
    """Each has a unit that fills forms; a predicate has its ladder to choose from."""
    from .draw import due_indicators

    for target in due_indicators(run):
        yield from why_not_asked(target.indikator)


def why_not_asked(indikator):
    if indikator.unit is None:
        yield f"{indikator} belum mempunyai unit penanggung jawab."
    elif not indikator.unit.fills:
        yield f"{indikator}: {indikator.unit} tidak mengisi formulir. Pilih unit lain."
    if indikator.polaritas == "predikat" and not indikator.jenjang:
        yield f"{indikator} berupa predikat, tetapi jenjang predikatnya belum diisi."


def every_answer_is_judged(run):
    """Nothing that was returned is approved in passing: each answer has its own verdict."""
    from .butir import answered_in
    from .rekap import by_isian, recap_of
    from .tanda import verdicts

    if not (answers := answered_in(run)):
        return
    judged, rows = verdicts(run, "analisa"), by_isian(recap_of(run))
    waiting = [rows[b.isian_id][0].isian for b in answers if b.isian_id not in judged]
    open_ = [isian.sebutan for isian in sorted(waiting, key=lambda isian: isian.urut)]
    if open_:
        yield (
            f"{len(open_)} jawaban pada lembar tanggapan belum diputus: {', '.join(open_)}. "
            "Pilih Terima atau Kembalikan."
        )


def compulsory_notes_are_settled(run):
    """A compulsory comment that nobody has settled."""
    from .catatan import open_compulsory

    for note in open_compulsory(run):
        what = note.isian.sebutan if note.isian else "seluruh formulir"
        yield (
            f"Catatan wajib atas {what}, {note.formulir.unit}, belum diselesaikan "
            f"({note.by.capacity}): “{shortened(note.isi)}”"
        )


def shortened(text: str, at: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= at else text[:at].rsplit(" ", 1)[0] + " …"


def not_opened_by_the_sekretaris(run):
    readings = Reading.objects.filter(
        instansi=run.instansi,
        run_label=run.label,
        run_id=run.pk,
        version=run.version,
        by__role="sekretaris",
    ).select_related("by__user")
    for reading in readings[:1]:
        when = tanggal.moment(reading.on, run.instansi.zona)
        yield f"Laporan sudah dibuka oleh {reading.by.capacity} ({reading.by.user}), {when}."


def no_correction_yet(run):
    for correction in run.corrections.all()[:1]:
        yield f"Koreksi sudah dimulai: {correction}."


def lacks(run, kind, there):
    """A form that was closed with its gaps yields no filled form; every other one must."""
    if kind is naskah.FORMULIR_TERISI:
        from .rekap import recap_of

        forms = [unit.form for unit in recap_of(run)]
        return [f"Formulir {form.unit} belum diserahkan." for form in forms if not form.finished]
    return None


def own_work(run, by, verb):
    """At `analisa` nobody decides who in this round handed in, ended the rekap or reported."""
    if run.at != "analisa" or verb not in ("analisa", RETURN):
        return ""
    mine = once(run, ("deed", by.user_id), lambda: _first_deed(run, by.user_id))
    if mine is None:
        return ""
    what = {
        "serahkan": "menyerahkan formulir",
        "rekap": "menyelesaikan rekapitulasi",
        "laporan": "menyampaikan laporan",
    }[mine.verb]
    return (
        f"Anda {what} proses ini pada putaran ini, jadi tidak dapat memutuskannya. "
        "Putusan diambil pejabat lain (Plt./Plh.) dengan surat Kepala Badan."
    )


def _first_deed(run, user_id) -> Entry | None:
    """The first by which this person brought the run to `analisa` in this round."""
    return Entry.objects.filter(
        instansi=run.instansi,
        case_id=run.pk,
        object_label__startswith="collection.",
        user=user_id,
        verb__in=("serahkan", "rekap", "laporan"),
        number__gt=_round_began(run),
    ).first()


def _round_began(run) -> Coalesce:
    """The number of the Record with which this round began, as a part of a query; 0 in the first."""
    returns = Entry.objects.of(run).filter(verb=RETURN).order_by("-number")
    return Coalesce(Subquery(returns.values("number")[:1]), 0)


def return_blockers(run, data):
    """A return to units names its items, each with a kind and a reason; or whole units."""
    there = run.step.back_to if run.step else ()
    if data.get("to") not in (None, *there):
        return [f"Ke langkah itu tidak dapat dikembalikan dari langkah {run.step.number}."]
    items, units = data.get("items") or [], data.get("units") or []
    if (data.get("to") or there[0]) != "pengisian":
        marked = len(items) + len(units)
        return [f"{marked} tanda Kembalikan masih terpasang; isian hanya dibuka di unitnya."] * (
            marked > 0
        )
    found = [] if items or units else ["Tandai isian atau unit yang dikembalikan."]
    found += form_rules.items_without_reason(items)
    return found + [f for u in units for f in form_rules.without_reason(u["unit"].nama, u)]


# -- own work, said in time -------------------------------------------------------------------


def hands_needed_elsewhere(run):
    """Where handing in, recap or report would bar the only Sekretaris from `analisa`, and who that is.

    Each sentence says whose deputy (Plh.) must act; none where the agency has a second Sekretaris.
    """
    held = _holders(run)
    judges = {o.user_id: o for o in held[Role.SEKRETARIS]}
    if len(judges) != 1:
        return
    judge = next(iter(judges.values()))
    heads: dict[int, set[int]] = {}
    for office in held[Role.BIDANG]:
        heads.setdefault(office.unit_id, set()).add(office.user_id)
    given = _handed_in(run, judge)
    for form in run.forms.select_related("unit"):
        if form.pk in given:
            yield (
                f"{judge.capacity} ({judge.user}) sudah menyerahkan formulir {form.unit}, jadi tidak "
                "dapat memutuskan langkah 10. Tunjuk Plt./Plh. Sekretaris dengan surat Kepala Badan."
            )
        elif not form.finished and heads.get(form.unit_id) == {judge.user_id}:
            yield f"Formulir {form.unit} harus diserahkan Plh.: {_why(judge)}"
    if not run.past("laporan") and {o.user_id for o in held[Role.TIM_SAKIP]} == {*judges}:
        yield f"Rekapitulasi dan laporan harus dikerjakan anggota lain Tim SAKIP: {_why(judge)}"


def _why(judge):
    return (
        f"{judge.user} juga {judge.capacity}, dan yang menyerahkan tidak dapat memutuskan "
        "pada langkah 10."
    )


def _holders(run) -> dict[Role, list[Penugasan]]:
    """Who judges, hands in and reports in `run` today, by role."""
    held: dict[Role, list] = {Role.SEKRETARIS: [], Role.BIDANG: [], Role.TIM_SAKIP: []}
    offices = Penugasan.objects.filter(instansi=run.instansi, role__in=held, user__is_active=True)
    for office in offices.on(run.instansi.today()).select_related("user"):
        if office.of(run):
            held[office.role].append(office)
    return held


def _handed_in(run, judge) -> set[int]:
    """The forms that this person handed in in this round."""
    records = Entry.objects.filter(
        instansi=run.instansi,
        case_id=run.pk,
        object_label="collection.formulir",
        verb="serahkan",
        user=judge.user_id,
        number__gt=_round_began(run),
    )
    return set(records.values_list("object_id", flat=True))
