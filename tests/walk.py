"""Walking a run through its rows as the five people would, straight through the doors."""

from __future__ import annotations

from decimal import Decimal

from collection.models import Pengumpulan
from collection.periksa import answer_to, findings
from collection.tanda import accept_answers
from measurement.models import Pengukuran
from sakip.papers import store, tasks
from sakip.papers.pdf import Pdf
from sakip.sop.blockers import unmade
from sakip.sop.drafts import Draft
from sakip.sop.perform import begin, perform, write

TW3 = "2026-TW3"

NOT_RELEVANT = {"keadaan": "tidak_relevan", "keterangan": "Belum terbit tahun ini."}
EXAMPLES = {
    "notulen": {
        "mulai": "09.00",
        "selesai": "10.00",
        "notulis": "Notulis (uji)",
        "pembahasan": "Data yang dikumpulkan.",
        "keputusan": "Dahulukan IKU.",
    },
    "checklist": dict.fromkeys(
        [
            "renstra",
            "perjanjian_kinerja",
            "pkpt",
            "lihp",
            "data_tl",
            "hasil_survey",
            "lhe_sakip",
            "juknis",
        ],
        NOT_RELEVANT,
    ),
    **{
        key: {"analisis": "Sebagian besar tercapai.", "kesimpulan": "Dilanjutkan."}
        for key in (
            "draft_laporan_pengumpulan",
            "laporan_pengumpulan",
            "draft_laporan_pengukuran",
            "laporan_pengukuran",
        )
    },
}


def who(people, step_or_role):
    """The usual person of a role."""
    return {
        "kepala": people.kepala,
        "sekretaris": people.sekretaris,
        "tim_sakip": people.tim,
        "bidang": people.bidang,
        "staf": people.staf,
    }[step_or_role]


def do(run, verb, by, note="", **data):
    """One act, with the page freshly loaded."""
    run = type(run).objects.get(pk=run.pk)
    perform(run, verb, by=by, seen=run.seen(), note=note, **data)
    return type(run).objects.get(pk=run.pk)


def fill_drafts(run, by):
    """Write into every draft of the waiting row what makes it whole (its own suggestions first)."""
    for kind in run.step.gives:
        form_class = run.drafts.get(kind)
        if form_class is None:
            continue
        draft = Draft(run, kind)
        isi = form_class.of(run, kind).initial | EXAMPLES.get(kind.key, {})
        if run.label == Pengumpulan._meta.label_lower and "tanda" in form_class.base_fields:
            isi["tanda"] = accept_answers(run)
        write(draft, by=by, seen=draft.seen(), isi=isi)


def start(people, procedure=Pengumpulan, periode=TW3):
    return begin(procedure, by=people.tim, periode=periode)


def fill(form, by, values=None):
    """Fill every open row of a form (1 by default, or by code) and its spending."""
    for isian in form.isian.filter(terbuka=True, terkunci=False):
        value = (values or {}).get(isian.kode, Decimal(isian.target["periode"][TW3]["nilai"] or 1))
        if isian.kamus["penyebut"]:
            fields = {"keadaan": "dilaporkan", "pembilang": value, "penyebut": Decimal(100)}
        else:
            fields = {"keadaan": "dilaporkan", "nilai": value}
        write(isian, by=by, seen=isian.seen(), **fields, penghambat="-", rencana="-")
    for line in form.anggaran.filter(terbuka=True):
        write(line, by=by, seen=line.seen(), realisasi=line.pagu // 2)


def hand_in(people, form, values=None):
    """The unit receives, fills and hands in; Tim SAKIP receives."""
    staf, _ = unit_people(people, form)
    form = do(form, "terima", staf)
    fill(form, staf, values)
    return pass_on(people, form)


def pass_on(people, form):
    """A filled form from the Staf to the head of the unit to Tim SAKIP, who receives it."""
    staf, kepala = unit_people(people, form)
    answer_warnings(form, staf)
    for verb, by in (("isi", staf), ("serahkan", kepala), ("periksa", people.tim)):
        form = do(form, verb, by)
    return form


def answer_warnings(form, by):
    """One sentence to every warning of Periksa isian."""
    for found in findings(form):
        if not found.blocking:
            answer_to(found, "Sudah dicocokkan dengan sumbernya.", by=by)


def unit_people(people, form):
    return {
        people.staf.unit_id: (people.staf, people.bidang),
        people.staf_lain.unit_id: (people.staf_lain, people.bidang_lain),
    }[form.unit_id]


def to(run, people, key, values=None):
    """Go on until the run waits at `key` (or is "selesai")."""
    run = type(run).objects.get(pk=run.pk)
    while run.at != key:
        here = run.step
        if here.carried_by == "forms":
            for form in run.forms.exclude(at="selesai"):
                hand_in(people, form, values)
        elif here.carried_by == "lembar_disposisi":
            dispose(run.lembar_disposisi.get(), people)
        else:
            by = who(people, here.roles[0])
            fill_drafts(run, by)
            if here.key == "arsip":
                make_files(run)
            do(run, here.key, by)
        run = type(run).objects.get(pk=run.pk)
    return run


def make_files(run):
    """What the worker does with the papers of a case, without setting a page."""
    for paper in unmade(run):
        name, made = f"naskah/uji/{paper.data_hash}.pdf", Pdf(b"%PDF-1.7 " + str(paper).encode(), 1)
        store.put(name, made.content)
        tasks._finished(paper, made, name)


def dispose(sheet, people):
    if sheet.at == "sajikan":
        write(sheet, by=people.sekretaris, seen=sheet.seen(), sifat="biasa", ringkasan="Lengkap.")
        sheet = do(sheet, "sajikan", people.sekretaris)
    isi = {"kepada": [], "harap": ["arsipkan"], "catatan": "Arsipkan.", "tenggat": None}
    return do(sheet, "disposisi", people.kepala, isi=isi)


__all__ = [
    "Pengukuran",
    "dispose",
    "do",
    "fill",
    "fill_drafts",
    "hand_in",
    "make_files",
    "pass_on",
    "start",
    "to",
    "who",
]
