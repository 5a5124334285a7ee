"""What a report is of, found by what the address says: a period and revision, a year, a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from collection.models import Pengumpulan
from measurement.models import Pengukuran
from sakip.lib import tanggal
from sakip.people.models import Instansi
from sakip.planning.models import PerjanjianKinerja
from sakip.planning.periods import Period
from sakip.sop.procedure import Run
from sakip.trail.models import Entry

YEAR_LABEL, SOP_LABEL = "tahun", "sop"
RUNS: dict[str, type[Run]] = {"pengumpulan": Pengumpulan, "pengukuran": Pengukuran}


@dataclass(frozen=True)
class Subject:
    """One thing that a report can be of. `label` and `pk` name it for ever."""

    instansi: Instansi
    label: str
    pk: int
    tahun: int
    words: str  # "Triwulan III 2026", "Tahun 2026"
    address: str  # what an address says of it: "periode=2026-TW3"
    run: Run | None = None
    promise: PerjanjianKinerja | None = None

    @property
    def approved(self) -> bool:
        """Whether what it says can no longer change."""
        if self.run is not None:
            return self.run.past("analisa")
        return self.promise is not None and self.promise.fixed

    @property
    def hash(self) -> str:
        return self.run.snapshot_hash if self.run is not None and self.approved else ""

    @property
    def day(self) -> date:
        """The date it bears: of the approval, of the signing; else today."""
        if self.run is not None and self.approved:
            act = Entry.objects.of(self.run).filter(verb="analisa").last()
            return tanggal.local(act.on, self.instansi.zona).date()
        if self.promise is not None and self.promise.tanggal:
            return self.promise.tanggal
        return self.instansi.today()


def of_run(run: Run) -> Subject:
    _remember_units(run)
    revision = f"&revisi={run.revisi}" if run.revisi else ""
    return Subject(
        instansi=run.instansi,
        label=run.label,
        pk=run.pk,
        tahun=run.tahun,
        words=f"{run.period}{f' revisi {run.revisi}' if run.revisi else ''}",
        address=f"periode={run.periode}{revision}",
        run=run,
    )


def _remember_units(run: Run) -> None:
    """Ask once which units have a part in `run`: its rights are asked for every report and paper."""
    if "units" not in vars(run):
        run.units = lru_cache(run.units)  # type: ignore[method-assign]


def of_procedure(run: Run) -> Subject:
    """The same, where the address must also say of which procedure."""
    found = of_run(run)
    return Subject(
        **{**vars(found), "words": str(run), "address": f"{found.address}&jenis={run.case_word}"}
    )


def of_promise(pk: PerjanjianKinerja) -> Subject:
    version = f"&versi={pk.versi}"
    draft = "" if pk.fixed else " (draf)"
    return Subject(
        instansi=pk.instansi,
        label=pk._meta.label_lower,
        pk=pk.pk,
        tahun=pk.tahun,
        words=f"Tahun {pk.tahun} {pk.jenis}{draft}",
        address=f"tahun={pk.tahun}{version}",
        promise=pk,
    )


def of_year(instansi: Instansi, tahun: int) -> Subject:
    return Subject(instansi, YEAR_LABEL, tahun, tahun, f"Tahun {tahun}", f"tahun={tahun}")


def of_sop(instansi: Instansi) -> Subject:
    return Subject(instansi, SOP_LABEL, instansi.pk, instansi.today().year, "", "")


def find(instansi: Instansi, of: str, said) -> Subject | None:
    """The subject that an address names (`said`: request.GET or the like); None where there is none."""
    if of == "sop":
        return of_sop(instansi)
    if of in RUNS or of == "proses":
        model = RUNS.get(of if of in RUNS else said.get("jenis", ""))
        return _run(instansi, model, said, of) if model else None
    year = said.get("tahun", "")
    tahun = int(year) if year.isdecimal() and len(year) == 4 else None
    if tahun is None:
        return None
    if of == "tahun":
        return of_year(instansi, tahun)
    versions = PerjanjianKinerja.objects.filter(instansi=instansi, tahun=tahun).select_related(
        "instansi"
    )
    if said.get("versi", "").isdecimal():
        versions = versions.filter(versi=int(said["versi"]))
    else:
        versions = versions.filter(status=PerjanjianKinerja.DITETAPKAN)
    pk = versions.order_by("-versi").first()
    return of_promise(pk) if pk else None


def _run(instansi, model, said, of):
    try:
        period = Period(said.get("periode", ""))
    except ValueError:
        return None
    runs = model.objects.filter(instansi=instansi, periode=period.code).select_related("instansi")
    if said.get("revisi", "").isdecimal():
        runs = runs.filter(revisi=int(said["revisi"]))
    runs = list(runs.order_by("-revisi"))
    approved = [r for r in runs if r.past("analisa")]
    run = (approved or runs or [None])[0]
    if run is None:
        return None
    return of_procedure(run) if of == "proses" else of_run(run)


def again(instansi: Instansi, label: str, pk: int, of: str) -> Subject:
    """The subject that a kept file names."""
    if label == YEAR_LABEL:
        return of_year(instansi, pk)
    if label == SOP_LABEL:
        return of_sop(instansi)
    if label == PerjanjianKinerja._meta.label_lower:
        return of_promise(
            PerjanjianKinerja.objects.select_related("instansi").get(instansi=instansi, pk=pk)
        )
    model = next(m for m in RUNS.values() if m._meta.label_lower == label)
    run = model.objects.select_related("instansi").get(instansi=instansi, pk=pk)
    return of_procedure(run) if of == "proses" else of_run(run)


def latest_approved(instansi: Instansi, model: type[Run], tahun: int) -> list[Run]:
    """The approved runs of a year, of each period its latest revision, in order."""
    runs = model.objects.filter(
        instansi=instansi, tahun=tahun, at__in=("lapor", "arsip", "selesai")
    ).select_related("instansi")
    found = {run.periode: run for run in runs.order_by("revisi")}
    return [found[code] for code in sorted(found)]
