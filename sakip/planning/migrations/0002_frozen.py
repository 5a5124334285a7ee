"""A Perjanjian Kinerja that was ditetapkan keeps what it promised, with its targets and budgets."""

from django.db import migrations

from sakip.trail.guard import FrozenOnce, FrozenWith


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial"), ("trail", "0001_initial")]

    operations = [
        FrozenOnce(
            "perjanjiankinerja",
            "status",
            "ditetapkan",
            [
                "instansi",
                "tahun",
                "versi",
                "renstra",
                "tanggal",
                "pihak_pertama",
                "pihak_kedua",
                "alasan",
                "catatan",
                "berlaku_mulai",
                "ditetapkan_oleh",
                "ditetapkan_pada",
            ],
        ),
        FrozenWith("target", ["pk_versi"], "status", "ditetapkan"),
        FrozenWith("targetperiode", ["target", "pk_versi"], "status", "ditetapkan"),
        FrozenWith("anggaran", ["pk_versi"], "status", "ditetapkan"),
    ]
