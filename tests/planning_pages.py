"""What the tests of the planning pages share: a second agency, forms as a browser would send them."""

from __future__ import annotations

from django.urls import reverse

from sakip.lib import tanggal
from sakip.papers.models import Berkas
from sakip.planning.models import Impor, Indikator, Node, PerjanjianKinerja, Renstra
from tests.conftest import make_instansi, office

# The first word of an address of planning -> what its number is one of.
MODEL_OF = {
    "renstra": Renstra, "pohon": Renstra, "simpul_baru": Renstra, "simpul": Node,
    "indikator": Indikator, "pk": PerjanjianKinerja, "impor": Impor,
}  # fmt: skip


def elsewhere():
    """Another agency with a Renstra, a node, an indicator and a draft of its own."""
    other = make_instansi("Dinas Lain", "Dinas Lain")
    renstra = Renstra.objects.create(
        instansi=other, nama="Renstra lain", tahun_mulai=2025, tahun_selesai=2029
    )
    node = Node.objects.create(instansi=other, renstra=renstra, level="sasaran", nama="Lain")
    Indikator.objects.create(instansi=other, node=node, kode="IKU-1", nama="Lain", satuan="%")
    PerjanjianKinerja.objects.create(instansi=other, tahun=2026, renstra=renstra)
    return other, office(other, "tim_sakip", username="tim-lain")


def filled(response, form="form", **changes):
    """What a browser would post of the form on a page, with some fields typed over."""
    data = {}
    for field in response.context[form]:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            names = list(field.field.widget.widgets_names)
            parts = value if isinstance(value, list) else field.field.widget.decompress(value)
            data |= {field.html_name + n: part for n, part in zip(names, parts, strict=True)}
        elif value is True:
            data[field.html_name] = "on"
        elif value not in (None, False):
            data[field.html_name] = value
    return data | changes


def targets(response):
    """The target inputs of an indicator's page, as they stand there."""
    row = response.context["entry"].row
    inputs = {i.name: i.value for cell in row.cells for i in cell.inputs}
    return {row.stamp_name: row.stamp, **inputs}


def said(response):
    """All messages and findings of a page as one text."""
    return response.content.decode()


def model_of(name):
    """What the address of that name is about."""
    return MODEL_OF.get(name) or MODEL_OF[name.split("_")[0]]


def address(pattern, instansi):
    """That address for the first thing of its kind that the instansi has."""
    if "<int:pk>" not in str(pattern.pattern):
        return reverse(pattern.name)
    thing = model_of(pattern.name).objects.filter(instansi=instansi).first()
    return reverse(pattern.name, args=[thing.pk])


def upload(renstra, by):
    """An import begun by `by`, of a file that is not there."""
    berkas = Berkas.objects.create(
        instansi=renstra.instansi, sha256="0" * 64, nama="a.csv", jenis="text/csv", ukuran=1,
        file="tidak/ada", user=by.user, on=tanggal.now(),
    )  # fmt: skip
    return Impor.objects.create(
        instansi=renstra.instansi, by=by, on=tanggal.now(), tahun=2027, renstra=renstra,
        utama=berkas,
    )  # fmt: skip


def edit(one):
    """The address at which that indicator is changed."""
    return f"/perencanaan/indikator/{one.pk}/ubah/"


def posted(page, aksi="simpan", **changes):
    """What a browser would post of an indicator's page, its targets too where they can be typed."""
    data = filled(page) | {"seen": page.context["entry"].seen, "aksi": aksi}
    if page.context["entry"].targets_open:
        data |= targets(page)
    return data | changes


def trial(tim, one, figures, **changes):
    """The answer of the calculator on the page of that indicator."""
    page = tim.get(edit(one))
    return tim.post(f"/perencanaan/indikator/{one.pk}/uji/", posted(page, **figures, **changes))
