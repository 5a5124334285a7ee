"""Verdicts on what came back: whose answers wait, what a mark holds for, and until when."""

import pytest

from collection.models import Butir, Isian, Pengumpulan
from collection.tanda import marked, marks_of, verdicts
from sakip.papers import kinds
from sakip.sop.drafts import Draft
from sakip.sop.perform import Blocked, write

from .collected import form_of, inputs, text_of
from .ground import grounded
from .returned import answer_and_hand_in, give_back, give_back_units, isian, mark
from .walk import do, fill_drafts, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


# -- which answers wait for a verdict ----------------------------------------------------------


def test_nothing_returned_is_approved_before_each_answer_has_its_verdict(run, people):
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    fill_drafts(run, people.sekretaris)
    mark(run, people, clear=True, IKU_1="terima")
    with pytest.raises(Blocked, match="1 jawaban pada lembar tanggapan belum diputus: IKK-2"):
        do(run, "analisa", people.sekretaris)
    mark(run, people, IKU_1="terima", IKK_2="terima")
    do(run, "analisa", people.sekretaris)
    assert {b.putusan for b in Butir.objects.all()} == {"diterima"}


def test_a_form_closed_before_it_answered_still_waits_for_its_verdict(run, people):
    run = give_back(run, people, "IKU-1")
    form = form_of(run, people.staf)
    do(form, "tutup", people.sekretaris, note="Unit tidak dapat melengkapi.")
    butir = Butir.answered(run).get()
    assert (butir.jawaban, butir.putusan) == ("", "menunggu")
    run = to(run, people, "analisa")
    fill_drafts(run, people.sekretaris)
    mark(run, people, clear=True)
    with pytest.raises(Blocked, match="belum diputus: IKU-1"):
        do(run, "analisa", people.sekretaris)


def test_a_further_return_accepts_what_was_marked_and_leaves_the_rest_undecided(run, people):
    run = give_back(run, people, "IKU-1", "IKK-1", "IKK-2")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    mark(run, people, IKU_1="terima")
    run = give_back(run, people, "IKK-2")
    first = Butir.objects.order_by("pk")[:3]
    verdicts = {b.isian.kode: b.putusan for b in first}
    assert verdicts == {"IKU-1": "diterima", "IKK-1": "menunggu", "IKK-2": "dikembalikan"}
    assert not isian(run, "IKK-1").terbuka, "what waits for a verdict stays locked meanwhile"
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    waiting = {b.isian.kode for b in Butir.answered(run)}
    assert waiting == {"IKK-1", "IKK-2"}


# -- what a mark holds for ---------------------------------------------------------------------


def test_a_verdict_holds_for_the_version_that_was_seen_and_no_other(run, people):
    run = give_back(run, people, "IKU-1")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    mark(run, people, IKU_1="terima")
    assert verdicts(run, "analisa") == {isian(run, "IKU-1").pk: "terima"}
    row = isian(run, "IKU-1")
    Isian.objects.filter(pk=row.pk).update(version=row.version + 1)
    assert verdicts(run, "analisa") == {}


def test_an_accepted_value_that_a_reopening_changes_is_accepted_no_longer(run, people):
    run = give_back(run, people, "IKU-1")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    mark(run, people, IKU_1="terima")
    run = give_back_units(run, people, people.bidang.unit)
    assert Butir.objects.order_by("pk").first().putusan == "diterima"
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 70})
    run = to(run, people, "analisa")
    assert isian(run, "IKU-1").pk in {b.isian_id for b in Butir.answered(run)}
    assert isian(run, "IKU-1").pk not in verdicts(run, "analisa")


def test_marks_on_another_page_of_the_list_stay(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    first, other = isian(run, "IKK-2").pk, isian(run, "IKK-4").pk
    page = inputs(sekretaris.get(f"{url}?isian=semua"))
    sekretaris.post(url, page | {f"form_evaluasi-tanda-p-{first}": "kembalikan", "verb": ""})
    page = inputs(sekretaris.get(f"{url}?isian=semua"))
    only_other = {k: v for k, v in page.items() if not k.endswith(f"-{first}")}
    only_other[f"form_evaluasi-tanda-p-{other}"] = "kembalikan"
    sekretaris.post(url, only_other | {"verb": ""})
    assert set(marked(marks_of(run, "analisa"))["butir"]) == {str(first), str(other)}


def test_nothing_is_approved_while_an_item_is_marked_and_the_mark_is_kept(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    pk = isian(run, "IKK-2").pk
    page = sekretaris.get(f"{url}?isian=semua")
    mark = {
        f"form_evaluasi-tanda-p-{pk}": "kembalikan",
        f"form_evaluasi-tanda-j-{pk}": "usang",
        f"form_evaluasi-tanda-a-{pk}": "Data bulan lalu.",
    }
    answer = sekretaris.post(f"{url}?isian=semua", inputs(page) | mark | {"verb": "analisa"})
    assert "IKK-2 masih bertanda Kembalikan" in text_of(answer)
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"
    kept = inputs(sekretaris.get(f"{url}?isian=semua"))
    assert (kept[f"form_evaluasi-tanda-p-{pk}"], kept[f"form_evaluasi-tanda-a-{pk}"]) == (
        "kembalikan",
        "Data bulan lalu.",
    )
    text = text_of(sekretaris.get(url))
    assert "1 isian dibuka kembali pada 1 formulir" in text
    assert "Bidang Mutasi dan Promosi: IKK-2" in text


# -- many at once ------------------------------------------------------------------------------


def test_the_sekretaris_accepts_at_once_whatever_did_not_change(run, people, signed_in):
    run = give_back_units(run, people, people.bidang.unit)
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    run = to(run, people, "analisa")
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = sekretaris.get(url)
    assert "Terima 2 yang tidak berubah" in text_of(page)
    sekretaris.post(url, inputs(page) | {"aksi": "terima-tetap"})
    assert set(verdicts(run, "analisa").values()) == {"terima"}
    assert isian(run, "IKU-1").pk not in verdicts(run, "analisa")
    fill_drafts_without_verdicts(run, people)
    answer = sekretaris.post(url, inputs(sekretaris.get(url)) | {"verb": "analisa"})
    assert "1 jawaban pada lembar tanggapan belum diputus: IKU-1" in text_of(answer)
    pk = isian(run, "IKU-1").pk
    said = {f"form_evaluasi-tanda-p-{pk}": "terima", "verb": "analisa"}
    assert sekretaris.post(url, inputs(sekretaris.get(url)) | said).status_code == 302
    assert {b.putusan for b in Butir.objects.all()} == {"diterima"}


def fill_drafts_without_verdicts(run, people):
    kept = marks_of(run, "analisa")
    fill_drafts(run, people.sekretaris)
    draft = Draft(Pengumpulan.objects.get(pk=run.pk), kinds.FORM_EVALUASI)
    isi = draft.paper.data["isi"] | {"tanda": kept}
    write(draft, by=people.sekretaris, seen=draft.seen(), isi=isi)
