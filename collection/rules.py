"""What stands in the way of a row of SOP 9.1, in sentences with names; and the small effects of acts."""

from __future__ import annotations

from sakip.lib import tanggal
from sakip.papers import kinds as naskah
from sakip.planning.models import in_force
from sakip.sop.models import Reading
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

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


def every_indicator_has_a_unit(run):
    from .draw import due_indicators

    for target in due_indicators(run):
        if target.indikator.unit_id is None:
            yield f"{target.indikator} belum mempunyai unit penanggung jawab."


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
        return [
            f"Formulir {form.unit} belum diserahkan."
            for form in run.forms.select_related("unit")
            if not form.finished
        ]
    return None


def own_work(run, by, verb):
    """At `analisa` nobody decides who in this round handed in, ended the rekap or reported."""
    if run.at != "analisa" or verb not in ("analisa", RETURN):
        return ""
    mine = Entry.objects.filter(
        instansi=run.instansi,
        case_id=run.pk,
        object_label__startswith="collection.",
        user=by.user_id,
        verb__in=("serahkan", "rekap", "laporan"),
        number__gt=_round_began(run),
    ).first()
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


def _round_began(run) -> int:
    last = Entry.objects.of(run).filter(verb=RETURN).last()
    return last.number if last and run.round > 1 else 0


def return_blockers(run, data):
    """A return to units names its items, each with a kind and a reason; else a unit, or all."""
    if data.get("to") != "pengisian":
        return []
    items, units = data.get("items") or [], data.get("units") or []
    found = [] if items or units else ["Tandai isian atau unit yang dikembalikan."]
    for item in items:
        if not item.get("alasan", "").strip():
            found.append(f"{item['isian'].kode}: alasan pengembalian wajib ditulis.")
    return found


# -- rows of a form ---------------------------------------------------------------------------


def every_value_is_answered(form):
    """Blank is not zero: every open row has a value, or says why there is none."""
    for isian in form.isian.filter(terbuka=True):
        if isian.keadaan == isian.Keadaan.DILAPORKAN:
            if isian.nilai is None and not isian.teks:
                yield f"{isian.kode}: nilai belum diisi."
        elif not isian.alasan.strip():
            yield f"{isian.kode}: {isian.get_keadaan_display().lower()}, alasan belum ditulis."
        if isian.penyebut is not None and isian.penyebut == 0:
            yield f"{isian.kode}: penyebut 0, nilainya tidak dapat dihitung."


def every_butir_is_answered(form):
    from .butir import Butir

    waiting = Butir.objects.filter(
        isian__formulir=form, isian__terbuka=True, putusan="menunggu", jawaban=""
    ).select_related("isian")
    for butir in waiting:
        yield f"{butir.isian.kode}: alasan pengembalian belum dijawab."


def received(form):
    form.diterima_pada = tanggal.now()


def handed_in(form):
    form.diserahkan_pada = tanggal.now()


def accepted(form):
    form.isian.filter(terbuka=True).update(terbuka=False)


def extended(form, tenggat, note):
    form.tenggat, form.perpanjangan = tenggat or form.tenggat, note
