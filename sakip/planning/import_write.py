"""The confirmed import: nodes, entries, targets and budget into a draft, all or nothing."""

from __future__ import annotations

from django.db import transaction

from sakip.people.models import Penugasan

from .acts import line, stamp
from .dictionary import Indikator
from .forms_pk import parties_of
from .import_match import jenis_of
from .import_plan import Plan
from .import_rows import NodePlan
from .models import Anggaran, Impor, Node, PerjanjianKinerja
from .said import YEAR
from .targets import put


class NotReady(Exception):
    """Something still stands in the way; `plan` says what."""

    def __init__(self, plan: Plan):
        super().__init__("Masih ada yang menghalangi.")
        self.plan = plan


@transaction.atomic
def write(upload: Impor, sheets, by: Penugasan) -> PerjanjianKinerja:
    """Carry out what the preview showed; done once, however often it is sent.

    `sheets` is what was read of the files already. The plan is made anew under the lock, so that
    what changed meanwhile is asked again. Raises NotReady; then nothing is written.
    """
    upload = Impor.objects.select_for_update().get(pk=upload.pk)
    if not upload.open:
        return upload.pk_versi
    plan = Plan(upload, sheets)
    if not plan.ready:
        raise NotReady(plan)
    nodes = [_node(place, upload, by) for place in plan.places.nodes]
    fresh = [_entry(p, by) for p in plan.indicators if p.fresh]
    pk = _draft(plan)
    put(pk, {p.entry: {c: s for c, s in p.said.items() if c == YEAR or s.columns() != _NOTHING}
             for p in plan.indicators})  # fmt: skip
    for said in plan.budget:
        node = said.node.existing if isinstance(said.node, NodePlan) else said.node
        values = {"pagu": said.pagu, "keterangan": said.keterangan}
        where = {"instansi": upload.instansi, "pk_versi": pk, "node": node}
        Anggaran.objects.update_or_create(**where, defaults=values)
    pk.catatan = [*pk.catatan, *plan.record()]
    pk.save()
    upload.status, upload.pk_versi = Impor.Status.SELESAI, pk
    upload.save(update_fields=["status", "pk_versi"])
    _note(plan, pk, by, nodes, fresh)
    return pk


_NOTHING = {name: "" if name == "teks" else None
            for name in ("nilai", "pembilang", "penyebut", "bawah", "atas", "teks")}  # fmt: skip


def _node(place: NodePlan, upload: Impor, by: Penugasan) -> str:
    """The place itself, made where it is new; its name, for the log."""
    if place.existing is None:
        parent = place.parent.existing if place.parent else None
        last = Node.objects.filter(
            instansi=upload.instansi, renstra=upload.renstra, parent=parent
        ).count()
        place.existing = Node(
            instansi=upload.instansi,
            renstra=upload.renstra,
            level=place.level,
            kode=place.kode,
            nama=place.nama,
            parent=parent,
            urut=last + 1,
        )
        stamp(place.existing, by, "impor")
        place.existing.save()
        return str(place.existing)
    return ""


def _entry(plan, by: Penugasan) -> str:
    entry: Indikator = plan.entry
    entry.node = plan.line.node.existing
    entry.jenis = jenis_of(entry.node.level)
    entry.urut = min(plan.line.row + 1, 32000)
    stamp(entry, by, "impor")
    entry.save()
    return entry.kode


def _draft(plan: Plan) -> PerjanjianKinerja:
    if plan.promise is not None:
        return plan.promise
    upload = plan.upload
    return PerjanjianKinerja.objects.create(
        instansi=upload.instansi,
        tahun=upload.tahun,
        renstra=upload.renstra,
        **parties_of(upload.instansi),
    )


def _note(plan: Plan, pk, by, nodes, fresh) -> None:
    files = [{"nama": b.nama, "sha256": b.sha256} for b in plan.upload.files]
    line(
        by,
        pk,
        f"{len(plan.indicators)} indikator diimpor ke draf {pk}.",
        berkas=files,
        simpul=[name for name in nodes if name],
        indikator=fresh,
        target=[p.entry.kode for p in plan.indicators],
    )
