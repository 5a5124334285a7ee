"""The words of the paper form: how urgent, and what the Kepala asks for (domain 2.12)."""

SIFAT = [
    ("biasa", "Biasa"),
    ("segera", "Segera"),
    ("sangat_segera", "Sangat segera"),
    ("rahasia", "Rahasia"),
]
# status and icon of the badge of each; the usual one has none
SIFAT_LOOK = {
    "segera": ("kuning", "lightning-charge-fill"),
    "sangat_segera": ("merah", "lightning-charge-fill"),
    "rahasia": ("abu", "lock-fill"),
}
PERBAIKI = "perbaiki"
HARAP = [
    ("tindak_lanjut", "Tindak lanjuti"),
    ("tanggapan", "Tanggapan dan saran"),
    ("koordinasi", "Koordinasikan"),
    ("siapkan", "Siapkan bahan rapat"),
    ("arsipkan", "Arsipkan"),
    (PERBAIKI, "Minta perbaikan"),
]
LONGEST_SUMMARY = 600  # characters


def shortened(text: str, longest: int = 120) -> str:
    """The first line of a text, cut at a word where it is long: the title of an order in a list."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
