"""Reasons, answers and comments of a return are kept for ever, whoever writes into the database."""

from django.db import migrations

from sakip.trail.guard import AppendOnly, Kept


class Migration(migrations.Migration):
    dependencies = [("collection", "0009_notes")]

    operations = [
        AppendOnly("pengembalian"),
        Kept(
            "butir",
            ("pengembalian", "isian", "jenis", "alasan", "nilai_lama", "bukti_lama"),
            decided=("putusan", "menunggu"),
            then=("jawaban", "nilai_baru", "bukti_baru", "bukti_kini"),
        ),
        AppendOnly("riwayat"),
        AppendOnly("catatan"),
        AppendOnly("penyebutan"),
        AppendOnly("penyelesaian"),
    ]
