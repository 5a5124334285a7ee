"""What changes the planning: each act with its line in the trail, in the same transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sakip.lib import tanggal
from sakip.people.models import Instansi, Penugasan
from sakip.trail.models import Kind
from sakip.trail.note import note

from .dictionary import Indikator
from .differences import Names, differences
from .promise import Anggaran, FixedPromise, PerjanjianKinerja, Target, TargetPeriode
from .said import Said
from .tree import Node, Renstra


def line(by: Penugasan, obj, text: str, **data) -> None:
    """One line of the log about a thing of planning."""
    note(Kind.CONFIGURED, instansi=obj.instansi, by=by, obj=obj, note=text[:500], data=data)


def stamp(obj, by: Penugasan, reason: str = "") -> None:
    """Who and when, for the history that simple-history writes at the next save."""
    obj._history_user, obj._history_date = by.user, tanggal.now()
    obj._change_reason = reason[:100] or None


# --- Renstra and the tree ---


@transaction.atomic
def keep_renstra(renstra: Renstra, by: Penugasan) -> None:
    fresh = renstra.pk is None
    renstra.save()
    line(by, renstra, f"{renstra} {'dibuat' if fresh else 'diubah'}.")


@transaction.atomic
def keep_node(node: Node, by: Penugasan) -> None:
    """Save a new or changed place in the tree; a new one stands last among its siblings."""
    old = Node.objects.filter(pk=node.pk).first() if node.pk else None
    if old is None:
        node.urut = siblings(node).count() + 1
    stamp(node, by)
    node.save()
    changed = differences(old, node, Names([old, node])) if old else []
    said = "diubah: " + ", ".join(d.label for d in changed) if old else "dibuat"
    line(by, node, f"{node.get_level_display()} {node} {said}.", kolom=[d.data() for d in changed])


@transaction.atomic
def move_node(node: Node, parent: Node | None, by: Penugasan) -> None:
    """Hang a node, with all that hangs on it, below another one (or nowhere)."""
    node.parent = parent
    node.urut = siblings(node).exclude(pk=node.pk).count() + 1
    stamp(node, by)
    node.save()
    place = f"ke bawah {parent.get_level_display()} {parent}" if parent else "ke pangkal pohon"
    line(by, node, f"{node.get_level_display()} {node} dipindahkan {place}.")


@transaction.atomic
def order_node(node: Node, step: int, by: Penugasan) -> None:
    """Move a node one place up (-1) or down (1) among its siblings."""
    row = list(siblings(node).select_for_update())
    at = next(n for n, one in enumerate(row) if one.pk == node.pk)
    to = min(max(at + step, 0), len(row) - 1)
    row.insert(to, row.pop(at))
    for n, one in enumerate(row, 1):
        if one.urut != n:
            Node.objects.filter(pk=one.pk).update(urut=n)
    line(by, node, f"{node.get_level_display()} {node} menjadi urutan ke-{to + 1}.")


@transaction.atomic
def drop_node(node: Node, by: Penugasan) -> None:
    line(by, node, f"{node.get_level_display()} {node} dihapus.")
    stamp(node, by)
    node.delete()


def siblings(node: Node):
    """All that hang at the same place, itself included, in their order."""
    return Node.objects.filter(
        instansi_id=node.instansi_id, renstra_id=node.renstra_id, parent_id=node.parent_id
    ).order_by("urut", "kode", "pk")


# --- The dictionary of indicators ---


@transaction.atomic
def keep_entry(entry: Indikator, by: Penugasan, *, enact: bool = False) -> bool:
    """Save a dictionary entry; True where something of it changed.

    A draft is written over. What is in force (or was) becomes its next version: runs and papers
    keep the version they copied, the new one is used by the next run. `enact`: it is in force
    from now on.
    """
    old = Indikator.objects.select_for_update().filter(pk=entry.pk).first() if entry.pk else None
    changed = differences(old, entry, Names([old, entry])) if old else []
    if old and not changed and (old.status == Indikator.Status.BERLAKU or not enact):
        return False
    if old and old.status != Indikator.Status.DRAF:
        entry.versi = old.versi + 1
    if enact:
        entry.status = Indikator.Status.BERLAKU
        entry.berlaku_mulai = entry.berlaku_mulai or date(entry.instansi.today().year, 1, 1)
    stamp(entry, by, entry.dasar_perubahan)
    entry.save()
    how = f"disimpan sebagai versi {entry.versi}" if entry.versi > 1 else "disimpan"
    said = f"{how} ({entry.get_status_display().lower()})"
    names = ", ".join(d.label for d in changed)
    line(
        by,
        entry,
        f"Indikator {entry.kode} {said}{': ' + names if names else ''}.",
        versi=entry.versi,
        dasar=entry.dasar_perubahan,
        kolom=[d.data() for d in changed],
    )
    return True


@transaction.atomic
def stop_entry(entry: Indikator, by: Penugasan, *, sampai: date, dasar: str) -> None:
    """End an indicator: it stays in every promise and paper, and is asked no more."""
    entry.status, entry.berlaku_sampai = Indikator.Status.BERHENTI, sampai
    entry.versi += 1
    entry.dasar_perubahan = dasar
    stamp(entry, by, dasar)
    entry.save()
    line(by, entry, f"Indikator {entry.kode} tidak berlaku lagi: {dasar}", versi=entry.versi)


# --- The Perjanjian Kinerja ---


@transaction.atomic
def open_promise(pk: PerjanjianKinerja, by: Penugasan) -> None:
    """Begin the Murni of a year as a draft."""
    pk.save(force_insert=True)
    line(by, pk, f"Draf {pk} dibuat.")


@transaction.atomic
def keep_promise(pk: PerjanjianKinerja, by: Penugasan, what: str) -> None:
    """Save the head of a draft (its parties, its date); FixedPromise where it is no draft."""
    pk.save()
    line(by, pk, f"{what} {pk} diubah.")


@transaction.atomic
def keep_budget(pk: PerjanjianKinerja, lines: dict[Node, tuple[int, str] | None], by) -> None:
    """Set the budget of these nodes in a draft: (whole rupiah, keterangan), None takes it out."""
    _locked_draft(pk)
    for node, said in lines.items():
        where = {"instansi": pk.instansi, "pk_versi": pk, "node": node}
        if said is None:
            Anggaran.objects.filter(**where).delete()
        else:
            values = {"pagu": said[0], "keterangan": said[1]}
            Anggaran.objects.update_or_create(**where, defaults=values)
    said = {str(node.pk): value and value[0] for node, value in lines.items()}
    line(by, pk, f"Anggaran {pk} diubah.", anggaran=said)


@transaction.atomic
def fix(pk: PerjanjianKinerja, by: Penugasan, *, hari: date, mulai: date) -> None:
    """Tetapkan: from now on neither model nor database lets anything of it change.

    `hari`: when it was signed; `mulai`: from when it is in force.
    """
    pk = _locked_draft(pk)
    pk.tanggal, pk.berlaku_mulai = hari, mulai
    pk.status, pk.ditetapkan_oleh = PerjanjianKinerja.DITETAPKAN, by
    pk.ditetapkan_pada = tanggal.now()
    pk.save()
    line(by, pk, f"{pk} ditetapkan.", target=pk.targets.count(), anggaran=pk.anggaran.count())


@transaction.atomic
def revise(pk: PerjanjianKinerja, by: Penugasan, *, alasan: str) -> PerjanjianKinerja:
    """Begin a Perubahan: all of the fixed `pk`, copied into a draft of the next version."""
    fresh = PerjanjianKinerja.objects.create(
        instansi=pk.instansi,
        tahun=pk.tahun,
        versi=pk.versi + 1,
        renstra=pk.renstra,
        pihak_pertama=pk.pihak_pertama,
        pihak_kedua=pk.pihak_kedua,
        alasan=alasan,
    )
    said = list(pk.targets.prefetch_related("periods"))
    targets = Target.objects.bulk_create(
        Target(
            instansi=pk.instansi,
            pk_versi=fresh,
            indikator_id=old.indikator_id,
            **Said.of(old).columns(),
        )
        for old in said
    )
    TargetPeriode.objects.bulk_create(
        TargetPeriode(instansi=pk.instansi, target=new, periode=p.periode, **Said.of(p).columns())
        for old, new in zip(said, targets, strict=True)
        for p in old.periods.all()
    )
    Anggaran.objects.bulk_create(
        Anggaran(
            instansi=pk.instansi,
            pk_versi=fresh,
            node_id=a.node_id,
            pagu=a.pagu,
            keterangan=a.keterangan,
        )
        for a in pk.anggaran.all()
    )
    line(by, fresh, f"Draf {fresh} dibuat dari {pk}: {alasan}")
    return fresh


@transaction.atomic
def drop_draft(pk: PerjanjianKinerja, by: Penugasan) -> None:
    _locked_draft(pk)
    line(by, pk, f"Draf {pk} dibuang.", target=pk.targets.count())
    pk.delete()


def _locked_draft(pk: PerjanjianKinerja) -> PerjanjianKinerja:
    held = PerjanjianKinerja.objects.select_for_update().get(pk=pk.pk)
    if held.fixed:
        raise FixedPromise(held)
    return held


def head_of(instansi: Instansi) -> Penugasan | None:
    """Who leads the instansi today: pihak pertama of its Perjanjian Kinerja."""
    offices = Penugasan.objects.on(instansi.today()).filter(instansi=instansi, role="kepala")
    return offices.select_related("user", "unit").order_by("-mulai").first()
