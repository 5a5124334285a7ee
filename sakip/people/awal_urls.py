from django.urls import path

from . import first_run

urlpatterns = [
    path("", first_run.begin, name="awal"),
]
