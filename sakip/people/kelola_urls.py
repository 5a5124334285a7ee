"""The settings, under /kelola/; the log and the remaining master data stand beside them."""

from django.urls import path

from . import agency, appointments, house, overview, persons, slips

urlpatterns = [
    path("", overview.overview, name="kelola"),
    path("instansi/", agency.edit, name="kelola_instansi"),
    path("instansi/logo/", agency.show_logo, name="kelola_logo"),
    path("unit/", agency.units, name="kelola_unit"),
    path("orang/", persons.index, name="kelola_orang"),
    path("orang/baru/", persons.add, name="kelola_orang_baru"),
    path("orang/banyak/", persons.add_many, name="kelola_orang_banyak"),
    path("orang/<int:pk>/", persons.one, name="kelola_orang_satu"),
    path("orang/<int:pk>/nonaktif/", persons.close, name="kelola_orang_nonaktif"),
    path("orang/<int:pk>/aktif/", persons.reopen, name="kelola_orang_aktif"),
    path("penugasan/", appointments.index, name="kelola_penugasan"),
    path("penugasan/baru/", appointments.grant, name="kelola_penugasan_baru"),
    path("penugasan/<int:pk>/", appointments.one, name="kelola_penugasan_satu"),
    path("slip/", slips.index, name="kelola_slip"),
    path("instalasi/", house.index, name="kelola_instalasi"),
    path("instalasi/instansi/", house.add, name="kelola_instansi_baru"),
    path("instalasi/penugasan/<int:pk>/", house.end, name="kelola_instalasi_akhiri"),
]
