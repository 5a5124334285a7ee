"""Fills both databases with the same rows and prints, as JSON, what the harness needs of them.

python -m bench.seed sakip|floor ROWS OFFICES
"""

import json
import os
import sys

ACTS = 400  # runs that wait for their order, one used up by each measured act


def periods(count):
    """`count` different quarters, the newest first."""
    return [f"{2026 - n // 4}-TW{4 - n % 4}" for n in range(count)]


def cookie(user):
    """A signed-in session for `user`, as the browser would hold it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def seed_floor(rows, offices):
    from django.contrib.auth import get_user_model

    from bench.floor.rows.models import Indicator, Node, Paper, Run, Unit

    user = get_user_model().objects.create_user("bench", password="bench")
    each = rows // offices
    unit = Unit.objects.create(name="Bidang Mutasi dan Promosi")
    node = Node.objects.create(name="Sasaran")
    for office in range(1, offices + 1):
        Run.objects.bulk_create(
            Run(office=office, period=p, at="selesai") for p in periods(max(each, 50))
        )
        Indicator.objects.bulk_create(
            Indicator(office=office, code=f"IKK-{n}", name=f"Jumlah dokumen pengelolaan {n}",
                      kind="IKK", node=node, unit=unit, measure="dokumen", rhythm="triwulanan", status="berlaku")
            for n in range(max(each, 50))
        )  # fmt: skip
        Paper.objects.bulk_create(
            Paper(office=office, title="Laporan hasil pengumpulan data kinerja",
                  number=f"800/{n:03}/BKPSDM/X/2026", period="2026-TW3",
                  file_hash="a" * 64, file_size=1000, pages=1)
            for n in range(max(each, 50))
        )  # fmt: skip
    acts = [Run.objects.create(office=offices + 1, period="x") for _ in range(ACTS)]
    return {"cookie": cookie(user), "acts": [[run.pk, ""] for run in acts]}


def seed_sakip(rows, offices):
    from bench.house import make_house

    each = max(rows // offices, 50)
    houses = [make_house(n, each) for n in range(offices)]
    first = houses[0]
    return {
        "cookie": cookie(first.tim.user),
        "kepala": cookie(first.kepala.user),
        "staf": cookie(first.staf.user),
        "form": first.form,
        "acts": first.waiting(ACTS),
    }


def main():
    which, rows, offices = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    module = "bench.floor.settings" if which == "floor" else "sakip.settings"
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if which == "sakip":
        call_command("createcachetable", verbosity=0)
    print(json.dumps({"floor": seed_floor, "sakip": seed_sakip}[which](rows, offices)))


if __name__ == "__main__":
    main()
