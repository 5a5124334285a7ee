"""An NIP: 18 digits, of which the first fifteen say when its owner was born and began, and the sex.

Perka BKN 22/2007. The length is checked hard, what the digits say only softly: numbers of PPPK
are made differently, and a doubt is for a person to look at.
"""

from datetime import date

PPPK = 21  # stands where a PNS has the month


def digits_of(typed: str) -> str:
    return "".join(typed.split())


def fault(nip: str) -> str:
    """What makes this no NIP at all, as a sentence ("" = nothing)."""
    if not nip.isascii() or not nip.isdigit():
        return "NIP hanya memuat angka."
    if len(nip) != 18:
        word = "kurang" if len(nip) < 18 else "kelebihan"
        return f"NIP {word} {abs(18 - len(nip))} angka. Tertulis {len(nip)} dari 18 angka."
    return ""


def doubts(nip: str) -> list[str]:
    """What in a whole NIP does not look like one of a PNS, as parts of a sentence."""
    found = []
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        found.append(f"{nip[:8]} bukan tanggal lahir")
        born = None
    year, month = int(nip[8:12]), int(nip[12:14])
    if not (1 <= month <= 12 or month == PPPK):
        found.append(f"{nip[8:14]} bukan tahun dan bulan pengangkatan")
    elif born and not 16 <= year - born.year <= 60:
        found.append(f"pengangkatan {year} tidak sesuai dengan kelahiran {born.year}")
    if nip[14] not in "12":
        found.append(f"angka ke-15 ({nip[14]}) bukan 1 atau 2")
    return found
