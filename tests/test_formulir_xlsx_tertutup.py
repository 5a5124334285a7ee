"""What is not open cannot be changed through a workbook; what changed meanwhile is merged by row."""

from __future__ import annotations

import pytest
from django.core.signing import Signer
from django.test.utils import CaptureQueriesContext

from collection.cap import PREFIX
from collection.models import Unggahan
from sakip.papers.models import Berkas
from sakip.sop.perform import write

from .books import MONEY, changed, download, filled, put, send_book
from .collected import at_filling, form_of, inputs, received, row, text_of
from .ground import grounded
from .promise import ROWS, make_promise
from .uploads import upload, xlsx
from .walk import do, fill, to

pytestmark = pytest.mark.django_db


def untouched(form) -> bool:
    return not form.isian.exclude(version=0).exists()


def unlocked(content: bytes) -> bytes:
    """The workbook with its protection taken away, as anybody can."""

    def open_it(book):
        for sheet in book.worksheets:
            sheet.protection.sheet = False

    return changed(content, open_it)


# -- whose it is --------------------------------------------------------------------------------


def test_the_workbook_of_another_form_is_refused_by_name(form, people, staf, signed_in):
    do(form_of(form.run, people.staf_lain), "terima", people.staf_lain)
    other = form_of(form.run, people.staf_lain)
    content = download(signed_in(people.staf_lain), other)
    answer = send_book(staf, form, content)
    assert answer.status_code == 422
    assert "milik formulir F-PK/2026-TW3 (Bidang Pengembangan Kompetensi" in text_of(answer)
    assert (
        not Unggahan.objects.exists() and not Berkas.objects.filter(nama="formulir.xlsx").exists()
    )


def test_the_workbook_of_another_period_is_refused(promise, people, signed_in):
    old = received(people, at_filling(people, "2026-TW2"))
    new = received(people, at_filling(people, "2026-TW3"))
    browser = signed_in(people.staf)
    answer = text_of(send_book(browser, new, filled(browser, old)))
    assert "Triwulan II 2026" in answer and "tidak ada yang ditulis" in answer and untouched(new)


def test_a_workbook_from_before_a_return_is_refused(promise, people, staf):
    run = to(at_filling(people), people, "rekap")
    form = form_of(run, people.staf)
    content = filled(staf, form)
    items = [{"isian": row(form, "IKK-2"), "jenis": "usang", "alasan": "Lama."}]
    do(run, "kembalikan", people.tim, note="Perbarui.", items=items, to="pengisian")
    answer = text_of(send_book(staf, form, content))
    assert "diunduh pada putaran 1; formulir sekarang pada putaran 2" in answer


def test_a_forged_stamp_is_refused(form, staf):
    def forge(book):
        stamp = book["_cap"]["A2"]
        stamp.value = stamp.value[:-4] + "AAAA"

    answer = text_of(send_book(staf, form, filled(staf, form, forge)))
    assert "Cap tersembunyi buku kerja ini tidak sah" in answer


def test_a_stamp_signed_for_something_else_of_ours_is_refused(form, staf):
    def sign(book):
        book["_cap"]["A2"].value = PREFIX + Signer(salt="other").sign_object({"form": form.pk})

    assert "tidak sah" in text_of(send_book(staf, form, filled(staf, form, sign)))


def test_a_workbook_without_its_stamp_is_refused(form, staf):
    def tear_off(book):
        book.security = None
        del book["_cap"]

    assert "cap tersembunyinya tidak ada" in text_of(
        send_book(staf, form, filled(staf, form, tear_off))
    )
    assert "bukan buku kerja yang diunduh" in text_of(send_book(staf, form, xlsx()))


def test_the_workbook_of_another_agency_is_refused(form, staf):
    """Signed by the same house, whose agencies may well number their forms alike."""
    signer = Signer(salt="collection.buku")

    def move(book):
        cell_of_stamp = book["_cap"]["A2"]
        said = signer.unsign_object(cell_of_stamp.value.removeprefix(PREFIX))
        cell_of_stamp.value = PREFIX + signer.sign_object({**said, "instansi": 999})

    answer = text_of(send_book(staf, form, filled(staf, form, move)))
    assert "milik instansi lain" in answer and untouched(form)


def test_another_layout_of_the_columns_is_refused(form, staf, monkeypatch):
    content = filled(staf, form)
    monkeypatch.setattr("collection.cap.TEMPLATE", "formulir-2")
    assert "susunan kolom yang sudah diganti" in text_of(send_book(staf, form, content))


# -- who, and when ------------------------------------------------------------------------------


def test_who_may_not_fill_the_form_may_not_upload_either(form, people, signed_in, staf):
    content = filled(staf, form)
    for by in (people.tim, people.sekretaris, people.kepala, people.staf_lain, people.admin):
        answer = signed_in(by).post(
            f"/formulir/{form.pk}/unggah/", {"berkas": upload("a.xlsx", content)}
        )
        assert answer.status_code in (403, 404), by
    assert untouched(form) and not Unggahan.objects.exists()


def test_a_form_that_is_handed_in_takes_no_workbook(form, people, staf):
    content = filled(staf, form)
    fill(form, people.staf)
    do(form, "isi", people.staf)
    do(form, "serahkan", people.bidang)
    answer = send_book(staf, form, content)
    assert "tidak sedang diisi" in text_of(answer)
    assert str(row(form, "IKK-2").nilai) == "10.0000"


def test_a_preview_that_waited_over_the_handing_in_writes_nothing(form, people, staf):
    page = send_book(staf, form, filled(staf, form))
    fill(form, people.staf)
    do(form, "isi", people.staf)
    address = page.redirect_chain[-1][0]
    staf.post(address, inputs(page) | {"aksi": "terapkan"})
    assert str(row(form, "IKK-2").nilai) == "10.0000"


def test_an_upload_is_seen_by_its_person_alone(form, people, staf, signed_in):
    address = send_book(staf, form, filled(staf, form)).redirect_chain[-1][0]
    for by in (people.bidang, people.tim, people.staf_lain):
        assert signed_in(by).get(address).status_code in (403, 404)
        assert signed_in(by).get(f"{address}kesalahan.xlsx").status_code in (403, 404)


def test_an_upload_given_up_is_given_up(form, staf):
    page = send_book(staf, form, filled(staf, form))
    address = page.redirect_chain[-1][0]
    staf.post(address, {"aksi": "batal"})
    again = staf.post(address, inputs(page) | {"aksi": "terapkan"}, follow=True)
    assert "dibatalkan" in text_of(again) and untouched(form)


# -- what is not open ---------------------------------------------------------------------------


@grounded
def returned(promise, people):
    """A form of which IKU-1 alone was returned."""
    run = to(at_filling(people), people, "rekap")
    form = form_of(run, people.staf)
    items = [{"isian": row(form, "IKU-1"), "jenis": "usang", "alasan": "Data Juni."}]
    do(run, "kembalikan", people.tim, note="Perbarui.", items=items, to="pengisian")
    return form_of(run, people.staf)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Realisasi", 3), ("Keadaan", "Tidak berlaku"), ("Faktor penghambat", "lain"),
        ("Tautan bukti baru", "https://arsip.example/x"),
    ],
)  # fmt: skip
def test_a_row_that_was_not_returned_cannot_be_changed(returned, staf, label, value):
    content = changed(unlocked(download(staf, returned)), put("IKK-2", label, value),
                      put("IKU-1", "Pembilang", 50))  # fmt: skip
    page = send_book(staf, returned, content)
    plan = page.context["plan"]
    assert [f.message for f in plan.faults] == [
        "Isian ini tidak terbuka bagi Anda. Kembalikan isinya seperti pada unduhan."
    ]
    assert not plan.ready
    address = page.redirect_chain[-1][0]
    answer = staf.post(address, inputs(page) | {"aksi": "terapkan"})
    assert answer.status_code == 409
    assert str(row(returned, "IKK-2").nilai) == "10.0000"
    assert str(row(returned, "IKU-1").nilai) == "84.0000", "all or nothing"


def test_the_returned_row_and_its_answer_come_back(returned, staf):
    content = filled(staf, returned, put("IKU-1", "Pembilang", 50),
                     put("IKU-1", "Jawaban unit", "Data September dipakai."))  # fmt: skip
    page = send_book(staf, returned, content)
    staf.post(page.redirect_chain[-1][0], inputs(page) | {"aksi": "terapkan"})
    iku = row(returned, "IKU-1")
    assert (str(iku.nilai), iku.butir.get().jawaban) == ("50.0000", "Data September dipakai.")


def test_spending_that_was_not_opened_again_stays(returned, staf):
    content = changed(unlocked(download(staf, returned)),
                      put("5.03.02", "Realisasi (Rp)", 5, sheet=MONEY))  # fmt: skip
    page = send_book(staf, returned, content)
    assert [(f.column, f.sheet) for f in page.context["plan"].faults] == [("rp", MONEY)]


def test_a_figure_from_approved_months_is_locked_in_the_workbook(form, staf):
    form.isian.filter(kode="IKK-2").update(terkunci=True)
    content = changed(unlocked(download(staf, form)), put("IKK-2", "Realisasi", 9),
                      put("IKK-2", "Faktor pendukung", "boleh"))  # fmt: skip
    plan = send_book(staf, form, content).context["plan"]
    assert ["dibawa dari bulan-bulannya" in f.message for f in plan.faults] == [True]
    assert [c.label for c in plan.changes] == ["Faktor pendukung"]


def test_a_reader_cannot_use_the_workbook_of_the_unit_nor_the_unit_that_of_a_reader(
    form, people, staf, signed_in
):
    """Downloaded by somebody with no rights, it gives and takes none: the upload asks anew."""
    content = changed(unlocked(download(signed_in(people.tim), form)),
                      put("IKK-2", "Realisasi", 7))  # fmt: skip
    assert "1 perubahan" in text_of(send_book(staf, form, content))


# -- changed meanwhile --------------------------------------------------------------------------


def test_rows_changed_on_the_web_alone_and_in_the_book_alone_are_merged(form, people, staf):
    content = filled(staf, form)
    iku = row(form, "IKU-1")
    write(iku, by=people.staf, seen=iku.seen(),
          keadaan="dilaporkan", pembilang=8, penyebut=10)  # fmt: skip
    page = send_book(staf, form, content)
    assert "Siap diterapkan" in text_of(page)
    staf.post(page.redirect_chain[-1][0], inputs(page) | {"aksi": "terapkan"})
    assert (row(form, "IKU-1").pembilang, row(form, "IKK-2").nilai) == (8, 7)


@pytest.fixture
def clash(form, people, staf):
    """A workbook that says 7 where somebody wrote 5 on the web meanwhile."""
    content = filled(staf, form, put("IKK-2", "Realisasi", 7), put("IKU-1", "Pembilang", 4),
                     put("IKU-1", "Penyebut", 8))  # fmt: skip
    aduan = row(form, "IKK-2")
    write(aduan, by=people.staf, seen=aduan.seen(), keadaan="dilaporkan", nilai=5)
    return send_book(staf, form, content)


def test_a_row_changed_in_both_is_shown_with_both_values_and_chosen(form, staf, clash):
    said = text_of(clash)
    assert "1 isian bentrok" in said and "IKK-2 diubah oleh Staf Mutasi" in said
    assert "Terapkan semua" not in said
    address, aduan = clash.redirect_chain[-1][0], row(form, "IKK-2")
    chosen = staf.post(address, inputs(clash) | {f"pilih-isian-{aduan.pk}": "saya"}, follow=True)
    assert "Siap diterapkan" in text_of(chosen)
    staf.post(address, inputs(chosen) | {"aksi": "terapkan"})
    assert (row(form, "IKK-2").nilai, row(form, "IKU-1").nilai) == (7, 50)


def test_the_recorded_value_can_be_kept(form, staf, clash):
    address, aduan = clash.redirect_chain[-1][0], row(form, "IKK-2")
    chosen = staf.post(
        address, inputs(clash) | {f"pilih-isian-{aduan.pk}": "tercatat"}, follow=True
    )
    assert "yang tercatat dipakai" in text_of(chosen)
    staf.post(address, inputs(chosen) | {"aksi": "terapkan"})
    assert (row(form, "IKK-2").nilai, row(form, "IKU-1").nilai) == (5, 50)


def test_a_choice_stands_for_the_value_that_was_seen(form, people, staf, clash):
    address, aduan = clash.redirect_chain[-1][0], row(form, "IKK-2")
    chosen = staf.post(address, inputs(clash) | {f"pilih-isian-{aduan.pk}": "saya"}, follow=True)
    write(aduan, by=people.staf, seen=aduan.seen(), nilai=6)
    answer = staf.post(address, inputs(chosen) | {"aksi": "terapkan"})
    assert answer.status_code == 409 and "berubah sejak pratinjau dibuka" in text_of(answer)
    assert row(form, "IKK-2").nilai == 6 and row(form, "IKU-1").version == 0


def test_both_wrote_the_same_and_nobody_has_to_choose(form, people, staf):
    content = filled(staf, form)
    aduan = row(form, "IKK-2")
    write(aduan, by=people.staf, seen=aduan.seen(), keadaan="dilaporkan", nilai=7)
    assert "Tidak ada perubahan" in text_of(send_book(staf, form, content))


def test_the_same_workbook_twice_changes_nothing_the_second_time(form, staf):
    content = filled(staf, form, put("IKK-2", "Realisasi", 7),
                     put("IKK-2", "Tautan bukti baru", "https://arsip.example/7"))  # fmt: skip
    page = send_book(staf, form, content)
    staf.post(page.redirect_chain[-1][0], inputs(page) | {"aksi": "terapkan"})
    assert row(form, "IKK-2").bukti.get().tautan == "https://arsip.example/7"
    assert "Tidak ada perubahan" in text_of(send_book(staf, form, content))


# -- queries ------------------------------------------------------------------------------------


def test_queries_of_the_preview_do_not_grow_with_the_rows(instansi, units, people, signed_in):
    from django.db import connection

    more = [(f"IKK-{n}", f"Jumlah {n}", *ROWS[2][2:]) for n in range(10, 90)]
    make_promise(instansi, units, rows=[*ROWS, *more])
    form, browser = received(people, at_filling(people)), signed_in(people.staf)
    empty = download(browser, form)
    counts = []
    for kodes in (range(10, 12), range(10, 90)):
        content = changed(empty, *(put(f"IKK-{n}", "Realisasi", n) for n in kodes))
        address = send_book(browser, form, content).redirect_chain[-1][0]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_queries_of_conflicts_do_not_grow_with_them(instansi, units, people, signed_in):
    from django.db import connection

    more = [(f"IKK-{n}", f"Jumlah {n}", *ROWS[2][2:]) for n in range(10, 30)]
    make_promise(instansi, units, rows=[*ROWS, *more])
    form, browser = received(people, at_filling(people)), signed_in(people.staf)
    content = changed(download(browser, form),
                      *(put(f"IKK-{n}", "Realisasi", n) for n in range(10, 30)))  # fmt: skip
    counts = []
    for kodes in (range(10, 12), range(12, 30)):
        for n in kodes:
            isian = row(form, f"IKK-{n}")
            write(isian, by=people.staf, seen=isian.seen(), keadaan="dilaporkan", nilai=1000 + n)
        address = send_book(browser, form, content).redirect_chain[-1][0]
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(address)
        counts.append(len(queries))
    assert len(page.context["plan"].open_conflicts) == 20 and counts[0] == counts[1] <= 17
