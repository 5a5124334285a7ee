"""The same form sent twice: one deed, and both are told that it is done."""

import pytest
from django.urls import reverse

from collection.models import Formulir, Pengumpulan
from sakip.papers.models import Paper
from sakip.sop.doors import TWICE
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Line

from .collected import form_of, inputs, received, text_of
from .ground import grounded
from .promise import make_promise
from .walk import EXAMPLES, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


def notulen(browser, run):
    """The page of the notulen as it is sent, with all that was typed into it."""
    address = f"/pengumpulan/{run.pk}/arahan/"
    typed = {f"notulen-{name}": text for name, text in EXAMPLES["notulen"].items()}
    return address, inputs(browser.get(address)) | typed | {"verb": "arahan"}


def done(run, verb):
    return Entry.objects.of(run).filter(verb=verb).count()


def test_the_second_of_two_clicks_is_told_who_did_it_and_when(run, people, signed_in):
    run, browser = to(run, people, "arahan"), signed_in(people.sekretaris)
    address, form = notulen(browser, run)
    first, second = (browser.post(address, form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert done(run, "arahan") == 1
    said = text_of(browser.get(second.url))
    assert f"{TWICE} Sekretaris (Sekretaris (uji)) menerbitkan notulen, 8 Oktober 2026" in said


def test_a_page_of_another_tab_does_nothing_more_and_gives_back_what_was_typed(
    run, people, signed_in
):
    run, browser = to(run, people, "arahan"), signed_in(people.sekretaris)
    address, old = notulen(browser, run)
    _, form = notulen(browser, run)
    browser.post(address, form)
    late = browser.post(address, old | {"notulen-keputusan": "Dahulukan IKU yang tertinggal."})
    said = text_of(late)
    assert late.status_code == 409
    assert "menerbitkan notulen, 8 Oktober 2026" in said and "Kiriman Anda belum dicatat" in said
    assert "Dahulukan IKU yang tertinggal." in said
    assert done(run, "arahan") == 1


def test_who_opens_a_period_is_told_so_and_a_second_click_as_well(
    instansi, units, people, signed_in
):
    make_promise(instansi, units)
    tim = signed_in(people.tim)
    form = inputs(tim.get("/pengumpulan/buka/")) | {"periode": "2026-TW3"}
    first = tim.post("/pengumpulan/buka/", form)
    assert "Pengumpulan Triwulan III 2026 dibuka. Giliran: Kepala Badan." in text_of(
        tim.get(first.url)
    )
    again = tim.post("/pengumpulan/buka/", form | {"periode": "2026-TW2"})
    assert f"Pengumpulan Triwulan III 2026 dibuka. {TWICE}" in text_of(tim.get(again.url))
    assert Pengumpulan.objects.count() == 1


def test_the_key_of_another_form_opens_no_period(run, people, signed_in):
    run, browser = to(run, people, "arahan"), signed_in(people.sekretaris)
    address, form = notulen(browser, run)
    browser.post(address, form)
    for model, periode in (("pengumpulan", "2026-TW2"), ("pengukuran", "2026-TW3")):
        said = {"key": form["key"], "periode": periode}
        assert browser.post(f"/{model}/buka/", said).status_code == 403
    assert Pengumpulan.objects.count() == 1


def test_one_reason_extends_a_form_once_however_it_comes_again(run, people, signed_in):
    form, browser = received(people, to(run, people, "pengisian")), signed_in(people.sekretaris)
    address = reverse("tindakan_formulir", args=[form.pk, "perpanjang"])
    sent = inputs(browser.get(address)) | {"catatan": "Menunggu provinsi."}
    assert [browser.post(address, sent).status_code for _ in range(2)] == [302, 302]
    page = inputs(browser.get(address)) | {"catatan": "Menunggu provinsi."}
    answer = browser.post(address, page)
    until = Formulir.objects.get(pk=form.pk).tenggat
    assert "dengan alasan ini sudah tercatat" in text_of(answer)
    assert done(form, "perpanjang") == 1
    assert browser.post(address, page | {"catatan": "Sakit."}).status_code == 302
    assert Formulir.objects.get(pk=form.pk).tenggat > until


def test_who_only_comes_back_to_an_act_is_not_told_of_a_submission(run, people, signed_in):
    form, browser = received(people, to(run, people, "pengisian")), signed_in(people.sekretaris)
    address = reverse("tindakan_formulir", args=[form.pk, "tutup"])
    browser.post(address, inputs(browser.get(address)) | {"catatan": "Cuti."})
    said = text_of(browser.get(address))
    assert "Keadaannya sudah berubah" in said and "menutup formulir" in said
    assert "Kiriman Anda" not in said
    assert form_of(form.run, people.staf).finished


def test_an_act_that_is_refused_keeps_what_was_typed_before_it(run, people, signed_in):
    """Tim SAKIP may write the notulen; to issue it is the Sekretaris's."""
    run, browser = to(run, people, "arahan"), signed_in(people.tim)
    address, form = notulen(browser, run)
    assert browser.post(address, form).status_code == 403
    kept = Paper.objects.get(kind_key="notulen", status=Paper.DRAFT)
    assert kept.data["isi"]["keputusan"] == EXAMPLES["notulen"]["keputusan"]
    assert not Entry.objects.filter(kind=Line.ACT, verb="arahan").exists()
