"""What the tests of the import share: files to upload, and its pages as a browser sends them."""

from __future__ import annotations

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from sakip.planning.models import Indikator, Node, PerjanjianKinerja, Target

DATA = Path(__file__).parent / "data"
WHERE = "/perencanaan/impor/"
PK = "boyolali_bpbd_pk_2026.csv"
HEAD = ("Jenjang", "Sasaran", "Indikator Kinerja", "Satuan", "Arah", "Target 2026",
        "TW I", "TW II", "TW III", "TW IV")  # fmt: skip
LINE = (
    "Sasaran",
    "Layanan prima",
    "Indeks layanan",
    "indeks",
    "positif",
    "90",
    "80",
    "85",
    "88",
    "90",
)


def real(name):
    return SimpleUploadedFile(name, (DATA / name).read_bytes(), "text/csv")


def text(*rows, name="pk.csv", mark=";"):
    lines = [mark.join(f'"{cell}"' for cell in row) for row in rows]
    return SimpleUploadedFile(name, "\r\n".join(lines).encode(), "text/csv")


def book(*rows, name="pk.xlsx", formats=(), more=None):
    made = Workbook()
    sheet = made.active
    sheet.title = "PK"
    for row in rows:
        sheet.append(row)
    for cell, style in formats:
        sheet[cell].number_format = style
    if more:
        more(made)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def rows(*more):
    return [HEAD, *more]


def upload(tim, renstra, *files, tahun=2026):
    data = {"tahun": tahun, "renstra": renstra.pk}
    data |= dict(zip(("utama", "rincian"), files, strict=False))
    response = tim.post(WHERE, data)
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def plan_of(tim, where):
    return tim.get(where).context["plan"]


def answers(plan, **more):
    """A preview sent back as it stands, all contradictions and columns ticked unless told."""
    data = {"setuju": [t.key for t in plan.ticks], "titik": list(plan.dots.columns)}
    data["frekuensi"], data["jenjang"] = plan.frekuensi, plan.answers.jenjang
    for source in plan.sources:
        data[f"lembar-{source.n}"] = source.sheet.name
        data |= {f"kolom-{source.n}-{n}": field for n, field in enumerate(source.columns)}
    return data | more


def confirm(tim, where, **more):
    return tim.post(where, answers(plan_of(tim, where), aksi="impor", **more))


def nothing_was_written():
    counts = [m.objects.count() for m in (PerjanjianKinerja, Indikator, Node, Target)]
    return counts == [0, 0, 0, 0]
