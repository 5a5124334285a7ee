"""What an uploaded file really is: by its signature and its structure, never by what it is called.

Only what an office brings as evidence is let in: PDF, JPG, PNG, XLSX, DOCX (and CSV to an import).
Everything else is refused with a sentence, and so is a file whose name says something else.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError

from . import zips

MB = 1 << 20
EVIDENCE_LIMIT = 25 * MB
IMPORT_LIMIT = 10 * MB
PIXELS = 50_000_000  # of a picture: 30,000 x 30,000 would ask for gigabytes when opened
EVIDENCE_ZIP = zips.Limits(entries=3000, unpacked=300 * MB, ratio=200, nested=True)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Content:
    """One kind of content: its name in sentences, its media type, the endings that name it."""

    name: str
    mime: str
    endings: tuple[str, ...]
    fault: Callable[..., str]  # (file) -> why it is not, "" = it is


def check(
    file, *, allow: tuple[Content, ...] | None = None, limit: int = EVIDENCE_LIMIT
) -> Content:
    """The kind of an uploaded file (Django's UploadedFile, or any File with name and size).

    Raises ValidationError with one sentence: what is wrong, what was read, what to do.
    """
    allow = allow or EVIDENCE
    names = _listed([kind.name for kind in allow])
    if file.size > limit:
        raise ValidationError(
            f"Berkas {_megabytes(file.size)} MB terlalu besar; paling besar {limit // MB} MB. "
            "Perkecil atau bagi berkasnya, lalu unggah kembali.",
            code="too_big",
        )
    if file.size == 0:
        raise ValidationError("Berkas kosong (0 bita). Pilih berkas lain.", code="empty")
    ending = PurePath(str(file.name)).suffix.lower().removeprefix(".")
    kind = next((k for k in allow if ending in k.endings), None)
    if kind is None:
        raise ValidationError(
            f"Berkas {f'.{ending}' if ending else 'tanpa akhiran nama'} tidak diterima. "
            f"Unggah {names}.",
            code="ending",
        )
    fault = kind.fault(file)
    file.seek(0)
    if fault:
        raise ValidationError(
            f"Berkas ini bernama .{ending}, tetapi {fault}. Unggah {names} yang benar.",
            code="content",
        )
    return kind


def _megabytes(size: int) -> str:
    return f"{size / MB:.1f}".replace(".", ",")


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} atau {names[-1]}" if len(names) > 1 else names[0]


def _head(file, length=16) -> bytes:
    file.seek(0)
    return file.read(length)


def _pdf(file) -> str:
    if not _head(file).startswith(b"%PDF-"):
        return "isinya bukan PDF"
    file.seek(max(0, file.size - 2048))
    tail = file.read()
    if b"%%EOF" not in tail or b"startxref" not in tail:
        return "isinya terpotong atau rusak"
    return ""


def _picture(name: str, signature: bytes) -> Callable[..., str]:
    def fault(file) -> str:
        if not _head(file).startswith(signature):
            return f"isinya bukan gambar {name}"
        return _picture_fault(file, name)

    return fault


def _picture_fault(file, name) -> str:
    """Only the head of the picture is read, and its parts are counted; no pixel is unpacked."""
    from PIL import Image

    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=["JPEG" if name == "JPG" else name]) as picture:
                width, height = picture.size
                if width * height > PIXELS:
                    return f"gambarnya {width} x {height} titik, terlalu besar untuk dibuka"
                picture.verify()
    except Image.DecompressionBombError:
        return "gambarnya terlalu besar untuk dibuka"
    except Exception:  # Pillow raises many kinds of its own on broken pictures
        return "gambarnya rusak"
    return ""


def _office(name: str, main: str, part: str) -> Callable[..., str]:
    """Word and Excel: a ZIP whose list of contents says so, without macros."""

    def fault(file) -> str:
        head = _head(file)
        if head.startswith(_OLE):
            return "isinya format lama atau terkunci kata sandi"
        if not head.startswith(b"PK\x03\x04"):
            return f"isinya bukan {name}"
        try:
            entries = zips.directory(file, EVIDENCE_ZIP)
            if part not in entries or "[Content_Types].xml" not in entries:
                return f"isinya bukan {name}"
            types = _read(file, "[Content_Types].xml")
        except zips.Unsafe as unsafe:
            return f"isinya {unsafe}"
        if b"macroEnabled" in types:
            return "isinya memuat makro"
        if f"{_OFFICE}{main}.main+xml".encode() not in types:
            return f"isinya bukan {name}"
        return ""

    return fault


def _read(file, entry: str) -> bytes:
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(file) as archive, archive.open(entry) as part:
            return part.read(MB)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError) as fault:
        raise zips.Unsafe("rusak") from fault


def _csv(file) -> str:
    """Text, in UTF-8 or as Windows writes it; not a page, not a program."""
    text = _head(file, 1 << 16)
    if b"\x00" in text and not text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "isinya bukan teks"
    if text.startswith(
        (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", _OLE)
    ):
        return "isinya bukan teks"
    if text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{\\rtf")):
        return "isinya halaman web atau dokumen lain"
    return ""


PDF = Content("PDF", "application/pdf", ("pdf",), _pdf)
JPG = Content("JPG", "image/jpeg", ("jpg", "jpeg"), _picture("JPG", b"\xff\xd8\xff"))
PNG = Content("PNG", "image/png", ("png",), _picture("PNG", b"\x89PNG\r\n\x1a\n"))
XLSX = Content(
    "XLSX",
    f"{_OFFICE}spreadsheetml.sheet",
    ("xlsx",),
    _office("XLSX", "spreadsheetml.sheet", "xl/workbook.xml"),
)
DOCX = Content(
    "DOCX",
    f"{_OFFICE}wordprocessingml.document",
    ("docx",),
    _office("DOCX", "wordprocessingml.document", "word/document.xml"),
)
CSV = Content("CSV", "text/csv", ("csv",), _csv)

EVIDENCE = (PDF, JPG, PNG, XLSX, DOCX)
IMPORT = (XLSX, CSV)
PICTURES = (PNG, JPG)
