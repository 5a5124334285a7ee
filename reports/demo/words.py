"""What the people of the demo write: minutes, reasons, plans, dispositions."""

from __future__ import annotations

from datetime import timedelta

from sakip.papers import kinds as naskah

HINDERED = [
    "Sebagian berkas usul masuk lewat batas periode.",
    "Jadwal pelaksanaan bergeser ke periode berikutnya.",
    "Verifikasi data dari perangkat daerah belum lengkap.",
]
HELPED = "Koordinasi rutin dengan perangkat daerah berjalan."
CHECKED = "Sudah dicocokkan dengan data sumber dan memang demikian."
PLANNED = "Jemput berkas ke perangkat daerah dan verifikasi mingguan."
ARAHAN = "Lengkapi dua isian yang ditandai. Isian lain sudah baik."
RETURNED = [
    (
        "angka_diragukan",
        "Pembilang melebihi catatan SIMPEG. Cocokkan dan lampirkan daftar nama.",
    ),
    ("bukti_kurang", "Lampirkan surat keputusan yang berlaku pada triwulan ini."),
]
NOT_RELEVANT = {"keadaan": "tidak_relevan", "keterangan": "Belum terbit untuk tahun berjalan."}


def of(run, kind, form) -> dict:
    """Raw values for the draft of `kind`, beside its own suggestions."""
    if kind is naskah.NOTULEN:
        return {
            "mulai": "09.00",
            "selesai": "09.55",
            "notulis": "Anggota Tim SAKIP (contoh)",
            "pembahasan": "Indikator yang jatuh tempo, jadwal pengisian formulir, dan bukti "
            "dukung yang diperlukan dari tiap unit.",
            "keputusan": "Dahulukan IKU. Data kumulatif sampai dengan akhir periode. Setiap "
            "angka disertai bukti dukung.",
            "penutup": "Rapat ditutup dengan kesepakatan jadwal.",
        }
    if kind is naskah.CHECKLIST:
        return {name: form.initial.get(name) or NOT_RELEVANT for name in form.fields}
    if "analisis" in form.fields:
        return {
            "analisis": "Sebagian besar indikator memenuhi target periode. Indikator yang belum "
            "mencapai target terutama karena jadwal kegiatan yang bergeser.",
            "kesimpulan": "Data lengkap dan dapat digunakan sebagai bahan Laporan Kinerja.",
        }
    return {}


def summary(run) -> str:
    return (
        f"{run.title} {run.period} selesai dan disetujui. Sebagian besar indikator memenuhi "
        "target; yang belum tercapai disertai rencana tindak lanjut."
    )


def disposition(house, moment) -> dict:
    return {
        "kepada": [house.bidang2.pk],
        "harap": ["tindak_lanjut"],
        "catatan": "Percepat sertifikasi teknis. Laporkan daftar peserta yang belum mengikuti.",
        "tenggat": (moment + timedelta(days=21)).date(),
    }


def plan(row, moment) -> dict:
    return {
        "sebab": row.sebab or HINDERED[0],
        "tindakan": row.tindakan or PLANNED,
        "penanggung_jawab": row.penanggung_jawab or "Kepala unit",
        "tenggat": row.tenggat or (moment + timedelta(days=45)).date(),
        "bukti_selesai": row.bukti_selesai or "Laporan pelaksanaan dan daftar nominatif",
    }
