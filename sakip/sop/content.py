"""What the door `write` asks of a thing that people fill in: whose it is, and whether it is open."""

from __future__ import annotations

from typing import Any


class Content:
    """Mixed into a model with a `version` column; `change` does the writing, after all gates."""

    pk: Any
    version: int
    save: Any
    _base_manager: Any
    letter = "E"
    row_key = ""  # the row of the sheet under whose letters it stands

    @property
    def holder(self):
        """The run (or form, or sheet) this is a part of."""
        raise NotImplementedError

    def fresh(self):
        """The same thing, read anew under the lock."""
        return type(self)._base_manager.get(pk=self.pk)

    def seen(self) -> str:
        return f"{self.pk}-{self.version}"

    def closed(self, by) -> str:
        """Why it cannot be written now; "" = it can."""
        return ""

    def changed_meanwhile(self) -> str:
        return "Isian ini berubah sejak halaman dibuka."

    def change(self, by, **fields):
        """Write the fields, leave a line in its own history, return it."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1
        self.save()
        return self
