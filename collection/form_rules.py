"""What stands in the way of a row of a Formulir, in sentences with names; and what its acts change."""

from __future__ import annotations

from django.db.models import Q

from sakip.lib import tanggal
from sakip.sop.blockers import LONGEST_NOTE

# -- what is missing --------------------------------------------------------------------------

# A row is answered by a value, by a state with its reason, or by being due in no way this period.
ANSWERED = (
    (Q(keadaan="dilaporkan") & (Q(nilai__isnull=False) | ~Q(teks="")))
    | (~Q(keadaan="dilaporkan") & ~Q(alasan=""))
    | Q(keadaan="belum_dilaporkan", jatuh_tempo=False)
)


def is_answered(keadaan, nilai, teks, alasan, jatuh_tempo) -> bool:
    """The same of one row that has been read."""
    if keadaan == "dilaporkan":
        return nilai is not None or bool(teks)
    return bool(alasan) or (keadaan == "belum_dilaporkan" and not jatuh_tempo)


def checks_have_passed(form):
    """Blank is not zero, and more: what Periksa isian finds is mended, or answered in a sentence."""
    from .periksa import still_waiting

    return still_waiting(form)


def missing(isian):
    """What one row still lacks before it can be handed in."""
    name = isian.sebutan
    if isian.penyebut is not None and isian.penyebut == 0:
        yield f"{name}: penyebut 0, nilainya tidak dapat dihitung."
    elif isian.keadaan == "dilaporkan":
        if isian.nilai is None and not isian.teks:
            yield f"{name}: nilai belum diisi."
    elif not isian.alasan.strip() and (isian.jatuh_tempo or isian.keadaan != "belum_dilaporkan"):
        yield f"{name}: {isian.get_keadaan_display().lower()}, alasan belum ditulis."


def every_butir_is_answered(form):
    from .butir import Butir

    waiting = Butir.objects.filter(
        isian__formulir=form, isian__terbuka=True, putusan="menunggu", jawaban=""
    ).select_related("isian")
    for butir in waiting:
        yield f"{butir.isian.sebutan}: alasan pengembalian belum dijawab."


def return_blockers(form, data):
    """A return by Tim SAKIP names its items, each with a kind and a reason; its head's need not."""
    if form.at != "periksa":
        return []
    items = data.get("items") or []
    found = [] if items else ["Tandai isian yang dikembalikan, masing-masing dengan alasannya."]
    return found + items_without_reason(items)


def items_without_reason(items) -> list[str]:
    return [f for item in items for f in without_reason(item["isian"].sebutan, item)]


def without_reason(name, said) -> list[str]:
    """What a mark lacks: its kind, a reason of fair length."""
    from .butir import Butir

    found = []
    if said.get("jenis") not in Butir.Jenis.values:
        found.append(f"{name}: pilih jenis alasannya.")
    reason = said.get("alasan", "").strip()
    if not reason:
        found.append(f"{name}: alasan pengembalian wajib ditulis.")
    elif len(reason) > LONGEST_NOTE:
        found.append(f"{name}: alasan {len(reason)} huruf; paling banyak {LONGEST_NOTE}.")
    return found


# -- what acts change -------------------------------------------------------------------------


def received(form):
    form.diterima_pada = tanggal.now()


def handed_in(form):
    """The first handing in decides timeliness; what comes after a return is kept beside it."""
    if form.diserahkan_pada is None:
        form.diserahkan_pada = tanggal.now()
    else:
        form.diserahkan_lagi = tanggal.now()


def taken_back(form):
    """What the unit takes back before it was received counts as not handed in."""
    if form.diserahkan_lagi:
        form.diserahkan_lagi = None
    else:
        form.diserahkan_pada = None


def accepted(form):
    form.isian.filter(terbuka=True).update(terbuka=False)
    form.anggaran.filter(terbuka=True).update(terbuka=False)


def extended(form, tenggat, note):
    form.tenggat, form.perpanjangan = tenggat or form.tenggat, note


def extension_stands(form, day, note=""):
    """Why `day` is no extension ("" = it is one); one reason extends once, however often it is sent."""
    if note.strip() and note.strip() == form.perpanjangan:
        until = tanggal.long_date(form.tenggat)
        return f"Perpanjangan sampai {until} dengan alasan ini sudah tercatat."
    if form.tenggat and day <= form.tenggat:
        return f"Tenggat baru harus sesudah {tanggal.long_date(form.tenggat)}."
    if day < form.instansi.today():
        return "Tenggat baru sudah lewat."
    return ""
