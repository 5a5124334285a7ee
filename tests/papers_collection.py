"""Examples of the papers of a collection: forms and their receipt, what came back, and the report."""

from __future__ import annotations

from .papers_letterhead import INDIKATOR, KETUA, SEKRETARIS, UNIT_DUA, common, orang

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


def laporan(draf):
    return common(
        ("Draft " if draf else "") + "Laporan Hasil Pengumpulan Data Kinerja",
        [KETUA if draf else SEKRETARIS],
        draf=draf,
        hal="Hasil pengumpulan data kinerja Triwulan III Tahun 2026",
        pelaksanaan=_pelaksanaan(),
        pengembalian=_pengembalian(),
        hasil=_hasil(),
        **_menonjol(),
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


def _pelaksanaan():
    langkah = [
        ("Perintah pengumpulan data", "Kepala Badan", "5 menit", "4 menit", False),
        ("Rapat arahan", "Sekretaris", "60 menit", "1 jam 5 menit", True),
        ("Rencana kegiatan", "Tim SAKIP", "120 menit", "1 jam 40 menit", False),
    ]
    return [
        {
            "no": n,
            "langkah": nama,
            "pelaksana": siapa,
            "baku": baku,
            "nyata": nyata,
            "lewat": lewat,
            "selesai": f"2026-10-0{n}T07:20:00+00:00",
        }
        for n, (nama, siapa, baku, nyata, lewat) in enumerate(langkah, 1)
    ]


def _pengembalian():
    return [
        {
            "putaran": 1,
            "dari": "8",
            "ke": "7",
            "oleh": "Tim SAKIP",
            "pada": "2026-10-07T01:30:00+00:00",
            "arahan": "Cocokkan pembilang sertifikat teknis dan lampirkan daftar nama.",
            "butir": 3,
        }
    ]


def _hasil():
    """A table of a paper: its columns with their widths, its rows, its sum across two columns."""
    return {
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
    }


def _menonjol():
    """The indicators a report names: the best, the weakest, and the gaps."""
    return {
        "terbaik": [
            {
                "kode": "IKK-38",
                "indikator": "Jumlah ASN yang Mendapatkan Pendidikan Lanjutan",
                "capaian": "116,67",
                "sebab": "Beasiswa provinsi bertambah.",
            }
        ],
        "terlemah": [
            {
                "kode": "IKU-3",
                "indikator": "Persentase ASN yang Memiliki Sertifikat Diklat Teknis",
                "capaian": "74,44",
                "sebab": "Gelombang II ditunda.",
            }
        ],
        "celah": [
            {
                "unit": "Bidang Mutasi dan Promosi",
                "kode": "IKK-22",
                "indikator": "Persentase Kenaikan Pangkat Tepat Waktu",
                "keadaan": "Belum dilaporkan",
                "alasan": "Data kantor regional belum terbit.",
            }
        ],
    }
