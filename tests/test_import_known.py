"""Importing over what is already there: known indicators, drafts, and promises that are fixed."""

from __future__ import annotations

import pytest

from sakip.papers.models import Berkas
from sakip.planning.models import Impor, Indikator, PerjanjianKinerja, Target
from sakip.planning.targets import promised
from tests.imported import LINE, PK, WHERE, answers, confirm, plan_of, real, rows, text, upload

pytestmark = pytest.mark.django_db


# -- known indicators --------------------------------------------------------------------------


def test_known_indicators_are_found_by_name_and_stay_as_the_dictionary_has_them(tim, promise):
    Indikator.objects.filter(kode="IKU-1").update(versi=4)
    where = upload(tim, promise.renstra, text(*rows(
        ("Sasaran", "Meningkatnya profesionalitas ASN", "persentase  JABATAN terisi", "orang",
         "negatif", "95", "91", "92", "93", "95"),
        ("Program", "Program Baru", "Jumlah pengaduan", "aduan", "negatif", "8", "8", "8", "8", "8"),
    )), tahun=2027)  # fmt: skip
    plan = plan_of(tim, where)
    assert [p.fresh for p in plan.indicators] == [False, False]
    sentences = " ".join(t.sentence for t in plan.ticks)
    assert "IKU-1: satuan “orang” pada berkas, “%” pada kamus" in sentences
    assert "IKU-1: arah makin rendah makin baik pada berkas" in sentences
    assert "IKK-2: pada berkas di bawah “Program Baru”" in sentences
    assert confirm(tim, where).status_code == 302
    one = Indikator.objects.get(kode="IKU-1")
    assert (one.satuan, one.polaritas, one.versi, one.status) == ("%", "tinggi", 4, "berlaku")
    assert Indikator.objects.count() == 5
    assert Target.objects.get(pk_versi__tahun=2027, indikator=one).nilai == 95


def test_months_of_the_file_become_the_quarters_of_the_dictionary(tim, promise):
    months = [str(n) for n in range(1, 13)]
    head = ("Jenjang", "Sasaran", "Indikator", "Satuan", "Target", *[
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"])  # fmt: skip
    row = ("Sasaran", "Meningkatnya profesionalitas ASN", "Persentase jabatan terisi", "%", "12")
    where = upload(tim, promise.renstra, text(head, (*row, *months)), tahun=2027)
    assert any("target bulan digabung" in t.sentence for t in plan_of(tim, where).ticks)
    assert confirm(tim, where).status_code == 302
    said = promised(Target.objects.get(pk_versi__tahun=2027))
    assert {c: int(s.nilai) for c, s in said.items()} == {
        "tahun": 12, "2027-TW1": 3, "2027-TW2": 6, "2027-TW3": 9, "2027-TW4": 12
    }  # fmt: skip


def test_a_code_of_another_indicator_is_asked(tim, promise):
    head = ("Jenjang", "Sasaran", "Kode Indikator", "Indikator", "Satuan", "Target")
    row = ("Sasaran", "Meningkatnya profesionalitas ASN", "IKK-1", "Nama baru", "%", "5")
    where = upload(tim, promise.renstra, text(head, row), tahun=2027)
    (problem,) = plan_of(tim, where).open_problems
    assert "Kode IKK-1 sudah dipakai “Kenaikan pangkat tepat waktu”" in problem.message
    assert confirm(tim, where, **{f"jawab-{problem.key}": "baru"}).status_code == 302
    assert Indikator.objects.get(nama="Nama baru").kode == "IKU-2"


# -- drafts and fixed promises -----------------------------------------------------------------


def test_a_draft_that_is_there_is_filled_and_what_is_replaced_is_said(tim, promise, people):
    from sakip.planning.acts import revise

    draft = revise(promise, people.tim, alasan="Uji")
    where = upload(tim, promise.renstra, text(*rows(
        ("Sasaran", "Meningkatnya profesionalitas ASN", "Persentase jabatan terisi", "%", "positif",
         "95", "91", "92", "93", "95")
    )))  # fmt: skip
    notes = plan_of(tim, where).notes
    assert "Mengisi draf Perjanjian Kinerja 2026 Perubahan yang sudah ada." in notes
    assert "Target yang diganti: IKU-1." in notes
    assert confirm(tim, where)["Location"].endswith(f"/{draft.pk}/")
    assert Target.objects.get(pk_versi=draft, indikator__kode="IKU-1").nilai == 95
    assert draft.targets.count() == 5 and promise.targets.get(indikator__kode="IKU-1").nilai == 85


def test_a_fixed_promise_refuses_the_upload(tim, promise):
    response = tim.post(WHERE, {"tahun": 2026, "renstra": promise.renstra.pk, "utama": real(PK)})
    assert response.status_code == 200
    assert "sudah ditetapkan. Buat Perubahan dahulu" in response.content.decode()
    assert not Berkas.objects.exists() and not Impor.objects.exists()


def test_a_promise_fixed_meanwhile_refuses_the_confirmation(tim, promise):
    PerjanjianKinerja.objects.create(instansi=promise.instansi, tahun=2027, renstra=promise.renstra)
    where = upload(tim, promise.renstra, text(*rows(LINE)), tahun=2027)
    sent = answers(plan_of(tim, where), aksi="impor")
    PerjanjianKinerja.objects.filter(tahun=2027).update(status="ditetapkan")
    response = tim.post(where, sent)
    assert response.status_code == 200
    assert "sudah ditetapkan. Buat Perubahan" in response.content.decode()
    assert not Indikator.objects.filter(nama="Indeks layanan").exists()
