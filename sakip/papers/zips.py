"""Looking into a ZIP by its directory alone, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

NESTED = {".zip", ".7z", ".rar", ".gz", ".xlsx", ".xlsm", ".docx", ".docm", ".jar", ".exe", ".bin"}
SMALL = 8 << 20  # what can do no harm unpacked may be packed as tightly as it likes
_END = b"PK\x05\x06"
_END_SIZE = 22
_ENTRY = 512  # bytes of directory an honest entry stays under


class Unsafe(Exception):
    """What is wrong with this ZIP, in words for whoever brought it."""


@dataclass(frozen=True)
class Limits:
    """`ratio` is unpacked to packed; files that hold other files are refused unless `nested`."""

    entries: int
    unpacked: int
    ratio: int = 100
    nested: bool = False


def directory(file, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Every entry by its name, once the directory is found harmless. Raises Unsafe.

    Sizes are what the directory says; zipfile reads no more of an entry than that.
    """
    _look_at_the_end(file, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unsafe("berkas rusak atau bukan berkas Office") from fault
    if len(entries) > limits.entries:
        raise Unsafe(f"berisi {len(entries)} bagian, paling banyak {limits.entries}")
    if any(e.flag_bits & 0x1 for e in entries):
        raise Unsafe("terkunci kata sandi")
    for entry in entries:
        _look_at(entry, limits)
    unpacked = sum(e.file_size for e in entries)
    if unpacked > limits.unpacked:
        raise Unsafe(
            f"isinya {unpacked >> 20} MB setelah dibuka, paling besar {limits.unpacked >> 20} MB"
        )
    return {e.filename: e for e in entries}


def _look_at_the_end(file, limits):
    """A directory of a million entries would already cost memory to read: measure it first."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_SIZE - 0xFFFF))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unsafe("berkas rusak atau terpotong")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length > limits.entries * _ENTRY:
        raise Unsafe(f"daftar isinya terlalu panjang, paling banyak {limits.entries} bagian")


def _look_at(entry, limits):
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
        raise Unsafe("memuat nama bagian yang tidak wajar")
    if path.name.lower() == "vbaproject.bin":
        raise Unsafe("memuat makro")
    printer = "printerSettings" in path.parts  # what Excel keeps of a printer is a .bin, too
    if not limits.nested and path.suffix.lower() in NESTED and not printer:
        raise Unsafe("memuat berkas lain di dalamnya")
    small = entry.file_size < SMALL
    if not small and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise Unsafe("dimampatkan secara tidak wajar")
