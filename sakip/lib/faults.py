"""The page of a fault of ours: a short code that stands in the log too, and the time."""

import logging
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseServerError
from django.template.loader import render_to_string

from sakip.lib import tanggal

logger = logging.getLogger("sakip")


@login_not_required
def page_500(request):
    """500 in words; it needs no database and no context, since those may be what failed."""
    fault = uuid.uuid4().hex[:8].upper()
    logger.error("fault %s at %s", fault, request.path)
    at = tanggal.clock(tanggal.now(), "Asia/Makassar")
    return HttpResponseServerError(render_to_string("500.html", {"fault": fault, "at": at}))
