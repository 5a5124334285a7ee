"""The dictionary on its pages: written, tried, put into force, versioned, ended."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.planning.models import Indikator, Target
from sakip.planning.targets import promised
from sakip.planning.usage import uses_of
from sakip.trail.models import Entry
from tests.measured import go, measurement
from tests.planning_pages import edit, elsewhere, filled, posted, targets, trial
from tests.walk import start, to

pytestmark = pytest.mark.django_db
D = Decimal
NEW = "/perencanaan/indikator/baru/"


@pytest.fixture
def draft(promise, people):
    """The Perubahan of 2026, still a draft: here targets may be typed."""
    from sakip.planning.acts import revise

    return revise(promise, people.tim, alasan="Uji")


@pytest.fixture
def iku(promise):
    return Indikator.objects.get(kode="IKU-1")


def save(tim, one, **changes):
    return tim.post(edit(one), posted(tim.get(edit(one)), **changes))


def configured():
    return list(Entry.objects.filter(kind="configured").values_list("note", flat=True))


# --- drafts and versions ---


def test_a_new_entry_begins_as_a_draft_and_is_put_into_force(tim, promise, units):
    page = tim.get(f"{NEW}?simpul={promise.renstra.nodes.get(level='sasaran').pk}")
    assert page.context["form"]["jenis"].value() == "IKU"
    data = posted(page, kode="IKU-9", nama="Indeks layanan", satuan="indeks", urut="1")
    response = tim.post(NEW, data)
    one = Indikator.objects.get(kode="IKU-9")
    assert response["Location"] == edit(one)
    assert (one.status, one.versi, one.history.count()) == ("draf", 1, 1)
    save(tim, one, aksi="berlakukan", unit=units.mutasi.pk, formulasi="nilai survei")
    one.refresh_from_db()
    assert (one.status, one.versi) == ("berlaku", 1)
    assert one.berlaku_mulai.isoformat() == "2026-01-01"
    assert configured()[-2:] == [
        "Indikator IKU-9 disimpan (draf).",
        "Indikator IKU-9 disimpan (berlaku): Rumus dalam kata, Unit penanggung jawab.",
    ]


def test_a_draft_is_written_over_without_a_reason(tim, iku):
    Indikator.objects.filter(pk=iku.pk).update(status="draf")
    assert save(tim, iku, nama="Nama lain").status_code == 302
    iku.refresh_from_db()
    assert (iku.nama, iku.versi, iku.status) == ("Nama lain", 1, "draf")


def test_what_is_in_force_changes_only_as_a_version_with_its_reason(tim, iku, people):
    response = save(tim, iku, definisi="ASN yang menduduki jabatan")
    assert response.status_code == 200
    assert "dasar_perubahan" in response.context["form"].errors
    iku.refresh_from_db()
    assert iku.versi == 1 and not iku.definisi
    save(tim, iku, definisi="ASN yang menduduki jabatan", dasar_perubahan="SK Kepala 12/2026")
    iku.refresh_from_db()
    assert (iku.versi, iku.dasar_perubahan) == (2, "SK Kepala 12/2026")
    line = Entry.objects.filter(kind="configured").last()
    assert line.note == "Indikator IKU-1 disimpan sebagai versi 2 (berlaku): Definisi operasional."
    assert line.data["kolom"] == [["Definisi operasional", "–", "ASN yang menduduki jabatan"]]
    assert line.by == people.tim and line.capacity == "Ketua Tim SAKIP"


def test_each_version_asks_for_a_reason_of_its_own(tim, iku):
    save(tim, iku, definisi="Satu", dasar_perubahan="SK 1")
    assert tim.get(edit(iku)).context["form"]["dasar_perubahan"].value() == ""
    assert save(tim, iku, definisi="Dua").status_code == 200


def test_saving_nothing_makes_no_version(tim, iku):
    response = save(tim, iku, dasar_perubahan="SK tanpa isi")
    assert response.status_code == 302
    iku.refresh_from_db()
    assert iku.versi == 1 and iku.history.count() == 1


def test_two_people_on_one_page_do_not_overwrite_each_other(tim, iku, people, signed_in):
    admin = signed_in(people.admin)
    mine, theirs = tim.get(edit(iku)), admin.get(edit(iku))
    admin.post(edit(iku), posted(theirs, definisi="Punya admin", dasar_perubahan="SK 1"))
    response = tim.post(edit(iku), posted(mine, sumber="SIMPEG", dasar_perubahan="SK 2"))
    text = response.content.decode()
    assert response.status_code == 200 and "sudah disimpan oleh Admin (uji)" in text
    assert 'value="SIMPEG"' in text
    iku.refresh_from_db()
    assert (iku.definisi, iku.sumber, iku.versi) == ("Punya admin", "", 2)
    again = posted(response, sumber="SIMPEG", definisi="Punya admin", dasar_perubahan="SK 2")
    tim.post(edit(iku), again)
    iku.refresh_from_db()
    assert (iku.definisi, iku.sumber, iku.versi) == ("Punya admin", "SIMPEG", 3)


def test_the_history_shows_each_version_with_its_differences(tim, iku, units):
    save(tim, iku, unit=units.diklat.pk, desimal="1", dasar_perubahan="SK 1")
    save(tim, iku, bobot="60", bukti_wajib="on", bukti="Daftar", dasar_perubahan="SK 2")
    page = tim.get(f"/perencanaan/indikator/{iku.pk}/riwayat/")
    first, second, begun = page.context["versions"]
    assert [(d.label, d.old, d.new) for d in second["differences"]] == [
        ("Desimal", "2", "1"),
        ("Unit penanggung jawab", "Bidang Mutasi dan Promosi", "Bidang Pengembangan Kompetensi"),
    ]
    assert [d.label for d in first["differences"]] == [
        "Bobot pada sasaran", "Bukti dukung", "Bukti dukung wajib"
    ]  # fmt: skip
    assert begun["first"] and "SK 2" in page.content.decode()


def test_the_history_costs_the_same_however_long(tim, iku, units):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            tim.get(f"/perencanaan/indikator/{iku.pk}/riwayat/")
        return len(queries)

    save(tim, iku, unit=units.diklat.pk, dasar_perubahan="SK")
    first = cost()
    for n in range(6):
        unit = units.mutasi if n % 2 else units.diklat
        iku.refresh_from_db()
        iku.unit, iku.versi = unit, iku.versi + 1
        iku.save()
    assert cost() == first


def test_an_indicator_is_ended_with_a_reason_and_begun_again(tim, iku):
    where = f"/perencanaan/indikator/{iku.pk}/hentikan/"
    assert "wajib diisi" in tim.post(where, filled(tim.get(where))).content.decode()
    tim.post(where, filled(tim.get(where), dasar="Diganti indikator lain"))
    iku.refresh_from_db()
    assert (iku.status, iku.versi) == ("berhenti", 2)
    assert "Diganti indikator lain" in tim.get(edit(iku)).content.decode()
    assert tim.get(where).status_code == 302  # it cannot end twice
    save(tim, iku, aksi="berlakukan", dasar_perubahan="Dipakai lagi", nama="Jabatan terisi")
    iku.refresh_from_db()
    assert (iku.status, iku.versi, iku.nama) == ("berlaku", 3, "Jabatan terisi")


def test_whole_drafts_are_put_into_force_together(tim, promise, people):
    Indikator.objects.update(status="draf")
    Indikator.objects.filter(kode="IKK-2").update(satuan="")
    where = "/perencanaan/indikator/berlakukan/"
    page = tim.get(where).content.decode()
    assert "Berlakukan 4 indikator draf" in page and "1 draf lain belum lengkap" in page
    assert Indikator.objects.filter(status="berlaku").count() == 0
    tim.post(where)
    assert set(Indikator.objects.filter(status="draf").values_list("kode", flat=True)) == {"IKK-2"}
    assert sum("(berlaku)" in line for line in configured()) == 4


# --- what is refused, and what only speaks ---


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"kode": ""}, "kode", "wajib diisi"),
        ({"kode": "ikk-1"}, "kode", "sudah dipakai"),
        ({"node": ""}, "node", "wajib diisi"),
        ({"rumus": "rasio_terbalik"}, "rumus", "hanya berlaku bagi indikator makin rendah"),
        ({"batas_bawah": "120", "batas_atas": "100"}, "batas_atas", "harus lebih besar"),
        ({"batas_atas": "12.5"}, "batas_atas", "Maksud Anda 12,5?"),
        ({"penyebut": ""}, "penyebut", "diisi keduanya"),
        ({"jenjang": "WTP = 4\nWDP"}, "jenjang", "belum diberi urutan"),
        ({"jenjang": "WTP = tinggi"}, "jenjang", "tidak terbaca sebagai angka"),
        ({"berlaku_mulai_tanggal": "31", "berlaku_mulai_bulan": "2",
          "berlaku_mulai_tahun": "2026"}, "berlaku_mulai", "tidak ada di kalender"),
        ({"tahun_awal": "24"}, "tahun_awal", "empat angka"),
        ({"bobot": "140"}, "bobot", "paling banyak 100"),
    ],
)  # fmt: skip
def test_what_could_never_be_measured_is_refused(change, field, sentence, tim, iku):
    response = save(tim, iku, dasar_perubahan="SK", **change)
    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors[field])
    iku.refresh_from_db()
    assert iku.versi == 1


def test_what_is_only_missing_speaks_and_may_stand(tim, iku):
    response = save(tim, iku, satuan="", formulasi="", pembilang="", penyebut="", unit="",
                    dasar_perubahan="SK")  # fmt: skip
    assert response.status_code == 302
    page = tim.get(edit(iku)).content.decode()
    for words in ("Rumus belum ditulis", "Satuan belum diisi", "Unit penanggung jawab belum"):
        assert words in page
    listed = tim.get("/perencanaan/indikator/").content.decode()
    assert "3 hal perlu dilihat" in listed
    assert tim.get("/perencanaan/indikator/?kurang=unit").context["page"].paginator.count == 1


def test_predicates_are_kept_with_their_ranks(tim, draft, iku):
    one = save(tim, iku, polaritas="predikat", jenjang="WTP\nWDP\nTW", dasar_perubahan="SK")
    assert one.context["entry"].reshaped  # figures are no predicates: the targets come anew
    page = one
    data = posted(page, polaritas="predikat", jenjang="WTP\nWDP\nTW", dasar_perubahan="SK")
    data |= {name: "WTP" for name in targets(page) if name.endswith("-teks")}
    assert tim.post(edit(iku), data).status_code == 302
    iku.refresh_from_db()
    assert iku.jenjang == [["WTP", "3"], ["WDP", "2"], ["TW", "1"]]
    target = Target.objects.get(pk_versi=draft, indikator=iku)
    assert (target.teks, target.nilai) == ("WTP", None)
    assert tim.get(edit(iku)).context["form"]["jenjang"].value().splitlines()[0] == "WTP = 3"


# --- targets on the page of the indicator ---


def test_targets_are_typed_into_the_draft(tim, draft, iku):
    page = tim.get(edit(iku))
    name = f"t{iku.pk}-tahun-nilai"
    changes = {name: "90,5", f"t{iku.pk}-2026-TW4-nilai": "90,5"}
    assert tim.post(edit(iku), posted(page, **changes)).status_code == 302
    said = promised(Target.objects.prefetch_related("periods").get(pk_versi=draft, indikator=iku))
    assert said["tahun"].nilai == said["2026-TW4"].nilai == D("90.5")
    iku.refresh_from_db()
    assert iku.versi == 1  # a target is no change of the dictionary
    assert configured()[-1] == "Target IKU-1 dalam Perjanjian Kinerja 2026 Perubahan diubah."


def test_a_fixed_promise_is_shown_and_not_typed(tim, iku, promise):
    page = tim.get(edit(iku))
    assert not page.context["entry"].targets_open
    assert f"t{iku.pk}-tahun-nilai" not in page.content.decode()
    data = posted(page, dasar_perubahan="SK", sumber="SIMPEG")
    data |= {f"t{iku.pk}-bentuk": "triwulanan.angka.00000000", f"t{iku.pk}-tahun-nilai": "1"}
    assert tim.post(edit(iku), data).status_code == 302
    assert Target.objects.get(pk_versi=promise, indikator=iku).nilai == 85


def test_another_rhythm_asks_for_its_own_targets_before_anything_is_saved(tim, draft, iku):
    page = tim.get(edit(iku))
    changes = {"frekuensi": "semesteran", "dasar_perubahan": "SK"}
    response = tim.post(edit(iku), posted(page, **changes))
    assert response.status_code == 200 and response.context["entry"].reshaped
    assert [c.code for c in response.context["entry"].row.cells] == [
        "2026-TW2", "2026-TW4", "tahun"
    ]  # fmt: skip
    assert "periode pelaporan" in response.content.decode().lower()
    iku.refresh_from_db()
    assert iku.frekuensi == "triwulanan"
    assert tim.post(edit(iku), posted(response, **changes)).status_code == 302
    target = Target.objects.get(pk_versi=draft, indikator=iku)
    assert sorted(target.periods.values_list("periode", flat=True)) == ["2026-TW2", "2026-TW4"]


def test_less_is_better_with_zero_is_not_saved_before_somebody_says_which(tim, draft):
    one = Indikator.objects.get(kode="IKK-2")
    zero = {name: "0" for name in targets(tim.get(edit(one))) if name.endswith("-nilai")}
    response = save(tim, one, **zero)
    assert response.status_code == 200
    assert "Harus nihil" in " ".join(response.context["form"].errors["target_nol"])
    assert Target.objects.get(pk_versi=draft, indikator=one).nilai == 10
    save(tim, one, target_nol="harus_nihil", dasar_perubahan="SK", **zero)
    one.refresh_from_db()
    assert one.target_nol == "harus_nihil"
    assert Target.objects.get(pk_versi=draft, indikator=one).nilai == 0


def test_a_faulty_target_offers_its_reading_in_one_tick(tim, draft, iku):
    name = f"t{iku.pk}-tahun-nilai"
    response = save(tim, iku, **{name: "12.5"})
    text = response.content.decode()
    assert response.status_code == 200 and "Maksud Anda 12,5?" in text
    assert f'name="{name}-saran" value="12,5"' in text and 'value="12.5"' in text
    ticked = posted(response, **{name: "12.5", f"{name}-saran": "12,5"})
    assert tim.post(edit(iku), ticked).status_code == 302
    assert Target.objects.get(pk_versi=draft, indikator=iku).nilai == D("12.5")


def test_targets_somebody_else_changed_meanwhile_are_not_overwritten(tim, draft, iku):
    page = tim.get(edit(iku))
    Target.objects.filter(pk_versi=draft, indikator=iku).update(nilai=70)
    name = f"t{iku.pk}-tahun-nilai"
    response = tim.post(edit(iku), posted(page, **{name: "99"}))
    assert response.status_code == 200 and "tahun 70" in response.content.decode()
    assert Target.objects.get(pk_versi=draft, indikator=iku).nilai == 70
    assert tim.post(edit(iku), posted(response, **{name: "99"})).status_code == 302
    assert Target.objects.get(pk_versi=draft, indikator=iku).nilai == 99


def test_contradicting_targets_are_named_and_may_stand(tim, draft, iku):
    save(tim, iku, **{f"t{iku.pk}-tahun-nilai": "95"})
    page = tim.get(edit(iku)).content.decode()
    assert "Target Triwulan IV 85 tidak sama dengan target tahun 95" in page


# --- Uji rumus ---


def test_the_calculator_shows_its_arithmetic_and_keeps_nothing(tim, iku):
    figures = {"uji-pembilang": "617", "uji-penyebut": "1.842", "uji-target": "45"}
    response = trial(tim, iku, figures, nama="Belum disimpan")
    outcome = response.context["entry"].trial.outcome
    assert outcome.realisasi == ("617 ÷ 1.842 × 100 = ", "33,50%")
    assert outcome.capaian == ("33,4962 ÷ 45 × 100 = ", "74,44%")
    assert (outcome.kategori, outcome.batas, outcome.lamp) == ("Sedang", "≥ 66", "merah")
    text = response.content.decode()
    assert "74,44%" in text and "Belum disimpan" in text and "1 kolom berubah" in text
    iku.refresh_from_db()
    assert iku.nama == "Persentase jabatan terisi"
    assert not Entry.objects.filter(kind="configured", object_id=iku.pk).exists()


def test_the_calculator_tries_what_is_typed_and_not_what_is_kept(tim, iku):
    figures = {"uji-realisasi": "8", "uji-target": "10"}
    parts = {"pembilang": "", "penyebut": "", "satuan": "hari"}
    outcome = trial(tim, iku, figures, polaritas="rendah", **parts).context["entry"].trial.outcome
    assert outcome.capaian == ("(2 × 10 − 8) ÷ 10 × 100 = ", "120,00%")
    assert outcome.lamp == "hijau"


def test_the_calculator_of_a_range_and_of_a_predicate_asks_its_own_inputs(tim, iku):
    page = trial(tim, iku, {"uji-realisasi": "92"}, polaritas="rentang", pembilang="", penyebut="")
    assert [i.part for i in page.context["entry"].trial.inputs] == ["realisasi", "bawah", "atas"]
    assert page.context["entry"].trial.missing == "Batas bawah, Batas atas"
    figures = {"uji-realisasi": "92", "uji-bawah": "80", "uji-atas": "90"}
    page = trial(tim, iku, figures, polaritas="rentang", pembilang="", penyebut="")
    assert page.context["entry"].trial.outcome.capaian[1] == "102,22%"
    figures = {"uji-realisasi": "WDP", "uji-target": "WTP"}
    page = trial(tim, iku, figures, polaritas="predikat", jenjang="WTP\nWDP")
    assert page.context["entry"].trial.outcome.capaian == ("", "WDP di bawah WTP")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"uji-pembilang": "12.5", "uji-penyebut": "2", "uji-target": "5"}, "Maksud Anda 12,5?"),
        ({"uji-pembilang": "1", "uji-penyebut": "0", "uji-target": "5"}, "penyebut 0"),
        ({"uji-pembilang": "1", "uji-penyebut": "2", "uji-target": "0"}, "target 0"),
        ({"uji-pembilang": "", "uji-penyebut": "2", "uji-target": "5"}, "isi dahulu: Pembilang"),
    ],
)
def test_the_calculator_says_why_it_cannot(figures, words, tim, iku):
    response = trial(tim, iku, figures)
    assert response.status_code == 200 and words in response.content.decode()


def test_while_typing_only_the_parts_that_change_come_back(tim, iku):
    page = tim.get(edit(iku))
    where = f"/perencanaan/indikator/{iku.pk}/uji/"
    response = tim.post(where, posted(page, definisi="x"), headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text and 'id="perubahan" hx-swap-oob="true"' in text
    assert "1 kolom berubah" in text


def test_a_new_entry_is_tried_before_it_exists(tim, promise):
    response = tim.post(
        "/perencanaan/indikator/baru/uji/",
        {"polaritas": "tinggi", "uji-realisasi": "9", "uji-target": "10"},
    )
    assert response.context["entry"].trial.outcome.capaian[1] == "90,00%"
    assert Indikator.objects.count() == 5


# --- the list ---


def test_the_list_is_filtered_sorted_and_paged(tim, promise, units):
    def codes(query):
        return [o.kode for o in tim.get(f"/perencanaan/indikator/{query}").context["page"]]

    assert codes("") == ["IKU-1", "IKK-1", "IKK-2", "IKK-3", "IKK-4"]
    assert codes("?urut=-kode")[:2] == ["IKU-1", "IKK-4"]
    assert codes(f"?unit={units.diklat.pk}") == ["IKK-3", "IKK-4"]
    assert codes("?jenis=IKU") == ["IKU-1"] and codes("?status=draf") == []
    assert codes("?kata=diklat dokumen") == ["IKK-4"] and codes("?kata=ikk-2") == ["IKK-2"]
    assert codes("?unit=abc&jenis=x&status=y&urut=-rahasia&halaman=99") == codes("")


@pytest.mark.parametrize("more", [0, 60])
def test_the_list_costs_the_same_at_any_size_and_in_any_company(more, tim, promise):
    elsewhere()
    node = Indikator.objects.filter(instansi=promise.instansi).first().node
    Indikator.objects.bulk_create(
        Indikator(instansi=promise.instansi, node=node, unit=node.unit, kode=f"X-{n}", nama="X")
        for n in range(more)
    )
    with CaptureQueriesContext(connection) as queries:
        response = tim.get("/perencanaan/indikator/")
    assert len(queries) <= 8
    assert len(response.context["page"]) == min(5 + more, 50)
    assert len(response.content) < 100_000


def test_the_page_of_an_entry_costs_the_same_whatever_it_says(tim, iku, draft):
    with CaptureQueriesContext(connection) as queries:
        tim.get(edit(iku))
    assert len(queries) <= 16


def test_a_reader_finds_definition_targets_and_versions(people, signed_in, iku):
    page = signed_in(people.staf).get(f"/perencanaan/indikator/{iku.pk}/").content.decode()
    for words in ("Persentase jabatan terisi", "Makin tinggi makin baik", "85,00", "Murni"):
        assert words in page


def heading(tim, one):
    """What stands under the title of the entry, as words."""
    return tim.get(f"/perencanaan/indikator/{one.pk}/").context["uses"]


def test_the_head_counts_the_processes_that_use_the_entry(tim, people, iku):
    promised = "Dijanjikan dalam Perjanjian Kinerja 2026 Murni"
    run = start(people)
    assert heading(tim, iku) == [promised]  # ordered, but no form is drawn yet
    to(run, people, "pengisian")
    assert heading(tim, iku) == [promised, "Dipakai pada 1 proses berjalan"]
    assert "Dipakai pada 1 proses berjalan" in tim.get(edit(iku)).content.decode()
    stop = tim.get(f"/perencanaan/indikator/{iku.pk}/hentikan/").content.decode()
    assert "Dipakai pada 1 proses berjalan." in stop


def test_finished_and_running_processes_of_both_procedures_are_counted_apart(tim, people, iku):
    to(start(people), people, "selesai")
    go(measurement(people), people, "pengukuran")
    said = "Dipakai pada 1 proses berjalan dan 1 proses selesai"
    assert heading(tim, iku)[1:] == [said]
    assert heading(tim, Indikator.objects.get(kode="IKK-4"))[1:] == [said]


def test_a_list_of_entries_asks_as_often_as_a_single_one(people, iku):
    to(start(people), people, "pengisian")
    some = set(Indikator.objects.values_list("pk", flat=True))
    assert len(some) > 2
    asked = []
    for ids in ({iku.pk}, some):
        with CaptureQueriesContext(connection) as queries:
            found = uses_of(ids)
        asked.append(len(queries))
        assert found.keys() == ids
    assert asked == [3, 3]  # the promises, the collections, the measurements
