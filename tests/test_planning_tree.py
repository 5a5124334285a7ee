"""Renstra and tree: built, changed, moved, ordered, pruned; each act with its line in the trail."""

import pytest

from sakip.planning.models import Indikator, Node, Renstra
from sakip.planning.tree import tree_of
from sakip.trail.models import Entry
from tests import uploads
from tests.planning_pages import filled

pytestmark = pytest.mark.django_db


def node(renstra, level, nama, parent=None, **more):
    return Node.objects.create(
        instansi=renstra.instansi, renstra=renstra, level=level, nama=nama, parent=parent, **more
    )


def lines():
    return list(Entry.objects.filter(kind="configured").values_list("note", flat=True))


def shape(renstra):
    return [(n.tree_depth, n.nama) for n in tree_of(renstra)]


def test_an_empty_house_says_what_to_do_first(tim, instansi):
    page = tim.get("/perencanaan/").content.decode()
    assert "Mulailah dari Renstra" in page and "/perencanaan/renstra/baru/" in page
    response = tim.get("/perencanaan/perjanjian-kinerja/baru/")
    assert response["Location"] == "/perencanaan/renstra/baru/"
    assert tim.get("/perencanaan/impor/")["Location"] == "/perencanaan/renstra/baru/"


def test_each_step_of_the_beginning_names_the_next(tim, instansi, renstra):
    assert "Susun pohon kinerja" in tim.get("/perencanaan/").content.decode()
    sasaran = node(renstra, "sasaran", "Layanan prima")
    assert "Tulis kamus indikator" in tim.get("/perencanaan/").content.decode()
    Indikator.objects.create(instansi=instansi, node=sasaran, kode="IKU-1", nama="Indeks")
    assert "Buat Perjanjian Kinerja 2026" in tim.get("/perencanaan/").content.decode()


def test_a_renstra_is_made_and_leaves_its_line(tim, instansi):
    page = tim.get("/perencanaan/renstra/baru/")
    response = tim.post("/perencanaan/renstra/baru/", filled(page, nama="Renstra 2026-2030"))
    renstra = Renstra.objects.get()
    assert (renstra.tahun_mulai, renstra.tahun_selesai) == (2026, 2030)
    assert response["Location"] == f"/perencanaan/renstra/{renstra.pk}/pohon/"
    assert lines() == ["Renstra 2026-2030 dibuat."]


def test_the_document_of_a_renstra_is_kept_and_handed_out(tim, renstra, people, signed_in):
    where = f"/perencanaan/renstra/{renstra.pk}/"
    assert signed_in(people.staf).get(f"{where}berkas/").status_code == 404
    page = tim.get(where)
    bad = filled(page) | {"dokumen": uploads.upload("renstra.pdf", uploads.HTML)}
    assert "isinya bukan PDF" in tim.post(where, bad).content.decode()
    tim.post(where, filled(page) | {"dokumen": uploads.upload("renstra.pdf", uploads.PDF)})
    response = signed_in(people.staf).get(f"{where}berkas/")
    assert b"".join(response.streaming_content) == uploads.PDF
    assert "renstra.pdf" in response["Content-Disposition"]
    tim.post(where, filled(page))  # saved again without a file, it stays
    renstra.refresh_from_db()
    assert renstra.berkas.nama == "renstra.pdf"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"tahun_selesai": "2020"}, "mendahului"),
        ({"tahun_mulai": "26"}, "empat angka"),
        ({"tahun_mulai": "2025", "tahun_selesai": "2029"}, "Sudah ada Renstra yang mulai 2025"),
        ({"nama": ""}, "wajib diisi"),
    ],
)
def test_a_renstra_that_cannot_be_is_refused_and_what_was_typed_stays(
    change, sentence, tim, renstra
):
    page = tim.get("/perencanaan/renstra/baru/")
    response = tim.post("/perencanaan/renstra/baru/", filled(page, **{"nama": "Baru", **change}))
    text = response.content.decode()
    assert response.status_code == 200 and sentence in text
    assert Renstra.objects.count() == 1
    assert all(f'value="{typed}"' in text for typed in change.values() if typed)


def test_a_tree_is_built_from_the_top(tim, renstra, units):
    where = f"/perencanaan/renstra/{renstra.pk}/pohon/baru/"
    page = tim.get(where)
    assert page.context["form"]["level"].value() == "tujuan"
    tim.post(where, filled(page, nama="Aparatur profesional"))
    tujuan = Node.objects.get()
    page = tim.get(f"{where}?di-bawah={tujuan.pk}")
    assert [value for value, _ in page.context["form"].fields["level"].choices] == [
        "sasaran", "program", "kegiatan", "sub_kegiatan"
    ]  # fmt: skip
    tim.post(f"{where}?di-bawah={tujuan.pk}", filled(page, nama="Layanan", unit=units.mutasi.pk))
    assert shape(renstra) == [(0, "Aparatur profesional"), (1, "Layanan")]
    assert lines() == ["Tujuan Aparatur profesional dibuat.", "Sasaran Layanan dibuat."]


def test_nothing_hangs_below_a_lower_level(tim, renstra):
    program = node(renstra, "program", "Program A")
    where = f"/perencanaan/renstra/{renstra.pk}/pohon/baru/?di-bawah={program.pk}"
    response = tim.post(where, {"level": "sasaran", "nama": "Sasaran B"})
    assert response.status_code == 200 and "level" in response.context["form"].errors
    assert Node.objects.count() == 1


def test_a_parent_cannot_sink_below_its_children(tim, renstra):
    program = node(renstra, "program", "Program A")
    node(renstra, "kegiatan", "Kegiatan A", program)
    page = tim.get(f"/perencanaan/pohon/{program.pk}/")
    values = [value for value, _ in page.context["form"].fields["level"].choices]
    assert values == ["tujuan", "sasaran", "program"]


def test_below_a_sub_kegiatan_there_is_nothing(tim, renstra):
    leaf = node(renstra, "sub_kegiatan", "Sub")
    where = f"/perencanaan/renstra/{renstra.pk}/pohon/baru/"
    assert tim.get(f"{where}?di-bawah={leaf.pk}").status_code == 404
    assert tim.get(f"{where}?di-bawah=abc").status_code == 404


def test_the_same_place_twice_is_refused(tim, renstra):
    node(renstra, "tujuan", "Aparatur profesional")
    where = f"/perencanaan/renstra/{renstra.pk}/pohon/baru/"
    response = tim.post(where, {"level": "tujuan", "nama": "aparatur profesional"})
    assert "sudah ada di tempat ini" in response.content.decode()


def test_a_change_names_its_columns_and_keeps_the_history(tim, renstra, people):
    tujuan = node(renstra, "tujuan", "Aparatur")
    page = tim.get(f"/perencanaan/pohon/{tujuan.pk}/")
    tim.post(f"/perencanaan/pohon/{tujuan.pk}/", filled(page, nama="Aparatur profesional"))
    assert lines() == ["Tujuan Aparatur profesional diubah: Nama."]
    last = tujuan.history.first()
    assert last.history_user == people.tim.user and last.nama == "Aparatur profesional"


def test_a_node_moves_with_all_below_it(tim, renstra):
    one, two = node(renstra, "tujuan", "Satu"), node(renstra, "tujuan", "Dua", urut=2)
    sasaran = node(renstra, "sasaran", "Layanan", one)
    node(renstra, "program", "Program", sasaran)
    tim.post(f"/perencanaan/pohon/{sasaran.pk}/pindah/", {"parent": two.pk})
    assert shape(renstra) == [(0, "Satu"), (0, "Dua"), (1, "Layanan"), (2, "Program")]
    assert lines() == ["Sasaran Layanan dipindahkan ke bawah Tujuan Dua."]


def test_a_node_cannot_move_below_itself_a_lower_level_or_another_tree(tim, renstra, instansi):
    tujuan = node(renstra, "tujuan", "Satu")
    sasaran = node(renstra, "sasaran", "Layanan", tujuan)
    other = Renstra.objects.create(
        instansi=instansi, nama="Lama", tahun_mulai=2020, tahun_selesai=2024
    )
    foreign = node(other, "tujuan", "Lama")
    for target, moved in ((sasaran, tujuan), (sasaran, sasaran), (foreign, sasaran)):
        response = tim.post(f"/perencanaan/pohon/{moved.pk}/pindah/", {"parent": target.pk})
        assert response.status_code == 200 and response.context["form"].errors
    assert shape(renstra) == [(0, "Satu"), (1, "Layanan")]


def test_siblings_change_places_and_the_ends_stay(tim, renstra):
    made = [node(renstra, "tujuan", name, urut=1) for name in ("A", "B", "C")]
    up = f"/perencanaan/pohon/{made[2].pk}/urut/"
    for _ in range(4):
        tim.post(up, {"arah": "naik"})
    assert [name for _, name in shape(renstra)] == ["C", "A", "B"]
    tim.post(up, {"arah": "turun"})
    assert [name for _, name in shape(renstra)] == ["A", "C", "B"]
    tim.post(up, {"arah": "ke samping"})
    assert [name for _, name in shape(renstra)] == ["A", "C", "B"]
    assert tim.get(up).status_code == 405


def test_only_an_empty_place_can_be_taken_out(tim, renstra, instansi):
    tujuan = node(renstra, "tujuan", "Satu")
    sasaran = node(renstra, "sasaran", "Layanan", tujuan)
    Indikator.objects.create(instansi=instansi, node=sasaran, kode="IKU-1", nama="Indeks")
    for one, words in ((tujuan, "1 cabang di bawahnya"), (sasaran, "1 indikator")):
        response = tim.post(f"/perencanaan/pohon/{one.pk}/hapus/")
        assert response.status_code == 200 and words in response.content.decode()
    Indikator.objects.all().delete()
    assert tim.post(f"/perencanaan/pohon/{sasaran.pk}/hapus/").status_code == 302
    assert shape(renstra) == [(0, "Satu")] and lines() == ["Sasaran Layanan dihapus."]


def test_a_program_that_hangs_on_nothing_is_named(tim, renstra):
    node(renstra, "program", "Program lepas")
    page = tim.get(f"/perencanaan/renstra/{renstra.pk}/pohon/").content.decode()
    assert "Program lepas" in page and "belum tergantung pada sasaran" in page


def test_the_tree_costs_the_same_at_any_size(tim, renstra, django_assert_num_queries, instansi):
    where = f"/perencanaan/renstra/{renstra.pk}/pohon/"

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            tim.get(where)
        return len(queries)

    node(renstra, "tujuan", "Satu")
    first = cost()
    for n in range(30):
        below = node(renstra, "sasaran", f"S{n}", Node.objects.first())
        Indikator.objects.create(instansi=instansi, node=below, kode=f"K{n}", nama="Indeks")
    assert cost() == first <= 8
