"""What follows from an act of SOP 9.2 once it is written."""

from __future__ import annotations

from collection.flow import lay_ready_disposition, lay_ready_nota_dinas, put_away
from sakip.disposition.models import TindakLanjut
from sakip.people.models import Unit
from sakip.sop.perform import start
from sakip.sop.step import RETURN

from .butir import Butir, Pengembalian
from .draw import draw_methods
from .evaluasi import forget
from .hasil import Hasil, Metode
from .rencana import RencanaTindakLanjut
from .work import lay_worksheet, methods, results

__all__ = ["after", "lay_ready_nota_dinas"]


def after(run, verb, *, by, record, **data) -> None:
    follows = {
        "rencana": lambda: draw_methods(run),
        "metodologi": lambda: lay_worksheet(run),
        "pengukuran": lambda: lay_plans(run),
        "analisa": lambda: lay_ready_disposition(run),
        "lapor": lambda: hand_over_plans(run),
        "arsip": lambda: put_away(run),
        "ulang": lambda: draw_anew(run),
        "koreksi": lambda: correct(run, by=by, record=record),
        RETURN: lambda: give_back(run, by=by, record=record, **data),
    }
    if verb in follows:
        follows[verb]()


# -- the way forward --------------------------------------------------------------------------


def lay_plans(run) -> None:
    """A Rencana Tindak Lanjut row for every indicator below target, begun from the unit's form."""
    short = [h for h in results(run).filter(rencana__isnull=True) if h.missed]
    RencanaTindakLanjut.objects.bulk_create([_plan(run, hasil) for hasil in short])


def _plan(run, hasil) -> RencanaTindakLanjut:
    metode, formulir = hasil.metode, hasil.formulir or {}
    return RencanaTindakLanjut(
        instansi=run.instansi,
        run=run,
        hasil=hasil,
        sebab=formulir.get("penghambat", ""),
        tindakan=formulir.get("rencana", ""),
        unit=metode.unit,
        penanggung_jawab=metode.kamus["jabatan"],
        bukti_selesai=metode.kamus["bukti"],
    )


def hand_over_plans(run) -> None:
    """Each approved plan becomes a Tindak Lanjut of its unit, beside those of the disposition.

    A correcting run hands over only what the run it corrects has not handed over already.
    """
    before = set()
    if run.revises_id:
        handed = TindakLanjut.objects.filter(
            instansi=run.instansi, case_label=run.label, case_id=run.revises_id, asal="capaian"
        )
        before = set(handed.values_list("uraian", "unit_id", "tenggat"))
    units = set(Unit.objects.filter(instansi=run.instansi).values_list("pk", flat=True))
    wanted = [_follow_up(run, said, units) for said in run.snapshot["rencana"]]
    TindakLanjut.objects.bulk_create(
        [t for t in wanted if (t.uraian, t.unit_id, t.tenggat) not in before]
    )


def _follow_up(run, said, units) -> TindakLanjut:
    from datetime import date

    unit = said["unit"]["id"] if said["unit"] else None
    return TindakLanjut(
        instansi=run.instansi,
        case_label=run.label,
        case_id=run.pk,
        asal="capaian",
        uraian=f"{said['kode']} {said['nama']}: {said['tindakan']}",
        unit_id=unit if unit in units else None,
        penanggung_jawab=said["penanggung_jawab"],
        tenggat=date.fromisoformat(said["tenggat"]),
    )


# -- the way back -----------------------------------------------------------------------------


def give_back(run, *, by, record, to=None, items=(), **_) -> None:
    """A return is a row for ever; it keeps what the named rows said, and opens them alone."""
    row = Pengembalian.objects.create(
        instansi=run.instansi,
        run=run,
        record=record,
        round=record.round,
        to=to or record.target,
        arahan=record.note,
        by=by,
        on=record.on,
    )
    named = list(items) or _everything(run, row)
    Butir.objects.bulk_create(
        [
            Butir(
                instansi=run.instansi,
                pengembalian=row,
                run=run,
                hasil=item["hasil"],
                jenis=item["jenis"],
                alasan=item["alasan"],
                lama=figures_of(item["hasil"]),
            )
            for item in named
        ]
    )
    _open(run, row.to, [item["hasil"] for item in named])
    forget(run)


def _everything(run, row) -> list[dict]:
    """A return to the worksheet that names no row means all of them; to `rekap` it means none."""
    if row.to == "rekap":
        return []
    return [{"hasil": h, "jenis": Butir.Jenis.LAINNYA, "alasan": row.arahan} for h in results(run)]


def figures_of(hasil) -> dict:
    return {"nilai": hasil.nilai, "capaian": hasil.capaian, "catatan": hasil.catatan}


def _open(run, to, named) -> None:
    if to == "rekap":
        return
    Hasil.objects.filter(pk__in=[h.pk for h in named]).update(terbuka=True)
    if to == "metodologi":
        Metode.objects.filter(hasil__in=named).update(ditetapkan=False)


def draw_anew(run) -> None:
    """The collection was made by another promise than the methods: all are drawn again by its own."""
    run.metode.update(ditetapkan=False)
    run.hasil.update(terbuka=True)
    draw_methods(run)


def correct(run, *, by, record) -> None:
    """A new run of the same period beside the approved one: at `pengukuran`, by the same methods."""
    new = type(run).begin(
        instansi=run.instansi,
        tahun=run.tahun,
        periode=run.periode,
        revisi=run.revisi + 1,
        revises=run,
        at="pengukuran",
    )
    start(new, by=by, note=record.note)
    copies = list(methods(run))
    for metode in copies:
        metode.pk, metode.run, metode.version, metode.riwayat = None, new, 0, []
    Metode.objects.bulk_create(copies)
    lay_worksheet(new)
