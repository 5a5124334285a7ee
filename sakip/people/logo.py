"""The agency's emblem on its letterhead: read, made small, and written anew.

It passes the same check of its content as any evidence. And what is kept is never what was sent:
the picture is decoded and encoded again as PNG, so nothing that hides behind a picture's name comes
along (safety.md G7).
"""

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

FORMATS = ("PNG", "JPEG")
BYTES = 2 * 1024 * 1024
PIXELS = 4000  # a side
KEPT = 600  # a side of what is kept: 50 mm at 300 dpi

TOO_WIDE = f"Logo paling besar {PIXELS} x {PIXELS} titik."
WRONG = "Gambar ini rusak. Simpan ulang sebagai PNG atau JPG, lalu unggah kembali."


def read(upload) -> ContentFile:
    """The picture in `upload` as a small PNG named after its content.

    Raises ValidationError with what is wrong: too many bytes or pixels, or no such picture.
    """
    papers: Any = apps.get_app_config("papers")
    papers.check_picture(upload, BYTES)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if max(picture.size) > PIXELS:  # read from the head of the file, nothing decoded yet
                raise ValidationError(TOO_WIDE)
            picture.load()
            small = picture.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_WIDE) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ValidationError(WRONG) from None
    small.thumbnail((KEPT, KEPT))
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    content = out.getvalue()
    return ContentFile(content, name=f"{sha256(content).hexdigest()}.png")
