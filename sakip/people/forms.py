"""Forms about people: sign-in."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms


class LoginForm(AllauthLoginForm):
    """Sign-in by user name or NIP; a mistyped NIP is named exactly before anything is asked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "NIP atau nama pengguna"
        self.fields["login"].widget.attrs |= {"placeholder": "", "autocomplete": "username"}
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].widget.attrs |= {"placeholder": ""}

    def clean_login(self):
        typed = self.cleaned_data["login"]
        digits = "".join(typed.split())
        if digits.isdigit() and 15 <= len(digits) <= 21 and len(digits) != 18:
            word = "kurang" if len(digits) < 18 else "kelebihan"
            raise forms.ValidationError(
                f"NIP {word} {abs(18 - len(digits))} angka. Tertulis {len(digits)} dari 18 angka."
            )
        return digits if digits.isdigit() else typed.strip()
