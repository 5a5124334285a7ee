"""Drawing the forms of a period out of what was promised: which indicators, for which unit."""

from __future__ import annotations

from sakip.lib import tanggal
from sakip.planning.models import Target, in_force
from sakip.sop.calendar import calendar_of
from sakip.sop.worktime import due, standard

from .carry import Months, add_up
from .formulir import Formulir
from .hitung import is_due
from .isian import Isian, RealisasiAnggaran


def due_indicators(run) -> list[Target]:
    """The promises of the year that this period asks about, with their indicators."""
    pk = in_force(run.instansi, run.tahun, run.period.last_day) or in_force(run.instansi, run.tahun)
    if pk is None:
        return []
    targets = (
        Target.objects.filter(instansi=run.instansi, pk_versi=pk)
        .select_related("indikator__unit", "indikator__node", "indikator__skala", "pk_versi")
        .prefetch_related("periods")
    )
    return [
        t
        for t in targets
        if t.indikator.status == "berlaku" and run.period.asks(t.indikator.frekuensi)
    ]


def draw_forms(run) -> None:
    """One Formulir a unit, one Isian an indicator; everything it was drawn from is copied."""
    months = Months(run)
    for unit, targets in by_unit(run).items():
        form = Formulir.begin(
            instansi=run.instansi,
            run=run,
            unit=unit,
            nomor=f"F-{unit.singkatan}/{run.period.code}",
        )
        form.save(force_insert=True)
        for n, target in enumerate(targets, 1):
            _draw_row(form, n, target, months.of(target))
        _budget_rows(form, targets)


def by_unit(run) -> dict:
    """{unit: its promises}, units in the order of the agency.

    An indicator of no unit stands in none: the row names it and waits (rules.why_not_asked).
    """
    found: dict = {}
    for target in due_indicators(run):
        if target.indikator.unit:
            found.setdefault(target.indikator.unit, []).append(target)
    return dict(sorted(found.items(), key=lambda item: (item[0].urut, item[0].nama)))


def _draw_row(form, n, target, carried) -> None:
    """The row of one promise; of a monthly one in a quarter also a row for each missing month."""
    row = Isian(formulir=form, urut=n, **copied(target, form.run), dibawa=carried)
    row.terkunci = bool(carried)
    row.jatuh_tempo = is_due(row.metode, row.target, form.run.period)
    row.save(force_insert=True)
    if not carried:
        return
    typed = {}
    for item in carried:
        if item["nilai"] is None:
            month = Isian(formulir=form, urut=n, bulan=item["bulan"], **copied(target, form.run))
            month.jatuh_tempo = is_due(row.metode, row.target, month.period)
            month.save(force_insert=True)
            typed[month.bulan] = month
    add_up(row, typed)


def copied(target: Target, run) -> dict:
    """The columns of an Isian that stay as they were on the day it was drawn."""
    indikator = target.indikator
    return {
        "instansi": run.instansi,
        "indikator": indikator,
        "kode": indikator.kode,
        "nama": indikator.nama,
        "kamus": kamus(indikator),
        "target": promise(target),
    }


def kamus(indikator) -> dict:
    """The dictionary entry as data: all that a method of measuring needs, and its words."""
    skala = indikator.skala
    return {
        "versi": indikator.versi,
        "jenis": indikator.jenis,
        "node": [indikator.node_id, indikator.node.level, indikator.node.kode, indikator.node.nama],
        "definisi": indikator.definisi,
        "formulasi": indikator.formulasi,
        "pembilang": indikator.pembilang,
        "penyebut": indikator.penyebut,
        "satuan": indikator.satuan,
        "polaritas": indikator.polaritas,
        "rumus": indikator.rumus,
        "akumulasi": indikator.akumulasi,
        "gaya_target": indikator.gaya_target,
        "desimal": indikator.desimal,
        "frekuensi": indikator.frekuensi,
        "sumber": indikator.sumber,
        "target_nol": indikator.target_nol,
        "batas_bawah": text(indikator.batas_bawah),
        "batas_atas": text(indikator.batas_atas),
        "skala": {"nama": skala.nama, "jenjang": skala.jenjang} if skala else None,
        "jenjang": indikator.jenjang,
        "rasio_predikat": indikator.rasio_predikat,
        "bobot": text(indikator.bobot),
        "bukti": indikator.bukti,
        "bukti_wajib": indikator.bukti_wajib,
        "pembilang_melebihi": indikator.pembilang_melebihi,
    }


def text(value) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def promise(target: Target) -> dict:
    """Targets as data: the year's, and each period's by its code."""

    def said(t):
        return {
            "nilai": text(t.nilai),
            "bawah": text(t.bawah),
            "atas": text(t.atas),
            "teks": t.teks,
        }

    return {
        "pk": str(target.pk_versi),
        "pk_id": target.pk_versi_id,
        "tahun": said(target),
        "periode": {p.periode: said(p) for p in target.periods.all()},
    }


def _budget_rows(form, targets) -> None:
    """A row of spending for every program and kegiatan of the unit that has a budget."""
    pk = targets[0].pk_versi
    for line in pk.anggaran.select_related("node").filter(node__unit=form.unit):
        RealisasiAnggaran.objects.create(
            instansi=form.instansi,
            formulir=form,
            node=line.node,
            kode=line.node.kode,
            nama=line.node.nama,
            pagu=line.pagu,
        )


def proposed_deadline(run, start):
    """The day on which the SOP's standard of row 7 ends, counted from `start`."""
    calendar = calendar_of(run.instansi)
    return calendar.day_of(due(calendar, start, standard(run.row("pengisian").time)))


def hand_out(run, tenggat=None) -> None:
    """Set the tenggat of every form; the first one stays for timeliness."""
    day = tenggat or proposed_deadline(run, tanggal.now())
    run.forms.update(tenggat=day, tenggat_awal=day, since=tanggal.now())
