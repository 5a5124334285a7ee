from django.apps import AppConfig


class SOPConfig(AppConfig):
    name = "sakip.sop"
    label = "sop"
    verbose_name = "SOP"
