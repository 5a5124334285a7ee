"""The working rows of a measurement, before the general pages of a row; and approved figures."""

from django.urls import path

from . import kinerja, views

urlpatterns = [
    *(
        path(f"pengukuran/<int:pk>/{key}/", views.langkah, {"key": key}, name=f"pengukuran_{key}")
        for key in ("metodologi", "pengukuran", "rekap", "laporan", "analisa")
    ),
    path("kinerja/", kinerja.kinerja, name="kinerja"),
]
