"""The pages of the rows of SOP 9.1, and what stands beside them, as each of the five people sees them."""

import pytest

from collection.draw import by_unit, due_indicators
from collection.models import Formulir, Pengumpulan
from measurement.models import Pengukuran
from sakip.planning.models import Indikator
from sakip.sop.perform import Blocked

from .collected import at_filling, form_of, inputs, received, text_of
from .conftest import office
from .walk import do, fill, hand_in, make_files, start, to

pytestmark = pytest.mark.django_db


def step(run, key):
    return f"/pengumpulan/{run.pk}/{key}/"


def press(browser, run, **more):
    page = browser.get(step(run, run.at))
    return browser.post(step(run, run.at), inputs(page) | {"verb": run.at} | more)


# -- row 5 and 6 ----------------------------------------------------------------------------------


def test_tim_sakip_sees_what_will_be_drawn_for_whom(promise, people, signed_in):
    run = to(start(people), people, "penyiapan")
    text = text_of(signed_in(people.tim).get(step(run, "penyiapan")))
    assert "Bidang Mutasi dan Promosi : 3 indikator, 3 jatuh tempo" in text
    assert "Diserahkan oleh Kepala Bidang Mutasi (uji), Kepala Bidang Mutasi" in text
    assert not run.forms.exists(), "looking draws nothing"


def test_what_stands_in_the_way_links_to_the_indicator(promise, people, signed_in):
    Indikator.objects.filter(kode="IKK-4").update(unit=None)
    run = to(start(people), people, "penyiapan")
    pk = Indikator.objects.get(kode="IKK-4").pk
    page = signed_in(people.tim).get(step(run, "penyiapan"))
    assert "IKK-4 Dokumen kerja sama diklat belum mempunyai unit penanggung jawab" in text_of(page)
    assert f'href="/perencanaan/indikator/{pk}/"' in page.content.decode()


def test_a_unit_without_a_head_is_pointed_out_in_time(promise, people, signed_in):
    people.bidang_lain.delete()
    run = to(start(people), people, "penyiapan")
    text = text_of(signed_in(people.tim).get(step(run, "penyiapan")))
    assert "Belum ada pejabat yang dapat menyerahkan." in text


def test_the_deadline_is_proposed_by_the_sop_and_can_be_set(promise, people, signed_in):
    run = to(start(people), people, "distribusi")
    tim = signed_in(people.tim)
    page = tim.get(step(run, "distribusi"))
    assert "Diusulkan Jumat, 9 Oktober 2026" in text_of(page)
    assert inputs(page)["tenggat_tanggal"] == "9"
    answer = press(tim, run, tenggat_tanggal="16", tenggat_bulan="10", tenggat_tahun="2026")
    assert answer.status_code == 302
    assert {str(f.tenggat) for f in run.forms.all()} == {"2026-10-16"}


@pytest.mark.parametrize(
    ("day", "said"),
    [(("30", "2", "2026"), "tidak ada di kalender"), (("7", "10", "2026"), "sudah lewat")],
)
def test_a_deadline_that_cannot_be_is_refused_and_stays_typed(
    promise, people, signed_in, day, said
):
    run = to(start(people), people, "distribusi")
    names = ("tenggat_tanggal", "tenggat_bulan", "tenggat_tahun")
    answer = press(signed_in(people.tim), run, **dict(zip(names, day, strict=True)))
    assert said in text_of(answer)
    assert inputs(answer)["tenggat_tanggal"] == day[0]
    assert Pengumpulan.objects.get(pk=run.pk).at == "distribusi"


@pytest.mark.parametrize("codes", [["IKK-1"], ["IKU-1", "IKK-1", "IKK-2", "IKK-3", "IKK-4"]])
def test_no_page_breaks_on_indicators_of_no_unit_and_no_form_is_drawn_of_them(
    promise, people, signed_in, codes
):
    run = to(start(people), people, "penyiapan")
    measured = start(people, Pengukuran)
    to(measured, people, "metodologi")
    Indikator.objects.filter(kode__in=codes).update(unit=None)
    assert by_unit(run).keys() == {
        t.indikator.unit for t in due_indicators(run) if t.indikator.kode not in codes
    }
    for by in (people.tim, people.kepala, people.sekretaris, people.staf, people.admin):
        browser = signed_in(by)
        for url in ("/", "/pengumpulan/", run.get_absolute_url(), step(run, "penyiapan"),
                    "/pengukuran/", measured.get_absolute_url(), f"{measured.get_absolute_url()}metodologi/",
                    "/kinerja/", "/laporan/?periode=2026-TW3", "/perencanaan/indikator/"):  # fmt: skip
            assert browser.get(url).status_code in (200, 403, 404), (by.role, url)
    with pytest.raises(Blocked, match="belum mempunyai unit penanggung jawab"):
        do(run, "penyiapan", people.tim)
    assert not run.forms.exists()


# -- row 7 ----------------------------------------------------------------------------------------


def test_tim_sakip_sees_which_form_was_opened_received_and_how_far_it_is(
    promise, people, signed_in
):
    run = at_filling(people)
    tim = signed_in(people.tim)
    assert text_of(tim.get(step(run, "pengisian"))).count("Dibagikan, belum dibuka") == 2
    signed_in(people.staf).get(form_of(run, people.staf).get_absolute_url())
    assert "Dibuka, belum diterima" in text_of(tim.get(step(run, "pengisian")))
    form = do(form_of(run, people.staf), "terima", people.staf)
    text = text_of(tim.get(step(run, "pengisian")))
    assert "Diterima unit" in text and "0 dari 3" in text
    fill(form, people.staf)
    assert "Sedang diisi" in text_of(tim.get(step(run, "pengisian")))
    hand_in_rest(form, people)
    text = text_of(tim.get(step(run, "pengisian")))
    assert "3 dari 3" in text and "tepat waktu" in text


def hand_in_rest(form, people):
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)


def test_a_unit_sees_its_own_form_and_no_other_beside_the_rows(promise, people, signed_in):
    run = at_filling(people)
    for url in (f"/pengumpulan/{run.pk}/", step(run, "pengisian")):
        text = text_of(signed_in(people.staf).get(url))
        assert "F-MP/2026-TW3" in text or "Bidang Mutasi dan Promosi" in text
        assert "Bidang Pengembangan Kompetensi" not in text
    assert signed_in(people.kasubbag).get(step(run, "pengisian")).status_code == 404


def test_what_tim_sakip_says_to_one_unit_is_read_by_no_other(promise, people, signed_in):
    run = at_filling(people)
    form = do(form_of(run, people.staf), "terima", people.staf)
    fill(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    items = [{"isian": form.isian.first(), "jenis": "usang", "alasan": "Perbarui."}]
    do(form, "kembalikan", people.tim, note="Jumlah pejabat keliru.", items=items)

    def read_by(*offices):
        url = f"/pengumpulan/{run.pk}/"
        return {"Jumlah pejabat keliru." in text_of(signed_in(by).get(url)) for by in offices}

    assert read_by(people.staf, people.bidang, people.tim, people.sekretaris) == {True}
    assert read_by(people.staf_lain, people.bidang_lain, people.kasubbag) == {False}


def test_the_state_of_every_form_stands_beside_the_rows_for_those_above(promise, people, signed_in):
    run = at_filling(people)
    for by in (people.kepala, people.sekretaris, people.tim, people.admin):
        text = text_of(signed_in(by).get(f"/pengumpulan/{run.pk}/"))
        assert "Formulir unit" in text and "Bidang Pengembangan Kompetensi" in text


def test_the_page_says_in_time_whose_deputy_must_hand_in(promise, people, instansi, signed_in):
    """The only Sekretaris is also the head of a filling unit: handing in would bar the decision."""
    people.bidang.delete()
    office(instansi, "bidang", people.staf.unit, username="sekretaris", jabatan="Plt. Kabid")
    run = to(start(people), people, "distribusi")
    said = "Formulir Bidang Mutasi dan Promosi harus diserahkan Plh."
    assert said in text_of(signed_in(people.tim).get(step(run, "distribusi")))
    run = to(run, people, "pengisian")
    assert said in text_of(signed_in(people.tim).get(step(run, "pengisian")))
    assert said in text_of(signed_in(people.sekretaris).get(f"/pengumpulan/{run.pk}/"))


def test_the_admin_is_led_to_the_deputys_office_and_others_are_told_who_enters_it(
    promise, people, instansi, signed_in
):
    """Up to the report the head of Tim SAKIP, who is the only Sekretaris too, could bar himself."""
    run = at_filling(people)
    people.tim.user = people.sekretaris.user
    people.tim.save()
    way = f'href="/kelola/penugasan/baru/?run=collection.pengumpulan:{run.pk}"'
    told = "Penugasan khusus proses ini dimasukkan admin"
    for url in (run.get_absolute_url(), step(run, "pengisian")):
        page = signed_in(people.admin).get(url)
        assert way in page.content.decode() and told not in text_of(page)
        page = signed_in(people.sekretaris).get(url)
        assert way not in page.content.decode() and told in text_of(page)
    form = signed_in(people.admin).get(f"/kelola/penugasan/baru/?run={run.label}:{run.pk}")
    assert form.context["run"] == run
    run = to(run, people, "rekap")
    said = "Rekapitulasi dan laporan harus dikerjakan anggota lain Tim SAKIP"
    for url in (run.get_absolute_url(), step(run, "rekap")):
        assert text_of(signed_in(people.sekretaris).get(url)).count(said) == 1, url
    run = to(run, people, "laporan")
    for url in (run.get_absolute_url(), step(run, "laporan")):
        assert text_of(signed_in(people.sekretaris).get(url)).count(said) == 1, url


def test_with_a_second_sekretaris_nobody_is_warned(promise, people, instansi, signed_in):
    people.bidang.delete()
    office(instansi, "bidang", people.staf.unit, username="sekretaris", jabatan="Plt. Kabid")
    office(instansi, "sekretaris", username="plh", jabatan="Sekretaris", sifat="plh")
    run = to(start(people), people, "distribusi")
    assert "harus diserahkan Plh." not in text_of(
        signed_in(people.tim).get(step(run, "distribusi"))
    )


def test_the_sekretaris_who_handed_in_reads_why_another_must_decide(
    promise, people, instansi, signed_in
):
    people.bidang.delete()
    head = office(instansi, "bidang", people.staf.unit, username="sekretaris", jabatan="Plt. Kabid")
    form = received(people)
    fill(form, people.staf)
    for verb, by in (("isi", people.staf), ("serahkan", head), ("periksa", people.tim)):
        form = do(form, verb, by)
    run = form.run
    assert "sudah menyerahkan formulir Bidang Mutasi" in text_of(
        signed_in(people.tim).get(step(run, "pengisian"))
    )
    hand_in(people, form_of(run, people.staf_lain))
    run = to(run, people, "analisa")
    page = signed_in(people.sekretaris).get(step(run, "analisa"))
    assert "Anda tidak dapat memutuskan ini" in text_of(page)
    assert 'value="analisa"' not in page.content.decode()


# -- row 8 to 12 ----------------------------------------------------------------------------------


def test_tim_sakip_publishes_the_recap_from_its_own_page(promise, people, signed_in):
    run = to(start(people), people, "rekap")
    tim = signed_in(people.tim)
    text = text_of(tim.get(step(run, "rekap")))
    assert "5 ada nilai" in text and "Bidang Mutasi dan Promosi" in text
    assert press(tim, run, **{"rekapitulasi_pengumpulan-catatan": "Lengkap."}).status_code == 302
    from sakip.papers import kinds
    from sakip.papers.issue import issued_of

    assert (
        issued_of(run, kinds.REKAPITULASI_PENGUMPULAN).first().data["isi"]["catatan"] == "Lengkap."
    )


def test_tim_sakip_returns_a_whole_form_from_the_recap(promise, people, signed_in):
    run = to(start(people), people, "rekap")
    more = {
        "verb": "kembalikan",
        "catatan": "Ulangi.",
        "rekapitulasi_pengumpulan-tanda-u": str(people.staf.unit_id),
        "rekapitulasi_pengumpulan-tanda-tampil": str(people.staf.unit_id),
        f"rekapitulasi_pengumpulan-tanda-uj-{people.staf.unit_id}": "usang",
        f"rekapitulasi_pengumpulan-tanda-ua-{people.staf.unit_id}": "Data Juni.",
    }
    assert press(signed_in(people.tim), run, **more).status_code == 302
    run = Pengumpulan.objects.get(pk=run.pk)
    assert (run.at, form_of(run, people.staf).at) == ("pengisian", "isi")
    assert form_of(run, people.staf_lain).at == "selesai"


def test_on_the_rail_recap_and_analysis_are_a_way_to_their_own_page(promise, people, signed_in):
    run = to(start(people), people, "rekap")
    page = signed_in(people.tim).get(f"/pengumpulan/{run.pk}/")
    assert "Buka rekapitulasi" in text_of(page)
    assert b"rekapitulasi_pengumpulan-tanda" not in page.content


def test_the_sekretaris_approves_from_the_page_and_the_kepala_gets_the_sheet(
    promise, people, signed_in
):
    run = to(start(people), people, "analisa")
    answer = press(signed_in(people.sekretaris), run, **{
        "laporan_pengumpulan-analisis": "Baik.", "laporan_pengumpulan-kesimpulan": "Lanjut."})  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    run = Pengumpulan.objects.get(pk=run.pk)
    assert run.at == "lapor" and run.snapshot_hash and run.lembar_disposisi.exists()


def test_the_archive_page_says_what_goes_in_and_what_is_not_there(promise, people, signed_in):
    run = to(start(people), people, "arsip")
    text = text_of(signed_in(people.tim).get(step(run, "arsip")))
    assert "ditutup untuk selamanya" in text
    assert "Hasil survei: tidak relevan: Belum terbit tahun ini." in text
    make_files(run)
    assert press(signed_in(people.tim), run).status_code == 302
    assert Pengumpulan.objects.get(pk=run.pk).finished


def test_an_earlier_disposition_stands_on_the_agenda_of_the_next_meeting(promise, people, instansi):
    from sakip.disposition.models import TindakLanjut

    first = to(start(people, periode="2026-TW2"), people, "selesai")
    TindakLanjut.objects.create(
        instansi=instansi, case_label=first.label, case_id=first.pk, asal="disposisi",
        uraian="Percepat sertifikasi.", unit=people.staf.unit,
    )  # fmt: skip
    run = to(start(people), people, "arahan")
    assert any("Percepat sertifikasi." in order for order in run.open_orders())


# -- every page, every person ---------------------------------------------------------------------


def test_no_page_of_any_row_breaks_for_anybody_at_any_time(promise, people, signed_in):
    run = start(people)
    browsers = {name: signed_in(by) for name, by in vars(people).items()}
    for key in [s.key for s in Pengumpulan.sop] + ["selesai"]:
        run = to(run, people, key)
        forms = list(run.forms.all())
        for name, browser in browsers.items():
            for address in [f"/pengumpulan/{run.pk}/", *(step(run, s.key) for s in run.sop)]:
                assert browser.get(address).status_code in (200, 404), (name, key, address)
            for form in forms:
                assert browser.get(form.get_absolute_url()).status_code in (200, 404), (name, key)


@pytest.mark.parametrize("key", ["rekap", "analisa", "pengisian", "penyiapan"])
def test_queries_of_a_row_do_not_grow_with_its_units_and_rows(
    promise, people, signed_in, key, django_assert_num_queries, django_assert_max_num_queries
):
    run = to(start(people), people, key)
    browser = signed_in(people.sekretaris if key == "analisa" else people.tim)
    browser.get(step(run, key))
    with django_assert_max_num_queries(60) as few:
        browser.get(step(run, key))
    double(run)
    with django_assert_num_queries(len(few)):
        browser.get(step(run, key))


def double(run):
    """Every form once more for a unit of its own, with all its rows."""
    from sakip.people.models import Unit

    for n, form in enumerate(run.forms.prefetch_related("isian"), 50):
        unit = Unit.objects.create(
            instansi=run.instansi, nama=f"Unit {n}", singkatan=f"U{n}", jenis="bidang", urut=n
        )
        isian = list(form.isian.all())
        at = form.at
        copy = Formulir.begin(
            instansi=run.instansi, run=run, unit=unit, nomor=f"F-{n}", at=at,
            tenggat=form.tenggat, tenggat_awal=form.tenggat_awal,
        )  # fmt: skip
        copy.save(force_insert=True)
        for one in isian:
            one.pk, one.formulir = None, copy
            one.save(force_insert=True)
