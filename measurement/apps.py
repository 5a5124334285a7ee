from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "measurement"
    verbose_name = "Pengukuran"

    def ready(self):
        from sakip.planning.usage import COUNTS

        from .usage import measurements_of

        COUNTS[self.label] = measurements_of

    def beranda(self, request):
        """What the room adds to Beranda: the key indicators as they were approved last."""
        from .beranda import panels

        return [], panels(request)
