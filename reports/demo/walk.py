"""The demo's runs, each act through the doors at a moment of its own, so that its log is true."""

from __future__ import annotations

import random
from datetime import datetime
from decimal import Decimal

from collection.models import Pengumpulan
from collection.periksa import answer_to, findings
from measurement.hasil import SMART
from measurement.models import Pengukuran
from measurement.work import methods
from sakip.lib import tanggal
from sakip.papers import tasks
from sakip.people.models import Role
from sakip.sop.blockers import unmade
from sakip.sop.calendar import calendar_of
from sakip.sop.drafts import Draft
from sakip.sop.perform import begin, perform, write
from sakip.sop.worktime import Standard, allowed, due, standard

from . import words


class Story:
    """Goes through rows as the people of the house would, its clock moving in office hours."""

    def __init__(self, house, moment: datetime):
        self.house, self.moment = house, moment
        self.random = random.Random("sakip")  # noqa: S311 - the same demo every time

    # -- time -----------------------------------------------------------------------------

    def wait(self, minutes: int) -> None:
        if minutes > 0:
            calendar = calendar_of(self.house.instansi)
            self.moment = due(calendar, self.moment, Standard(minutes=minutes))

    def work(self, time: str) -> None:
        """Let most of a row's standard time pass; now and then a little more than all of it."""
        calendar = calendar_of(self.house.instansi)
        minutes = allowed(calendar, self.moment, standard(time)) or 20
        self.wait(max(int(minutes * self.random.uniform(0.55, 1.06)), 2))

    # -- acts -----------------------------------------------------------------------------

    def open(self, procedure, periode):
        with tanggal.moved(self.moment):
            return begin(procedure, by=self.house.timsakip, periode=periode)

    def act(self, run, verb, by, note="", **data):
        with tanggal.moved(self.moment):
            run = type(run).objects.get(pk=run.pk)
            perform(run, verb, by=by, seen=run.seen(), note=note, **data)
        return type(run).objects.get(pk=run.pk)

    def write(self, obj, by, **fields):
        with tanggal.moved(self.moment):
            return write(obj.fresh(), by=by, seen=obj.fresh().seen(), **fields)

    def until(self, run, key):
        """Row after row, as each row's own people do it, until the run waits at `key`."""
        run = type(run).objects.get(pk=run.pk)
        while run.at != key:
            self.row(run)
            run = type(run).objects.get(pk=run.pk)
        return run

    def row(self, run) -> None:
        here = run.step
        if here.carried_by == "forms":
            for form in run.forms.exclude(at="selesai"):
                self.fill(form)
        elif here.carried_by == "lembar_disposisi":
            self.dispose(run.lembar_disposisi.get())
        else:
            by = self.doer(here.roles[0])
            self.work(here.time)
            prepare = getattr(self, f"_{run._meta.model_name}_{here.key}", None)
            if prepare:
                prepare(run, by)
            self.draft(run, by)
            if here.key == "arsip":
                self.files(run)
            self.act(run, here.key, by)

    def files(self, run) -> None:
        """The worker's part: the demo cannot wait for it, and what is archived has its file."""
        for paper in unmade(run):
            with tanggal.moved(self.moment):
                tasks.make(paper.pk)

    def doer(self, role):
        house = self.house
        return {
            Role.KEPALA: house.kepala,
            Role.SEKRETARIS: house.sekretaris,
            Role.TIM_SAKIP: house.timsakip,
        }[role]

    def draft(self, run, by) -> None:
        """Write what people write into the papers of the waiting row."""
        for kind in run.step.gives:
            if kind in run.drafts:
                draft = Draft(run, kind)
                with tanggal.moved(self.moment):
                    form = run.drafts[kind].of(run, kind, draft.paper, by=by)
                    isi = form.initial | words.of(run, kind, form)
                    write(draft, by=by, seen=draft.seen(), isi=isi)

    # -- forms ----------------------------------------------------------------------------

    def unit_people(self, form):
        """(who drafts, who hands in) in the unit of `form`."""
        house = self.house
        return {
            "SET": (house.staf5, house.kasubbag),
            "MP": (house.staf, house.bidang),
            "PKA": (house.staf2, house.bidang2),
            "PPI": (house.staf3, house.bidang3),
            "PKP": (house.staf4, house.bidang4),
        }[form.unit.singkatan]

    def fill(self, form) -> None:
        staf, head = self.unit_people(form)
        self.wait(self.random.randint(5, 12))
        if form.at == "terima":
            form = self.act(form, "terima", staf)
        self.wait(self.random.randint(25, 40))
        for isian in form.isian.filter(terbuka=True, terkunci=False):
            self.write(isian, staf, **self.value(isian))
        for line in form.anggaran.all():
            share = Decimal(self.random.randint(17, 26)) / 100
            self.write(line, staf, realisasi=int(line.pagu * share) // 1000 * 1000)
        self.check(form, staf)
        form = self.act(form, "isi", staf)
        self.wait(self.random.randint(3, 9))
        form = self.act(form, "serahkan", head)
        self.wait(self.random.randint(2, 6))
        self.act(form, "periksa", self.house.timsakip)

    def check(self, form, staf) -> None:
        """As Periksa isian asks: what is below its target is explained, a warning is answered."""
        for found in findings(form):
            if not found.blocking:
                with tanggal.moved(self.moment):
                    answer_to(found, words.CHECKED, by=staf)
            elif found.berlaku.kunci == "di_bawah_target":
                hindered = words.HINDERED[len(found.isian.kode) % 3]
                self.write(found.isian, staf, penghambat=hindered, rencana=words.PLANNED)

    def value(self, isian) -> dict:
        """A plausible realisasi: mostly a little above or below its target, the same every time."""
        dice = random.Random(f"{isian.kode}{isian.formulir.run.periode}")  # noqa: S311
        said = isian.target["periode"].get(isian.period.code, {})
        if isian.kamus["polaritas"] == "predikat":
            return {"keadaan": "dilaporkan", "teks": said.get("teks") or "BB"}
        goal = Decimal(said.get("nilai") or 0)
        reached = goal * Decimal(dice.choice(["0.72", "0.93", "0.98", "1", "1", "1.02", "1.05"]))
        if isian.kamus["penyebut"]:
            whole = Decimal(dice.choice([120, 418, 640, 1842]))
            part = Decimal(min(int(reached * whole / 100), int(whole)))
            fields, reached = {"pembilang": part, "penyebut": whole}, part / whole * 100
        else:
            reached = reached.quantize(Decimal(1).scaleb(-isian.kamus["desimal"]))
            fields = {"nilai": reached}
        below = reached < goal
        return {
            "keadaan": "dilaporkan",
            **fields,
            "penghambat": words.HINDERED[len(isian.kode) % 3] if below else "",
            "pendukung": "" if below else words.HELPED,
            "rencana": words.PLANNED if below else "",
            "lampirkan": [
                {
                    "tautan": f"https://arsip.contoh.example/{isian.kode}",
                    "keterangan": "Daftar pendukung (contoh)",
                }
            ],
        }

    # -- disposition ----------------------------------------------------------------------

    def dispose(self, sheet) -> None:
        house = self.house
        self.work("15 menit")
        self.write(sheet, house.sekretaris, sifat="segera", ringkasan=words.summary(sheet.run))
        self.act(sheet, "sajikan", house.sekretaris)
        self.work("20 menit")
        self.act(sheet, "disposisi", house.kepala, isi=words.disposition(house, self.moment))

    # -- measurement ----------------------------------------------------------------------

    def _pengukuran_metodologi(self, run, by) -> None:
        for metode in methods(run):
            self.write(metode, by, smart=dict.fromkeys(SMART, True), catatan="")

    def _pengukuran_laporan(self, run, by) -> None:
        """The plans for what fell short are written before the report goes out."""
        for row in run.rencana_tindak_lanjut.all():
            self.write(row, by, **words.plan(row, self.moment))


def archive_quarter(house, periode, moment) -> datetime:
    """A quarter collected, measured and archived; returns when it was done."""
    story = Story(house, moment)
    story.until(story.open(Pengumpulan, periode), "selesai")
    story.wait(60)
    story.until(story.open(Pengukuran, periode), "selesai")
    return story.moment


def returned_quarter(house, periode, moment) -> datetime:
    """A quarter that the Sekretaris gave back once; it waits for one unit."""
    story = Story(house, moment)
    run = story.until(story.open(Pengumpulan, periode), "analisa")
    story.work("90 menit")
    form = run.forms.get(unit__singkatan="PKA")
    chosen = form.isian.order_by("urut")[:2]
    items = [
        {"isian": isian, "jenis": jenis, "alasan": alasan}
        for isian, (jenis, alasan) in zip(chosen, words.RETURNED, strict=True)
    ]
    story.act(run, "kembalikan", house.sekretaris, note=words.ARAHAN, to="pengisian", items=items)
    return story.moment


def ordered_quarter(house, periode, moment) -> None:
    """A quarter that was opened and ordered; the meeting is next."""
    story = Story(house, moment)
    run = story.open(Pengumpulan, periode)
    story.wait(4)
    story.act(run, "perintah", house.kepala)
