"""allauth's adapter: sign-ins, failures and password changes are written into the log."""

from allauth.account.adapter import DefaultAccountAdapter

from sakip.people.models import User
from sakip.people.offices import offices_of

from .models import Kind
from .note import note


def home(user):
    """The instansi in whose log a person's sign-ins stand; None where they hold no office."""
    return next((o.instansi for o in offices_of(user) if o.instansi_id), None)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        note(Kind.SIGN_IN, instansi=home(user), user=user)

    def logout(self, request):
        if request.user.is_authenticated:
            note(Kind.SIGN_OUT, instansi=home(request.user), user=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        user = User.objects.by_name_or_nip(credentials.get("username") or "")
        if user:  # a name that does not exist is not kept: it may be a mistyped password
            note(Kind.SIGN_IN_FAILED, instansi=home(user), user=user)

    def set_password(self, user, password):
        user.must_change_password = False
        super().set_password(user, password)
        note(Kind.PASSWORD, instansi=home(user), user=user, note="Diganti oleh pemiliknya.")
