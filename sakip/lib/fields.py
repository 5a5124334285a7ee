"""Form fields for numbers, rupiah and dates as an Indonesian office writes them.

What was typed stays typed: after an error the input holds the same characters again, and a
slip that has a right form carries it in the error's `params["suggestion"]`. A page offers it as
a tick named `<field>-saran`; ticked, its value stands for what was typed. (A tick and no button:
the first button of a form is what Enter presses, and nothing may be accepted by Enter.)
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sakip.lib import angka
from sakip.lib.tanggal import MONTHS

REQUIRED = "Isian ini wajib diisi."
FIRST_YEAR, LAST_YEAR = 1900, 2199


class AngkaInput(forms.TextInput):
    """A text input for a number (type=number would read it by the language of the browser)."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(f"{name}-saran") or super().value_from_datadict(data, files, name)


class AngkaField(forms.Field):
    """A number read by `angka.read`: Decimal, or None where nothing was typed."""

    widget = AngkaInput
    default_error_messages = {"required": REQUIRED}

    def __init__(
        self,
        *,
        unit: str = "",
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.unit, self.min_value, self.max_value = unit, min_value, max_value

    def read(self, text: str) -> Decimal | int:
        """The number in the text; raises angka.Unreadable."""
        return angka.fits(angka.read(text, unit=self.unit))

    def written(self, value: Decimal | int) -> str:
        """The number as the input shows it."""
        return angka.show_input(value)

    def to_python(self, value: Any) -> Decimal | int | None:
        if value is None or isinstance(value, Decimal | int):
            return value
        text = str(value)
        if not text.strip():
            return None
        try:
            return self.read(text)
        except angka.Unreadable as slip:
            # the sentence is a parameter too: it may quote a % of what was typed
            raise ValidationError(
                "%(message)s",
                code="angka",
                params={"message": slip.message, "suggestion": slip.suggestion},
            ) from slip

    def validate(self, value: Decimal | int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(
                f"Tertulis {self.written(value)}; paling sedikit {self.written(self.min_value)}.",
                code="min_value",
            )
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(
                f"Tertulis {self.written(value)}; paling banyak {self.written(self.max_value)}.",
                code="max_value",
            )

    def prepare_value(self, value: Any) -> Any:
        return self.written(value) if isinstance(value, Decimal | int) else value


class RupiahField(AngkaField):
    """Whole rupiah, shown with thousands: "1.234.567". Not negative unless `min_value=None`."""

    def __init__(self, *, min_value: int | None = 0, **kwargs: Any):
        super().__init__(min_value=min_value, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def read(self, text: str) -> int:
        return angka.read_rupiah(text)

    def written(self, value: Decimal | int) -> str:
        return angka.show(value, 0).replace(angka.MINUS, "-")


class TanggalWidget(forms.MultiWidget):
    """Day, name of the month, year (type=date would show 10/30/2026 in an English browser).

    Posted as `<field>_tanggal`, `<field>_bulan` (1 to 12) and `<field>_tahun`.
    """

    template_name = "lib/tanggal.html"
    use_fieldset = True
    PARTS = ("Tanggal", "Bulan", "Tahun")

    def __init__(self, attrs: dict[str, Any] | None = None):
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        months = [("", "–"), *((str(number), name) for number, name in enumerate(MONTHS, 1))]
        super().__init__(
            {
                "tanggal": forms.TextInput({**digits, "maxlength": 2}),
                "bulan": forms.Select(choices=months),
                "tahun": forms.TextInput({**digits, "maxlength": 4}),
            },
            attrs,
        )

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        pairs = zip(self.PARTS, self.widgets, context["widget"]["subwidgets"], strict=True)
        context["parts"] = [
            {
                "id": part["attrs"].get("id", ""),
                "label": label,
                "html": widget.render(part["name"], part["value"], part["attrs"]),
            }
            for label, widget, part in pairs
        ]
        return context

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        # by the project's own templates, whatever renderer the form has
        return render_to_string(template_name, context)


class TanggalField(forms.Field):
    """A date from day, month and year: date, or None where all three are blank."""

    widget = TanggalWidget
    default_error_messages = {"required": REQUIRED}

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        typed = [(part or "").strip() for part in value]
        if not any(typed):
            return None
        missing = [name for name, part in zip(TanggalWidget.PARTS, typed, strict=True) if not part]
        if missing:
            raise _refusal(f"{' dan '.join(missing).capitalize()} belum diisi.")
        return _day(*typed)


def _day(day: str, month: str, year: str) -> date:
    """The date of three typed parts, or what is wrong with them, named."""
    if not _number(day, 2):
        raise _refusal(f"Tanggal {angka.quoted(day)} bukan angka 1 sampai dengan 31.")
    if not _number(month, 2) or not 1 <= int(month) <= 12:
        raise _refusal(f"Bulan {angka.quoted(month)} tidak dikenal. Pilih salah satu bulan.")
    if not _number(year, 4) or len(year) < 4:
        raise _refusal(
            f"Tahun {angka.quoted(year)} tidak terbaca. Tulis empat angka, misalnya 2026."
        )
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise _refusal(f"Tahun {year} di luar {FIRST_YEAR} sampai dengan {LAST_YEAR}.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        named = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
        raise _refusal(f"{named} tidak ada di kalender.") from None


def _number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= longest


def _refusal(message: str) -> ValidationError:
    return ValidationError(message, code="tanggal")
