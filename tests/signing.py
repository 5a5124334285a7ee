"""Signing in as a person at a browser does, and what the log says of it."""

from django.test import Client

from sakip.trail.models import Entry

RIGHT = "rahasia-sekali-1"
NEW = "Sungai-Mahakam-7"


def sign_in(name, password=RIGHT, browser=None, address="10.0.0.1", **more):
    """The answer to one attempt, from one address of the office."""
    browser = browser or Client()
    data = {"login": name, "password": password, **more}
    return browser.post("/akun/login/", data, REMOTE_ADDR=address)


def is_in(response):
    """Whether that answer let the person in."""
    return response.status_code == 302 and response.client.session.get("_auth_user_id")


def lines(kind):
    """The lines of the log of that kind."""
    return Entry.objects.filter(kind=kind)


def change(browser, old, new, again=None):
    data = {"oldpassword": old, "password1": new, "password2": again or new}
    return browser.post("/akun/password/change/", data)
