"""Rules and effects of the Lembar Disposisi."""

from __future__ import annotations


def summary_is_written(sheet):
    if not sheet.ringkasan.strip():
        yield "Ringkasan untuk pimpinan belum ditulis."


def after(sheet, verb, *, by, **data):
    """What the Kepala orders becomes a Tindak Lanjut of each unit it was given to."""


def facts(sheet, kind, *, by):
    return {"judul": kind.name}
