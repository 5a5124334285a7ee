"""The log as the admin reads it: who did what when, and not what it said."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.functional import cached_property

from sakip.lib import tanggal
from sakip.lib.table import Column, Table
from sakip.people.models import Role
from sakip.people.offices import administers_all, only

from .forms import FilterForm
from .models import Chain, Entry, Kind

PAGE = 50
# Notes that the log makes itself; what people wrote into an act stays on the page of its run.
TOLD = {
    Kind.SIGN_IN_FAILED,
    Kind.PASSWORD,
    Kind.REFUSED,
    Kind.CONFIGURED,
    Kind.UPLOAD,
    Kind.COMMENT,
}
ABOUT = {
    "people.user": "Orang",
    "people.penugasan": "Penugasan",
    "people.unit": "Unit",
    "people.instansi": "Instansi",
}


class LogPages(Paginator):
    """Numbered without gaps, the lines of a whole chain need not be counted."""

    def __init__(self, *args, total=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.total = total

    @cached_property
    def count(self):
        return super().count if self.total is None else self.total


@only(Role.ADMIN)
def index(request):
    """Lines of this instansi, newest first; the admin of the installation may read its own too."""
    house = administers_all(request)
    instansi = None if house and "instalasi" in request.GET else request.instansi
    zone = request.instansi.zona
    chain = Chain.objects.filter(instansi=instansi).first()
    entries = Entry.objects.filter(instansi=instansi)
    form = FilterForm(request.GET)
    asked = form.is_valid() and any(form.cleaned_data.values())
    if asked:
        entries = form.narrowed(entries, zone)
    entries = entries.select_related("user").order_by("-number")
    total = None if asked or chain is None else chain.count
    page = LogPages(entries, PAGE, total=total).get_page(request.GET.get("halaman"))
    columns = [
        Column("Nomor", "n"),
        Column("Waktu"),
        Column("Jenis"),
        Column("Siapa"),
        Column("Sebagai"),
        Column("Tentang"),
        Column("Catatan"),
    ]
    rows = [_row(entry, zone) for entry in page]
    return render(
        request,
        "trail/jejak.html",
        {
            "page": page,
            "tabel": Table("Jejak", columns, rows, early=True, tight=True),
            "form": form,
            "asked": asked,
            "chain": chain,
            "of_house": instansi is None,
            "house": house,
        },
    )


def _row(entry, zone):
    return (
        str(entry.number),
        tanggal.moment(entry.on, zone),
        entry.get_kind_display(),
        str(entry.user) if entry.user else None,
        entry.capacity or None,
        _about(entry),
        _told(entry),
    )


def _about(entry):
    if not entry.object_id:
        return None
    label = entry.object_label
    return f"{ABOUT.get(label) or label.rpartition('.')[2].capitalize()} {entry.object_id}"


def _told(entry):
    if entry.kind == Kind.ACT:
        return f"{entry.verb}: {entry.origin} → {entry.target}"
    return (entry.note if entry.kind in TOLD else "") or None
