"""An issued paper keeps what it says."""

from django.db import migrations

from sakip.trail.guard import FrozenOnce


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_initial"), ("trail", "0001_initial")]

    operations = [
        FrozenOnce(
            "paper",
            "status",
            "terbit",
            ["data", "data_hash", "nomor", "kind_key", "revision", "tanggal", "run_id"],
        ),
    ]
