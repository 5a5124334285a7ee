"""Evidence laid beside the values of a form: what is taken, what is asked for, and who opens it."""

import pytest

from collection.models import Formulir
from sakip.planning.models import Indikator

from .collected import form_of, inputs, received, row, send, text_of
from .promise import make_promise
from .uploads import HTML, PDF, upload
from .walk import do, fill

pytestmark = pytest.mark.django_db


def test_evidence_is_laid_beside_a_value_taken_away_and_never_deleted(form, staf, people):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    files = {f"bk-{iku.pk}": upload("daftar nama.pdf", PDF)}
    assert staf.post(url, inputs(staf.get(url)) | files).status_code == 302
    link = {f"bt-{iku.pk}": "arsip.contoh.example/sk", f"bn-{iku.pk}": "SK jabatan"}
    staf.post(url, inputs(staf.get(url)) | link)
    file, address = iku.bukti.order_by("pk")
    assert (file.berkas.nama, address.tautan) == (
        "daftar nama.pdf",
        "https://arsip.contoh.example/sk",
    )
    got = staf.get(f"{form.get_absolute_url()}bukti/{file.pk}/")
    assert b"".join(got.streaming_content) == PDF
    staf.post(url, inputs(staf.get(url)) | {f"bc-{iku.pk}": str(file.pk)})
    file.refresh_from_db()
    assert file.dicabut and iku.bukti.count() == 2
    assert "daftar nama.pdf" in text_of(staf.get(url)), "what was taken away stays on record"


def test_who_takes_away_what_does_not_lie_there_makes_no_new_version(form, staf):
    """Else the value would have changed for its reviewers, and its history would not say by whom."""
    iku, other = row(form, "IKU-1"), row(form, "IKK-2")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    for one, way in ((iku, url), (other, f"{form.get_absolute_url()}isian/{other.pk}/")):
        link = {f"bt-{one.pk}": "arsip.contoh.example/1"}
        assert staf.post(way, inputs(staf.get(way)) | link).status_code == 302
    mine, strange = iku.bukti.get(), other.bukti.get()
    for pk in (mine.pk, mine.pk, strange.pk):
        staf.post(url, inputs(staf.get(url)) | {f"bc-{iku.pk}": str(pk)})
    iku.refresh_from_db()
    assert iku.version == iku.riwayat.count() == 2
    strange.refresh_from_db()
    assert not strange.dicabut


def test_evidence_exchanged_for_another_of_the_same_name_is_told_in_the_history(form, staf):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    name = {f"bn-{iku.pk}": "SK jabatan"}
    staf.post(url, inputs(staf.get(url)) | name | {f"bk-{iku.pk}": upload("sk.pdf", PDF)})
    for new in (
        {f"bk-{iku.pk}": upload("sk.pdf", PDF + b"\n")},
        {f"bt-{iku.pk}": "arsip.contoh.example/1"},
        {f"bt-{iku.pk}": "arsip.contoh.example/2"},
    ):
        there = {f"bc-{iku.pk}": str(iku.bukti.get(dicabut=False).pk)}
        staf.post(url, inputs(staf.get(url)) | name | there | new)
    lines = [line.ke["bukti"] for line in iku.riwayat.all()]
    assert len({str(said) for said in lines}) == 4 == iku.bukti.count()
    assert lines[-1] == ["SK jabatan (https://arsip.contoh.example/2)"]


def test_the_same_file_is_not_laid_beside_a_value_twice_unless_it_is_described_otherwise(
    form, staf
):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    for remark, expected in (("", 1), ("", 1), ("Halaman 3", 2), ("Halaman 3", 2)):
        file = {f"bk-{iku.pk}": upload("sk.pdf", PDF), f"bn-{iku.pk}": remark}
        assert staf.post(url, inputs(staf.get(url)) | file).status_code == 302
        assert iku.bukti.count() == expected
    iku.refresh_from_db()
    assert iku.version == iku.riwayat.count() == 2


@pytest.mark.parametrize("piece", ["file", "link"])
def test_what_is_taken_away_and_laid_there_again_at_once_lies_there(form, staf, piece):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"

    def lay(**more):
        new = {f"bt-{iku.pk}": "arsip.contoh.example/1"}
        if piece == "file":
            new = {f"bk-{iku.pk}": upload("sk.pdf", PDF)}
        assert staf.post(url, inputs(staf.get(url)) | new | more).status_code == 302

    lay()
    first = iku.bukti.get()
    lay(**{f"bc-{iku.pk}": str(first.pk)})
    assert iku.bukti.get(dicabut=False).pk != first.pk


def test_a_file_that_is_not_what_it_says_is_refused_and_the_value_is_kept(form, staf):
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    lie = upload("bukti.pdf", HTML)
    answer = send(staf, form, {f"bk-{iku.pk}": lie, f"a-{iku.pk}": "80"}, page=page)
    assert answer.status_code == 422
    assert inputs(answer)[f"a-{iku.pk}"] == "80"
    assert not iku.bukti.exists()


def test_a_link_that_is_no_address_is_refused(form, staf):
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    answer = send(staf, form, {f"bt-{iku.pk}": "javascript:alert(1)"}, page=page)
    assert answer.status_code == 422
    assert "bukan alamat" in text_of(answer)


def test_a_form_whose_compulsory_evidence_is_missing_is_not_handed_on(
    instansi, units, people, signed_in
):
    make_promise(instansi, units)
    Indikator.objects.filter(instansi=instansi, kode="IKU-1").update(bukti_wajib=True)
    form = received(people)
    fill(form, people.staf)
    staf = signed_in(people.staf)
    answer = send(staf, form, verb="isi")
    assert answer.status_code == 422
    assert "IKU-1: bukti dukung wajib dilampirkan." in text_of(answer)
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    answer = send(
        staf, form, {f"bt-{iku.pk}": "https://arsip.contoh.example/1"}, page=page, verb="isi"
    )
    assert answer.status_code == 302
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"


def test_evidence_is_for_its_unit_and_for_tim_sakip_once_handed_in(form, people, staf, signed_in):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    files = {f"bk-{iku.pk}": upload("bukti.pdf", PDF)}
    staf.post(url, inputs(staf.get(url)) | files)
    bukti = f"{form.get_absolute_url()}bukti/{iku.bukti.get().pk}/"
    assert signed_in(people.staf_lain).get(bukti).status_code == 404
    assert signed_in(people.tim).get(bukti).status_code == 404
    fill(form, people.staf)
    do(form, "isi", people.staf)
    do(form, "serahkan", people.bidang)
    assert signed_in(people.tim).get(bukti).status_code == 200
    assert signed_in(people.sekretaris).get(bukti).status_code == 404
    assert signed_in(people.admin).get(bukti).status_code == 404
    from .walk import hand_in, to

    hand_in(people, form_of(form.run, people.staf_lain))
    do(form, "periksa", people.tim)
    to(form.run, people, "analisa")
    assert signed_in(people.sekretaris).get(bukti).status_code == 200
    assert signed_in(people.kepala).get(bukti).status_code == 404
    to(form.run, people, "lapor")
    assert signed_in(people.kepala).get(bukti).status_code == 200
