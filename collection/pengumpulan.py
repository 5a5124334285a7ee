"""Prosedur Pengumpulan Data Kinerja: SOP 9.1, row by row."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from sakip.disposition.models import LembarDisposisi
from sakip.lib.once import once
from sakip.papers import kinds as naskah
from sakip.people.models import BIDANG, KEPALA, SEKRETARIS, STAF, TIM_SAKIP
from sakip.sop.blockers import every_file_is_made
from sakip.sop.checklist import ChecklistForm
from sakip.sop.forms import COMMON, LaporanForm
from sakip.sop.procedure import Run
from sakip.sop.step import act, step

from . import rules
from .tanda import PenilaianForm, RekapForm


class Pengumpulan(Run):
    """Prosedur Pengumpulan Data Kinerja (SOP 9.1)."""

    title = "Pengumpulan"
    full_title = "Prosedur Pengumpulan Data Kinerja"
    work = "pengumpulan data kinerja"
    begins = (TIM_SAKIP, SEKRETARIS)
    drafts = {
        **COMMON,
        naskah.CHECKLIST: ChecklistForm,
        naskah.DRAFT_LAPORAN_PENGUMPULAN: LaporanForm,
        naskah.LAPORAN_PENGUMPULAN: LaporanForm,
        naskah.REKAPITULASI_PENGUMPULAN: RekapForm,
        naskah.FORM_EVALUASI: PenilaianForm,
    }
    results = (naskah.LAPORAN_PENGUMPULAN,)

    # All figures as the Sekretaris approved them, and the hash of that.
    snapshot = models.JSONField(null=True, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    lembar_disposisi = GenericRelation(
        LembarDisposisi, content_type_field="run_type", object_id_field="run_id"
    )
    moved = ("snapshot", "snapshot_hash")

    class Meta(Run.Meta):
        verbose_name = verbose_name_plural = "pengumpulan data kinerja"

    # -- the sheet ------------------------------------------------------------------------

    @step(
        KEPALA,
        needs=naskah.BLANGKO_NOTA_DINAS,
        time="5 menit",
        gives=naskah.NOTA_DINAS,
        button="Perintahkan",
    )
    def perintah(self, **_):
        """Kepala Badan memerintahkan Sekretaris untuk melakukan pengumpulan data kinerja"""

    @step(
        SEKRETARIS,
        needs=naskah.NOTA_DINAS,
        time="60 menit",
        gives=naskah.NOTULEN,
        columns=("SEKRETARIAT", "TIM_SAKIP"),
        button="Terbitkan notulen",
    )
    def arahan(self, **_):
        """Sekretaris melakukan rapat dengan Tim SAKIP untuk memberikan arahan pelaksanaan
        kegiatan pengumpulan data kinerja"""

    @step(
        TIM_SAKIP,
        needs=naskah.NOTULEN,
        time="120 menit",
        gives=naskah.PROGRAM_KERJA,
        button="Terbitkan Program Kerja",
    )
    def rencana(self, **_):
        """Tim SAKIP menyusun rencana kegiatan pelaksanaan pengumpulan data"""

    @step(
        TIM_SAKIP,
        needs=(
            naskah.PROGRAM_KERJA,
            naskah.RENSTRA,
            naskah.PERJANJIAN_KINERJA,
            naskah.PKPT,
            naskah.LIHP,
            naskah.DATA_TL,
            naskah.HASIL_SURVEY,
            naskah.LHE_SAKIP,
        ),
        time="1 hari",
        gives=naskah.CHECKLIST,
        sic={
            "kelengkapan": "Program Kerja Keg. RENSTRA, TAPKIN, PKPT, LIHP, Data TL, "
            "Hasil Survey, Lap. Hasil Evaluasi, SAKIP Menpan RB"
        },
        button="Terbitkan checklist",
    )
    def dokumen(self, **_):
        """Tim SAKIP mengumpulkan dokumen-dokumen yang diperlukan untuk kegiatan pengumpulan
        data"""

    @step(
        TIM_SAKIP,
        needs=naskah.DRAFT_FORMULIR,
        time="120 menit",
        gives=naskah.FORMULIR,
        when=(rules.something_to_ask, rules.every_indicator_can_be_asked),
        button="Siapkan formulir",
    )
    def penyiapan(self, **_):
        """Tim SAKIP menyiapkan formulir pengumpulan data capaian kinerja"""
        from .draw import draw_forms

        draw_forms(self)

    @step(
        TIM_SAKIP,
        needs=naskah.BLANGKO_FORMULIR,
        time="5 menit",
        gives=naskah.TANDA_TERIMA,
        button="Distribusikan",
    )
    def distribusi(self, tenggat=None, **_):
        """Formulir pengumpulan data capaian kinerja didistribusikan kepada Sekretariat dan
        Bidang"""
        from .draw import hand_out

        hand_out(self, tenggat)

    @step(
        BIDANG,
        STAF,
        needs=naskah.BLANGKO_FORMULIR,
        time="1 hari",
        gives=naskah.FORMULIR_TERISI,
        carried_by="forms",
        columns=("SEKRETARIAT", "BIDANG", "STAF"),
    )
    def pengisian(self, **_):
        """Sekretariat dan Bidang dengan dibantu staf mengisi formulir pengumpulan data capaian
        kinerja selanjutnya menyerahkan formulir yang telah diisi kepada Tim SAKIP"""

    @step(
        TIM_SAKIP,
        needs=naskah.FORMULIR_TERISI,
        time="120 menit",
        gives=naskah.REKAPITULASI_PENGUMPULAN,
        back_to=("pengisian",),
        button="Terbitkan rekapitulasi",
    )
    def rekap(self, **_):
        """Tim SAKIP merekap data capaian kinerja"""

    @step(
        TIM_SAKIP,
        needs=naskah.REKAPITULASI_PENGUMPULAN,
        time="30 menit",
        gives=naskah.DRAFT_LAPORAN_PENGUMPULAN,
        button="Laporkan ke Sekretaris",
    )
    def laporan(self, **_):
        """Tim SAKIP melaporkan hasil rekapitulasi data kinerja kepada Sekretaris"""

    @step(
        SEKRETARIS,
        needs=naskah.DRAFT_LAPORAN_PENGUMPULAN,
        time="90 menit",
        gives=(naskah.LAPORAN_PENGUMPULAN, naskah.LEMBAR_DISPOSISI, naskah.FORM_EVALUASI),
        back_to=("rekap", "pengisian"),
        when=(rules.every_answer_is_judged, rules.compulsory_notes_are_settled),
        sic={"output": "Laporan hasil pengumpulan data kinerja"},
        button="Setujui",
    )
    def analisa(self, **_):
        """Sekretaris menganalisa laporan hasil pengumpulan data kinerja, apabila setuju akan
        digunakan sebagai bahan untuk penyusunan Laporan Kinerja. Jika tidak maka dikembalikan
        untuk dilengkapi sesuai arahan"""
        from .flow import settle
        from .snapshot import freeze

        settle(self)
        freeze(self)

    @step(
        SEKRETARIS,
        needs=(naskah.LAPORAN_PENGUMPULAN, naskah.LEMBAR_DISPOSISI),
        time="30 menit",
        gives=naskah.DISPOSISI,
        carried_by="lembar_disposisi",
        columns=("SEKRETARIAT", "KEPALA"),
    )
    def lapor(self, **_):
        """Sekretaris melaporkan hasil pengumpulan data kinerja kepada Kepala Badan"""

    @step(
        TIM_SAKIP,
        needs=naskah.ARSIP_PENGUMPULAN,
        gives=naskah.BERITA_ACARA_ARSIP,
        when=(every_file_is_made,),
        sic={"output": ""},
        button="Arsipkan",
    )
    def arsip(self, **_):
        """Pengarsipan Data Kinerja"""

    # -- beside the rows ------------------------------------------------------------------

    @act(
        TIM_SAKIP,
        at="analisa",
        to="laporan",
        when=(rules.not_opened_by_the_sekretaris,),
        button="Tarik kembali",
    )
    def tarik(self, **_):
        """Tim SAKIP menarik kembali laporannya selama belum dibuka Sekretaris"""

    @act(
        SEKRETARIS,
        at=("lapor", "arsip", "selesai"),
        when=(rules.no_correction_yet,),
        button="Mulai koreksi",
        reason=True,
    )
    def koreksi(self, **_):
        """Sekretaris memulai proses koreksi di samping yang telah disetujui"""

    def kembalikan(self, **_):
        """Dikembalikan untuk dilengkapi sesuai arahan"""
        self.round += 1

    # -- what the house asks of it ----------------------------------------------------------

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("proses", args=["pengumpulan", self.pk])

    def units(self):
        return once(self, "units", lambda: set(self.forms.values_list("unit_id", flat=True)))

    def content(self):
        """At `analisa` the Sekretaris sees every form; what they see is what they approve."""
        if self.at not in ("rekap", "laporan", "analisa"):
            return ""
        from .rekap import by_isian, recap_of

        units = recap_of(self)
        forms = sorted((unit.form.pk, unit.form.version) for unit in units)
        values = sorted((pk, row.isian.version) for pk, (row, _) in by_isian(units).items())
        return f"{forms}{values}"

    def own_work(self, by, verb):
        return rules.own_work(self, by, verb)

    def read_act(self, verb, posted):
        from .posted import read_run_act

        return read_run_act(self, verb, posted)

    def page(self, key, request):
        from .steps import page

        return page(self, key, request)

    def overview(self, offices):
        from .steps import overview

        return overview(self, offices)

    def own_objects(self, offices):
        mine = self.forms.filter(unit__in=[o.unit_id for o in offices if o.unit_id])
        return {("collection.formulir", pk) for pk in mine.values_list("pk", flat=True)}

    def children_come_before(self, row):
        return row.key != "lapor"  # the Lembar Disposisi is made by `analisa` itself

    def cannot_begin(self):
        return rules.cannot_begin(self)

    def begun(self, by):
        from .flow import lay_ready_nota_dinas

        lay_ready_nota_dinas(self)

    def report_suggestions(self):
        from .laporan import suggestions

        return suggestions(self)

    def footnotes(self):
        from .laporan import footnotes

        return footnotes(self) if self.reached("rekap") else []

    def return_blockers(self, data):
        return rules.return_blockers(self, data)

    def lacks(self, kind, there):
        return rules.lacks(self, kind, there)

    def after(self, verb, *, by, record, **data):
        from . import flow

        flow.after(self, verb, by=by, record=record, **data)

    def open_orders(self):
        from sakip.disposition.orders import open_orders

        return open_orders(self)

    def ringkasan(self):
        """What its Lembar Disposisi lays before the Kepala."""
        from .lembar import presented

        return presented(self)

    def facts(self, kind, *, by, paper):
        from .naskah import facts

        return facts(self, kind, by=by, paper=paper)

    def unit_papers(self, kind, *, by, on):
        from .naskah import unit_papers

        return unit_papers(self, kind, by=by, on=on)
