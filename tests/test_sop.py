"""The engine: rows in order, gates, doors, returns, and what the database itself refuses."""

import pytest

from collection.models import Pengumpulan
from measurement.models import Pengukuran


def test_twelve_and_ten_rows_stand_in_the_order_of_the_paper():
    keys = "perintah arahan rencana dokumen penyiapan distribusi pengisian rekap laporan analisa lapor arsip"
    assert [s.key for s in Pengumpulan.sop] == keys.split()
    keys = "perintah arahan rencana metodologi pengukuran rekap laporan analisa lapor arsip"
    assert [s.key for s in Pengukuran.sop] == keys.split()
