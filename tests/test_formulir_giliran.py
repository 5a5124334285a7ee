"""What a form tells each of its people first: whose turn it is, and where they decide."""

import pytest

from sakip.sop.perform import write

from .collected import form_of, row, send, text_of
from .walk import do, fill

pytestmark = pytest.mark.django_db
TURN = "Giliran Anda: periksa, lalu serahkan atau kembalikan"
WAITING = "Menunggu penanggung jawab unit"
CHECK = "Buka Periksa isian"


@pytest.fixture
def filled(form, people):
    fill(form, people.staf)
    return do(form, "isi", people.staf)


def seen_by(browser, form) -> str:
    return text_of(browser.get(form.get_absolute_url()))


def test_a_form_not_received_yet_names_its_button_to_the_unit_alone(form, people, signed_in):
    other = form_of(form.run, people.staf_lain)
    button = "Tekan Terima formulir di kaki halaman ini"
    assert button in seen_by(signed_in(people.staf_lain), other)
    assert button not in seen_by(signed_in(people.tim), other)


def test_the_head_of_the_unit_is_told_it_is_their_turn_and_staf_that_they_wait(
    filled, staf, people, signed_in
):
    head = seen_by(signed_in(people.bidang), filled)
    assert TURN in head and WAITING not in head
    mine = seen_by(staf, filled)
    assert WAITING in mine and TURN not in mine


def test_staf_who_handed_the_form_on_again_is_no_longer_told_it_was_returned(
    filled, staf, people, signed_in
):
    form = do(filled, "kembalikan", people.bidang, note="Cocokkan IKK-2.")
    assert "Dikembalikan oleh" in seen_by(staf, form)
    form = do(form, "isi", people.staf)
    mine = seen_by(staf, form)
    assert WAITING in mine and "Dikembalikan oleh" not in mine
    head = seen_by(signed_in(people.bidang), form)
    assert TURN in head and "“Cocokkan IKK-2.”" in head


def test_who_returns_without_what_is_needed_is_shown_to_the_decision_not_to_the_cells(
    filled, people, signed_in
):
    answer = send(signed_in(people.bidang), filled, verb="kembalikan")
    assert answer.status_code == 422
    assert "Arahan pengembalian wajib ditulis" in text_of(answer)
    assert CHECK not in text_of(answer) and 'href="#putusan">Ke putusan' in answer.content.decode()
    form = do(filled, "serahkan", people.bidang)
    answer = send(signed_in(people.tim), form, verb="kembalikan", catatan="Lengkapi.")
    said = text_of(answer)
    assert answer.status_code == 422 and "Tandai isian yang dikembalikan" in said
    assert CHECK not in said and "Isian Anda tersimpan" not in said
    assert "Yang Anda tulis masih ada di halaman ini" in said


def test_staf_whose_form_is_not_whole_is_shown_to_its_cells(form, staf):
    assert CHECK in text_of(send(staf, form, verb="isi"))


def test_the_clock_of_the_row_stands_on_no_form_that_is_in(form, people, staf):
    mine = seen_by(staf, form)
    assert "Waktu baku langkah 7" in mine and "Habis 9 Oktober, 09.00" in mine
    assert mine.count("Tenggat") == 1, "that of the form, and no other"
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(do(form, "serahkan", people.bidang), "periksa", people.tim)
    assert form.run.at == "pengisian", "others are still at it"
    assert "Waktu baku langkah 7" not in seen_by(staf, form)


def test_tim_sakip_reads_why_a_value_is_missing_beside_the_verdict(form, people, signed_in):
    fill(form, people.staf)
    aduan = row(form, "IKK-2")
    reason = "Loket pengaduan <b>dibongkar</b> & dipindah."
    write(
        aduan,
        by=people.staf,
        seen=aduan.seen(),
        keadaan="tidak_dilaksanakan",
        nilai=None,
        alasan=reason,
    )
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    page = signed_in(people.tim).get(form.get_absolute_url())
    assert f"“{reason}”" in text_of(page)
    assert "<b>dibongkar</b>" not in page.content.decode()


def test_tim_sakip_can_open_the_answers_to_warnings_beside_its_marks(
    filled, people, staf, signed_in
):
    form = do(filled, "serahkan", people.bidang)
    link = f'href="{form.get_absolute_url()}periksa/" target="_blank"'
    tim = signed_in(people.tim)
    assert link in tim.get(form.get_absolute_url()).content.decode()
    assert link not in staf.get(form.get_absolute_url()).content.decode()
    assert tim.get(f"{form.get_absolute_url()}periksa/").status_code == 200
