"""Giving back and approving on the pages: what they show, promise and do, and to whom."""

import pytest
from django.http import QueryDict

from collection.akibat import consequences, finish
from collection.models import Butir, Isian, Pengumpulan
from collection.tanda import MarksWidget
from sakip.lib import tanggal
from sakip.sop.perform import Refused
from sakip.trail.models import Entry

from .collected import inputs, text_of
from .ground import grounded
from .returned import answer_and_hand_in, give_back, isian
from .walk import do, fill_drafts, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


# -- giving back -------------------------------------------------------------------------------


def test_the_sekretaris_returns_marked_items_by_one_button(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    pk = isian(run, "IKK-2").pk
    marks = {
        f"form_evaluasi-tanda-p-{pk}": "kembalikan",
        f"form_evaluasi-tanda-j-{pk}": "usang",
        f"form_evaluasi-tanda-a-{pk}": "Data bulan lalu.",
        "catatan": "Lengkapi IKK-2.",
        "ke": "pengisian",
        "verb": "kembalikan",
    }
    page = sekretaris.get(f"{url}?isian=semua")
    assert sekretaris.post(url, inputs(page) | marks).status_code == 302
    run = Pengumpulan.objects.get(pk=run.pk)
    assert (run.at, run.round) == ("pengisian", 2)
    assert [i.kode for i in Isian.objects.filter(formulir__run=run, terbuka=True)] == ["IKK-2"]
    record = Entry.objects.of(run).filter(verb="kembalikan").last()
    assert record.data["items"] == [
        {
            "kode": "IKK-2",
            "unit": "Bidang Mutasi dan Promosi",
            "jenis": "usang",
            "alasan": "Data bulan lalu.",
        }
    ]


def test_a_unit_or_everything_is_returned_with_its_own_kind_and_reason(run, people, signed_in):
    tim = signed_in(people.tim)
    do(run, "kembalikan", people.sekretaris, note="Rapikan.", to="rekap")
    url, name = f"/pengumpulan/{run.pk}/rekap/", "rekapitulasi_pengumpulan-tanda"
    unit = people.bidang.unit_id
    page = inputs(tim.get(url))
    said = {f"{name}-u": "0", f"{name}-uj-0": "usang", f"{name}-ua-0": "", "catatan": "Semua."}
    answer = tim.post(url, page | said | {"verb": "kembalikan"})
    assert "Bidang Mutasi dan Promosi: alasan pengembalian wajib ditulis" in text_of(answer)
    assert "5 isian dibuka kembali pada 2 formulir" in text_of(answer)
    said |= {f"{name}-ua-0": "Perbarui per September.", f"{name}-u": ["0", str(unit)]}
    said[f"{name}-tampil"] = ["0", *(str(f.unit_id) for f in run.forms.all())]
    said |= {f"{name}-uj-{unit}": "bukti_kurang", f"{name}-ua-{unit}": "Tanpa SK."}
    assert tim.post(url, inputs(tim.get(url)) | said | {"verb": "kembalikan"}).status_code == 302
    reasons = {(b.isian.formulir.unit_id == unit, b.jenis, b.alasan) for b in Butir.objects.all()}
    assert reasons == {
        (True, "bukti_kurang", "Tanpa SK."),
        (False, "usang", "Perbarui per September."),
    }
    assert Isian.objects.filter(formulir__run=run, terbuka=True).count() == 5


# -- what would follow -------------------------------------------------------------------------


def test_what_would_open_follows_the_marks_before_anything_is_done(run, people, signed_in):
    sekretaris = signed_in(people.sekretaris)
    pk = isian(run, "IKK-2").pk
    said = sekretaris.post(
        f"/pengumpulan/{run.pk}/analisa/akibat/", {f"form_evaluasi-tanda-p-{pk}": "kembalikan"}
    )
    assert "Bidang Mutasi dan Promosi: IKK-2" in text_of(said)
    assert "4 isian lain tetap terkunci" in text_of(said)
    other = signed_in(people.tim).post(f"/pengumpulan/{run.pk}/analisa/akibat/", {})
    assert other.status_code == 404
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"


def test_what_the_page_promised_is_exactly_what_happened(run, people, signed_in, clock):
    """Forms, rows, people, deadlines and the day of the end: read before the click, found after it."""
    clock.shift(24 * 3600)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    unit, row = people.bidang_lain.unit_id, isian(run, "IKU-1")
    name = "form_evaluasi-tanda"
    marks = {
        f"{name}-p-{row.pk}": "kembalikan",
        f"{name}-j-{row.pk}": "usang",
        f"{name}-a-{row.pk}": "Data Juni.",
        f"{name}-u": str(unit),
        f"{name}-tampil": str(unit),
        f"{name}-uj-{unit}": "tidak_lengkap",
        f"{name}-ua-{unit}": "Isi semuanya.",
    }
    page = inputs(sekretaris.get(f"{url}?isian=semua"))
    promised = text_of(sekretaris.post(f"{url}akibat/", page | marks))
    read = QueryDict(mutable=True)
    read.update(page | marks)
    plan = consequences(run, "analisa", MarksWidget().value_from_datadict(read, {}, name))
    sekretaris.post(
        url, page | marks | {"catatan": "Lengkapi.", "ke": "pengisian", "verb": "kembalikan"}
    )
    run = Pengumpulan.objects.get(pk=run.pk)
    assert (
        "IKU-1 diisi Staf Mutasi (Staf Mutasi (uji)), diserahkan Kepala Bidang Mutasi" in promised
    )
    for form in run.forms.select_related("unit"):
        opened = form.isian.filter(terbuka=True)
        names = ", ".join(i.sebutan for i in opened)
        said = f"seluruh formulir, {opened.count()} isian" if form.unit_id == unit else names
        assert f"{form.unit}: {said}" in promised
        assert f"tenggat {tanggal.day_date(form.tenggat)}" in promised
        assert (form.at, form.round) == ("isi", 2)
    assert plan["opened"] == Isian.objects.filter(formulir__run=run, terbuka=True).count() == 3
    assert plan["done_units"] == finish(run, "pengisian", moment=run.since)
    assert plan["done_units"] in promised
    assert run.round == plan["round"]


def test_the_page_says_when_the_run_would_be_done(run, people, signed_in):
    text = text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/analisa/"))
    assert (
        "Jika disetujui sekarang, proses selesai paling lambat Kamis, 8 Oktober 2026, 09.30 WITA"
        in text
    )
    # one working day, then 120 + 30 + 90 + 30 minutes with Friday's break 11.30 to 13.00
    assert "Jumat, 9 Oktober 2026, 15.00 WITA" in text


# -- judging what came back --------------------------------------------------------------------


def test_the_analysis_shows_reason_old_and_new_value_answer_and_the_verdict(run, people, signed_in):
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    run = to(run, people, "analisa")
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = sekretaris.get(url)
    text = text_of(page)
    assert "84 / 100 = 84,00%" in text and "79 / 100 = 79,00%" in text
    assert "turun 5 · 5,00 poin" in text
    assert "Berubah tanpa bukti baru" in text and "Sudah diperbaiki." in text
    name = f"form_evaluasi-tanda-p-{isian(run, 'IKU-1').pk}"
    assert f'name="{name}"' in page.content.decode()
    assert name not in inputs(page), "nobody has decided yet"
    other = f"form_evaluasi-tanda-p-{isian(run, 'IKK-2').pk}"
    assert other not in page.content.decode(), "it did not change"
    assert "angka tidak berubah" in text_of(sekretaris.get(f"{url}?tanggapan=semua"))


def test_approving_twice_by_double_click_approves_once(run, people, signed_in):
    fill_drafts(run, people.sekretaris)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url)) | {"verb": "analisa"}
    first, second = sekretaris.post(url, page), sekretaris.post(url, page)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.of(run).filter(verb="analisa").count() == 1


def test_a_second_click_on_a_return_gets_the_answer_of_the_first(run, people, signed_in):
    browser, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    sent = inputs(browser.get(url)) | {"verb": "kembalikan", "ke": "rekap", "catatan": "Rapikan."}
    assert [browser.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert run.pengembalian.count() == 1


# -- who sees what -----------------------------------------------------------------------------


def test_staf_sees_only_the_rows_of_the_own_unit_in_the_analysis(run, people, signed_in):
    text = text_of(signed_in(people.staf).get(f"/pengumpulan/{run.pk}/analisa/?isian=semua"))
    assert "Persentase jabatan terisi" in text and "Dokumen kerja sama diklat" not in text
    assert signed_in(people.kasubbag).get(f"/pengumpulan/{run.pk}/analisa/").status_code == 404


def test_who_is_above_the_recap_sees_its_state_and_not_its_figures(run, people, signed_in):
    do(run, "kembalikan", people.sekretaris, note="Rapikan.", to="rekap")
    for by in (people.sekretaris, people.kepala, people.admin):
        page = signed_in(by).get(f"/pengumpulan/{run.pk}/rekap/")
        assert "tidak ditampilkan bagi peran Anda" in text_of(page)
        assert "Dokumen kerja sama diklat" not in text_of(page)


def test_tim_sakip_cannot_decide_in_the_analysis(run, people):
    with pytest.raises(Refused):
        do(run, "analisa", people.tim)


@pytest.mark.parametrize("key", ["rekap", "analisa"])
def test_a_unit_counts_its_own_returned_items_and_no_others(run, people, signed_in, key):
    run = give_back(run, people, "IKU-1", "IKK-3")
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    run = answer_and_hand_in(run, people, people.staf_lain, people.bidang_lain)
    run = to(run, people, "lapor")
    counts = {}
    for who in ("bidang_lain", "tim"):
        answer = signed_in(getattr(people, who)).get(f"/pengumpulan/{run.pk}/{key}/")
        figures = answer.context["angka"]
        counts[who] = (figures["butir"], figures["diterima"], figures["lagi"])
    assert counts == {"bidang_lain": (1, 1, 0), "tim": (2, 2, 0)}
