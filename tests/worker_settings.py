"""Settings of a worker that a test starts and kills: a database and files of its own on the disk."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, STORAGES

ROOM = os.environ["WORKER_ROOM"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{ROOM}/db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL",
        },
    }
}
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS} | {
    "django_tasks_database": None
}
MEDIA_ROOT = f"{ROOM}/berkas"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pdf"]}}
