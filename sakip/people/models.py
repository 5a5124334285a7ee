"""Who works here: agencies, their units, their people, and who holds which office when."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from sakip.lib import tanggal

from . import passwords


class Role(models.TextChoices):
    """The five columns of the SOP sheet, and two offices beside it that perform no row."""

    KEPALA = "kepala", "Kepala Badan"
    SEKRETARIS = "sekretaris", "Sekretaris"
    BIDANG = "bidang", "Bidang"
    TIM_SAKIP = "tim_sakip", "Tim SAKIP"
    STAF = "staf", "Staf"
    ADMIN = "admin", "Admin"
    AUDITOR = "auditor", "Auditor"

    @property
    def description(self) -> str:
        """One sentence for the pages that grant an office."""
        return _DESCRIPTION[self]

    @property
    def needs_unit(self) -> bool:
        return self in (Role.BIDANG, Role.STAF)


SHEET = KEPALA, SEKRETARIS, BIDANG, TIM_SAKIP, STAF = tuple(Role)[:5]

_DESCRIPTION = {
    Role.KEPALA: "Memerintahkan, membaca laporan, dan menulis disposisi.",
    Role.SEKRETARIS: "Memimpin rapat, menganalisa laporan: menyetujui atau mengembalikan.",
    Role.BIDANG: "Penanggung jawab unit pengisi: memeriksa dan menyerahkan formulir unitnya.",
    Role.TIM_SAKIP: "Menyusun rencana, menyiapkan formulir, merekap, mengukur, mengarsipkan.",
    Role.STAF: "Mengisi formulir unitnya.",
    Role.ADMIN: "Mengatur instansi, orang, dan kamus indikator; tidak melakukan langkah SOP.",
    Role.AUDITOR: "Membaca proses dan hasil yang disetujui.",
}


class Instansi(models.Model):
    """One agency: its letterhead, its place and its clock. Nobody sees another's anything."""

    nama = models.CharField("nama instansi", max_length=200)
    singkatan = models.CharField(max_length=60, help_text="Misalnya: BKPSDM Mahakam Ulu")
    kode_surat = models.CharField(
        "kode pada nomor surat", max_length=30, help_text="Misalnya: BKPSDM"
    )
    pemerintah = models.CharField(
        "pemerintah daerah", max_length=120, help_text="Misalnya: Kabupaten Mahakam Ulu"
    )
    tempat = models.CharField("tempat penandatanganan", max_length=80, blank=True)
    sebutan_kepala = models.CharField("sebutan pimpinan", max_length=80, default="Kepala Badan")
    alamat = models.CharField(max_length=200, blank=True)
    telepon = models.CharField(max_length=60, blank=True)
    laman = models.CharField(max_length=100, blank=True)
    pos_el = models.EmailField("pos-el", blank=True)
    kode_pos = models.CharField(max_length=5, blank=True)
    logo = models.FileField(upload_to="logo/", blank=True)
    zona = models.CharField(
        "zona waktu",
        max_length=30,
        choices=[
            ("Asia/Jakarta", "WIB"),
            ("Asia/Makassar", "WITA"),
            ("Asia/Jayapura", "WIT"),
        ],
        default="Asia/Makassar",
    )
    label_ikk = models.CharField("arti IKK", max_length=60, default="Indikator Kinerja Kegiatan")
    # Counts the changes of its holiday table, so that every process knows when to read it again.
    kalender_versi = models.PositiveIntegerField(default=0, editable=False)
    contoh = models.BooleanField("data contoh", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "instansi"
        ordering = ["nama"]

    def __str__(self):
        return self.singkatan

    def today(self):
        return tanggal.today(self.zona)


class Unit(models.Model):
    """A part of an agency that fills a form of its own, or leads."""

    class Jenis(models.TextChoices):
        PIMPINAN = "pimpinan", "Pimpinan"
        SEKRETARIAT = "sekretariat", "Sekretariat"
        BIDANG = "bidang", "Bidang"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="units")
    nama = models.CharField(max_length=150)
    singkatan = models.CharField(max_length=30)
    jenis = models.CharField(max_length=12, choices=Jenis)
    urut = models.PositiveSmallIntegerField(default=1)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "unit"
        ordering = ["urut", "nama"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "nama"], name="unit_nama"),
            models.UniqueConstraint(fields=["instansi", "singkatan"], name="unit_singkatan"),
        ]

    def __str__(self):
        return self.nama

    @property
    def fills(self) -> bool:
        """Whether this unit receives a Formulir (SOP 9.1 row 6: Sekretariat dan Bidang)."""
        return self.jenis != self.Jenis.PIMPINAN


class People(UserManager["User"]):
    def create_user(self, username, email=None, password=None, **fields):
        """A new person; with a password, its term begins now."""
        if password is not None:
            fields.setdefault("password_since", tanggal.now())
        return super().create_user(username, email, password, **fields)

    def by_name_or_nip(self, typed: str) -> User | None:
        """The person who signs in as `typed`: a user name, or an NIP with or without blanks."""
        digits = "".join(typed.split())
        match = Q(username__iexact=typed.strip())
        if digits.isdigit():
            match |= Q(nip=digits)
        return self.filter(match).first()


class User(AbstractUser):
    """A person. What they may do comes from their Penugasan, never from here."""

    first_name = last_name = None  # type: ignore[assignment]
    nama = models.CharField("nama lengkap dan gelar", max_length=150)
    nip = models.CharField(
        "NIP",
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka.")],
    )
    pangkat = models.CharField(max_length=60, blank=True, help_text="Misalnya: Pembina Tk. I")
    golongan = models.CharField(max_length=5, blank=True, help_text="Misalnya: IV/b")
    must_change_password = models.BooleanField(default=False, editable=False)
    password_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = People()  # type: ignore[misc]
    all_offices: list[Penugasan]  # whatever their dates, as the sign-in read them
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = verbose_name_plural = "orang"
        ordering = ["nama"]

    def __str__(self):
        return self.nama or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def set_password(self, raw_password):
        """Note the moment too: a password may have a term of validity."""
        super().set_password(raw_password)
        self.password_since = tanggal.now()

    @property
    def password_is_over(self) -> bool:
        """Whether its term has passed, where the policy gives it one."""
        return passwords.is_over(self)

    @property
    def nip_grouped(self) -> str:
        """As it is printed: 8-6-1-3."""
        n = self.nip or ""
        return f"{n[:8]} {n[8:14]} {n[14]} {n[15:]}" if len(n) == 18 else n

    @property
    def nip_masked(self) -> str:
        """For lists: its last three digits, which say neither birthday nor sex."""
        return f"…{self.nip[15:]}" if self.nip else ""

    @property
    def sign_in_name(self) -> str:
        """What this person types to sign in, as it is written on the one-time slip."""
        return self.nip_grouped or self.username


class Offices(models.QuerySet):
    def on(self, day):
        """Those in force on `day`."""
        return self.not_over(day).filter(mulai__lte=day)

    def not_over(self, day):
        """Those in force on `day` or from a later day."""
        return self.filter(
            Q(sampai__isnull=True) | Q(sampai__gt=day) | Q(sampai=day, dicabut=False)
        )


class Penugasan(models.Model):
    """Who holds which office in which unit, in what manner, by what letter, from when to when.

    This is the capacity in which every act is done; rights come from here alone.
    """

    class Sifat(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."

    instansi = models.ForeignKey(
        Instansi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        help_text="Kosong: untuk seluruh instalasi (hanya admin dan auditor).",
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="offices", verbose_name="orang")
    role = models.CharField("peran", max_length=12, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="offices")
    jabatan = models.CharField(
        max_length=150, help_text="Misalnya: Kepala Bidang Mutasi dan Promosi"
    )
    sifat = models.CharField(max_length=10, choices=Sifat, default=Sifat.DEFINITIF)
    surat = models.CharField("dasar (nomor surat)", max_length=120, blank=True)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    # Withdrawn in the course of its last day, which no longer counts.
    dicabut = models.BooleanField(default=False, editable=False)
    ketua = models.BooleanField("ketua Tim SAKIP", default=False)
    # A Penugasan for one run alone, entered with the Kepala's letter (design: own work).
    run_label = models.CharField(max_length=60, blank=True, editable=False)
    run_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    objects = Offices.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penugasan"
        ordering = ["role", "mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=models.F("mulai")),
                name="penugasan_sampai_sesudah_mulai",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["bidang", "staf"]) | Q(unit__isnull=False),
                name="penugasan_unit_pengisi",
            ),
            models.CheckConstraint(
                condition=Q(instansi__isnull=False) | Q(role__in=["admin", "auditor"]),
                name="penugasan_instansi",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "role", "unit"], name="penugasan_peran")]

    def __str__(self):
        return f"{self.user}, {self.capacity}"

    @property
    def capacity(self) -> str:
        """The words under a signature: "Plt. Kepala Badan"."""
        prefix = "" if self.sifat == self.Sifat.DEFINITIF else f"{self.get_sifat_display()} "
        return prefix + self.jabatan

    def in_force(self, day) -> bool:
        return self.mulai <= day and not self.over(day)

    def over(self, day) -> bool:
        """Whether it has ended before `day`, or was withdrawn on it."""
        if self.sampai is None:
            return False
        return self.sampai < day or (self.sampai == day and self.dicabut)

    def of(self, run) -> bool:
        """Whether this office reaches `run`: an office for one run reaches that run alone."""
        return not self.run_label or (self.run_label, self.run_id) == (
            run.case._meta.label_lower,
            run.case.pk,
        )
