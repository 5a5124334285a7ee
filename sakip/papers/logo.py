"""The logo of the kop surat, kept under its own hash, so that a new logo changes no old paper."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage

from . import store

LIMIT = 2 << 20
# Pictures that WeasyPrint draws and that can ask for nothing: no SVG.
PRINTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def keep(instansi) -> str:
    """Keep the present logo of `instansi` for ever; its SHA-256, "" where there is none to print."""
    if not instansi.logo:
        return ""
    try:
        with instansi.logo.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError:
        return ""
    if len(content) > LIMIT or not content.startswith(PRINTS):
        return ""
    sha256 = hashlib.sha256(content).hexdigest()
    store.put(_path(sha256), content)
    return sha256


def of(data: dict) -> dict[str, bytes]:
    """The logo that a paper's data names, by its hash, as the press wants it."""
    sha256 = (data.get("kop") or {}).get("logo", "")
    if not sha256:
        return {}
    with default_storage.open(_path(sha256)) as file:
        return {sha256: file.read()}


def _path(sha256: str) -> str:
    return f"kop/{sha256}"
