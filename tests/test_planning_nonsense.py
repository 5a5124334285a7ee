"""Whatever is sent to the planning pages, they answer: no page ends in a 500, nothing foreign stays."""

import pytest

from sakip.planning import acts
from sakip.planning.models import Indikator, Node, PerjanjianKinerja, Target
from sakip.planning.urls import urlpatterns
from tests.planning_pages import address, filled, targets, upload
from tests.promise import make_promise

pytestmark = pytest.mark.django_db
NONSENSE = ["", "x" * 9000, "\0", "²", "-1", "9" * 40, "<script>alert(1)</script>", "1e400", "NaN",
            "١٢", "' OR 1=1 --", "{}", "null", "💥"]  # fmt: skip
QUERIES = ["tahun", "halaman", "urut", "unit", "jenis", "status", "kata", "kurang", "simpul",
           "di-bawah", "bentuk"]  # fmt: skip


@pytest.fixture
def house(people, units, instansi):
    make_promise(instansi, units)
    draft = acts.revise(PerjanjianKinerja.objects.get(), people.tim, alasan="Uji")
    upload(draft.renstra, people.tim)
    return draft


@pytest.mark.parametrize("word", NONSENSE)
def test_addresses_with_nonsense_are_answered(word, tim, house, instansi):
    for pattern in urlpatterns:
        response = tim.get(address(pattern, instansi), dict.fromkeys(QUERIES, word))
        assert response.status_code < 500, pattern.name


@pytest.mark.parametrize("number", ["0", "999999999999999999", "9" * 30])
def test_numbers_of_nothing_are_not_found(number, tim, house):
    for pattern in urlpatterns:
        where = "/perencanaan/" + str(pattern.pattern).replace("<int:pk>", number)
        if number in where:
            assert tim.post(where).status_code == 404, pattern.name


@pytest.mark.parametrize("word", NONSENSE)
def test_forms_full_of_nonsense_are_refused_in_words(word, tim, house, people):
    one = Indikator.objects.first()
    node = Node.objects.first()
    entry = f"/perencanaan/indikator/{one.pk}/ubah/"
    pk = f"/perencanaan/perjanjian-kinerja/{house.pk}/"
    forms = [entry, "/perencanaan/indikator/baru/", f"/perencanaan/pohon/{node.pk}/",
             f"/perencanaan/renstra/{house.renstra_id}/", f"{pk}pihak/", f"{pk}tetapkan/"]  # fmt: skip
    for where in forms:
        page = tim.get(where)
        data = dict.fromkeys(filled(page), word) | {"seen": word, "aksi": word}
        assert tim.post(where, data).status_code < 500, where
    data = dict.fromkeys(targets(tim.get(entry)), word)
    stamp = next(name for name in data if name.endswith("bentuk"))
    for said in (word, targets(tim.get(entry))[stamp]):
        for where in (entry, f"{pk}target/", entry.replace("ubah", "uji")):
            posted = filled(tim.get(entry)) | data | {stamp: said}
            assert tim.post(where, posted).status_code < 500, where
    budget = {f"a{n}-{part}": word for n in Node.objects.values_list("pk", flat=True)
              for part in ("pagu", "keterangan")}  # fmt: skip
    assert tim.post(f"{pk}anggaran/", budget).status_code < 500


def test_text_of_people_is_never_markup(tim, house):
    bad = "<script>alert(1)</script>"
    one = Indikator.objects.get(kode="IKU-1")
    Indikator.objects.filter(pk=one.pk).update(nama=bad, satuan=bad[:40], definisi=bad)
    Node.objects.update(nama=bad)
    PerjanjianKinerja.objects.filter(pk=house.pk).update(alasan=bad, catatan=[bad])
    Target.objects.filter(pk_versi=house).update(teks=bad)
    for where in (
        "/perencanaan/", f"/perencanaan/renstra/{house.renstra_id}/pohon/",
        "/perencanaan/indikator/", f"/perencanaan/indikator/{one.pk}/",
        f"/perencanaan/indikator/{one.pk}/ubah/", f"/perencanaan/perjanjian-kinerja/{house.pk}/",
        f"/perencanaan/perjanjian-kinerja/{house.pk}/target/",
        f"/perencanaan/perjanjian-kinerja/{house.pk}/anggaran/",
    ):  # fmt: skip
        assert bad not in tim.get(where).content.decode(), where
