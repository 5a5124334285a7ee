"""What an instansi still lacks before its first run, and what its admin should look at."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from django.apps import apps
from django.urls import reverse

from sakip.lib import tanggal

from .models import Instansi, Penugasan, Role, Unit, User

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Item:
    """One part of the beginning: what it is, where it is done, what of it is missing."""

    title: str
    text: str
    url: str
    missing: tuple[str, ...]

    @property
    def done(self) -> bool:
        return not self.missing


PARTS = {
    "Instansi": "Kop surat, logo, dan zona waktu.",
    "Akun admin": "Orang pertama yang dapat masuk.",
    "Unit kerja": "Sekretariat dan Bidang yang mengisi formulir.",
    "Orang dan penugasan": "Siapa memegang peran apa, di unit mana.",
    "Slip kata sandi": "Kata sandi sekali pakai untuk masuk pertama kali.",
    "Perjanjian Kinerja": "Tujuan, indikator, target tahun dan periodenya.",
}


def item(title, url="", missing=()) -> Item:
    return Item(title, PARTS[title], url, tuple(missing))


def rail(items: list[Item]) -> list[tuple[Item, str]]:
    """Each with its state on the rail: selesai, sekarang (the first that is open), nanti."""
    first = next((i for i in items if not i.done), None)
    return [(i, "selesai" if i.done else "sekarang" if i is first else "nanti") for i in items]


def before_sign_in(at: str) -> list[tuple[Item, str]]:
    """The rail of the first day, standing at the part `at`."""
    parts = list(PARTS)
    return rail([item(t, missing=[""] * (n >= parts.index(at))) for n, t in enumerate(parts)])


def offices_in_force(instansi) -> list[Penugasan]:
    """With their people and units, those for one run alone left out: one query."""
    offices = Penugasan.objects.filter(instansi=instansi, run_label="").on(instansi.today())
    return list(offices.select_related("user", "unit"))


def checklist(instansi: Instansi, offices: list[Penugasan]) -> list[Item]:
    """The parts in their order; `offices` are those in force."""
    units = [u for u in instansi.units.all() if u.aktif]
    of_offices = tuple(_lacks_of_offices(instansi, units, offices))
    return [
        item("Instansi", reverse("kelola_instansi"), _lacks(instansi)),
        item("Akun admin", reverse("akun")),
        item("Unit kerja", reverse("kelola_unit"), _lacks_of_units(units)),
        item("Orang dan penugasan", reverse("kelola_orang_banyak"), of_offices),
        item("Slip kata sandi", reverse("kelola_slip"), _lacks_of_slips(offices, of_offices)),
        item("Perjanjian Kinerja", reverse("perencanaan"), _lacks_of_promise(instansi)),
    ]


def _lacks(instansi):
    if not instansi.alamat:
        yield "Alamat pada kop surat belum diisi."
    if not instansi.tempat:
        yield "Tempat penandatanganan belum diisi."


def _lacks_of_units(units):
    kinds = {u.jenis for u in units}
    if Unit.Jenis.SEKRETARIAT not in kinds:
        yield "Belum ada Sekretariat."
    if Unit.Jenis.BIDANG not in kinds:
        yield "Belum ada Bidang."


def _lacks_of_offices(instansi, units, offices):
    held = {o.role for o in offices}
    if Role.KEPALA not in held:
        yield f"Belum ada {instansi.sebutan_kepala}."
    if Role.SEKRETARIS not in held:
        yield "Belum ada Sekretaris."
    if not any(o.ketua for o in offices):
        yield "Belum ada ketua Tim SAKIP."
    headed = {o.unit_id for o in offices if o.role == Role.BIDANG}
    for unit in units:
        if unit.fills and unit.pk not in headed:
            yield f"{unit} belum mempunyai penanggung jawab formulir."


def without_password(offices) -> list[User]:
    """People in office who have never had a password, each once."""
    people = {o.user_id: o.user for o in offices if o.user.is_active}
    return [p for p in people.values() if not p.has_usable_password()]


def _lacks_of_slips(offices, lacking):
    waiting = without_password(offices)
    if waiting:
        yield f"{len(waiting)} orang belum mempunyai kata sandi."
    elif lacking:
        yield "Dicetak setelah orang dan penugasan ditulis."


def _lacks_of_promise(instansi):
    promise = apps.get_model("planning", "PerjanjianKinerja")
    if not promise.objects.filter(instansi=instansi, status=promise.DITETAPKAN).exists():
        yield "Belum ada Perjanjian Kinerja yang ditetapkan."


def overlaps(offices) -> list[str]:
    """Two people as definitif Kepala or Sekretaris at one time, as sentences."""
    leading = [
        o
        for o in offices
        if o.role in (Role.KEPALA, Role.SEKRETARIS)
        and o.sifat == Penugasan.Sifat.DEFINITIF
        and not o.run_label
    ]
    return [
        f"{a.user} dan {b.user} keduanya {Role(a.role).label} definitif {_while_both(a, b)}."
        for a, b in combinations(sorted(leading, key=lambda o: o.mulai), 2)
        if a.role == b.role and a.user_id != b.user_id and (a.sampai is None or a.sampai >= b.mulai)
    ]


def _while_both(first, second):
    ends = [o.sampai for o in (first, second) if o.sampai]
    begins = f"mulai {tanggal.long_date(second.mulai)}"
    return f"{begins} sampai dengan {tanggal.long_date(min(ends))}" if ends else begins


def leading_offices(instansi):
    """Kepala and Sekretaris of now and later, for `overlaps`."""
    roles = (Role.KEPALA, Role.SEKRETARIS)
    offices = Penugasan.objects.filter(instansi=instansi, role__in=roles)
    return offices.not_over(instansi.today()).select_related("user")


def worth_a_look(instansi, offices) -> list[str]:
    """What is no gap and yet should not surprise anybody."""
    found = overlaps(leading_offices(instansi))
    today = instansi.today()
    for o in offices:
        if o.sampai and o.sampai <= today + SOON:
            found.append(f"{o.capacity} ({o.user}) berakhir {tanggal.long_date(o.sampai)}.")
    return found
