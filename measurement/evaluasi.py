"""Form Evaluasi Kinerja of a measurement (domain 2.20), and the marks of what shall be returned.

The same form as that of the collection, about the worksheet instead of the forms; its proposals
are the Rencana Tindak Lanjut Capaian. Marks stay in its draft until the act is done.
"""

from __future__ import annotations

from collection.evaluasi import EvaluasiForm as CollectionForm
from collection.tanda import MarksField, marked
from measurement import printing as p
from sakip.papers import kinds as naskah
from sakip.papers.issue import draft_of
from sakip.sop.forms import raw_date

TANDA = "tanda"


class EvaluasiForm(CollectionForm):
    """Answers for every indicator below its target; and the verdicts row by row."""

    tanda = MarksField()

    @property
    def rows(self) -> list[dict]:
        if not hasattr(self, "_rows"):
            self._rows = [line(row) for row in below_target(self.run)]
        return self._rows

    def suggestions(self):
        from .snapshot import plans

        planned = {str(plan.hasil_id): plan for plan in plans(self.run)}
        return {
            "baris": {
                row["key"]: proposed(planned[row["key"]])
                for row in self.rows
                if row["key"] in planned
            }
        }

    def raw(self):
        """What is marked on rows that this page does not show stays marked."""
        isi = super().raw()
        kept = marks_of(self.run)
        isi[TANDA] = {"butir": kept | isi[TANDA]["butir"], "unit": []}
        return isi

    def faults(self, isi):
        from .work import results

        chosen = marked(isi.get(TANDA))["butir"]
        names = [h.metode.kode for h in results(self.run) if str(h.pk) in chosen]
        return [
            f"{name} masih bertanda Kembalikan. Ubah ke Terima dahulu untuk menyetujui."
            for name in names
        ] + super().faults(isi)


def below_target(run) -> list[dict]:
    """The document's rows of the indicators below their target; the approved ones once there are."""
    from .snapshot import row
    from .work import results

    if run.snapshot:
        rows = run.snapshot["baris"]
        return [r for r in rows if r["capaian"]["sampai"]["tercapai"] is False]
    return [row(hasil) for hasil in results(run) if hasil.missed]


def line(row) -> dict:
    """What stands beside the inputs of one indicator."""
    kamus, three, formulir = row["kamus"], row["capaian"], row["formulir"] or {}
    return {
        "key": str(row["id"]),
        "kode": row["kode"],
        "nama": row["nama"],
        "unit": row["unit"]["nama"] if row["unit"] else "",
        "target": p.with_unit(p.target(three["target"], kamus), kamus),
        "realisasi": p.with_unit(p.value(three["realisasi"], kamus), kamus),
        "capaian": p.share_sign(three["sampai"]["reported"], kamus),
        "pendukung": formulir.get("pendukung", "").strip(" -–"),
        "penghambat": formulir.get("penghambat", "").strip(" -–"),
    }


def proposed(plan) -> dict:
    """The plan's own words as the Sekretaris's proposal."""
    return {
        "analisis": plan.sebab,
        "rekomendasi": plan.tindakan,
        "pj": plan.penanggung_jawab,
        "batas": raw_date(plan.tenggat) if plan.tenggat else ["", "", ""],
    }


def marks_of(run) -> dict:
    """{Hasil id as text: {"p", "j", "a"}} as they were typed last."""
    isi = draft_of(run, naskah.FORM_EVALUASI).data.get("isi", {})
    return (isi.get(TANDA) or {}).get("butir", {})


def forget(run) -> None:
    """The marks are used up: a return has been made of them."""
    draft = draft_of(run, naskah.FORM_EVALUASI)
    if draft.pk and "isi" in draft.data:
        draft.data = {**draft.data, "isi": {**draft.data["isi"], TANDA: {}}}
        draft.version += 1
        draft.save()
