"""What a password must be, how long it holds, and the one-time password on a slip.

The policy is a setting: "bssn" (Peraturan BSSN 4/2021: length, kinds of characters, a term) or
"nist" (SP 800-63B and ASVS 5.0: more length instead of kinds, no term).
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError

from sakip.lib import tanggal

# Without letters and digits that are read for one another on paper: 0 O o, 1 l I, 5 S, 2 Z.
_UPPER, _LOWER, _DIGITS = "ABCDEFGHJKMNPQRTUVWXY", "abcdefghijkmnpqrstuvwxyz", "346789"
SLIP_DAYS = 14  # a slip that lies about longer than this opens nothing


def one_time() -> str:
    """A password to be typed once from paper, "hKp7-mXw3-Rt9c": of all kinds, some 65 bits."""
    while True:
        letters = [secrets.choice(_UPPER + _LOWER + _DIGITS) for _ in range(12)]
        if all(set(letters) & set(kind) for kind in (_UPPER, _LOWER, _DIGITS)):
            return "-".join("".join(letters[i : i + 4]) for i in (0, 4, 8))


def slip_ends(user):
    """The moment after which the one-time password of `user` opens nothing."""
    return user.password_since + timedelta(days=SLIP_DAYS)


def slip_is_over(user) -> bool:
    return bool(
        user.must_change_password and user.password_since and slip_ends(user) < tanggal.now()
    )


def ends(user):
    """The moment at which the term of the password ends; None where it has none."""
    if not settings.PASSWORD_DAYS or user.password_since is None:
        return None
    return user.password_since + timedelta(days=settings.PASSWORD_DAYS)


def is_over(user) -> bool:
    """Whether the term of the password has passed."""
    end = ends(user)
    return end is not None and end < tanggal.now()


class Kinds:
    """Small and capital letters, digits and signs, at least one of each."""

    KINDS = (
        ("huruf kecil", str.islower),
        ("huruf besar", str.isupper),
        ("angka", str.isdigit),
        ("tanda baca atau lambang", lambda c: not c.isalnum() and not c.isspace()),
    )

    def validate(self, password, user=None):
        missing = [name for name, is_kind in self.KINDS if not any(map(is_kind, password))]
        if missing:
            raise ValidationError(f"Belum ada {' dan '.join(missing)}.", code="kinds")

    def get_help_text(self):
        return "Memuat huruf kecil, huruf besar, angka, dan tanda baca."


class NotTheSame:
    """Not the one that is being replaced: a slip's password ends with its first use."""

    def validate(self, password, user=None):
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError("Kata sandi baru sama dengan yang lama.", code="same")

    def get_help_text(self):
        return "Berbeda dari kata sandi sebelumnya."
