"""Every kind of paper the SOP names: what it is called, how it looks, who signs it."""

from __future__ import annotations

from dataclasses import dataclass

from sakip.people.models import BIDANG, KEPALA, SEKRETARIS, STAF, TIM_SAKIP, Role


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of paper.

    `blank`: a form that the system itself always has ready; nothing has to be found or made.
    `item`: a document from outside that is laid beside the Checklist Dokumen (SOP 9.1 row 4).
    `signs`: in whose capacity it is signed, where that is not simply who performed the row:
    the first is the one on the right.
    """

    key: str
    name: str
    short: str = ""
    template: str = ""
    code: str = "800"
    blank: bool = False
    item: bool = False
    per_unit: bool = False
    landscape: bool = False
    signs: tuple[Role, ...] = ()
    chair: bool = False  # signed by the ketua of Tim SAKIP, whoever performed the row

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<{self.key}>"


KINDS: dict[str, Kind] = {}


def _kind(key: str, name: str, **more) -> Kind:
    KINDS[key] = Kind(key, name, **more)
    return KINDS[key]


# Both procedures
BLANGKO_NOTA_DINAS = _kind("blangko_nota_dinas", "Blangko Nota Dinas", blank=True)
NOTA_DINAS = _kind("nota_dinas", "Nota Dinas", template="nota_dinas", signs=(KEPALA,))
NOTULEN = _kind("notulen", "Notulen Rapat", template="notulen", signs=(SEKRETARIS,))
PROGRAM_KERJA = _kind(
    "program_kerja",
    "Program Kerja Kegiatan",
    template="program_kerja",
    landscape=True,
    signs=(TIM_SAKIP,),
    chair=True,
)
LEMBAR_DISPOSISI = _kind("lembar_disposisi", "Lembar Disposisi", template="lembar_disposisi")
DISPOSISI = _kind(
    "disposisi", "Disposisi Kepala Badan", template="lembar_disposisi", signs=(KEPALA,)
)
FORM_EVALUASI = _kind(
    "form_evaluasi",
    "Form Evaluasi Kinerja",
    template="form_evaluasi",
    landscape=True,
    signs=(SEKRETARIS,),
)
LEMBAR_TANGGAPAN = _kind(
    "lembar_tanggapan", "Lembar Tanggapan", template="lembar_tanggapan", landscape=True
)
BERITA_ACARA_ARSIP = _kind(
    "berita_acara_arsip",
    "Berita Acara Arsip",
    template="berita_acara_arsip",
    signs=(TIM_SAKIP, SEKRETARIS),
)

# Documents from outside (SOP 9.1 row 4, 9.2 row 4) and Dokumen Pelengkap (VIII)
RENSTRA = _kind("renstra", "RENSTRA", item=True)
PERJANJIAN_KINERJA = _kind("perjanjian_kinerja", "Perjanjian Kinerja", short="TAPKIN", item=True)
PKPT = _kind("pkpt", "PKPT", item=True)
LIHP = _kind("lihp", "LIHP", item=True)
DATA_TL = _kind("data_tl", "Data TL", item=True)
HASIL_SURVEY = _kind("hasil_survey", "Hasil Survey", item=True)
LHE_SAKIP = _kind("lhe_sakip", "Laporan Hasil Evaluasi SAKIP MenpanRB", item=True)
JUKNIS = _kind("juknis", "Juknis Pengukuran Kinerja MenpanRB", item=True)
LKJIP = _kind("lkjip", "Laporan Kinerja Instansi Pemerintah (LKjIP)", item=True)

# SOP 9.1
CHECKLIST = _kind("checklist", "Checklist Dokumen", template="checklist", signs=(TIM_SAKIP,))
DRAFT_FORMULIR = _kind(
    "draft_formulir", "Draft Formulir pengumpulan data capaian kinerja", blank=True
)
FORMULIR = _kind(
    "formulir",
    "Formulir pengumpulan data capaian kinerja",
    template="formulir",
    per_unit=True,
    landscape=True,
)
BLANGKO_FORMULIR = _kind(
    "blangko_formulir", "Blangko formulir pengumpulan data capaian kinerja", blank=True
)
TANDA_TERIMA = _kind(
    "tanda_terima",
    "Bukti Tanda Terima formulir",
    template="tanda_terima",
    landscape=True,
    signs=(TIM_SAKIP,),
)
FORMULIR_TERISI = _kind(
    "formulir_terisi",
    "Formulir pengumpulan data capaian kinerja yang sudah diisi",
    template="formulir",
    per_unit=True,
    landscape=True,
    signs=(BIDANG, STAF),
)
REKAPITULASI_PENGUMPULAN = _kind(
    "rekapitulasi_pengumpulan",
    "Rekapitulasi hasil pengumpulan data kinerja",
    template="rekapitulasi_pengumpulan",
    landscape=True,
    signs=(TIM_SAKIP,),
    chair=True,
)
DRAFT_LAPORAN_PENGUMPULAN = _kind(
    "draft_laporan_pengumpulan",
    "Draft Laporan Hasil Pengumpulan Data Kinerja",
    template="laporan_hasil",
    signs=(TIM_SAKIP,),
    chair=True,
)
LAPORAN_PENGUMPULAN = _kind(
    "laporan_pengumpulan",
    "Laporan hasil pengumpulan data kinerja",
    template="laporan_hasil",
    signs=(SEKRETARIS,),
)
ARSIP_PENGUMPULAN = _kind("arsip_pengumpulan", "Arsip hasil pengumpulan data kinerja", blank=True)

# SOP 9.2
DOKUMEN_PENGUMPULAN = _kind("dokumen_pengumpulan", "Dokumen Pengumpulan Data Kinerja", blank=True)
KERTAS_KERJA = _kind(
    "kertas_kerja",
    "Kertas Kerja Pengukuran Kinerja",
    template="kertas_kerja",
    landscape=True,
    signs=(TIM_SAKIP,),
)
REKAPITULASI_PENGUKURAN = _kind(
    "rekapitulasi_pengukuran",
    "Rekapitulasi Hasil Pengukuran Kinerja",
    template="rekapitulasi_pengukuran",
    landscape=True,
    signs=(TIM_SAKIP,),
    chair=True,
)
DRAFT_LAPORAN_PENGUKURAN = _kind(
    "draft_laporan_pengukuran",
    "Draft Laporan Hasil Pengukuran Kinerja",
    template="laporan_hasil",
    signs=(TIM_SAKIP,),
    chair=True,
)
LAPORAN_PENGUKURAN = _kind(
    "laporan_pengukuran",
    "Laporan Hasil Pengukuran Kinerja",
    template="laporan_hasil",
    signs=(SEKRETARIS,),
)
RENCANA_TINDAK_LANJUT = _kind(
    "rencana_tindak_lanjut",
    "Rencana Tindak Lanjut Capaian",
    template="rencana_tindak_lanjut",
    landscape=True,
    signs=(SEKRETARIS,),
)
ARSIP_PENGUKURAN = _kind("arsip_pengukuran", "Arsip Hasil Pengukuran Kinerja", blank=True)
