from django.apps import AppConfig


class DispositionConfig(AppConfig):
    name = "sakip.disposition"
    label = "disposition"
    verbose_name = "Disposisi"

    def beranda(self, request):
        """What the room adds to Beranda: orders that wait for me, and those that are open."""
        from .beranda import tasks_and_panels

        return tasks_and_panels(request)
