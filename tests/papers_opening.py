"""Examples of the papers that open a procedure: order, meeting, plan and documents."""

from __future__ import annotations

from .papers_letterhead import KEPALA, KETUA, NOTA, SEKRETARIS, common, orang

NOTA_DINAS = common(
    "Nota Dinas",
    [KEPALA],
    nomor="800/209/BKPSDM/X/2026",
    dasar=[],
    isi={
        "kepada": "Sekretaris BKPSDM Kabupaten Mahakam Ulu",
        "tembusan": "Para Kepala Bidang pada BKPSDM Kabupaten Mahakam Ulu",
        "sifat": "Segera",
        "lampiran": "1 (satu) berkas",
        "hal": "Pengumpulan Data Kinerja Triwulan III Tahun 2026",
        "pembuka": "Dalam rangka pengukuran dan pelaporan kinerja Badan Kepegawaian dan Pengembangan "
        "Sumber Daya Manusia Kabupaten Mahakam Ulu, serta sesuai dengan Standar Operasional "
        "Prosedur Pengumpulan Data dan Pengukuran Kinerja, dengan ini Saudara diperintahkan untuk "
        "melakukan pengumpulan data kinerja Triwulan III Tahun 2026 dengan ketentuan:",
        "isi": "1. melakukan rapat dengan Tim SAKIP untuk memberikan arahan pelaksanaan kegiatan "
        "pengumpulan data kinerja;\n2. mengumpulkan realisasi 42 (empat puluh dua) indikator pada "
        "Sekretariat dan 4 (empat) Bidang, kumulatif sampai dengan 30 September 2026;\n3. memastikan "
        "setiap isian disertai bukti dukung, dan isian yang tidak dilaporkan disertai alasan; dan\n"
        "4. melaporkan hasilnya kepada Kepala Badan paling lambat tanggal 8 Oktober 2026.",
        "penutup": "Demikian disampaikan untuk dilaksanakan dengan penuh tanggung jawab.",
    },
)
NOTULEN_RAPAT = common(
    "Notulen Rapat",
    [SEKRETARIS, orang("Notulis", "Nama Notulis (contoh)", pangkat="")],
    nomor="800/211/BKPSDM/X/2026",
    dasar=[NOTA],
    isi={
        "tanggal": "2026-10-02",
        "mulai": "9:00",
        "selesai": "10.05",
        "tempat": "Ruang rapat BKPSDM",
        "agenda": "Arahan pengumpulan data kinerja Triwulan III Tahun 2026",
        "pimpinan": "Nama Pejabat (contoh)",
        "notulis": "Nama Notulis (contoh)",
        "notulis_nip": "19000101 192001 1 004",
        "peserta": [
            {
                "nama": f"Nama Pegawai {n} (contoh)",
                "nip": f"19000101 192001 1 00{n}",
                "jabatan": jabatan,
                "hadir": hadir,
            }
            for n, (jabatan, hadir) in enumerate(
                [
                    ("Sekretaris", "hadir"),
                    ("Ketua Tim SAKIP", "hadir"),
                    ("Anggota Tim SAKIP", "hadir"),
                    ("Anggota Tim SAKIP", "izin"),
                    ("Kepala Subbagian Umum", "tidak"),
                ],
                1,
            )
        ],
        "pembahasan": "Sekretaris membuka rapat dan menyampaikan Nota Dinas Kepala Badan.\n"
        "Tim SAKIP menyampaikan bahwa dua indikator pada triwulan lalu dikembalikan karena bukti "
        "dukungnya kurang.",
        "keputusan": "- Dahulukan IKU.\n- Data kumulatif sampai dengan akhir September, bukan per "
        "bulan.\n- Setiap isian disertai bukti yang dapat dibuka.",
        "tindak_lanjut": [
            {"apa": "Menyusun Program Kerja", "siapa": "Tim SAKIP", "tenggat": "2026-10-02"},
            {"apa": "Menyiapkan tautan bukti dukung", "siapa": "Setiap Bidang", "tenggat": None},
        ],
        "penutup": "Rapat ditutup pukul 10.05 WITA.",
    },
)
PROGRAM_KERJA = common(
    "Program Kerja Kegiatan",
    [KETUA],
    nomor="800/212/BKPSDM/X/2026",
    isi={
        "tujuan": "Terlaksananya pengumpulan data kinerja Triwulan III Tahun 2026 sesuai SOP.",
        "baris": [
            {
                "langkah": str(n),
                "kegiatan": kegiatan,
                "pelaksana": siapa,
                "mulai": f"2026-10-0{mulai}",
                "selesai": f"2026-10-0{selesai}",
                "keluaran": keluaran,
                "keterangan": "",
            }
            for n, (kegiatan, siapa, mulai, selesai, keluaran) in enumerate(
                [
                    (
                        "Tim SAKIP mengumpulkan dokumen-dokumen yang diperlukan untuk kegiatan "
                        "pengumpulan data",
                        "Tim SAKIP",
                        2,
                        5,
                        "Checklist Dokumen",
                    ),
                    (
                        "Tim SAKIP menyiapkan formulir pengumpulan data capaian kinerja",
                        "Tim SAKIP",
                        5,
                        5,
                        "Formulir",
                    ),
                    (
                        "Formulir didistribusikan kepada Sekretariat dan Bidang",
                        "Tim SAKIP",
                        5,
                        5,
                        "Bukti Tanda Terima formulir",
                    ),
                    (
                        "Sekretariat dan Bidang dengan dibantu staf mengisi formulir pengumpulan "
                        "data capaian kinerja selanjutnya menyerahkannya kepada Tim SAKIP",
                        "Sekretariat, Bidang, Staf",
                        5,
                        6,
                        "Formulir yang sudah diisi",
                    ),
                ],
                4,
            )
        ],
    },
)
CHECKLIST = common(
    "Checklist Dokumen",
    [orang("Anggota Tim SAKIP")],
    isi={
        "items": [
            {
                "nama": "Rencana Strategis (Renstra)",
                "keadaan": "ada",
                "nomor": "2025-2029",
                "berkas": "Renstra BKPSDM 2025-2029.pdf",
                "sha256": "9c0751ae4be1" + "0" * 48 + "e2b4",
                "tautan": "",
                "keterangan": "Dari Dokumen Pelengkap 2025",
            },
            {
                "nama": "Perjanjian Kinerja (TAPKIN)",
                "keadaan": "tautan",
                "nomor": "2026 Perubahan",
                "berkas": "",
                "sha256": "",
                "tautan": "https://arsip.contoh.example/pk/2026/perubahan",
                "keterangan": "",
            },
            {
                "nama": "Laporan Ikhtisar Hasil Pemeriksaan (LIHP)",
                "keadaan": "tidak_relevan",
                "nomor": "",
                "berkas": "",
                "sha256": "",
                "tautan": "",
                "keterangan": "belum terbit pada triwulan ini",
            },
        ]
    },
)
