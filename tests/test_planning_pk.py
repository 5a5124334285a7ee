"""The Perjanjian Kinerja from its draft to its Perubahan; once fixed it never moves again."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from sakip.planning import acts
from sakip.planning.forms_pk import parties_of
from sakip.planning.models import (
    Anggaran,
    FixedPromise,
    Indikator,
    Node,
    PerjanjianKinerja,
    Target,
    TargetPeriode,
)
from sakip.planning.targets import promised
from sakip.trail.models import Entry
from tests.planning_pages import filled

pytestmark = pytest.mark.django_db
D = Decimal
LIST = "/perencanaan/perjanjian-kinerja/"


@pytest.fixture
def draft(promise, people):
    return acts.revise(promise, people.tim, alasan="Pergeseran anggaran")


def at(pk, act=""):
    return f"{LIST}{pk.pk}/{act}"


def configured():
    return list(Entry.objects.filter(kind="configured").values_list("note", flat=True))


def grid(page):
    """All inputs of a page of targets as a browser would send them back."""
    data = {}
    for each in page.context["grids"]:
        for row in each["rows"]:
            data[row.stamp_name] = row.stamp
            data |= {i.name: i.value for cell in row.cells for i in cell.inputs}
    return data


# --- beginning ---


def test_a_draft_begins_with_the_head_of_today_as_pihak_pertama(tim, promise, people, instansi):
    people.kepala.user.nama, people.kepala.user.nip = "Kepala (contoh)", "190001011900011001"
    people.kepala.user.pangkat, people.kepala.user.golongan = "Pembina Utama Muda", "IV/c"
    people.kepala.user.save()
    tim.post(f"{LIST}baru/", {"tahun": "2027", "renstra": promise.renstra.pk})
    one = PerjanjianKinerja.objects.get(tahun=2027)
    assert (one.status, one.versi, one.jenis) == ("draf", 0, "Murni")
    assert one.pihak_pertama == {
        "jabatan": "Kepala Badan", "nama": "Kepala (contoh)",
        "pangkat": "Pembina Utama Muda (IV/c)", "nip": "19000101 190001 1 001",
    }  # fmt: skip
    assert one.pihak_kedua == {"nama": "Bupati (uji)", "jabatan": "Bupati"}  # as the year before
    assert configured()[-1] == "Draf Perjanjian Kinerja 2027 Murni dibuat."


@pytest.mark.parametrize(
    ("government", "title"),
    [("Kabupaten Contoh", "Bupati Contoh"), ("Kota Contoh", "Wali Kota Contoh"),
     ("Provinsi Contoh", "Gubernur Contoh"), ("Otorita Contoh", None)],
)  # fmt: skip
def test_the_first_one_proposes_the_head_of_the_government(government, title, people, instansi):
    instansi.pemerintah = government
    assert parties_of(instansi)["pihak_kedua"].get("jabatan") == title


@pytest.mark.parametrize(
    ("tahun", "words"),
    [("2026", "sudah ditetapkan; buat Perubahan"), ("2031", "di luar Renstra"), ("", "wajib")],
)
def test_a_year_that_cannot_begin_is_refused(tahun, words, tim, promise):
    response = tim.post(f"{LIST}baru/", {"tahun": tahun, "renstra": promise.renstra.pk})
    assert response.status_code == 200 and words in response.content.decode()
    assert PerjanjianKinerja.objects.count() == 1


def test_the_parties_are_written_into_the_promise_itself(tim, draft):
    page = tim.get(at(draft, "pihak/"))
    tim.post(
        at(draft, "pihak/"), filled(page, pihak_kedua_nama="Bupati Baru", pihak_pertama_nip="")
    )
    draft.refresh_from_db()
    assert draft.pihak_kedua["nama"] == "Bupati Baru" and "nip" not in draft.pihak_pertama
    assert draft.alasan == "Pergeseran anggaran"
    response = tim.post(at(draft, "pihak/"), filled(page, alasan=""))
    assert "wajib diisi" in response.content.decode()


# --- the grid ---


def test_the_grid_shows_each_rhythm_with_its_own_columns(tim, draft):
    Indikator.objects.filter(kode="IKK-3").update(frekuensi="bulanan")
    Indikator.objects.filter(kode="IKK-4").update(frekuensi="tahunan")
    page = tim.get(at(draft, "target/"))
    heads = {g["title"]: [head for _, head in g["heads"]] for g in page.context["grids"]}
    assert len(heads["Bulanan"]) == 13 and heads["Bulanan"][:2] == ["Jan", "Feb"]
    assert heads["Triwulanan"] == ["TW I", "TW II", "TW III", "TW IV", "Tahun"]
    assert heads["Tahunan"] == ["Tahun"]


def test_the_grid_saves_what_changed_and_nothing_else(tim, draft):
    one, other = (Indikator.objects.get(kode=k) for k in ("IKU-1", "IKK-3"))
    untouched = Target.objects.get(pk_versi=draft, indikator=other)
    data = grid(tim.get(at(draft, "target/")))
    data |= {f"t{one.pk}-2026-TW1-nilai": "81,5", f"t{one.pk}-tahun-nilai": "1.234,5"}
    tim.post(at(draft, "target/"), data)
    said = promised(Target.objects.get(pk_versi=draft, indikator=one))
    assert (said["2026-TW1"].nilai, said["tahun"].nilai) == (D("81.5"), D("1234.5"))
    assert Target.objects.get(pk_versi=draft, indikator=other).pk == untouched.pk
    assert configured()[-1] == "Target Perjanjian Kinerja 2026 Perubahan diubah: IKU-1"
    semula = Entry.objects.last().data["semula"]["IKU-1"]
    assert semula.startswith("Triwulan I 80; Triwulan II 82") and semula.endswith("tahun 85")


def test_an_empty_row_is_no_longer_promised(tim, draft):
    one = Indikator.objects.get(kode="IKK-4")
    data = grid(tim.get(at(draft, "target/")))
    data |= {name: "" for name in data if name.startswith(f"t{one.pk}-") and "bentuk" not in name}
    tim.post(at(draft, "target/"), data)
    assert not Target.objects.filter(pk_versi=draft, indikator=one).exists()
    assert draft.targets.count() == 4
    page = tim.get(at(draft)).content.decode()
    assert "IKK-4: Berlaku tetapi tidak dijanjikan" in page


def test_one_faulty_cell_keeps_all_that_was_typed_and_saves_nothing(tim, draft):
    one, other = (Indikator.objects.get(kode=k) for k in ("IKU-1", "IKK-3"))
    data = grid(tim.get(at(draft, "target/")))
    data |= {f"t{one.pk}-tahun-nilai": "12.5", f"t{other.pk}-tahun-nilai": "401"}
    response = tim.post(at(draft, "target/"), data)
    text = response.content.decode()
    assert "Belum dapat disimpan: 1 indikator" in text and "Maksud Anda 12,5?" in text
    assert 'value="12.5"' in text and 'value="401"' in text
    assert Target.objects.get(pk_versi=draft, indikator=other).nilai == 400
    again = data | {f"t{one.pk}-tahun-nilai-saran": "12,5"}
    assert tim.post(at(draft, "target/"), again).status_code == 302
    assert Target.objects.get(pk_versi=draft, indikator=one).nilai == D("12.5")


def test_ranges_and_predicates_have_inputs_of_their_own(tim, draft):
    one, other = (Indikator.objects.get(kode=k) for k in ("IKK-1", "IKK-3"))
    Indikator.objects.filter(pk=one.pk).update(polaritas="rentang", frekuensi="tahunan")
    Indikator.objects.filter(pk=other.pk).update(
        polaritas="predikat", frekuensi="tahunan", jenjang=[["AA", "2"], ["A", "1"]]
    )
    page = tim.get(at(draft, "target/"))
    text = page.content.decode()
    assert '<option value="">–</option><option>AA</option>' in text
    data = grid(page) | {
        f"t{one.pk}-tahun-bawah": "80", f"t{one.pk}-tahun-atas": "90",
        f"t{other.pk}-tahun-teks": "AA",
    }  # fmt: skip
    assert tim.post(at(draft, "target/"), data).status_code == 302
    kept = {t.indikator.kode: t for t in draft.targets.select_related("indikator")}
    assert (kept["IKK-1"].bawah, kept["IKK-1"].atas, kept["IKK-1"].nilai) == (80, 90, None)
    assert kept["IKK-3"].teks == "AA"
    assert promised(kept["IKK-1"])["2026-TW4"].atas == 90  # a yearly one is due at the year's end
    page = tim.get(at(draft)).content.decode()
    assert "80,00 sampai dengan 90,00" in page and "AA" in page
    crossed = grid(tim.get(at(draft, "target/"))) | {f"t{one.pk}-tahun-bawah": "95"}
    assert "melebihi batas atasnya" in tim.post(at(draft, "target/"), crossed).content.decode()


def test_rows_somebody_else_changed_meanwhile_are_named(tim, draft):
    one = Indikator.objects.get(kode="IKU-1")
    data = grid(tim.get(at(draft, "target/")))
    Target.objects.filter(pk_versi=draft, indikator=one).update(nilai=70)
    response = tim.post(at(draft, "target/"), data | {f"t{one.pk}-tahun-nilai": "99"})
    assert "baru saja diubah orang lain" in response.content.decode()
    assert Target.objects.get(pk_versi=draft, indikator=one).nilai == 70


def test_long_grids_come_in_pages_of_forty_and_cost_the_same(tim, draft):
    node = Node.objects.filter(level="sasaran").first()
    Indikator.objects.bulk_create(
        Indikator(instansi=draft.instansi, node=node, kode=f"X-{n}", nama="Nama", urut=90,
                  frekuensi="bulanan")
        for n in range(60)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        page = tim.get(at(draft, "target/"))
    assert len(queries) <= 10 and len(grid(page)) == 40 * 14
    assert len(page.content) < 180_000
    with CaptureQueriesContext(connection) as queries:
        tim.post(at(draft, "target/"), grid(page) | {k: "5" for k in grid(page) if "nilai" in k})
    assert len(queries) <= 25 and draft.targets.count() == 45


# --- the budget ---


def test_the_budget_is_whole_rupiah_and_speaks_where_it_does_not_add_up(tim, draft):
    program = Node.objects.get(kode="5.03.02")
    kegiatan = Node.objects.create(
        instansi=draft.instansi, renstra=draft.renstra, level="kegiatan", nama="Mutasi",
        kode="5.03.02.2.02", parent=program, unit=program.unit,
    )  # fmt: skip
    data = {f"a{program.pk}-pagu": "1.500.000.000", f"a{kegiatan.pk}-pagu": "Rp1.000.000.000,00",
            f"a{kegiatan.pk}-keterangan": "APBD"}  # fmt: skip
    assert tim.post(at(draft, "anggaran/"), data).status_code == 302
    kept = Anggaran.objects.get(pk_versi=draft, node=kegiatan)
    assert (kept.pagu, kept.keterangan) == (1_000_000_000, "APBD")
    page = tim.get(at(draft)).content.decode()
    assert "Rp1.500.000.000, sedangkan jumlah di bawahnya Rp1.000.000.000" in page
    tim.post(at(draft, "anggaran/"), {f"a{kegiatan.pk}-pagu": ""})
    assert not Anggaran.objects.filter(pk_versi=draft, node=kegiatan).exists()
    assert Anggaran.objects.get(pk_versi=draft, node=program).pagu == 1_500_000_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [("1.500,50", "sen"), ("-5", "paling sedikit"), ("1234567890123456", "15 angka"), ("banyak", "tidak terbaca")],
)  # fmt: skip
def test_money_that_is_none_is_refused_and_stays_typed(typed, words, tim, draft):
    program = Node.objects.get(kode="5.03.02")
    response = tim.post(at(draft, "anggaran/"), {f"a{program.pk}-pagu": typed})
    text = response.content.decode()
    assert response.status_code == 200 and words in text and f'value="{typed}"' in text
    assert Anggaran.objects.get(pk_versi=draft, node=program).pagu == 1_500_000_000


# --- fixing ---


def test_what_stands_in_the_way_is_named_and_nothing_is_fixed(tim, promise, people):
    tim.post(f"{LIST}baru/", {"tahun": "2027", "renstra": promise.renstra.pk})
    one = PerjanjianKinerja.objects.get(tahun=2027)
    PerjanjianKinerja.objects.filter(pk=one.pk).update(pihak_kedua={})
    page = tim.get(at(one, "tetapkan/"))
    text = page.content.decode()
    assert "Pihak kedua: nama dan jabatan belum diisi." in text and "Belum ada target" in text
    assert '<button class="btn btn-primary">Tetapkan' not in text
    tim.post(at(one, "tetapkan/"), filled(page))
    one.refresh_from_db()
    assert not one.fixed


def test_zero_where_less_is_better_stands_in_the_way_of_fixing(tim, draft):
    one = Indikator.objects.get(kode="IKK-2")
    Target.objects.filter(pk_versi=draft, indikator=one).update(nilai=0)
    page = tim.get(at(draft, "tetapkan/"))
    assert "IKK-2: Target 0 pada indikator makin rendah" in page.content.decode()
    tim.post(at(draft, "tetapkan/"), filled(page))
    draft.refresh_from_db()
    assert not draft.fixed


def test_fixing_says_first_what_becomes_immutable(tim, draft, people):
    page = tim.get(at(draft, "tetapkan/"))
    text = page.content.decode()
    assert "5 target dan 2 baris anggaran tidak dapat diubah lagi" in text
    draft.refresh_from_db()
    assert not draft.fixed  # looking fixes nothing
    days = {"hari_tanggal": "8", "hari_bulan": "10", "hari_tahun": "2026"}
    tim.post(at(draft, "tetapkan/"), filled(page, **days))
    draft.refresh_from_db()
    assert draft.fixed and draft.tanggal.isoformat() == "2026-10-08"
    assert draft.ditetapkan_oleh == people.tim and draft.ditetapkan_pada
    line = Entry.objects.filter(kind="configured").last()
    assert line.note == "Perjanjian Kinerja 2026 Perubahan ditetapkan."
    assert line.data == {"target": 5, "anggaran": 2}
    assert tim.post(at(draft, "tetapkan/"), filled(page)).status_code == 302
    assert Entry.objects.filter(note__endswith="ditetapkan.").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [({"mulai_tahun": "2027"}, "dalam tahun 2026"), ({"hari_tanggal": ""}, "belum diisi")],
)
def test_a_day_that_cannot_be_is_refused(change, words, tim, draft):
    page = tim.get(at(draft, "tetapkan/"))
    assert words in tim.post(at(draft, "tetapkan/"), filled(page, **change)).content.decode()
    draft.refresh_from_db()
    assert not draft.fixed


def test_draft_indicators_and_missing_units_are_named_before_fixing(tim, draft):
    Indikator.objects.filter(kode__in=["IKK-3", "IKK-4"]).update(status="draf", unit=None)
    text = tim.get(at(draft)).content.decode()
    assert "IKK-3, IKK-4: masih draf, belum ditanyakan dalam formulir." in text
    assert "IKK-3, IKK-4: Unit penanggung jawab belum dipilih" in text


def test_weights_that_do_not_reach_a_hundred_are_named(tim, draft):
    Indikator.objects.filter(kode="IKU-1").update(bobot=80)
    assert "berjumlah 80, seharusnya 100" in tim.get(at(draft)).content.decode()


def test_every_page_refuses_a_fixed_promise(tim, promise):
    one = Indikator.objects.get(kode="IKU-1")
    before = list(promise.targets.values_list("pk", "nilai"))
    for act in ("pihak/", "target/", "anggaran/", "tetapkan/", "buang/"):
        for response in (tim.get(at(promise, act)), tim.post(at(promise, act), {"x": "1"})):
            assert response["Location"] == at(promise), act
    text = tim.get(at(promise)).content.decode()
    assert "sudah ditetapkan dan tidak dapat diubah. Buatlah Perubahan." in text
    assert f"t{one.pk}-tahun" not in text
    assert list(promise.targets.values_list("pk", "nilai")) == before


def test_the_model_refuses_what_was_fixed(promise):
    target, period = promise.targets.first(), TargetPeriode.objects.first()
    budget = promise.anggaran.first()
    for one in (promise, target, period, budget):
        with pytest.raises(FixedPromise):
            one.save()
        with pytest.raises(FixedPromise):
            one.delete()
    with pytest.raises(FixedPromise):
        Target(instansi=promise.instansi, pk_versi=promise, indikator=target.indikator).save()


WRITES = [
    lambda pk: PerjanjianKinerja.objects.filter(pk=pk.pk).update(tahun=2025),
    lambda pk: PerjanjianKinerja.objects.filter(pk=pk.pk).update(status="draf"),
    lambda pk: PerjanjianKinerja.objects.filter(pk=pk.pk).update(catatan=["lain"]),
    lambda pk: PerjanjianKinerja.objects.filter(pk=pk.pk).update(berlaku_mulai=None),
    lambda pk: Target.objects.filter(pk_versi=pk).update(nilai=1),
    lambda pk: Target.objects.filter(pk_versi=pk)._raw_delete("default"),
    lambda pk: TargetPeriode.objects.filter(target__pk_versi=pk).update(nilai=1),
    lambda pk: TargetPeriode.objects.filter(target__pk_versi=pk)._raw_delete("default"),
    lambda pk: Anggaran.objects.filter(pk_versi=pk).update(pagu=1),
    lambda pk: Anggaran.objects.filter(pk_versi=pk)._raw_delete("default"),
    lambda pk: Anggaran.objects.bulk_create(
        [Anggaran(instansi=pk.instansi, pk_versi=pk, node=Node.objects.first(), pagu=1)]
    ),
    lambda pk: TargetPeriode.objects.bulk_create(
        [TargetPeriode(instansi=pk.instansi, target=pk.targets.first(), periode="2026-01", nilai=1)]
    ),
]


@pytest.mark.parametrize("n", range(len(WRITES)))
def test_the_database_itself_refuses_what_was_fixed(n, promise):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        WRITES[n](promise)


def test_nothing_moves_out_of_a_fixed_promise_or_into_it(promise, draft):
    mine, theirs = promise.targets.last(), draft.targets.last()
    draft.targets.exclude(pk=theirs.pk).delete()
    for target, to in ((mine, draft), (theirs, promise)):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Target.objects.filter(pk=target.pk).update(pk_versi=to)


def test_a_draft_is_free_in_the_database_too(draft):
    assert Target.objects.filter(pk_versi=draft).update(nilai=1) == 5
    draft.delete()
    assert not TargetPeriode.objects.filter(target__pk_versi=draft.pk).exists()


# --- Perubahan ---


def test_a_perubahan_copies_everything_with_its_reason(tim, promise):
    where = at(promise, "perubahan/")
    assert "wajib diisi" in tim.post(where, {"alasan": ""}).content.decode()
    tim.post(where, {"alasan": "Pergantian pejabat"})
    fresh = PerjanjianKinerja.objects.get(versi=1)
    assert (fresh.jenis, fresh.status, fresh.alasan) == ("Perubahan", "draf", "Pergantian pejabat")
    assert fresh.tanggal is None and fresh.pihak_pertama == promise.pihak_pertama

    def content(pk):
        return [
            (t.indikator_id, promised(t)) for t in pk.targets.prefetch_related("periods")
        ], list(pk.anggaran.values_list("node", "pagu"))

    assert content(fresh) == content(promise)
    assert configured()[-1].startswith("Draf Perjanjian Kinerja 2026 Perubahan dibuat dari")


def test_there_is_one_draft_of_a_year_at_a_time(tim, promise, draft):
    for one in (promise, draft):
        response = tim.post(at(one, "perubahan/"), {"alasan": "Lagi"})
        assert response["Location"] == at(draft)
    assert PerjanjianKinerja.objects.count() == 2


def test_two_perubahan_at_once_make_one(tim, promise, monkeypatch):
    def somebody_was_faster(*args, **kwargs):
        raise IntegrityError("pk_versi")

    monkeypatch.setattr("sakip.planning.views_pk.revise", somebody_was_faster)
    response = tim.post(at(promise, "perubahan/"), {"alasan": "Uji"})
    assert response["Location"] == at(promise, "perubahan/")


def test_the_third_version_says_its_number(promise, draft, people):
    from datetime import date

    acts.fix(draft, people.tim, hari=date(2026, 9, 1), mulai=date(2026, 9, 1))
    draft.refresh_from_db()
    again = acts.revise(draft, people.tim, alasan="Sekali lagi")
    assert str(again) == "Perjanjian Kinerja 2026 Perubahan ke-2"


def test_a_draft_can_be_thrown_away_and_the_log_remembers(tim, draft):
    assert "5 target" in tim.get(at(draft, "buang/")).content.decode()
    assert PerjanjianKinerja.objects.count() == 2
    tim.post(at(draft, "buang/"))
    assert PerjanjianKinerja.objects.count() == 1 and TargetPeriode.objects.count() == 20
    assert configured()[-1] == "Draf Perjanjian Kinerja 2026 Perubahan dibuang."


# --- reading ---


def test_the_page_costs_the_same_however_much_is_promised(tim, promise, people, units):
    def cost(one):
        with CaptureQueriesContext(connection) as queries:
            assert tim.get(at(one)).status_code == 200
        return len(queries)

    first = cost(promise)
    draft = acts.revise(promise, people.tim, alasan="Uji")
    node = Node.objects.filter(level="sasaran").first()
    for n in range(30):
        one = Indikator.objects.create(
            instansi=draft.instansi, node=node, kode=f"X-{n}", nama="X", unit=units.diklat
        )
        Target.objects.create(instansi=draft.instansi, pk_versi=draft, indikator=one, nilai=n)
    assert cost(draft) <= first + 3


def test_the_overview_names_what_is_missing_of_the_year(tim, promise, people):
    tim.post(f"{LIST}baru/", {"tahun": "2027", "renstra": promise.renstra.pk})
    page = tim.get("/perencanaan/?tahun=2027").content.decode()
    assert "Tetapkan Perjanjian Kinerja 2027 Murni" in page and "Belum ada target" in page
    this = tim.get("/perencanaan/").content.decode()
    assert "Ditetapkan" in this and "Yang masih kurang" not in this
    assert tim.get("/perencanaan/?tahun=abc").context["tahun"] == 2026
