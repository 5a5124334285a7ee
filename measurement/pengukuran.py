"""Prosedur Pengukuran Kinerja: SOP 9.2, row by row."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from collection.models import Pengumpulan
from sakip.disposition.models import LembarDisposisi
from sakip.papers import kinds as naskah
from sakip.people.models import KEPALA, SEKRETARIS, TIM_SAKIP
from sakip.sop.blockers import every_file_is_made
from sakip.sop.checklist import ChecklistForm
from sakip.sop.forms import COMMON, LaporanForm
from sakip.sop.procedure import Run
from sakip.sop.step import act, step

from . import rules
from .evaluasi import EvaluasiForm


class Pengukuran(Run):
    """Prosedur Pengukuran Kinerja (SOP 9.2)."""

    title = "Pengukuran"
    full_title = "Prosedur Pengukuran Kinerja"
    work = "pengukuran kinerja"
    begins = (TIM_SAKIP, SEKRETARIS)
    drafts = {
        **COMMON,
        naskah.CHECKLIST: ChecklistForm,
        naskah.DRAFT_LAPORAN_PENGUKURAN: LaporanForm,
        naskah.LAPORAN_PENGUKURAN: LaporanForm,
        naskah.FORM_EVALUASI: EvaluasiForm,
    }
    results = (naskah.LAPORAN_PENGUKURAN,)

    # The very run it measures; chosen at `pengukuran`, named in every paper.
    dasar = models.ForeignKey(
        Pengumpulan, models.PROTECT, null=True, blank=True, related_name="pengukuran"
    )
    snapshot = models.JSONField(null=True, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    lembar_disposisi = GenericRelation(
        LembarDisposisi, content_type_field="run_type", object_id_field="run_id"
    )
    moved = ("dasar", "snapshot", "snapshot_hash")

    class Meta(Run.Meta):
        verbose_name = verbose_name_plural = "pengukuran kinerja"

    # -- the sheet ------------------------------------------------------------------------

    @step(
        KEPALA,
        needs=naskah.BLANGKO_NOTA_DINAS,
        time="5 menit",
        gives=naskah.NOTA_DINAS,
        button="Perintahkan",
    )
    def perintah(self, **_):
        """Kepala Badan memerintahkan Sekretaris untuk melakukan pengukuran kinerja"""

    @step(
        SEKRETARIS,
        needs=naskah.NOTA_DINAS,
        time="60 menit",
        gives=naskah.NOTULEN,
        columns=("SEKRETARIAT", "TIM_SAKIP"),
        sic={
            "uraian": "Sekretaris melakukan rapat dengan Tim SAKIP untuk memberikan arahan "
            "pelaksanaan kegiatan pengumpulan data kinerja"
        },
        button="Terbitkan notulen",
    )
    def arahan(self, **_):
        """Sekretaris melakukan rapat dengan Tim SAKIP untuk memberikan arahan pelaksanaan
        kegiatan pengukuran kinerja"""

    @step(
        TIM_SAKIP,
        needs=naskah.NOTULEN,
        time="120 menit",
        gives=naskah.PROGRAM_KERJA,
        button="Terbitkan Program Kerja",
    )
    def rencana(self, **_):
        """Tim SAKIP menyusun rencana kegiatan pengukuran kinerja"""

    @step(
        TIM_SAKIP,
        needs=(naskah.JUKNIS, naskah.RENSTRA, naskah.PERJANJIAN_KINERJA, naskah.PROGRAM_KERJA),
        time="120 menit",
        gives=(naskah.KERTAS_KERJA, naskah.CHECKLIST),
        when=(rules.every_indicator_has_a_method,),
        sic={
            "kelengkapan": "Juknis Pengukuran Kinerja Menpan RB RENSTRA TAPKIN "
            "Program Kerja Kegiatan",
            "output": "Kertas Kerja Pengukuran Kinerja",
        },
        button="Tetapkan metodologi",
    )
    def metodologi(self, **_):
        """Tim SAKIP menyiapkan metodologi pengukuran capaian kinerja untuk tiap-tiap tujuan/
        sasaran/ program/ kegiatan berdasarkan indikator kinerja yang SMART"""
        from .work import freeze_methods

        freeze_methods(self)

    @step(
        TIM_SAKIP,
        needs=(naskah.KERTAS_KERJA, naskah.DOKUMEN_PENGUMPULAN),
        time="1 hari",
        gives=naskah.KERTAS_KERJA,
        when=(rules.an_approved_collection, rules.the_same_promise),
        button="Selesaikan pengukuran",
    )
    def pengukuran(self, **_):
        """Tim SAKIP melakukan pengukuran capaian kinerja menggunakan metodologi yang telah
        ditetapkan"""
        from .work import measure

        measure(self)

    @step(
        TIM_SAKIP,
        needs=naskah.KERTAS_KERJA,
        time="120 menit",
        gives=naskah.REKAPITULASI_PENGUKURAN,
        button="Terbitkan rekapitulasi",
    )
    def rekap(self, **_):
        """Tim SAKIP merekap seluruh hasil pengukuran capaian kinerja untuk tiap-tiap tujuan/
        sasaran/ program/ kegiatan"""

    @step(
        TIM_SAKIP,
        needs=naskah.REKAPITULASI_PENGUKURAN,
        time="30 menit",
        gives=naskah.DRAFT_LAPORAN_PENGUKURAN,
        when=(rules.every_shortfall_has_a_plan, rules.every_item_is_answered),
        sic={
            "kelengkapan": "Rekapitulasi Hasil Pengumpulan Data Kinerja",
            "output": "Draft Laporan Hasil Pengukuran Data Kinerja",
        },
        button="Laporkan ke Sekretaris",
    )
    def laporan(self, **_):
        """Tim SAKIP melaporkan hasil rekapitulasi pengukuran kinerja kepada Sekretaris"""

    @step(
        SEKRETARIS,
        needs=naskah.DRAFT_LAPORAN_PENGUKURAN,
        time="90 menit",
        gives=(
            naskah.LAPORAN_PENGUKURAN,
            naskah.LEMBAR_DISPOSISI,
            naskah.FORM_EVALUASI,
            naskah.RENCANA_TINDAK_LANJUT,
        ),
        back_to=("rekap", "pengukuran", "metodologi"),
        when=(rules.the_latest_collection,),
        sic={
            "kelengkapan": "Draft Laporan Hasil Pengukuran Data Kinerja",
            "output": "Laporan Hasil Pengukuran Kinerja, Lembar Disposisi",
        },
        button="Setujui",
    )
    def analisa(self, **_):
        """Sekretaris menganalisa hasil rekapitulasi pengukuran kinerja, apabila setuju akan
        digunakan sebagai bahan untuk penyusunan Laporan kinerja dan evaluasi. Jika tidak maka
        dikembalikan untuk dilengkapi sesuai arahan."""
        from .snapshot import freeze

        freeze(self)

    @step(
        SEKRETARIS,
        needs=(naskah.LAPORAN_PENGUKURAN, naskah.LEMBAR_DISPOSISI),
        time="30 menit",
        gives=naskah.DISPOSISI,
        carried_by="lembar_disposisi",
        columns=("SEKRETARIAT", "KEPALA"),
        sic={"output": "Disposisi kepala Dinas"},
    )
    def lapor(self, **_):
        """Sekretaris melaporkan data pengukuran kinerja kepada Kepala Badan"""

    @step(
        TIM_SAKIP,
        needs=naskah.ARSIP_PENGUKURAN,
        gives=naskah.BERITA_ACARA_ARSIP,
        when=(every_file_is_made,),
        sic={
            "uraian": "",
            "kelengkapan": "Arsip Hasil Pengumpulan Data Kinerja",
            "output": "",
        },
        button="Arsipkan",
    )
    def arsip(self, **_):
        """Pengarsipan data hasil pengukuran kinerja"""

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
        TIM_SAKIP,
        at="pengukuran",
        to="metodologi",
        when=(rules.another_promise,),
        button="Tetapkan ulang metodologi",
    )
    def ulang(self, **_):
        """Tim SAKIP menetapkan ulang metodologi menurut Perjanjian Kinerja yang dipakai
        pengumpulan"""

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

        return reverse("proses", args=["pengukuran", self.pk])

    def units(self):
        rows = self.metode.filter(dipakai=True).exclude(unit=None)
        return set(rows.values_list("unit_id", flat=True))

    def content(self):
        """What the page of the waiting row shows beside its own papers, as versions."""
        from .work import shown

        return shown(self)

    def own_work(self, by, verb):
        return rules.own_work(self, by, verb)

    def children_come_before(self, row):
        return row.key != "lapor"

    def cannot_begin(self):
        return rules.cannot_begin(self)

    def begun(self, by):
        from .flow import lay_ready_nota_dinas

        lay_ready_nota_dinas(self)

    def return_blockers(self, data):
        return rules.return_blockers(self, data)

    def lacks(self, kind, there):
        return rules.lacks(self, kind)

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

    def report_suggestions(self):
        from .naskah import report_suggestions

        return report_suggestions(self)

    def footnotes(self):
        """The gaps of the collection that it was measured from."""
        from collection.snapshot import closed_forms

        return closed_forms(self.dasar.snapshot) if self.dasar_id else []

    def read_act(self, verb, posted):
        from .posted import read_act

        return read_act(self, verb, posted)

    def page(self, key, request):
        from .pages import page

        return page(self, key, request)
