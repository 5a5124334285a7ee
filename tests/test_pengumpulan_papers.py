"""The papers of SOP 9.1: what they say, and that each of them can be set as a sheet."""

import json

import pytest
from django.template.loader import render_to_string

from collection.models import Formulir
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.papers.models import Paper
from sakip.sop.blockers import unmade
from sakip.sop.perform import Blocked, write
from sakip.trail.models import Chain

from .collected import at_filling, form_of
from .walk import do, fill, fill_drafts, hand_in, make_files, pass_on, start, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def archived(promise, people):
    return to(start(people), people, "selesai")


def paper(run, kind, **more):
    return issued_of(run, kind, **more).first()


def set_as_sheet(issued) -> str:
    """The paper as its template sets it, out of its frozen data alone."""
    data = json.loads(json.dumps(issued.data))
    return render_to_string(f"papers/{issued.kind.template}.html", data)


def test_every_paper_of_an_archived_run_can_be_set_and_stands_in_the_archive(archived):
    issued = Paper.objects.filter(case_label=archived.label, case_id=archived.pk, status="terbit")
    found = {p.kind_key for p in issued}
    assert found == {
        "nota_dinas",
        "notulen",
        "program_kerja",
        "checklist",
        "formulir",
        "tanda_terima",
        "formulir_terisi",
        "rekapitulasi_pengumpulan",
        "draft_laporan_pengumpulan",
        "laporan_pengumpulan",
        "lembar_disposisi",
        "form_evaluasi",
        "disposisi",
        "berita_acara_arsip",
    }
    for one in issued:
        sheet = set_as_sheet(one)
        assert one.nomor in sheet, one
        assert one.archived, one


def test_nothing_stands_in_the_archive_before_the_run_is_archived(promise, people):
    run = to(start(people), people, "arsip")
    assert not Paper.objects.filter(case_id=run.pk, archived=True).exists()


def test_the_blank_names_every_indicator_and_says_no_value(promise, people):
    run = at_filling(people)
    form = form_of(run, people.staf)
    blank = paper(run, kinds.FORMULIR, unit=form.unit)
    assert blank.data["nomor_formulir"] == form.nomor and not blank.data["terisi"]
    (first, second) = blank.data["kelompok"]
    kodes = [line["kode"] for group in (first, second) for line in group["baris"]]
    assert kodes == ["IKU-1", "IKK-1", "IKK-2"]
    iku = first["baris"][0]
    assert (iku["target_periode"], iku["target_tahun"], iku["nilai"]) == ("84,00", "85,00", "")
    assert [t["nama"] for t in blank.data["ttd"]] == ["", ""]
    assert blank.data["ttd"][0]["jabatan"] == "Kepala Bidang Mutasi"
    sheet = set_as_sheet(blank)
    assert "yang memenuhi" in sheet and "Persentase jabatan terisi" in sheet


def test_the_filled_form_is_signed_by_head_and_staf_and_says_what_they_wrote(promise, people):
    run = at_filling(people)
    form = hand_in(people, form_of(run, people.staf))
    filled = paper(form, kinds.FORMULIR_TERISI, unit=form.unit)
    assert [t["jabatan"] for t in filled.data["ttd"]] == ["Kepala Bidang Mutasi", "Staf Mutasi"]
    iku = filled.data["kelompok"][0]["baris"][0]
    assert (iku["pembilang"], iku["penyebut"], iku["nilai"], iku["sampai"]) == (
        "84",
        "100",
        "84,00",
        "84,00",
    )
    assert filled.data["anggaran"][0]["realisasi"] == 750_000_000
    assert "750.000.000" in set_as_sheet(filled)


def test_the_receipt_grows_by_each_unit_that_received(promise, people):
    run = at_filling(people)
    lines = paper(run, kinds.TANDA_TERIMA).data["baris"]
    assert [(b["jumlah"], b["penerima"]) for b in lines] == [(3, ""), (2, "")]
    do(form_of(run, people.staf_lain), "terima", people.staf_lain)
    latest = paper(run, kinds.TANDA_TERIMA)
    assert (latest.revision, latest.data["baris"][1]["jabatan"]) == (1, "Staf Diklat")
    assert latest.data["baris"][1]["diterima"] and not latest.data["baris"][0]["diterima"]
    assert latest.signed_by == people.tim


def test_the_recap_counts_states_and_days(promise, people, clock):
    run = at_filling(people)
    form = form_of(run, people.staf)
    do(form, "terima", people.staf)
    fill(form, people.staf)
    row = form.isian.get(kode="IKK-2")
    write(
        row,
        by=people.staf,
        seen=row.seen(),
        keadaan="tidak_berlaku",
        nilai=None,
        alasan="Loket tutup.",
    )
    clock.shift(3 * 24 * 3600)
    pass_on(people, form)
    hand_in(people, form_of(run, people.staf_lain))
    run = to(run, people, "laporan")
    said = paper(run, kinds.REKAPITULASI_PENGUMPULAN).data
    late, other = said["unit"]
    assert late["ketepatan"] == "terlambat 2 hari"
    assert late["cacah"] == "2 ada nilai, 1 tidak berlaku"
    assert {c["keadaan"]: c["jumlah"] for c in said["cacah"]}["Tidak berlaku"] == 1
    gone = late["baris"][2]
    assert (gone["realisasi"], gone["catatan"]) == (None, "Loket tutup.")
    assert other["baris"][0]["no"] == 4, "numbered on through the units"


def test_the_report_tells_rows_with_their_times_returns_and_gaps(promise, people):
    run = to(start(people), people, "analisa")
    item = {
        "isian": form_of(run, people.staf).isian.get(kode="IKK-2"),
        "jenis": "usang",
        "alasan": "Data bulan lalu.",
    }
    run = do(run, "kembalikan", people.sekretaris, note="Lengkapi.", to="pengisian", items=[item])
    form = form_of(run, people.staf)
    row, butir = form.isian.get(kode="IKK-2"), item["isian"].butir.get()
    write(
        row,
        by=people.staf,
        seen=row.seen(),
        keadaan="belum_dilaporkan",
        nilai=None,
        alasan="Server padam.",
    )
    write(butir, by=people.staf, seen=butir.seen(), jawaban="Data belum ada.")
    pass_on(people, form)
    said = paper(to(run, people, "analisa"), kinds.DRAFT_LAPORAN_PENGUMPULAN).data
    assert [p["no"] for p in said["pelaksanaan"]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 7, 8]
    assert said["pelaksanaan"][0]["baku"] == "5 menit"
    (back,) = said["pengembalian"]
    assert (back["dari"], back["ke"], back["butir"], back["arahan"]) == (10, 7, 1, "Lengkapi.")
    (gap,) = said["celah"]
    assert (gap["kode"], gap["keadaan"], gap["alasan"]) == (
        "IKK-2",
        "Belum dilaporkan",
        "Server padam.",
    )
    assert (
        "Terkumpul 5 indikator dari 2 unit: 4 ada nilai, 1 belum dilaporkan."
        in said["hasil"]["kalimat"]
    )


def test_the_final_report_names_its_number_on_the_lembar_disposisi(promise, people):
    run = to(start(people), people, "lapor")
    report, sheet = paper(run, kinds.LAPORAN_PENGUMPULAN), paper(run, kinds.LEMBAR_DISPOSISI)
    assert sheet.data["nomor_surat"] == report.nomor != ""
    assert report.data["ttd"][0]["jabatan"] == "Sekretaris" and not report.data["draf"]


def test_the_form_evaluasi_proposes_words_for_every_shortfall(promise, people):
    run = to(start(people), people, "analisa", values={"IKU-1": 60, "IKK-3": 310})
    run = to(run, people, "lapor")
    said = paper(run, kinds.FORM_EVALUASI).data
    by_kode = {line["kode"]: line for line in said["baris"]}
    assert (by_kode["IKU-1"]["tercapai"], by_kode["IKK-3"]["tercapai"]) == ("Belum", "Ya")
    assert by_kode["IKU-1"]["analisis"] == "Realisasi 60,00% dari target 84,00%."
    assert by_kode["IKU-1"]["tenggat"] == "2026-12-31"
    assert by_kode["IKK-3"]["analisis"] == ""
    assert said["kalimat"].startswith("4 dari 5 indikator telah memenuhi/melebihi target")


def test_the_gaps_of_a_closed_form_stand_at_the_foot_of_every_later_paper(promise, people):
    run = at_filling(people)
    form = form_of(run, people.staf)
    do(form, "tutup", people.sekretaris, note="Pejabat cuti tanpa pengganti.")
    hand_in(people, form_of(run, people.staf_lain))
    run = to(run, people, "selesai")
    sentence = (
        "Formulir Bidang Mutasi dan Promosi ditutup dengan kekurangan "
        "(Pejabat cuti tanpa pengganti.); tanpa nilai: IKU-1, IKK-1, IKK-2."
    )
    for kind in (
        kinds.REKAPITULASI_PENGUMPULAN,
        kinds.DRAFT_LAPORAN_PENGUMPULAN,
        kinds.LAPORAN_PENGUMPULAN,
        kinds.FORM_EVALUASI,
    ):
        assert sentence in paper(run, kind).data["catatan"], kind
        assert sentence in set_as_sheet(paper(run, kind)), kind
    for kind in (kinds.LEMBAR_DISPOSISI, kinds.BERITA_ACARA_ARSIP):
        assert sentence in paper(run, kind).data["kekurangan"], kind
    absent = paper(run, kinds.BERITA_ACARA_ARSIP).data["tidak_ada"]
    assert {"nama": "Formulir terisi Bidang Mutasi dan Promosi",
            "sebab": "ditutup: Pejabat cuti tanpa pengganti."} in absent  # fmt: skip


def test_the_berita_acara_lists_papers_absences_and_the_end_of_the_log(promise, people, instansi):
    run = to(start(people), people, "arsip")
    make_files(run)
    before = Chain.objects.get(instansi=instansi)
    run = to(run, people, "selesai")
    said = paper(run, kinds.BERITA_ACARA_ARSIP).data
    issued = Paper.objects.filter(case_id=run.pk, case_label=run.label, status="terbit")
    assert len(said["naskah"]) == issued.count() - 1  # all but itself
    assert said["jejak"] == {"nomor": before.count, "ujung": before.head}
    assert {"nama": "Hasil survei", "sebab": "tidak relevan: Belum terbit tahun ini."} in said[
        "tidak_ada"
    ]
    assert before.head[:4] in set_as_sheet(paper(run, kinds.BERITA_ACARA_ARSIP))
    hashes = {p.file_hash for p in issued.exclude(kind_key="berita_acara_arsip")}
    for one in said["naskah"]:
        assert len(one["sha256"]) == 64 and one["halaman"] == 1
    assert {one["sha256"] for one in said["naskah"]} == hashes


def test_nobody_archives_papers_whose_files_are_not_there(promise, people, signed_in):
    """What is not made yet is waited for; what failed is named apart, with the way on."""
    run = to(start(people), people, "arsip")
    fill_drafts(run, people.tim)
    notulen, laporan = paper(run, kinds.NOTULEN), paper(run, kinds.LAPORAN_PENGUMPULAN)
    others = Paper.objects.exclude(pk__in=(notulen.pk, laporan.pk)).filter(status="terbit")
    others.update(render=Paper.MADE)
    Paper.objects.filter(pk=notulen.pk).update(render=Paper.FAILED, fault="Terlalu lama.")
    with pytest.raises(Blocked) as blocked:
        do(run, "arsip", people.tim)
    assert blocked.value.reasons == [
        f"Berkas masih disusun; coba lagi sebentar: {laporan}.",
        f"Berkas {notulen} gagal dibuat. Buat ulang pada daftar naskah.",
    ]
    tim = signed_in(people.tim)
    page = tim.get(f"{run.get_absolute_url()}arsip/").content.decode()
    listed = page.split("Naskah yang berkasnya belum ada")[1]
    assert f'hx-get="/naskah/{laporan.pk}/keadaan/' in listed
    assert f'action="/naskah/{notulen.pk}/ulang/"' in listed
    tim.post(f"/naskah/{notulen.pk}/ulang/")
    make_files(run)
    page = tim.get(f"{run.get_absolute_url()}arsip/").content.decode()
    assert "berkasnya belum ada" not in page and "masih disusun" not in page
    assert do(run, "arsip", people.tim).finished


def test_a_document_from_outside_needs_no_file_of_ours(promise, people):
    run = to(start(people), people, "arsip")
    make_files(run)
    renstra = Paper.objects.create(
        instansi=run.instansi, kind_key="renstra", status=Paper.ISSUED, tahun=2026,
        case_label=run.label, case_id=run.pk, run_label=run.label, run_id=run.pk,
    )  # fmt: skip
    assert renstra not in list(unmade(run))


def test_an_approved_paper_does_not_follow_what_happens_later(archived, people):
    report = paper(archived, kinds.LAPORAN_PENGUMPULAN)
    before = report.data_hash
    Formulir.objects.filter(run=archived).update(nomor="lain")
    assert Paper.objects.get(pk=report.pk).data_hash == before
