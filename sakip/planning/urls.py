"""The addresses under /perencanaan/."""

from django.urls import path

from . import views, views_import, views_indikator, views_pk, views_pk_fill, views_tree

urlpatterns = [
    path("", views.perencanaan, name="perencanaan"),
    path("renstra/baru/", views_tree.renstra_baru, name="renstra_baru"),
    path("renstra/<int:pk>/", views_tree.renstra_ubah, name="renstra_ubah"),
    path("renstra/<int:pk>/berkas/", views_tree.renstra_berkas, name="renstra_berkas"),
    path("renstra/<int:pk>/pohon/", views_tree.pohon, name="pohon"),
    path("renstra/<int:pk>/pohon/baru/", views_tree.simpul_baru, name="simpul_baru"),
    path("pohon/<int:pk>/", views_tree.simpul_ubah, name="simpul_ubah"),
    path("pohon/<int:pk>/pindah/", views_tree.simpul_pindah, name="simpul_pindah"),
    path("pohon/<int:pk>/urut/", views_tree.simpul_urut, name="simpul_urut"),
    path("pohon/<int:pk>/hapus/", views_tree.simpul_hapus, name="simpul_hapus"),
    path("indikator/", views_indikator.indikator_daftar, name="indikator_daftar"),
    path("indikator/baru/", views_indikator.indikator_baru, name="indikator_baru"),
    path("indikator/baru/uji/", views_indikator.indikator_uji, name="indikator_uji_baru"),
    path("indikator/berlakukan/", views_indikator.indikator_berlakukan,
         name="indikator_berlakukan"),
    path("indikator/<int:pk>/", views_indikator.indikator, name="indikator"),
    path("indikator/<int:pk>/ubah/", views_indikator.indikator_ubah, name="indikator_ubah"),
    path("indikator/<int:pk>/uji/", views_indikator.indikator_uji, name="indikator_uji"),
    path("indikator/<int:pk>/riwayat/", views_indikator.indikator_riwayat,
         name="indikator_riwayat"),
    path("indikator/<int:pk>/hentikan/", views_indikator.indikator_hentikan,
         name="indikator_hentikan"),
    path("perjanjian-kinerja/", views_pk.pk_daftar, name="pk_daftar"),
    path("perjanjian-kinerja/baru/", views_pk.pk_baru, name="pk_baru"),
    path("perjanjian-kinerja/<int:pk>/", views_pk.pk, name="pk"),
    path("perjanjian-kinerja/<int:pk>/pihak/", views_pk_fill.pk_pihak, name="pk_pihak"),
    path("perjanjian-kinerja/<int:pk>/target/", views_pk_fill.pk_target, name="pk_target"),
    path("perjanjian-kinerja/<int:pk>/anggaran/", views_pk_fill.pk_anggaran, name="pk_anggaran"),
    path("perjanjian-kinerja/<int:pk>/tetapkan/", views_pk.pk_tetapkan, name="pk_tetapkan"),
    path("perjanjian-kinerja/<int:pk>/perubahan/", views_pk.pk_perubahan, name="pk_perubahan"),
    path("perjanjian-kinerja/<int:pk>/buang/", views_pk.pk_buang, name="pk_buang"),
    path("impor/", views_import.impor, name="impor"),
    path("impor/contoh/", views_import.impor_contoh, name="impor_contoh"),
    path("impor/<int:pk>/", views_import.impor_pratinjau, name="impor_pratinjau"),
    path("impor/<int:pk>/batal/", views_import.impor_batal, name="impor_batal"),
]  # fmt: skip
