"""One example of the data of each kind of paper: what the templates expect, filled with life.

The shapes are told in the first lines of each template; papers_letterhead.common is what
issue.compose adds. All persons and numbers are invented.
"""

from __future__ import annotations

from .papers_closing import BERITA_ACARA, disposisi
from .papers_collection import (
    LEMBAR_TANGGAPAN,
    REKAPITULASI_PENGUMPULAN,
    TANDA_TERIMA,
    formulir,
    laporan,
)
from .papers_measurement import (
    FORM_EVALUASI,
    RENCANA_TINDAK_LANJUT,
    kertas_kerja,
    rekapitulasi_pengukuran,
)
from .papers_opening import CHECKLIST, NOTA_DINAS, NOTULEN_RAPAT, PROGRAM_KERJA

# kind key -> its example data; a kind with two faces has the second under another name in FACES.
EXAMPLES = {
    "nota_dinas": NOTA_DINAS,
    "notulen": NOTULEN_RAPAT,
    "program_kerja": PROGRAM_KERJA,
    "checklist": CHECKLIST,
    "formulir": formulir(False),
    "tanda_terima": TANDA_TERIMA,
    "formulir_terisi": formulir(True),
    "rekapitulasi_pengumpulan": REKAPITULASI_PENGUMPULAN,
    "draft_laporan_pengumpulan": laporan(True),
    "laporan_pengumpulan": laporan(False),
    "lembar_disposisi": disposisi(False),
    "disposisi": disposisi(True),
    "form_evaluasi": FORM_EVALUASI,
    "lembar_tanggapan": LEMBAR_TANGGAPAN,
    "berita_acara_arsip": BERITA_ACARA,
    "kertas_kerja": kertas_kerja("terukur"),
    "rekapitulasi_pengukuran": rekapitulasi_pengukuran(),
    "draft_laporan_pengukuran": laporan(True),
    "laporan_pengukuran": laporan(False),
    "rencana_tindak_lanjut": RENCANA_TINDAK_LANJUT,
}
FACES = {"kertas_kerja": kertas_kerja("metodologi")}
