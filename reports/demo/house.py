"""The agency of the demo: units, people with plainly invented names, offices."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from sakip.people.models import Instansi, Penugasan, Role, Unit, User

PASSWORD = "Contoh-Sakip-2026"

UNITS = [
    ("PIM", "Pimpinan", "pimpinan"),
    ("SET", "Sekretariat", "sekretariat"),
    ("PPI", "Bidang Pengadaan, Pemberhentian, dan Informasi", "bidang"),
    ("MP", "Bidang Mutasi dan Promosi", "bidang"),
    ("PKA", "Bidang Pengembangan Kompetensi Aparatur", "bidang"),
    ("PKP", "Bidang Penilaian Kinerja Aparatur dan Penghargaan", "bidang"),
]
# user name, role, unit, jabatan, pangkat, golongan
PEOPLE = [
    ("kepala", Role.KEPALA, "PIM", "Kepala Badan", "Pembina Utama Muda", "IV/c"),
    ("sekretaris", Role.SEKRETARIS, "SET", "Sekretaris", "Pembina Tk. I", "IV/b"),
    ("timsakip", Role.TIM_SAKIP, "SET", "Ketua Tim SAKIP", "Penata Tk. I", "III/d"),
    ("timsakip2", Role.TIM_SAKIP, "SET", "Anggota Tim SAKIP", "Penata", "III/c"),
    ("kasubbag", Role.BIDANG, "SET", "Kepala Subbagian Umum", "Penata Tk. I", "III/d"),
    ("bidang", Role.BIDANG, "MP", "Kepala Bidang Mutasi dan Promosi", "Pembina", "IV/a"),
    ("bidang2", Role.BIDANG, "PKA", "Kepala Bidang Pengembangan Kompetensi", "Pembina", "IV/a"),
    ("bidang3", Role.BIDANG, "PPI", "Kepala Bidang Pengadaan dan Informasi", "Pembina", "IV/a"),
    ("bidang4", Role.BIDANG, "PKP", "Kepala Bidang Penilaian Kinerja", "Pembina", "IV/a"),
    ("staf", Role.STAF, "MP", "Analis Kepegawaian Bidang Mutasi", "Penata Muda", "III/a"),
    ("staf2", Role.STAF, "PKA", "Analis Diklat", "Penata Muda", "III/a"),
    ("staf3", Role.STAF, "PPI", "Pranata Komputer", "Penata Muda", "III/a"),
    ("staf4", Role.STAF, "PKP", "Analis Kinerja", "Penata Muda", "III/a"),
    ("staf5", Role.STAF, "SET", "Pengelola Keuangan", "Pengatur", "II/c"),
    ("admin", Role.ADMIN, None, "Admin SAKIP", "", ""),
]
# Those that the first page names: one a role, and two Bidang, so that "not yours" can be tried.
SHOWN = ["kepala", "sekretaris", "timsakip", "bidang", "bidang2", "staf", "admin"]


def build(since: date) -> SimpleNamespace:
    """The agency with everybody in office since `since`."""
    instansi = Instansi.objects.create(
        nama="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        singkatan="BKPSDM Mahakam Ulu",
        kode_surat="BKPSDM",
        pemerintah="Kabupaten Mahakam Ulu",
        tempat="Ujoh Bilang",
        alamat="Jalan Contoh Nomor 1, Ujoh Bilang",
        telepon="(0545) 000000",
        laman="bkpsdm.contoh.go.id",
        pos_el="bkpsdm@contoh.go.id",
        kode_pos="75767",
        contoh=True,
    )
    units = {
        code: Unit.objects.create(instansi=instansi, nama=nama, singkatan=code, jenis=jenis, urut=n)
        for n, (code, nama, jenis) in enumerate(UNITS)
    }
    offices = {
        name: _office(instansi, n, name, role, units.get(unit), jabatan, pangkat, golongan, since)
        for n, (name, role, unit, jabatan, pangkat, golongan) in enumerate(PEOPLE, 1)
    }
    return SimpleNamespace(instansi=instansi, units=units, **offices)


def _office(instansi, n, name, role, unit, jabatan, pangkat, golongan, since):
    # Born in 1900: an NIP that nobody has.
    nip = f"19000101190001{n % 2 + 1}{n:03}" if role != Role.ADMIN else None
    user = User.objects.create_user(
        name,
        password=PASSWORD,
        nama=f"{jabatan} (contoh)",
        nip=nip,
        pangkat=pangkat,
        golongan=golongan,
    )
    return Penugasan.objects.create(
        instansi=instansi,
        user=user,
        role=role,
        unit=unit,
        jabatan=jabatan,
        mulai=since,
        ketua=name == "timsakip",
    )


def accounts() -> str:
    """The accounts as script/server prints them."""
    known = {name: (role, jabatan) for name, role, _, jabatan, *_ in PEOPLE}
    lines = [f"  {name:<12} {known[name][1]}" for name in SHOWN]
    return "\n".join([f"Akun contoh (kata sandi semuanya: {PASSWORD})", *lines])
