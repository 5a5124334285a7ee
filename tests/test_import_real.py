"""Importing the Perjanjian Kinerja of real offices, and our own template filled in."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from sakip.planning.models import (
    Anggaran,
    Impor,
    Indikator,
    PerjanjianKinerja,
    Renstra,
    Target,
    TargetPeriode,
)
from sakip.planning.targets import promised
from sakip.planning.tree import tree_of
from sakip.trail.models import Entry
from tests.imported import (
    HEAD,
    PK,
    WHERE,
    answers,
    book,
    confirm,
    nothing_was_written,
    plan_of,
    real,
    upload,
)

pytestmark = pytest.mark.django_db
D = Decimal
MONTHS = "boyolali_bpbd_renaksi_bulanan_2026_ext.csv"
JABAR = "jabar_dispora_pk_2017.csv"


# -- Boyolali: two files that belong together --------------------------------------------------


def test_boyolali_is_read_joined_and_its_contradiction_named(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    plan = plan_of(tim, where)
    assert len(plan.indicators) == 20 and plan.open_problems == [] and not plan.dots.columns
    (tick,) = plan.ticks
    assert f"({MONTHS}, Lembar 1, sel T15)" in tick.sentence
    assert "Target Desember 4,7 tidak sama dengan target tahun 4,47" in tick.sentence
    assert not plan.ready and nothing_was_written()
    page = tim.get(where).content.decode()
    assert "1 pertentangan perlu ditegaskan" in page and "Jan-Nov 0 · Des 0,9" in page


def test_boyolali_is_not_written_before_its_contradiction_is_confirmed(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    response = confirm(tim, where, setuju=[])
    assert response.status_code == 200
    assert "Belum diimpor" in response.content.decode() and nothing_was_written()
    response = confirm(tim, where, setuju=["0123456789abcdef"])  # a tick for something else
    assert response.status_code == 200 and nothing_was_written()


def test_boyolali_goes_in_as_a_draft_with_what_was_confirmed(tim, renstra, people):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    response = confirm(tim, where)
    pk = PerjanjianKinerja.objects.get()
    assert response["Location"] == f"/perencanaan/perjanjian-kinerja/{pk.pk}/"
    assert (pk.status, pk.tahun, pk.versi) == ("draf", 2026, 0)
    assert pk.targets.count() == 20 and TargetPeriode.objects.count() == 240
    assert len(pk.catatan) == 2 and "Desember 4,7" in pk.catatan[1]
    assert pk.pihak_pertama["jabatan"] == "Kepala Badan"
    one = Target.objects.get(indikator__nama__startswith="Persentase penduduk di kawasan")
    said = promised(one)
    assert (said["tahun"].nilai, said["2026-12"].nilai) == (D("4.47"), D("4.7"))
    assert {i.frekuensi for i in Indikator.objects.all()} == {"bulanan"}
    assert {i.status for i in Indikator.objects.all()} == {"draf"}
    assert [(n.tree_depth, n.level) for n in tree_of(renstra)] == [
        (0, "tujuan"), (1, "sasaran"), (2, "program"), (0, "tujuan"), (1, "program")
    ]  # fmt: skip
    line = Entry.objects.filter(kind="configured").last()
    assert line.note == "20 indikator diimpor ke draf Perjanjian Kinerja 2026 Murni."
    assert [f["nama"] for f in line.data["berkas"]] == [PK, MONTHS] and line.by == people.tim
    page = tim.get(response["Location"]).content.decode()
    assert "IKP-1: Target Desember 4,7 tidak sama dengan target tahun 4,47" in page


def test_an_import_sent_twice_happens_once(tim, renstra):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    sent = answers(plan_of(tim, where), aksi="impor")
    first, second = tim.post(where, sent), tim.post(where, sent)
    assert first["Location"] == second["Location"]
    assert PerjanjianKinerja.objects.count() == 1 and Indikator.objects.count() == 20
    assert Entry.objects.filter(note__contains="diimpor ke draf").count() == 1


def test_if_anything_fails_nothing_of_it_stays(tim, renstra, monkeypatch):
    where = upload(tim, renstra, real(PK), real(MONTHS))
    sent = answers(plan_of(tim, where), aksi="impor")

    def breaks(*args, **kwargs):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("sakip.planning.import_write._note", breaks)
    with pytest.raises(RuntimeError):
        tim.post(where, sent)
    assert nothing_was_written() and Impor.objects.get().open


# -- Jawa Barat: figures that cannot be read ---------------------------------------------------


def test_jabar_names_what_it_cannot_read_and_offers_what_it_might_mean(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    plan = plan_of(tim, where)
    two, one = plan.open_problems
    assert (two.place, one.place) == ("Lembar 1, sel I3", "Lembar 1, sel I5")
    assert "“140 Kelompok (1400 orang)” memuat dua satuan" in two.message
    assert [o.words for o in two.offers] == ["140 Kelompok", "1400 orang"]
    assert [o.value for o in one.offers] == ["2"] and "POPNAS 201" in one.message
    assert confirm(tim, where).status_code == 200 and nothing_was_written()


def test_jabar_goes_in_as_far_as_it_can_be_read_and_the_rest_is_named(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    response = confirm(tim, where, **{"jawab-0:I3": "lewati", "jawab-0:I5": "2"})
    pk = PerjanjianKinerja.objects.get()
    assert response.status_code == 302 and pk.targets.count() == 4
    kept = {t.indikator.satuan: t for t in pk.targets.select_related("indikator")}
    rank = kept["Peringkat"]
    assert (rank.nilai, rank.teks) == (2, "2 (POPNAS 201)")
    assert rank.indikator.polaritas == "rendah"
    share = Target.objects.get(teks__startswith="100 dari 110")
    assert (share.pembilang, share.penyebut) == (100, 110)
    page = tim.get(response["Location"]).content.decode()
    assert "90,91 (100 dari 110 Organisasi Kepemudaan)" in page
    assert any("berwirausaha” ditinggalkan" in sentence for sentence in pk.catatan)
    assert {i.frekuensi for i in Indikator.objects.all()} == {"tahunan"}
    assert not Indikator.objects.filter(nama__contains="berwirausaha").exists()


def test_a_row_left_out_can_be_asked_again_and_answered_with_a_figure_of_ones_own(tim, instansi):
    old = Renstra.objects.create(
        instansi=instansi, nama="Renstra 2015-2019", tahun_mulai=2015, tahun_selesai=2019
    )
    where = upload(tim, old, real(JABAR), tahun=2017)
    first = answers(plan_of(tim, where), **{"jawab-0:I3": "lewati", "jawab-0:I5": "2"})
    tim.post(where, first)
    plan = plan_of(tim, where)
    assert plan.ready and len(plan.indicators) == 4 and len(plan.skipped) == 1
    tim.post(where, answers(plan, **{"jawab-0:I3": ""}))
    plan = plan_of(tim, where)
    assert [p.place for p in plan.open_problems] == ["Lembar 1, sel I3"]
    bad = {"jawab-0:I3": "sendiri", "angka-0:I3": "seratus"}
    tim.post(where, answers(plan, **bad))
    page = tim.get(where).content.decode()
    assert "“seratus” tidak terbaca sebagai angka" in page and 'value="seratus"' in page
    good = {"jawab-0:I3": "sendiri", "angka-0:I3": "1.400"}
    assert confirm(tim, where, **good).status_code == 302
    assert Target.objects.get(indikator__nama__contains="berwirausaha").nilai == 1400


# -- our own template --------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "periods"), [("triwulan", 4), ("bulan", 12)])
def test_the_template_is_understood_by_its_own_import(shape, periods, tim, renstra, units):
    response = tim.get(f"{WHERE}contoh/?bentuk={shape}&tahun=2026")
    assert "attachment" in response["Content-Disposition"]
    made = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = made["Perjanjian Kinerja"]
    figures = [round(n * 100 / periods, 2) for n in range(1, periods + 1)]
    sheet.append(["1", "Sasaran", None, "Layanan prima", None, "Indeks layanan", "indeks",
                  "Makin tinggi", "MP", 100, *figures])  # fmt: skip
    sheet.append(["2", "Program", "5.03.02", "Program Kepegawaian", "IKP-7", "Lama proses", "hari",
                  "Makin rendah", "Bidang Pengembangan Kompetensi", 5, *[5] * periods])  # fmt: skip
    made["Anggaran"].append(["5.03.02", "Program Kepegawaian", 1234567890, "APBD"])
    out = io.BytesIO()
    made.save(out)
    where = upload(tim, renstra, SimpleUploadedFile("isian.xlsx", out.getvalue()))
    assert confirm(tim, where).status_code == 302
    first, second = Indikator.objects.order_by("urut")
    assert (first.kode, first.jenis, first.unit, first.node.nama) == (
        "IKU-1", "IKU", units.mutasi, "Layanan prima",
    )  # fmt: skip
    assert (second.kode, second.polaritas, second.unit) == ("IKP-7", "rendah", units.diklat)
    assert second.node.kode == "5.03.02" and second.node.parent == first.node
    assert second.desimal == 0
    assert first.targets.get().periods.count() == periods
    assert Anggaran.objects.get().pagu == 1_234_567_890


def test_an_empty_template_says_there_is_nothing_in_it(tim, renstra):
    response = tim.get(f"{WHERE}contoh/?bentuk=triwulan")
    content = b"".join(response.streaming_content)
    where = upload(tim, renstra, SimpleUploadedFile("kosong.xlsx", content))
    assert "Tidak ada baris yang dapat diimpor" in tim.get(where).content.decode()
    assert confirm(tim, where).status_code == 200 and nothing_was_written()


def test_a_budget_line_that_fits_nowhere_is_asked(tim, renstra):
    def money(made):
        sheet = made.create_sheet("Anggaran")
        sheet.append(["Kode", "Program/Kegiatan", "Anggaran (Rp)", "Keterangan"])
        sheet.append(["9.99", "Program entah", 5, ""])
        sheet.append(["", "Program A", "1,5 miliar", ""])
        sheet.append(["", "Total", 5, ""])

    row = ("Program", "Program A", "Indeks", "indeks", "positif", 90, 1, 2, 3, 90)
    where = upload(tim, renstra, book(HEAD, row, more=money))
    lost, odd = plan_of(tim, where).open_problems
    assert lost.place == "Lembar Anggaran, sel C2" and "Program entah" in lost.message
    assert odd.place == "Lembar Anggaran, sel C3"
    more = {"jawab-anggaran:C2": "lewati", "jawab-anggaran:C3": "sendiri",
            "angka-anggaran:C3": "1.500.000.000"}  # fmt: skip
    assert confirm(tim, where, **more).status_code == 302
    assert Anggaran.objects.get().pagu == 1_500_000_000
