from django.urls import path

from bench.floor.rows import views

urlpatterns = [
    path("runs/", views.runs),
    path("indicators/", views.indicators),
    path("papers/", views.papers),
    path("form/", views.form),
    path("runs/<int:pk>/move/", views.move),
]
