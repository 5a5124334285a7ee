"""Writing a file so that it is there whole or not at all, whatever fills up or goes down."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

PIECE = 1 << 20


class NoRoom(ValidationError):
    """The disk is full; nothing was kept. A form shows it beside its field like any other fault."""

    def __init__(self):
        super().__init__(
            "Berkas belum tersimpan karena penyimpanan server penuh. Tidak ada yang berubah. "
            "Beri tahu admin, lalu unggah kembali.",
            code="no_room",
        )


def put(name: str, content: bytes | File, storage: Storage | None = None) -> bool:
    """Keep `content` under `name`, which is made of its hash; False where it was there already.

    On a disk of our own: written beside its place, synced, then renamed, so that a power cut or
    a full disk (Django's own way leaves half a file under the final name) leaves nothing.
    Raises NoRoom.
    """
    storage = storage or default_storage
    if not isinstance(storage, FileSystemStorage):  # memory, or a bucket that writes whole objects
        return _put_elsewhere(storage, name, content)
    final = Path(storage.path(name))
    if final.exists() and final.stat().st_size == _size(content):
        return False
    beside = final.with_name(f".{uuid.uuid4().hex}")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        _write(beside, pieces(content))
        os.replace(beside, final)
        _sync(final.parent)
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom from fault
        raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
    return True


def pieces(content: bytes | File) -> Iterable[bytes]:
    """`content` from its beginning, a piece at a time."""
    if isinstance(content, bytes):
        return [content]
    content.seek(0)
    return content.chunks(PIECE)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _size(content: bytes | File) -> int:
    return len(content) if isinstance(content, bytes) else content.size


def _write(path: Path, parts: Iterable[bytes]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for part in parts:
            out.write(part)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_elsewhere(storage, name, content) -> bool:
    if storage.exists(name):
        return False
    storage.save(name, ContentFile(b"".join(pieces(content))))
    return True
