"""What papers of both procedures say beyond what people wrote: dates, dasar, and who signs."""

from __future__ import annotations

from datetime import date

from sakip.papers import kinds as naskah
from sakip.papers.issue import signature
from sakip.papers.kinds import Kind
from sakip.people.models import Role

from .drafts import cleaned
from .forms import holder_of, issued_numbers


def common(run, kind: Kind, *, by) -> dict:
    """Title, period, the draft as it was read, and the signatures, right one first."""
    return {
        "judul": kind.name,
        "periode": str(run.case.period),
        "tahun": run.case.tahun,
        "prosedur": run.case.full_title,
        "isi": plain(cleaned(run, kind)),
        "dasar": issued_numbers(run, naskah.NOTA_DINAS, naskah.NOTULEN)
        if kind not in (naskah.NOTA_DINAS, naskah.NOTULEN)
        else issued_numbers(run, naskah.NOTA_DINAS)
        if kind is naskah.NOTULEN
        else [],
        "ttd": signatures(run, kind, by),
    }


def plain(value):
    """Cleaned values as JSON: days as ISO dates."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def signatures(run, kind: Kind, by) -> list[dict]:
    """Who performed the row, in their capacity; or the ketua of Tim SAKIP; or who is named."""
    first = by
    if kind.chair:
        first = holder_of(run.instansi, Role.TIM_SAKIP) or by
    signed = [signature(first)]
    if kind is naskah.NOTULEN:
        isi = cleaned(run, kind)
        signed.append(
            {
                "jabatan": "Notulis",
                "nama": isi.get("notulis", ""),
                "nip": isi.get("notulis_nip", ""),
                "pangkat": "",
                "surat": "",
            }
        )
    if kind is naskah.BERITA_ACARA_ARSIP:
        knows = holder_of(run.instansi, Role.SEKRETARIS)
        if knows:
            signed.append({**signature(knows), "peran": "Mengetahui"})
    return signed
