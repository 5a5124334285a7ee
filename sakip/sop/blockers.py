"""Why an act cannot be done yet, in words for the person who would do it."""

from __future__ import annotations

from sakip.papers import tasks
from sakip.papers.models import Paper

from .drafts import faults_of
from .step import RETURN

LONGEST_NOTE = 4000  # letters: it stands in the log, on every page of the run and on its papers


def blockers_of(run, verb, *, by=None, note="", data=None) -> list[str]:
    """Every sentence that stands in the way of `verb`, in the order of the row; empty = free."""
    here = run.step
    if len(note) > LONGEST_NOTE:
        return [f"Yang ditulis {len(note)} huruf; paling banyak {LONGEST_NOTE}."]
    if verb == RETURN:
        missing = [] if note else ["Arahan pengembalian wajib ditulis."]
        return [*missing, *run.return_blockers(data or {})]
    if verb in run.acts:
        found = run.acts[verb]
        missing = ["Alasan wajib ditulis."] if found.reason and not note else []
        return [*missing, *refusals(run, found)]
    return [
        *missing_papers(run, here),
        *_said(here.when, run),
        *(f for kind in here.gives for f in faults_of(run, kind)),
        *unstarted_children(run, here),
    ]


def refusals(run, found) -> list[str]:
    """What stands in the way of an act beside the rows, whatever is typed."""
    return _said(found.when, run)


def _said(rules, run):
    return [sentence for rule in rules for sentence in rule(run)]


def missing_papers(run, row) -> list[str]:
    """`needs` of the row that do not lie on the table yet."""
    wanted = [k for k in row.needs if not k.blank and not k.item]
    if not wanted:
        return []
    there = set(
        Paper.objects.filter(
            instansi_id=run.instansi_id,
            case_label=run.case.label,
            case_id=run.case.pk,
            status=Paper.ISSUED,
        ).values_list("kind_key", flat=True)
    )
    found = []
    for kind in wanted:
        said = run.lacks(kind, there)
        if said is None:
            said = [] if kind.key in there else [f"{kind.name} belum terbit."]
        found += said
    return found


def unmade(run):
    """The issued papers of the case whose file the worker has not made (yet), oldest first."""
    return tasks.unmade(
        Paper.objects.filter(
            instansi_id=run.instansi_id, case_label=run.case.label, case_id=run.case.pk
        )
    )


def every_file_is_made(run):
    """A rule of the last row: an archive holds files, and its Berita Acara says each one's hash."""
    papers = list(unmade(run))
    if coming := [str(p) for p in papers if p.render != Paper.FAILED]:
        yield f"Berkas masih disusun; coba lagi sebentar: {', '.join(coming)}."
    for paper in papers:
        if paper.render == Paper.FAILED:
            yield f"Berkas {paper} gagal dibuat. Buat ulang pada daftar naskah."


def unstarted_children(run, row) -> list[str]:
    """A row that the children of the run carry cannot begin without one child."""
    after = run.sop[row.number] if row.number < len(run.sop) else None
    if after is None or not after.carried_by or not run.children_come_before(after):
        return []
    if getattr(run, after.carried_by).exists():
        return []
    return [f"Langkah {after.number} belum dapat dimulai: belum ada yang akan mengerjakannya."]
