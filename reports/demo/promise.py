"""What the demo's agency promised: a Renstra, its tree out of the nomenclature, 32 indicators."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from sakip.lib import tanggal
from sakip.papers.issue import signature
from sakip.planning.models import (
    Anggaran,
    Indikator,
    Node,
    PerjanjianKinerja,
    Renstra,
    Target,
    TargetPeriode,
)
from sakip.planning.periods import months, quarters

HERE = Path(__file__).parent
LEVEL = {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "sub_kegiatan"}
SASARAN = {
    "S1": "Meningkatnya kualitas pelayanan administrasi kepegawaian",
    "S2": "Meningkatnya profesionalitas dan kompetensi ASN",
    "S3": "Meningkatnya disiplin dan kinerja ASN",
}
# Under which sasaran a program stands, and the unit that answers for each program and kegiatan.
PROGRAM = {"5.03.01": "S1", "5.03.02": "S2", "5.04.02": "S2"}
OWNER = {
    "5.03.01": "SET", "5.03.02": "MP", "5.04.02": "PKA", "5.03.02.2.01": "PPI",
    "5.03.02.2.02": "MP", "5.03.02.2.03": "PKA", "5.03.02.2.04": "PKP",
}  # fmt: skip
PAGU = {
    "5.03.01": 6_250_000_000, "5.03.02.2.01": 845_000_000, "5.03.02.2.02": 612_500_000,
    "5.03.02.2.03": 530_000_000, "5.03.02.2.04": 418_750_000, "5.04.02": 1_275_000_000,
}  # fmt: skip
PREDIKAT = [["D", "1"], ["C", "2"], ["CC", "3"], ["B", "4"], ["BB", "5"], ["A", "6"], ["AA", "7"]]


def rows(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def dictionary(house, tahun: int) -> tuple[dict[str, Indikator], dict[str, Node]]:
    """The tree and its indicators, by code."""
    nodes = tree(house, tahun)
    found = {
        r["kode"]: indicator(house, nodes, n, r) for n, r in enumerate(rows("indikator.csv"), 1)
    }
    return found, nodes


def tree(house, tahun) -> dict[str, Node]:
    start = (tahun - 1) // 5 * 5  # a Renstra of five years that holds the year
    renstra = Renstra.objects.create(
        instansi=house.instansi,
        nama=f"Renstra BKPSDM {start}–{start + 4} (contoh)",
        tahun_mulai=start,
        tahun_selesai=start + 4,
    )

    def node(level, nama, parent=None, kode="", urut=1, unit=None):
        return Node.objects.create(
            instansi=house.instansi,
            renstra=renstra,
            level=level,
            nama=nama,
            parent=parent,
            kode=kode,
            urut=urut,
            unit=house.units.get(unit),
        )

    top = node("tujuan", "Terwujudnya aparatur yang profesional dan melayani")
    nodes = {
        key: node("sasaran", nama, top, urut=n) for n, (key, nama) in enumerate(SASARAN.items(), 1)
    }
    for n, row in enumerate(rows("nomenklatur.csv"), 1):
        kode, level = row["kode"], LEVEL[row["level"]]
        if level == "sub_kegiatan" and len(kode.rsplit(".", 1)[1]) != 4:
            continue  # the same sub kegiatan under its older number
        above = PROGRAM.get(kode) or kode.rsplit("." if level == "sub_kegiatan" else ".2.", 1)[0]
        owner = next((OWNER[k] for k in (kode, kode[:12], kode[:7]) if k in OWNER), "SET")
        nodes[kode] = node(level, row["nama"], nodes[above], kode, n, owner)
    return nodes


def indicator(house, nodes, n, row) -> Indikator:
    return Indikator.objects.create(
        instansi=house.instansi,
        node=nodes[row["induk"]],
        kode=row["kode"],
        nama=row["nama"],
        jenis=row["jenis"],
        definisi=f"{row['nama']}, dihitung menurut data unit penanggung jawab pada akhir periode.",
        formulasi=formula(row),
        pembilang=row["pembilang"],
        penyebut=row["penyebut"],
        satuan=row["satuan"],
        polaritas=row["arah"],
        akumulasi=row["akumulasi"],
        gaya_target=row["gaya"],
        desimal=int(row["desimal"]),
        frekuensi=row["frekuensi"],
        sumber="SIMPEG dan arsip unit",
        unit=house.units[row["unit"]],
        jabatan="Kepala unit",
        jenjang=PREDIKAT if row["arah"] == "predikat" else [],
        bukti="Daftar nominatif dan rekapitulasi unit",
        bukti_wajib=False,
        status="berlaku",
        urut=n,
    )


def formula(row) -> str:
    if row["pembilang"]:
        return f"({row['pembilang']} ÷ {row['penyebut']}) × 100%"
    return f"Hitungan {row['satuan']} pada periode pelaporan"


def promise(house, tahun, indicators, nodes) -> PerjanjianKinerja:
    """A Perjanjian Kinerja of the year, ditetapkan."""
    renstra = next(iter(nodes.values())).renstra
    pk = PerjanjianKinerja.objects.create(
        instansi=house.instansi,
        tahun=tahun,
        renstra=renstra,
        tanggal=date(tahun, 1, 20),
        berlaku_mulai=date(tahun, 1, 1),
        pihak_pertama=signature(house.kepala),
        pihak_kedua={"nama": "Bupati (contoh)", "jabatan": "Bupati Mahakam Ulu"},
    )
    for row in rows("indikator.csv"):
        target(house, pk, indicators[row["kode"]], row, tahun)
    for kode, pagu in PAGU.items():
        Anggaran.objects.create(
            instansi=house.instansi, pk_versi=pk, node=nodes[kode], pagu=pagu, keterangan="APBD"
        )
    pk.status, pk.ditetapkan_pada = PerjanjianKinerja.DITETAPKAN, tanggal.now()
    pk.ditetapkan_oleh = house.admin
    pk.save()
    return pk


def target(house, pk, indikator, row, tahun) -> None:
    word = indikator.polaritas == "predikat"
    made = Target.objects.create(
        instansi=house.instansi,
        pk_versi=pk,
        indikator=indikator,
        nilai=None if word else Decimal(row["target"]),
        teks=row["target"] if word else "",
    )
    by_quarter = dict(zip(quarters(tahun), row["target_tw"].split(), strict=True))
    if row["frekuensi"] == "bulanan":
        said = {m: by_quarter[q] for q in quarters(tahun) for m in q.months if m in months(tahun)}
    else:
        said = {q: text for q, text in by_quarter.items() if text != "-"}
    for period, text in said.items():
        TargetPeriode.objects.create(
            instansi=house.instansi,
            target=made,
            periode=period.code,
            nilai=None if word else Decimal(text),
            teks=text if word else "",
        )
