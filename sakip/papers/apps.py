from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sakip.papers"
    label = "papers"
    verbose_name = "Naskah"

    @staticmethod
    def check_picture(upload, limit):
        """`contents.check` of a PNG or JPG, for the floor below, which knows this one by its label."""
        from . import contents

        return contents.check(upload, allow=contents.PICTURES, limit=limit)
