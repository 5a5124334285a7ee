"""What was approved stands for good: pages and papers of a run are drawn from its snapshot alone."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from collection.models import Isian
from measurement.kept import kept_tiga
from measurement.models import Hasil, Metode
from measurement.naskah import facts
from measurement.rekap import roll_up
from measurement.snapshot import document
from measurement.ukur import ukur
from sakip.lib.angka import show
from sakip.papers import kinds as naskah
from sakip.papers.models import Paper, canonical, digest
from sakip.papers.pdf import html_of
from sakip.people.models import Unit
from sakip.planning.models import Indikator, Node
from sakip.planning.periods import Period

from .ground import grounded
from .measured import TW1, TW2, TW3, collect, go, measurement
from .promise import make_promise

KINDS = [
    naskah.KERTAS_KERJA,
    naskah.REKAPITULASI_PENGUKURAN,
    naskah.LAPORAN_PENGUKURAN,
    naskah.FORM_EVALUASI,
    naskah.RENCANA_TINDAK_LANJUT,
]


@grounded
def approved(instansi, units, people):
    make_promise(instansi, units)
    spent = {"5.03.02": 400_000_000, "5.04.02": 150_000_001}
    for n, values in enumerate((TW1, TW2, TW3), 1):
        collect(people, f"2026-TW{n}", values, spent)
    return go(measurement(people), people, "lapor")


def change_everything():
    """What an admin might do the day after, and what nobody may: even the worksheet is wiped."""
    Indikator.objects.update(
        nama="Nama baru", polaritas="rendah", desimal=0, satuan="buah", batas_atas=50, versi=9
    )
    Node.objects.update(nama="Tempat baru", kode="9.99", urut=7)
    for unit in Unit.objects.all():
        Unit.objects.filter(pk=unit.pk).update(nama=f"Unit baru {unit.pk}")
    Isian.objects.update(nilai=1, pembilang=None, penyebut=None, penghambat="?")
    Metode.objects.update(nama="Metode baru", kamus={}, target={}, smart={}, urut=1)
    Hasil.objects.update(capaian={}, nilai={}, formulir=None, catatan="?")


def test_nothing_done_to_master_data_changes_an_approved_measurement(approved, people):
    def said():
        by = people.sekretaris
        return {k.key: canonical(facts(approved, k, by=by, paper=None)) for k in KINDS}

    before, papers = canonical(document(approved)), said()
    change_everything()
    approved.refresh_from_db()
    assert canonical(document(approved)) == before
    assert said() == papers
    assert digest(approved.snapshot) == approved.snapshot_hash


def test_an_approved_measurement_can_be_computed_again_from_its_snapshot(approved):
    doc = approved.snapshot
    period = Period(doc["periode"])
    for row in doc["baris"]:
        again = kept_tiga(ukur(row["kamus"], row["target"], row["nilai"], period))
        assert again == row["capaian"], row["kode"]
    again = roll_up(doc["baris"], doc["anggaran"], period)
    assert again == {key: doc[key] for key in again}


def test_every_paper_prints_what_the_snapshot_says_to_the_last_digit(approved):
    doc = approved.snapshot
    papers = {p.kind_key: p for p in papers_of(approved)}
    sheet = [b for group in papers["kertas_kerja"].data["kelompok"] for b in group["baris"]]
    recap = [b for b in papers["rekapitulasi_pengukuran"].data["baris"] if "kode" in b]
    evaluated = papers["form_evaluasi"].data["baris"]
    for row, a, b, c in zip(doc["baris"], sheet, recap, evaluated, strict=True):
        exact = ukur(row["kamus"], row["target"], row["nilai"], Period(doc["periode"]))
        places = row["kamus"]["desimal"]
        reported = show(exact.sampai_dengan.reported, places)
        assert row["kode"] == a["kode"] == b["kode"] == c["kode"]
        assert reported == a["dilaporkan"] == b["capaian"] == c["capaian"]
        assert a["mentah"] == show(exact.sampai_dengan.raw, places)
        assert a["realisasi"] == show(exact.realisasi_sd.nilai, places) == b["realisasi"]
    nodes = [b for b in papers["rekapitulasi_pengukuran"].data["baris"] if b.get("simpul")]
    for node, line in zip(doc["pohon"], nodes, strict=True):
        assert line["rata"] == show(Decimal(node["ringkasan"]["rata"]))


def papers_of(run):
    return Paper.objects.filter(
        run_label=run.label, run_id=run.pk, status=Paper.ISSUED, superseded=False
    )


def test_every_paper_of_a_measurement_becomes_a_page(approved, people):
    done = go(approved, people, "selesai")
    kinds = set()
    for paper in papers_of(done):
        html = html_of(paper.kind, paper.data, paper.data_hash)
        assert paper.nomor in html
        kinds.add(paper.kind_key)
    assert {k.key for row in done.sop if not row.carried_by for k in row.gives} <= kinds


def test_the_worksheet_is_one_paper_first_with_methods_then_with_figures(approved):
    first, second = Paper.objects.filter(
        run_label=approved.label, run_id=approved.pk, kind_key="kertas_kerja"
    ).order_by("revision")
    assert (first.data["tahap"], second.data["tahap"]) == ("metodologi", "terukur")
    assert (first.nomor, first.revision, second.revision) == (second.nomor, 0, 1)
    assert first.data["versi"] == second.data["versi"] == "Metodologi versi 1"
    assert all(b["smart"]["terukur"] for g in first.data["kelompok"] for b in g["baris"])


def test_the_archive_lists_every_paper_what_is_open_and_the_end_of_the_log(approved, people):
    done = go(approved, people, "selesai")
    paper = Paper.objects.get(run_label=done.label, run_id=done.pk, kind_key="berita_acara_arsip")
    names = [n["nama"] for n in paper.data["naskah"]]
    assert "Laporan Hasil Pengukuran Kinerja" in names
    assert any(name.startswith("Disposisi Kepala Badan") for name in names)
    assert paper.data["tidak_ada"] == []
    assert [t["uraian"][:5] for t in paper.data["tindak_lanjut"]] == ["IKU-1", "IKK-1", "IKK-4"]
    assert len(paper.data["jejak"]["ujung"]) == 64


# -- for any data -----------------------------------------------------------------------------

figures = st.decimals(min_value=0, max_value=10**9, places=4).map(lambda d: f"{d.normalize():f}")
positive = st.decimals(min_value="0.0001", max_value=10**9, places=4).map(
    lambda d: f"{d.normalize():f}"
)
CODES = ["2026-TW1", "2026-TW2", "2026-TW3"]


@st.composite
def rows(draw):
    """A worksheet row: any method of figures, any targets, any values, some of them missing."""
    said = draw(st.sampled_from(["dilaporkan"] * 4 + ["belum_dilaporkan", "tidak_berlaku"]))
    accumulation = draw(st.sampled_from(["jumlah", "akhir", "rata", "maks", "min"]))
    kamus = {
        "jenis": draw(st.sampled_from(["IKU", "IKP"])),
        "polaritas": draw(st.sampled_from(["tinggi", "rendah", "tepat"])),
        "rumus": "standar",
        "akumulasi": accumulation,
        "gaya_target": draw(st.sampled_from(["posisi", "tambahan"])),
        "desimal": draw(st.integers(0, 4)),
        "satuan": draw(st.sampled_from(["%", "orang"])),
        "target_nol": "tidak_dihitung",
        "batas_bawah": draw(st.sampled_from(["0", None])),
        "batas_atas": draw(st.sampled_from(["120", None])),
        "skala": None,
        "jenjang": [],
        "rasio_predikat": False,
        "bobot": None,
        "jalur": [[1, "tujuan", "", "T", 1], [draw(st.integers(2, 4)), "program", "5", "P", 1]],
    }
    values = {}
    for code in CODES:
        parts = draw(st.one_of(st.none(), st.tuples(figures, positive)))
        values[code] = {
            "keadaan": said if code == "2026-TW2" else "dilaporkan",
            "nilai": draw(figures),
            "pembilang": parts and parts[0],
            "penyebut": parts and parts[1],
            "teks": "",
        }
    blank = {"bawah": None, "atas": None, "teks": ""}
    return {
        "kode": draw(st.uuids()).hex,
        "unit": None,
        "kamus": kamus,
        "target": {
            "tahun": {"nilai": draw(positive), **blank},
            "periode": {code: {"nilai": draw(figures), **blank} for code in CODES},
        },
        "nilai": values,
    }


@given(st.lists(rows(), min_size=1, max_size=6))
def test_figures_survive_the_way_through_json(sheet):
    period = Period("2026-TW3")
    again = json.loads(canonical(sheet))
    for row, back in zip(sheet, again, strict=True):
        here = kept_tiga(ukur(row["kamus"], row["target"], row["nilai"], period))
        assert kept_tiga(ukur(back["kamus"], back["target"], back["nilai"], period)) == here
    assert roll_up(sheet, [], period) == roll_up(again, [], period)


@given(st.lists(rows(), min_size=1, max_size=6))
def test_a_place_counts_each_indicator_below_it_once_and_its_mean_lies_between_them(sheet):
    tree = roll_up(sheet, [], Period("2026-TW3"))
    root = tree["pohon"][0]["ringkasan"]
    assert root["jumlah"] == len(sheet) == root["dinilai"] + root["tidak_dihitung"]
    assert sum(n["ringkasan"]["jumlah"] for n in tree["pohon"][1:]) == len(sheet)
    assert root["tercapai"] <= root["dinilai"]
    means = [Decimal(n["ringkasan"]["rata"]) for n in tree["pohon"][1:] if n["ringkasan"]["rata"]]
    slack = Decimal("1e-9")
    if root["rata"] is not None:
        assert min(means) - slack <= Decimal(root["rata"]) <= max(means) + slack


@given(rows())
def test_incomplete_data_is_never_green(row):
    row["nilai"]["2026-TW3"]["keadaan"] = "belum_dilaporkan"
    row["target"]["periode"]["2026-TW3"]["nilai"] = "5"
    tree = roll_up([row], [], Period("2026-TW3"))
    assert tree["ringkasan"]["kategori"] is None
    assert tree["ringkasan"]["tercapai"] == 0
    assert tree["ringkasan"]["lengkap"] is False
