from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "collection"
    verbose_name = "Pengumpulan"

    def ready(self):
        from sakip.planning.usage import COUNTS

        from .usage import collections_of

        COUNTS[self.label] = collections_of
