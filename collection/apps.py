from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "collection"
    verbose_name = "Pengumpulan"

    def ready(self):
        from sakip.planning.usage import COUNTS

        from .usage import collections_of

        COUNTS[self.label] = collections_of

    def beranda(self, request):
        """What the room adds to Beranda: comments that name this person."""
        from .beranda import tasks_and_panels

        return tasks_and_panels(request)
