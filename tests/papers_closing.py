"""Examples of the papers that close a procedure: the disposition and the record of the archive."""

from __future__ import annotations

from .papers_letterhead import KEPALA, SEKRETARIS, common, orang


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
