"""Refuses what no database keeps as text: a NUL in the address or in what a form sends."""

from django.core.exceptions import SuspiciousOperation


class TextMiddleware:
    """PostgreSQL answers a NUL with an error and SQLite stores it: both are wrong, so it is a 400."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        sent = (
            text
            for data in (request.GET, request.POST)
            for name, texts in data.lists()
            for text in (name, *texts)
        )
        if "\0" in request.path or any("\0" in text for text in sent):
            raise SuspiciousOperation("NUL in an address or a form")
