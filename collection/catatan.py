"""Comments on a value or on a form: threads in two circles, settled and opened again, never changed."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from sakip.lib import tanggal
from sakip.people.models import Penugasan, Role
from sakip.sop.content import Content
from sakip.trail.models import Kind
from sakip.trail.note import note as write_note

from .formulir import Formulir
from .isian import Isian

REVIEWERS = (Role.SEKRETARIS, Role.TIM_SAKIP)
LONGEST = 2000


class Catatan(models.Model):
    """One comment: the first of a thread, or an answer below it."""

    class Lingkar(models.TextChoices):
        UNIT = "unit", "Dengan unit"
        INTERNAL = "internal", "Internal Sekretaris dan Tim SAKIP"

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="catatan")
    isian = models.ForeignKey(Isian, models.PROTECT, null=True, related_name="catatan")
    induk = models.ForeignKey("self", models.PROTECT, null=True, related_name="balasan")
    lingkar = models.CharField(max_length=10, choices=Lingkar)
    wajib = models.BooleanField("wajib diselesaikan sebelum disetujui", default=False)
    isi = models.TextField()
    round = models.PositiveSmallIntegerField("putaran")
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()
    kunci = models.UUIDField("kunci kiriman", null=True)  # the form it was sent with, and its words

    class Meta:
        verbose_name = verbose_name_plural = "catatan"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | Q(wajib=False), name="catatan_wajib_induk"
            ),
            models.UniqueConstraint(
                fields=["instansi", "formulir", "by", "kunci"],
                condition=Q(kunci__isnull=False),
                name="catatan_sekali_kirim",
            ),
        ]

    def __str__(self):
        return f"Catatan {self.by.capacity}: {self.isi[:60]}"


class Penyebutan(models.Model):
    """A colleague named in a comment."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    catatan = models.ForeignKey(Catatan, models.PROTECT, related_name="disebut")
    penugasan = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "penyebutan"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "catatan", "penugasan"], name="penyebutan_sekali"
            )
        ]

    def __str__(self):
        return f"{self.catatan_id}: {self.penugasan}"


class Penyelesaian(models.Model):
    """That a thread was settled, or opened again."""

    instansi = models.ForeignKey("people.Instansi", models.PROTECT, related_name="+")
    catatan = models.ForeignKey(Catatan, models.PROTECT, related_name="penyelesaian")
    selesai = models.BooleanField()
    by = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    on = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "penyelesaian catatan"
        ordering = ["id"]

    def __str__(self):
        return f"{self.catatan_id}: {'selesai' if self.selesai else 'dibuka kembali'}"


# -- who is in which circle ----------------------------------------------------------------------


def circles(offices, form) -> set[str]:
    """The circles whose comments on `form` these offices read at this moment."""
    from .gates import letters

    found = set()
    for office in offices:
        if "V" in letters([office], form):
            found.add(Catatan.Lingkar.UNIT)
            if office.role in REVIEWERS:
                found.add(Catatan.Lingkar.INTERNAL)
    return found


def people_of(form, circle: str) -> list[Penugasan]:
    """Who may be named in a comment of this circle: those who read it there, today."""
    offices = Penugasan.objects.filter(instansi=form.instansi, user__is_active=True)
    offices = offices.filter(
        Q(role__in=REVIEWERS) | Q(role__in=(Role.BIDANG, Role.STAF), unit=form.unit_id)
    )
    found = offices.on(form.instansi.today()).select_related("user", "unit").order_by("role", "pk")
    return [office for office in found if circle in circles([office], form)]


# -- what the door `write` takes ------------------------------------------------------------------


class Percakapan(Content):
    """A place for comments as the door takes it: a form, one value of it, or a thread."""

    letter = "C"

    def __init__(self, form: Formulir, isian: Isian | None = None, induk: Catatan | None = None):
        self.form, self.isian, self.induk = form, isian, induk

    @property
    def holder(self):
        return self.form

    @property
    def row_key(self):
        """Comments stand under the letters of the row at which the run waits."""
        return self.form.run.at

    def fresh(self):
        form = Formulir.objects.select_related("run", "unit", "instansi").get(pk=self.form.pk)
        return Percakapan(form, self.isian, self.induk)

    def seen(self) -> str:
        """A thread is as it was read up to its last comment; a new one has nothing to be read."""
        if self.induk is None:
            return "0"
        last = Catatan.objects.filter(Q(pk=self.induk.pk) | Q(induk=self.induk)).last()
        state = Penyelesaian.objects.filter(catatan=self.induk).last()
        return f"{last.pk}-{state.pk if state else 0}"

    def changed_meanwhile(self) -> str:
        last = self.induk.balasan.select_related("by__user").last() or self.induk
        when = tanggal.moment(last.on, self.form.instansi.zona)
        return (
            "Percakapan ini bertambah sejak halaman dibuka. Terakhir: "
            f"{last.by.capacity} ({last.by.user}), {when}."
        )

    def closed(self, by) -> str:
        if self.form.run.past("analisa"):
            return "Proses ini sudah disetujui. Catatannya tetap terbaca dan tidak bertambah."
        return ""

    def change(self, by, *, isi="", lingkar="", wajib=False, sebut=(), selesai=None, kunci=None):
        """Append one comment, or (selesai: bool) settle the thread or open it again.

        kunci: a UUID of the rendered form; the same comment sent with it again is the first one.
        """
        if selesai is not None:
            return self._settle(by, selesai)
        circle = self.induk.lingkar if self.induk else lingkar
        self._gate(by, circle, wajib)
        text = _plain(isi)
        self._read(text, circle, sebut)
        said = {"isi": isi, "lingkar": lingkar, "wajib": wajib, "sebut": sebut}
        if there := self.done_before(by, kunci=kunci, **said):
            return there
        note = Catatan.objects.create(
            instansi=self.form.instansi,
            formulir=self.form,
            isian=self.isian,
            induk=self.induk,
            lingkar=circle,
            wajib=wajib,
            isi=text,
            round=self.form.run.round,
            by=by,
            on=tanggal.now(),
            kunci=self._key(kunci, **said),
        )
        Penyebutan.objects.bulk_create(
            Penyebutan(instansi=self.form.instansi, catatan=note, penugasan=office)
            for office in sebut
        )
        return note

    def done_before(self, by, *, selesai=None, kunci=None, **said):
        """What this very sending did already: its comment, or its settlement; else None.

        The thread has grown by it, so that the same sent again finds an older page than its own.
        """
        if selesai is not None:
            last = self.induk.penyelesaian.last() if self.induk else None
            return last if last and (last.by, last.selesai) == (by, selesai) else None
        key = self._key(kunci, **said)
        return self.form.catatan.filter(by=by, kunci=key).first() if key else None

    def _key(self, kunci, *, isi="", lingkar="", wajib=False, sebut=()) -> UUID | None:
        """The key of one sending: a form left, changed and sent again says another thing."""
        circle = self.induk.lingkar if self.induk else lingkar
        place = (self.isian and self.isian.pk, self.induk and self.induk.pk)
        said = (_plain(isi), str(circle), wajib, sorted(o.pk for o in sebut))
        return uuid5(kunci, repr((place, said))) if kunci else None

    def _gate(self, by, circle, wajib) -> None:
        from sakip.sop.perform import Refused

        if circle not in circles([by], self.form):
            raise Refused("Catatan internal hanya untuk Sekretaris dan Tim SAKIP.")
        if wajib and (self.induk or by.role not in REVIEWERS):
            raise Refused("Catatan wajib hanya ditulis Sekretaris dan Tim SAKIP.")

    def _read(self, text, circle, sebut) -> None:
        from sakip.sop.perform import Blocked

        known = {office.pk for office in people_of(self.form, circle)}
        faults = [] if text else ["Catatan belum ditulis."]
        if len(text) > LONGEST:
            faults.append(f"Catatan {len(text)} huruf; paling banyak {LONGEST}.")
        if any(office.pk not in known for office in sebut):
            faults.append("Yang disebut harus orang yang membaca lingkar catatan ini.")
        if faults:
            raise Blocked(faults)

    def _settle(self, by, selesai) -> Penyelesaian:
        from sakip.sop.perform import Blocked, Refused

        if self.induk.lingkar not in circles([by], self.form):
            raise Refused("Catatan internal hanya untuk Sekretaris dan Tim SAKIP.")
        if self.induk.wajib and not may_settle(by, self.induk):
            raise Refused(f"Catatan wajib ini diselesaikan {self.induk.by.get_role_display()}.")
        last = self.induk.penyelesaian.last()
        if bool(last and last.selesai) == selesai:
            raise Blocked(["Catatan ini sudah demikian keadaannya."])
        end = Penyelesaian.objects.create(
            instansi=self.form.instansi,
            catatan=self.induk,
            selesai=selesai,
            by=by,
            on=tanggal.now(),
        )
        if self.induk.wajib:
            self._log(by, selesai)
        return end

    def _log(self, by, selesai) -> None:
        """A line in the log, without what the comment says: it decides whether the run is held up."""
        about = self.isian.sebutan if self.isian else "seluruh formulir"
        done = "diselesaikan" if selesai else "dibuka kembali"
        write_note(
            Kind.COMMENT,
            instansi=self.form.instansi,
            by=by,
            obj=self.induk,
            note=f"{self.form.nomor}: catatan wajib {self.induk.pk} atas {about} {done}.",
            data={"formulir": self.form.pk, "selesai": selesai},
        )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def may_settle(by, note: Catatan) -> bool:
    """A compulsory comment is settled by the office that wrote it, or by the Sekretaris."""
    return not note.wajib or by.role in (note.by.role, Role.SEKRETARIS)


# -- reading them --------------------------------------------------------------------------------


def threads():
    """First comments, each with `beres`: whether it is settled at this moment."""
    return Catatan.objects.filter(induk=None).annotate(beres=settled("pk"))


def settled(field: str):
    """Whether the thread whose first comment is `field` is settled, as an expression."""
    last = Penyelesaian.objects.filter(catatan=OuterRef(field)).order_by("-pk")
    return Coalesce(Subquery(last.values("selesai")[:1]), False)


def open_compulsory(run):
    """Compulsory comments of a run that nobody has settled."""
    found = threads().filter(formulir__run=run, wajib=True).filter(beres=False)
    return found.select_related("isian__formulir__run", "formulir__unit", "by")
