"""What every example of a paper has: letterhead, signers, basis, and five indicators to speak of."""

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
