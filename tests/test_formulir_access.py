"""Who finds a form, what of it and of its evidence they read, and what nobody can slip in."""

import pytest

from .collected import form_of, inputs, row, send, text_of

pytestmark = pytest.mark.django_db


# -- who reads it ------------------------------------------------------------------------------


def urls_of(form):
    iku = row(form, "IKU-1")
    base = form.get_absolute_url()
    return [
        base,
        f"{base}isian/{iku.pk}/",
        f"{base}isian/{iku.pk}/baris/",
        f"{base}blangko/",
        f"{base}tindakan/perpanjang/",
    ]


@pytest.mark.parametrize("who", ["staf_lain", "bidang_lain", "kasubbag"])
def test_another_unit_finds_nothing_at_any_address_of_the_form(form, people, signed_in, who):
    browser = signed_in(getattr(people, who))
    iku = row(form, "IKU-1")
    for url in urls_of(form):
        assert browser.get(url).status_code == 404, url
    for url in urls_of(form)[:2]:
        assert browser.post(url, {f"m-{iku.pk}": "0.x", f"a-{iku.pk}": "1"}).status_code == 404


def test_another_agency_finds_nothing(form, signed_in, people):
    from .conftest import make_instansi, office

    other = make_instansi("Dinas Lain", "DL")
    stranger = signed_in(office(other, "tim_sakip", username="asing"))
    for url in urls_of(form):
        assert stranger.get(url).status_code == 404, url


@pytest.mark.parametrize("who", ["kepala", "sekretaris", "admin"])
def test_those_above_see_how_far_it_is_and_not_what_is_in_it(form, people, staf, signed_in, who):
    iku = row(form, "IKU-1")
    send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    browser = signed_in(getattr(people, who))
    page = text_of(browser.get(form.get_absolute_url()))
    assert "1 dari 3 isian" in page and "342" not in page
    assert browser.get(f"{form.get_absolute_url()}isian/{iku.pk}/").status_code == 404


def test_tim_sakip_reads_a_form_and_writes_nothing_into_it(form, people, signed_in):
    tim, iku = signed_in(people.tim), row(form, "IKU-1")
    page = tim.get(form.get_absolute_url())
    assert page.status_code == 200 and f"a-{iku.pk}" not in inputs(page)
    forged = {
        f"m-{iku.pk}": "0.x",
        f"a-{iku.pk}": "1",
        f"b-{iku.pk}": "2",
        f"k-{iku.pk}": "dilaporkan",
    }
    assert tim.post(form.get_absolute_url(), forged).status_code == 403
    iku.refresh_from_db()
    assert iku.version == 0


# -- what is slipped in ------------------------------------------------------------------------


def test_further_fields_in_a_posted_form_have_no_effect(form, staf):
    iku = row(form, "IKU-1")
    send(
        staf,
        form,
        {f"a-{iku.pk}": "1", f"b-{iku.pk}": "2"},
        at="selesai",
        unit="2",
        terkunci="1",
        version="99",
    )
    iku.refresh_from_db()
    assert (iku.version, iku.terkunci, iku.formulir.at) == (1, False, "isi")


def test_a_row_of_another_form_in_the_post_is_not_touched(form, people, staf):
    other = form_of(form.run, people.staf_lain).isian.first()
    send(staf, form, {f"m-{other.pk}": "0.x", f"n-{other.pk}": "5", f"k-{other.pk}": "dilaporkan"})
    other.refresh_from_db()
    assert other.version == 0
