"""What no page of ours ever sends: marks, keys and texts made up by hand are answered, not obeyed."""

from __future__ import annotations

import pytest

from collection.isian import Isian
from collection.models import Pengumpulan
from sakip.sop.perform import Refused, begin, perform

from .ground import grounded
from .promise import make_promise
from .walk import TW3, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


def address(run, *more):
    return "/".join(["/pengumpulan", str(run.pk), run.at, *more, ""])


@pytest.mark.parametrize("zeros", ["0", "00", "000000000000000"])
def test_a_mark_with_leading_zeros_marks_nothing_and_breaks_no_page(run, zeros, people, signed_in):
    run = to(run, people, "analisa")
    browser, isian = signed_in(people.sekretaris), Isian.objects.filter(formulir__run=run).first()
    made_up = {f"form_evaluasi-tanda-p-{zeros}{isian.pk}": "kembalikan", "seen-form_evaluasi": "0"}
    for verb in ("", "kembalikan"):
        sent = made_up | {"verb": verb, "seen": run.seen(), "catatan": ""}
        assert browser.post(address(run), sent).status_code < 500
    assert browser.get(address(run)).status_code == 200
    assert browser.get(run.get_absolute_url()).status_code == 200
    assert Pengumpulan.objects.get().at == "analisa"


def test_a_row_that_leads_nowhere_back_returns_nothing(run, people, signed_in):
    kepala = signed_in(people.kepala)
    assert kepala.post(address(run), {"verb": "kembalikan"}).status_code == 409
    assert kepala.post(address(run, "akibat"), {}).status_code == 404


def test_a_key_that_is_none_of_ours_does_nothing(run, people):
    with pytest.raises(Refused, match="Muat ulang"):
        perform(run, "perintah", by=people.kepala, seen=run.seen(), key="k" * 65)
    with pytest.raises(Refused, match="Muat ulang"):
        begin(Pengumpulan, by=people.tim, key="k" * 65, periode="2026-TW2")
    assert [r.at for r in Pengumpulan.objects.filter(periode=TW3)] == ["perintah"]


@pytest.mark.parametrize("where", ["/arsip/?cari=a%00b", "/arsip/?%00=b", "/pengumpulan/%00/"])
def test_a_nul_in_an_address_is_no_question(run, where, people, signed_in):
    assert signed_in(people.tim).get(where).status_code in (400, 404)


@pytest.mark.parametrize("sent", [{"catatan": "a\0b"}, {"a\0b": "x"}])
def test_a_nul_in_a_form_is_not_kept(run, sent, people, signed_in):
    assert (
        signed_in(people.kepala).post(address(run), {"verb": "perintah"} | sent).status_code == 400
    )
    assert Pengumpulan.objects.get().at == "perintah"
