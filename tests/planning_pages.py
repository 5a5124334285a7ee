"""What the tests of the planning pages share: a second agency, forms as a browser would send them."""

from __future__ import annotations

from sakip.planning.models import Indikator, Node, PerjanjianKinerja, Renstra
from tests.conftest import make_instansi, office


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
