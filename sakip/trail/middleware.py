"""Refusals go into the log: who was turned away from where."""

from django.core.exceptions import PermissionDenied

from .models import Kind
from .note import note


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied) and request.user.is_authenticated:
            note(
                Kind.REFUSED,
                instansi=request.instansi,
                user=request.user,
                note=str(exception)[:500],
                data={"path": request.path[:200], "method": request.method},
            )
