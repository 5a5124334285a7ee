"""One example of the data of each kind of paper: what the templates expect, filled with life.

The shapes are told in the first lines of each template; `common(...)` is what issue.compose adds.
All persons and numbers are invented.
"""

from __future__ import annotations

KOP = {
    "pemerintah": "Pemerintah Kabupaten Mahakam Ulu",
    "nama": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "singkatan": "BKPSDM Mahakam Ulu",
    "alamat": "Jalan Contoh Nomor 1, Ujoh Bilang",
    "telepon": "(0500) 000000",
    "laman": "bkpsdm.contoh.example",
    "pos_el": "bkpsdm@contoh.example",
    "kode_pos": "00000",
    "logo": "",
    "zona": "Asia/Makassar",
}
PERIODE = "Triwulan III Tahun 2026"
NOTA, NOTULEN = (
    "Nota Dinas Nomor 800/209/BKPSDM/X/2026",
    "Notulen Rapat Nomor 800/211/BKPSDM/X/2026",
)


def orang(jabatan, nama="Nama Pejabat (contoh)", **more):
    return {
        "jabatan": jabatan,
        "nama": nama,
        "pangkat": "Pembina Utama Muda (IV/c)",
        "nip": "19000101 192001 1 001",
        "surat": "",
        **more,
    }


KEPALA = orang("Kepala Badan")
SEKRETARIS = orang("Sekretaris")
KETUA = orang("Ketua Tim SAKIP", pangkat="Penata Tk. I (III/d)")
UNIT_DUA = [
    orang("Plt. Kepala Bidang Mutasi dan Promosi", surat="Surat Perintah Nomor 800/12/2026"),
    orang("Staf", pangkat="Penata Muda (III/a)"),
]


def common(judul, ttd, *, nomor="800/224/BKPSDM/X/2026", isi=None, **more):
    return {
        "kop": KOP,
        "nomor": nomor,
        "revisi": 0,
        "judul": judul,
        "periode": PERIODE,
        "tahun": 2026,
        "prosedur": "Prosedur Pengumpulan Data Kinerja",
        "tempat": "Ujoh Bilang",
        "tanggal": "2026-10-08",
        "contoh": True,
        "situs": "https://sakip.contoh.example",
        "dasar": [NOTA, NOTULEN],
        "isi": isi or {},
        "ttd": ttd,
        **more,
    }


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

TANDA_TERIMA = common(
    "Bukti Tanda Terima formulir",
    [orang("Anggota Tim SAKIP")],
    baris=[
        {
            "unit": unit,
            "nomor": f"800/21{n}/BKPSDM/X/2026",
            "jumlah": 6 + n,
            "diserahkan": "2026-10-05T02:14:00+00:00",
            "tenggat": "2026-10-06",
            "penerima": "Nama Penerima (contoh)" if n < 3 else "",
            "jabatan": f"Kepala {unit}" if n < 3 else "",
            "nip": "19000101 192001 1 003" if n < 3 else "",
            "diterima": "2026-10-05T03:02:00+00:00" if n < 3 else None,
            "kembali": None,
            "keterangan": "",
        }
        for n, unit in enumerate(
            ["Sekretariat", "Bidang Mutasi dan Promosi", "Bidang Pengembangan Kompetensi Aparatur"],
            1,
        )
    ],
)

INDIKATOR = [
    ("IKU-2", "Persentase Jabatan yang Diisi Sesuai dengan Kompetensi", "%", "85,00", "81,82"),
    ("IKP-21", "Persentase keterisian jabatan PNS", "%", "85,00", "86,68"),
    ("IKK-22", "Persentase Kenaikan Pangkat Tepat Waktu", "%", "95,00", "94,57"),
    ("IKK-24", "Jumlah SK Pindah instansi", "SK", "8", "8"),
    (
        "IKK-27",
        "Jumlah Dokumen Hasil Pelaksanaan Mutasi Jabatan Pimpinan Tinggi, Jabatan Administrasi, "
        "Jabatan Pelaksana dan Mutasi ASN antar Daerah",
        "dokumen",
        "3",
        "2",
    ),
]


def _isian(no, terisi):
    kode, nama, satuan, target, nilai = INDIKATOR[no - 1]
    persen = satuan == "%"
    return {
        "no": no,
        "kode": kode,
        "indikator": nama,
        "jenis": kode[:3],
        "definisi": "Perbandingan yang memenuhi syarat terhadap seluruh yang ada pada periode ini.",
        "satuan": satuan,
        "polaritas": "Makin tinggi",
        "sumber": "SIMPEG, per 30 September 2026",
        "target_tahun": target,
        "target_periode": target,
        "pembilang_label": "Jabatan sesuai kompetensi" if persen else "",
        "penyebut_label": "Jabatan terisi" if persen else "",
        "pembilang": ("1.234" if persen else "") if terisi else "",
        "penyebut": ("1.508" if persen else "") if terisi else "",
        "nilai": nilai if terisi and no != 3 else "",
        "sampai": nilai if terisi and no != 3 else "",
        "keadaan": ("Belum dilaporkan" if no == 3 else "Ada nilai") if terisi else "",
        "alasan": "Data kantor regional belum terbit." if terisi and no == 3 else "",
        "bukti": ["Daftar jabatan.xlsx", "Berita acara rekonsiliasi.pdf"] if terisi else [],
        "pendukung": "Pemetaan jabatan selesai lebih awal." if terisi and no == 2 else "",
        "penghambat": "Uji kompetensi gelombang II ditunda." if terisi and no == 1 else "",
        "rencana": "Uji kompetensi bulan November." if terisi and no == 1 else "",
    }


def formulir(terisi):
    return common(
        "Formulir pengumpulan data capaian kinerja",
        UNIT_DUA if terisi else [{**u, "nama": "", "nip": "", "pangkat": ""} for u in UNIT_DUA],
        unit="Bidang Mutasi dan Promosi",
        nomor_formulir="F-02/PG-2026-TW3",
        tenggat="2026-10-06",
        terisi=terisi,
        kelompok=[
            {
                "nama": "5.03.02 PROGRAM KEPEGAWAIAN DAERAH",
                "baris": [_isian(n, terisi) for n in (1, 2)],
            },
            {
                "nama": "5.03.02.2.02 Mutasi dan Promosi ASN",
                "baris": [_isian(n, terisi) for n in (3, 4, 5)],
            },
        ],
        anggaran=[
            {
                "kode": "5.03.02.2.02",
                "nama": "Mutasi dan Promosi ASN",
                "pagu": 1234567890,
                "realisasi": 512345678 if terisi else None,
            }
        ],
        diterima=None,
        catatan=[],
    )


REKAPITULASI_PENGUMPULAN = common(
    "Rekapitulasi hasil pengumpulan data kinerja",
    [KETUA],
    unit=[
        {
            "nama": nama,
            "nomor": f"F-0{u}/PG-2026-TW3",
            "diserahkan": "2026-10-06T06:40:00+00:00" if u < 3 else None,
            "tenggat": "2026-10-06",
            "ketepatan": "tepat waktu" if u == 1 else "terlambat 1 hari",
            "ditutup": "" if u < 3 else "Server kantor regional tidak dapat dibuka.",
            "cacah": "4 ada nilai, 1 belum dilaporkan",
            "baris": [
                {
                    "no": (u - 1) * 5 + n,
                    "kode": kode,
                    "indikator": nama_indikator,
                    "satuan": satuan,
                    "target": target,
                    "realisasi": nilai if n != 3 else None,
                    "sampai": nilai if n != 3 else None,
                    "keadaan": "Ada nilai" if n != 3 else "Belum dilaporkan",
                    "bukti": 2 if n != 3 else 0,
                    "catatan": "" if n != 3 else "Data kantor regional belum terbit.",
                }
                for n, (kode, nama_indikator, satuan, target, nilai) in enumerate(INDIKATOR, 1)
            ],
        }
        for u, nama in enumerate(
            ["Sekretariat", "Bidang Mutasi dan Promosi", "Bidang Pengembangan Kompetensi Aparatur"],
            1,
        )
    ],
    cacah=[
        {"keadaan": "Ada nilai", "jumlah": 12},
        {"keadaan": "Belum dilaporkan", "jumlah": 3},
        {"keadaan": "Tidak berlaku", "jumlah": 0},
        {"keadaan": "Tidak dilaksanakan", "jumlah": 0},
    ],
    anggaran=[
        {
            "kode": "5.03.02.2.02",
            "nama": "Mutasi dan Promosi ASN",
            "pagu": 5294655000,
            "realisasi": 4012345678,
        }
    ],
    catatan=["Formulir Bidang Pengembangan Kompetensi Aparatur ditutup dengan kekurangan."],
)


def laporan(draf):
    return common(
        ("Draft " if draf else "") + "Laporan Hasil Pengumpulan Data Kinerja",
        [KETUA if draf else SEKRETARIS],
        draf=draf,
        hal="Hasil pengumpulan data kinerja Triwulan III Tahun 2026",
        pelaksanaan=[
            {
                "no": n,
                "langkah": langkah,
                "pelaksana": siapa,
                "baku": baku,
                "nyata": nyata,
                "lewat": lewat,
                "selesai": f"2026-10-0{n}T07:20:00+00:00",
            }
            for n, (langkah, siapa, baku, nyata, lewat) in enumerate(
                [
                    ("Perintah pengumpulan data", "Kepala Badan", "5 menit", "4 menit", False),
                    ("Rapat arahan", "Sekretaris", "60 menit", "1 jam 5 menit", True),
                    ("Rencana kegiatan", "Tim SAKIP", "120 menit", "1 jam 40 menit", False),
                ],
                1,
            )
        ],
        pengembalian=[
            {
                "putaran": 1,
                "dari": "8",
                "ke": "7",
                "oleh": "Tim SAKIP",
                "pada": "2026-10-07T01:30:00+00:00",
                "arahan": "Cocokkan pembilang sertifikat teknis dan lampirkan daftar nama.",
                "butir": 3,
            }
        ],
        hasil={
            "kalimat": "Terkumpul 37 dari 42 indikator dari 5 unit; 3 belum dilaporkan, 2 tidak berlaku.",
            "kolom": [
                {"label": "No.", "lebar": 6, "jenis": "t"},
                {"label": "Unit", "lebar": 44, "jenis": ""},
                {"label": "Ada nilai", "lebar": 15, "jenis": "t"},
                {"label": "Belum", "lebar": 15, "jenis": "t"},
                {"label": "Diserahkan", "lebar": 20, "jenis": ""},
            ],
            "baris": [
                {"sel": ["1", "Sekretariat", "8", "0", "tepat waktu"]},
                {"sel": ["2", "Bidang Mutasi dan Promosi", "29", "3", "terlambat 1 hari"]},
                {"gaya": "jumlah", "sel": [{"teks": "Jumlah", "rentang": 2}, "37", "3", None]},
            ],
        },
        terbaik=[
            {
                "kode": "IKK-38",
                "indikator": "Jumlah ASN yang Mendapatkan Pendidikan Lanjutan",
                "capaian": "116,67",
                "sebab": "Beasiswa provinsi bertambah.",
            }
        ],
        terlemah=[
            {
                "kode": "IKU-3",
                "indikator": "Persentase ASN yang Memiliki Sertifikat Diklat Teknis",
                "capaian": "74,44",
                "sebab": "Gelombang II ditunda.",
            }
        ],
        celah=[
            {
                "unit": "Bidang Mutasi dan Promosi",
                "kode": "IKK-22",
                "indikator": "Persentase Kenaikan Pangkat Tepat Waktu",
                "keadaan": "Belum dilaporkan",
                "alasan": "Data kantor regional belum terbit.",
            }
        ],
        lampiran=["Rekapitulasi hasil pengumpulan data kinerja Nomor 800/222/BKPSDM/X/2026"],
        isi={
            "pelaksanaan": "Pengumpulan berlangsung enam hari kerja dengan satu pengembalian.",
            "analisis": "Sebagian besar indikator sudah disertai bukti.\nIKU-3 tertinggal karena "
            "sertifikasi gelombang II ditunda.",
            "kekurangan": "",
            "kesimpulan": "1. Data dapat digunakan untuk pengukuran kinerja.\n2. Data kantor "
            "regional disusulkan pada triwulan berikutnya.",
        },
        catatan=[],
    )


def disposisi(tertulis):
    return common(
        "Disposisi Kepala Badan" if tertulis else "Lembar Disposisi",
        [KEPALA] if tertulis else [{**KEPALA, "nama": "", "nip": "", "pangkat": ""}],
        surat_dari="Sekretaris BKPSDM Kabupaten Mahakam Ulu",
        nomor_surat="800/224/BKPSDM/X/2026",
        tanggal_surat="2026-10-15",
        perihal="Laporan Hasil Pengukuran Kinerja Triwulan III Tahun 2026",
        diterima="2026-10-15T01:05:00+00:00" if tertulis else None,
        agenda="118" if tertulis else "",
        sifat=[
            {"nama": nama, "dipilih": nama == "Segera"}
            for nama in ("Biasa", "Segera", "Sangat segera", "Rahasia")
        ],
        kepada=[
            {"nama": nama, "dipilih": tertulis and n in (0, 2)}
            for n, nama in enumerate(
                [
                    "Sekretaris",
                    "Kepala Bidang Mutasi dan Promosi",
                    "Kepala Bidang Pengembangan Kompetensi Aparatur",
                    "Tim SAKIP",
                ]
            )
        ],
        harap=[
            {"nama": nama, "dipilih": tertulis and n == 0}
            for n, nama in enumerate(
                ["Tindak lanjuti", "Tanggapan dan saran", "Koordinasikan", "Arsipkan"]
            )
        ],
        catatan="Percepat sertifikasi gelombang II. Laporkan daftar peserta paling lambat akhir bulan."
        if tertulis
        else "",
        tenggat="2026-10-30" if tertulis else None,
        ringkasan="27 dari 39 indikator memenuhi target; IKU-3 perlu perhatian.",
    )


FORM_EVALUASI = common(
    "Form Evaluasi Kinerja",
    [SEKRETARIS],
    kalimat="3 dari 5 indikator telah memenuhi/melebihi target, 1 tidak dihitung",
    baris=[
        {
            "no": n,
            "sasaran": "Tersedianya ASN yang memenuhi kompetensi",
            "kode": kode,
            "indikator": nama,
            "target": target,
            "realisasi": nilai,
            "capaian": "96,26" if n < 4 else None,
            "tercapai": "Belum" if n < 4 else "",
            "faktor": "Uji kompetensi gelombang II ditunda.",
            "analisis": "Selisih karena waktu, bukan karena mutu." if n == 1 else "",
            "rekomendasi": "Uji kompetensi November." if n == 1 else "",
            "pj": "MP",
            "tenggat": "2026-11-30" if n == 1 else None,
        }
        for n, (kode, nama, _, target, nilai) in enumerate(INDIKATOR, 1)
    ],
    putusan={"hasil": "Disetujui", "ke": "", "arahan": ""},
    catatan=[],
)

LEMBAR_TANGGAPAN = common(
    "Lembar Tanggapan",
    [UNIT_DUA[0]],
    unit="Bidang Mutasi dan Promosi",
    pengembalian=[
        {
            "putaran": 1,
            "oleh": "Sekretaris",
            "pada": "2026-10-06T07:50:00+00:00",
            "arahan": "Cocokkan dengan SIMPEG dan lampirkan daftar nama.",
            "baris": [
                {
                    "no": 1,
                    "unit": "Bidang Mutasi dan Promosi",
                    "kode": "IKU-2",
                    "indikator": INDIKATOR[0][1],
                    "jenis": "Angka diragukan",
                    "alasan": "Pembilang melebihi catatan SIMPEG.",
                    "lama": "84,10",
                    "jawaban": "Dikoreksi; 34 jabatan terhitung dua kali. Daftar nama dilampirkan.",
                    "baru": "81,82",
                    "selisih": "turun 34 · 2,28 poin",
                    "teks": [
                        {
                            "nama": "Faktor penghambat",
                            "kata": [
                                ["=", "Data"],
                                ["-", "belum"],
                                ["+", "sudah"],
                                ["=", "dicocokkan dengan SIMPEG."],
                            ],
                        }
                    ],
                    "berkas": [
                        {"tanda": "-", "nama": "daftar-lama.xlsx", "sidik": "9f2c41aa03be"},
                        {"tanda": "+", "nama": "daftar-nama.xlsx", "sidik": "4be1a77cd210"},
                        {"tanda": "=", "nama": "Peta jabatan", "sidik": ""},
                    ],
                    "tanpa_bukti": False,
                    "putusan": "Diterima",
                },
                {
                    "no": 2,
                    "unit": "Bidang Mutasi dan Promosi",
                    "kode": "IKK-1",
                    "indikator": INDIKATOR[1][1],
                    "jenis": "Tidak lengkap",
                    "alasan": "Isi angka sampai dengan September.",
                    "lama": "belum dilaporkan",
                    "jawaban": "Diisi.",
                    "baru": "8 laporan",
                    "selisih": "",
                    "teks": [],
                    "berkas": [],
                    "tanpa_bukti": True,
                    "putusan": "Dikembalikan",
                },
            ],
        }
    ],
    kekurangan=["Formulir Sekretariat ditutup dengan kekurangan (contoh); tanpa nilai: IKK-9."],
    catatan_unit=[
        {
            "unit": "Bidang Mutasi dan Promosi",
            "tentang": "IKU-2",
            "wajib": True,
            "keadaan": "diselesaikan Sekretaris",
            "isi": [
                {
                    "oleh": "Sekretaris",
                    "pada": "2026-10-06T08:10:00+00:00",
                    "sebut": ["Kepala Bidang Mutasi dan Promosi"],
                    "isi": "Cocokkan dengan SIMPEG.",
                },
                {
                    "oleh": "Kepala Bidang Mutasi dan Promosi",
                    "pada": "2026-10-06T09:00:00+00:00",
                    "sebut": [],
                    "isi": "Sudah dicocokkan.",
                },
            ],
        }
    ],
    catatan_internal=[
        {
            "unit": "Bidang Mutasi dan Promosi",
            "tentang": "Seluruh formulir",
            "wajib": False,
            "keadaan": "terbuka",
            "isi": [
                {
                    "oleh": "Ketua Tim SAKIP",
                    "pada": "2026-10-06T09:20:00+00:00",
                    "sebut": [],
                    "isi": "Periksa pembagian tugas.",
                }
            ],
        }
    ],
)

BERITA_ACARA = common(
    "Berita Acara Arsip",
    [orang("Anggota Tim SAKIP"), {**SEKRETARIS, "peran": "Mengetahui"}],
    naskah=[
        {
            "nama": nama,
            "nomor": f"800/{209 + n}/BKPSDM/X/2026",
            "revisi": 1 if n == 4 else 0,
            "tanggal": "2026-10-08",
            "halaman": n + 1,
            "sha256": f"{n}c0751ae" * 8,
        }
        for n, nama in enumerate(
            [
                "Nota Dinas",
                "Notulen Rapat",
                "Program Kerja Kegiatan",
                "Checklist Dokumen",
                "Rekapitulasi hasil pengumpulan data kinerja",
            ]
        )
    ],
    tidak_ada=[{"nama": "LIHP", "sebab": "tidak relevan, belum terbit pada triwulan ini"}],
    tindak_lanjut=[
        {
            "uraian": "Percepat sertifikasi gelombang II",
            "unit": "Bidang Pengembangan Kompetensi Aparatur",
            "tenggat": "2026-10-30",
        }
    ],
    jejak={"nomor": 128, "ujung": "3f9ac217" * 8},
    isi={"catatan": ""},
)


def _metode(n, kode, nama, satuan):
    return {
        "no": n,
        "kode": kode,
        "indikator": nama,
        "definisi": "Perbandingan yang memenuhi syarat terhadap seluruh yang ada.",
        "satuan": satuan,
        "polaritas": "Makin tinggi",
        "rumus": "Jabatan sesuai kompetensi ÷ jabatan terisi × 100",
        "rumus_capaian": "realisasi ÷ target × 100",
        "akumulasi": "Nilai akhir",
        "gaya_target": "Target posisi",
        "kebijakan": "Target 0 tidak dihitung.",
        "sumber": "SIMPEG",
        "smart": {
            "spesifik": True,
            "terukur": True,
            "tercapai": n != 3,
            "relevan": True,
            "berwaktu": True,
        },
        "catatan": "",
    }


def _hitungan(n, kode, nama, satuan, target, nilai):
    return {
        "no": n,
        "kode": kode,
        "indikator": nama,
        "satuan": satuan,
        "rumus": "Jabatan sesuai kompetensi ÷ jabatan terisi × 100",
        "data": [
            {"label": "Jabatan sesuai kompetensi", "nilai": "1.234"},
            {"label": "Jabatan terisi", "nilai": "1.508"},
        ],
        "sumber": "SIMPEG",
        "bukti": 2,
        "target": target,
        "realisasi": nilai,
        "hitungan": "81,8302 ÷ 85 × 100 = 96,27",
        "mentah": "96,27",
        "dilaporkan": "96,27",
        "kategori": "Sangat Tinggi",
        "catatan": "",
    }


def kertas_kerja(tahap):
    if tahap == "metodologi":
        baris = [_metode(n, *satu[:3]) for n, satu in enumerate(INDIKATOR, 1)]
    else:
        baris = [_hitungan(n, *satu) for n, satu in enumerate(INDIKATOR, 1)]
    return common(
        "Kertas Kerja Pengukuran Kinerja",
        [orang("Anggota Tim SAKIP")],
        prosedur="Prosedur Pengukuran Kinerja",
        tahap=tahap,
        versi="Metodologi 2026.1",
        kelompok=[{"nama": "Sasaran 1. Tersedianya ASN yang Memenuhi Kompetensi", "baris": baris}],
        catatan=["Capaian makin tinggi makin baik = realisasi ÷ target × 100."],
    )


def rekapitulasi_pengukuran(indicators=40):
    baris = []
    for n in range(indicators):
        if n % 10 == 0:
            baris.append(
                {
                    "simpul": True,
                    "tingkat": 2 + (n // 10) % 4,
                    "nama": f"Sasaran {n // 10 + 1}. Tersedianya ASN yang Memenuhi Kompetensi",
                    "rata": "95,54",
                    "kategori": "Sangat Tinggi",
                    "kalimat": "6 dari 9 indikator tercapai, 1 tidak dihitung",
                    "pagu": 5294655000,
                    "realisasi": 4012345678,
                    "serapan": "75,78",
                }
            )
        kode, nama, satuan, target, nilai = INDIKATOR[n % 5]
        baris.append(
            {
                "no": n + 1,
                "kode": kode,
                "indikator": nama,
                "satuan": satuan,
                "target": target,
                "realisasi": nilai,
                "capaian": "96,26" if n % 7 else None,
                "kategori": "Sangat Tinggi" if n % 7 else "",
                "tercapai": "Belum" if n % 7 else "",
                "target_tahun": target,
                "terhadap_tahun": "72,20",
                "keterangan": "" if n % 7 else "Tidak berlaku",
            }
        )
    return common(
        "Rekapitulasi Hasil Pengukuran Kinerja",
        [KETUA],
        nomor="800/223/BKPSDM/X/2026",
        baris=baris,
        jumlah={
            "nama": f"Rata-rata seluruh indikator terukur (34 dari {indicators})",
            "rata": "96,63",
            "kategori": "Sangat Tinggi",
            "kalimat": "27 dari 34 mencapai target",
            "pagu": 5294655000,
            "realisasi": 4012345678,
            "serapan": "75,78",
        },
        kalimat="27 dari 34 indikator telah memenuhi/melebihi target, 6 tidak dihitung",
        catatan=[
            "Capaian makin tinggi makin baik = realisasi ÷ target × 100. Makin rendah makin baik = "
            "(2 × target − realisasi) ÷ target × 100. Metodologi 2026.1.",
            "Kategori: Sangat Tinggi ≥ 91; Tinggi ≥ 76; Sedang ≥ 66; Rendah ≥ 51; Sangat Rendah < 51.",
        ],
    )


RENCANA_TINDAK_LANJUT = common(
    "Rencana Tindak Lanjut Capaian",
    [SEKRETARIS],
    kalimat="Disusun untuk 5 indikator yang belum mencapai target",
    baris=[
        {
            "no": n,
            "kode": kode,
            "indikator": nama,
            "capaian": "96,26",
            "sebab": "Uji kompetensi gelombang II ditunda karena anggaran perubahan.",
            "tindakan": "Melaksanakan uji kompetensi gelombang II.",
            "unit": "Bidang Mutasi dan Promosi",
            "pj": "Kepala Bidang",
            "tenggat": "2026-11-30",
            "bukti": "Berita acara uji kompetensi",
        }
        for n, (kode, nama, *_) in enumerate(INDIKATOR, 1)
    ],
    catatan=[],
)

# kind key -> its example data; a kind with two faces has the second under another name in FACES.
EXAMPLES = {
    "nota_dinas": NOTA_DINAS,
    "notulen": NOTULEN_RAPAT,
    "program_kerja": PROGRAM_KERJA,
    "checklist": CHECKLIST,
    "formulir": formulir(False),
    "tanda_terima": TANDA_TERIMA,
    "formulir_terisi": formulir(True),
    "rekapitulasi_pengumpulan": REKAPITULASI_PENGUMPULAN,
    "draft_laporan_pengumpulan": laporan(True),
    "laporan_pengumpulan": laporan(False),
    "lembar_disposisi": disposisi(False),
    "disposisi": disposisi(True),
    "form_evaluasi": FORM_EVALUASI,
    "lembar_tanggapan": LEMBAR_TANGGAPAN,
    "berita_acara_arsip": BERITA_ACARA,
    "kertas_kerja": kertas_kerja("terukur"),
    "rekapitulasi_pengukuran": rekapitulasi_pengukuran(),
    "draft_laporan_pengukuran": laporan(True),
    "laporan_pengukuran": laporan(False),
    "rencana_tindak_lanjut": RENCANA_TINDAK_LANJUT,
}
FACES = {"kertas_kerja": kertas_kerja("metodologi")}
