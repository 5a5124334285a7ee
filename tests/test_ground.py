"""What many tests stand on: each finds it as it was made, whatever the one before did to it."""

import pytest

from sakip.people.models import Instansi, Unit

from .conftest import NOW
from .ground import Ground, undone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_it_as_it_was_made(turn, instansi, units, people):
    assert instansi.nama == Instansi.objects.get().nama == "Badan Contoh"
    assert Unit.objects.count() == 4
    assert people.staf.unit.pk == units.mutasi.pk
    instansi.nama = units.mutasi.nama = "Sudah lain"
    instansi.save()
    units.mutasi.save()
    people.staf.jabatan = "Pindah"
    people.staf.save()


def test_a_test_that_asks_for_nothing_finds_nothing():
    assert not Instansi.objects.exists() and not Unit.objects.exists()


def test_who_leaves_a_step_takes_it_away_and_keeps_what_lies_below():
    def low():
        return Instansi.objects.create(nama="Bawah", singkatan="B")

    def high(low):
        return Unit.objects.create(instansi=low, nama="Atas", singkatan="A", jenis="bidang")

    with undone():
        ground = Ground(NOW)
        assert ground.stand_on([low, high])
        assert not ground.stand_on([low, high]), "it stands already"
        assert ground.copied()["high"] is not ground.world["high"]
        assert not ground.stand_on([low])
        assert (Instansi.objects.count(), Unit.objects.count()) == (1, 0)
        ground.stand_on([])
        assert not Instansi.objects.exists()
