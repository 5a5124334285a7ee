"""What changed since the Sekretaris looked, and what a page from before that can still do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collection.models import Butir, Dilihat, Isian, Pengumpulan
from collection.moved import moved_since
from collection.tanda import marks_of, verdicts
from sakip.lib import tanggal
from sakip.papers import kinds
from sakip.sop.doors import find
from sakip.sop.drafts import Draft
from sakip.sop.perform import Conflict, Refused, perform, write

from .collected import inputs, text_of
from .ground import grounded
from .returned import answer_and_hand_in, give_back, isian, mark
from .walk import do, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


# -- what changed since ------------------------------------------------------------------------


def test_the_sekretaris_is_told_what_changed_since_they_last_looked(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    assert "Berubah sejak" not in text_of(sekretaris.get(f"{url}?isian=semua"))
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    run = to(run, people, "analisa")
    for _ in range(2):  # it stays so for the whole sitting, however often the page is loaded
        text = text_of(sekretaris.get(f"{url}?isian=semua&tanggapan=semua"))
        assert text.count("Berubah sejak terakhir Anda lihat") == 2  # on the sheet and in the list
        assert "saat itu 84 / 100 = 84,00%" in text
    mark(run, people, IKU_1="terima", IKK_2="terima")
    run = give_back(run, people, "IKK-3")
    run = answer_and_hand_in(run, people, people.staf_lain, people.bidang_lain)
    to(run, people, "analisa")
    assert "Berubah sejak" not in text_of(sekretaris.get(f"{url}?isian=semua&tanggapan=semua"))


def test_a_value_written_again_as_it_stood_does_not_break_the_page(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    sekretaris.get(f"{url}?isian=semua")
    run = give_back(run, people, "IKK-2")
    again = {"nilai": isian(run, "IKK-2").nilai}
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKK_2=again)
    to(run, people, "analisa")
    text = text_of(sekretaris.get(f"{url}?isian=semua&tanggapan=semua"))
    assert "Berubah sejak terakhir Anda lihat" in text and "saat itu" not in text


def test_looking_is_noted_for_the_judge_alone_and_decides_nothing(run, people, signed_in):
    before = run.seen()
    signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/analisa/")
    seen = Dilihat.objects.values_list("user", flat=True).distinct()
    assert set(seen) == {people.sekretaris.user_id}
    signed_in(people.staf).get(f"/pengumpulan/{run.pk}/analisa/")
    assert set(seen) == {people.sekretaris.user_id}
    assert Pengumpulan.objects.get(pk=run.pk).seen() == before


def test_telling_what_moved_asks_for_the_evidence_of_all_values_at_once(run, people):
    offices = [people.sekretaris]
    opened = (tanggal.now() - timedelta(days=400)).isoformat()
    run = Pengumpulan.objects.get(pk=run.pk)
    with CaptureQueriesContext(connection) as asked:
        told = moved_since(run, opened, offices)
    assert len({name for name, _, _ in told}) > 1
    assert sum('"collection_bukti"' in query["sql"] for query in asked) == 1


# -- an old page at the door -------------------------------------------------------------------


def test_a_stale_approval_at_the_door_is_a_conflict(run, people):
    seen = run.seen()
    row = isian(run, "IKU-1")
    Isian.objects.filter(pk=row.pk).update(version=row.version + 1)
    with pytest.raises(Conflict):
        perform(run, "analisa", by=people.sekretaris, seen=seen)


def test_an_old_analysis_page_is_answered_with_what_happened(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url))
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    to(run, people, "analisa")
    answer = sekretaris.post(url, page | {"verb": "analisa"})
    assert answer.status_code == 409
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"


def test_an_old_page_is_refused_with_the_values_then_and_now(run, people, signed_in, clock):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url))
    clock.shift(60)
    run = give_back(run, people, "IKU-1")
    changes = {"pembilang": 79, "penghambat": "Satu jabatan terhitung dua kali."}
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1=changes)
    run = to(run, people, "analisa")
    for verb in ("analisa", "kembalikan"):
        answer = sekretaris.post(url, page | {"verb": verb, "catatan": "Terlambat."})
        text = text_of(answer)
        assert answer.status_code == 409
        assert "IKU-1, Bidang Mutasi dan Promosi 84 / 100 = 84,00% 79 / 100 = 79,00%" in text
        assert "IKU-1, Bidang Mutasi dan Promosi: faktor penghambat" in text
    assert (Pengumpulan.objects.get(pk=run.pk).at, run.round) == ("analisa", 2)


@pytest.mark.parametrize("verb", ["analisa", "kembalikan"])
def test_who_is_second_by_a_blink_is_told_who_decided_and_keeps_their_words(
    run, people, signed_in, monkeypatch, verb
):
    """The run was read before the lock was waited for; while one waited, the other was done."""
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url)) | {"verb": verb, "catatan": "Cocokkan dengan SIMPEG."}

    def found_and_overtaken(*asked):
        found = find(*asked)
        to(run, people, "lapor")
        return found

    monkeypatch.setattr("collection.step_views.find", found_and_overtaken)
    answer = sekretaris.post(url, page | {"form_evaluasi-tanda-u": "0"})
    assert answer.status_code == 409
    assert "Sekretaris (Sekretaris (uji)) menyetujui" in text_of(answer)
    assert "Cocokkan dengan SIMPEG." in text_of(answer)


@pytest.mark.parametrize(
    "opened", ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00", "2026-13-01T00:00:00Z", ""]
)
def test_a_conflict_is_told_whatever_moment_the_page_says_it_was_opened(
    run, people, signed_in, opened
):
    browser, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(browser.get(url)) | {"verb": "analisa", "seen": "lama", "dibuka": opened}
    assert browser.post(url, page).status_code == 409


# -- a page from an earlier round --------------------------------------------------------------


@pytest.fixture
def old_tab(run, people, signed_in):
    """(browser, address, what its page sent) of an analysis opened before IKK-2 went back and came."""
    browser, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    old = inputs(browser.get(f"{url}?isian=semua"))
    name, pk = "form_evaluasi-tanda", isian(run, "IKK-2").pk
    marks = {f"{name}-p-{pk}": "kembalikan", f"{name}-j-{pk}": "usang", f"{name}-a-{pk}": "Juni."}
    sent = inputs(browser.get(f"{url}?isian=semua")) | marks
    sent |= {"verb": "kembalikan", "ke": "pengisian", "catatan": "Perbarui."}
    assert browser.post(url, sent).status_code == 302
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    to(run, people, "analisa")
    assert Butir.answered(run).get().isian_id == pk
    return browser, url, old


@pytest.mark.parametrize("said", [{}, {"verb": "analisa"}, {"aksi": "terima-tetap"}])
def test_an_old_tab_accepts_no_answer_that_it_never_showed(run, old_tab, said):
    browser, url, old = old_tab
    fresh_key = {"key": inputs(browser.get(url))["key"]}
    answer = browser.post(url, old | fresh_key | said)
    assert (answer.status_code, verdicts(run, "analisa")) == (409, {})
    page = browser.get(url)
    assert "0 dari 1 jawaban sudah ditandai" in text_of(page)
    answer = browser.post(url, inputs(page) | {"verb": "analisa"})
    assert "1 jawaban pada lembar tanggapan belum diputus: IKK-2" in text_of(answer)


def test_a_mark_on_a_value_does_not_hold_for_the_answer_that_came_after_it(run, old_tab):
    browser, url, old = old_tab
    name, row = "form_evaluasi-tanda", isian(run, "IKK-2")
    marks = {key: said for key, said in old.items() if key.startswith(f"{name}-")}
    marks |= {f"{name}-p-{row.pk}": "terima"}
    assert browser.post(url, inputs(browser.get(url)) | marks).status_code == 302
    assert marks_of(run, "analisa")["butir"][str(row.pk)]["p"] == "terima"
    assert row.pk not in verdicts(run, "analisa")


def test_accepting_all_unchanged_at_once_needs_the_page_that_showed_how_many(run, people, old_tab):
    browser, url, _ = old_tab
    page = inputs(browser.get(url)) | {"aksi": "terima-tetap"}
    row = isian(run, "IKK-2")
    Isian.objects.filter(pk=row.pk).update(version=row.version + 1)
    assert browser.post(url, page).status_code == 409
    assert verdicts(run, "analisa") == {}
    page = inputs(browser.get(url)) | {"aksi": "terima-tetap"}
    assert browser.post(url, page).status_code == 302
    assert verdicts(run, "analisa")[row.pk] == "terima"


def test_a_draft_saved_by_a_page_of_an_earlier_round_is_a_conflict(run, people, old_tab):
    draft = Draft(Pengumpulan.objects.get(pk=run.pk), kinds.FORM_EVALUASI)
    seen = draft.seen()
    do(run, "kembalikan", people.sekretaris, note="Rapikan.", to="rekap")
    with pytest.raises(Refused):
        write(draft, by=people.sekretaris, seen=seen, isi={})
    to(run, people, "analisa")
    with pytest.raises(Conflict):
        write(draft, by=people.sekretaris, seen=seen, isi={})
