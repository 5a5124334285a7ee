"""What follows from an act of SOP 9.1 once it is written: sheets laid ready, forms opened again."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from sakip.disposition.models import LembarDisposisi
from sakip.lib import tanggal
from sakip.papers import issue
from sakip.papers import kinds as naskah
from sakip.sop.perform import reopen, start
from sakip.sop.step import RETURN

from .butir import Butir, Pengembalian
from .isian import Isian, RealisasiAnggaran, value_of


def lay_ready_nota_dinas(run) -> None:
    """The Kepala finds the Nota Dinas written: reading and one button."""
    draft = issue.draft_of(run, naskah.NOTA_DINAS)
    form = run.drafts[naskah.NOTA_DINAS].of(run, naskah.NOTA_DINAS, draft)
    draft.data = {"isi": form.initial}
    draft.save()


def after(run, verb, *, by, record, **data) -> None:
    if verb == RETURN:
        give_back(run, by=by, record=record, **data)
    elif verb == "analisa":
        lay_ready_disposition(run)
        settle(run)
    elif verb == "koreksi":
        correct(run, by=by, record=record)


def lay_ready_disposition(run) -> None:
    LembarDisposisi.begin(
        instansi=run.instansi,
        run_type=ContentType.objects.get_for_model(run),
        run_id=run.pk,
    ).save(force_insert=True)


def settle(run) -> None:
    """Approving the report accepts every item that was returned and answered."""
    Butir.objects.filter(pengembalian__run=run, putusan="menunggu").update(putusan="diterima")


def give_back(run, *, by, record, to=None, items=(), units=(), **_) -> None:
    """A return is a row for ever; to `pengisian` it opens only what it names."""
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
    if row.to != "pengisian":
        return
    named = {item["isian"].pk: item for item in items}
    forms = run.forms.select_related("unit")
    for form in forms:
        rows = form.isian.all() if form.unit in units else form.isian.filter(pk__in=named)
        opened = list(rows.prefetch_related("bukti"))
        if opened:
            open_items(form, opened, row, named)
            reopen(form, by=by, note=record.note, to="isi")


def open_items(form, isian, row, named) -> None:
    whole = {"jenis": Butir.Jenis.LAINNYA, "alasan": row.arahan}
    for one in isian:
        said = named.get(one.pk, whole)
        Butir.objects.filter(isian=one, putusan="menunggu").update(putusan="dikembalikan")
        Butir.objects.create(
            instansi=form.instansi,
            pengembalian=row,
            isian=one,
            jenis=said["jenis"],
            alasan=said["alasan"],
            nilai_lama=value_of(one),
            bukti_lama=[evidence_of(b) for b in one.bukti.all() if not b.dicabut],
        )
    Isian.objects.filter(pk__in=[i.pk for i in isian]).update(terbuka=True)


def evidence_of(bukti) -> dict:
    return {
        "nama": str(bukti),
        "sha256": bukti.berkas.sha256 if bukti.berkas else "",
        "tautan": bukti.tautan,
    }


def after_form(form, verb, *, by, record, items=(), **_) -> None:
    """A form given back by its head opens as it is; given back by Tim SAKIP, what it names."""
    if verb == RETURN:
        row = Pengembalian.objects.create(
            instansi=form.instansi,
            run=form.run,
            formulir=form,
            record=record,
            round=record.round,
            to=record.target,
            arahan=record.note,
            by=by,
            on=record.on,
        )
        named = {item["isian"].pk: item for item in items}
        if named:
            form.isian.update(terbuka=False)
            open_items(form, list(form.isian.filter(pk__in=named)), row, named)
    elif verb == "serahkan":
        for butir in Butir.objects.filter(isian__formulir=form, putusan="menunggu"):
            butir.nilai_baru = value_of(butir.isian)
            butir.save(update_fields=["nilai_baru"])
    elif verb in ("terima",):
        issue_receipt_anew(form, by=by)


def issue_receipt_anew(form, *, by) -> None:
    """The Bukti Tanda Terima shows each receipt as it comes: a revision under its number."""
    run = form.run
    signer = issue.issued_of(run, naskah.TANDA_TERIMA).first()
    paper = issue.compose(
        run, naskah.TANDA_TERIMA, by=signer.signed_by if signer else by, on=tanggal.now()
    )
    issue.freeze(paper, row="distribusi")


def correct(run, *, by, record) -> None:
    """A new run of the same period beside the approved one: at `rekap`, all forms copied closed."""
    new = type(run).begin(
        instansi=run.instansi,
        tahun=run.tahun,
        periode=run.periode,
        revisi=run.revisi + 1,
        revises=run,
        at="rekap",
    )
    start(new, by=by, note=record.note)
    for form in run.forms.prefetch_related("isian__bukti", "anggaran"):
        copy_form(form, new)


def copy_form(form, new) -> None:
    isian, spending = list(form.isian.all()), list(form.anggaran.all())
    copy = type(form).begin(
        instansi=form.instansi,
        run=new,
        unit=form.unit,
        nomor=f"{form.nomor}/R{new.revisi}",
        tenggat=form.tenggat,
        tenggat_awal=form.tenggat_awal,
        diterima_pada=form.diterima_pada,
        diserahkan_pada=form.diserahkan_pada,
        at="selesai",
    )
    copy.save(force_insert=True)
    for one in isian:
        evidence = list(one.bukti.all())
        one.pk, one.formulir, one.terbuka = None, copy, False
        one.save(force_insert=True)
        for bukti in evidence:
            bukti.pk, bukti.isian = None, one
            bukti.save(force_insert=True)
    for line in spending:
        line.pk, line.formulir = None, copy
    RealisasiAnggaran.objects.bulk_create(spending)
