"""A few pages of the tests' own, to look at the shared parts without any room of the house."""

import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from sakip.lib.fields import AngkaField, RupiahField, TanggalField
from sakip.lib.markup import lencana, tautan
from sakip.lib.table import Column, Group, Table, sorted_by
from sakip.lib.table import Row as TableRow


class Formulir(forms.Form):
    nama = forms.CharField(label="Nama indikator", help_text="Seperti pada Perjanjian Kinerja")
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Pilih"), ("iku", "IKU")])
    target = AngkaField(label="Target", unit="persen")
    pagu = RupiahField(label="Pagu", required=False)
    mulai = TanggalField(label="Berlaku mulai", help_text="Tanggal surat")
    arah = forms.ChoiceField(
        label="Arah", widget=forms.RadioSelect, choices=[("n", "Makin tinggi"), ("t", "Rendah")]
    )
    unit = forms.MultipleChoiceField(
        label="Unit", widget=forms.CheckboxSelectMultiple, choices=[("a", "A")], required=False
    )
    setuju = forms.BooleanField(label="Sudah diperiksa", help_text="Wajib sebelum menyimpan")
    berkas = forms.FileField(label="Bukti dukung", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Identitas", "nama", Row("jenis", "target", "pagu")),
            Fieldset("Masa berlaku", "mulai", "arah", "unit", "setuju", "berkas"),
        )
        self.helper.add_input(Submit("putusan", "Simpan"))


FORM_PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block judul %}Ubah <b>indikator</b>{% endblock %}
{% block aksi %}<a class="btn btn-secondary" href="/daftar/">Daftar</a>{% endblock %}
{% block isi %}<div class="borang">{% crispy form %}</div>{% endblock %}"""
LIST_PAGE = """{% extends "base.html" %}
{% block judul %}Daftar{% endblock %}
{% block isi %}<div class="lembar">{% include "parts/tabel.html" with tabel=tabel only %}
{% include "parts/halaman.html" with page=page what="indikator" only %}</div>
<div class="lembar">{% include "parts/jam.html" with jam=jam only %}
{% include "parts/segmen.html" with rows=marks only %}
{% include "parts/lencana.html" with status="biru" word="Berjalan" icon="play-fill" only %}
{% include "parts/lampu.html" with status="merah" only %}</div>
{% include "parts/kosong.html" with title="Belum ada" text="Buatlah satu." url="/" label="Buat" level=2 only %}
{% endblock %}"""
PLAIN_PAGE = """{% extends "base.html" %}{% block judul %}Terkirim{% endblock %}
{% block isi %}<p id="terkirim">{{ sent }}</p>{% endblock %}"""
SENT = []


def page(request, source, **context):
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def formulir(request):
    form = Formulir(request.POST or None)
    return page(request, FORM_PAGE, form=form, remah=[("Pengaturan", "/"), ("IKU-3", None)])


def daftar(request):
    columns = [
        Column("Indikator", sort="nama"),
        Column("Keadaan", plain=True),
        Column("Realisasi", "n", sort="nilai"),
        Column("Tindakan", quiet=True),
    ]
    badge = lencana("hijau", "Diterima", "check2")
    rows = [Group("Sasaran 1"), ("A & B", badge, None, tautan("/?a=1&b=2", "Ubah"))]
    rows.append(TableRow(("C", badge, "1.234,50", ""), id="r-c", kind="terpilih"))
    messages.success(request, "Formulir diserahkan")
    messages.error(request, "Satu berkas ditolak")
    return page(
        request,
        LIST_PAGE,
        tabel=Table("Daftar", columns, rows, request.GET, sorted_by(request.GET, columns, "nama")),
        page=Paginator(range(1234), 50).get_page(request.GET.get("halaman")),
        jam={"state": "lewat", "used": 42, "standard": 30, "read": "42", "of": "30 menit"},
        marks=[("selesai", False), ("selesai", True), ("sekarang", False), ("nanti", False)],
    )


def kirim(request):
    """Notes every submission with the button that sent it, and answers slowly enough for two."""
    if request.method == "POST":
        SENT.append(request.POST.get("putusan"))
        time.sleep(0.5)
        return page(request, PLAIN_PAGE, sent=",".join(map(str, SENT)))
    return page(
        request,
        """{% extends "base.html" %}{% block judul %}Kirim{% endblock %}{% block isi %}
        <form method="post" action="/kirim/">{% csrf_token %}<button name="putusan" value="setuju">Setujui</button>
        <button name="putusan" value="kembali">Kembalikan</button></form>{% endblock %}""",
    )


def galat(request, code):
    return render(request, f"{code}.html", CONFLICT if code == "409" else {}, status=int(code[:3]))


CONFLICT = {
    "headline": "Laporan ini sudah diputuskan oleh Plh. Sekretaris pada 10.14 WITA",
    "happened": "Putusan Anda belum dicatat.",
    "difference": [("Putusan", "Disetujui", "Kembalikan 1 isian"), ("Arahan", "", "Lengkapi.")],
    "texts": ["Lengkapi bukti IKK-37 <sekarang>."],
    "advice": "Salinlah arahan Anda.",
    "ways": [("Lihat proses sekarang", "/pengumpulan/")],
}


def terlarang(request):
    raise PermissionDenied("Langkah 8 hanya dapat dikerjakan oleh Tim SAKIP.")


NAMES = [
    "beranda",
    "pengumpulan",
    "pengukuran",
    "disposisi",
    "kinerja",
    "laporan",
    "arsip",
    "perencanaan",
    "kelola",
]
urlpatterns = [
    path("formulir/", formulir),
    path("daftar/", daftar),
    path("kirim/", kirim),
    path("terlarang/", terlarang),
    path("galat/<code>/", galat),
    path("akun/", include("allauth.urls")),
    *(path("" if name == "beranda" else f"{name}/", daftar, name=name) for name in NAMES),
]
