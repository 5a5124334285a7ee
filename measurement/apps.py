from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "measurement"
    verbose_name = "Pengukuran"

    def beranda(self, request):
        """What the room adds to Beranda: the key indicators as they were approved last."""
        from .beranda import panels

        return [], panels(request)
