from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sakip.papers"
    label = "papers"
    verbose_name = "Naskah"
