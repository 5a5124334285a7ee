"""The papers that people write themselves, the same in both procedures: fields of domain 2.10 to 2.22."""

from __future__ import annotations

from django import forms

from sakip.lib import tanggal
from sakip.lib.fields import TanggalField
from sakip.lib.once import once
from sakip.papers import issue
from sakip.papers import kinds as naskah
from sakip.papers.models import Paper
from sakip.people.models import Penugasan, Role

from .calendar import calendar_of
from .drafts import DraftForm
from .rows_field import Col, RowsField, date_column
from .worktime import due, standard

SIFAT = [("Biasa", "Biasa"), ("Segera", "Segera"), ("Sangat segera", "Sangat segera")]


def long(label, rows=3, **more):
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": rows}), max_length=4000, **more
    )


def raw_date(day):
    """A day as TanggalField keeps it raw."""
    return [str(day.day), str(day.month), str(day.year)]


def holder_of(instansi, role) -> Penugasan | None:
    """Who holds this office today, the ketua first."""
    return (
        Penugasan.objects.filter(instansi=instansi, role=role)
        .on(instansi.today())
        .select_related("user", "unit")
        .order_by("-ketua", "sifat", "-mulai")
        .first()
    )


class NotaDinasForm(DraftForm):
    """Domain 2.10. It lies ready when the period is opened; the Kepala only reads and orders."""

    kepada = forms.CharField(label="Kepada", max_length=150)
    sifat = forms.ChoiceField(label="Sifat", choices=SIFAT)
    lampiran = forms.CharField(label="Lampiran", max_length=80, required=False)
    hal = forms.CharField(label="Hal", max_length=200)
    pembuka = long("Pembuka")
    isi = long("Isi perintah", 4)
    penutup = long("Penutup", 2)
    tembusan = long("Tembusan, satu baris satu alamat", 2, required=False)

    def suggestions(self):
        what = self.run.work
        return {
            "kepada": "Sekretaris",
            "sifat": "Biasa",
            "lampiran": "–",
            "hal": f"Perintah {what} {self.run.period}",
            "pembuka": "Dalam rangka pelaksanaan Sistem Akuntabilitas Kinerja Instansi "
            f"Pemerintah dan menindaklanjuti Perjanjian Kinerja Tahun {self.run.tahun}, "
            "dengan ini diperintahkan kepada Saudara:",
            "isi": f"1. melaksanakan {what} untuk periode {self.run.period} sesuai Standar "
            "Operasional Prosedur;\n2. memberikan arahan kepada Tim SAKIP melalui rapat; dan\n"
            "3. melaporkan hasilnya kepada Kepala Badan.",
            "penutup": "Demikian untuk dilaksanakan dengan penuh tanggung jawab.",
            "tembusan": "",
        }


class NotulenForm(DraftForm):
    """Domain 2.11, with attendance and follow-up; signed by the chair and the notulis."""

    tanggal = TanggalField(label="Tanggal rapat")
    mulai = forms.RegexField(
        r"^([01]?\d|2[0-3])[.:][0-5]\d$",
        label="Pukul mulai",
        error_messages={"invalid": "Tulis jam dan menit, misalnya 09.00."},
    )
    selesai = forms.RegexField(
        r"^([01]?\d|2[0-3])[.:][0-5]\d$",
        label="Pukul selesai",
        error_messages={"invalid": "Tulis jam dan menit, misalnya 10.00."},
    )
    tempat = forms.CharField(label="Tempat", max_length=150)
    agenda = long("Agenda")
    pimpinan = forms.CharField(label="Pimpinan rapat", max_length=150)
    notulis = forms.CharField(label="Notulis", max_length=150)
    notulis_nip = forms.CharField(label="NIP notulis", max_length=30, required=False)
    peserta = RowsField(
        [
            Col("nama", "Nama", required=True),
            Col("nip", "NIP"),
            Col("jabatan", "Jabatan", required=True),
            Col(
                "hadir",
                "Kehadiran",
                forms.ChoiceField(
                    choices=[("hadir", "Hadir"), ("izin", "Izin"), ("tidak", "Tidak hadir")],
                    required=False,
                ),
            ),
        ],
        label="Daftar hadir",
        at_least=2,
    )
    pembahasan = long("Pembahasan", 5)
    keputusan = long("Keputusan dan arahan Sekretaris", 4)
    tindak_lanjut = RowsField(
        [
            Col("apa", "Apa", required=True),
            Col("siapa", "Siapa", required=True),
            date_column("tenggat", "Batas waktu"),
        ],
        label="Tindak lanjut",
    )
    penutup = long("Penutup", 2, required=False)

    def suggestions(self):
        today = self.run.instansi.today()
        leader = holder_of(self.run.instansi, Role.SEKRETARIS)
        invited = (
            Penugasan.objects.filter(
                instansi=self.run.instansi, role__in=[Role.SEKRETARIS, Role.TIM_SAKIP]
            )
            .on(today)
            .select_related("user")
        )
        return {
            "tanggal": raw_date(today),
            "tempat": "Ruang rapat",
            "agenda": f"Arahan {self.run.work} {self.run.period}{self._open_orders()}",
            "pimpinan": leader.user.nama if leader else "",
            "peserta": [
                {
                    "nama": o.user.nama,
                    "nip": o.user.nip_grouped,
                    "jabatan": o.capacity,
                    "hadir": "hadir",
                }
                for o in invited
            ],
        }

    def _open_orders(self):
        """Dispositions not yet followed up stand on the agenda of the next meeting."""
        waiting = self.run.open_orders()
        return "".join(f"\nTindak lanjut yang belum selesai: {text}" for text in waiting)

    def contradictions(self, clean):
        if clean["selesai"].replace(":", ".").zfill(5) <= clean["mulai"].replace(":", ".").zfill(5):
            return ["Pukul selesai harus sesudah pukul mulai."]
        return []


class ProgramKerjaForm(DraftForm):
    """Domain 2.17: rows and dates, prefilled from the rows of the SOP and its clock."""

    tujuan = long("Tujuan")
    baris = RowsField(
        [
            Col("langkah", "Langkah", kind="k-nomor"),
            Col("kegiatan", "Kegiatan", forms.CharField(widget=forms.Textarea({"rows": 2})), True),
            Col("pelaksana", "Pelaksana", required=True),
            date_column("mulai", "Mulai", required=True),
            date_column("selesai", "Selesai", required=True),
            Col("keluaran", "Keluaran"),
            Col("keterangan", "Ket."),
        ],
        label="Rencana kegiatan",
        at_least=1,
    )

    def suggestions(self):
        calendar, moment = calendar_of(self.run.instansi), tanggal.now()
        rows = []
        for row in self.run.sop:
            if self.run.past(row.key) or row.key == self.run.at:
                continue
            begins, moment = moment, due(calendar, moment, standard(row.time)) or moment
            rows.append(
                {
                    "langkah": str(row.number),
                    "kegiatan": row.text,
                    "pelaksana": row.actors,
                    "mulai": raw_date(calendar.day_of(begins)),
                    "selesai": raw_date(calendar.day_of(moment)),
                    "keluaran": row.gives_words,
                    "keterangan": "",
                }
            )
        return {
            "tujuan": f"Terlaksananya {self.run.work} {self.run.period} sesuai SOP.",
            "baris": rows,
        }

    def contradictions(self, clean):
        return [
            f"baris {n}: selesai mendahului mulai."
            for n, row in enumerate(clean["baris"], 1)
            if row["selesai"] < row["mulai"]
        ]


class LaporanForm(DraftForm):
    """Domain 2.19, III to VI: what people add to the figures; the final one begins as the draft."""

    pelaksanaan = long("Pelaksanaan", required=False)
    analisis = long("Analisis", 5)
    kekurangan = long("Kekurangan data dan alasan", required=False)
    kesimpulan = long("Kesimpulan dan tindak lanjut", 4)

    def suggestions(self):
        draft = Paper.objects.filter(
            instansi_id=self.run.instansi_id,
            run_label=self.run.label,
            run_id=self.run.pk,
            kind_key__in=[
                naskah.DRAFT_LAPORAN_PENGUMPULAN.key,
                naskah.DRAFT_LAPORAN_PENGUKURAN.key,
            ],
            status=Paper.ISSUED,
        ).order_by("-revision")
        if before := once(self.run, "draft report", draft.first):
            return {name: before.data["isi"].get(name, "") for name in self.fields}
        return {"pelaksanaan": "", "kekurangan": "", **self.run.report_suggestions()}


class BeritaAcaraForm(DraftForm):
    """Domain 2.22: what is missing in the file, and why."""

    catatan = long("Yang tidak ada dan sebabnya", required=False)


COMMON = {
    naskah.NOTA_DINAS: NotaDinasForm,
    naskah.NOTULEN: NotulenForm,
    naskah.PROGRAM_KERJA: ProgramKerjaForm,
    naskah.BERITA_ACARA_ARSIP: BeritaAcaraForm,
}


def issued_numbers(run, *kinds) -> list[str]:
    """ "Nota Dinas 800/001/..." of the papers a paper is based on."""
    papers = [issue.issued_of(run, kind).first() for kind in kinds]
    return [f"{p.kind.name} Nomor {p.nomor}" for p in papers if p]
