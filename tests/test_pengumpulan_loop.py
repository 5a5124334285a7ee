"""The loop of returning, whatever people do in it: nothing approved unseen, no reason lost, nothing
closed edited by any path."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from collection.models import Butir, Catatan, Isian, Pengumpulan, Riwayat
from collection.tanda import verdicts
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.sop.drafts import Draft
from sakip.sop.perform import Blocked, Conflict, perform, write

from .collected import form_of, inputs
from .promise import make_promise
from .walk import answer_warnings, do, fill_drafts, start, to

pytestmark = pytest.mark.django_db

KODES = ["IKU-1", "IKK-1", "IKK-2", "IKK-3", "IKK-4"]
ACTS = ["kembalikan", "terima", "ubah", "jawab", "serahkan", "lanjut", "setujui", "lama"]


@pytest.fixture
def run(instansi, units, people):
    make_promise(instansi, units)
    return to(start(people), people, "analisa")


@dataclass
class World:
    """One walk through the loop: what was said, what was seen, and who tries what next."""

    run: Pengumpulan
    people: object
    signed_in: object
    reasons: list = field(default_factory=list)  # (butir, jenis, alasan, nilai_lama) as given
    accepted: dict = field(default_factory=dict)  # isian: its version when Terima was pressed
    pages: list = field(default_factory=list)  # pages of the analysis, as they were loaded

    def fresh(self):
        self.run = Pengumpulan.objects.get(pk=self.run.pk)
        return self.run

    def rows(self, kodes):
        return list(Isian.objects.filter(formulir__run=self.run, kode__in=kodes))

    def staf(self, isian):
        mine = isian.formulir.unit_id == self.people.staf.unit_id
        return self.people.staf if mine else self.people.staf_lain

    # -- what people try -----------------------------------------------------------------------

    def kembalikan(self, kodes):
        """The Sekretaris or Tim SAKIP returns items, each for a reason of its own."""
        by = {"analisa": self.people.sekretaris, "rekap": self.people.tim}.get(self.fresh().at)
        if by is None:
            return
        items = [
            {"isian": row, "jenis": "usang", "alasan": f"{row.kode} ke-{len(self.reasons) + n}"}
            for n, row in enumerate(self.rows(kodes))
        ]
        do(self.run, "kembalikan", by, note="Perbaiki.", to="pengisian", items=items)
        for butir in Butir.objects.order_by("-pk")[: len(items)]:
            self.reasons.append((butir.pk, butir.jenis, butir.alasan, butir.nilai_lama))
        self.accepted.clear()

    def terima(self, kodes):
        """The Sekretaris loads the analysis and accepts answers on it, by the page's own inputs."""
        if self.fresh().at != "analisa":
            return
        browser = self.signed_in(self.people.sekretaris)
        url = f"/pengumpulan/{self.run.pk}/analisa/?tanggapan=semua&isian=semua"
        page = inputs(browser.get(url))
        self.pages.append(page)
        shown = {row.pk: row.version for row in self.rows(kodes)}
        said = {f"form_evaluasi-tanda-p-{pk}": "terima" for pk in shown}
        browser.post(url, page | said)
        self.accepted |= shown

    def ubah(self, kodes):
        """Units change these values: by the door, by both pages; what is closed stays as it is."""
        for row in self.rows(kodes):
            row, by = Isian.objects.get(pk=row.pk), self.staf(row)
            open_ = row.terbuka and row.formulir.at == "isi" and self.fresh().at == "pengisian"
            before = (row.version, row.nilai, row.penghambat)
            try:
                write(row, by=by, seen=row.seen(), penghambat=f"{row.version + 1} kali diubah")
                assert open_, f"{row.kode} was closed"
            except Blocked:
                assert not open_, f"{row.kode} was open"
            if not open_:
                self.forge(by, row)
                row.refresh_from_db()
                assert (row.version, row.nilai, row.penghambat) == before

    def forge(self, by, row):
        """Whatever a browser could send for a closed row, whether its page offered it or not."""
        browser, url = self.signed_in(by), row.formulir.get_absolute_url()
        said = {
            f"mt-{row.pk}": f"{row.version}.x",
            f"ha-{row.pk}": "lewat pintu belakang",
            f"m-{row.pk}": f"{row.version}.x",
            f"k-{row.pk}": "tidak_berlaku",
            "seen": row.formulir.seen(),
        }
        said["pengguna"] = str(by.user_id)
        for address in (url, f"{url}isian/{row.pk}/", f"{url}simpan/", f"{url}tempel/"):
            browser.post(address, said)
        assert browser.get(f"{url}isian/{row.pk}/baris/").status_code == 404
        browser.post(
            f"{url}catatan/", {"isian": row.pk, "isi": "Catatan.", "lingkar": "unit", **said}
        )

    def jawab(self, kodes):
        """Units answer what was returned; an answer that was handed in is never written over."""
        for butir in Butir.objects.filter(pengembalian__run=self.run, isian__kode__in=kodes):
            before = butir.jawaban
            try:
                write(butir, by=self.staf(butir.isian), seen=butir.seen(), jawaban="Diperbaiki.")
            except Blocked:
                butir.refresh_from_db()
                assert butir.jawaban == before

    def serahkan(self, kodes):
        """Both units try to hand in; who has not answered everything is told what is missing."""
        for staf, head in (
            (self.people.staf, self.people.bidang),
            (self.people.staf_lain, self.people.bidang_lain),
        ):
            form = form_of(self.run, staf)
            if form.at != "isi" or self.fresh().at != "pengisian":
                continue
            silent = form.isian.filter(
                terbuka=True, butir__putusan="menunggu", butir__jawaban=""
            ).distinct()
            names = {row.sebutan for row in silent}
            answer_warnings(form, staf)
            try:
                form = do(form, "isi", staf)
            except Blocked as blocked:
                told = {r.split(":")[0] for r in blocked.reasons if "alasan pengembalian" in r}
                assert told == names and names
                continue
            assert not names
            do(do(form, "serahkan", head), "periksa", self.people.tim)

    def lanjut(self, kodes):
        """Tim SAKIP goes on from its recap and its report."""
        if self.fresh().at in ("rekap", "laporan"):
            fill_drafts(self.run, self.people.tim)
            do(self.run, self.run.at, self.people.tim)

    def setujui(self, kodes):
        """The Sekretaris approves from a page just loaded: only what they accepted as it stands."""
        if self.fresh().at != "analisa":
            return
        judged = {pk for pk, said in verdicts(self.run, "analisa").items() if said == "terima"}
        waiting = {b.isian_id for b in Butir.answered(self.run)}
        keep_marks(self.run, self.people)
        try:
            do(self.run, "analisa", self.people.sekretaris)
        except Blocked as blocked:
            assert waiting - judged, blocked.reasons
            return
        assert waiting <= judged
        for pk in waiting:
            assert self.accepted[pk] == Isian.objects.get(pk=pk).version

    def lama(self, kodes):
        """A page of an earlier sitting is sent: it decides nothing."""
        for page in self.pages:
            run = self.fresh()
            if page["seen"] == run.seen() or run.at != "analisa":
                continue
            answer = self.signed_in(self.people.sekretaris).post(
                f"/pengumpulan/{run.pk}/analisa/", page | {"verb": "analisa"}
            )
            assert answer.status_code == 409
            assert self.fresh().at == "analisa"
            with pytest.raises(Conflict):
                perform(run, "analisa", by=self.people.sekretaris, seen=page["seen"])

    # -- what always holds ------------------------------------------------------------------------

    def check(self):
        for pk, *said in self.reasons:
            butir = Butir.objects.get(pk=pk)
            assert said == [butir.jenis, butir.alasan, butir.nilai_lama]
        values = Isian.objects.filter(formulir__run=self.run)
        assert {i.formulir.at for i in values.filter(terbuka=True)} <= {"isi"}
        assert not Catatan.objects.filter(isi="").exists()
        lines = Riwayat.objects.filter(isian__in=values, ke__has_key="keadaan").count()
        assert lines == sum(values.values_list("version", flat=True)), "each change left its line"


def keep_marks(run, people):
    """The papers of the analysis are written; the verdicts stay as they were pressed."""
    draft = Draft(run, kinds.FORM_EVALUASI)
    marks = draft.paper.data.get("isi", {}).get("tanda", {})
    fill_drafts(run, people.sekretaris)
    draft = Draft(run, kinds.FORM_EVALUASI)
    isi = draft.paper.data["isi"] | {"tanda": marks}
    write(draft, by=people.sekretaris, seen=draft.seen(), isi=isi)


ROUND = [(act, KODES) for act in ("jawab", "serahkan", "lanjut", "lanjut")]
SOME = st.lists(st.sampled_from(KODES), min_size=1, max_size=4, unique=True)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=SOME,
    steps=st.lists(st.tuples(st.sampled_from(ACTS), SOME), min_size=4, max_size=10),
    full=st.booleans(),
)
@example(  # approving without a verdict, an old page after a second round, a half-answered form
    first=["IKU-1", "IKK-3"],
    steps=[
        ("ubah", KODES), ("serahkan", KODES), *ROUND, ("setujui", KODES), ("terima", ["IKU-1"]),
        ("setujui", KODES), ("kembalikan", ["IKK-3", "IKK-2"]), ("ubah", ["IKU-1", "IKK-2"]),
        *ROUND, ("lama", KODES),
    ],
    full=True,
)  # fmt: skip
@example(  # Tim SAKIP returns from the recap what the Sekretaris has not judged yet
    first=["IKU-1", "IKK-1"],
    steps=[*ROUND[:2], ("kembalikan", ["IKU-1"]), ("ubah", ["IKU-1", "IKK-1"]), *ROUND,
           ("terima", ["IKK-1"]), ("setujui", KODES)],
    full=True,
)  # fmt: skip
def test_whatever_people_do_nothing_is_approved_unseen_lost_or_edited_while_closed(
    run, people, signed_in, first, steps, full
):
    with transaction.atomic():
        point = transaction.savepoint()
        world = World(Pengumpulan.objects.get(pk=run.pk), people, signed_in)
        world.kembalikan(first)
        for act, kodes in steps:
            getattr(world, act)(kodes)
            world.check()
        if full:
            to_the_end(world)
        transaction.savepoint_rollback(point)


def to_the_end(world):
    """Everybody does their part in order; then the run is approved and every reason is printed."""
    for act in ("jawab", "serahkan", "lanjut", "lanjut", "terima", "setujui"):
        getattr(world, act)(KODES)
        world.check()
    run = world.fresh()
    assert run.at == "lapor"
    assert not Butir.objects.filter(pengembalian__run=run, putusan="menunggu").exists()
    paper = issued_of(run, kinds.LEMBAR_TANGGAPAN).first()
    printed = [b["alasan"] for back in paper.data["pengembalian"] for b in back["baris"]]
    assert sorted(printed) == sorted(reason for _, _, reason, _ in world.reasons)
