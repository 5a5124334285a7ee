"""What the tests of the settings share: pages as read, and the forms that are sent to them."""

from sakip.people.models import Unit
from tests.conftest import make_instansi, office


def said(response):
    return response.content.decode()


def told(browser, where="/kelola/"):
    """The messages that the next page shows."""
    return [str(m) for m in browser.get(where).context["messages"]]


def somebody_elsewhere():
    """Another instansi with a person of its own: their office."""
    other = make_instansi("Dinas Pendidikan", "Disdik Contoh")
    unit = Unit.objects.create(instansi=other, nama="Bidang SD", singkatan="SD", jenis="bidang")
    return office(other, "staf", unit, "guru", "Pengawas Sekolah")


def begins(day=1, month=10, year=2026):
    return {"mulai_tanggal": day, "mulai_bulan": month, "mulai_tahun": year}


def many(*rows, **more):
    data = {"orang-TOTAL_FORMS": len(rows), "orang-INITIAL_FORMS": 0, **begins(), **more}
    for number, row in enumerate(rows):
        data |= {f"orang-{number}-{name}": value for name, value in row.items()}
    return data


def row(nama, digits, role, unit="", jabatan="Jabatan"):
    return {"nama": nama, "nip": digits, "role": role, "unit": unit, "jabatan": jabatan}


def unit_lines(instansi, *new, **changes):
    kept = list(instansi.units.order_by("urut", "pk"))
    data = {"unit-TOTAL_FORMS": len(kept) + len(new), "unit-INITIAL_FORMS": len(kept)}
    for n, unit in enumerate(kept):
        line = {"id": unit.pk, "nama": unit.nama, "singkatan": unit.singkatan,
                "jenis": unit.jenis, "urut": unit.urut, "aktif": "on"}  # fmt: skip
        line |= changes.get(unit.singkatan, {})
        data |= {f"unit-{n}-{k}": v for k, v in line.items() if v is not None}
    for n, line in enumerate(new, len(kept)):
        data |= {
            f"unit-{n}-{k}": v
            for k, v in {"jenis": "bidang", "urut": n, "aktif": "True", **line}.items()
        }
    return data


def agency(**more):
    return {
        "nama": "Badan Contoh", "singkatan": "BKPSDM Contoh", "pemerintah": "Kabupaten Contoh",
        "kode_surat": "BKPSDM", "sebutan_kepala": "Kepala Badan", "zona": "Asia/Makassar",
        "label_ikk": "Indikator Kinerja Kegiatan", "tempat": "Kota Contoh", **more,
    }  # fmt: skip
