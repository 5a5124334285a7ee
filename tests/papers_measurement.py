"""Examples of the papers of a measurement: worksheet, recap, evaluation and plan."""

from __future__ import annotations

from .papers_letterhead import INDIKATOR, KETUA, SEKRETARIS, common, orang

ANGGARAN = {"pagu": 5294655000, "realisasi": 4012345678, "serapan": "75,78"}


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


def rekapitulasi_pengukuran(indicators=40):
    """A sasaran before every tenth indicator; every seventh one has no figure."""
    baris = []
    for n in range(indicators):
        if n % 10 == 0:
            baris.append(_simpul(n // 10))
        baris.append(_capaian(n))
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
            **ANGGARAN,
        },
        kalimat="27 dari 34 indikator telah memenuhi/melebihi target, 6 tidak dihitung",
        catatan=[
            "Capaian makin tinggi makin baik = realisasi ÷ target × 100. Makin rendah makin baik = "
            "(2 × target − realisasi) ÷ target × 100. Metodologi 2026.1.",
            "Kategori: Sangat Tinggi ≥ 91; Tinggi ≥ 76; Sedang ≥ 66; Rendah ≥ 51; Sangat Rendah < 51.",
        ],
    )


def _simpul(n):
    return {
        "simpul": True,
        "tingkat": 2 + n % 4,
        "nama": f"Sasaran {n + 1}. Tersedianya ASN yang Memenuhi Kompetensi",
        "rata": "95,54",
        "kategori": "Sangat Tinggi",
        "kalimat": "6 dari 9 indikator tercapai, 1 tidak dihitung",
        **ANGGARAN,
    }


def _capaian(n):
    kode, nama, satuan, target, nilai = INDIKATOR[n % 5]
    return {
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
