"""Form, recap and analysis in a real browser: accessible, whole at every width, quiet, and helpful."""

import pytest
from playwright.sync_api import expect

from collection.models import Isian
from sakip.sop.perform import write

from .collected import form_of, inputs
from .looked import faults, look, wider_than_its_window
from .returned import hand_in_again
from .walk import do, fill, hand_in, to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]


def test_the_form_its_value_and_its_acts_are_whole_and_accessible(form, people, enter):
    page, iku = enter(people.staf), form.isian.first()
    url = form.get_absolute_url()
    for address in (
        url,
        f"{url}?rinci={iku.pk}",
        f"{url}isian/{iku.pk}/",
        f"{url}periksa/",
        f"{url}tempel/",
    ):
        look(page, address)
    page.goto(page.house + url)
    page.focus(f"#a-{iku.pk}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.rinci")
    assert faults(page) == []
    page.complaints.clear()
    page = enter(people.sekretaris)
    for address in (url, f"{url}tindakan/perpanjang/", f"{url}tindakan/tutup/"):
        look(page, address)


def test_a_returned_form_and_a_faulty_one_are_accessible(form, people, enter):
    hand_in(people, form_of(form.run, people.staf_lain))
    do(form, "tutup", people.sekretaris, note="Cuti.")
    run = to(form.run, people, "analisa")
    iku = Isian.objects.get(formulir__run=run, kode="IKU-1")
    item = {"isian": iku, "jenis": "tidak_lengkap", "alasan": "Belum ada angkanya."}
    do(run, "kembalikan", people.sekretaris, note="Isi.", to="pengisian", items=[item])
    page = enter(people.staf)
    look(page, form.get_absolute_url())
    page.fill(f"#a-{iku.pk}", "12.5")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("[data-fokus]:focus")
    assert faults(page) == []


def test_a_form_that_came_back_is_judged_on_any_screen_and_its_marks_stay(form, people, enter):
    fill(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    page, url = enter(people.tim), form.get_absolute_url()
    page.goto(page.house + url)
    items = [
        {"isian": row, "jenis": "usang", "alasan": "Data Juni."}
        for row in form.isian.filter(kode__in=("IKU-1", "IKK-2"))
    ]
    do(form, "kembalikan", people.tim, note="Perbarui.", items=items)
    form = hand_in_again(form.run, people.staf, people.bidang, IKU_1={"pembilang": 79})
    look(page, url)
    expect(page.locator(".sejak")).to_contain_text("saat itu 84 / 100 = 84,00%")
    page.get_by_role("button", name="Semua", exact=False).first.click()
    other = form.isian.get(kode="IKK-1")
    page.locator(f"#b{other.pk} label.tidak").click()
    page.locator(f"#b{other.pk} textarea").fill("Cocokkan lagi.")
    page.get_by_role("button", name="Hanya yang berubah").click()
    expect(page.locator("tr[id^=b]")).to_have_count(1)
    expect(page.locator("#putusan")).to_contain_text("tidak tampil sekarang (IKK-1)")
    assert faults(page) == []
    page.complaints.clear()
    page.fill("#catatan", "Satu lagi.")
    page.get_by_role("button", name="Kembalikan yang ditandai").click()
    expect(page.locator("main [role=status]").first).to_contain_text("Formulir dikembalikan.")
    assert [i.kode for i in form.isian.filter(terbuka=True)] == ["IKK-1"]


def test_recap_and_analysis_are_whole_and_accessible(form, people, enter):
    for one in form.run.forms.exclude(at="selesai"):
        if one.at == "terima":
            hand_in(people, one)
    do(form, "tutup", people.sekretaris, note="Cuti tanpa pengganti.")
    run = to(form.run, people, "rekap")
    page = enter(people.tim)
    for address in (f"/pengumpulan/{run.pk}/", f"/pengumpulan/{run.pk}/rekap/"):
        look(page, address)
    run = to(run, people, "analisa")
    look(enter(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/?isian=semua")


def test_the_capaian_follows_the_typing_and_the_cursor_stays(form, people, enter):
    page, iku = enter(people.staf), form.isian.get(kode="IKU-1")
    page.goto(page.house + form.get_absolute_url())
    page.fill(f"#a-{iku.pk}", "342")
    page.locator(f"#b-{iku.pk}").press_sequentially("418")
    expect(page.locator(f"#hc{iku.pk}")).to_contain_text("97,40%")
    assert "81,82" in page.inner_text(f"#hr{iku.pk}")
    assert page.evaluate("document.activeElement.id") == f"b-{iku.pk}"
    assert page.complaints == []
    page.fill(f"#a-{iku.pk}", "12.5")
    expect(page.locator(f"#a-{iku.pk}-galat")).to_contain_text("Maksud Anda 12,5?")
    assert page.locator(f"#a-{iku.pk}").get_attribute("aria-invalid") == "true"
    page.get_by_role("button", name="Pakai 12,5").click()
    expect(page.locator(f"#hr{iku.pk}")).to_contain_text("2,99")
    iku.refresh_from_db()
    assert str(iku.pembilang) == "12.5000"


def test_factors_open_below_the_row_without_leaving_the_page(form, people, enter):
    page, iku = enter(people.staf), form.isian.get(kode="IKU-1")
    page.goto(page.house + form.get_absolute_url())
    page.fill(f"#a-{iku.pk}", "342")
    page.locator(f"#b{iku.pk}").get_by_role("button", name="Faktor dan rencana").click()
    page.fill(f"#ha-{iku.pk}", "Uji kompetensi ditunda.")
    assert page.input_value(f"#a-{iku.pk}") == "342", "what was typed is still there"
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("main [role=status] >> text=tersimpan")
    iku.refresh_from_db()
    assert (iku.penghambat, int(iku.pembilang)) == ("Uji kompetensi ditunda.", 342)


def test_enter_in_an_input_presses_no_button(form, people, enter):
    page, aduan = enter(people.staf), form.isian.get(kode="IKK-2")
    page.goto(page.house + form.get_absolute_url())
    page.fill(f"#n-{aduan.pk}", "7")
    page.press(f"#n-{aduan.pk}", "Enter")
    assert page.url == page.house + form.get_absolute_url()
    assert type(form).objects.get(pk=form.pk).at == "isi"


def test_a_mark_says_at_once_what_it_would_open(form, people, enter):
    for one in form.run.forms.exclude(pk=form.pk):
        hand_in(people, one)
    for row in form.isian.all():
        write(row, by=people.staf, seen=row.seen(), keadaan="tidak_berlaku", alasan="Uji.")
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)
    run = to(form.run, people, "analisa")
    page, iku = enter(people.sekretaris), form.isian.get(kode="IKU-1")
    page.goto(f"{page.house}/pengumpulan/{run.pk}/analisa/?isian=semua")
    reason = page.locator(f"textarea[name='form_evaluasi-tanda-a-{iku.pk}']")
    assert not reason.is_visible()
    page.locator(f"input[name='form_evaluasi-tanda-p-{iku.pk}'][value=kembalikan]").check(
        force=True
    )
    assert reason.is_visible()
    page.wait_for_selector("#akibat >> text=1 isian dibuka kembali pada 1 formulir")
    assert "IKU-1" in page.inner_text("#akibat")
    assert page.complaints == []


def test_a_slip_the_button_brought_back_goes_once_it_is_mended(form, people, enter):
    page, rows = enter(people.staf), {row.kode: row.pk for row in form.isian.all()}
    page.goto(page.house + form.get_absolute_url())
    part, number = page.locator(f"#a-{rows['IKU-1']}"), page.locator(f"#n-{rows['IKK-2']}")
    part.fill("dua ratus")
    number.fill("12.5")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("[data-fokus]:focus")
    title = page.locator(".pesan b", has_text="belum terbaca")
    expect(title).to_have_text("2 isian belum terbaca")
    number.fill("12,5")
    expect(title).to_have_text("1 isian belum terbaca")
    assert page.locator(f"#n-{rows['IKK-2']}-saran").count() == 0, "an offer for what is gone"
    part.fill("20")
    expect(page.locator(f"#simpan-b{rows['IKU-1']}")).to_contain_text("Tersimpan")
    for left in (title, page.locator(".galat"), page.locator("#borang [aria-invalid=true]")):
        expect(left).to_have_count(0)


def test_a_long_address_as_evidence_stays_within_the_window(form, people, staf, enter):
    iku = form.isian.get(kode="IKU-1")
    address = "https://drive.contoh.example/drive/folders/" + "1AbCdEfGhIjKl" * 6 + "?usp=sharing"
    page, url = enter(people.staf), form.get_absolute_url()
    own = f"{url}isian/{iku.pk}/"
    staf.post(own, inputs(staf.get(own)) | {f"bt-{iku.pk}": address})
    assert iku.bukti.get().tautan == address
    for place in (url, own):
        look(page, place)
    page.goto(page.house + url)
    page.focus(f"#a-{iku.pk}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.rinci")
    assert not wider_than_its_window(page)
    cell = page.locator(f"#hb{iku.pk}")
    assert cell.evaluate("e => e.scrollWidth <= e.clientWidth"), "nor over its neighbour"
