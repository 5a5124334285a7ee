"""No run moves without its Record."""

from django.db import migrations

from sakip.trail.guard import MovesByRecord


class Migration(migrations.Migration):
    dependencies = [("measurement", "0002_initial"), ("trail", "0001_initial")]

    operations = [
        MovesByRecord("pengukuran"),
    ]
