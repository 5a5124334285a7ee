"""The pages of the report and of the analysis: what deserves a look, what was returned, what follows."""

from __future__ import annotations

from django.core.paginator import Paginator

from measurement import printing as p
from sakip.sop import clock

from .evaluasi import marks_of
from .kept import figure
from .models import Butir
from .pages import PAGE, leading, only_of, tree_lines
from .snapshot import document
from .trace import trace

MOVES = [
    ("rekap", "Langkah 6, rekapitulasi", "Rencana tindak lanjut dan laporan disusun kembali."),
    ("pengukuran", "Langkah 5, pengukuran", "Baris yang ditandai dibuka; capaian dihitung ulang."),
    ("metodologi", "Langkah 4, metodologi", "Metode baris yang ditandai dibuka untuk diperbaiki."),
]


def report(run, request, units) -> dict:
    """Row 7: the criterion, the leading figures, the plans."""
    doc = document(run)
    return {
        "doc": doc,
        "ringkas": None if units else leading(doc),
        "kalimat": doc["ringkasan"]["kalimat"],
        "tetap": fixed_plans(doc, units),
    }


def fixed_plans(doc, units) -> list[dict]:
    """The plans as words, for whoever cannot or can no longer write them."""
    return [
        {**said, "tenggat_kata": p.day(said["tenggat"])} for said in only_of(doc["rencana"], units)
    ]


def analysis(run, request, units) -> dict:
    """Row 8: the worksheet reviewed, the marks, the two decisions."""
    doc = document(run)
    rows = only_of(doc["baris"], units)
    everything = request.GET.get("tampil") == "semua"
    marks = marks_of(run) if run.at == "analisa" else {}
    changed = {b["kode"]: b for r in returned(run)[-1:] for b in r["items"]}
    lines = [review_line(row, marks, changed.get(row["kode"])) for row in rows]
    asked = [r for r in rows if r["kode"] == request.GET.get("jejak", "")]
    worth = [line for line in lines if line["sebab"] or line["tanda"] == "kembalikan"]
    listed = Paginator(lines if everything else worth, PAGE).get_page(request.GET.get("halaman"))
    return {
        "doc": doc,
        "jam": clock.running(run) if run.at == "analisa" else None,
        "kalimat": doc["ringkasan"]["kalimat"],
        "ringkas": None if units else leading(doc),
        "pohon": [] if units else tree_lines(doc, "program"),
        "jejak": trace(asked[0], doc) if asked else None,
        "baris": by_unit(listed),
        "lembar_halaman": listed,
        "semua": everything,
        "jumlah": len(lines),
        "perlu": len(worth),
        "ditandai": sum(line["tanda"] == "kembalikan" for line in lines),
        "jenis": Butir.Jenis.choices,
        "langkah": MOVES,
        "ke": request.POST.get("ke", "rekap"),
        "catatan_umum": request.POST.get("catatan", ""),
        "tetap": fixed_plans(doc, units),
    }


def review_line(row, marks, item) -> dict:
    kamus, three = row["kamus"], row["capaian"]
    said = three["sampai"]
    status, word = p.lamp(said)
    mark = marks.get(str(row["id"]), {})
    return {
        "id": row["id"],
        "unit": row["unit"]["nama"] if row["unit"] else "Tanpa unit",
        "kode": row["kode"],
        "nama": row["nama"],
        "target": p.with_unit(p.target(three["target"], kamus), kamus),
        "realisasi": p.with_unit(p.value(three["realisasi"], kamus), kamus),
        "data": p.base_short(row) if " / " in p.base_short(row) else "",
        "capaian": p.share_sign(said["reported"], kamus),
        "status": status,
        "word": word,
        "sebab": worth_a_look(row, item),
        "bukti": len((row["formulir"] or {}).get("bukti", [])),
        "tanda": mark.get("p", "terima"),
        "jenis": mark.get("j", ""),
        "alasan": mark.get("a", ""),
    }


def worth_a_look(row, item) -> list[str]:
    """Why the Sekretaris should look at a row: everything that is not simply reached."""
    said, found = row["capaian"]["sampai"], []
    if item and item["lama"] != item["baru"]:
        found.append(f"Berubah sejak putaran lalu: {item['lama']} menjadi {item['baru']}")
    if said["status"] in ("sementara", "tidak_dapat_dihitung", "belum_dilaporkan"):
        found.append(p.sentence(said["keterangan"]))
    if said["tercapai"] is False:
        name = (
            "IKU belum mencapai target"
            if row["kamus"]["jenis"] == "IKU"
            else "Belum mencapai target"
        )
        found.append(name if said["lampu"] == "mendekati" else "Di bawah 80%")
    if p.needs_review(row):
        found.append("Di atas 150%: periksa target")
    if row["catatan"]:
        found.append(f"Catatan Tim SAKIP: {row['catatan']}")
    return found


def by_unit(lines) -> list[tuple[str, list[dict]]]:
    groups: dict[str, list[dict]] = {}
    for line in lines:
        groups.setdefault(line["unit"], []).append(line)
    return list(groups.items())


def returned(run) -> list[dict]:
    """Every return of the run with its items: the old figure beside the present one, the answer."""
    numbers = {s.key: s.number for s in run.sop}
    rows = run.pengembalian.select_related("record").prefetch_related("butir__hasil__metode")
    return [
        {
            "round": row.round,
            "ke": numbers[row.to],
            "oleh": row.record.capacity,
            "on": row.on,
            "arahan": row.arahan,
            "items": [returned_item(b) for b in row.butir.all()],
        }
        for row in rows
    ]


def returned_item(butir) -> dict:
    metode, kamus = butir.hasil.metode, butir.hasil.metode.kamus
    return {
        "kode": metode.kode,
        "nama": metode.nama,
        "jenis": butir.get_jenis_display(),
        "alasan": butir.alasan,
        "lama": capaian_words(butir.lama["capaian"], kamus),
        "baru": capaian_words(butir.hasil.capaian, kamus),
        "jawaban": butir.jawaban,
    }


def capaian_words(capaian, kamus) -> str:
    if not capaian:
        return "belum diukur"
    said = capaian["sampai"]
    if figure(said["reported"]) is None:
        return said["keterangan"]
    return p.share_sign(said["reported"], kamus)
