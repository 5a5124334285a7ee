"""Files as people bring them to an upload: honest, lying and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def upload(name: str, content: bytes, content_type: str = "application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type)


def picture(kind="PNG", size=(4, 4)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def flood(width=30_000, height=30_000) -> bytes:
    """A PNG of some hundred bytes that says it is as large as a football field."""

    def part(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(b"\0" * 100))
        + part(b"IEND", b"")
    )


def zipped(entries: dict[str, bytes], level=6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(rows=(("Nama", "Nilai"), ("Indikator", 12.5))) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def xlsx_with(changes: dict[str, bytes], base: bytes | None = None) -> bytes:
    """An honest workbook with some of its parts replaced or added."""
    return zipped({**unzipped(base or xlsx()), **changes})


def docx(macro=False) -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    if macro:
        word = "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types><Override ContentType="{word}"/></Types>'.encode(),
        "word/document.xml": b"<document/>",
    }
    return zipped(parts | ({"word/vbaProject.bin": b"x"} if macro else {}))


def strings(size):
    """A table of shared strings, `size` bytes of it, each a little different."""
    one = b"<si><t>%08d teks yang cukup panjang agar tidak terlalu rapat 0123456789 %d</t></si>"
    body = b"".join(one % (n, n * 7919) for n in range(size // 95))
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return head + body + b"</sst>"
