"""Periksa isian: what stands in the way, what waits for a sentence, and what an agency sets of it."""

import re
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError

from collection.models import AturanPeriksa, Bukti, Formulir, JawabanPeriksa
from collection.periksa import Temuan, answer_to, findings, still_waiting
from sakip.papers.files import keep
from sakip.planning.models import Indikator
from sakip.sop.perform import Blocked, Conflict, Refused, write

from .collected import approve, at_filling, form_of, grow, inputs, received, send, text_of
from .conftest import make_instansi
from .uploads import PDF, upload
from .walk import do, fill, start, to

pytestmark = pytest.mark.django_db


def put(form, kode, by, **fields):
    row = form.isian.get(kode=kode)
    write(row, by=by, seen=row.seen(), keadaan="dilaporkan", **fields)
    return form.isian.get(kode=kode)


def found(form, kode):
    form = Formulir.objects.get(pk=form.pk)
    return {f.berlaku.kunci: f for f in findings(form) if f.isian.kode == kode}


def quarters_of(people, values):
    """Approved collections of TW1 and TW2 with these values of IKK-2."""
    for n, value in enumerate(values, 1):
        approve(people, f"2026-TW{n}", {"IKK-2": Decimal(value)})


# -- what stands in the way ---------------------------------------------------------------------


def test_a_blank_form_is_told_row_by_row_and_only_what_is_due(promise, people):
    form = received(people)
    assert list(still_waiting(form)) == [
        f"{kode}: belum dilaporkan, alasan belum ditulis." for kode in ("IKU-1", "IKK-1", "IKK-2")
    ]
    form.isian.filter(kode="IKK-2").update(jatuh_tempo=False)
    assert found(form, "IKK-2") == {}


def test_below_target_asks_for_hindrance_and_plan(promise, people):
    form = received(people)
    put(form, "IKU-1", people.staf, pembilang=70, penyebut=100)
    said = found(form, "IKU-1")["di_bawah_target"]
    assert said.blocking
    assert said.said == (
        "target tidak tercapai; faktor penghambat dan rencana tindak lanjut belum ditulis."
    )
    put(form, "IKU-1", people.staf, penghambat="Uji ditunda.")
    assert found(form, "IKU-1")["di_bawah_target"].letters == "re"
    put(form, "IKU-1", people.staf, rencana="Dijadwalkan ulang.")
    assert found(form, "IKU-1") == {}


def test_a_target_that_is_reached_asks_for_nothing(promise, people):
    form = received(people)
    put(form, "IKU-1", people.staf, pembilang=95, penyebut=100)
    put(form, "IKK-2", people.staf, nilai=3)  # fewer complaints are better
    assert found(form, "IKU-1") == found(form, "IKK-2") == {}


@pytest.mark.parametrize(
    ("parts", "key"), [((5, 0), "penyebut_nol"), ((101, 100), "pembilang_melebihi")]
)
def test_parts_that_cannot_be(promise, people, parts, key):
    form = received(people)
    put(form, "IKU-1", people.staf, pembilang=parts[0], penyebut=parts[1])
    assert found(form, "IKU-1")[key].blocking


def test_a_part_may_exceed_the_whole_where_the_dictionary_says_so(promise, people):
    Indikator.objects.filter(kode="IKU-1").update(pembilang_melebihi=True)
    form = received(people)
    put(form, "IKU-1", people.staf, pembilang=101, penyebut=100)
    assert found(form, "IKU-1") == {}


def test_the_form_is_not_handed_on_before_all_of_it_is_mended(promise, people):
    form = received(people)
    fill(form, people.staf)
    put(form, "IKU-1", people.staf, pembilang=70, penyebut=100, penghambat="", rencana="")
    with pytest.raises(Blocked) as stop:
        do(form, "isi", people.staf)
    assert stop.value.reasons == [
        "IKU-1: target tidak tercapai; faktor penghambat dan rencana tindak lanjut belum ditulis."
    ]


# -- what waits for a sentence ------------------------------------------------------------------


def test_the_same_figure_as_last_period_waits_for_a_sentence_and_then_for_none(promise, people):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    fill(form, people.staf, {"IKK-2": Decimal(7), "IKU-1": Decimal(83), "IKK-1": Decimal(99)})
    said = found(form, "IKK-2")["tidak_berubah"]
    assert said.said == "7,00 aduan sama persis dengan Triwulan I 2026." and not said.blocking
    with pytest.raises(Blocked, match="Jawab dengan satu kalimat pada Periksa isian"):
        do(form, "isi", people.staf)
    answer_to(said, "Memang ada tujuh aduan lagi.", by=people.staf)
    assert found(form, "IKK-2")["tidak_berubah"].answered
    assert do(form, "isi", people.staf).at == "serahkan"


def test_an_answer_stands_for_the_value_it_was_given_to(promise, people):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    put(form, "IKK-2", people.staf, nilai=7)
    answer_to(found(form, "IKK-2")["tidak_berubah"], "Memang ada tujuh aduan.", by=people.staf)
    put(form, "IKK-2", people.staf, nilai=8)
    assert found(form, "IKK-2") == {}
    put(form, "IKK-2", people.staf, nilai=7)
    assert found(form, "IKK-2")["tidak_berubah"].answered, "the very same is not asked twice"


def test_a_value_far_from_its_habit_is_asked_about(promise, people):
    form = received(people)
    past = [("2025-TW1", 8), ("2025-TW2", 10), ("2025-TW3", 9), ("2025-TW4", 10)]
    row = put(form, "IKK-2", people.staf, nilai=90)
    from collection import deret, periksa

    def kept(run, ids, *more):
        before = {code: {"nilai": Decimal(v), "keadaan": "dilaporkan", "pembilang": None,
                         "penyebut": None, "penghambat": "", "rencana": "", "pendukung": "",
                         "alasan": ""} for code, v in past}  # fmt: skip
        return {row.indikator_id: before}

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(deret, "past", kept)
        said = {f.berlaku.kunci: f.said for f in periksa.findings(form) if f.isian == row}
        assert said["di_luar_kebiasaan"] == (
            "90,00 aduan jauh dari kebiasaannya; 4 periode terakhir antara 8,00 aduan dan "
            "10,00 aduan."
        )
        AturanPeriksa.objects.create(
            instansi=form.instansi, kunci="di_luar_kebiasaan", tingkat="menahan", ambang=2000
        )
        assert "di_luar_kebiasaan" not in {
            f.berlaku.kunci for f in periksa.findings(form) if f.isian == row
        }


def test_a_cumulative_value_that_fell_is_asked_about(promise, people):
    approve(people, "2026-TW1", {"IKK-3": Decimal(150)})
    run = at_filling(people, "2026-TW2")
    form = form_of(run, people.staf_lain)
    do(form, "terima", people.staf_lain)
    put(form, "IKK-3", people.staf_lain, nilai=120)
    assert found(form, "IKK-3")["kumulatif_turun"].said == (
        "nilai kumulatif turun dari 150,00 orang pada Triwulan I 2026 menjadi 120,00 orang."
    )
    put(form, "IKK-3", people.staf_lain, nilai=250)
    assert "kumulatif_turun" not in found(form, "IKK-3")


def test_a_value_below_nought_is_asked_about(form, people):
    put(form, "IKK-2", people.staf, nilai=-7)
    assert found(form, "IKK-2")["di_bawah_nol"].said == "nilai −7,00 aduan di bawah 0."
    put(form, "IKK-2", people.staf, nilai=0)
    assert "di_bawah_nol" not in found(form, "IKK-2")


def evidence(form, kode, by, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    berkas = keep(upload("bukti.pdf", PDF), instansi=form.instansi, user=by.user)
    put(form, kode, by, nilai=5, lampirkan=[{"berkas": berkas, "keterangan": "Register"}])


def test_evidence_of_another_period_is_known_by_its_content(promise, people, settings, tmp_path):
    first = received(people, at_filling(people, "2026-TW1"))
    evidence(first, "IKK-2", people.staf, settings, tmp_path)
    run = to(start(people, periode="2026-TW2"), people, "pengisian")
    second = received(people, run)
    evidence(second, "IKK-2", people.staf, settings, tmp_path)
    assert found(second, "IKK-2")["bukti_terpakai"].said == (
        "bukti Register sudah dipakai pada IKK-2, Triwulan I 2026."
    )
    Bukti.objects.filter(isian__formulir=first).update(dicabut=True)
    assert "bukti_terpakai" not in found(second, "IKK-2")


def test_last_periods_words_are_asked_about(promise, people):
    said = "Jadwal uji kompetensi ditunda oleh provinsi."
    run = approve(people, "2026-TW1", {"IKK-2": Decimal(30)})
    form_of(run, people.staf).isian.filter(kode="IKK-2").update(penghambat=said)
    form = received(people, at_filling(people, "2026-TW2"))
    put(form, "IKK-2", people.staf, nilai=31, penghambat=f" {said.upper()}", rencana="-")
    assert found(form, "IKK-2")["teks_sama"].letters == "ha"


# -- the page -----------------------------------------------------------------------------------


def test_every_finding_leads_to_its_cell_and_answers_are_kept(promise, people, signed_in):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    row = put(form, "IKK-2", people.staf, nilai=7)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}periksa/"
    page = staf.get(url)
    iku = form.isian.get(kode="IKU-1")
    text = page.content.decode()
    assert f'href="{form.get_absolute_url()}?halaman=1#n-{row.pk}"' in text
    assert f'href="{form.get_absolute_url()}?halaman=1&amp;rinci={iku.pk}#al-{iku.pk}"' in text
    cell = staf.get(f"{form.get_absolute_url()}?halaman=1&rinci={iku.pk}").content.decode()
    assert f'id="al-{iku.pk}"' in cell and f'id="n-{row.pk}"' in cell
    name = f"{row.pk}-tidak_berubah"
    short = staf.post(url, inputs(page) | {f"ja-{name}": "Ya."})
    assert short.status_code == 422 and "tulis satu kalimat" in text_of(short)
    staf.post(url, inputs(page) | {f"ja-{name}": "Memang tujuh aduan lagi."})
    assert JawabanPeriksa.objects.get().kalimat == "Memang tujuh aduan lagi."
    assert "Memang tujuh aduan lagi." in text_of(signed_in(people.tim).get(url))


def test_two_answers_to_one_warning_do_not_overwrite_each_other(promise, people, signed_in):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    row = put(form, "IKK-2", people.staf, nilai=7)
    url, name = f"{form.get_absolute_url()}periksa/", f"{row.pk}-tidak_berubah"
    staf = signed_in(people.staf)
    first = inputs(staf.get(url)) | {f"ja-{name}": "Memang tujuh aduan lagi."}
    staf.post(url, first)
    answer = signed_in(people.bidang).post(
        url, first | {f"ja-{name}": "Sudah saya periksa sendiri."}
    )
    assert answer.status_code == 409 and "sudah dijawab oleh Staf Mutasi" in text_of(answer)
    assert JawabanPeriksa.objects.get().kalimat == "Memang tujuh aduan lagi."


def test_an_answer_is_not_kept_for_a_warning_that_nobody_has_read(promise, people, signed_in):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    row = put(form, "IKK-2", people.staf, nilai=7)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}periksa/"
    name = f"{row.pk}-tidak_berubah"
    page = inputs(staf.get(url)) | {f"ja-{name}": "Memang tujuh aduan lagi."}
    with patch.object(Temuan, "sidik", "f" * 16):  # the warning says something else by now
        answer = staf.post(url, page)
        assert answer.status_code == 409 and "berubah sejak halaman dibuka" in text_of(answer)
        assert not JawabanPeriksa.objects.exists()
        again = inputs(answer)
        assert again[f"ja-{name}"] == "Memang tujuh aduan lagi.", "what was typed is kept"
        assert staf.post(url, again).status_code == 302
    assert JawabanPeriksa.objects.get().sidik == "f" * 16


def test_where_one_answer_meets_anothers_none_of_the_page_is_kept(promise, people, signed_in):
    quarters_of(people, [7])
    AturanPeriksa.objects.create(
        instansi=promise.instansi, kunci="di_bawah_target", tingkat="peringatan"
    )
    form = received(people, at_filling(people, "2026-TW2"))
    put(form, "IKK-2", people.staf, nilai=7)
    put(form, "IKU-1", people.staf, pembilang=5, penyebut=100)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}periksa/"
    page = inputs(staf.get(url))
    names = [n for n in page if n.startswith("ja-")]
    assert len(names) > 1
    other = page | {names[-1]: "Sudah saya periksa sendiri."}
    assert signed_in(people.bidang).post(url, other).status_code == 302
    mine = page | dict.fromkeys(names, "Sudah dicocokkan dengan register.")
    assert staf.post(url, mine).status_code == 409
    assert [a.kalimat for a in JawabanPeriksa.objects.all()] == ["Sudah saya periksa sendiri."]


def test_only_the_unit_answers_and_only_while_it_fills(promise, people):
    quarters_of(people, [7])
    form = received(people, at_filling(people, "2026-TW2"))
    put(form, "IKK-2", people.staf, nilai=7)
    said = found(form, "IKK-2")["tidak_berubah"]
    for by in (people.staf_lain, people.tim, people.sekretaris, people.admin):
        with pytest.raises(Refused):
            answer_to(said, "Jawaban orang lain.", by=by)
    assert not JawabanPeriksa.objects.exists()
    with pytest.raises(Conflict):
        answer_to(said, "Jawaban dari halaman lama.", by=people.staf, version=3)
    form.isian.filter(kode="IKK-2").update(terbuka=False)
    said.isian.refresh_from_db()
    with pytest.raises(Blocked):
        answer_to(said, "Jawaban terlambat.", by=people.staf)


def test_handing_on_with_findings_leads_to_their_page(promise, people, signed_in):
    form = received(people)
    answer = send(signed_in(people.staf), form, verb="isi")
    assert answer.status_code == 422
    assert f'href="{form.get_absolute_url()}periksa/"' in answer.content.decode()


def test_the_page_costs_the_same_however_long_the_form(
    promise, people, signed_in, django_assert_num_queries, django_assert_max_num_queries
):
    form = received(people)
    staf, url = signed_in(people.staf), f"{form.get_absolute_url()}periksa/"
    staf.get(url)
    with django_assert_max_num_queries(24) as few:
        staf.get(url)
    cost = len(few)
    grow(form, 60)
    with django_assert_num_queries(cost):
        staf.get(url)


# -- what an agency sets ------------------------------------------------------------------------


def test_an_agency_switches_a_rule_off_or_makes_it_milder_for_itself_alone(
    promise, people, instansi
):
    form = received(people)
    put(form, "IKU-1", people.staf, pembilang=70, penyebut=100)
    other = make_instansi("Dinas Lain", "Dinas Lain", kode_surat="DL")
    AturanPeriksa.objects.create(
        instansi=other, kunci="di_bawah_target", aktif=False, tingkat="menahan"
    )
    assert found(form, "IKU-1")["di_bawah_target"].blocking
    rule = AturanPeriksa.objects.create(
        instansi=instansi, kunci="di_bawah_target", tingkat="peringatan"
    )
    assert not found(form, "IKU-1")["di_bawah_target"].blocking
    rule.aktif = False
    rule.save()
    assert found(form, "IKU-1") == {}
    assert rule.history.count() == 2, "what held when can be told"


@pytest.mark.parametrize(
    "more", [{"aktif": False, "tingkat": "menahan"}, {"tingkat": "peringatan"}]
)
def test_nobody_switches_off_that_blank_is_not_nought(promise, people, instansi, more):
    rule = AturanPeriksa(instansi=instansi, kunci="belum_dijawab", **more)
    with pytest.raises(ValidationError):
        rule.full_clean()
    rule.save()  # not even past the form
    form = received(people)
    assert found(form, "IKU-1")["belum_dijawab"].blocking


def test_the_admin_finds_the_rules_from_the_first_page_of_the_settings(people, signed_in):
    admin = signed_in(people.admin)
    page = admin.get("/kelola/").content.decode()
    link = re.search(r'<a href="([^"]+)">Aturan Periksa isian</a><br>([^<]+)<', page)
    assert "dimatikan, dijadikan peringatan atau penahan" in link[2]
    assert "Tambahkan aturan periksa isian" in text_of(admin.get(link[1]))


def test_the_admin_sets_it_and_the_log_knows(people, signed_in, instansi):
    admin = signed_in(people.admin)
    posted = {"instansi": instansi.pk, "kunci": "di_luar_kebiasaan", "aktif": "on",
              "tingkat": "peringatan", "ambang": "80"}  # fmt: skip
    answer = admin.post("/kelola/data/collection/aturanperiksa/add/", posted)
    assert answer.status_code == 302
    assert AturanPeriksa.objects.get().ambang == Decimal(80)
    from sakip.trail.models import Entry

    assert Entry.objects.filter(note__contains="aturan periksa isian").exists()
