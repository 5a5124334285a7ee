"""The working pages of a measurement, as the people see and use them."""

import re

import pytest

from measurement.models import Pengukuran
from sakip.papers import kinds
from sakip.planning.models import Indikator
from sakip.sop.drafts import Draft
from sakip.sop.perform import write

from .ground import grounded
from .measured import TW1, TW2, TW3, collect, go, measurement, plan
from .promise import make_promise
from .walk import do


@grounded
def run(instansi, units, people):
    make_promise(instansi, units)
    for n, values in enumerate((TW1, TW2, TW3), 1):
        collect(people, f"2026-TW{n}", values, {"5.03.02": 400_000_000, "5.04.02": 150_000_000})
    return measurement(people)


def hidden(page, name):
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def text(page):
    """The page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def address(run, key):
    return f"/pengukuran/{run.pk}/{key}/"


def fields(page, *names):
    found = {name: hidden(page, name) for name in ("seen", "key", "by", *names)}
    seen = re.findall(
        r'name="(seen-[a-z_]+|[a-z]+-\d+-seen)" value="([^"]*)"', page.content.decode()
    )
    return found | dict(seen)


def fresh(run):
    return Pengukuran.objects.get(pk=run.pk)


# -- row 4 ------------------------------------------------------------------------------------


def test_tim_sakip_ticks_and_sets_the_methodology_in_one_go(run, people, signed_in):
    run = go(run, people, "metodologi")
    tim = signed_in(people.tim)
    page = tim.get(address(run, "metodologi"))
    assert "5 belum lengkap pemeriksaan SMART-nya" in text(page)
    posted = fields(page)
    for metode in run.metode.all():
        for question in ("spesifik", "terukur", "dapat_dicapai", "relevan", "berjangka"):
            posted[f"metode-{metode.pk}-{question}"] = "on"
    kinds = ("renstra", "perjanjian_kinerja", "juknis")
    for kind in kinds:
        posted[f"checklist-{kind}-keadaan"] = "tidak_relevan"
        posted[f"checklist-{kind}-keterangan"] = "Belum terbit."
    answer = tim.post(address(run, "metodologi"), posted | {"verb": "metodologi"})
    assert answer.status_code == 302, text(answer)
    assert fresh(run).at == "pengukuran"
    assert all(not m.open_questions for m in run.metode.all())


def test_ticks_are_kept_when_the_act_is_not_possible_yet(run, people, signed_in):
    run = go(run, people, "metodologi")
    tim = signed_in(people.tim)
    page = tim.get(address(run, "metodologi"))
    metode = run.metode.get(kode="IKU-1")
    posted = fields(page) | {f"metode-{metode.pk}-terukur": "on", "verb": "metodologi"}
    answer = tim.post(address(run, "metodologi"), posted)
    assert answer.status_code == 200
    assert "SMART belum lengkap" in text(answer)
    metode.refresh_from_db()
    assert metode.smart == {"terukur": True}


def test_all_methods_are_ticked_or_drawn_anew_by_one_button(run, people, signed_in):
    run = go(run, people, "metodologi")
    tim = signed_in(people.tim)
    posted = fields(tim.get(address(run, "metodologi")))
    assert tim.post(address(run, "metodologi"), posted | {"lakukan": "tandai"}).status_code == 302
    assert all(not m.open_questions for m in run.metode.all())
    Indikator.objects.filter(kode="IKK-4").update(nama="Naskah kerja sama", versi=2)
    posted = fields(tim.get(address(run, "metodologi")))
    tim.post(address(run, "metodologi"), posted | {"lakukan": "ambil_ulang"})
    assert "Naskah kerja sama" in text(tim.get(address(run, "metodologi")))


def test_an_old_page_of_one_method_is_told_who_was_first(run, people, signed_in):
    run = go(run, people, "metodologi")
    tim = signed_in(people.tim)
    old = fields(tim.get(address(run, "metodologi")))
    metode = run.metode.get(kode="IKU-1")
    first = old | {f"metode-{metode.pk}-catatan": "Pertama."}
    assert tim.post(address(run, "metodologi"), first).status_code == 302
    answer = tim.post(
        address(run, "metodologi"),
        old | {f"metode-{metode.pk}-catatan": "Catatan kedua saya yang panjang."},
    )
    assert answer.status_code == 409
    assert "Ketua Tim SAKIP" in text(answer)
    assert "Catatan kedua saya yang panjang." in text(answer)


# -- row 5 ------------------------------------------------------------------------------------


def test_the_worksheet_shows_figures_and_the_trace_of_the_chosen_row(run, people, signed_in):
    run = go(run, people, "pengukuran")
    page = signed_in(people.tim).get(address(run, "pengukuran") + "?jejak=IKK-2")
    said = text(page)
    assert "342 / 418" in said
    assert "97,40" in said
    assert "(2 × target − realisasi) ÷ target × 100" in said
    assert "(2 × 10 − 8) ÷ 10 × 100 = 120,00" in said
    assert "8 &lt; 10, belum dibulatkan" in said
    assert "Perjanjian Kinerja 2026 Murni" in said


def test_the_worksheet_is_filtered_by_unit_kind_and_result(run, people, signed_in):
    run = go(run, people, "pengukuran")
    tim = signed_in(people.tim)
    page = tim.get(address(run, "pengukuran") + f"?unit={people.bidang_lain.unit_id}")
    assert "Menampilkan 2 dari 5 indikator" in text(page)
    page = tim.get(address(run, "pengukuran") + "?hasil=tercapai&jenis=IKK")
    assert "Menampilkan 2 dari 5 indikator" in text(page)
    assert "Tidak ada indikator yang cocok" in text(
        tim.get(address(run, "pengukuran") + "?jenis=IKU&hasil=tercapai")
    )


def test_a_remark_is_saved_and_the_measurement_done(run, people, signed_in):
    run = go(run, people, "pengukuran")
    tim = signed_in(people.tim)
    page = tim.get(address(run, "pengukuran") + "?jejak=IKU-1")
    name = re.search(r'name="(hasil-\d+)-catatan"', page.content.decode())[1]
    posted = fields(page) | {f"{name}-catatan": "Cocok.", "verb": "pengukuran"}
    assert tim.post(address(run, "pengukuran"), posted).status_code == 302
    assert fresh(run).at == "rekap"
    assert run.hasil.get(metode__kode="IKU-1").catatan == "Cocok."


def test_the_same_click_twice_gives_the_same_answer(run, people, signed_in):
    run = go(run, people, "pengukuran")
    tim = signed_in(people.tim)
    posted = fields(tim.get(address(run, "pengukuran"))) | {"verb": "pengukuran"}
    first, second = (tim.post(address(run, "pengukuran"), posted) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url


def test_reading_pages_changes_nothing(run, people, signed_in):
    run = go(run, people, "pengukuran")
    before = list(run.hasil.values()), list(run.metode.values()), fresh(run).version
    tim = signed_in(people.tim)
    for key in ("metodologi", "pengukuran"):
        assert tim.get(address(run, key)).status_code == 200
    assert (list(run.hasil.values()), list(run.metode.values()), fresh(run).version) == before


# -- row 6 and 7 ------------------------------------------------------------------------------


def test_the_recap_shows_the_tree_as_deep_as_asked(run, people, signed_in):
    run = go(run, people, "rekap")
    tim = signed_in(people.tim)
    said = text(tim.get(address(run, "rekap")))
    assert "95,73%" in said  # the mean of all
    assert "2 dari 5 indikator" in said
    assert "Rp1.200.000.000" in said  # 3 x 400 million of one program
    assert "80,00%" in said  # of its 1.500 million
    assert "IKK-3" in said
    shallow = text(tim.get(address(run, "rekap") + "?rinci=sasaran"))
    assert "Program Kepegawaian Daerah" not in shallow.split("Serapan anggaran")[0]
    assert tim.get(address(run, "rekap") + "?rinci=apa-saja").status_code == 200


def plan_fields(page):
    """Whole plans for every row on the page."""
    prefixes = set(re.findall(r'name="(rencanatindaklanjut-\d+)-seen"', page.content.decode()))
    posted = fields(page)
    for prefix in prefixes:
        posted |= {
            f"{prefix}-sebab": "Formasi belum terisi.",
            f"{prefix}-tindakan": "Seleksi terbuka.",
            f"{prefix}-penanggung_jawab": "Kepala Bidang",
            f"{prefix}-tenggat_tanggal": "15",
            f"{prefix}-tenggat_bulan": "12",
            f"{prefix}-tenggat_tahun": "2026",
            f"{prefix}-bukti_selesai": "SK",
        }
    return posted, sorted(prefixes)


def test_plans_are_written_on_the_recap_and_the_report_goes_out(run, people, signed_in):
    run = go(run, people, "rekap")
    tim = signed_in(people.tim)
    posted, prefixes = plan_fields(tim.get(address(run, "rekap")))
    assert len(prefixes) == 3
    assert tim.post(address(run, "rekap"), posted | {"verb": "rekap"}).status_code == 302
    assert fresh(run).at == "laporan"
    assert not any(p.gaps for p in run.rencana_tindak_lanjut.all())


def test_a_date_that_does_not_exist_is_named_and_everything_typed_stays(run, people, signed_in):
    run = go(run, people, "rekap")
    tim = signed_in(people.tim)
    posted, prefixes = plan_fields(tim.get(address(run, "rekap")))
    posted |= {f"{prefixes[0]}-tenggat_tanggal": "31", f"{prefixes[0]}-tenggat_bulan": "11"}
    answer = tim.post(address(run, "rekap"), posted | {"verb": "rekap"})
    assert answer.status_code == 200
    assert "31 November 2026 tidak ada di kalender." in text(answer)
    assert "Seleksi terbuka." in answer.content.decode()
    assert fresh(run).at == "rekap"
    assert not run.rencana_tindak_lanjut.filter(tindakan="Seleksi terbuka.").exists()


def test_who_reports_from_an_old_page_writes_nothing_and_gets_every_word_back(
    run, people, signed_in
):
    run = go(run, people, "laporan")
    tim, url = signed_in(people.tim), address(run, "laporan")
    posted, prefixes = plan_fields(tim.get(url))
    said = "Realisasi triwulan ini belum merata."
    posted |= {"draft_laporan_pengukuran-analisis": said}
    other = run.rencana_tindak_lanjut.last()
    write(other, by=people.tim, seen=other.seen(), tindakan="Ditulis lebih dahulu.")
    first = {k: v for k, v in posted.items() if not k.startswith(f"{prefixes[-1]}-")}
    answer = tim.post(url, first | {"verb": "laporan"})
    assert answer.status_code == 409
    assert said in text(answer) and "Seleksi terbuka." not in other.tindakan
    draft = Draft(fresh(run), kinds.DRAFT_LAPORAN_PENGUKURAN)
    assert draft.paper.data.get("isi", {}).get("analisis", "") != said
    assert not run.rencana_tindak_lanjut.filter(bukti_selesai="SK").exists()
    assert tim.post(url, first).status_code == 302, "words alone are held against their own marks"
    draft = Draft(fresh(run), kinds.DRAFT_LAPORAN_PENGUKURAN)
    assert draft.paper.data["isi"]["analisis"] == said


# -- row 8 ------------------------------------------------------------------------------------


def test_the_sekretaris_marks_a_row_and_gives_it_back(run, people, signed_in):
    run = go(run, people, "analisa")
    sekretaris = signed_in(people.sekretaris)
    page = sekretaris.get(address(run, "analisa"))
    assert "Perlu dilihat (3)" in text(page)
    assert "IKU belum mencapai target" in text(page)
    row = run.hasil.get(metode__kode="IKK-4")
    posted = (
        fields(page)
        | draft_fields(page)
        | {
            f"form_evaluasi-tanda-p-{row.pk}": "kembalikan",
            f"form_evaluasi-tanda-j-{row.pk}": "angka_diragukan",
            f"form_evaluasi-tanda-a-{row.pk}": "Cocokkan dengan daftar mitra.",
            "ke": "pengukuran",
            "catatan": "Periksa satu baris.",
        }
    )
    refused = sekretaris.post(address(run, "analisa"), posted | {"verb": "analisa"})
    assert "IKK-4 masih bertanda Kembalikan" in text(refused)
    posted |= fields(refused)
    answer = sekretaris.post(address(run, "analisa"), posted | {"verb": "kembalikan"})
    assert answer.status_code == 302, text(answer)
    run = fresh(run)
    assert (run.at, run.round) == ("pengukuran", 2)
    assert run.butir.get().alasan == "Cocokkan dengan daftar mitra."
    said = text(signed_in(people.tim).get(address(run, "pengukuran")))
    assert "Periksa satu baris." in said
    assert "Jawaban atas IKK-4" in said


def draft_fields(page):
    """The texts of the drafts as the page shows them."""
    found = re.findall(
        r'<textarea name="([a-z_]+-[a-z]+)"[^>]*>([^<]*)</textarea>', page.content.decode()
    )
    areas = re.findall(
        r'name="(form_evaluasi-baris-[a-z]+-\d+)"[^>]*>([^<]*)</textarea>', page.content.decode()
    )
    inputs = re.findall(
        r'name="(form_evaluasi-baris-[a-z]+-\d+)"[^>]*value="([^"]*)"', page.content.decode()
    )
    dates = re.findall(
        r'name="(form_evaluasi-baris-batas-\d+_(?:tanggal|tahun))"[^>]*value="(\d*)"',
        page.content.decode(),
    ) or re.findall(
        r'value="(\d*)"[^>]*name="(form_evaluasi-baris-batas-\d+_(?:tanggal|tahun))"',
        page.content.decode(),
    )
    months = {
        name.replace("_tanggal", "_bulan"): "12" for name, _ in dates if name.endswith("_tanggal")
    }
    return {n: v.strip() for n, v in [*found, *areas, *inputs, *dates]} | months


def test_the_sekretaris_approves_on_the_page(run, people, signed_in):
    run = go(run, people, "analisa")
    sekretaris = signed_in(people.sekretaris)
    page = sekretaris.get(address(run, "analisa") + "?tampil=semua")
    posted = (
        fields(page)
        | draft_fields(page)
        | {
            "laporan_pengukuran-analisis": "Sebagian besar tercapai.",
            "laporan_pengukuran-kesimpulan": "Dilanjutkan.",
            "verb": "analisa",
        }
    )
    answer = sekretaris.post(address(run, "analisa"), posted)
    assert answer.status_code == 302, text(answer)
    assert fresh(run).at == "lapor"


def test_tim_sakip_reads_the_analysis_and_decides_nothing(run, people, signed_in):
    run = go(run, people, "analisa")
    page = signed_in(people.tim).get(address(run, "analisa"))
    assert page.status_code == 200
    assert "Putusan Sekretaris" not in text(page)
    answer = signed_in(people.tim).post(
        address(run, "analisa"),
        {"seen": fresh(run).seen(), "key": "k", "verb": "analisa"},
    )
    assert answer.status_code == 403
    assert fresh(run).at == "analisa"


# -- who sees what ----------------------------------------------------------------------------

VISIBLE = {
    "metodologi": {"kepala", "sekretaris", "bidang", "bidang_lain", "kasubbag", "tim", "admin"},
    "pengukuran": {"kepala", "sekretaris", "bidang", "bidang_lain", "tim", "staf", "admin"},
    "rekap": {"kepala", "sekretaris", "bidang", "bidang_lain", "tim", "staf", "admin"},
    "laporan": {"kepala", "sekretaris", "bidang", "bidang_lain", "tim", "staf", "admin"},
    "analisa": {"sekretaris", "bidang", "bidang_lain", "tim", "staf", "admin"},
}


@pytest.mark.parametrize("key", VISIBLE)
def test_a_row_page_opens_for_whom_the_matrix_names(run, people, signed_in, key):
    run = go(run, people, "analisa")
    everybody = [*VISIBLE["pengukuran"], "kasubbag"]
    opened = {
        who
        for who in everybody
        if signed_in(getattr(people, who)).get(address(run, key)).status_code == 200
    }
    assert opened == VISIBLE[key]


@pytest.mark.parametrize("key", ["pengukuran", "rekap", "laporan", "analisa"])
def test_a_bidang_sees_its_own_rows_alone(run, people, signed_in, key):
    run = go(run, people, "analisa")
    said = text(signed_in(people.bidang_lain).get(address(run, key) + "?tampil=semua"))
    assert "IKK-4" in said
    for strange in ("IKU-1", "IKK-1", "IKK-2", "95,73"):
        assert strange not in said, strange


@pytest.mark.parametrize("key", ["pengukuran", "rekap", "laporan", "analisa"])
def test_who_sees_only_the_state_sees_no_figure(run, people, signed_in, key):
    run = go(run, people, "analisa")
    page = signed_in(people.admin).get(address(run, key))
    assert page.status_code == 200
    assert "tidak ditampilkan bagi peran Anda" in text(page)
    for figure in ("97,40", "95,73", "66,67"):
        assert figure not in text(page)


def test_another_agency_finds_nothing(run, people, signed_in):
    from .conftest import make_instansi, office

    other = office(make_instansi("Badan Lain", "Lain"), "tim_sakip", username="lain")
    for key in ("metodologi", "pengukuran", "rekap", "laporan", "analisa"):
        assert signed_in(other).get(address(run, key)).status_code == 404


def test_pages_of_an_approved_run_do_not_follow_the_dictionary(run, people, signed_in):
    run = go(run, people, "lapor")
    tim = signed_in(people.tim)
    pages = ["pengukuran", "rekap", "analisa"]
    before = [text(tim.get(address(run, key))) for key in pages]
    Indikator.objects.update(nama="Nama baru", polaritas="rendah", desimal=0)
    run.hasil.update(capaian={}, nilai={})
    assert [text(tim.get(address(run, key))) for key in pages] == before


@pytest.mark.parametrize("key", ["metodologi", "pengukuran", "rekap", "analisa"])
def test_a_page_asks_the_database_no_more_often_for_more_rows(
    run, people, signed_in, key, django_assert_max_num_queries
):
    run = go(run, people, "analisa")
    by = people.sekretaris if key == "analisa" else people.tim
    browser = signed_in(by)
    browser.get(address(run, key))
    with django_assert_max_num_queries(60) as counted:
        browser.get(address(run, key))
    few = len(counted)
    copy_rows(run, 20)
    with django_assert_max_num_queries(few):
        page = browser.get(address(run, key))
    assert page.status_code == 200


def copy_rows(run, times):
    """The worksheet many times over, under other codes."""
    from measurement.models import Hasil

    first = run.hasil.select_related("metode__indikator").get(metode__kode="IKK-3")
    for n in range(times):
        indikator, metode = first.metode.indikator, first.metode
        indikator.pk, indikator.kode = None, f"X-{n}"
        indikator.save(force_insert=True)
        metode.pk, metode.indikator, metode.kode, metode.urut = None, indikator, f"X-{n}", 100 + n
        metode.save(force_insert=True)
        Hasil.objects.create(
            instansi=run.instansi,
            run=run,
            metode=metode,
            nilai=first.nilai,
            formulir=first.formulir,
            capaian=first.capaian,
        )


def test_answers_are_written_before_the_report_goes_out_again(run, people, signed_in):
    run = go(run, people, "analisa")
    item = {
        "hasil": run.hasil.get(metode__kode="IKK-2"),
        "jenis": "angka_diragukan",
        "alasan": "Cocokkan.",
    }
    run = do(run, "kembalikan", people.sekretaris, note="Periksa.", to="rekap", items=[item])
    tim = signed_in(people.tim)
    page = tim.get(address(run, "rekap"))
    butir = run.butir.get()
    posted, _ = plan_fields(page)
    posted |= {f"butir-{butir.pk}-jawaban": "Sesuai register.", "verb": "rekap"}
    assert tim.post(address(run, "rekap"), posted).status_code == 302
    butir.refresh_from_db()
    assert butir.jawaban == "Sesuai register."
    plan(fresh(run), people.tim)
    assert "belum dijawab" not in text(tim.get(address(run, "laporan")))
