"""What the page of each row of SOP 9.1 shows beside its papers, and what stands beside its rows."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from sakip.lib import tanggal
from sakip.people.models import Penugasan, Role
from sakip.sop import access
from sakip.sop.models import Reading

from . import carry, rules, words
from .draw import by_unit, due_indicators, proposed_deadline
from .form_rules import ANSWERED
from .gates import letters
from .hitung import is_due
from .posted import day_input
from .review import Review

OWN_PAGES = ("rekap", "analisa")  # worked on at their own address, not on the rail


def page(run, key, request) -> dict:
    """The context of templates/collection/langkah/<key>.html."""
    if key in OWN_PAGES:
        return {
            "halaman_langkah": reverse("langkah", args=["pengumpulan", run.pk, key]),
            "drafts": (),
            "own_buttons": True,
        }
    build = {
        "penyiapan": preparation,
        "distribusi": distribution,
        "pengisian": filling,
        "laporan": report,
        "lapor": presented,
        "arsip": archive,
    }.get(key)
    return build(run, request) if build else {}


def overview(run, offices) -> dict:
    """Beside the rows: the forms of the units, and the latest arahan."""
    seen = {"V", "status"} & {way for o in offices for way in access.rights(o, run, "pengisian")}
    if not run.reached("penyiapan") or not seen:
        return {}
    return {
        "samping": "collection/samping.html",
        "formulir_unit": forms_of(run, offices),
        "arahan": directions(run, offices),
        **deputies(run, offices),
    }


def directions(run, offices) -> list:
    """What was said at the latest returns; of one form only to those who may know of that form."""
    forms = [f for f in run.forms.select_related("run") if letters(offices, f) & access.SEEING]
    said = run.pengembalian.filter(Q(formulir=None) | Q(formulir__in=forms))
    return list(said.select_related("by").order_by("-pk")[:3])


def deputies(run, offices) -> dict:
    """Said in time, before `analisa`: whom own work would bar there, and who enters a deputy."""
    if run.at not in ("distribusi", "pengisian", "rekap", "laporan"):
        return {"perlu_plh": [], "tugaskan": ""}
    way = f"{reverse('kelola_penugasan_baru')}?run={run.label}:{run.pk}"
    return {
        "perlu_plh": list(rules.hands_needed_elsewhere(run)),
        "tugaskan": way if any(o.role == Role.ADMIN for o in offices) else "",
    }


# -- rows ---------------------------------------------------------------------------------------


def preparation(run, request) -> dict:
    """Row 5: what will be drawn, unit by unit, and what stands in its way."""
    if run.past("penyiapan"):
        return {"digambar": forms_of(run, request.offices)}
    months = carry.Months(run)
    heads = _heads(run)
    return {
        "rencana": [
            {
                "unit": unit,
                "jumlah": len(targets),
                "tempo": sum(_due(run, t) for t in targets),
                "kepala": heads.get(unit.pk, ""),
                "indikator": [_planned(run, t, months) for t in targets],
            }
            for unit, targets in by_unit(run).items()
        ],
        "masalah": [
            (sentence, _indicator_url(target.indikator))
            for target in due_indicators(run)
            for sentence in rules.why_not_asked(target.indikator)
        ],
    }


def _due(run, target) -> bool:
    from measurement.kept import metode_of

    from .draw import kamus, promise

    return is_due(metode_of(kamus(target.indikator)), promise(target), run.period)


def _planned(run, target, months) -> dict:
    indikator = target.indikator
    lacking = [
        word
        for word, said in (("satuan", indikator.satuan), ("rumus dalam kata", indikator.formulasi))
        if not said
    ]
    notes = [item["kalimat"] for item in months.of(target)]
    notes += [f"{' dan '.join(lacking).capitalize()} belum ditulis di kamus."] * bool(lacking)
    return {
        "kode": indikator.kode,
        "nama": indikator.nama,
        "url": _indicator_url(indikator),
        "tempo": _due(run, target),
        "catatan": notes,
    }


def _indicator_url(indikator) -> str:
    try:
        return reverse("indikator", args=[indikator.pk])
    except NoReverseMatch:
        return ""


def _heads(run) -> dict[int, str]:
    """{unit: who can hand in for it today}."""
    offices = Penugasan.objects.filter(instansi=run.instansi, role=Role.BIDANG)
    found: dict[int, list[str]] = {}
    for office in offices.on(run.instansi.today()).select_related("user"):
        found.setdefault(office.unit_id, []).append(f"{office.user}, {office.capacity}")
    return {pk: "; ".join(names) for pk, names in found.items()}


def distribution(run, request) -> dict:
    """Row 6: to whom, until when; afterwards who has received."""
    proposed = proposed_deadline(run, tanggal.now())
    posted = request.POST if request.method == "POST" else None
    return {
        "tenggat_isian": day_input("tenggat", posted, proposed) if run.at == "distribusi" else "",
        "usulan": proposed,
        "formulir_unit": forms_of(run, request.offices),
        **deputies(run, request.offices),
    }


def filling(run, request) -> dict:
    """Row 7: how far every unit is; units see their own."""
    return {
        "formulir_unit": forms_of(run, request.offices),
        **deputies(run, request.offices),
    }


def report(run, request) -> dict:
    """Row 9: what the report says of the collection, in figures."""
    review = Review(run, "laporan", request)
    return {
        "angka": review.figures(),
        "unit_ringkas": review.by_units(),
        **deputies(run, request.offices),
    }


def presented(run, request) -> dict:
    """Row 11: the sheet that carries it."""
    return {"sheet": run.lembar_disposisi.first()}


def archive(run, request) -> dict:
    """Row 12: what lies in the file, and what does not."""
    from .laporan import archive_facts

    if run.past("arsip"):
        return {}
    return {"berkas": archive_facts(run)}


# -- the forms of the units, how far they are -----------------------------------------------------


def forms_of(run, offices) -> list[dict]:
    """One line a form that these offices may know of; three queries whatever their number."""
    mine = Q(isian__terkunci=False)
    forms = list(
        run.forms.select_related("unit", "instansi", "run")
        .annotate(
            isi=Count("isian", filter=mine),
            sentuh=Count("isian", filter=mine & Q(isian__version__gt=0)),
            jumlah=Count("isian", filter=Q(isian__bulan="")),
        )
        .order_by("unit__urut", "pk")
    )
    answered = _answered(run)
    opened = set(
        Reading.objects.filter(
            instansi=run.instansi, run_label="collection.formulir", run_id__in=[f.pk for f in forms]
        ).values_list("run_id", flat=True)
    )
    return [
        _form_line(form, answered.get(form.pk, 0), form.pk in opened, offices)
        for form in forms
        if letters(offices, form) & access.SEEING
    ]


def _answered(run) -> dict[int, int]:
    from .isian import Isian

    rows = Isian.objects.filter(ANSWERED, formulir__run=run, terkunci=False).order_by()
    return dict(rows.values_list("formulir").annotate(n=Count("pk")))


def _form_line(form, answered, opened, offices) -> dict:
    colour, word, icon = words.form_status(form, touched=bool(form.sentuh))
    zone = form.instansi.zona
    if form.at == "terima" and form.run.reached("pengisian"):
        word = "Dibuka, belum diterima" if opened else "Dibagikan, belum dibuka"
    return {
        "unit": form.unit.nama,
        "nomor": form.nomor,
        "url": form.get_absolute_url(),
        "status": (colour, word, icon),
        "isi": form.isi,
        "jumlah": form.jumlah,
        "terisi": answered,
        "diterima": tanggal.short(form.diterima_pada, zone) if form.diterima_pada else "",
        "diserahkan": tanggal.short(form.diserahkan_pada, zone) if form.diserahkan_pada else "",
        "ketepatan": words.timeliness(form),
        "tenggat": form.tenggat,
    }
