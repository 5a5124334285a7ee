"""A double click and the back button on each act of a measurement; and no act is left untried."""

from __future__ import annotations

import pytest

from collection.models import Formulir
from measurement.models import Pengukuran
from sakip.disposition.models import TindakLanjut
from sakip.disposition.tindak import DEEDS
from sakip.sop.step import RETURN

from .acts import (  # noqa: F401 - sitting_down is a fixture
    Deed,
    act,
    every_act,
    mark_one,
    opening,
    page_of,
    row,
    sitting_down,
)
from .measured import TW3, collect, go, plan, reply, tick
from .promise import make_promise_perubahan
from .test_acts_browser import COLLECTION
from .walk import fill_drafts, make_files, who


def at(key):
    """The run, waiting at `key`, its papers written and what its rows ask for answered."""

    def ready(desk):
        people = desk.people
        desk.run = run = go(desk.run or Pengukuran.objects.get(), people, key)
        if key == "metodologi":
            tick(run, people.tim)
        if key in ("rekap", "laporan"):
            plan(run, people.tim)
            reply(run, people.tim)
        if key == "arsip":
            make_files(run)
        fill_drafts(run, who(people, run.step.roles[0]))
        return type(run).objects.get(pk=run.pk)

    return ready


def by_another_promise(desk):
    """Methods by the Murni; the collection was drawn by the Perubahan that came between."""
    run = at("pengukuran")(desk)
    make_promise_perubahan(run.instansi)
    collect(desk.people, run.periode, TW3)
    return run


def step(key):
    return row(Pengukuran, key, at(key))


MEASUREMENT = [
    opening(Pengukuran),
    *(step(key) for key in ("perintah", "arahan", "rencana", "metodologi")),
    act(Pengukuran, "ulang", "tim", by_another_promise),
    *(step(key) for key in ("pengukuran", "rekap", "laporan")),
    act(Pengukuran, "tarik", "tim", at("analisa")),
    Deed(
        of="measurement.pengukuran",
        verb=RETURN,
        at="analisa",
        by="sekretaris",
        button="Kembalikan",
        says="Dikembalikan ke langkah",
        ready=at("analisa"),
        path=page_of("analisa"),
        fill=mark_one,
    ),
    step("analisa"),
    act(Pengukuran, "koreksi", "sekretaris", at("arsip")),
    step("arsip"),
]


@pytest.mark.browser
@pytest.mark.usefixtures("committed")
def test_each_act_of_a_measurement_is_done_once_however_it_is_clicked(desk):
    for deed in MEASUREMENT:
        desk.tries(deed)


def test_the_browser_tries_every_act_there_is():
    orders = {(TindakLanjut._meta.label_lower, deed, "") for deed in DEEDS}
    confirmed = {(Formulir._meta.label_lower, page, "") for page in ("tempel", "unggah")}
    tried = [deed.name for deed in COLLECTION + MEASUREMENT]
    assert set(tried) == every_act() | orders | confirmed
    assert len(tried) == len(set(tried))
