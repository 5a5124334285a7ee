"""No sheet moves without its Record."""

from django.db import migrations

from sakip.trail.guard import MovesByRecord


class Migration(migrations.Migration):
    dependencies = [("disposition", "0002_initial"), ("trail", "0001_initial")]

    operations = [
        MovesByRecord("lembardisposisi"),
    ]
