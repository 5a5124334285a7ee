"""The dashboard of approved figures: read from snapshots and the log alone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from decimal import Decimal

from django.http import Http404
from django.shortcuts import render

from collection.models import Pengumpulan
from collection.words import ADA, BELUM, BELUM_JATUH_TEMPO, CHOICES, STATES, state_of
from measurement import printing as p
from sakip.lib import tanggal
from sakip.lib.angka import NOTHING, percent, rounded
from sakip.people.offices import any_office
from sakip.planning.periods import Period, months, quarters
from sakip.sop import clock
from sakip.sop.calendar import calendar_of
from sakip.sop.step import FINISHED
from sakip.sop.worktime import NEARING, OVER, WITHIN, spent, standard
from sakip.trail.models import Entry, Kind

from .cards import card
from .pengukuran import Pengukuran
from .sources import APPROVED

STUCK = 5  # rows of the sheet that are listed
NEAR = 90  # percent of its standard from which an average is near it


@any_office
def kinerja(request):
    """The approved figures of one period; without any, what has to happen first."""
    there = periods(request.instansi)
    if not there:
        return render(request, "measurement/kinerja.html", {"periods": []})
    run_id = there[chosen(request, there)]
    run = Pengukuran.objects.select_related("instansi").get(pk=run_id)
    doc, period = run.snapshot, run.period
    year = snapshots(run, there)
    collections = collected(run)
    return render(
        request,
        "measurement/kinerja.html",
        {
            "run": run,
            "periods": options(there),
            "chosen": period.code,
            "disetujui": approval(run),
            "ikhtisar": leading(doc, year, period, collections),
            "kartu": [
                card(row, year, period)
                for row in sorted(
                    iku(doc), key=lambda r: r["capaian"]["sampai"]["reported"] is None
                )
            ],
            "lalu": period.tahun - 1,
            "unit": units(collections, run),
            "labels": [short(c.period) for c in collections],
            "sendat": stuck(run),
            "tertahan": held_up(run.instansi),
        },
    )


# -- which period -----------------------------------------------------------------------------


def periods(instansi) -> dict[str, int]:
    """{period code: the measurement approved last for it}, newest first."""
    rows = Pengukuran.objects.filter(instansi=instansi, at__in=APPROVED).order_by("revisi")
    found = dict(rows.values_list("periode", "pk"))
    return dict(sorted(found.items(), key=lambda item: _age(Period(item[0])), reverse=True))


def _age(period: Period):
    return (period.tahun, period.last_month, not period.is_month)


def chosen(request, there) -> str:
    asked = request.GET.get("periode", "")
    if asked and asked not in there:
        raise Http404
    return asked or next(iter(there))


def options(there) -> list[tuple[str, str]]:
    return [(code, str(Period(code))) for code in there]


def short(period: Period) -> str:
    return period.short.removeprefix("bulan ").rsplit(" ", 1)[0]


def kin(period: Period, tahun: int) -> list[Period]:
    """The periods of a year that are of the same kind."""
    return months(tahun) if period.is_month else quarters(tahun)


def snapshots(run, there) -> dict[str, dict]:
    """The approved documents of this year and the last, by period code; one query."""
    period = run.period
    codes = [q.code for tahun in (period.tahun - 1, period.tahun) for q in kin(period, tahun)]
    wanted = [there[code] for code in codes if code in there and _age(Period(code)) <= _age(period)]
    rows = Pengukuran.objects.filter(pk__in=wanted).values_list("periode", "snapshot")
    return dict(rows)


def collected(run) -> list[Pengumpulan]:
    """The approved collections of the year up to the period, the latest revision of each."""
    codes = [q.code for q in run.period.so_far()]
    rows = Pengumpulan.objects.filter(instansi=run.instansi, periode__in=codes, at__in=APPROVED)
    latest = {c.periode: c for c in rows.order_by("revisi")}
    return [latest[code] for code in codes if code in latest]


def approval(run) -> str:
    """ "Angka disetujui Sekretaris 14 Oktober 2026, dilaporkan kepada Kepala Badan 15 ..." """
    days = {
        record.verb: tanggal.long_date(tanggal.local(record.on, run.instansi.zona).date())
        for record in Entry.objects.of(run).filter(verb__in=("analisa", "lapor"))
    }
    said = f"Angka disetujui Sekretaris {days['analisa']}"
    return said + (f", dilaporkan kepada Kepala Badan {days['lapor']}" if "lapor" in days else "")


# -- the four figures -------------------------------------------------------------------------


def leading(doc, year, period, collections) -> dict:
    whole = doc["ringkasan"]
    last = collections[-1] if collections and collections[-1].periode == period.code else None
    return {
        "tercapai": whole["tercapai"],
        "dinilai": whole["dinilai"],
        "tidak": whole["tidak_dihitung"],
        "rata": p.share_sign(whole["rata"]),
        "kategori": whole["kategori"] or ("" if whole["lengkap"] else "Data belum lengkap"),
        "sebelum": before(year, period),
        "isian": completeness(rows_of(last)) if last else None,
        "tepat": punctuality(last) if last else None,
    }


def before(year, period) -> str:
    """ "Triwulan II 94,12%": the mean of the period before, where it was approved."""
    previous = period.previous()
    doc = year.get(previous.code)
    if doc is None:
        return ""
    return f"{str(previous).rsplit(' ', 1)[0]} {p.share_sign(doc['ringkasan']['rata'])}"


def rows_of(collection, unit=None) -> list[dict]:
    """The rows that a collection asked; what single months said lies within their quarter's."""
    return [
        row
        for form in collection.snapshot["unit"]
        if unit is None or form["id"] == unit
        for row in form["isian"]
    ]


def completeness(rows) -> dict:
    """Rows with a value, a nihil, or a reason why there is none, of all that were due."""
    said = Counter(state_of(row, due=row["jatuh_tempo"]) for row in rows)
    not_due = said.pop(BELUM_JATUH_TEMPO, 0)
    answered = said.total() - said[BELUM]
    words = [f"{said[s]} {STATES[s].lower()}" for s in CHOICES if s != ADA and said[s]]
    words += [f"{not_due} belum jatuh tempo"] * bool(not_due)
    return {
        "terisi": answered,
        "jumlah": said.total(),
        "kata": ", ".join(words).replace("nihil (0)", "nihil") or "semuanya bernilai",
        "persen": share(answered, said.total()),
    }


def share(part, whole) -> str:
    """A share of whole things, with one decimal only where there is one: 100%, 87,5%."""
    if not whole:
        return NOTHING
    value = rounded(Decimal(part) * 100 / whole, 1)
    return percent(value, 0 if value == value.to_integral_value() else 1)


def punctuality(collection) -> dict:
    late = [form["nama"] for form in collection.snapshot["unit"] if not on_time(form, collection)]
    every = len(collection.snapshot["unit"])
    words = f"{len(late)} unit terlambat" if late else "semua unit tepat waktu"
    return {"tepat": every - len(late), "unit": every, "kata": words}


def on_time(form, collection) -> bool:
    """Handed in by the first tenggat, whatever it was put off to later."""
    if not form["diserahkan"]:
        return False
    if not form["tenggat_awal"]:
        return True
    handed = datetime.fromisoformat(form["diserahkan"])
    day = tanggal.local(handed, collection.instansi.zona).date()
    return day.isoformat() <= form["tenggat_awal"]


def iku(doc) -> list[dict]:
    """The Indikator Kinerja Utama; an agency without any sees what hangs on its sasaran."""
    rows = [r for r in doc["baris"] if r["kamus"]["jenis"] == "IKU"]
    return rows or [r for r in doc["baris"] if r["kamus"]["node"][1] == "sasaran"]


def by_code(row):
    """IKU-2 before IKU-10; what has no figure comes last."""
    parts = re.split(r"(\d+)", row["kode"])
    numbered = [(int(x), "") if x.isdigit() else (0, x) for x in parts]
    return row["capaian"]["sampai"]["reported"] is None, numbered


# -- units and rows ---------------------------------------------------------------------------


def units(collections, run) -> list[dict]:
    """Each unit's completeness period by period, and how often it was on time this year."""
    names = {
        form["id"]: form["nama"] for c in collections for form in c.snapshot["unit"]
    }  # the latest name wins
    return [_unit(pk, name, collections) for pk, name in names.items()]


def _unit(pk, name, collections) -> dict:
    forms = [next((f for f in c.snapshot["unit"] if f["id"] == pk), None) for c in collections]
    marks = [
        ("selesai" if form and on_time(form, c) else "nanti", False)
        for form, c in zip(forms, collections, strict=True)
        if form
    ]
    punctual = sum(m[0] == "selesai" for m in marks)
    return {
        "nama": name,
        "lengkap": [
            (short(c.period), completeness(rows_of(c, pk))["persen"] if form else NOTHING)
            for form, c in zip(forms, collections, strict=True)
        ],
        "tepat": f"{punctual} dari {len(marks)}",
        "marks": marks,
        "label": f"{punctual} dari {len(marks)} periode tepat waktu",
    }


def stuck(run) -> dict:
    """The rows of the collections of the year that took longest against their standard."""
    runs = Pengumpulan.objects.filter(instansi=run.instansi, tahun=run.tahun)
    done = list(runs.filter(at__in=APPROVED).values_list("pk", flat=True))
    records = Entry.objects.filter(
        instansi=run.instansi,
        kind=Kind.ACT,
        object_label=Pengumpulan._meta.label_lower,
        object_id__in=done,
        minutes__isnull=False,
    ).exclude(standard="")
    calendar, rows = calendar_of(run.instansi), {s.key: [] for s in Pengumpulan.sop}
    for record in records.only("origin", "since", "on", "standard"):
        if record.origin in rows:
            rows[record.origin].append(
                spent(calendar, record.since, record.on, standard(record.standard), finished=True)
            )
    lines = [_stuck_line(Pengumpulan.row(key), times) for key, times in rows.items() if times]
    lines.sort(key=lambda line: line["ratio"], reverse=True)
    return {"proses": len(done), "baris": lines[:STUCK]}


def _stuck_line(row, times) -> dict:
    used = sum(t.used for t in times) // len(times)
    allowed = sum(t.allowed for t in times) // len(times)
    late = sum(bool(t.over) for t in times)
    days = standard(row.time).days
    over = used - allowed
    words = _in_days(days, over, used) if days else f"{used} dari {allowed} menit"
    return {
        "no": row.number,
        "nama": row.text,
        "ratio": used / max(allowed, 1),
        "jam": {
            "state": pace(used, allowed),
            "used": used,
            "standard": allowed,
            "read": words,
        },
        "lewat": f"{late} dari {len(times)}",
    }


def pace(used, allowed) -> str:
    """The state of an average: it comes near its standard from 90 percent on."""
    if used > allowed:
        return OVER
    return NEARING if used * 100 >= allowed * NEAR else WITHIN


def _in_days(days, over, used) -> str:
    whole = f"{days} hari"
    if over > 0:
        return f"{whole} {tanggal.duration(over)} dari {whole}"
    return f"{tanggal.duration(used)} dari {whole}"


def held_up(instansi) -> list[dict]:
    """Processes whose waiting row is over its standard now."""
    found = []
    for model in (Pengumpulan, Pengukuran):
        waiting = model.objects.filter(instansi=instansi).exclude(at=FINISHED)
        for run in waiting.defer("snapshot").select_related("instansi"):
            now = clock.running(run)
            if now.get("late"):
                found.append({"run": run, "kata": f"langkah {run.step.number}, {now['left']}"})
    return found
