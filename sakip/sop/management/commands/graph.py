"""`manage.py graph`: both sheets of the SOP as the code has them, as text or as mermaid."""

from django.core.management.base import BaseCommand

from sakip.sop.picture import COLUMNS, mermaid
from sakip.sop.sheet import SIC, sheets


class Command(BaseCommand):
    help = "Cetak kedua lembar SOP sebagaimana ada dalam kode."

    def add_arguments(self, parser):
        parser.add_argument("--mermaid", action="store_true", help="sebagai diagram mermaid")

    def handle(self, *args, **options):
        for procedure in sheets():
            self.stdout.write(f"\n{procedure.full_title}, {len(procedure.sop)} langkah\n")
            if options["mermaid"]:
                self.stdout.write(f"\n```mermaid\n{mermaid(procedure.sop)}```")
                continue
            for step in procedure.sop:
                self.stdout.write("\n".join(told(procedure, step)))


def told(procedure, step):
    """One row of the sheet, a line for each of its cells that says something."""
    who = ", ".join(COLUMNS[column] for column in step.columns)
    yield f"{step.number:>3}. {step.text}"
    yield f"     kunci: {step.key}; pelaksana: {who}; waktu: {step.time or 'tidak diukur'}"
    if step.needs:
        yield f"     kelengkapan: {step.needs_words}"
    if step.gives:
        yield f"     output: {step.gives_words}"
    if step.back_to:
        numbers = ", ".join(str(procedure.row(key).number) for key in step.back_to)
        yield f"     TIDAK: kembali ke langkah {numbers}"
    if step.carried_by:
        yield f"     dikerjakan melalui: {step.carried_by}"
    for name, words in step.sic.items():
        yield f"     tertulis pada naskah, {SIC[name].lower()}: {words or '(kosong)'}"
