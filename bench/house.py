"""One agency of the bench: people, a promise of many indicators, finished runs, archived papers."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from bench.seed import periods
from collection.draw import draw_forms
from collection.models import Pengumpulan
from sakip.papers.models import Paper
from sakip.people.models import Instansi, Penugasan, Unit, User
from sakip.planning.models import (
    Indikator,
    Node,
    PerjanjianKinerja,
    Renstra,
    Target,
    TargetPeriode,
)
from sakip.sop.perform import perform, start

FORM_ROWS = 40


class House(SimpleNamespace):
    def waiting(self, count):
        """(id, seen) of runs whose order waits; their first Record is written by the door."""
        found = []
        for n in range(count):
            run = Pengumpulan.begin(
                instansi=self.instansi, tahun=1000 + n, periode=f"{1000 + n}-TW1"
            )
            start(run, by=self.tim)
            found.append([run.pk, run.seen()])
        return found


def make_house(number: int, each: int) -> House:
    instansi = Instansi.objects.create(
        nama=f"Badan {number}", singkatan=f"BKPSDM {number}", kode_surat=f"B{number}",
        pemerintah="Kabupaten Contoh",
    )  # fmt: skip
    unit = Unit.objects.create(
        instansi=instansi, nama="Bidang Mutasi dan Promosi", singkatan="MP", jenis="bidang"
    )
    people = {
        role: _office(instansi, number, role, unit)
        for role in ("kepala", "sekretaris", "tim_sakip", "staf", "bidang")
    }
    house = House(instansi=instansi, unit=unit, tim=people.pop("tim_sakip"), **people)
    _promise(house, each)
    _runs(house, each)
    _papers(house, each)
    house.form = _form(house) if number == 0 else None
    return house


def _office(instansi, number, role, unit):
    user = User.objects.create(username=f"{role}{number}", nama=f"{role} {number}")
    return Penugasan.objects.create(
        instansi=instansi, user=user, role=role, unit=unit, jabatan=role, mulai=date(2020, 1, 1)
    )


def _promise(house, each):
    renstra = Renstra.objects.create(
        instansi=house.instansi, nama="Renstra", tahun_mulai=2025, tahun_selesai=2029
    )
    node = Node.objects.create(
        instansi=house.instansi, renstra=renstra, level="sasaran", nama="Sasaran"
    )
    pk = PerjanjianKinerja.objects.create(
        instansi=house.instansi, tahun=2026, renstra=renstra, status="draf"
    )
    Indikator.objects.bulk_create(
        Indikator(
            instansi=house.instansi, node=node, kode=f"IKK-{n}", satuan="dokumen", urut=n,
            nama=f"Jumlah dokumen pengelolaan {n}", unit=house.unit, status="berlaku",
        )
        for n in range(each)
    )  # fmt: skip
    for indikator in Indikator.objects.filter(instansi=house.instansi)[:FORM_ROWS]:
        target = Target.objects.create(
            instansi=house.instansi, pk_versi=pk, indikator=indikator, nilai=12
        )
        TargetPeriode.objects.create(
            instansi=house.instansi, target=target, periode="2026-TW3", nilai=3
        )
    pk.status = "ditetapkan"
    pk.save()


def _runs(house, each):
    """Finished runs of every quarter but the one of the form."""
    Pengumpulan.objects.bulk_create(
        Pengumpulan(
            instansi=house.instansi, at="selesai", since=timezone.now(),
            tahun=int(code[:4]), periode=code,
        )
        for code in periods(each + 2)
        if code != "2026-TW3"
    )  # fmt: skip


def _papers(house, each):
    run = Pengumpulan.objects.filter(instansi=house.instansi).first()
    now = timezone.now()
    Paper.objects.bulk_create(
        Paper(
            instansi=house.instansi, kind_key="laporan_pengumpulan", status="terbit",
            nomor=f"800/{n:04}/B/X/2026", tahun=2026, periode=run.periode, tanggal=now.date(),
            judul="Laporan hasil pengumpulan data kinerja", run_label=run.label, run_id=run.pk,
            case_label=run.label, case_id=run.pk, row="analisa", archived=True, issued_at=now,
            revision=n, render="dibuat", file="naskah/x.pdf", file_size=1000,
            file_hash="a" * 64, pages=1,
        )
        for n in range(each)
    )  # fmt: skip


def _form(house):
    """A form of forty indicators that stands at `isi`."""
    run = Pengumpulan.begin(instansi=house.instansi, tahun=2026, periode="2026-TW3", at="pengisian")
    run.save(force_insert=True)
    draw_forms(run)
    form = run.forms.get()
    perform(form, "terima", by=house.staf, seen=form.seen())
    return form.pk
