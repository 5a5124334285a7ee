"""Comments on values and forms: two circles, threads, mentions, settlement, and what they hold up."""

import pytest
from django.db import DatabaseError, transaction

from collection.models import Catatan, Isian, Pengumpulan, Penyelesaian
from collection.percakapan import Percakapan
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.sop.perform import Blocked, Conflict, Refused, write
from sakip.trail.models import Entry, Kind
from sakip.trail.note import faults

from .collected import form_of, inputs, text_of
from .ground import grounded
from .test_pengumpulan_return import answer_and_hand_in, give_back
from .walk import do, fill_drafts, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


def value(form, kode="IKU-1"):
    row = form.isian.get(kode=kode)
    row.formulir = form
    return row


def say(browser, form, isi="Mohon dicek.", **more):
    return browser.post(
        f"{form.get_absolute_url()}catatan/", {"isi": isi, "lingkar": "unit"} | more
    )


def through_door(form, by, isi="Mohon dicek.", induk=None, **more):
    place = Percakapan(form, isian=more.pop("isian", None), induk=induk)
    return write(place, by=by, seen=place.seen(), isi=isi, **{"lingkar": "unit"} | more)


def settle(form, by, note, selesai=True):
    place = Percakapan(form, isian=note.isian, induk=note)
    return write(place, by=by, seen=place.seen(), selesai=selesai)


# -- a thread on a value ---------------------------------------------------------------------------


def test_staf_comments_on_a_value_and_tim_sakip_answers_below_it(form, people, signed_in):
    staf, tim, row = signed_in(people.staf), signed_in(people.tim), value(form)
    answer = say(staf, form, "Pembilang dari SIMPEG.", isian=row.pk)
    note = Catatan.objects.get()
    assert answer["Location"] == f"{form.get_absolute_url()}isian/{row.pk}/#catatan-{note.pk}"
    page = tim.get(f"{form.get_absolute_url()}isian/{row.pk}/")
    assert "Pembilang dari SIMPEG." in text_of(page) and "Dengan unit" in text_of(page)
    say(tim, form, "Lampirkan daftarnya.", induk=note.pk, seen=f"{note.pk}-0")
    text = text_of(staf.get(f"{form.get_absolute_url()}isian/{row.pk}/"))
    assert text.index("Pembilang dari SIMPEG.") < text.index("Lampirkan daftarnya.")
    assert "1 catatan, 1 terbuka" in text_of(staf.get(form.get_absolute_url()))


def test_a_comment_changes_no_value_and_makes_no_opened_page_old(form, people, signed_in):
    seen, row = form.seen(), value(form)
    through_door(form, people.staf, isian=row)
    assert type(form).objects.get(pk=form.pk).seen() == seen
    assert Isian.objects.get(pk=row.pk).version == row.version


def test_a_comment_on_the_whole_form_stands_on_its_own_page(form, people, signed_in):
    say(signed_in(people.staf), form, "Data Bidang lengkap.")
    text = text_of(signed_in(people.bidang).get(f"{form.get_absolute_url()}catatan/"))
    assert "Data Bidang lengkap." in text and "Seluruh formulir" in text


def test_an_empty_comment_is_refused_and_what_was_chosen_is_kept(form, people, signed_in):
    answer = say(signed_in(people.tim), form, "  ", lingkar="internal", wajib="1")
    assert answer.status_code == 422 and "Catatan belum ditulis." in text_of(answer)
    kept = inputs(answer)
    assert (kept["lingkar"], kept["wajib"]) == ("internal", "1")
    assert not Catatan.objects.exists()


def test_a_thread_is_settled_and_opened_again_and_both_stay_readable(form, people, signed_in):
    note = through_door(form, people.tim)
    staf = signed_in(people.staf)
    url = f"{form.get_absolute_url()}catatan/"
    staf.post(url, {"aksi": "selesai", "induk": note.pk, "seen": f"{note.pk}-0"})
    assert "Diselesaikan oleh Staf Mutasi" in text_of(staf.get(url))
    end = Penyelesaian.objects.get()
    staf.post(url, {"aksi": "buka", "induk": note.pk, "seen": f"{note.pk}-{end.pk}"})
    text = text_of(staf.get(url))
    assert "Diselesaikan oleh Staf Mutasi" in text and "Dibuka kembali oleh Staf Mutasi" in text
    with pytest.raises(Blocked):
        settle(form, people.staf, note, selesai=False)


def test_a_thread_that_grew_since_it_was_read_is_not_settled_in_passing(form, people, signed_in):
    note = through_door(form, people.tim)
    through_door(form, people.bidang, "Belum benar.", induk=note)
    answer = signed_in(people.staf).post(
        f"{form.get_absolute_url()}catatan/",
        {"aksi": "selesai", "induk": note.pk, "seen": f"{note.pk}-0"},
    )
    assert answer.status_code == 409 and "Kepala Bidang Mutasi" in text_of(answer)
    assert not Penyelesaian.objects.exists()


def test_words_once_written_cannot_be_changed_or_deleted_even_in_the_database(form, people):
    note = through_door(form, people.tim)
    settle(form, people.tim, note)
    for model in (Catatan, Penyelesaian):
        for change in (
            lambda m: m.objects.update(on=note.on),
            lambda m: m.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(model)


# -- the two circles -------------------------------------------------------------------------------


def test_what_is_internal_is_found_by_the_unit_on_no_page(form, people, signed_in):
    row = value(form)
    through_door(form, people.tim, "Rahasia internal.", isian=row, lingkar="internal")
    url = form.get_absolute_url()
    for who in (people.staf, people.bidang):
        browser = signed_in(who)
        for page in (url, f"{url}catatan/", f"{url}isian/{row.pk}/", "/"):
            text = text_of(browser.get(page))
            assert "Rahasia internal." not in text and "1 catatan" not in text
    text = text_of(signed_in(people.tim).get(f"{url}isian/{row.pk}/"))
    assert "Rahasia internal." in text and "Internal Sekretaris dan Tim SAKIP" in text


def test_the_unit_cannot_write_answer_or_settle_internally_by_a_forged_form(
    form, people, signed_in
):
    note = through_door(form, people.tim, "Rahasia.", lingkar="internal")
    staf = signed_in(people.staf)
    assert say(staf, form, lingkar="internal").status_code == 403
    assert say(staf, form, induk=note.pk, seen=f"{note.pk}-0").status_code == 404
    gone = {"aksi": "selesai", "induk": note.pk, "seen": f"{note.pk}-0"}
    assert staf.post(f"{form.get_absolute_url()}catatan/", gone).status_code == 404
    with pytest.raises(Refused):
        through_door(form, people.staf, induk=note)
    with pytest.raises(Refused):
        settle(form, people.staf, note)
    assert (Catatan.objects.count(), Penyelesaian.objects.count()) == (1, 0)


def test_another_unit_finds_no_comments_and_the_sekretaris_not_before_the_report(
    form, people, signed_in
):
    through_door(form, people.staf)
    url = f"{form.get_absolute_url()}catatan/"
    for who in (
        people.staf_lain,
        people.bidang_lain,
        people.sekretaris,
        people.kepala,
        people.admin,
    ):
        assert signed_in(who).get(url).status_code == 404
        assert signed_in(who).post(url, {"isi": "Halo", "lingkar": "unit"}).status_code == 404


def test_staf_reads_at_the_analysis_but_writes_no_more(run, people, signed_in):
    form, staf = form_of(run, people.staf), signed_in(people.staf)
    through_door(form, people.sekretaris, "Dari Sekretaris.")
    url = f"{form.get_absolute_url()}catatan/"
    text = text_of(staf.get(url))
    assert "Dari Sekretaris." in text and "Simpan catatan" not in text
    assert say(staf, form).status_code == 403
    assert say(signed_in(people.bidang), form, "Dari Bidang.").status_code == 302


# -- mentions ---------------------------------------------------------------------------------------


def test_who_is_named_finds_it_on_beranda_until_they_answer(form, people, signed_in):
    say(
        signed_in(people.staf),
        form,
        "Mohon arahan.",
        isian=value(form).pk,
        **{"sebut-unit": people.tim.pk},
    )
    tim, note = signed_in(people.tim), Catatan.objects.get()
    text = text_of(tim.get("/"))
    assert "Catatan yang menyebut Anda" in text and "Mohon arahan." in text
    assert "Mohon arahan." not in text_of(signed_in(people.bidang).get("/"))
    say(tim, form, "Sudah.", induk=note.pk, seen=f"{note.pk}-0")
    assert "Mohon arahan." not in text_of(tim.get("/"))


def test_a_settled_thread_calls_nobody_any_longer(form, people, signed_in):
    note = through_door(form, people.staf, sebut=[people.tim])
    tim = signed_in(people.tim)
    assert "Catatan yang menyebut Anda" in text_of(tim.get("/"))
    settle(form, people.staf, note)
    assert "Catatan yang menyebut Anda" not in text_of(tim.get("/"))


def test_only_people_of_the_circle_are_offered_and_taken(form, people, signed_in):
    page = signed_in(people.tim).get(f"{form.get_absolute_url()}catatan/").content.decode()
    assert f'name="sebut-unit" value="{people.staf.pk}"' in page
    for stranger in (people.staf_lain, people.bidang_lain, people.kepala, people.admin):
        assert f'value="{stranger.pk}" id="s-' not in page
    assert f'name="sebut-internal" value="{people.staf.pk}"' not in page
    for circle, who in (("unit", people.staf_lain), ("internal", people.staf)):
        with pytest.raises(Blocked, match="lingkar catatan ini"):
            through_door(form, people.tim, lingkar=circle, sebut=[who])
    say(signed_in(people.tim), form, lingkar="internal", **{"sebut-internal": people.staf.pk})
    assert not Catatan.objects.get().disebut.exists()


# -- compulsory ones --------------------------------------------------------------------------------


def test_a_compulsory_open_comment_blocks_the_approval_and_its_sentence_names_it(
    run, people, signed_in
):
    form = form_of(run, people.staf)
    note = through_door(form, people.sekretaris, "Cocokkan SK.", isian=value(form), wajib=True)
    fill_drafts(run, people.sekretaris)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    said = "Catatan wajib atas IKU-1, Bidang Mutasi dan Promosi, belum diselesaikan (Sekretaris)"
    assert said in text_of(sekretaris.get(url))
    answer = sekretaris.post(url, inputs(sekretaris.get(url)) | {"verb": "analisa"})
    assert answer.status_code == 200 and said in text_of(answer)
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"
    settle(form, people.sekretaris, note)
    assert (
        sekretaris.post(url, inputs(sekretaris.get(url)) | {"verb": "analisa"}).status_code == 302
    )


def test_a_compulsory_comment_is_settled_by_its_office_or_the_sekretaris(run, people, signed_in):
    form = form_of(run, people.staf)
    note = through_door(form, people.sekretaris, wajib=True)
    other = through_door(form, people.tim, wajib=True)
    for by in (people.tim, people.bidang):
        with pytest.raises(Refused, match="diselesaikan Sekretaris"):
            settle(form, by, note)
    settle(form, people.tim, other)
    with pytest.raises(Refused, match="Catatan wajib hanya ditulis"):
        through_door(form, people.bidang, wajib=True)


def test_settling_a_compulsory_comment_and_opening_it_again_each_leave_a_line_in_the_log(
    form, people, signed_in, instansi
):
    note = through_door(form, people.tim, "Rahasia.", isian=value(form), wajib=True)
    other = through_door(form, people.tim, "Tidak wajib.")
    settle(form, people.staf, other)
    assert not Entry.objects.filter(kind=Kind.COMMENT).exists()
    for selesai in (True, False):
        settle(form, people.tim, note, selesai)
    lines = Entry.objects.filter(kind=Kind.COMMENT).order_by("number")
    about = f"{form.nomor}: catatan wajib {note.pk} atas IKU-1"
    assert [(e.by, e.object_id, e.note) for e in lines] == [
        (people.tim, note.pk, f"{about} diselesaikan."),
        (people.tim, note.pk, f"{about} dibuka kembali."),
    ]
    assert faults(instansi) == []
    page = text_of(signed_in(people.admin).get("/kelola/jejak/?jenis=comment"))
    assert f"Catatan {note.pk}" in page and f"{about} dibuka kembali." in page
    assert "Ketua Tim SAKIP" in page and "Rahasia." not in page
    form.run.refresh_from_db()
    for who in (people.staf, people.tim):
        history = signed_in(who).get(f"/pengumpulan/{form.run.pk}/riwayat/")
        assert history.status_code == 200 and "catatan wajib" not in text_of(history)


def test_a_settlement_that_is_refused_leaves_no_line_in_the_log(run, people):
    form = form_of(run, people.staf)
    note = through_door(form, people.sekretaris, wajib=True)
    with pytest.raises(Refused):
        settle(form, people.bidang, note)
    assert not Entry.objects.filter(kind=Kind.COMMENT).exists()


def test_after_the_approval_comments_are_read_and_not_added_to(run, people, signed_in):
    form = form_of(run, people.staf)
    note = through_door(form, people.sekretaris, "Baik.")
    to(run, people, "lapor")
    sekretaris = signed_in(people.sekretaris)
    assert "Baik." in text_of(sekretaris.get(f"{form.get_absolute_url()}catatan/"))
    answer = say(sekretaris, form)
    assert answer.status_code == 422 and "sudah disetujui" in text_of(answer)
    form = form_of(run, people.staf)
    with pytest.raises(Blocked, match="sudah disetujui"):
        through_door(form, people.sekretaris)
    with pytest.raises((Blocked, Conflict)):
        settle(form, people.sekretaris, note)


def test_comments_are_printed_in_the_lembar_tanggapan_each_in_its_circle(run, people):
    form = form_of(run, people.staf)
    note = through_door(
        form, people.sekretaris, "Cocokkan.", isian=value(form), sebut=[people.bidang]
    )
    through_door(form, people.bidang, "Sudah cocok.", induk=note)
    through_door(form, people.tim, "Perhatikan.", lingkar="internal")
    run = give_back(run, people, "IKU-1")
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    run = to(run, people, "lapor")
    paper = issued_of(run, kinds.LEMBAR_TANGGAPAN).first()
    (thread,) = paper.data["catatan_unit"]
    assert (thread["tentang"][:5], thread["keadaan"]) == ("IKU-1", "terbuka")
    assert [(n["oleh"], n["isi"]) for n in thread["isi"]] == [
        ("Sekretaris", "Cocokkan."),
        ("Kepala Bidang Mutasi", "Sudah cocok."),
    ]
    assert thread["isi"][0]["sebut"] == ["Kepala Bidang Mutasi"]
    assert [t["isi"][0]["isi"] for t in paper.data["catatan_internal"]] == ["Perhatikan."]


def test_comments_without_any_return_are_printed_too(run, people):
    through_door(form_of(run, people.staf), people.sekretaris, "Baik sekali.")
    paper = issued_of(to(run, people, "lapor"), kinds.LEMBAR_TANGGAPAN).first()
    assert paper.data["pengembalian"] == []
    assert paper.data["catatan_unit"][0]["isi"][0]["isi"] == "Baik sekali."


def test_every_line_of_a_correction_begins_without_old_comments(run, people):
    through_door(form_of(run, people.staf), people.sekretaris)
    run = to(run, people, "lapor")
    do(run, "koreksi", people.sekretaris, note="Keliru.")
    new = Pengumpulan.objects.get(revises=run)
    assert not Catatan.objects.filter(formulir__run=new).exists()


# -- sent twice ----------------------------------------------------------------------------------


def test_a_comment_sent_twice_stands_there_once(form, people, signed_in):
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}catatan/"
    page = staf.get(url)
    named = page.context["orang"]["unit"][0]
    sent = {"kunci": inputs(page)["kunci"], "sebut-unit": str(named.pk)}
    first, second = (say(staf, form, "Mohon\r\ndicek.", **sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert list(Catatan.objects.get().disebut.values_list("penugasan", flat=True)) == [named.pk]


def test_a_reply_sent_twice_stands_there_once_and_is_no_conflict_with_oneself(
    form, people, signed_in
):
    note = through_door(form, people.tim)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}catatan/"
    reply = {k: v for k, v in inputs(staf.get(url)).items() if k in ("induk", "seen", "kunci")}
    assert reply["induk"] == str(note.pk) and reply["seen"] == f"{note.pk}-0"
    first, second = (say(staf, form, "Sudah dicek.", **reply) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert [n.isi for n in note.balasan.all()] == ["Sudah dicek."]
    other = say(staf, form, "Sudah dicek, dan sudah diperbaiki.", **reply)
    assert other.status_code == 409 and "dan sudah diperbaiki." in text_of(other)


def test_a_short_reply_that_came_too_late_is_given_back_and_no_key_beside_it(
    form, people, signed_in
):
    note = through_door(form, people.tim)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}catatan/"
    key = inputs(staf.get(url))["kunci"]
    through_door(form, people.bidang, "Belum.", induk=note)
    reply = {"induk": note.pk, "seen": f"{note.pk}-0", "kunci": key}
    answer = say(staf, form, "Sudah betul.", **reply)
    assert answer.status_code == 409
    assert answer.context["texts"] == ["Sudah betul."]


def test_a_reply_to_a_thread_that_grew_by_another_is_not_taken_for_one_of_ours(
    form, people, signed_in
):
    note = through_door(form, people.tim)
    key = inputs(signed_in(people.staf).get(f"{form.get_absolute_url()}catatan/"))["kunci"]
    through_door(form, people.bidang, "Sudah dicek.", induk=note)
    reply = {"induk": note.pk, "seen": f"{note.pk}-0", "kunci": key}
    assert say(signed_in(people.staf), form, "Sudah dicek.", **reply).status_code == 409
    assert note.balasan.count() == 1


def test_a_second_click_on_settling_settles_once_and_takes_nothing_back(form, people, signed_in):
    note = through_door(form, people.tim)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}catatan/"
    click = {"aksi": "selesai", "induk": note.pk, "seen": f"{note.pk}-0"}
    assert [staf.post(url, click).status_code for _ in range(2)] == [302, 302]
    settle(form, people.bidang, note, selesai=False)
    assert staf.post(url, click).status_code == 409
    assert [e.selesai for e in Penyelesaian.objects.all()] == [True, False]


def test_another_comment_written_after_going_back_is_not_lost(form, people, signed_in):
    staf, row = signed_in(people.staf), value(form)
    key = inputs(staf.get(f"{form.get_absolute_url()}catatan/"))["kunci"]
    for isi in ("Satu.", "Dua.", "Satu."):
        assert say(staf, form, isi, kunci=key).status_code == 302
    say(staf, form, "Satu.", kunci=key, isian=row.pk)
    said = [(note.isi, note.isian_id) for note in Catatan.objects.order_by("pk")]
    assert said == [("Satu.", None), ("Dua.", None), ("Satu.", row.pk)]


def test_the_same_words_on_a_page_opened_anew_are_a_comment_of_their_own(form, people, signed_in):
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}catatan/"
    for _ in range(2):
        say(staf, form, kunci=inputs(staf.get(url))["kunci"])
    assert Catatan.objects.count() == 2


def test_the_key_of_another_person_hides_nobodys_comment(form, people, signed_in):
    staf, tim = signed_in(people.staf), signed_in(people.tim)
    key = inputs(staf.get(f"{form.get_absolute_url()}catatan/"))["kunci"]
    for browser in (staf, tim):
        assert say(browser, form, kunci=key).status_code == 302
    say(staf, form, kunci="bukan kunci")
    assert [n.by for n in Catatan.objects.order_by("pk")] == [people.staf, people.tim, people.staf]
