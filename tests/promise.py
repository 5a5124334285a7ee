"""A small promise to measure against: two units, five indicators, a Perjanjian Kinerja ditetapkan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sakip.lib import tanggal
from sakip.planning.models import (
    Anggaran,
    Indikator,
    Node,
    PerjanjianKinerja,
    Renstra,
    Target,
    TargetPeriode,
)
from sakip.planning.periods import targets_of

ROWS = [
    # kode, nama, jenis, unit, satuan, polaritas, tahun, quarters, whether it is measured by parts
    (
        "IKU-1",
        "Persentase jabatan terisi",
        "IKU",
        "mutasi",
        "%",
        "tinggi",
        "85",
        "80 82 84 85",
        True,
    ),
    (
        "IKK-1",
        "Kenaikan pangkat tepat waktu",
        "IKK",
        "mutasi",
        "%",
        "tinggi",
        "100",
        "100 100 100 100",
        True,
    ),
    ("IKK-2", "Jumlah pengaduan", "IKK", "mutasi", "aduan", "rendah", "10", "10 10 10 10", False),
    (
        "IKK-3",
        "ASN mengikuti diklat",
        "IKK",
        "diklat",
        "orang",
        "tinggi",
        "400",
        "100 200 300 400",
        False,
    ),
    (
        "IKK-4",
        "Dokumen kerja sama diklat",
        "IKK",
        "diklat",
        "dokumen",
        "tinggi",
        "4",
        "1 2 3 4",
        False,
    ),
]


def make_promise(instansi, units, tahun=2026, rows=ROWS):
    """The rows as a tree of one sasaran and two programs, ditetapkan on 15 January."""
    renstra = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2025-2029", tahun_mulai=2025, tahun_selesai=2029
    )
    sasaran, programs = _tree(renstra, units)
    pk = PerjanjianKinerja.objects.create(
        instansi=instansi,
        tahun=tahun,
        renstra=renstra,
        tanggal=date(tahun, 1, 15),
        berlaku_mulai=date(tahun, 1, 1),
        pihak_pertama={"nama": "Kepala (uji)", "jabatan": "Kepala Badan"},
        pihak_kedua={"nama": "Bupati (uji)", "jabatan": "Bupati"},
    )
    for n, row in enumerate(rows, 1):
        _promise_row(pk, n, row, units, sasaran, programs)
    for program in programs.values():
        Anggaran.objects.create(instansi=instansi, pk_versi=pk, node=program, pagu=1_500_000_000)
    pk.status, pk.ditetapkan_pada = PerjanjianKinerja.DITETAPKAN, tanggal.now()
    pk.save()
    return pk


def _tree(renstra, units):
    """Its one sasaran, and the program of each unit by the name of the unit."""

    def node(level, nama, parent=None, kode="", unit=None):
        return Node.objects.create(
            instansi=renstra.instansi, renstra=renstra, level=level, nama=nama, parent=parent,
            kode=kode, unit=unit,
        )  # fmt: skip

    tujuan = node("tujuan", "Meningkatnya kualitas aparatur")
    sasaran = node("sasaran", "Meningkatnya profesionalitas ASN", tujuan)
    return sasaran, {
        "mutasi": node("program", "Program Kepegawaian Daerah", sasaran, "5.03.02", units.mutasi),
        "diklat": node("program", "Program Pengembangan SDM", sasaran, "5.04.02", units.diklat),
    }


def _promise_row(pk, n, row, units, sasaran, programs):
    """One row as an indicator with its target of the year and of each quarter."""
    kode, nama, jenis, unit, satuan, arah, tahunan, periods, parts = row
    indikator = Indikator.objects.create(
        instansi=pk.instansi,
        node=sasaran if jenis == "IKU" else programs[unit],
        kode=kode,
        nama=nama,
        jenis=jenis,
        unit=getattr(units, unit),
        satuan=satuan,
        polaritas=arah,
        formulasi="realisasi dibagi target",
        pembilang="yang memenuhi" if parts else "",
        penyebut="seluruhnya" if parts else "",
        status="berlaku",
        urut=n,
        bukti_wajib=False,
    )
    target = Target.objects.create(
        instansi=pk.instansi, pk_versi=pk, indikator=indikator, nilai=Decimal(tahunan)
    )
    for period, value in zip(targets_of("triwulanan", pk.tahun), periods.split(), strict=True):
        TargetPeriode.objects.create(
            instansi=pk.instansi, target=target, periode=period.code, nilai=Decimal(value)
        )


def make_promise_perubahan(instansi, fix=True):
    """The same promise once more, as Perubahan in force since January."""
    murni = PerjanjianKinerja.objects.get(instansi=instansi)
    new = PerjanjianKinerja.objects.create(
        instansi=instansi,
        tahun=murni.tahun,
        versi=1,
        renstra=murni.renstra,
        tanggal=date(2026, 1, 20),
        berlaku_mulai=date(2026, 1, 20),
        pihak_pertama=murni.pihak_pertama,
        pihak_kedua=murni.pihak_kedua,
        alasan="Perubahan anggaran (uji)",
    )
    for target in Target.objects.filter(pk_versi=murni).prefetch_related("periods"):
        periods = list(target.periods.all())
        target.pk, target.pk_versi = None, new
        target.save(force_insert=True)
        for period in periods:
            period.pk, period.target = None, target
            period.save(force_insert=True)
    new.ditetapkan_pada = tanggal.now()
    new.status = PerjanjianKinerja.DITETAPKAN if fix else PerjanjianKinerja.DRAF
    new.save()
    return new
