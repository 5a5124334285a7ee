"""Which offices a signed-in person holds now, and the gates of pages outside the SOP rows."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from sakip.lib import tanggal

from .models import Penugasan, Role, User

ZONE_OF_NONE = "Asia/Makassar"  # by which the offices of the whole installation begin and end


def offices_of(user: User) -> list[Penugasan]:
    """Every office in force today, in the zone of its own instansi."""
    every = getattr(user, "all_offices", None)
    if every is None:
        every = list(user.offices.select_related("instansi", "unit"))
        user.all_offices = every
    return [o for o in every if o.in_force(_today(o))]


def _today(office):
    return tanggal.today(office.instansi.zona if office.instansi else ZONE_OF_NONE)


def office_as(request, *roles: Role) -> Penugasan | None:
    """The office among `roles` in which this person acts here, that of the instansi first."""
    fitting = [o for o in request.offices if o.role in roles]
    return min(fitting, key=lambda o: o.instansi_id is None, default=None)


def administers(request) -> bool:
    """Whether this person is admin of the instansi they are in."""
    return office_as(request, Role.ADMIN) is not None


def administers_all(request) -> bool:
    """Whether this person is admin of the whole installation."""
    return any(o.role == Role.ADMIN and o.instansi_id is None for o in request.offices)


def only(*roles: Role) -> Callable:
    """Open a page to people who hold one of these offices in the instansi they are in.

    The page itself is hidden (404) from people without any office there, and refused (403)
    to those with another one.
    """

    def gate(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            if request.instansi is None or not request.offices:
                raise Http404
            if not any(o.role in roles for o in request.offices):
                raise PermissionDenied(
                    "Halaman ini untuk " + ", ".join(str(r.label) for r in roles) + "."
                )
            return view(request, *args, **kwargs)

        page.only = roles  # type: ignore[attr-defined]
        return page

    return gate


def of_the_house(view):
    """Open a page to the admin of the whole installation alone."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if not request.offices:
            raise Http404
        if not administers_all(request):
            raise PermissionDenied("Halaman ini untuk admin seluruh instalasi.")
        return view(request, *args, **kwargs)

    page.only = (Role.ADMIN,)  # type: ignore[attr-defined]
    return page


def any_office(view):
    """Open a page to everyone who holds any office in the instansi they are in."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if request.instansi is None or not request.offices:
            raise Http404
        return view(request, *args, **kwargs)

    page.only = tuple(Role)  # type: ignore[attr-defined]
    return page


def anyone_signed_in(view):
    """Open a page to every signed-in person, whether they hold an office or none: their own."""
    view.only = ()
    return view
