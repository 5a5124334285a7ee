"""The addresses under /formulir/; the runs themselves have theirs in sakip/sop."""

from django.urls import path

from . import views

urlpatterns = [
    path("formulir/<int:pk>/", views.formulir, name="formulir"),
    path("formulir/<int:pk>/pratinjau/", views.pratinjau, name="formulir_pratinjau"),
    path("formulir/<int:pk>/blangko/", views.blangko, name="formulir_blangko"),
    path("formulir/<int:pk>/bukti/<int:berkas>/", views.bukti, name="bukti"),
    path("formulir/<int:pk>/isian/<int:row>/", views.isian, name="isian"),
    path("formulir/<int:pk>/isian/<int:row>/baris/", views.baris, name="isian_baris"),
    path("formulir/<int:pk>/tindakan/<str:verb>/", views.tindakan_formulir,
         name="tindakan_formulir"),
]  # fmt: skip
