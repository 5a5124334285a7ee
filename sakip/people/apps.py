from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sakip.people"
    label = "people"
    verbose_name = "Instansi dan orang"

    def ready(self):
        from . import checks  # noqa: F401
