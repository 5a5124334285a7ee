"""Returns: what they open, what they keep, and what the Sekretaris sees before deciding."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collection.akibat import consequences, finish
from collection.models import Butir, Dilihat, Formulir, Isian, Pengumpulan
from collection.moved import moved_since
from collection.tanda import MarksWidget, accepting, marked, marks_of, verdicts
from sakip.lib import tanggal
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.papers.models import Paper
from sakip.sop.drafts import Draft
from sakip.sop.perform import Blocked, Conflict, Refused, perform, write
from sakip.trail.models import Entry

from .collected import form_of, inputs, text_of
from .promise import make_promise
from .returned import answer_and_hand_in, give_back, isian, item
from .walk import answer_warnings, do, fill_drafts, start, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return to(start(people), people, "analisa")


def give_back_units(run, people, *units, by=None, **more):
    whole = [{"unit": unit, "jenis": "usang", "alasan": "Semua."} for unit in units]
    by = by or people.sekretaris
    return do(run, "kembalikan", by, note="Perbarui.", to="pengisian", units=whole, **more)


def mark(run, people, *, clear=False, **said):
    """The Sekretaris marks answers on the page of the analysis, in the version that stands there."""
    draft = Draft(Pengumpulan.objects.get(pk=run.pk), kinds.FORM_EVALUASI)
    isi = dict(draft.paper.data.get("isi", {}))
    kept = {} if clear else isi.get("tanda", {}).get("butir", {})
    for kode, verdict in said.items():
        row = isian(run, kode.replace("_", "-"))
        answer = Butir.answered(run).filter(isian=row).first()
        kept[str(row.pk)] = {**accepting(row, answer), "p": verdict}
    isi["tanda"] = {"butir": kept, "unit": [], "sebab": {}}
    write(draft, by=people.sekretaris, seen=draft.seen(), isi=isi)


# -- what a return does --------------------------------------------------------------------------


def test_the_other_unit_stays_finished_and_the_run_goes_on_when_the_opened_one_is_in(run, people):
    run = give_back(run, people, "IKU-1")
    assert [f.at for f in run.forms.all()] == ["isi", "selesai"]
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    assert run.at == "rekap"
    assert [f.round for f in run.forms.all()] == [2, 1]


def test_old_value_reason_answer_and_new_value_stay_side_by_side(run, people):
    run = give_back(run, people, "IKU-1")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    butir = Butir.objects.get()
    assert (butir.nilai_lama["pembilang"], butir.nilai_baru["pembilang"]) == ("84", "79")
    assert (butir.alasan, butir.jawaban) == ("Lampirkan SK.", "Sudah diperbaiki.")


def test_a_second_return_of_the_same_item_keeps_the_first_for_ever(run, people):
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    run = give_back(to(run, people, "analisa"), people, "IKU-1")
    first, second = Butir.objects.order_by("pk")
    assert (first.putusan, second.putusan) == ("dikembalikan", "menunggu")
    assert first.jawaban == "Sudah diperbaiki."


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


def test_a_verdict_holds_for_the_version_that_was_seen_and_no_other(run, people):
    run = give_back(run, people, "IKU-1")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    mark(run, people, IKU_1="terima")
    assert verdicts(run, "analisa") == {isian(run, "IKU-1").pk: "terima"}
    row = isian(run, "IKU-1")
    Isian.objects.filter(pk=row.pk).update(version=row.version + 1)
    assert verdicts(run, "analisa") == {}


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


def test_approval_accepts_what_was_answered_and_prints_every_round(run, people):
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    run = to(run, people, "lapor")
    assert Butir.objects.get().putusan == "diterima"
    paper = issued_of(run, kinds.LEMBAR_TANGGAPAN).first()
    (line,) = paper.data["pengembalian"][0]["baris"]
    assert (line["kode"], line["putusan"], line["jawaban"]) == (
        "IKU-1",
        "Diterima",
        "Sudah diperbaiki.",
    )


def test_a_run_without_returns_has_no_lembar_tanggapan(run, people):
    assert not issued_of(to(run, people, "lapor"), kinds.LEMBAR_TANGGAPAN).exists()


def test_a_whole_unit_opens_with_all_its_rows_and_its_spending(run, people):
    run = give_back_units(run, people, people.bidang.unit)
    form = form_of(run, people.staf)
    assert form.isian.filter(terbuka=True).count() == 3
    assert form.anggaran.filter(terbuka=True).exists()
    assert {(b.jenis, b.alasan) for b in Butir.objects.all()} == {("usang", "Semua.")}


def test_a_return_of_single_items_does_not_open_the_spending(run, people):
    run = give_back(run, people, "IKU-1")
    line = form_of(run, people.staf).anggaran.get()
    with pytest.raises(Blocked, match="tidak dibuka kembali"):
        write(line, by=people.staf, seen=line.seen(), realisasi=1)


def test_a_return_to_tim_sakip_opens_no_form(run, people):
    run = do(run, "kembalikan", people.sekretaris, note="Rapikan laporannya.", to="rekap")
    assert run.at == "rekap"
    assert {f.at for f in run.forms.all()} == {"selesai"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"to": "pengisian"}, "Tandai isian atau unit"),
        ({"to": "arahan"}, "tidak dapat dikembalikan"),
        ({"to": "selesai"}, "tidak dapat dikembalikan"),
    ],
)
def test_a_return_without_items_or_to_a_strange_row_is_refused_in_words(run, people, data, said):
    with pytest.raises(Blocked, match=said):
        do(run, "kembalikan", people.sekretaris, note="Lengkapi.", **data)


def test_a_return_needs_arahan_kind_and_reason(run, people):
    for note, made, said in (
        ("", item(run, "IKU-1"), "Arahan pengembalian wajib"),
        ("Lengkapi.", item(run, "IKU-1", alasan=" "), "IKU-1: alasan pengembalian wajib"),
        ("Lengkapi.", item(run, "IKU-1", jenis="lain"), "IKU-1: pilih jenis"),
    ):
        with pytest.raises(Blocked, match=said):
            do(run, "kembalikan", people.sekretaris, note=note, to="pengisian", items=[made])


def test_the_new_deadline_of_an_opened_form_is_the_sops_day_and_the_first_one_stays(
    run, people, clock
):
    first = form_of(run, people.staf).tenggat_awal
    clock.shift(7 * 24 * 3600)
    form = form_of(give_back(run, people, "IKU-1"), people.staf)
    assert form.tenggat_awal == first
    assert form.tenggat > first


def test_tim_sakip_returns_from_the_recap_and_the_sekretaris_still_judges_it(run, people):
    run = do(run, "kembalikan", people.sekretaris, note="Rapikan.", to="rekap")
    run = give_back(run, people, "IKK-3", by=people.tim)
    run = answer_and_hand_in(run, people, people.staf_lain, people.bidang_lain)
    assert Butir.objects.get().putusan == "menunggu"
    to(run, people, "lapor")
    assert Butir.objects.get().putusan == "diterima"


def test_after_a_return_the_report_is_written_anew_from_the_new_figures(run, people):
    fill_drafts(run, people.sekretaris)
    run = give_back(run, people, "IKU-1")
    drafts = Paper.objects.filter(run_label=run.label, run_id=run.pk, status="draf")
    assert not drafts.filter(kind_key=kinds.FORM_EVALUASI.key).exists()


# -- the pages -----------------------------------------------------------------------------------


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


def test_the_page_says_when_the_run_would_be_done(run, people, signed_in):
    text = text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/analisa/"))
    assert (
        "Jika disetujui sekarang, proses selesai paling lambat Kamis, 8 Oktober 2026, 09.30 WITA"
        in text
    )
    # one working day, then 120 + 30 + 90 + 30 minutes with Friday's break 11.30 to 13.00
    assert "Jumat, 9 Oktober 2026, 15.00 WITA" in text


def test_an_old_analysis_page_is_answered_with_what_happened(run, people, signed_in):
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url))
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    to(run, people, "analisa")
    answer = sekretaris.post(url, page | {"verb": "analisa"})
    assert answer.status_code == 409
    assert Pengumpulan.objects.get(pk=run.pk).at == "analisa"


def test_approving_twice_by_double_click_approves_once(run, people, signed_in):
    fill_drafts(run, people.sekretaris)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(sekretaris.get(url)) | {"verb": "analisa"}
    first, second = sekretaris.post(url, page), sekretaris.post(url, page)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.of(run).filter(verb="analisa").count() == 1


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


# -- what changed since -----------------------------------------------------------------------------


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


def test_a_value_that_was_not_named_keeps_its_approval_and_can_be_changed_by_nobody(run, people):
    run = give_back(run, people, "IKU-1")
    row = isian(run, "IKK-2")
    for by in (people.staf, people.bidang):
        with pytest.raises(Blocked, match="tidak dibuka"):
            write(row, by=by, seen=row.seen(), keadaan="dilaporkan", nilai=1)
    assert not Butir.objects.filter(isian=row).exists()


# -- the sheet of all rounds --------------------------------------------------------------------------


def twice_returned(run, people):
    text = {"pembilang": 79, "penghambat": "Satu jabatan kosong."}
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1=text)
    run = to(run, people, "analisa")
    mark(run, people, IKK_2="terima")
    run = give_back(run, people, "IKU-1")
    proof = [{"tautan": "https://contoh.go.id/sk.pdf", "keterangan": "SK jabatan"}]
    text = {"penghambat": "Dua jabatan kosong.", "lampirkan": proof}
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1=text)
    return to(run, people, "analisa")


def test_all_rounds_stay_readable_side_by_side_after_the_approval_too(run, people, signed_in):
    run = to(twice_returned(run, people), people, "lapor")
    page = signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/tanggapan/?tampil=semua")
    text = text_of(page)
    assert text.index("Putaran 2") < text.index("Putaran 1")
    assert "84 / 100 = 84,00% 79 / 100 = 79,00% turun 5 · 5,00 poin" in text
    assert "Faktor penghambat. Satu Dua jabatan kosong." in text, "word by word"
    assert "SK jabatan baru" in text and "Berubah tanpa bukti baru" in text
    html = page.content.decode()
    assert "<del>Satu</del> <ins>Dua</ins> jabatan kosong." in html
    assert html.count("Dikembalikan lagi") == 1 and html.count("Diterima") == 2


def test_only_what_changed_stands_there_first(run, people, signed_in):
    run = twice_returned(run, people)
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/tanggapan/"
    assert "IKK-2" not in text_of(sekretaris.get(url))
    assert "IKK-2" in text_of(sekretaris.get(f"{url}?tampil=semua"))


def test_a_unit_reads_its_own_items_and_strangers_none(run, people, signed_in):
    run = give_back(run, people, "IKU-1", "IKK-3")
    url = f"/pengumpulan/{run.pk}/tanggapan/?tampil=semua"
    for who, own, other in (("staf", "IKU-1", "IKK-3"), ("bidang_lain", "IKK-3", "IKU-1")):
        text = text_of(signed_in(getattr(people, who)).get(url))
        assert own in text and other not in text
    assert "IKU-1" in text_of(signed_in(people.tim).get(url))
    for who in (people.kasubbag, people.kepala, people.admin):
        assert signed_in(who).get(url).status_code == 404


def test_the_sekretaris_reads_what_they_judged_and_not_what_the_unit_is_still_writing(
    run, people, signed_in
):
    run = give_back(twice_returned(run, people), people, "IKU-1")
    row = isian(run, "IKU-1")
    write(row, by=people.staf, seen=row.seen(), penghambat="Masih ditulis.", pembilang=61)
    text = text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/tanggapan/"))
    assert "Putaran 3" in text and "84 / 100 = 84,00% 79 / 100 = 79,00%" in text
    assert "Belum dilaporkan Tim SAKIP." in text
    assert "61 / 100" not in text and "Masih ditulis." not in text
    assert "61 / 100" in text_of(signed_in(people.staf).get(f"/pengumpulan/{run.pk}/tanggapan/"))


def test_the_paper_prints_difference_words_files_and_what_lacks_proof(run, people):
    run = to(twice_returned(run, people), people, "lapor")
    data = issued_of(run, kinds.LEMBAR_TANGGAPAN).first().data["pengembalian"]
    first, unchanged, second = (b for back in data for b in back["baris"])
    assert (first["lama"], first["baru"]) == ("84 / 100 = 84,00%", "79 / 100 = 79,00%")
    assert (first["selisih"], first["tanpa_bukti"]) == ("turun 5 · 5,00 poin", True)
    assert (unchanged["selisih"], unchanged["tanpa_bukti"]) == ("", False)
    assert second["teks"] == [
        {
            "nama": "Faktor penghambat",
            "kata": [["-", "Satu"], ["+", "Dua"], ["=", "jabatan kosong."]],
        }
    ]
    assert second["berkas"] == [
        {"tanda": "+", "nama": "SK jabatan", "sidik": "", "tautan": "https://contoh.go.id/sk.pdf"}
    ]


def test_reasons_and_old_values_cannot_be_changed_or_deleted_even_in_the_database(run, people):
    run = give_back(run, people, "IKU-1")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "lapor")
    butir = Butir.objects.all()
    for change in (
        lambda: butir.update(alasan="Lain."),
        lambda: butir.update(nilai_lama={}),
        lambda: butir.update(jawaban="Lain."),
        lambda: butir.update(putusan="menunggu"),
        lambda: butir._raw_delete("default"),
        lambda: run.pengembalian.update(arahan="Lain."),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# -- corrections ---------------------------------------------------------------------------------


def test_a_correction_copies_every_form_closed_and_leaves_the_approved_run_as_it_was(run, people):
    run = to(run, people, "lapor")
    before = run.snapshot_hash
    do(run, "koreksi", people.sekretaris, note="Angka IKU-1 keliru.")
    new = Pengumpulan.objects.get(revises=run)
    assert (new.at, new.revisi) == ("rekap", 1)
    assert {f.at for f in new.forms.all()} == {"selesai"}
    assert not Paper.objects.filter(run_label=new.label, run_id=new.pk, status="draf").exists()
    new = give_back(new, people, "IKU-1", by=people.tim)
    new = answer_and_hand_in(new, people, people.staf, people.bidang, IKU_1={"pembilang": 70})
    new = to(new, people, "lapor")
    run = Pengumpulan.objects.get(pk=run.pk)
    assert run.snapshot_hash == before
    old, fresh = (
        next(i for u in r.snapshot["unit"] for i in u["isian"] if i["kode"] == "IKU-1")
        for r in (run, new)
    )
    assert (old["pembilang"], fresh["pembilang"]) == ("84", "70")
    assert (
        f"Koreksi atas {run}." in issued_of(new, kinds.LAPORAN_PENGUMPULAN).first().data["catatan"]
    )


def test_a_second_correction_waits_for_the_first(run, people):
    run = to(run, people, "lapor")
    do(run, "koreksi", people.sekretaris, note="Keliru.")
    with pytest.raises(Blocked, match="Koreksi sudah dimulai"):
        do(run, "koreksi", people.sekretaris, note="Lagi.")


# -- whatever people do --------------------------------------------------------------------------

KODES = ["IKU-1", "IKK-1", "IKK-2", "IKK-3", "IKK-4"]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    named=st.lists(st.sampled_from(KODES), min_size=1, max_size=4, unique=True),
    touched=st.lists(st.sampled_from(KODES), max_size=5, unique=True),
    from_rekap=st.booleans(),
)
def test_after_any_return_only_what_was_named_can_be_changed_by_any_way(
    run, people, signed_in, named, touched, from_rekap
):
    with transaction.atomic():
        point = transaction.savepoint()
        only_named_changes(run, people, signed_in, named, touched, from_rekap)
        transaction.savepoint_rollback(point)


def only_named_changes(run, people, signed_in, named, touched, from_rekap):
    by = people.sekretaris
    if from_rekap:
        run, by = do(run, "kembalikan", by, note="Rapikan.", to="rekap"), people.tim
    run = give_back(run, people, *named, by=by)
    before = {i.kode: i.version for i in Isian.objects.filter(formulir__run=run)}
    changed = set()
    for kode in touched:
        row = isian(run, kode)
        office = people.staf if row.formulir.unit_id == people.staf.unit_id else people.staf_lain
        try:
            write(row, by=office, seen=row.seen(), penghambat=f"Ubah {kode}.")
            changed.add(kode)
        except Blocked:
            assert kode not in named
        forge(signed_in(office), row)
    after = {i.kode: i.version for i in Isian.objects.filter(formulir__run=run)}
    assert {k for k in KODES if after[k] != before[k]} <= set(named)
    assert changed == set(named) & set(touched)
    assert {f.at for f in run.forms.all()} <= {"isi", "selesai"}
    assert Butir.objects.filter(pengembalian__run=run, putusan="menunggu").count() == len(named)


def forge(browser, row):
    """What a browser could post for a row whether the page offered it or not: page and detail."""
    url = Formulir.objects.get(pk=row.formulir_id).get_absolute_url()
    texts = {f"mt-{row.pk}": f"{row.version}.x", f"al-{row.pk}": "lewat pintu belakang"}
    figures = {f"m-{row.pk}": f"{row.version}.x", f"k-{row.pk}": "tidak_berlaku"}
    if not row.formulir.isian.filter(pk=row.pk, terbuka=True).exists():
        for address in (url, f"{url}isian/{row.pk}/"):
            browser.post(address, texts | figures)


def test_a_stale_approval_at_the_door_is_a_conflict(run, people):
    seen = run.seen()
    row = isian(run, "IKU-1")
    Isian.objects.filter(pk=row.pk).update(version=row.version + 1)
    with pytest.raises(Conflict):
        perform(run, "analisa", by=people.sekretaris, seen=seen)


# -- a page from an earlier round ----------------------------------------------------------------


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


def test_a_second_click_on_a_return_gets_the_answer_of_the_first(run, people, signed_in):
    browser, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    sent = inputs(browser.get(url)) | {"verb": "kembalikan", "ke": "rekap", "catatan": "Rapikan."}
    assert [browser.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert run.pengembalian.count() == 1


@pytest.mark.parametrize(
    "opened", ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00", "2026-13-01T00:00:00Z", ""]
)
def test_a_conflict_is_told_whatever_moment_the_page_says_it_was_opened(
    run, people, signed_in, opened
):
    browser, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    page = inputs(browser.get(url)) | {"verb": "analisa", "seen": "lama", "dibuka": opened}
    assert browser.post(url, page).status_code == 409


def test_telling_what_moved_asks_for_the_evidence_of_all_values_at_once(run, people):
    offices = [people.sekretaris]
    opened = (tanggal.now() - timedelta(days=400)).isoformat()
    run = Pengumpulan.objects.get(pk=run.pk)
    with CaptureQueriesContext(connection) as asked:
        told = moved_since(run, opened, offices)
    assert len({name for name, _, _ in told}) > 1
    assert sum('"collection_bukti"' in query["sql"] for query in asked) == 1


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


def test_what_a_unit_takes_back_counts_as_unanswered_until_it_hands_in_again(run, people):
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    run = give_back(run, people, "IKU-1")  # the answer on IKK-2 still waits, its row closed
    form = form_of(run, people.staf)
    row = form.isian.get(kode="IKU-1")
    write(row, by=people.staf, seen=row.seen(), pembilang=79)
    proof = Butir.objects.get(isian=row, putusan="menunggu")
    write(proof, by=people.staf, seen=proof.seen(), jawaban="Sudah diperbaiki.")
    answer_warnings(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    assert {b.isian.kode for b in Butir.answered(run)} == {"IKU-1", "IKK-2"}
    form = do(form, "tarik", people.bidang)
    assert {b.isian.kode for b in Butir.answered(run)} == {"IKK-2"}
    proof.refresh_from_db()
    assert (proof.nilai_baru, proof.bukti_baru, proof.bukti_kini) == (None, [], [])
    assert proof.jawaban == "Sudah diperbaiki.", "what was written stays in the unit's hands"
    do(do(form, "isi", people.staf), "serahkan", people.bidang)
    proof.refresh_from_db()
    assert proof.nilai_baru["pembilang"] == "79"


def test_checking_a_returned_form_names_the_reasons_that_wait_for_an_answer(run, people, signed_in):
    give_back(run, people, "IKK-2")
    form = form_of(run, people.staf)
    page = signed_in(people.staf).get(f"{form.get_absolute_url()}periksa/").content.decode()
    assert "IKK-2: alasan pengembalian belum dijawab." in page
    assert "siap diajukan" not in page
    answers = Butir.objects.get(isian__formulir=form)
    write(answers, by=people.staf, seen=answers.seen(), jawaban="SK sudah dilampirkan.")
    page = signed_in(people.staf).get(f"{form.get_absolute_url()}periksa/").content.decode()
    assert "belum dijawab." not in page
