"""The addresses under /formulir/, and the rows of a collection that have a page of their own."""

from django.urls import path

from . import (
    autosave,
    catatan_views,
    hadir,
    periksa_views,
    step_views,
    tanggapan_views,
    tempel_views,
    unggah_views,
    views,
)

urlpatterns = [
    *(
        path(f"pengumpulan/<int:pk>/{key}/", step_views.langkah, {"key": key},
             name=f"pengumpulan_{key}")
        for key in ("pengisian", "rekap", "analisa")
    ),
    path("pengumpulan/<int:pk>/<str:key>/akibat/", step_views.akibat, name="akibat"),
    path("pengumpulan/<int:pk>/tanggapan/", tanggapan_views.tanggapan, name="tanggapan"),
    path("formulir/<int:pk>/", views.formulir, name="formulir"),
    path("formulir/<int:pk>/catatan/", catatan_views.catatan, name="catatan"),
    path("formulir/<int:pk>/simpan/", autosave.simpan, name="formulir_simpan"),
    path("formulir/<int:pk>/hadir/", hadir.hadir, name="formulir_hadir"),
    path("formulir/<int:pk>/periksa/", periksa_views.periksa, name="formulir_periksa"),
    path("formulir/<int:pk>/tempel/", tempel_views.tempel, name="formulir_tempel"),
    path("formulir/<int:pk>/blangko/", views.blangko, name="formulir_blangko"),
    path("formulir/<int:pk>/unduh.xlsx", unggah_views.unduh, name="formulir_unduh"),
    path("formulir/<int:pk>/unggah/", unggah_views.unggah, name="formulir_unggah"),
    path("formulir/<int:pk>/unggahan/<int:nomor>/", unggah_views.unggahan,
         name="formulir_unggahan"),
    path("formulir/<int:pk>/unggahan/<int:nomor>/kesalahan.xlsx", unggah_views.kesalahan,
         name="formulir_kesalahan"),
    path("formulir/<int:pk>/bukti/<int:berkas>/", views.bukti, name="bukti"),
    path("formulir/<int:pk>/isian/<int:row>/", views.isian, name="isian"),
    path("formulir/<int:pk>/isian/<int:row>/rinci/", views.rinci, name="isian_rinci"),
    path("formulir/<int:pk>/isian/<int:row>/baris/", views.baris, name="isian_baris"),
    path("formulir/<int:pk>/tindakan/<str:verb>/", views.tindakan_formulir,
         name="tindakan_formulir"),
]  # fmt: skip
