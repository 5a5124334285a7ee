"""Unggahan: one uploaded workbook of a form, kept until it is confirmed, and then for ever."""

from __future__ import annotations

from dataclasses import asdict

from django.db import models, transaction
from django.http import QueryDict

from sakip.lib import tanggal
from sakip.papers import contents
from sakip.papers.files import keep
from sakip.papers.models import Berkas
from sakip.papers.workbook import Limits, safe_open
from sakip.people.models import Penugasan
from sakip.sop.perform import lock
from sakip.trail.models import Kind
from sakip.trail.note import note

from .buku import Bahan
from .buku_baca import Isi, read_book, stamp_pieces
from .cap import Cap, check, read_stamp
from .formulir import Formulir
from .saving import Outcome, Page
from .tanya import Jawaban
from .unggah import Rencana

LIMIT = contents.IMPORT_LIMIT
LIMITS = Limits(seconds=4, rows=3_000, columns=40, unpacked=20, megabytes=8)


class Unggahan(models.Model):
    """One upload: what was read of it, what was answered, and the file it came in."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu penegasan"
        SELESAI = "selesai", "Sudah diterapkan"
        BATAL = "batal", "Dibatalkan"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="unggahan")
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    cap = models.JSONField()  # as signed: see cap.Cap
    isi = models.JSONField()  # as read: see buku_baca.Isi
    jawaban = models.JSONField(default=dict)  # see unggah.Jawaban
    status = models.CharField(max_length=8, choices=Status, default=Status.MENUNGGU)

    class Meta:
        verbose_name = verbose_name_plural = "unggahan formulir"
        ordering = ["-id"]
        indexes = [models.Index(fields=["instansi", "formulir", "status"], name="unggahan_status")]

    def __str__(self):
        return str(self.berkas)

    @property
    def open(self) -> bool:
        return self.status == self.Status.MENUNGGU

    def plan(self, form, by) -> Rencana:
        """What it would change in `form` as it stands now, for the office `by`."""
        return Rencana(Bahan(form, by), Cap(**self.cap), Isi.of(self.isi), Jawaban(**self.jawaban))


class Overtaken(Exception):
    """The form, or the upload, is no longer as the preview showed it; nothing was written."""

    def __init__(self, outcome: Outcome | None = None):
        self.outcome = outcome or Outcome()
        super().__init__("overtaken")


def receive(form, by, file) -> Unggahan:
    """Read an uploaded workbook and keep it. Raises ValidationError (the file) and WrongBook
    (whose it is); then nothing is left of it."""
    contents.check(file, allow=(contents.XLSX,), limit=LIMIT)
    opened = safe_open(file, LIMITS)
    cap = read_stamp(stamp_pieces(opened))
    check(cap, form)
    isi = read_book(opened, Bahan(form, by).columns)
    berkas = keep(file, instansi=form.instansi, user=by.user, allow=(contents.XLSX,), limit=LIMIT)
    mine = Unggahan.objects.filter(formulir=form, by__user=by.user, status="menunggu")
    with transaction.atomic():
        mine.update(status=Unggahan.Status.BATAL)
        return Unggahan.objects.create(
            instansi=form.instansi,
            formulir=form,
            by=by,
            on=tanggal.now(),
            berkas=berkas,
            cap=asdict(cap),
            isi=isi.data(),
            jawaban=Jawaban().data(),
        )


@transaction.atomic
def apply(upload: Unggahan, form, by, seen: str) -> int:
    """Write all that the preview showed, through the door, with one line in the log; how many
    changes. Raises Overtaken where anything moved since; then nothing is written."""
    lock(form)
    upload = Unggahan.objects.select_for_update(of=("self",)).select_related("berkas").get(
        pk=upload.pk
    )  # fmt: skip
    plan = upload.plan(form, by)
    if not upload.open or not plan.ready or plan.seen() != seen:
        raise Overtaken
    outcome = Page(form, plan.touched, by, plan.posted, QueryDict()).write()
    if not outcome.clean:
        raise Overtaken(outcome)
    note(
        Kind.UPLOAD,
        instansi=form.instansi,
        by=by,
        obj=form,
        note=f"{form.nomor}: {len(plan.changes)} perubahan dari buku kerja {upload.berkas.nama}.",
        data={
            "nama": upload.berkas.nama,
            "sha256": upload.berkas.sha256,
            "baris": sorted({c.name for c in plan.changes}),
        },
    )
    upload.status = Unggahan.Status.SELESAI
    upload.save(update_fields=["status"])
    return len(plan.changes)
