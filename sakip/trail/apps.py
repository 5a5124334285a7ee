from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "sakip.trail"
    label = "trail"
    verbose_name = "Jejak"
