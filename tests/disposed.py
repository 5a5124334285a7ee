"""The acts around a Lembar Disposisi: presented, decided, reported on, judged."""

from datetime import date

from sakip.disposition.models import TindakLanjut
from sakip.sop.perform import write

from .walk import do

BY = date(2026, 10, 30)
LINK = "https://berkas.contoh.example/bukti"


def present(sheet, people):
    said = {"sifat": "segera", "agenda": "118", "ringkasan": "Data lengkap."}
    write(sheet, by=people.sekretaris, seen=sheet.seen(), **said)
    return do(sheet, "sajikan", people.sekretaris)


def decision(*to_whom, harap=("tindak_lanjut",), catatan="Percepat sertifikasi.", tenggat=BY):
    return {
        "kepada": [o.pk for o in to_whom],
        "harap": list(harap),
        "catatan": catatan,
        "tenggat": tenggat,
    }


def dispose(sheet, people, *to_whom, **more):
    return do(sheet, "disposisi", people.kepala, isi=decision(*to_whom, **more))


def report(order, by, laporan="Dua gelombang dijadwalkan.", tautan=LINK, berkas=None):
    order = TindakLanjut.objects.get(pk=order.pk)
    fields = {"laporan": laporan, "tautan": tautan, "berkas": berkas}
    return write(order, by=by, seen=order.seen(), deed="lapor", **fields)


def judge(order, by, deed="terima", catatan=""):
    order = TindakLanjut.objects.get(pk=order.pk)
    return write(order, by=by, seen=order.seen(), deed=deed, catatan=catatan)
