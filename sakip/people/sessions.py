"""How long one stays signed in: twelve hours at most, and thirty minutes without a request."""

from datetime import UTC, datetime

from django.conf import settings

from sakip.lib import tanggal

BEGAN, LAST = "masuk", "terakhir"  # epoch seconds, in the session
QUIET = "X-Diam"  # a page that asks by itself, while nobody does anything
_EVERY = 60  # seconds: a request is written down at most this often


def _now() -> int:
    return int(tanggal.now().timestamp())


def begin(request) -> None:
    """Note the moment of signing in; the adapter calls it at the only door."""
    request.session[BEGAN] = request.session[LAST] = _now()


def began(request):
    """The moment of signing in, aware; None where it was not noted."""
    seconds = request.session.get(BEGAN)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def over(request) -> bool:
    """Whether this session has stood idle or open for too long; else this request is noted."""
    began, last = request.session.get(BEGAN), request.session.get(LAST)
    if began is None:
        return False
    now = _now()
    if now - last > settings.SESSION_IDLE or now - began > settings.SESSION_COOKIE_AGE:
        return True
    if now - last >= _EVERY and QUIET not in request.headers:
        request.session[LAST] = now
    return False
