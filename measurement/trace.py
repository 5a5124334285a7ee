"""The trace of one figure: from the unit's form to the lamp, step by step (domain 2.15)."""

from __future__ import annotations

from measurement import printing as p
from sakip.planning.periods import Period


def trace(row, doc) -> dict:
    """{"kode", "nama", "sifat", "langkah": [{"label", "baris": [str], "kecil": [str], "lampu"}]}."""
    kamus = row["kamus"]
    return {
        "kode": row["kode"],
        "nama": row["nama"],
        "sifat": f"{p.polarity(kamus)} · {p.accumulation(kamus).lower()} · {kamus['satuan']}",
        "id": row["id"],
        "catatan": row["catatan"],
        "langkah": [step for step in steps(row, doc) if step["baris"]],
        "footer": f"Pembulatan setengah ke atas, {kamus['desimal']} desimal, hanya saat ditampilkan.",
    }


def steps(row, doc):
    kamus, said, three = row["kamus"], row["capaian"]["sampai"], row["capaian"]
    status, word = p.lamp(said)
    yield step("Data dasar", [data_words(row)], evidence(row, doc))
    yield step("Realisasi s.d. periode", realised(row), earlier(row))
    yield step(
        "Target s.d. periode",
        [unit(p.target(three["target"], kamus), kamus)],
        [row["target"]["pk"]],
    )
    yield step("Rumus", [p.formula(kamus), said["rumus"]], formula=True)
    yield step("Capaian mentah", [p.share_sign(said["raw"], kamus)] if said["raw"] else [])
    if said["raw"] != said["reported"]:
        yield step(f"Batas {p.limits(kamus)}", [p.share_sign(said["reported"], kamus)])
    yield step(
        "Kategori",
        [said["kategori"]] if said["kategori"] else [],
        [p.rung(kamus, said["kategori"])],
    )
    yield {
        **step("Mencapai target", [p.REACHED[said["tercapai"]] or word], compared(said)),
        "lampu": status,
    }
    yield step("Capaian periode ini", [figure(three["periode"], kamus)] if three["periode"] else [])
    yield step("Terhadap target tahun", [figure(three["tahun"], kamus)], ["untuk informasi"])
    yield step("Catatan", list(said["catatan"]))


def step(label, lines, small=(), formula=False) -> dict:
    return {
        "label": label,
        "baris": [line for line in lines if line],
        "kecil": [line for line in small if line],
        "rumus": formula,
    }


def data_words(row) -> str:
    """ "342 / 418", "9 orang", "belum dilaporkan"."""
    parts = p.base_data(row)
    if len(parts) == 2:
        return " ÷ ".join(f"{part['nilai']} ({part['label'].lower()})" for part in parts)
    said = parts[0]["nilai"]
    return said if parts[0]["label"] == "Keadaan" else unit(said, row["kamus"])


def evidence(row, doc) -> list[str]:
    """Which form it came from, its approval, its evidence with the hashes."""
    formulir = row["formulir"]
    if formulir is None:
        return ["Tidak ditanyakan pada periode ini."]
    found = [f"Formulir {formulir['formulir']}"]
    if doc["dasar"]:
        found.append(f"{doc['dasar']['nama']}, sidik jari {doc['dasar']['hash'][:8]}")
    for bukti in formulir["bukti"]:
        sha = bukti.get("sha256", "")
        found.append(f"{bukti['nama']}" + (f" · SHA-256 {sha[:4]} … {sha[-4:]}" if sha else ""))
    found += formulir.get("dibawa", [])  # the months that a quarter's value was carried in from
    if formulir["alasan"]:
        found.append(f"Alasan: {formulir['alasan']}")
    return found


def realised(row) -> list[str]:
    three, kamus = row["capaian"], row["kamus"]
    said = unit(p.value(three["realisasi"], kamus), kamus)
    return [said, three["rumus_realisasi"]] if " " in three["rumus_realisasi"] else [said]


def earlier(row) -> list[str]:
    """The value of each period so far, with the collection it was approved in."""
    if len(row["nilai"]) < 2:
        return []
    return [
        f"{Period(code)}: {period_value(said, row['kamus'])}" for code, said in row["nilai"].items()
    ]


def period_value(said, kamus) -> str:
    if said["keadaan"] != "dilaporkan":
        return said["keadaan"].replace("_", " ")
    if said["pembilang"] is not None and said["penyebut"] is not None:
        return f"{p.bare(said['pembilang'])} / {p.bare(said['penyebut'])}"
    revision = said["sumber"][0]["revisi"] if said["sumber"] else 0
    value = said["teks"] or p.bare(said["nilai"])
    return f"{value} (rev. {revision})" if revision else value


def compared(said) -> list[str]:
    return [f"{said['banding']}, belum dibulatkan"] if said["banding"] else []


def figure(capaian, kamus) -> str:
    if capaian["reported"] is None:
        return p.sentence(capaian["keterangan"])
    partly = f" ({capaian['keterangan']})" if capaian["keterangan"] else ""
    return p.share_sign(capaian["reported"], kamus) + partly


def unit(said, kamus) -> str:
    return p.with_unit(said, kamus)
