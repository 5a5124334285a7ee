"""The pages of a run, as the five people see and use them."""

import pytest

from collection.models import Isian, Pengumpulan
from sakip.papers import kinds
from sakip.sop.drafts import Draft

from .collected import inputs, text_of
from .promise import make_promise
from .walk import start, to


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return start(people)


def hidden(response, name):
    """The value of a hidden input on the page."""
    import re

    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def press(browser, run, verb, **more):
    """Load the row's page, press its button, return the answer."""
    page = browser.get(f"/pengumpulan/{run.pk}/{run.at}/")
    fields = {
        "seen": hidden(page, "seen"),
        "key": hidden(page, "key"),
        "by": hidden(page, "by"),
        "verb": verb,
    }
    return browser.post(f"/pengumpulan/{run.pk}/{run.at}/", fields | more)


def test_the_kepala_reads_and_presses_one_button(run, people, signed_in):
    kepala = signed_in(people.kepala)
    home = kepala.get("/").content.decode()
    assert "1 tugas menunggu Anda" in home
    assert press(kepala, run, "perintah").status_code == 302
    assert Pengumpulan.objects.get(pk=run.pk).at == "arahan"


def test_every_row_page_opens_for_whom_it_waits(run, people, signed_in):
    for key in [s.key for s in Pengumpulan.sop if not s.carried_by]:
        current = to(run, people, key)
        from .walk import who

        by = who(people, current.step.roles[0])
        page = signed_in(by).get(f"/pengumpulan/{run.pk}/{key}/")
        assert page.status_code == 200, key
        assert current.step.button in page.content.decode(), key
        assert signed_in(by).get(f"/pengumpulan/{run.pk}/").status_code == 200


def test_staf_does_not_see_the_page_of_the_order(run, people, signed_in):
    assert signed_in(people.staf).get(f"/pengumpulan/{run.pk}/perintah/").status_code == 404
    assert signed_in(people.staf).get(f"/pengumpulan/{run.pk}/").status_code == 200


def test_tim_sakip_opens_a_period_in_the_browser(instansi, units, people, signed_in):
    make_promise(instansi, units)
    tim = signed_in(people.tim)
    page = tim.get("/pengumpulan/buka/")
    assert page.status_code == 200
    answer = tim.post("/pengumpulan/buka/", {"periode": "2026-TW3", "key": hidden(page, "key")})
    assert answer.status_code == 302
    assert Pengumpulan.objects.get().periode == "2026-TW3"
    assert "Triwulan III 2026" in tim.get("/pengumpulan/").content.decode()


def test_what_is_still_missing_is_said_under_the_name_of_the_button(run, people, signed_in):
    run = to(run, people, "arahan")
    page = text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/arahan/"))
    assert "Yang masih kurang untuk “Terbitkan notulen”" in page


def test_a_half_written_notulen_is_kept_and_the_act_says_what_is_missing(run, people, signed_in):
    run = to(run, people, "arahan")
    sekretaris = signed_in(people.sekretaris)
    page = sekretaris.get(f"/pengumpulan/{run.pk}/arahan/")
    fields = {
        "seen": hidden(page, "seen"),
        "key": hidden(page, "key"),
        "seen-notulen": hidden(page, "seen-notulen"),
        "notulen-agenda": "Membahas data semester",
        "verb": "arahan",
    }
    answer = sekretaris.post(f"/pengumpulan/{run.pk}/arahan/", fields)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Notulen Rapat: Keputusan dan arahan Sekretaris" in text
    assert "Membahas data semester" in text
    assert Pengumpulan.objects.get(pk=run.pk).at == "arahan"


def test_an_old_page_gets_a_409_that_keeps_what_was_typed(run, people, signed_in):
    kepala = signed_in(people.kepala)
    page = kepala.get(f"/pengumpulan/{run.pk}/perintah/")
    to(run, people, "arahan")
    fields = {
        "seen": hidden(page, "seen"),
        "key": "lain",
        "verb": "perintah",
        "nota_dinas-isi": "Kalimat panjang yang tidak boleh hilang begitu saja.",
    }
    answer = kepala.post(f"/pengumpulan/{run.pk}/perintah/", fields)
    assert answer.status_code == 409
    assert "tidak boleh hilang" in answer.content.decode()


def test_a_second_click_gets_the_answer_of_the_first(run, people, signed_in):
    kepala = signed_in(people.kepala)
    address = f"/pengumpulan/{run.pk}/perintah/"
    page = kepala.get(address)
    posted = inputs(page) | {"verb": "perintah"}
    first, second = (kepala.post(address, posted) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Pengumpulan.objects.get(pk=run.pk).version == run.version + 1


def test_who_decides_from_an_old_page_writes_nothing_and_gets_every_word_back(
    run, people, signed_in
):
    run = to(run, people, "laporan")
    tim, address = signed_in(people.tim), f"/pengumpulan/{run.pk}/laporan/"
    said = "Data triwulan ini belum merata."
    posted = inputs(tim.get(address)) | {"draft_laporan_pengumpulan-analisis": said}
    Isian.objects.filter(formulir__run=run, kode="IKU-1").update(version=99)
    answer = tim.post(address, posted | {"verb": "laporan"})
    assert answer.status_code == 409 and said in text_of(answer)
    draft = Draft(run, kinds.DRAFT_LAPORAN_PENGUMPULAN)
    assert draft.paper.data.get("isi") is None
    assert tim.post(address, posted).status_code == 302, "words alone are kept"
    draft = Draft(run, kinds.DRAFT_LAPORAN_PENGUMPULAN)
    assert draft.paper.data["isi"]["analisis"] == said
    assert Pengumpulan.objects.get(pk=run.pk).at == "laporan"
