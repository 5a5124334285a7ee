"""What follows from an act of SOP 9.1 once it is written: sheets laid ready, forms opened again."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from sakip.disposition.models import LembarDisposisi
from sakip.lib import tanggal
from sakip.papers import issue
from sakip.papers import kinds as naskah
from sakip.papers.models import Paper
from sakip.sop.perform import reopen, start
from sakip.sop.step import RETURN

from .butir import Butir, Pengembalian
from .catatan import Catatan
from .isian import Isian, RealisasiAnggaran, value_of
from .opening import opened
from .tanda import TERIMA, forget, verdicts


def lay_ready_nota_dinas(run) -> None:
    """The Kepala finds the Nota Dinas written: reading and one button.

    A correcting run begins behind that row and needs none.
    """
    if run.at != "perintah":
        return
    draft = issue.draft_of(run, naskah.NOTA_DINAS)
    form = run.drafts[naskah.NOTA_DINAS].of(run, naskah.NOTA_DINAS, draft)
    draft.data = {"isi": form.initial}
    draft.save()


def after(run, verb, *, by, record, **data) -> None:
    if verb == RETURN:
        give_back(run, by=by, record=record, **data)
    elif verb == "analisa":
        lay_ready_disposition(run)
        issue_answers(run, by=by)
    elif verb == "koreksi":
        correct(run, by=by, record=record)
    elif verb == "arsip":
        put_away(run)


def lay_ready_disposition(run) -> None:
    LembarDisposisi.begin(
        instansi=run.instansi,
        run_type=ContentType.objects.get_for_model(run),
        run_id=run.pk,
    ).save(force_insert=True)


def settle(run, key: str = "analisa") -> None:
    """What the Sekretaris accepts, item by item, in the version that was before them, is accepted."""
    accepted = [pk for pk, said in verdicts(run, key).items() if said == TERIMA]
    Butir.answered(run).filter(isian__in=accepted).update(putusan=Butir.Putusan.DITERIMA)


def put_away(run) -> None:
    """Every paper of the case stands in the archive from now on."""
    Paper.objects.filter(
        instansi_id=run.instansi_id, case_label=run.label, case_id=run.pk, status=Paper.ISSUED
    ).update(archived=True)


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
    if record.origin == "analisa":
        settle(run)
    forget(run, record.origin)
    drop_untouched(run, record.origin)
    if row.to != "pengisian":
        return
    named = {item["isian"].pk: item for item in items}
    whole = {said["unit"].pk: said for said in units}
    found = opened(run, named.keys(), whole.keys(), record.on)
    for one in found:
        form = one.form
        open_items(form, one.isian, row, named, whole.get(form.unit_id))
        form.anggaran.update(terbuka=one.entire)
        type(form).objects.filter(pk=form.pk).update(tenggat=one.tenggat)
        reopen(form, by=by, note=record.note, to="isi")
    if record.origin == "analisa":
        issue_answers(run, by=by)


def drop_untouched(run, key) -> None:
    """Drafts of the returned row that nobody wrote on are made anew from the next round's figures."""
    for kind in run.row(key).gives:
        draft = issue.draft_of(run, kind)
        if draft.pk and kind in run.drafts:
            said = run.drafts[kind](run, kind, by=None).suggestions()
            isi = draft.data.get("isi", {})
            if said and all(_same(isi.get(name), text) for name, text in said.items()):
                draft.delete()


def _same(kept, said) -> bool:
    """The same text, whether it came back from a browser or not."""
    return " ".join(str(kept or "").split()) == " ".join(str(said or "").split())


def open_items(form, isian, row, named, whole=None) -> None:
    """A Butir for each; an item named by itself keeps its own reason within a whole unit."""
    for one in isian:
        said = named.get(one.pk) or whole
        Butir.objects.filter(isian=one, putusan=Butir.Putusan.MENUNGGU).update(
            putusan=Butir.Putusan.DIKEMBALIKAN
        )
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
            form.anggaran.update(terbuka=False)
            open_items(form, list(form.isian.filter(pk__in=named)), row, named)
    elif verb in ("serahkan", "tutup"):
        keep_answers(form)
    elif verb == "tarik":
        forget_answers(form)
    elif verb == "terima":
        issue_receipt_anew(form, by=by)


def keep_answers(form) -> None:
    """What was handed in stands beside what was returned, whatever happens to the value later."""
    waiting = Butir.objects.filter(isian__formulir=form, putusan=Butir.Putusan.MENUNGGU)
    for butir in waiting.select_related("isian", "pengembalian"):
        butir.nilai_baru = value_of(butir.isian)
        there = list(butir.isian.bukti.filter(dicabut=False).select_related("berkas"))
        butir.bukti_kini = [evidence_of(b) for b in there]
        butir.bukti_baru = [evidence_of(b) for b in there if b.on >= butir.pengembalian.on]
        butir.save(update_fields=["nilai_baru", "bukti_baru", "bukti_kini"])


def forget_answers(form) -> None:
    """What the unit took back was never handed in; what waits on a closed row stays handed in."""
    waiting = Butir.objects.filter(isian__formulir=form, isian__terbuka=True)
    waiting.filter(putusan=Butir.Putusan.MENUNGGU).update(
        nilai_baru=None, bukti_baru=[], bukti_kini=[]
    )


def issue_receipt_anew(form, *, by) -> None:
    """The Bukti Tanda Terima shows each receipt as it comes: a revision under its number."""
    run = form.run
    signer = issue.issued_of(run, naskah.TANDA_TERIMA).first()
    paper = issue.compose(
        run, naskah.TANDA_TERIMA, by=signer.signed_by if signer else by, on=tanggal.now()
    )
    issue.freeze(paper, row="distribusi")


def issue_answers(run, *, by) -> None:
    """The Lembar Tanggapan with the verdicts of this round; none where nothing was ever said."""
    answered = Butir.objects.filter(pengembalian__run=run, nilai_baru__isnull=False)
    if answered.exists() or Catatan.objects.filter(formulir__run=run).exists():
        paper = issue.compose(run, naskah.LEMBAR_TANGGAPAN, by=by, on=tanggal.now())
        issue.freeze(paper, row="analisa")


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


COPIED = (
    "unit",
    "tenggat",
    "tenggat_awal",
    "perpanjangan",
    "ditutup",
    "diterima_pada",
    "diserahkan_pada",
    "diserahkan_lagi",
)


def copy_form(form, new) -> None:
    isian, spending = list(form.isian.all()), list(form.anggaran.all())
    copy = type(form).begin(
        instansi=form.instansi,
        run=new,
        nomor=f"{form.nomor}/R{new.revisi}",
        at="selesai",
        **{name: getattr(form, name) for name in COPIED},
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
        line.pk, line.formulir, line.terbuka = None, copy, False
    RealisasiAnggaran.objects.bulk_create(spending)
