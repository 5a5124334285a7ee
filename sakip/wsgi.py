"""The application as a web server calls it; with unsafe settings it does not start."""

import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
application = get_wsgi_application()
if faults := run_checks(tags=["sakip"]):
    raise SystemExit("\n".join(map(str, faults)))
