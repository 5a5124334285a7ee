"""A block out of Excel or LibreOffice over the rows of a form: all of it, or nothing."""

from decimal import Decimal

import pytest

from collection.models import Isian, Riwayat
from collection.tempel import NotABlock, cells_of, is_heading, lay
from sakip.sop.perform import write
from sakip.trail.models import Entry, Kind

from .collected import SHEET, inputs, row, text_of

pytestmark = pytest.mark.django_db


def rows_of(form):
    rows = list(form.isian.all())
    for isian in rows:
        isian.formulir = form
    return rows


def laid(form, text, **more):
    block = lay(text, rows_of(form), **more)
    return {
        line.isian.sebutan: {n: (c.way, c.now) for n, c in line.cells.items()}
        for line in block.lines
        if line.isian
    }, block


# -- reading the block --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ('"a\nb"\t"say ""x"""\n', [["a\nb", 'say "x"']]),
        ('5" pipa\t7\n', [['5" pipa', "7"]]),
        ("1\n\n2\n\n\n", [["1"], [], ["2"]]),
    ],
)
def test_cells_are_taken_as_the_sheet_had_them(text, cells):
    assert cells_of(text) == cells


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        (["Kode", "Realisasi"], True),
        (["No", "Indikator Kinerja Utama", "Satuan", "Realisasi s.d. TW III"], True),
        (["Realisasi"], True),
        (["IKU-1", "Realisasi", "5"], False),
        (["Jumlah pengaduan", "7"], False),
        (["No", "Target"], False),
    ],
)
def test_a_heading_is_known_by_its_words(line, heads):
    assert is_heading(line) is heads


@pytest.mark.parametrize("text", ["", "\t\n \t", "x" * 500_000, "1\n" * 2001])
def test_what_is_no_block_says_so(form, text):
    with pytest.raises(NotABlock):
        lay(text, rows_of(form))


# -- over the form ------------------------------------------------------------------------------


def test_a_real_sheet_is_laid_by_its_codes_and_what_is_no_row_is_left_out(form):
    found, block = laid(form, SHEET.replace("81,82%", ""))
    assert found["IKU-1"] == {
        "a": ("ubah", "342"), "b": ("ubah", "418"), "ha": ("ubah", "Uji ditunda.\nMenunggu jadwal."),
    }  # fmt: skip
    assert found["IKK-1"] == {"a": ("ubah", "1204"), "b": ("ubah", "1250")}
    assert found["IKK-2"] == {"n": ("ubah", "7")}
    assert [(line.number, line.skipped) for line in block.skipped] == [
        (1, "di atas judul kolom"), (2, "judul kolom"), (3, "nomor kolom"), (4, "tanpa isi"),
        (8, "jumlah atau rata-rata"),
    ]  # fmt: skip
    assert (block.faults, block.changes) == (0, 6)


def test_a_result_over_its_parts_is_marked_and_not_dropped(form):
    found, block = laid(form, SHEET)
    assert found["IKU-1"]["n"][0] == "galat" and block.faults == 1


def test_an_indicator_that_is_called_jumlah_is_no_total(form):
    found, _ = laid(form, "Indikator\tRealisasi\nJumlah pengaduan\t7\nJumlah\t7\n")
    assert found == {"IKK-2": {"n": ("ubah", "7")}}


def test_figures_alone_go_down_from_the_cursor(form):
    iku, ikk, aduan = rows_of(form)
    found, _ = laid(form, "342\t418\n1.204\t1.250\n", start="a", positions=[iku.pk, ikk.pk])
    assert found["IKK-1"] == {"a": ("ubah", "1204"), "b": ("ubah", "1250")}
    found, _ = laid(form, "\n7\n", start="n", positions=[ikk.pk, aduan.pk])
    assert found == {"IKK-2": {"n": ("ubah", "7")}}, "an empty cell passes its row by"
    _, block = laid(form, "1\n2\n", start="n", positions=[aduan.pk])
    assert block.lines[1].fault, "below the last row there is none"


def test_codes_without_headings_are_known_as_such(form):
    found, _ = laid(form, "IKK-2\t7\nIKU-1\t\n", start="n")
    assert found["IKK-2"] == {"n": ("ubah", "7")}


@pytest.mark.parametrize(
    ("typed", "way", "now"),
    [
        ("1.234,5", "ubah", "1234,5"),
        ("1234,50", "ubah", "1234,5"),
        ("12.5", "tawaran", "12,5"),
        ("1,234.56", "galat", ""),
        ("#DIV/0!", "galat", ""),
        ("1e5", "galat", ""),
        ("0", "ubah", "0"),
    ],
)
def test_one_reader_for_indonesian_and_plain_figures(form, typed, way, now):
    found, _ = laid(form, f"Kode\tRealisasi\nIKK-2\t{typed}\n")
    assert found["IKK-2"]["n"] == (way, now)


def test_an_unknown_row_with_content_and_a_row_twice_are_faults(form):
    _, block = laid(form, "Kode\tRealisasi\nIKK-9\t7\nIKK-2\t7\nIKK-2\t8\n")
    assert [line.number for line in block.lines if line.fault] == [2, 4]


def test_a_code_and_a_name_of_two_rows_are_a_fault_that_names_both(form):
    text = "Kode\tIndikator\tRealisasi\nIKK-2\tKenaikan pangkat tepat waktu\t7\n"
    found, block = laid(form, text)
    assert found == {} and block.faults == 1
    assert block.lines[1].fault.startswith(
        "“IKK-2” dan “Kenaikan pangkat tepat waktu” menunjuk dua baris berbeda: IKK-2 dan IKK-1."
    )
    without_value = text.replace("\t7", "\t-")
    assert laid(form, without_value)[1].lines[1].skipped == "tanpa isi"


def test_a_code_beside_a_name_of_its_own_or_of_no_row_finds_its_row(form):
    for name in ("Jumlah pengaduan", "Banyaknya pengaduan"):
        found, _ = laid(form, f"Kode\tIndikator\tRealisasi\nIKK-2\t{name}\t7\n")
        assert found == {"IKK-2": {"n": ("ubah", "7")}}, name


def test_a_closed_row_takes_nothing_but_its_own_value(form, people):
    aduan = row(form, "IKK-2")
    write(aduan, by=people.staf, seen=aduan.seen(), keadaan="dilaporkan", nilai=7)
    form.isian.filter(kode="IKK-2").update(terbuka=False)
    assert laid(form, "Kode\tRealisasi\nIKK-2\t7\n")[1].faults == 0
    assert laid(form, "Kode\tRealisasi\nIKK-2\t8\n")[1].faults == 1


# -- through the page ---------------------------------------------------------------------------


def paste(browser, form, text, page=None, **more):
    """What is answered: the preview, at its own address, or the way back to the form."""
    posted, address = inputs(page) if page else {"blok": text}, f"{form.get_absolute_url()}tempel/"
    answer = browser.post(address, posted | more)
    if answer.status_code == 302 and answer.url == f"{address}?pratinjau":
        return browser.get(answer.url)
    return answer


def test_the_preview_writes_nothing_and_the_confirmation_all(form, staf):
    page = paste(staf, form, SHEET.replace("81,82%", ""))
    assert "6 sel akan berubah" in text_of(page) and "baris 8 (jumlah atau rata-rata)" in text_of(
        page
    )
    assert Riwayat.objects.count() == 0
    answer = paste(staf, form, "", page=page, aksi="catat")
    assert answer.status_code == 302
    assert row(form, "IKU-1").nilai == Decimal("81.8182")
    assert row(form, "IKU-1").penghambat == "Uji ditunda.\nMenunggu jadwal."
    assert Riwayat.objects.count() == 3
    line = Entry.objects.get(kind=Kind.UPLOAD, object_label=form.label, object_id=form.pk)
    assert line.note == f"{form.nomor}: 6 perubahan pada 3 baris dari tempelan."
    assert (line.user.username, line.data["baris"]) == ("staf", ["IKK-1", "IKK-2", "IKU-1"])
    assert "6 sel pada 3 baris dicatat" in text_of(staf.get(answer.url))
    again = paste(staf, form, "", page=page, aksi="catat")
    assert "Sudah tercatat; tidak ada yang berubah." in text_of(staf.get(again.url))
    assert Riwayat.objects.count() == 3, "a second click changes nothing"
    assert Entry.objects.filter(kind=Kind.UPLOAD).count() == 1


def test_a_preview_can_be_left_and_come_back_to_until_it_is_recorded(form, staf):
    address = f"{form.get_absolute_url()}tempel/?pratinjau"
    page = paste(staf, form, "Kode\tRealisasi\nIKK-2\t7\n")
    staf.get(form.get_absolute_url())
    assert "Tempelan: 1 sel akan berubah" in text_of(staf.get(address))
    paste(staf, form, "", page=page, aksi="catat")
    staf.get(form.get_absolute_url())
    said = text_of(staf.get(address))
    assert "Tempelan itu sudah dicatat atau diganti" in said and "Tempel di sini" in said


def test_the_preview_of_one_form_is_not_shown_for_another(form, people, staf):
    paste(staf, form, "Kode\tRealisasi\nIKK-2\t7\n")
    form.pk += 1
    session = staf.session
    session["tempelan"] |= {"formulir": form.pk}
    session.save()
    form.pk -= 1
    said = text_of(staf.get(f"{form.get_absolute_url()}tempel/?pratinjau"))
    assert "Tempelan itu sudah dicatat atau diganti" in said


def test_what_is_too_long_or_no_block_says_so_and_keeps_the_session_small(form, staf):
    assert "Tidak ada isi yang ditempel." in text_of(paste(staf, form, " "))
    assert "terlalu besar" in text_of(paste(staf, form, "7\t" * 300_000))
    assert len(staf.session["tempelan"]["blok"]) == 400_001


@pytest.mark.parametrize("name", ["mulai", "baris", "dari"])
def test_the_session_keeps_no_more_of_a_made_up_place_than_of_a_block(form, staf, name):
    staf.post(f"{form.get_absolute_url()}tempel/", {"blok": "7", name: "1," * 500_000})
    assert len(staf.session["tempelan"][name]) <= 400_001


def test_with_one_cell_unreadable_nothing_can_be_taken(form, staf):
    text = "Kode\tRealisasi\tPembilang\tPenyebut\nIKK-2\t#N/A\nIKU-1\t\t1\t2\n"
    page = paste(staf, form, text)
    assert "Belum dapat dicatat" in text_of(page) and "#N/A" in text_of(page)
    answer = paste(staf, form, "", page=page, aksi="catat")
    assert "Belum dapat dicatat" in text_of(answer)
    assert not Isian.objects.filter(version__gt=0).exists()


def test_nothing_is_taken_until_code_and_name_name_one_row(form, staf):
    text = "Kode\tIndikator\tRealisasi\nIKK-2\tKenaikan pangkat tepat waktu\t7\n"
    page = paste(staf, form, text)
    assert "menunjuk dua baris berbeda" in text_of(page)
    again = paste(staf, form, "", page=page, aksi="catat")
    assert "menunjuk dua baris berbeda" in text_of(again)
    assert row(form, "IKK-2").version == 0
    mended = {"blok": text.replace("Kenaikan pangkat tepat waktu", "Jumlah pengaduan")}
    page = paste(staf, form, "", page=page, **mended)
    assert paste(staf, form, "", page=page, aksi="catat").status_code == 302
    assert row(form, "IKK-2").nilai == Decimal(7)


def test_dotted_figures_wait_for_one_tick_a_column(form, staf):
    text = "Kode\tPembilang\tPenyebut\nIKU-1\t12.5\t50\nIKK-1\t30.25\t50\n"
    page = paste(staf, form, text)
    assert page.content.count(b'name="terima-a"') == 1 and b"terima-b" not in page.content
    answer = paste(staf, form, "", page=page, aksi="catat")
    assert "Centang bacaan" in text_of(answer)
    assert row(form, "IKU-1").version == 0
    paste(staf, form, "", page=page, aksi="catat", **{"terima-a": "on"})
    assert row(form, "IKK-1").pembilang == Decimal("30.25")


def test_who_was_quicker_stops_the_whole_block(form, people, staf):
    page = paste(staf, form, "Kode\tRealisasi\tPembilang\tPenyebut\nIKU-1\t\t1\t2\nIKK-2\t7\n")
    aduan = row(form, "IKK-2")
    write(aduan, by=people.bidang, seen=aduan.seen(), keadaan="dilaporkan", nilai=9)
    answer = paste(staf, form, "", page=page, aksi="catat")
    assert "IKK-2 diubah oleh Kepala Bidang Mutasi" in text_of(answer)
    assert "Tidak ada yang dicatat; periksa lagi" in text_of(answer)
    assert row(form, "IKU-1").version == 0 and row(form, "IKK-2").nilai == Decimal(9)
    assert not Entry.objects.filter(kind=Kind.UPLOAD).exists()
    assert paste(staf, form, "", page=answer, aksi="catat").status_code == 302
    assert row(form, "IKK-2").nilai == Decimal(7)


def test_a_value_that_was_the_same_at_the_preview_is_not_taken_back_in_passing(form, people, staf):
    aduan = row(form, "IKK-2")
    write(aduan, by=people.staf, seen=aduan.seen(), keadaan="dilaporkan", nilai=7)
    page = paste(staf, form, "Kode\tRealisasi\tKendala\nIKK-2\t7\tLoket tutup.\n")
    assert "1 sel akan berubah" in text_of(page)
    aduan = row(form, "IKK-2")
    write(aduan, by=people.bidang, seen=aduan.seen(), nilai=9)
    assert "Tidak ada yang dicatat" in text_of(paste(staf, form, "", page=page, aksi="catat"))
    aduan = row(form, "IKK-2")
    assert (aduan.nilai, aduan.penghambat) == (Decimal(9), "")


def test_a_row_that_stood_in_no_preview_is_shown_before_it_is_taken(form, staf):
    page = paste(staf, form, "Kode\tRealisasi\nIKK-2\t7\n")
    more = {"blok": "Kode\tRealisasi\tPembilang\tPenyebut\nIKK-2\t7\nIKU-1\t\t1\t2\n"}
    answer = paste(staf, form, "", page=page, aksi="catat", **more)
    assert "Tidak ada yang dicatat" in text_of(answer)
    assert "3 sel akan berubah" in text_of(answer)
    assert not Isian.objects.filter(version__gt=0).exists()
    assert paste(staf, form, "", page=answer, aksi="catat").status_code == 302
    assert row(form, "IKU-1").nilai == Decimal(50)


def test_figures_alone_are_taken_into_the_rows_their_preview_showed(form, staf):
    page = paste(staf, form, "7\n", dari=row(form, "IKK-2").pk)
    assert "IKK-2" in text_of(page)
    assert paste(staf, form, "", page=page, aksi="catat").status_code == 302
    assert row(form, "IKK-2").nilai == Decimal(7)


@pytest.mark.parametrize(
    ("who", "status"), [("staf_lain", 404), ("tim", 403), ("sekretaris", 403), ("kepala", 403)]
)
def test_only_the_unit_pastes(form, people, signed_in, who, status):
    browser = signed_in(getattr(people, who))
    text = "Kode\tRealisasi\nIKK-2\t7\n"
    assert paste(browser, form, text, aksi="catat").status_code == status
    assert row(form, "IKK-2").version == 0


def test_what_was_pasted_is_shown_as_text(form, staf):
    page = paste(staf, form, "Kode\tKendala\nIKK-2\t<script>alert(1)</script>\n<b>x\t5\n")
    assert b"<script>alert" not in page.content and b"<b>x" not in page.content
