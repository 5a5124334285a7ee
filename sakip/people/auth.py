"""Sign-in by user name or NIP, and the person with their offices in one query."""

from django.contrib.auth.backends import ModelBackend

from sakip.lib.prepared import Prepared

from .models import Penugasan, User

_OFFICES = Prepared(
    lambda marks, _: Penugasan.objects.filter(user=marks.one("user")).select_related(
        "user", "instansi", "unit"
    )
)


class OfficeBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        user = User.objects.by_name_or_nip(username or "")
        if user is None:
            User().set_password(password)  # the same time for a name that does not exist
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        """The signed-in person; their offices, whatever their dates, come along."""
        offices = _OFFICES.objects(user=user_id)
        if not offices:
            return User.objects.filter(pk=user_id, is_active=True).first()
        user = offices[0].user
        for office in offices:
            office.user = user
        user.all_offices = offices
        return user if user.is_active else None
