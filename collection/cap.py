"""The hidden, signed stamp of a form's workbook: which form, version and template, and what stood in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.core.signing import JSONSerializer as Json

from sakip.lib.angka import show_input

from .buku import TEMPLATE, Bahan, marks_of
from .typed import mark

PREFIX = "SAKIP:"
PIECE = 30_000  # characters in one cell
_signer = Signer(salt="collection.buku")


class WrongBook(ValueError):
    """Not a workbook of this form; the text says whose it is and what to do."""


@dataclass(frozen=True)
class Cap:
    """What was signed. `rows`: {id: [mark of figures, mark of texts]}, `answers`, `spending`: {id: mark}."""

    form: int
    instansi: int
    version: int
    round: int
    template: str
    nomor: str
    unit: str
    period: str
    rows: dict[str, list[str]]
    answers: dict[str, str]
    spending: dict[str, str]


def stamp_of(bahan: Bahan) -> list[str]:
    """The stamp as the texts of one column of cells; the same for the same form as it stands."""
    form = bahan.form
    said = {
        "form": form.pk,
        "instansi": form.instansi_id,
        "version": form.version,
        "round": form.round,
        "template": TEMPLATE,
        "nomor": form.nomor,
        "unit": str(form.unit),
        "period": str(form.run.period),
        "rows": {str(isian.pk): marks_of(isian) for isian in bahan.rows},
        "answers": {str(b.pk): mark(b.version, {"jw": b.jawaban}) for b in bahan.butir.values()},
        "spending": {
            str(line.pk): mark(line.version, {"rp": show_input(line.realisasi)})
            for line in bahan.spending
        },
    }
    text = _signer.sign_object(said, serializer=Json, compress=True)
    return [PREFIX + text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def read_stamp(pieces: list[str]) -> Cap:
    """The stamp out of its cells. Raises WrongBook."""
    text = "".join(piece.removeprefix(PREFIX) for piece in pieces)
    if not text:
        raise WrongBook(
            "Berkas ini bukan buku kerja yang diunduh dari halaman formulir: cap tersembunyinya "
            "tidak ada. Unduh buku kerja formulir ini, isi sel kuningnya, lalu unggah."
        )
    try:
        said = _signer.unsign_object(text, serializer=Json)
    except (BadSignature, ValueError, TypeError) as fault:
        raise _forged() from fault
    if not isinstance(said, dict) or said.get("template") != TEMPLATE:
        raise WrongBook(
            "Buku kerja ini memakai susunan kolom yang sudah diganti. Unduh buku kerja yang baru, "
            "lalu pindahkan isiannya."
        )
    return Cap(**said)


def _forged() -> WrongBook:
    return WrongBook(
        "Cap tersembunyi buku kerja ini tidak sah: isinya pernah diubah atau dipindahkan dari "
        "berkas lain. Unduh buku kerja yang baru, lalu pindahkan isiannya."
    )


def check(cap: Cap, form) -> None:
    """Right form, period, unit and round, or WrongBook."""
    if cap.instansi != form.instansi_id:
        raise WrongBook("Buku kerja ini milik instansi lain. Unduh buku kerja formulir ini.")
    if cap.form != form.pk:
        raise WrongBook(
            f"Buku kerja ini milik formulir {cap.nomor} ({cap.unit}, {cap.period}); yang dibuka "
            f"formulir {form.nomor} ({form.unit}, {form.run.period}). Unggah pada halaman "
            "formulirnya, atau unduh buku kerja formulir ini."
        )
    if cap.round != form.round or cap.version > form.version:
        raise WrongBook(
            f"Buku kerja ini diunduh pada putaran {cap.round}; formulir sekarang pada putaran "
            f"{form.round}. Unduh buku kerja yang baru: isian yang terbuka sudah berbeda."
        )
