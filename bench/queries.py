"""Counts the queries of pages: python -m bench.queries '{"name": ["/path/", "sessionid", data]}'."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    counted = {}
    for name, (path, session, data) in json.loads(sys.argv[1]).items():
        client = Client()
        client.cookies["sessionid"] = session
        if data is None:  # once before counting: content types are read once a process
            client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path) if data is None else client.post(path, data)
        assert answer.status_code in (200, 302), (path, answer.status_code)
        counted[name] = sum(
            not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
            for q in captured.captured_queries
        )
    print(json.dumps(counted))


if __name__ == "__main__":
    main()
