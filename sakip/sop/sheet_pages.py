"""The pages of the SOP itself: its text and sheets, a run's own sheet, its data, its Dokumen Pelengkap."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render

from sakip.lib import tanggal
from sakip.lib.fields import TanggalField
from sakip.papers import kinds as naskah
from sakip.papers.files import keep
from sakip.papers.models import Paper
from sakip.people.models import Penugasan, Role
from sakip.people.offices import administers_all, any_office, office_as, only
from sakip.trail.models import Kind as Trail
from sakip.trail.note import note

from . import text
from .doors import find_run
from .models import LembarSOP
from .picture import SCREEN
from .sheet import head_of, run_sheet, sheet_of, sheets

# Dokumen Pelengkap (SOP VIII), and the Juknis that measurement row 4 needs.
KEPT = {
    naskah.PERJANJIAN_KINERJA: "Perjanjian Kinerja",
    naskah.RENSTRA: "Renstra",
    naskah.LKJIP: "Laporan Kinerja Instansi Pemerintah (LKjIP)",
    naskah.LHE_SAKIP: "Dokumen hasil penilaian SAKIP",
    naskah.JUKNIS: "Juknis Pengukuran Kinerja MenpanRB",
}
UPLOADERS = (Role.TIM_SAKIP, Role.ADMIN)


@any_office
def sop(request):
    """The SOP as this agency has it: parts I to VIII, both sheets, its documents by year."""
    head = head_of(request.instansi)
    return render(
        request,
        "sop/lembar_sop.html",
        {
            "parts": [_said(part, request.instansi) for part in text.PARTS],
            "sheets": [sheet_of(p, head, ink=SCREEN) for p in sheets()],
            "head": head,
            "documents": documents(request.instansi),
            "may_upload": office_as(request, *UPLOADERS) is not None,
            "may_edit": office_as(request, Role.ADMIN) is not None,
        },
    )


def _said(part, instansi) -> dict:
    """One part in this agency's name."""
    names = {"instansi": f"{instansi.nama} {instansi.pemerintah}", "singkat": instansi.nama}

    def clause(c):
        return {
            "text": c.text.format(**names),
            "sic": c.sic.format(**names),
            "why": c.why,
            "head": c.head,
        }

    return {
        "part": part,
        "intro": clause(part.intro) if part.intro else None,
        "items": [clause(c) for c in part.items],
    }


def documents(instansi) -> list[tuple[str, list[Paper]]]:
    """(name, its papers, newest year first) of every kind of Dokumen Pelengkap; one query."""
    papers = Paper.objects.filter(
        instansi=instansi,
        kind_key__in=[k.key for k in KEPT],
        run_label="",
        status=Paper.ISSUED,
        superseded=False,
    ).select_related("berkas", "signed_by__user")
    found: dict[str, list[Paper]] = {k.key: [] for k in KEPT}
    for paper in papers.order_by("-tahun", "-pk").defer("data"):
        found[paper.kind_key].append(paper)
    return [(name, found[kind.key]) for kind, name in KEPT.items()]


@any_office
def proses_lembar(request, jenis, pk):
    """The sheet of one run, with the time really used beside the standard."""
    run = find_run(request, jenis, pk)
    found = run_sheet(run, head_of(request.instansi), ink=SCREEN)
    return render(
        request,
        "sop/lembar_sop_proses.html",
        {"run": run, "jenis": jenis, "sheet": found, "now": tanggal.now()},
    )


# -- Dokumen Pelengkap ------------------------------------------------------------------------


class DokumenForm(forms.Form):
    """One document of one year; the file is checked by its content."""

    jenis = forms.ChoiceField(
        label="Dokumen", choices=[("", "Pilih"), *((k.key, name) for k, name in KEPT.items())]
    )
    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2100,
        help_text="Untuk Renstra dan Juknis: tahun mulai berlaku.",
    )
    nomor = forms.CharField(label="Nomor dokumen", max_length=80, required=False)
    tanggal = TanggalField(label="Tanggal dokumen", required=False)
    berkas = forms.FileField(label="Berkas (PDF, DOCX, XLSX, JPG, atau PNG)")


@only(*UPLOADERS)
def pelengkap(request):
    """Tim SAKIP or the admin lays a document of a year beside the SOP; an older one is superseded."""
    form = DokumenForm(
        request.POST or None,
        request.FILES or None,
        initial={"tahun": request.instansi.today().year, "jenis": request.GET.get("jenis", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            paper = lay(request, form.cleaned_data)
        except ValidationError as fault:
            form.add_error("berkas", fault)
        else:
            messages.success(request, f"{paper.judul} {paper.tahun} tersimpan.")
            return redirect("/sop/#dokumen")
    return render(
        request, "sop/pelengkap.html", {"form": form, "documents": documents(request.instansi)}
    )


def lay(request, said: dict) -> Paper:
    """Keep the file and issue the paper of it; raises ValidationError with what is wrong with it."""
    instansi, by = request.instansi, office_as(request, *UPLOADERS)
    kept = keep(said["berkas"], instansi=instansi, user=request.user)
    jenis, tahun = said["jenis"], said["tahun"]
    with transaction.atomic():
        # the row of the instansi is the lock under which revisions of a document are numbered
        type(instansi).objects.select_for_update().get(pk=instansi.pk)
        older = Paper.objects.filter(
            instansi=instansi, kind_key=jenis, tahun=tahun, run_label="", status=Paper.ISSUED
        )
        revision = older.count()
        older.filter(superseded=False).update(superseded=True)
        paper = Paper.objects.create(
            instansi=instansi,
            kind_key=jenis,
            status=Paper.ISSUED,
            nomor=said["nomor"],
            revision=revision,
            judul=KEPT[naskah.KINDS[jenis]],
            tahun=tahun,
            tanggal=said["tanggal"],
            signed_by=by,
            issued_at=tanggal.now(),
            berkas=kept,
            render=Paper.MADE,
            data={"sha256": kept.sha256, "nama": kept.nama},
        )
        note(
            Trail.FILE,
            instansi=instansi,
            by=by,
            obj=paper,
            data={"nama": kept.nama, "sha256": kept.sha256, "tahun": tahun},
        )
    return paper


# -- the SOP's own data -----------------------------------------------------------------------


class LembarForm(forms.ModelForm):
    """Number, dates, revision and pengesahan as they stand on the signed SOP."""

    tanggal_pembuatan = TanggalField(label="Tanggal pembuatan", required=False)
    tanggal_revisi = TanggalField(label="Tanggal revisi", required=False)
    tanggal_efektif = TanggalField(label="Tanggal efektif", required=False)

    class Meta:
        model = LembarSOP
        fields = (
            "nomor",
            "tanggal_pembuatan",
            "tanggal_revisi",
            "tanggal_efektif",
            "revisi",
            "disahkan",
        )
        labels = {"revisi": "Revisi", "disahkan": "Disahkan oleh"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        heads = Penugasan.objects.filter(instansi=self.instance.instansi, role=Role.KEPALA)
        self.fields["disahkan"].queryset = heads.select_related("user").order_by("-mulai")
        self.fields["disahkan"].empty_label = "Belum disahkan"

    def remarks(self) -> dict:
        """{label: {row: words}} as posted; an empty remark is none."""
        found: dict[str, dict[str, str]] = {}
        for procedure in sheets():
            for step in procedure.sop:
                words = self.data.get(remark_name(procedure, step), "").strip()[:200]
                if words:
                    found.setdefault(procedure._meta.label_lower, {})[step.key] = words
        return found


def remark_name(procedure, step) -> str:
    return f"ket-{procedure._meta.model_name}-{step.key}"


@only(Role.ADMIN)
def kelola(request):
    """The admin writes the head of the SOP and the Keterangan of its rows."""
    head = head_of(request.instansi)
    form = LembarForm(request.POST or None, instance=head)
    if request.method == "POST" and form.is_valid():
        save_head(request, form)
        messages.success(request, "Data lembar SOP tersimpan.")
        return redirect("/sop/")
    posted = request.POST if request.method == "POST" else None
    return render(
        request,
        "sop/kelola_sop.html",
        {
            "form": form,
            "remarks": _remarks(head, posted),
            "house": administers_all(request),
        },
    )


@transaction.atomic
def save_head(request, form) -> None:
    form.instance.keterangan = form.remarks()
    head = form.save()
    changed = [str(form.fields[name].label) for name in form.changed_data]
    note(
        Trail.CONFIGURED,
        instansi=request.instansi,
        by=office_as(request, Role.ADMIN),
        user=request.user,
        obj=head,
        data={"apa": "Data lembar SOP", "bidang": changed, "keterangan": head.keterangan},
    )


def _remarks(head, posted):
    """(title, [(name, step, words)]) of both sheets, as typed where something was."""
    return [
        (
            procedure.full_title,
            [
                (
                    name := remark_name(procedure, step),
                    step,
                    posted.get(name, "")
                    if posted is not None
                    else head.keterangan.get(procedure._meta.label_lower, {}).get(step.key, ""),
                )
                for step in procedure.sop
            ],
        )
        for procedure in sheets()
    ]
