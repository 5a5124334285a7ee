from django.apps import AppConfig


class DispositionConfig(AppConfig):
    name = "sakip.disposition"
    label = "disposition"
    verbose_name = "Disposisi"
