"""To whom a disposition can be passed on: the Sekretaris, the heads of the units, Tim SAKIP."""

from __future__ import annotations

from dataclasses import dataclass

from sakip.people.models import Penugasan, Role

ADDRESSED = (Role.SEKRETARIS, Role.BIDANG, Role.TIM_SAKIP)


@dataclass(frozen=True)
class Recipient:
    """One line of "Diteruskan kepada Sdr.": an office, and the unit or role that follows it up."""

    id: int  # of the Penugasan
    nama: str  # "Kepala Bidang Mutasi dan Promosi"
    peran: str
    unit: int | None = None

    def as_data(self) -> dict:
        return {"id": self.id, "nama": self.nama, "peran": self.peran, "unit": self.unit}


def recipients(instansi) -> list[Recipient]:
    """In the order of the sheet: one line an office, whoever holds it today; one query."""
    offices = (
        Penugasan.objects.filter(instansi=instansi, role__in=ADDRESSED, run_label="")
        .on(instansi.today())
        .select_related("unit")
        .order_by("-ketua", "sifat", "-mulai", "pk")
    )
    found: dict[tuple, Recipient] = {}
    places: dict[tuple, tuple] = {}
    for office in offices:
        unit = office.unit if office.role == Role.BIDANG else None
        line = (office.role, unit.pk if unit else None)
        if line not in found:
            nama = str(Role.TIM_SAKIP.label) if office.role == Role.TIM_SAKIP else office.capacity
            found[line] = Recipient(office.pk, nama, office.role, line[1])
            places[line] = (ADDRESSED.index(office.role), unit.urut if unit else 0, nama)
    return [found[line] for line in sorted(found, key=places.__getitem__)]
