"""What the pages of SOP 9.2 show, drawn from the run's one document."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.urls import reverse

from measurement import printing as p
from sakip.people.models import Role
from sakip.sop import access

from .hasil import SMART
from .snapshot import document, method_row
from .trace import trace
from .work import methods

PAGE = 40  # rows with inputs a page (design: longer grids come in pages)
DEPTHS = [("sasaran", "Sasaran"), ("program", "Program"), ("kegiatan", "Kegiatan"),
          ("indikator", "Indikator")]  # fmt: skip
LEVELS = ["tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"]
RESULTS = [
    ("belum", "Belum mencapai target"),
    ("tercapai", "Tercapai"),
    ("tidak", "Tidak dihitung atau sementara"),
]


def page(run, key, request) -> dict:
    """What stands in the waiting row's place on the page of the whole run: a way to the real page."""
    return {"halaman_langkah": reverse("langkah", args=["pengukuran", run.pk, key])}


def tabs(run, key, offices) -> list[dict]:
    """The parts of a measurement as tabs: those this person may see and the run has reached."""
    names = {
        "pengukuran": "Kertas kerja",
        "rekap": "Rekapitulasi",
        "metodologi": "Metodologi",
        "laporan": "Laporan dan rencana",
        "analisa": "Analisa",
    }
    found = [
        {
            "label": label,
            "url": reverse("langkah", args=["pengukuran", run.pk, name]),
            "current": name == key,
        }
        for name, label in names.items()
        if run.reached(name) and shown_rows(run, name, offices) is not None
    ]
    return [*found, {"label": "Langkah dan riwayat", "url": run.get_absolute_url()}]


def shown_rows(run, key, offices) -> set[int] | None:
    """Whose worksheet rows these offices see on the row `key`: None nothing, an empty set all,
    else the units whose rows are theirs."""
    ways = access.sees(offices, run, key)
    if "V" in ways:
        return set()
    if "rows" in ways:
        return {o.unit_id for o in offices if o.role in (Role.BIDANG, Role.STAF)}
    return None


def only_of(rows, units):
    """The document's rows of these units; all where `units` is empty."""
    return [r for r in rows if not units or (r["unit"] and r["unit"]["id"] in units)]


# -- row 4 ------------------------------------------------------------------------------------


def methodology(run, request, units) -> dict:
    """The methods with their five questions, by the place their indicators hang on."""
    every = [m for m in methods(run).select_related("indikator") if not units or m.unit_id in units]
    listed = Paginator(every, PAGE).get_page(request.GET.get("halaman"))
    open_ = run.at == "metodologi"
    lines, before = [], None
    for metode in listed:
        row = method_row(metode)
        where = p.place(row["kamus"]["jalur"][-1])
        lines.append(method_line(metode, row, open_, where if where != before else ""))
        before = where
    return {
        "smart": SMART,
        "metode": lines,
        "lembar_halaman": listed,
        "jumlah": len(every),
        "terbuka": any(line["open"] for line in lines),
        "belum": sum(bool(m.open_questions) and not m.catatan.strip() for m in every),
        "perjanjian_kinerja": sorted({m.target["pk"] for m in every}),
    }


def method_line(metode, row, open_, group) -> dict:
    kamus = row["kamus"]
    return {
        "group": group,
        "pk": metode.pk,
        "seen": metode.seen(),
        "open": open_ and not metode.ditetapkan,
        "kode": metode.kode,
        "nama": metode.nama,
        "unit": metode.unit.nama if metode.unit else "",
        "definisi": kamus["definisi"],
        "satuan": kamus["satuan"],
        "polaritas": p.polarity(kamus),
        "formulasi": kamus["formulasi"],
        "rumus": p.formula(kamus),
        "akumulasi": p.accumulation(kamus),
        "target": p.with_unit(p.target(row["target"]["tahun"], kamus), kamus),
        "kebijakan": p.policies(kamus),
        "versi": kamus["versi"],
        "ticks": [(key, label, bool(metode.smart.get(key))) for key, label in SMART.items()],
        "missing": metode.open_questions,
        "hints": hints(kamus, row["target"]) + newer(metode) if open_ else [],
        "catatan": metode.catatan,
    }


def hints(kamus, target) -> list[str]:
    """What the dictionary lacks for an honest yes to the five questions."""
    found = [
        (kamus["definisi"], "Spesifik: definisi operasional belum ditulis."),
        (kamus["formulasi"], "Terukur: rumus dalam kata belum ditulis."),
        (kamus["sumber"], "Dapat dicapai: sumber data belum ditulis."),
        (target["periode"], "Berjangka waktu: target per periode belum ada."),
    ]
    return [text for said, text in found if not said]


def newer(metode) -> list[str]:
    """That the dictionary has moved on since the method was drawn."""
    now = metode.indikator.versi
    if now == metode.kamus["versi"]:
        return []
    return [f"Kamus kini versi {now}; ambil ulang dari kamus untuk memakainya."]


# -- row 5 ------------------------------------------------------------------------------------


def worksheet(run, request, units) -> dict:
    """The worksheet by IKU and units, filtered as the address says, and one row's trace."""
    doc = document(run)
    every = only_of(doc["baris"], units)
    asked = {name: request.GET.get(name, "") for name in ("unit", "jenis", "hasil")}
    rows = [r for r in every if _asked(r, asked)]
    listed = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    chosen = _chosen(rows, request.GET.get("jejak", ""))
    return {
        "doc": doc,
        "groups": grouped([worksheet_line(r, chosen, request) for r in listed]),
        "lembar_halaman": listed,
        "jumlah": len(every),
        "tampil": len(rows),
        "asked": asked,
        "units": sorted({(str(r["unit"]["id"]), r["unit"]["nama"]) for r in every if r["unit"]}),
        "kinds": sorted({r["kamus"]["jenis"] for r in every}),
        "results": RESULTS,
        "counts": counted(every),
        "jejak": chosen and trace(chosen, doc),
        "chosen": chosen,
        "aturan": rules_used(every),
    }


def _asked(row, asked) -> bool:
    if asked["unit"] and str((row["unit"] or {}).get("id")) != asked["unit"]:
        return False
    if asked["jenis"] and row["kamus"]["jenis"] != asked["jenis"]:
        return False
    reached = row["capaian"]["sampai"]["tercapai"]
    return asked["hasil"] not in ("belum", "tercapai", "tidak") or reached is {
        "belum": False,
        "tercapai": True,
        "tidak": None,
    }.get(asked["hasil"])


def _chosen(rows, kode):
    """The row whose trace is shown: the asked one, else the first that missed its target."""
    by_kode = {r["kode"]: r for r in rows}
    missed = [r for r in rows if r["capaian"]["sampai"]["tercapai"] is False]
    return by_kode.get(kode) or next(iter(missed or rows), None)


def worksheet_line(row, chosen, request) -> dict:
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    status, word = p.lamp(said)
    query = request.GET.copy()
    query["jejak"] = row["kode"]
    return {
        "group": "Indikator Kinerja Utama"
        if kamus["jenis"] == "IKU"
        else (row["unit"] or {}).get("nama", ""),
        "kode": row["kode"],
        "nama": row["nama"],
        "url": f"?{query.urlencode()}#jejak",
        "chosen": chosen is row,
        "falling": kamus["polaritas"] == "rendah",
        "data": p.base_short(row),
        "target": p.target(row["capaian"]["target"], kamus),
        "realisasi": p.value(row["capaian"]["realisasi"], kamus),
        "mentah": p.share(said["raw"], kamus),
        "dilaporkan": p.share(said["reported"], kamus),
        "kategori": said["kategori"] or "",
        "status": status,
        "word": word,
        "catatan": row["catatan"],
    }


def grouped(lines) -> list[tuple[str, list[dict]]]:
    """IKU first, then unit by unit; within each in the order of the tree."""
    groups: dict[str, list[dict]] = {}
    for line in sorted(lines, key=lambda line: line["group"] != "Indikator Kinerja Utama"):
        groups.setdefault(line["group"], []).append(line)
    return list(groups.items())


def counted(rows) -> list[str]:
    """ "39 terukur", "2 belum jatuh tempo", "1 tidak berlaku": every state, none left out."""
    found: dict[str, int] = {}
    for row in rows:
        status = row["capaian"]["sampai"]["status"]
        word = "terukur" if status == "dihitung" else status.replace("_", " ")
        found[word] = found.get(word, 0) + 1
    return [f"{n} {word}" for word, n in found.items()]


def rules_used(rows) -> list[tuple[str, str]]:
    """Each polarity of the sheet with its formula, once."""
    return list({p.polarity(r["kamus"]): p.formula(r["kamus"]) for r in rows}.items())


# -- row 6 ------------------------------------------------------------------------------------


def recap(run, request, units) -> dict:
    """The tree down to the asked depth, four leading figures, the spending, the plans."""
    doc = document(run)
    depth = request.GET.get("rinci", "")
    depth = depth if depth in dict(DEPTHS) else "indikator"
    mine = {r["kode"] for r in only_of(doc["baris"], units)}
    return {
        "doc": doc,
        "depth": depth,
        "depths": [] if units else DEPTHS,
        "pohon": [
            line for line in tree_lines(doc, depth) if not units or line.get("kode_") in mine
        ],
        "ringkas": None if units else leading(doc),
        "skala": p.scale_words(doc),
        "catatan": [] if units else doc["ringkasan"]["catatan"],
        "anggaran": [] if units else spending_lines(doc),
    }


def leading(doc) -> dict:
    """The four leading figures of a run."""
    whole = doc["ringkasan"]
    review = [r for r in doc["baris"] if p.needs_review(r)]
    return {
        "rata": p.share_sign(whole["rata"]),
        "kategori": whole["kategori"] or ("" if whole["lengkap"] else "Data belum lengkap"),
        "tercapai": whole["tercapai"],
        "dinilai": whole["dinilai"],
        "iku": doc["jenis"].get("IKU"),
        "tidak": whole["tidak_dihitung"],
        "sebab": [f"{n} {s.replace('_', ' ')}" for s, n in whole["sebab"].items()],
        "reviu": len(review),
        "reviu_kata": ", ".join(
            f"{r['kode']} {p.share_sign(r['capaian']['sampai']['raw'], r['kamus'])}"
            for r in review[:3]
        ),
    }


def tree_lines(doc, depth) -> list[dict]:
    """The places and indicators of the tree as they are printed, each with its level 1 to 5."""
    deepest = len(LEVELS) if depth == "indikator" else LEVELS.index(depth) + 1
    lines, level = [], 0
    for what, said in p.tree(doc):
        if what == "simpul":
            level = said["tingkat"]
            if LEVELS.index(said["level"]) < deepest:
                lines.append(place_line(said))
        elif depth == "indikator":
            lines.append(leaf_line(said, level + 1))
    return lines


def place_line(said) -> dict:
    own = said["ringkasan"]
    return {
        "tingkat": min(said["tingkat"], 5),
        "jenis": " ".join(filter(None, [p.level(said["level"]), said["kode"]]))
        + (f" · {said['unit']}" if said["unit"] and said["level"] == "kegiatan" else ""),
        "nama": said["nama"],
        "capaian": p.share(own["rata"]),
        "kategori": own["kategori"] or ("" if own["lengkap"] else "Data belum lengkap"),
        "tercapai": f"{own['tercapai']} dari {own['dinilai']}",
        "tidak": own["tidak_dihitung"],
    }


def leaf_line(row, level) -> dict:
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    status, word = p.lamp(said)
    return {
        "tingkat": min(level, 5),
        "daun": True,
        "kode_": row["kode"],
        "kode": row["kode"],
        "nama": row["nama"],
        "target": p.with_unit(p.target(row["capaian"]["target"], kamus), kamus),
        "realisasi": p.with_unit(p.value(row["capaian"]["realisasi"], kamus), kamus),
        "capaian": p.share(said["reported"], kamus),
        "kategori": p.category(said),
        "status": status,
        "word": {"hijau": "Ya", "merah": "Belum", "abu": "–"}.get(status, word),
    }


def spending_lines(doc) -> list[dict]:
    """Budget and spending of every program and what is below it, and the whole."""
    lines = [
        {**money_cells(node), "nama": p.place(node), "tingkat": min(node["tingkat"], 5)}
        for node in doc["pohon"]
        if node["pagu"] is not None and node["level"] not in ("tujuan", "sasaran")
    ]
    if lines:
        lines.append({**money_cells(doc["ringkasan"]), "nama": "Seluruhnya", "tingkat": 1})
    return lines


def money_cells(said) -> dict:
    return {
        "pagu": p.money(said["pagu"]),
        "realisasi": p.money(said["realisasi"]),
        "serapan": p.share_sign(said["serapan"]),
        "lengkap": said["anggaran_lengkap"],
    }
