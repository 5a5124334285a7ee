"""Rules and effects of the Lembar Disposisi."""

from __future__ import annotations

from datetime import date

from sakip.people.models import Role

from .recipients import Recipient, recipients
from .words import HARAP, PERBAIKI

NAMES = dict(HARAP)


def summary_is_written(sheet):
    if not sheet.ringkasan.strip():
        yield "Ringkasan untuk Kepala Badan belum ditulis."


def decided(sheet, isi: dict) -> dict:
    """The disposition as it is kept: {"kepada", "harap", "catatan", "tenggat"}, names frozen.

    `isi`: kepada = ids of Penugasan out of `recipients`, harap = codes of HARAP, catatan, tenggat
    = a day (date or ISO) or None. "Minta perbaikan" always reaches the Sekretaris, who alone can
    begin a correction. Raises Blocked with everything that is missing.
    """
    from sakip.sop.perform import Blocked

    there = recipients(sheet.instansi)
    wanted = {str(pk) for pk in isi.get("kepada") or ()}
    harap = [code for code, _ in HARAP if code in (isi.get("harap") or ())]
    kept = {
        "kepada": _addressed(there, wanted, harap),
        "harap": harap,
        "catatan": (isi.get("catatan") or "").strip(),
        "tenggat": _iso(isi.get("tenggat")),
    }
    strange = wanted - {str(r.id) for r in there}
    if reasons := [*_missing(sheet, kept), *_unknown(strange)]:
        raise Blocked(reasons)
    return kept


def _addressed(there: list[Recipient], wanted: set[str], harap: list[str]) -> list[dict]:
    return [
        r.as_data()
        for r in there
        if str(r.id) in wanted or (PERBAIKI in harap and r.peran == Role.SEKRETARIS)
    ]


def _iso(day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day or None


def _missing(sheet, kept):
    if not kept["harap"]:
        yield "Tandai paling sedikit satu pada “Dengan hormat harap”."
    if not kept["kepada"] and set(kept["harap"]) - {"arsipkan"}:
        yield "Tandai kepada siapa disposisi diteruskan."
    if PERBAIKI in kept["harap"] and not kept["catatan"]:
        yield "Sebutkan pada catatan apa yang harus diperbaiki."
    if kept["kepada"] and not kept["tenggat"]:
        yield "Batas waktu tindak lanjut belum diisi."
    if kept["tenggat"] and kept["tenggat"] < sheet.instansi.today().isoformat():
        yield "Batas waktu tindak lanjut sudah lewat. Tulis hari ini atau sesudahnya."


def _unknown(strange: set[str]):
    if strange:
        yield "Salah satu pejabat yang ditandai sudah tidak menjabat. Tandai penggantinya."


def hand_over(sheet, *, by, on) -> None:
    """What the Kepala orders becomes a Tindak Lanjut of each unit it was given to."""
    from .tindak import TindakLanjut

    isi, case = sheet.isi, sheet.case
    asked = ", ".join(NAMES[code] for code in isi["harap"])
    TindakLanjut.objects.bulk_create(
        [
            TindakLanjut(
                instansi=sheet.instansi,
                case_label=case.label,
                case_id=case.pk,
                lembar=sheet,
                asal=TindakLanjut.DISPOSISI,
                uraian=isi["catatan"] or f"{asked}: {case}",
                unit_id=line["unit"],
                peran=line["peran"],
                penanggung_jawab=line["nama"],
                tenggat=isi["tenggat"],
                dibuat=on,
            )
            for line in isi["kepada"]
        ]
    )
