"""What the papers of SOP 9.2 say beyond what people wrote into them.

The shapes are those of templates/papers/<template>.html, told in each one's first lines.
"""

from __future__ import annotations

from measurement import printing as p
from measurement.kept import figure
from sakip.disposition.naskah import sheet_facts
from sakip.papers import issue
from sakip.papers import kinds as naskah
from sakip.sop.facts import common

from .laporan import archive, carried_out, returns
from .snapshot import document

BEST = 5


def facts(run, kind, *, by, paper) -> dict:
    """Everything the paper of `kind` prints, as plain data."""
    said = common(run, kind, by=by) | {"catatan": run.footnotes()}
    if kind is naskah.CHECKLIST:
        form = run.drafts[kind].of(run, kind)
        return said | {"isi": {"items": form.items(form.initial)}}
    if kind is naskah.LEMBAR_DISPOSISI:
        return said | sheet_facts(run, by=by, report=getattr(run, "_report", None))
    if kind is naskah.LAPORAN_PENGUKURAN:  # the sheet of the same act names its number
        run._report = paper
    write = {
        naskah.KERTAS_KERJA: worksheet,
        naskah.REKAPITULASI_PENGUKURAN: recap,
        naskah.DRAFT_LAPORAN_PENGUKURAN: report,
        naskah.LAPORAN_PENGUKURAN: report,
        naskah.FORM_EVALUASI: evaluation,
        naskah.RENCANA_TINDAK_LANJUT: plans,
        naskah.BERITA_ACARA_ARSIP: archive_facts,
    }.get(kind)
    return said if write is None else said | write(run, document(run), kind)


# -- row 4 and 5 ------------------------------------------------------------------------------


def worksheet(run, doc, kind) -> dict:
    """The methods, and once they were used the figures: the second is a revision of the first."""
    measured = run.past("pengukuran")
    groups = p.groups(doc) if measured else methods_by_place(run)
    line = figures_line if measured else method_line
    return {
        "tahap": "terukur" if measured else "metodologi",
        "versi": f"Metodologi versi {version(doc) + (not measured)}",
        "kelompok": numbered(groups, line),
        "catatan": [*footnotes(doc), *run.footnotes()] if measured else [],
    }


def methods_by_place(run):
    """The methods of a run that is not measured yet, by the place their indicators hang on."""
    from .snapshot import method_row
    from .work import methods

    groups: dict[str, list] = {}
    for metode in methods(run):
        row = method_row(metode)
        groups.setdefault(p.place(row["kamus"]["jalur"][-1]), []).append(row)
    return list(groups.items())


def version(doc) -> int:
    """How often the methodology was set so far; its paper is composed just before that is noted."""
    return doc["metodologi"]["versi"] if doc["metodologi"] else 0


def numbered(groups, line) -> list[dict]:
    found, no = [], 0
    for name, rows in groups:
        lines = []
        for row in rows:
            no += 1
            lines.append({"no": no, **line(row)})
        found.append({"nama": name, "baris": lines})
    return found


def method_line(row) -> dict:
    kamus, smart = row["kamus"], row["smart"]
    return {
        "kode": row["kode"],
        "indikator": row["nama"],
        "definisi": kamus["definisi"],
        "satuan": kamus["satuan"],
        "polaritas": p.polarity(kamus),
        "rumus": kamus["formulasi"],
        "rumus_capaian": p.formula(kamus),
        "akumulasi": p.accumulation(kamus),
        "gaya_target": p.target_style(kamus),
        "kebijakan": " ".join(p.policies(kamus)),
        "sumber": kamus["sumber"],
        "smart": {
            "spesifik": bool(smart.get("spesifik")),
            "terukur": bool(smart.get("terukur")),
            "tercapai": bool(smart.get("dapat_dicapai")),
            "relevan": bool(smart.get("relevan")),
            "berwaktu": bool(smart.get("berjangka")),
        },
        "catatan": row["catatan_smart"],
    }


def figures_line(row) -> dict:
    kamus, said = row["kamus"], row["capaian"]["sampai"]
    return {
        "kode": row["kode"],
        "indikator": row["nama"],
        "satuan": kamus["satuan"],
        "rumus": kamus["formulasi"],
        "data": p.base_data(row),
        "sumber": kamus["sumber"],
        "bukti": len((row["formulir"] or {}).get("bukti", [])),
        "target": p.target(row["capaian"]["target"], kamus),
        "realisasi": p.value(row["capaian"]["realisasi"], kamus),
        "hitungan": said["rumus"],
        "mentah": p.share(said["raw"], kamus),
        "dilaporkan": p.share(said["reported"], kamus),
        "kategori": p.category(said),
        "catatan": row["catatan"],
    }


def footnotes(doc) -> list[str]:
    """What shaped single figures, and where the figures come from."""
    found = [f"Data: {doc['dasar']['nama']}, sidik jari {doc['dasar']['hash'][:12]}."]
    found += p.scale_words(doc)
    for row in doc["baris"]:
        for note in row["capaian"]["sampai"]["catatan"]:
            found.append(f"{row['kode']}: {note}")
    return found


# -- row 6 ------------------------------------------------------------------------------------


def recap(run, doc, kind) -> dict:
    lines, no = [], 0
    for what, said in p.tree(doc):
        if what == "simpul":
            lines.append(place_line(said))
        else:
            no += 1
            lines.append({"no": no, **indicator_line(said)})
    whole = doc["ringkasan"]
    return {
        "baris": lines,
        "jumlah": {
            "nama": f"Rata-rata seluruh indikator yang dihitung ({whole['dihitung']} dari "
            f"{whole['jumlah']})",
            **sums(whole),
        },
        "kalimat": whole["kalimat"],
        "catatan": [*whole["catatan"], *footnotes(doc), *run.footnotes()],
    }


def place_line(said) -> dict:
    return {
        "simpul": True,
        "tingkat": said["tingkat"],
        "nama": p.place(said),
        **sums(said["ringkasan"] | {k: said[k] for k in BUDGET}),
    }


BUDGET = ("pagu", "realisasi", "serapan", "anggaran_lengkap")


def sums(said) -> dict:
    """The figures of a place: its mean, its criterion, its spending."""
    partly = "" if said["anggaran_lengkap"] else " (belum lengkap)"
    return {
        "rata": None if said["rata"] is None else p.share(said["rata"]),
        "kategori": said["kategori"] or ("" if said["lengkap"] else "Data belum lengkap"),
        "kalimat": said["kalimat"],
        "pagu": said["pagu"],
        "realisasi": said["realisasi"],
        "serapan": "" if said["serapan"] is None else p.share(said["serapan"]) + partly,
    }


def indicator_line(row) -> dict:
    kamus, said, year = row["kamus"], row["capaian"]["sampai"], row["capaian"]["tahun"]
    return {
        "kode": row["kode"],
        "indikator": row["nama"],
        "satuan": kamus["satuan"],
        "target": p.target(row["capaian"]["target"], kamus),
        "realisasi": p.value(row["capaian"]["realisasi"], kamus),
        "capaian": p.share(said["reported"], kamus),
        "kategori": p.category(said),
        "tercapai": p.REACHED[said["tercapai"]],
        "target_tahun": p.target(row["target"]["tahun"], kamus),
        "terhadap_tahun": p.share(year["reported"], kamus),
        "keterangan": "perlu reviu target" if p.needs_review(row) else "",
    }


# -- row 7 and 8 ------------------------------------------------------------------------------


def report(run, doc, kind) -> dict:
    recaps = issue.issued_of(run, naskah.REKAPITULASI_PENGUKURAN)[:1]
    return {
        "draf": kind is naskah.DRAFT_LAPORAN_PENGUKURAN,
        "hal": f"Hasil pengukuran kinerja {p.period(doc)}",
        "pelaksanaan": carried_out(run),
        "pengembalian": returns(run),
        "hasil": {"kalimat": f"{doc['ringkasan']['kalimat']}.", **short_table(doc)},
        "terbaik": [ranked(row) for row in ranking(doc)[:BEST]],
        "terlemah": [ranked(row) for row in ranking(doc)[::-1][:BEST] if not reached(row)],
        "celah": [gap(row) for row in doc["baris"] if gap(row)],
        "lampiran": [f"{r.kind.name} Nomor {r.nomor}" for r in recaps],
        "catatan": doc["ringkasan"]["catatan"],
    }


SHORT = [("No.", 5, "t"), ("Sasaran, program, kegiatan", 49, ""), ("Capaian (%)", 12, "n"),
         ("Kategori", 18, ""), ("Mencapai target", 16, "t")]  # fmt: skip


def short_table(doc) -> dict:
    """The places of the tree; the Rekapitulasi is annexed with every indicator."""
    lines = [
        {"gaya": "", "sel": [str(n), p.place(node), *short_cells(node["ringkasan"])]}
        for n, node in enumerate(doc["pohon"], 1)
    ]
    total = {"gaya": "jumlah", "sel": ["", "Seluruh indikator", *short_cells(doc["ringkasan"])]}
    return {
        "kolom": [dict(zip(("label", "lebar", "jenis"), c, strict=True)) for c in SHORT],
        "baris": [*lines, total],
    }


def short_cells(said) -> list[str]:
    kategori = said["kategori"] or ("" if said["lengkap"] else "Data belum lengkap")
    return [p.share(said["rata"]), kategori, f"{said['tercapai']} dari {said['dinilai']}"]


def ranking(doc) -> list:
    """The indicators that have a figure, best first; equal ones in the order of the tree."""
    rows = [r for r in doc["baris"] if r["capaian"]["sampai"]["reported"] is not None]
    return sorted(rows, key=lambda r: figure(r["capaian"]["sampai"]["reported"]), reverse=True)


def reached(row) -> bool:
    return row["capaian"]["sampai"]["tercapai"] is True


def ranked(row) -> dict:
    formulir = row["formulir"] or {}
    return {
        "kode": row["kode"],
        "indikator": row["nama"],
        "capaian": p.share(row["capaian"]["sampai"]["reported"], row["kamus"]),
        "sebab": formulir.get("pendukung" if reached(row) else "penghambat", ""),
    }


def gap(row) -> dict | None:
    """An indicator without a whole figure, and the reason its unit gave."""
    said, formulir = row["capaian"]["sampai"], row["formulir"] or {}
    if said["status"] == "dihitung":
        return None
    return {
        "unit": row["unit"]["nama"] if row["unit"] else "",
        "kode": row["kode"],
        "indikator": row["nama"],
        "keadaan": p.sentence(said["keterangan"]),
        "alasan": formulir.get("alasan", "") or " ".join(said["catatan"]),
    }


def report_suggestions(run) -> dict:
    """What the Draft Laporan can already say: the criterion, the shortfalls, the plan."""
    doc = document(run)
    short = [r for r in doc["baris"] if r["capaian"]["sampai"]["tercapai"] is False]
    names = ", ".join(f"{r['kode']} ({p.share_sign(raw_of(r), r['kamus'])})" for r in short)
    analysis = f"{doc['ringkasan']['kalimat']}."
    if doc["ringkasan"]["rata"] is not None:
        analysis += f" Rata-rata capaian {p.share_sign(doc['ringkasan']['rata'])}."
    if short:
        analysis += f"\nBelum mencapai target: {names}."
    gaps = [f"{g['kode']}: {g['keadaan'].lower()}." for g in map(gap, doc["baris"]) if g]
    return {
        "analisis": analysis,
        "kekurangan": "\n".join(gaps),
        "kesimpulan": f"Rencana Tindak Lanjut Capaian disusun untuk {len(short)} indikator."
        if short
        else "Seluruh indikator yang dihitung telah memenuhi targetnya.",
    }


def raw_of(row) -> str | None:
    return row["capaian"]["sampai"]["reported"]


def evaluation(run, doc, kind) -> dict:
    return {
        "isi": {},  # what the Sekretaris wrote stands in the document, row by row
        "kalimat": doc["ringkasan"]["kalimat"],
        "baris": [
            {"no": n, **evaluation_line(row, doc["evaluasi"].get(row["kode"]))}
            for n, row in enumerate(doc["baris"], 1)
        ],
        "putusan": {"hasil": "Disetujui", "ke": "", "arahan": ""},
        "catatan": doc["ringkasan"]["catatan"],
    }


def evaluation_line(row, said) -> dict:
    kamus, formulir, said = row["kamus"], row["formulir"] or {}, said or {}
    factors = [formulir.get(name, "") for name in ("pendukung", "penghambat")]
    return {
        "sasaran": p.sasaran_of(row),
        "kode": row["kode"],
        "indikator": row["nama"],
        "target": p.target(row["capaian"]["target"], kamus),
        "realisasi": p.value(row["capaian"]["realisasi"], kamus),
        "capaian": p.share(raw_of(row), kamus),
        "tercapai": p.REACHED[row["capaian"]["sampai"]["tercapai"]],
        "faktor": "; ".join(f for f in factors if f.strip(" -–")),
        "analisis": said.get("analisis", ""),
        "rekomendasi": said.get("rekomendasi", ""),
        "pj": said.get("penanggung_jawab", ""),
        "tenggat": said.get("tenggat"),
    }


def plans(run, doc, kind) -> dict:
    rows = {row["kode"]: row for row in doc["baris"]}
    return {
        "kalimat": f"Disusun untuk {len(doc['rencana'])} indikator yang belum mencapai target"
        if doc["rencana"]
        else "",
        "baris": [
            {
                "no": n,
                "kode": said["kode"],
                "indikator": said["nama"],
                "capaian": p.share(raw_of(rows[said["kode"]]), rows[said["kode"]]["kamus"]),
                "sebab": said["sebab"],
                "tindakan": said["tindakan"],
                "unit": said["unit"]["nama"] if said["unit"] else "",
                "pj": said["penanggung_jawab"],
                "tenggat": said["tenggat"],
                "bukti": said["bukti_selesai"],
            }
            for n, said in enumerate(doc["rencana"], 1)
        ],
    }


def archive_facts(run, doc, kind) -> dict:
    return archive(run)
