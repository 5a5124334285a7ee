"""The SOP's own text, parts I to VIII, said once: our reading, and beside it what the paper says.

Where the signed paper errs or is out of date, `text` is ours and `sic` the paper's own words; the
page shows both. Why each is read so: `why`. The rows of part IX are the procedures themselves.
`{instansi}` is the agency, `{singkat}` its name without the region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Clause:
    """One paragraph or numbered item. `sic`: the paper's words; "" where ours are the paper's."""

    text: str
    sic: str = ""
    why: str = ""
    head: str = ""  # the term that a definition defines


@dataclass(frozen=True)
class Part:
    """One part of the SOP: its Roman number, its title, what leads in, its paragraphs or items."""

    number: str
    title: str
    items: Sequence[Clause]
    intro: Clause | None = None
    numbered: bool = True
    anchor: str = field(default="")

    @property
    def key(self) -> str:
        return self.anchor or f"bagian-{self.number.lower()}"


TITLE = "Standar Operasional Prosedur (SOP) Pengumpulan Data dan Pengukuran Kinerja"

BACKGROUND = Part(
    "I",
    "Latar belakang",
    (
        Clause(
            "Pengambilan keputusan haruslah didasarkan pada fakta dan bukan hanya mengandalkan pada "
            "intuisi saja. Fakta tersebut dihasilkan sebagai hasil analisis data menjadi suatu "
            "informasi. Data merupakan suatu objek yang terdokumentasikan dan terstruktur, sedangkan "
            "informasi merupakan hasil dari pengolahan data. Data dan informasi dapat diperoleh "
            "melalui survey, wawancara, observasi, dan eksperimen ataupun didapat dari penelitian "
            "yang telah dilakukan sebelumnya oleh pihak lain. Informasi dan analisis menjadi dasar "
            "bagi sistem manajemen kinerja organisasi. Keberhasilan knowledge management di suatu "
            "organisasi sangat tergantung kepada ketersediaan data dan informasi yang handal, "
            "relevan dan lengkap.",
            sic="bukan hanya mengandalkan pada institusi saja",
            why="Salah tulis: yang dimaksud intuisi.",
        ),
        Clause(
            "Suatu organisasi yang berkinerja baik dapat dilihat dari keterkaitan dengan visi, misi, "
            "dan nilai-nilai yang diyakini dalam membangun setiap pondasi yang kuat. Kinerja adalah "
            "kemampuan kerja yang ditunjukkan dengan hasil kerja. Kinerja organisasi hendaknya "
            "merupakan hasil yang dapat diukur dan menggambarkan kondisi empirik suatu organisasi "
            "dari berbagai ukuran yang disepakati. Semakin tinggi kinerja suatu organisasi, maka "
            "semakin tinggi tingkat pencapaian tujuan organisasi."
        ),
        Clause(
            "Agar data pencapaian kinerja di {instansi} dapat diukur dan disampaikan dengan benar, "
            "tepat waktu dan bertanggungjawab, maka diperlukan suatu Standar Operasional Prosedur "
            "(SOP) Pengumpulan Data dan Pengukuran Kinerja {instansi}."
        ),
    ),
    numbered=False,
)

PURPOSE = Part(
    "II",
    "Tujuan",
    (
        Clause(
            "Mengumpulkan data realisasi capaian indikator kinerja pada jenjang program dan kegiatan "
            "sampai ke jenjang Indikator Kinerja Utama (IKU)."
        ),
        Clause(
            "Melakukan analisis capaian kinerja dengan mengacu pada target di Perjanjian Kinerja.",
            sic="dengan mengacu pada target di Penetapan Kinerja",
            why="Penetapan Kinerja, TAPKIN, dan Perjanjian Kinerja adalah dokumen yang sama; namanya "
            "sekarang Perjanjian Kinerja (PermenPANRB 53/2014).",
        ),
        Clause(
            "Melakukan koordinasi hasil evaluasi dan analisis capaian Indikator Kinerja Utama (IKU) "
            "dan menyusun rencana aksi pencapaian kinerja pada tahap selanjutnya."
        ),
    ),
    intro=Clause(
        "Pengumpulan data dan pengukuran kinerja {singkat} dilakukan secara berkala setiap bulan dan "
        "setiap triwulan dalam satu tahun, bertujuan untuk:",
        why="Perjanjian Kinerja diukur tiap triwulan; putaran bulanan adalah pemantauan.",
    ),
)

SCOPE = Part(
    "III",
    "Ruang lingkup",
    (
        Clause(
            "Data Kinerja IKU dan IKK yang dikumpulkan.",
            why="IKK dibaca Indikator Kinerja Kegiatan; SOP tidak mendefinisikannya.",
        ),
        Clause(
            "Metodologi pelaksanaan pemantauan/ monitoring kinerja, kemudian dilakukan evaluasi "
            "kinerja yang disertai dengan pengukuran dan pelaporan kinerja."
        ),
        Clause("Tindak lanjut dari hasil evaluasi kinerja."),
    ),
    intro=Clause(
        "Ruang lingkup SOP Pengumpulan Data dan Pengukuran Kinerja memuat ketentuan mengenai:"
    ),
)

LEGAL = Part(
    "IV",
    "Dasar hukum",
    (
        Clause(
            "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional."
        ),
        Clause("Peraturan Pemerintah Nomor 20 Tahun 2004 tentang Rencana Kerja Pemerintah."),
        Clause(
            "Peraturan Pemerintah Nomor 39 Tahun 2006 tentang Tata Cara Pengendalian dan Evaluasi "
            "Pelaksanaan Rencana Pembangunan."
        ),
        Clause(
            "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi "
            "Pemerintah.",
            sic="tentang Tata Pelaporan Keuangan dan Kinerja Instansi Pemerintah",
            why="Judul peraturan itu tanpa kata “Tata”.",
        ),
        Clause(
            "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi "
            "Pemerintah.",
            sic="Peraturan Presiden Nomor 29 tahun 2015",
            why="Peraturan Presiden itu dari tahun 2014.",
        ),
        Clause(
            "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/09/M.PAN/5/2007 "
            "tentang Pedoman Umum Indikator Kinerja Utama di Lingkungan Instansi Pemerintah."
        ),
        Clause(
            "Peraturan Menteri Negara Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 "
            "Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara "
            "Reviu atas Laporan Kinerja Instansi Pemerintah.",
            sic="Tata Cara Reviu atas Laporan Akuntabilitas Kinerja Instansi Pemerintah",
            why="Judul peraturan itu menyebut Laporan Kinerja.",
        ),
        Clause(
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 88 Tahun "
            "2021 tentang Evaluasi Akuntabilitas Kinerja Instansi Pemerintah, yang menggantikan "
            "Peraturan Menteri Nomor 12 Tahun 2015.",
            sic="Peraturan Menteri Negara Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor "
            "12 Tahun 2015 tentang Pedoman Evaluasi atas Implementasi Sistem Akuntabilitas Kinerja "
            "Instansi Pemerintah",
            why="Sudah diganti untuk evaluasi; keduanya disebut karena LHE lama memakai yang lama.",
        ),
    ),
)

DEFINITIONS = Part(
    "V",
    "Definisi",
    (
        Clause(
            "adalah kegiatan pemantauan yang dilakukan untuk memastikan apakah input atau sumberdaya "
            "yang tersedia telah optimal dimanfaatkan dan apakah kegiatan yang dilaksanakan telah "
            "menghasilkan output, outcome, benefit dan impact yang diharapkan;",
            head="Pemantauan (Monitoring)",
        ),
        Clause(
            "adalah kegiatan untuk menilai efisiensi dan efektifitas suatu kegiatan dengan "
            "menggunakan indikator-indikator tujuan yang telah ditetapkan. Evaluasi ini dilakukan "
            "secara sistematis dan obyektif serta terdiri dari evaluasi sebelum kegiatan dimulai, "
            "saat kegiatan berlangsung, dan sesudah kegiatan selesai;",
            head="Evaluasi",
        ),
        Clause(
            "adalah ukuran keberhasilan yang akan dicapai dari program dan kegiatan yang telah "
            "direncanakan atau sasaran yang akan dicapai;",
            head="Indikator",
        ),
        Clause(
            "adalah ukuran kuantitatif dan kualitatif yang menggambarkan keberhasilan yang akan "
            "dicapai dari program dan kegiatan yang telah direncanakan atau sasaran yang akan "
            "dicapai;",
            head="Indikator Kinerja",
        ),
        Clause(
            "adalah ukuran keberhasilan suatu tujuan dan sasaran strategis organisasi di tingkat "
            "perangkat daerah;",
            sic="organisasi di tingkat Kementerian",
            why="Disalin dari SOP kementerian; di sini perangkat daerah.",
            head="Indikator Kinerja Utama (IKU)",
        ),
        Clause(
            "adalah suatu metode untuk menilai dan mengukur tingkat kemajuan kinerja instansi/ unit "
            "kerja dengan membandingkan antara target yang telah ditetapkan dengan realisasi "
            "kinerja;",
            head="Pengukuran Kinerja",
        ),
        Clause(
            "adalah salah satu bentuk media penyampaian informasi hasil capaian kinerja dari "
            "pelaksanaan program dan atau kegiatan dan tingkat keberhasilannya suatu pembangunan.",
            head="Pelaporan Data Kinerja",
        ),
    ),
)

REQUIREMENTS = Part(
    "VI",
    "Persyaratan umum",
    (
        Clause("Perjanjian Kinerja."),
        Clause(
            "Form Evaluasi Kinerja.",
            why="Tidak dipakai pada langkah mana pun; diterbitkan saat Sekretaris menganalisa "
            "(langkah 10 pengumpulan, langkah 8 pengukuran).",
        ),
    ),
)

SUCCESS = Part(
    "VII",
    "Kriteria keberhasilan",
    (
        Clause(
            "Apabila capaian kinerja telah memenuhi/ melebihi target yang telah ditetapkan dalam "
            "Perjanjian Kinerja."
        ),
    ),
    numbered=False,
)

SUPPLEMENTS = Part(
    "VIII",
    "Dokumen pelengkap",
    (
        Clause("Perjanjian Kinerja"),
        Clause("Renstra"),
        Clause("Laporan Kinerja Instansi Pemerintah (LKjIP)"),
        Clause("Dokumen hasil penilaian SAKIP"),
    ),
    anchor="dokumen",
)

PARTS = (BACKGROUND, PURPOSE, SCOPE, LEGAL, DEFINITIONS, REQUIREMENTS, SUCCESS, SUPPLEMENTS)
