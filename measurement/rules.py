"""What stands in the way of a row of SOP 9.2, in sentences with names."""

from __future__ import annotations

from collection.rules import no_correction_yet, not_opened_by_the_sekretaris
from sakip.lib import tanggal
from sakip.papers import kinds as naskah
from sakip.planning.models import in_force
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

from .sources import approved, approved_collection

__all__ = ["no_correction_yet", "not_opened_by_the_sekretaris"]

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


def every_indicator_has_a_method(run):
    """Every promise is drawn, can be computed, and has answered the five SMART questions."""
    from .draw import promise_of
    from .work import methods

    rows = list(methods(run))
    if not rows:
        yield f"Tidak ada indikator yang diukur pada {run.period}."
        return
    promise = promise_of(run)
    if promise and any(m.target["pk_id"] != promise.pk for m in rows):
        yield f"Metodologi tidak memakai {promise}. Ambil ulang dari kamus."
    for fault, has_it in METHOD_FAULTS.items():
        if named := [m.kode for m in rows if has_it(m)]:
            yield f"{fault}: {', '.join(named)}."


# What a method must not lack, and how one sees that it does.
METHOD_FAULTS = {
    "Rumus dalam kata belum ditulis pada kamus": lambda m: not m.kamus["formulasi"].strip(),
    "Satuan belum ditulis pada kamus": lambda m: not m.kamus["satuan"].strip(),
    "Unit penanggung jawab belum ditetapkan": lambda m: m.unit_id is None,
    "SMART belum lengkap (tandai kelimanya, atau tulis catatan)": lambda m: (
        bool(m.open_questions) and not m.catatan.strip()
    ),
}


def an_approved_collection(run):
    if approved_collection(run) is None:
        yield f"Pengumpulan {run.period} belum disetujui Sekretaris."


def the_same_promise(run):
    """The collection and the methods must speak of the same promise and the same indicators."""
    from .draw import promises_in, rows_of
    from .work import methods

    dasar = approved_collection(run)
    if dasar is None:
        return
    rows = list(methods(run))
    theirs, ours = promises_in(dasar), {m.target["pk_id"]: m.target["pk"] for m in rows}
    if theirs.keys() != ours.keys():
        yield (
            f"{dasar} memakai {_listed(theirs)}, metodologi memakai {_listed(ours)}: "
            "tetapkan ulang metodologi."
        )
        return
    known = {m.indikator_id for m in rows}
    strange = {row["kode"] for row in rows_of(dasar) if row["indikator"] not in known}
    if strange:
        yield (
            f"{', '.join(sorted(strange))} dikumpulkan, tetapi tidak mempunyai metode: "
            "tetapkan ulang metodologi."
        )


def _listed(promises) -> str:
    return ", ".join(sorted(promises.values())) or "Perjanjian Kinerja lain"


def another_promise(run):
    """`ulang` is for nothing else than a methodology that does not fit the collection."""
    if not list(the_same_promise(run)):
        yield "Metodologi sesuai dengan pengumpulannya; tidak perlu ditetapkan ulang."


def the_latest_collection(run):
    """What was measured must still be the latest approved figures, of every period they come from."""
    if run.dasar_id is None:
        return
    used = {}
    for nilai in run.hasil.filter(metode__dipakai=True).values_list("nilai", flat=True):
        for said in nilai.values():
            used |= {s["periode"]: s["revisi"] for s in said["sumber"]}
    used[run.periode] = run.dasar.revisi
    for code, newest in approved(run.instansi, used).items():
        if newest.revisi > used[code]:
            yield f"{newest.title} {newest.period} rev. {newest.revisi} sudah disetujui; ukur ulang."


def every_shortfall_has_a_plan(run):
    """No report while an indicator below its target has no whole Rencana Tindak Lanjut row."""
    from .snapshot import plans
    from .work import results

    there = {p.hasil_id: p for p in plans(run)}
    for hasil in results(run):
        if not hasil.missed:
            continue
        plan = there.get(hasil.pk)
        if plan is None:
            yield f"{hasil}: belum mempunyai Rencana Tindak Lanjut Capaian."
        elif plan.gaps:
            yield f"{hasil}: Rencana Tindak Lanjut belum lengkap ({', '.join(plan.gaps)})."


def every_item_is_answered(run):
    """What the Sekretaris returned by name is answered by name."""
    for butir in run.butir.filter(jawaban="").select_related("hasil__metode", "pengembalian"):
        yield (
            f"{butir.hasil.metode.kode}: arahan putaran {butir.pengembalian.round} belum dijawab."
        )


def lacks(run, kind):
    """A correcting run works by the plan and the methodology of the run it corrects."""
    if run.revises_id and kind in (naskah.PROGRAM_KERJA, naskah.KERTAS_KERJA):
        return []
    return None


def own_work(run, by, verb):
    """At `analisa` nobody decides who in this round ended the rekap or reported."""
    if run.at != "analisa" or verb not in ("analisa", RETURN):
        return ""
    last = Entry.objects.of(run).filter(verb=RETURN).last()
    mine = Entry.objects.of(run).filter(
        user=by.user_id, verb__in=("rekap", "laporan"), number__gt=last.number if last else 0
    )
    if not mine.exists():
        return ""
    return (
        "Anda merekap atau melaporkan pengukuran ini pada putaran ini, jadi tidak dapat "
        "memutuskannya. Putusan diambil pejabat lain (Plt./Plh.) dengan surat Kepala Badan."
    )


def return_blockers(run, data):
    """Each named row has a kind and a reason, and is a row of this very measurement."""
    from .butir import Butir

    to = data.get("to")
    if to not in run.row("analisa").back_to:
        yield "Pilih langkah tujuan: rekapitulasi, pengukuran, atau metodologi."
    for item in data.get("items") or []:
        hasil = item["hasil"]
        if hasil.run_id != run.pk:
            yield "Baris yang ditandai bukan baris pengukuran ini."
        elif item["jenis"] not in Butir.Jenis.values:
            yield f"{hasil.metode.kode}: pilih jenis pengembalian."
        elif not item["alasan"].strip():
            yield f"{hasil.metode.kode}: alasan pengembalian wajib ditulis."
