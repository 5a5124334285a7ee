"""Sessions in the database, as Django keeps them: asked for by every request, and kept compiled."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from sakip.lib import tanggal
from sakip.lib.prepared import Prepared

_BY_KEY = Prepared(lambda marks, _: Session.objects.filter(pk=marks.text("key")))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        found = _BY_KEY.objects(key=self.session_key)
        if found and found[0].expire_date > tanggal.now():
            return found[0]
        self._session_key = None
        return None
