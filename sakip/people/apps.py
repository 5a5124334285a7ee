from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sakip.people"
    label = "people"
    verbose_name = "Instansi dan orang"

