"""Settings with which an office must not start: said at the start, with what to do."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, register

TAG = "sakip"
LOCAL = {"localhost", "testserver"}
EXAMPLES = ("django-insecure", "ganti", "contoh", "example", "changeme", "change-me", "secret")
POLICIES = ("bssn", "nist")


@register(TAG)
def settings_are_safe(app_configs=None, **kwargs):
    found = []
    public = sorted(h for h in settings.ALLOWED_HOSTS if not _local(h))
    if settings.DEBUG and public:
        found.append(
            Error(
                f"DEBUG menyala sedangkan alamat {', '.join(public)} dapat dibuka orang lain.",
                hint="Hapus DEBUG dari lingkungan, atau kosongkan ALLOWED_HOSTS.",
                id="people.E001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS and settings.HTTPS:
        found.append(
            Error(
                "ALLOWED_HOSTS memuat *: permintaan dengan nama apa pun diterima.",
                hint="Tulis nama server, misalnya ALLOWED_HOSTS=sakip.kabupaten.go.id.",
                id="people.E002",
            )
        )
    key = settings.SECRET_KEY.lower()
    if len(key) < 50 or len(set(key)) < 10 or key.startswith(EXAMPLES):
        found.append(
            Error(
                "SECRET_KEY adalah contoh atau terlalu pendek.",
                hint="Hapus SECRET_KEY dari lingkungan; aplikasi membuat kuncinya sendiri.",
                id="people.E003",
            )
        )
    if settings.PASSWORD_POLICY not in POLICIES:
        found.append(
            Error(
                f"PASSWORD_POLICY={settings.PASSWORD_POLICY} tidak dikenal.",
                hint=f"Pilih {' atau '.join(POLICIES)}.",
                id="people.E004",
            )
        )
    return found


def _local(host):
    name = host.strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in LOCAL or name.endswith(".localhost")
