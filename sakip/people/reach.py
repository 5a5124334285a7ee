"""Whose account an admin may touch, and which password a page has seen."""

from django.utils.crypto import salted_hmac

from .offices import administers_all

ELSEWHERE = "Orang ini juga bertugas di luar instansi ini. Hubungi admin seluruh instalasi."


def alone_here(request, person) -> bool:
    """Whether this person's account is this admin's to close, reset and correct.

    A person with an office elsewhere is not: who could set their password would hold that too.
    """
    if administers_all(request):
        return True
    elsewhere = person.offices.exclude(instansi=request.instansi)
    return not elsewhere.not_over(request.instansi.today()).exists()


def mark_of(person) -> str:
    """Says which password a page has seen, without saying anything about it."""
    return salted_hmac("sakip.slip", f"{person.pk} {person.password}").hexdigest()[:16]
