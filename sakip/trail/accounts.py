"""allauth's adapter: sign-ins, failures and password changes are written into the log."""

import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from sakip.lib import tanggal
from sakip.people import middleware, passwords, sessions
from sakip.people.models import Role, User
from sakip.people.offices import offices_of

from .models import Entry, Kind
from .note import note

# allauth's notices by mail that we keep as lines of the log instead.
NOTICES = {
    "mfa/email/totp_activated": "Verifikasi dua langkah diaktifkan.",
    "mfa/email/totp_deactivated": "Verifikasi dua langkah dimatikan.",
    "mfa/email/recovery_codes_generated": "Kode cadangan baru dibuat.",
}
HELD = 300  # seconds: while a person is held back, one line this often says so


def home(user):
    """The instansi in whose log a person's sign-ins stand; None where they hold no office."""
    return next((o.instansi for o in offices_of(user) if o.instansi_id), None)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    # -- signing in -----------------------------------------------------------------------

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Wrong passwords are counted by person and address together.

        By the person alone, anybody could lock out the Kepala; by the address alone, one person
        would lock out an office behind one proxy. User name and NIP are one person.
        """
        typed = credentials.get("username") or ""
        user = User.objects.by_name_or_nip(typed)
        who = f"user {user.pk}" if user else typed.strip().lower()
        return f"{self.get_client_ip(request)} {who}"

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            mark = hashlib.sha256(key.encode()).hexdigest()
            if cache.add(f"held-{mark}", True, HELD):
                self._failed(credentials, "Ditahan: terlalu banyak percobaan.")
            raise

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        self._failed(credentials)

    @staticmethod
    def _failed(credentials, what=""):
        """One line, also for a name that does not exist, so that both take the same time.

        Such a name itself is not kept: it may be a mistyped password.
        """
        user = User.objects.by_name_or_nip(credentials.get("username") or "")
        if user is None:
            note(Kind.SIGN_IN_FAILED, instansi=None, note=what or "Nama tidak dikenal.")
        else:
            note(Kind.SIGN_IN_FAILED, instansi=home(user), user=user, note=what)

    def pre_login(self, request, user, **kwargs):
        """The password was right; an old slip opens nothing all the same."""
        if user.is_active and passwords.slip_is_over(user):
            note(Kind.SIGN_IN_FAILED, instansi=home(user), user=user, note="Slip sudah lewat.")
            messages.error(
                request,
                f"Kata sandi sekali pakai ini hanya berlaku {passwords.SLIP_DAYS} hari. "
                "Mintalah slip baru kepada admin aplikasi.",
            )
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        sessions.begin(request)
        note(Kind.SIGN_IN, instansi=home(user), user=user)

    def post_login(self, request, user, **kwargs):
        """A password that somebody else has set is named to its owner."""
        if user.must_change_password and (line := _last_slip(user)):
            zone = line.instansi.zona if line.instansi else "Asia/Makassar"
            moment = tanggal.moment(line.on, zone)
            messages.warning(request, f"Kata sandi Anda diatur ulang oleh {line.user}, {moment}.")
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request):
        """The inbox; who only administers has none."""
        roles = {o.role for o in offices_of(request.user)}
        return (
            reverse("kelola") if roles == {Role.ADMIN} else super().get_login_redirect_url(request)
        )

    def logout(self, request):
        if request.user.is_authenticated:
            note(Kind.SIGN_OUT, instansi=home(request.user), user=request.user)
        super().logout(request)

    # -- passwords and second factors -------------------------------------------------------

    @transaction.atomic
    def set_password(self, user, password):
        user.must_change_password = False
        super().set_password(user, password)
        note(Kind.PASSWORD, instansi=home(user), user=user, note="Diganti oleh pemiliknya.")

    def get_password_change_redirect_url(self, request):
        return reverse("beranda")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """No mail: what it would have told stands in the log, and on the owner's page."""
        if what := NOTICES.get(template_prefix):
            note(Kind.PASSWORD, instansi=home(user), user=user, note=what)
            self.request.session.pop(middleware.MFA_SEEN, None)


def _last_slip(user):
    """The line of the log that says who made the last one-time password of `user`."""
    lines = Entry.objects.filter(kind=Kind.PASSWORD, object_label="people.user", object_id=user.pk)
    return lines.select_related("user", "instansi").order_by("-on").first()
