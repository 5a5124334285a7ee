"""What every page shows around its content: the agency, the menu of this person, the clock."""

from django.conf import settings

from sakip.lib import tanggal

from .models import Role

ADMIN, TIM, KEPALA = Role.ADMIN, Role.TIM_SAKIP, Role.KEPALA
EVERYONE = tuple(Role)
SHEET_AND_AUDITOR = tuple(r for r in Role if r != ADMIN)

# label, url name, address, whose menu it stands in
MENU = [
    ("Beranda", "beranda", "/", SHEET_AND_AUDITOR),
    ("Pengumpulan", "pengumpulan", "/pengumpulan/", tuple(r for r in Role if r != KEPALA)),
    ("Pengukuran", "pengukuran", "/pengukuran/", tuple(r for r in Role if r != KEPALA)),
    ("Disposisi", "disposisi", "/disposisi/", SHEET_AND_AUDITOR),
    ("Kinerja", "kinerja", "/kinerja/", EVERYONE),
    ("Laporan", "laporan", "/laporan/", EVERYONE),
    ("Arsip", "arsip", "/arsip/", EVERYONE),
    ("Perencanaan", "perencanaan", "/perencanaan/", (ADMIN, TIM)),
    ("Pengaturan", "kelola", "/kelola/", (ADMIN,)),
]


def menu(request) -> list[dict]:
    roles = {o.role for o in request.offices}
    here = request.path
    return [
        {
            "label": label,
            "url": prefix,
            "current": here == prefix if prefix == "/" else here.startswith(prefix),
        }
        for label, name, prefix, whose in MENU
        if roles.intersection(whose)
    ]


def house(request):
    instansi = getattr(request, "instansi", None)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"instansi": None, "navigasi": []}
    return {
        "instansi": instansi,
        "instansi_choices": request.instansi_choices,
        "navigasi": menu(request),
        "capacity": request.offices[0].capacity if request.offices else "Tanpa penugasan",
        "now": tanggal.now(),
        "idle_seconds": settings.SESSION_IDLE,
    }
