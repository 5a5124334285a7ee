"""Forms whose failures are lines of the log."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.base.forms import AuthenticateForm
from django import forms

from sakip.lib.fields import TanggalField

from .accounts import home
from .models import Kind
from .note import note

# What the log's page can be narrowed to, in the words of its readers.
KINDS = [
    ("", "Semua"),
    (Kind.ACT, "Langkah SOP"),
    ("masuk", "Masuk dan keluar"),
    (Kind.PASSWORD, "Kata sandi"),
    (Kind.CONFIGURED, "Pengaturan"),
    (Kind.REFUSED, "Ditolak"),
    (Kind.DOWNLOAD, "Unduhan"),
    (Kind.UPLOAD, "Unggahan"),
    (Kind.COMMENT, "Catatan wajib"),
    (Kind.FILE, "Berkas terbit"),
]
SIGNING = (Kind.SIGN_IN, Kind.SIGN_OUT, Kind.SIGN_IN_FAILED)


class CodeForm(AuthenticateForm):
    """The code of the second factor; a wrong one is noted like a wrong password."""

    def _emit_authentication_failed(self, authenticator):
        super()._emit_authentication_failed(authenticator)
        note(
            Kind.SIGN_IN_FAILED,
            instansi=home(self.user),
            user=self.user,
            note="Kode verifikasi salah.",
        )


class FilterForm(forms.Form):
    jenis = forms.ChoiceField(label="Jenis", choices=KINDS, required=False)
    orang = forms.CharField(label="Nama orang", max_length=100, required=False)
    dari = TanggalField(label="Dari tanggal", required=False)
    sampai = TanggalField(label="Sampai dengan tanggal", required=False)

    def narrowed(self, entries, zone):
        """The entries that were asked for; what could not be read narrows nothing."""
        asked = self.cleaned_data
        if asked.get("jenis") == "masuk":
            entries = entries.filter(kind__in=SIGNING)
        elif asked.get("jenis"):
            entries = entries.filter(kind=asked["jenis"])
        if asked.get("orang"):
            entries = entries.filter(user__nama__icontains=asked["orang"])
        if asked.get("dari"):
            entries = entries.filter(on__gte=_midnight(asked["dari"], zone))
        if asked.get("sampai"):
            entries = entries.filter(on__lt=_midnight(asked["sampai"] + timedelta(days=1), zone))
        return entries


def _midnight(day, zone):
    return datetime.combine(day, time.min, ZoneInfo(zone))
