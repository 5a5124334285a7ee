"""The pages of the Renstra and its tree: one page an act."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip.papers import files
from sakip.people.offices import any_office

from .acts import drop_node, keep_node, keep_renstra, move_node, order_node, siblings
from .dictionary import Indikator
from .fields import number
from .forms_tree import MoveForm, NodeForm, RenstraForm, uses_of
from .gates import acting, find, planners
from .tree import LEVELS, Node, Renstra, tree_of


@planners
def renstra_baru(request):
    year = request.instansi.today().year
    renstra = Renstra(instansi=request.instansi)
    form = RenstraForm(
        request.POST or None,
        request.FILES or None,
        instance=renstra,
        instansi=request.instansi,
        initial={"tahun_mulai": year, "tahun_selesai": year + 4},
    )
    return _renstra(request, form, "Renstra baru")


@planners
def renstra_ubah(request, pk):
    renstra = find(request, Renstra, pk)
    form = RenstraForm(
        request.POST or None,
        request.FILES or None,
        instance=renstra,
        instansi=request.instansi,
    )
    return _renstra(request, form, f"Ubah {renstra}")


@any_office
def renstra_berkas(request, pk):
    """Hand out the document of a Renstra."""
    renstra = find(request, Renstra, pk, "berkas")
    if renstra.berkas is None:
        raise Http404
    return files.serve(request, renstra.berkas)


def _document(request, form) -> bool:
    """Keep the uploaded document, if there is one; False where it was refused, at its field."""
    upload = form.cleaned_data.get("dokumen")
    if not upload:
        return True
    try:
        form.instance.berkas = files.keep(upload, instansi=request.instansi, user=request.user)
    except ValidationError as refusal:
        form.add_error("dokumen", refusal)
        return False
    return True


def _renstra(request, form, title):
    if request.method == "POST" and form.is_valid() and _document(request, form):
        try:
            keep_renstra(form.instance, acting(request))
        except IntegrityError:  # saved twice in the same moment
            form.add_error("tahun_mulai", "Renstra dengan tahun mulai ini baru saja dibuat.")
        else:
            messages.success(request, f"{form.instance} disimpan.")
            return redirect("pohon", form.instance.pk)
    return render(
        request,
        "planning/borang.html",
        {
            "remah": [("Perencanaan", reverse("perencanaan")), (title, None)],
            "judul": title,
            "form": form,
            "enctype": "multipart/form-data",
            "tombol": "Simpan Renstra",
            "batal": reverse("perencanaan"),
        },
    )


@planners
def pohon(request, pk):
    """The whole tree of one Renstra, each place with its unit and its indicators."""
    renstra = find(request, Renstra, pk)
    nodes = list(tree_of(renstra).select_related("unit"))
    counts = dict(
        Indikator.objects.filter(instansi=request.instansi, node__renstra=renstra)
        .exclude(status=Indikator.Status.BERHENTI)
        .order_by()
        .values_list("node")
        .annotate(n=Count("pk"))
    )
    for node in nodes:
        node.tingkat, node.indicators = node.tree_depth + 1, counts.get(node.pk, 0)
    return render(
        request,
        "planning/pohon.html",
        {
            "remah": [("Perencanaan", reverse("perencanaan")), ("Pohon kinerja", None)],
            "renstra": renstra,
            "others": Renstra.objects.filter(instansi=request.instansi).exclude(pk=renstra.pk),
            "nodes": nodes,
            "loose": loose(nodes),
        },
    )


def loose(nodes) -> list[Node]:
    """Programs and what is below them that hang on nothing: they count towards no sasaran."""
    return [
        n for n in nodes if n.parent_id is None and n.rank > LEVELS.index(Node.Level.SASARAN) + 1
    ]


@planners
def simpul_baru(request, pk):
    """A new place in the tree of one Renstra; ?di-bawah= is what it hangs on."""
    renstra = find(request, Renstra, pk)
    asked = request.GET.get("di-bawah", "")
    parent = None
    if asked:
        parent = find(request, Node, number(asked) or 0, renstra=renstra)
        if parent.rank == len(LEVELS):
            raise Http404
    node = Node(instansi=request.instansi, renstra=renstra, parent=parent)
    node.level = LEVELS[parent.rank] if parent else Node.Level.TUJUAN
    node.unit = parent.unit if parent else None
    form = NodeForm(request.POST or None, instance=node)
    place = f"Di bawah {parent.get_level_display()} {parent}." if parent else "Di pangkal pohon."
    return _node(request, form, "Tambah ke pohon kinerja", place)


@planners
def simpul_ubah(request, pk):
    node = find(request, Node, pk, "parent", "renstra", "unit")
    form = NodeForm(request.POST or None, instance=node)
    rest = {
        "Tambah di bawahnya": f"{reverse('simpul_baru', args=[node.renstra_id])}?di-bawah={node.pk}",
        "Tambah indikator": f"{reverse('indikator_baru')}?simpul={node.pk}",
        "Pindahkan": reverse("simpul_pindah", args=[node.pk]),
        "Hapus": reverse("simpul_hapus", args=[node.pk]),
    }
    if node.rank == len(LEVELS):
        del rest["Tambah di bawahnya"]
    return _node(request, form, f"Ubah {node.get_level_display()}", "", rest.items())


def _node(request, form, title, intro, rest=()):
    renstra = form.instance.renstra
    if request.method == "POST" and form.is_valid():
        keep_node(form.instance, acting(request))
        messages.success(request, f"{form.instance.get_level_display()} disimpan.")
        return redirect(reverse("pohon", args=[renstra.pk]) + f"#n{form.instance.pk}")
    return render(
        request,
        "planning/borang.html",
        {
            "remah": _way(renstra, title),
            "judul": title,
            "intro": intro,
            "form": form,
            "tombol": "Simpan",
            "batal": reverse("pohon", args=[renstra.pk]),
            "lain": rest,
        },
    )


@planners
def simpul_pindah(request, pk):
    """Hang a node, with all below it, elsewhere in its tree."""
    node = find(request, Node, pk, "parent", "renstra")
    form = MoveForm(request.POST or None, node=node)
    if request.method == "POST" and form.is_valid():
        parent = form.cleaned_data["parent"]
        if parent != node.parent:
            move_node(node, parent, acting(request))
        messages.success(request, f"{node.get_level_display()} {node} dipindahkan.")
        return redirect(reverse("pohon", args=[node.renstra_id]) + f"#n{node.pk}")
    return render(
        request,
        "planning/borang.html",
        {
            "remah": _way(node.renstra, "Pindahkan"),
            "judul": f"Pindahkan {node.get_level_display()} {node}",
            "intro": "Semua yang ada di bawahnya ikut pindah. Tempatnya selalu di bawah jenjang "
            "yang lebih tinggi.",
            "form": form,
            "tombol": "Pindahkan",
            "batal": reverse("simpul_ubah", args=[node.pk]),
        },
    )


@planners
@require_POST
def simpul_urut(request, pk):
    """One place up or down among its siblings."""
    node = find(request, Node, pk)
    step = {"naik": -1, "turun": 1}.get(request.POST.get("arah", ""), 0)
    if step and siblings(node).count() > 1:
        order_node(node, step, acting(request))
    return redirect(reverse("pohon", args=[node.renstra_id]) + f"#n{node.pk}")


@planners
def simpul_hapus(request, pk):
    """Take an empty place out of the tree; its history stays in the log."""
    with transaction.atomic():
        node = find(request, Node, pk, "renstra")
        uses = uses_of(node)
        if request.method == "POST" and not uses:
            drop_node(node, acting(request))
            messages.success(request, f"{node.get_level_display()} {node} dihapus.")
            return redirect("pohon", node.renstra_id)
    back = reverse("simpul_ubah", args=[node.pk])
    return render(
        request,
        "planning/yakin.html",
        {
            "remah": _way(node.renstra, "Hapus"),
            "judul": f"Hapus {node.get_level_display()} {node}",
            "halangan": f"Masih ada {', '.join(uses)}. Pindahkan atau hapus dahulu."
            if uses
            else "",
            "akibat": ["Tempat ini hilang dari pohon kinerja; jejaknya tetap tercatat."],
            "tombol": "Hapus",
            "batal": back,
        },
    )


def _way(renstra, here):
    return [
        ("Perencanaan", reverse("perencanaan")),
        ("Pohon kinerja", reverse("pohon", args=[renstra.pk])),
        (here, None),
    ]
