"""Methods, targets and values in few words, as the worked examples of Capaian write them."""

from decimal import Decimal

from measurement.capaian import Capaian, capaian
from measurement.metode import Metode, Nilai, Target

TINGGI, RENDAH = Metode("tinggi"), Metode("rendah")
TERBALIK = Metode("rendah", rumus="rasio_terbalik")
RENTANG, RENTANG_RENDAH = Metode("rentang"), Metode("rentang_rendah")
TEPAT = Metode("tepat")
SPIP = Metode("predikat", jenjang=(("Level 2", 2), ("Level 3", 3), ("Level 3 Plus", 4)))
MINAT = Metode("predikat", jenjang=(("Rendah", 1), ("Sedang", 2), ("Tinggi", 3)))


def angka(teks: str) -> Decimal:
    return Decimal(teks.replace(".", "").replace(",", "."))


def target(teks: str) -> Target:
    """ "80-90" is a range, "" a blank one."""
    if not teks:
        return Target()
    if "-" in teks[1:]:
        bawah, atas = teks.split("-")
        return Target(bawah=angka(bawah), atas=angka(atas))
    return Target(angka(teks))


def nilai(teks: str) -> Nilai:
    return Nilai(angka(teks)) if teks else Nilai(keadaan="belum_dilaporkan")


def pada(persen: str) -> Capaian:
    """A computed Capaian of so many percent."""
    return capaian(TINGGI, target("100"), nilai(persen))
