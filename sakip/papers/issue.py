"""How a paper comes to be: drafted, composed, numbered, frozen, and handed to the worker."""

from __future__ import annotations

from django.conf import settings

from sakip.lib import tanggal
from sakip.lib.once import once
from sakip.lib.prepared import Prepared, changed

from . import logo
from .kinds import Kind
from .models import Paper, Sequence, digest


def draft_of(run, kind: Kind) -> Paper:
    """The draft of `kind` that lies on the waiting row of `run`; unsaved where none was begun."""
    drafts = once(run, "drafts", lambda: _drafts(run))
    if kind.key not in drafts:
        drafts[kind.key] = _blank(run, kind)
    return drafts[kind.key]


def _drafts(run) -> dict[str, Paper]:
    """{kind: the draft of it that somebody has begun}; one query."""
    begun = _BEGUN.objects(run.label, instansi=run.instansi_id, run=run.pk)
    return {paper.kind_key: paper for paper in begun}


_BEGUN = Prepared(
    lambda marks, label: Paper.objects.filter(
        instansi=marks.one("instansi"),
        run_label=label,
        run_id=marks.one("run"),
        status=Paper.DRAFT,
    )
)


def _blank(run, kind, unit=None) -> Paper:
    case = run.case
    return Paper(
        instansi_id=run.instansi_id,
        kind_key=kind.key,
        tahun=case.tahun,
        periode=case.periode,
        unit=unit,
        run_label=run.label,
        run_id=run.pk,
        case_label=case.label,
        case_id=case.pk,
    )


def compose(run, kind: Kind, *, by, on, unit=None) -> Paper:
    """The paper of `kind` as it will be issued: numbered, with all it says; not yet saved.

    What the people wrote lies in its draft; what the run knows comes from `run.facts(kind)`.
    A paper made once more is a revision under the same number.
    """
    paper = draft_of(run, kind) if unit is None else _blank(run, kind, unit)
    revision, nomor = last_issued(run, kind, unit=unit)
    day = tanggal.local(on, run.instansi.zona).date()
    paper.revision = revision + 1
    paper.nomor = nomor or next_number(run.instansi, kind, day)
    paper.tanggal, paper.issued_at, paper.signed_by = day, on, by
    facts = run.facts(kind, by=by, paper=paper)
    paper.judul = facts.pop("judul", kind.name)
    paper.data = {
        **paper.data,
        **facts,
        "kop": letterhead(run.instansi),
        "nomor": paper.nomor,
        "revisi": paper.revision,
        "judul": paper.judul,
        "tempat": run.instansi.tempat,
        "tanggal": day.isoformat(),
        "contoh": run.instansi.contoh,
        "situs": getattr(settings, "SITE_URL", ""),
    }
    paper.data_hash = digest(paper.data)
    if unit is None:
        once(run, "drafts", lambda: _drafts(run)).pop(kind.key, None)  # it is a draft no longer
    return paper


def freeze(paper: Paper, row: str) -> Paper:
    """Issue `paper` for good and put its file on the worker's list, in this transaction."""
    from .tasks import render_paper

    if paper.revision:
        Paper.objects.filter(
            instansi_id=paper.instansi_id,
            run_label=paper.run_label,
            run_id=paper.run_id,
            kind_key=paper.kind_key,
            unit=paper.unit,
            status=Paper.ISSUED,
            superseded=False,
        ).update(superseded=True)
    paper.status, paper.row = Paper.ISSUED, row
    paper.save()
    render_paper.enqueue(paper.pk)
    return paper


def issued_of(run, kind: Kind, *, unit=None):
    """The issued papers of `kind` of this very run, latest first."""
    return _issued(run.label, kind.key, run.instansi_id, run.pk, unit and unit.pk)


def _issued(label, kind_key, instansi_id, run_id, unit_id=None):
    papers = Paper.objects.filter(
        instansi=instansi_id,
        run_label=label,
        run_id=run_id,
        kind_key=kind_key,
        status=Paper.ISSUED,
    )
    return (papers.filter(unit=unit_id) if unit_id else papers).order_by("-revision", "-id")


def last_issued(run, kind: Kind, *, unit=None) -> tuple[int, str]:
    """(revision, number) of the latest of them; (-1, "") where there is none."""
    numbers = {"unit": unit.pk} if unit else {}
    shape = run.label, kind.key, unit is not None
    rows = _LAST.rows(shape, instansi=run.instansi_id, run=run.pk, **numbers)
    return next(rows, (-1, ""))


def _last(marks, shape):
    label, kind_key, of_unit = shape
    unit = marks.one("unit") if of_unit else None
    papers = _issued(label, kind_key, marks.one("instansi"), marks.one("run"), unit)
    return papers.values_list("revision", "nomor")[:1]


_LAST = Prepared(_last)


def next_number(instansi, kind: Kind, day) -> str:
    """The next number in the style of the office: 800/017/BKPSDM/X/2026."""
    found = _LINE.objects(instansi=instansi.pk, tahun=day.year, code=kind.code)
    line = found[0] if found else _first_line(instansi, kind, day)
    line.last += 1
    _COUNTED.update(line=line.pk, last=line.last)
    month = tanggal.roman(day.month)
    return f"{kind.code}/{line.last:03}/{instansi.kode_surat}/{month}/{day.year}"


_LINE = Prepared(
    lambda marks, _: Sequence.objects.select_for_update().filter(
        instansi=marks.one("instansi"), tahun=marks.one("tahun"), code=marks.text("code")
    )
)


_COUNTED = Prepared(
    lambda marks, _: changed(Sequence.objects.filter(pk=marks.one("line")), last=marks.one("last"))
)


def _first_line(instansi, kind, day) -> Sequence:
    return Sequence.objects.select_for_update().get_or_create(
        instansi=instansi, tahun=day.year, code=kind.code
    )[0]


def letterhead(instansi) -> dict:
    """The kop surat, copied into every paper: a later change of address changes no paper."""
    return {
        "pemerintah": f"Pemerintah {instansi.pemerintah}",
        "nama": instansi.nama,
        "singkatan": instansi.singkatan,
        "alamat": instansi.alamat,
        "telepon": instansi.telepon,
        "laman": instansi.laman,
        "pos_el": instansi.pos_el,
        "kode_pos": instansi.kode_pos,
        "logo": logo.keep(instansi),
        "zona": instansi.zona,
    }


def signature(by) -> dict:
    """Who signs, as it is printed: capacity, name, rank, NIP, and by what letter."""
    return {
        "jabatan": by.capacity,
        "nama": by.user.nama,
        "pangkat": " ".join(
            filter(None, [by.user.pangkat, by.user.golongan and f"({by.user.golongan})"])
        ),
        "nip": by.user.nip_grouped,
        "surat": by.surat,
    }
