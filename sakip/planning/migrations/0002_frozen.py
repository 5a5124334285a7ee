"""A Perjanjian Kinerja that was ditetapkan keeps what it promised."""

from django.db import migrations

from sakip.trail.guard import FrozenOnce


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial"), ("trail", "0001_initial")]

    operations = [
        FrozenOnce(
            "perjanjiankinerja",
            "status",
            "ditetapkan",
            ["tahun", "versi", "renstra", "tanggal", "pihak_pertama", "pihak_kedua"],
        ),
    ]
