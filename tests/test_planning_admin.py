"""Planning in Django's admin: scales and drafts' budgets are kept there, the rest is only shown."""

import pytest

from sakip.planning import acts
from sakip.planning.models import Anggaran, Node, Skala
from sakip.trail.models import Entry
from tests.planning_pages import elsewhere, trial

pytestmark = pytest.mark.django_db
WHERE = "/kelola/data/planning/"
RUNGS = "Sangat Tinggi = 91\nTinggi = 76\nRendah"
KINDS = [
    "skala",
    "anggaran",
    "renstra",
    "node",
    "indikator",
    "perjanjiankinerja",
    "target",
    "impor",
]


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.admin)


@pytest.mark.parametrize("kind", KINDS)
def test_the_admin_sees_every_kind_and_nobody_else_any(kind, admin, promise, people, signed_in):
    assert admin.get(f"{WHERE}{kind}/").status_code == 200
    for other in (people.tim, people.sekretaris, people.staf):
        assert signed_in(other).get(f"{WHERE}{kind}/").status_code != 200


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("skala", "anggaran")])
def test_what_has_pages_of_its_own_is_only_shown(kind, admin, promise):
    assert admin.get(f"{WHERE}{kind}/add/").status_code == 403


def test_a_scale_is_written_line_by_line(admin, instansi):
    data = {"instansi": instansi.pk, "nama": "S-2026", "jenjang": RUNGS, "baku": "on"}
    assert admin.post(f"{WHERE}skala/add/", data).status_code == 302
    scale = Skala.objects.get()
    assert scale.jenjang == [["91", "Sangat Tinggi"], ["76", "Tinggi"], [None, "Rendah"]]
    assert "S-2026" in Entry.objects.filter(kind="configured").last().note
    page = admin.get(f"{WHERE}skala/{scale.pk}/change/").content.decode()
    assert "Sangat Tinggi = 91\nTinggi = 76\nRendah" in page


@pytest.mark.parametrize(
    ("rungs", "words"),
    [("Tinggi = 76\nSangat Tinggi = 91\nRendah", "harus lebih kecil"),
     ("Tinggi = 76", "tidak boleh mempunyai batas bawah"),
     ("Tinggi = banyak\nRendah", "tidak terbaca"), ("Tinggi\nRendah", "belum diisi")],
)  # fmt: skip
def test_a_scale_that_leaves_gaps_is_refused(rungs, words, admin, instansi):
    data = {"instansi": instansi.pk, "nama": "S", "jenjang": rungs}
    response = admin.post(f"{WHERE}skala/add/", data)
    assert response.status_code == 200 and words in response.content.decode()
    assert not Skala.objects.exists()


def test_there_is_one_scale_of_the_house(admin, instansi):
    Skala.objects.create(instansi=instansi, nama="S-1", jenjang=[[None, "x"]], baku=True)
    data = {"instansi": instansi.pk, "nama": "S-2", "jenjang": RUNGS, "baku": "on"}
    assert "Skala baku sudah ada: S-1" in admin.post(f"{WHERE}skala/add/", data).content.decode()


def test_the_scale_of_the_house_names_the_category(admin, instansi, promise, people, signed_in):
    Skala.objects.create(
        instansi=instansi, nama="S", jenjang=[["50", "Baik"], [None, "Kurang"]], baku=True
    )
    one = promise.targets.first().indikator
    figures = {"uji-pembilang": "60", "uji-penyebut": "100", "uji-target": "100"}
    outcome = trial(signed_in(people.tim), one, figures).context["entry"].trial.outcome
    assert (outcome.kategori, outcome.batas) == ("Baik", "≥ 50")


def test_money_of_a_fixed_promise_cannot_be_changed_here_either(admin, promise, people, instansi):
    kept = promise.anggaran.first()
    data = {"instansi": instansi.pk, "pk_versi": promise.pk, "node": kept.node_id, "pagu": "5"}
    assert admin.post(f"{WHERE}anggaran/{kept.pk}/change/", data).status_code == 403
    response = admin.post(f"{WHERE}anggaran/add/", data)
    assert "sudah ditetapkan" in response.content.decode()
    draft = acts.revise(promise, people.tim, alasan="Uji")
    sasaran = Node.objects.get(level="sasaran")
    data |= {"pk_versi": draft.pk, "node": sasaran.pk}
    assert "per program" in admin.post(f"{WHERE}anggaran/add/", data).content.decode()
    own = draft.anggaran.first()
    data |= {"node": own.node_id, "pagu": "2.000.000.000"}
    assert admin.post(f"{WHERE}anggaran/{own.pk}/change/", data).status_code == 302
    assert Anggaran.objects.get(pk=own.pk).pagu == 2_000_000_000


def test_nothing_of_another_agency_is_there(admin, promise):
    other, _ = elsewhere()
    scale = Skala.objects.create(instansi=other, nama="Rahasia", jenjang=[[None, "x"]])
    assert "Rahasia" not in admin.get(f"{WHERE}skala/").content.decode()
    assert admin.get(f"{WHERE}skala/{scale.pk}/change/").status_code == 302  # as if it were not
    page = admin.get(f"{WHERE}anggaran/add/").content.decode()
    assert ">Lain<" not in page
