"""Drawing the methods of a measurement out of what was promised; and drawing them again."""

from __future__ import annotations

from django.db.models import Q

from collection.draw import kamus, promise
from collection.models import Pengumpulan
from measurement.kept import kept_skala, skala_of
from sakip.lib import tanggal
from sakip.planning.models import Indikator, Node, PerjanjianKinerja, Skala, Target, in_force

from .hasil import Metode
from .sources import approved_collection


def promise_of(run) -> PerjanjianKinerja | None:
    """The Perjanjian Kinerja to measure against: the approved collection's, else that in force."""
    dasar = approved_collection(run)
    if dasar and (ids := promises_in(dasar)):
        return PerjanjianKinerja.objects.filter(instansi=run.instansi, pk__in=ids).last()
    year, last = run.tahun, run.period.last_day
    return in_force(run.instansi, year, last) or in_force(run.instansi, year)


def promises_in(dasar: Pengumpulan) -> dict[int, str]:
    """{id: name} of the Perjanjian Kinerja that the rows of an approved collection were drawn by."""
    return {row["target"]["pk_id"]: row["target"]["pk"] for row in rows_of(dasar)}


def rows_of(dasar: Pengumpulan) -> list[dict]:
    return [row for unit in dasar.snapshot["unit"] for row in unit["isian"]]


def promised(run) -> list[Target]:
    """Every promise this run measures: a month the monthly ones, a quarter those of the whole year.

    A half-yearly indicator stands in the quarters between with the figure it reached last.
    """
    pk = promise_of(run)
    if pk is None:
        return []
    dasar = approved_collection(run)
    asked = [row["indikator"] for row in rows_of(dasar)] if dasar else []
    targets = (
        Target.objects.filter(instansi=run.instansi, pk_versi=pk)
        .filter(Q(indikator__status=Indikator.Status.BERLAKU) | Q(indikator__in=asked))
        .select_related("indikator__unit", "indikator__node", "indikator__skala", "pk_versi")
        .prefetch_related("periods")
    )
    return [t for t in targets if not run.period.is_month or run.period.asks(t.indikator.frekuensi)]


def draw_methods(run) -> None:
    """A Metode for every promise; those whose row was not opened by a return stay as they are.

    What left the promise is no longer used, and stays for what was once measured by it.
    """
    there = {m.indikator_id: m for m in run.metode.all()}
    before = earlier_answers(run)
    places, scale = paths(run.instansi), house_scale(run.instansi)
    drawn = sorted(promised(run), key=lambda t: _order(t, places))
    for n, target in enumerate(drawn, 1):
        old = there.pop(target.indikator_id, None)
        if old is None or not old.ditetapkan:
            _draw(run, n, target, old, places, scale, before)
    for old in there.values():
        if not old.ditetapkan:
            Metode.objects.filter(pk=old.pk).update(dipakai=False, version=old.version + 1)


def _draw(run, n, target, old, places, scale, before):
    indikator = target.indikator
    entry = {
        **kamus(indikator),
        "jabatan": indikator.jabatan,
        "jalur": places[indikator.node_id],
    }
    entry["skala"] = entry["skala"] or scale
    row = old or Metode(instansi=run.instansi, run=run, indikator=indikator)
    same = row.kamus and (row.kamus, row.target) == (entry, promise(target))
    row.urut, row.unit, row.kode, row.nama = n, indikator.unit, indikator.kode, indikator.nama
    row.kamus, row.target, row.dipakai = entry, promise(target), True
    if not same:  # the answers were about another text
        row.smart = before.get((indikator.pk, entry["versi"]), {})
    row.version += 1
    row.save()


def _order(target, places):
    """As the tree is read from the top: a place's own indicators, then the places below it."""
    path = [(urut, kode, pk) for pk, _, kode, _, urut in places[target.indikator.node_id]]
    return path, target.indikator.urut, target.indikator.kode


def earlier_answers(run) -> dict[tuple[int, int], dict]:
    """SMART answers once set for the same version of the same dictionary entry."""
    rows = Metode.objects.filter(instansi=run.instansi, ditetapkan=True).exclude(run=run)
    return {
        (pk, versi): smart
        for pk, versi, smart in rows.order_by("pk").values_list(
            "indikator_id", "kamus__versi", "smart"
        )
    }


def paths(instansi) -> dict[int, list]:
    """{node id: [[id, level, kode, nama, urut], ...]} from the root down to the node; one query."""
    nodes = {
        pk: (parent, [pk, level, kode, nama, urut])
        for pk, parent, level, kode, nama, urut in Node.objects.filter(
            instansi=instansi
        ).values_list("pk", "parent_id", "level", "kode", "nama", "urut")
    }

    def climb(pk):
        steps = []
        while pk is not None:
            pk, step = nodes[pk]
            steps.append(step)
        return steps[::-1]

    return {pk: climb(pk) for pk in nodes}


def house_scale(instansi) -> dict:
    """The scale of indicators that name none, as data: the agency's, else Permendagri 86/2017."""
    baku = Skala.objects.filter(instansi=instansi, baku=True).first()
    return kept_skala(skala_of(baku and {"nama": baku.nama, "jenjang": baku.jenjang}))


class Kamus:
    """The methods of a run as one thing, for the door `write`: "Ambil ulang dari kamus"."""

    letter, row_key = "E", "metodologi"

    def __init__(self, run):
        self.holder = run

    def fresh(self):
        return Kamus(type(self.holder).objects.get(pk=self.holder.pk))

    def seen(self) -> str:
        return str(list(self.holder.metode.order_by("pk").values_list("pk", "version")))

    def closed(self, by) -> str:
        if self.holder.at != "metodologi":
            return "Metodologi tidak sedang disusun."
        return ""

    def changed_meanwhile(self) -> str:
        return (
            f"Metodologi berubah sebelum {tanggal.clock(tanggal.now(), self.holder.instansi.zona)}."
        )

    def change(self, by):
        draw_methods(self.holder)
