"""What the tests of the collection share: a form open for its unit, and its page as a browser sends it."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client

from collection.models import Formulir, Isian, Pengumpulan
from sakip.planning.models import Anggaran, Indikator, PerjanjianKinerja, Target, TargetPeriode

from .walk import do, start, to

# A block of an office's own sheet, as Excel puts it on the clipboard.
SHEET = (
    "FORMULIR PENGUMPULAN DATA\t\t\t\t\t\r\n"
    'No\tKode\tIndikator Kinerja\tPembilang\tPenyebut\t"Realisasi\nTW III"\tKendala\r\n'
    "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\r\n"
    "\tProgram Kepegawaian Daerah\t\t\t\t\t\r\n"
    '1\tIKU-1\tPersentase jabatan terisi\t342\t418\t81,82%\t"Uji ditunda.\nMenunggu jadwal."\r\n'
    "2\tIKK-1\tKenaikan pangkat tepat waktu\t1.204\t1.250\t\t-\r\n"
    "3\tIKK-2\tJumlah pengaduan\t\t\t7 aduan\t\r\n"
    "\tJumlah\t\t1.546\t1.668\t\t\r\n"
)


def form_of(run, office) -> Formulir:
    """The form of that person's unit, read anew."""
    return Formulir.objects.select_related("run__instansi", "unit").get(
        run=run, unit=office.unit_id
    )


def at_filling(people, periode="2026-TW3"):
    """A run that waits for its units."""
    return to(start(people, Pengumpulan, periode), people, "pengisian")


def received(people, run=None) -> Formulir:
    """The form of Bidang Mutasi, received and open for its Staf."""
    run = run or at_filling(people)
    do(form_of(run, people.staf), "terima", people.staf)
    return form_of(run, people.staf)


def row(form, kode) -> Isian:
    return form.isian.get(kode=kode)


def grow(form, until):
    """More rows of the same kind: IKU-10, IKU-11, ..."""
    first = row(form, "IKU-1")
    for n in range(10, until):
        indikator = Indikator.objects.get(pk=first.indikator_id)
        indikator.pk, indikator.kode = None, f"IKU-{n}"
        indikator.save()
        said = {"kamus": first.kamus, "target": first.target, "nama": first.nama}
        Isian.objects.create(
            instansi=form.instansi,
            formulir=form,
            indikator=indikator,
            urut=n,
            kode=indikator.kode,
            **said,
        )


def inputs(response) -> dict:
    """Every input of the page's own form with the value a browser would send."""
    text = response.content.decode()
    found: dict = {}
    for tag in re.findall(r"<input\b[^>]*>", text):
        name, kind = attribute(tag, "name"), attribute(tag, "type")
        if not name or kind in ("file", "submit"):
            continue
        if kind in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[name] = attribute(tag, "value")
    for name, body in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', text, re.S
    ):
        found[name] = unescape(body)
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        first = re.search(r'<option value="([^"]*)"', body)
        found[name] = unescape((chosen or first)[1]) if first else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def attribute(tag, name) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def send(browser: Client, form, changes=None, *, page=None, **more):
    """Load the form's page (or take `page`, loaded before), change inputs, send it."""
    page = page or browser.get(form.get_absolute_url())
    return browser.post(form.get_absolute_url(), inputs(page) | (changes or {}) | more)


def text_of(response) -> str:
    """All that can be read on the page, blanks made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def change_promise(pk, kode, periods, year, **entry) -> PerjanjianKinerja:
    """A Perubahan of `pk` that promises one indicator anew, with these targets by period code."""
    new = PerjanjianKinerja.objects.create(
        instansi=pk.instansi,
        tahun=pk.tahun,
        versi=pk.versi + 1,
        renstra=pk.renstra,
        tanggal=pk.tanggal,
        berlaku_mulai=pk.berlaku_mulai,
    )
    Indikator.objects.filter(instansi=pk.instansi, kode=kode).update(**entry)
    for old in pk.targets.select_related("indikator"):
        mine = old.indikator.kode == kode
        target = Target.objects.create(
            instansi=pk.instansi,
            pk_versi=new,
            indikator=old.indikator,
            **(year if mine else {"nilai": old.nilai}),
        )
        said = periods if mine else {p.periode: {"nilai": p.nilai} for p in old.periods.all()}
        for code, value in said.items():
            TargetPeriode.objects.create(instansi=pk.instansi, target=target, periode=code, **value)
    for line in pk.anggaran.all():
        Anggaran.objects.create(instansi=pk.instansi, pk_versi=new, node=line.node, pagu=line.pagu)
    new.status = PerjanjianKinerja.DITETAPKAN
    new.save()
    return new


def approve(people, periode, values=None):
    """A collection of `periode`, filled with these values, approved by the Sekretaris."""
    return to(start(people, Pengumpulan, periode), people, "lapor", values)
