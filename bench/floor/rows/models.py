"""The same rows as sakip keeps, without any of its rules."""

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition


class Run(models.Model):
    office = models.IntegerField()
    period = models.CharField(max_length=8)
    at = FSMField(default="perintah", max_length=20)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="run_at")]

    @transition("at", source="perintah", target="arahan")
    def order(self):
        pass


class Log(models.Model):
    run = models.ForeignKey(Run, models.PROTECT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    verb = models.CharField(max_length=20)
    on = models.DateTimeField(auto_now_add=True)


class Unit(models.Model):
    name = models.CharField(max_length=150)


class Node(models.Model):
    name = models.CharField(max_length=300)


class Indicator(models.Model):
    office = models.IntegerField(db_index=True)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=3)
    node = models.ForeignKey(Node, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT)
    measure = models.CharField(max_length=40)
    rhythm = models.CharField(max_length=20)
    status = models.CharField(max_length=20)


class Paper(models.Model):
    office = models.IntegerField(db_index=True)
    title = models.CharField(max_length=250)
    number = models.CharField(max_length=80)
    period = models.CharField(max_length=8)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    on = models.DateField(auto_now_add=True)
    file_hash = models.CharField(max_length=64)
    file_size = models.IntegerField()
    pages = models.IntegerField()
