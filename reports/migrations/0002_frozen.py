"""The file of an approved report is kept as it was made."""

from django.db import migrations

from sakip.trail.guard import FrozenOnce


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("trail", "0001_initial")]

    operations = [
        FrozenOnce(
            "reportfile",
            "keadaan",
            "tetap",
            ["slug", "subject_label", "subject_id", "sidik", "sha256", "file"],
        ),
    ]
