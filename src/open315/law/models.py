"""Tables of the law room: what places keep beside the law that is shipped as files."""

from typing import ClassVar

from django.db import models

from open315.core.translations import TranslationsField


class CompetenceRule(models.Model):
    """One line of the dated competence table: matter × place × kind of trader → sector and level of the competent body."""

    code = models.CharField(max_length=40)
    priority = models.PositiveSmallIntegerField(default=100)
    kind = models.CharField(max_length=10, blank=True, default="")
    """Complaint, report or enquiry; "" for each of them."""
    goods = models.CharField(max_length=32, blank=True)
    nature = models.CharField(max_length=24, blank=True)
    trader_kind = models.CharField(max_length=16, blank=True)
    place = models.CharField(max_length=24)
    """Which place decides: a `Place` of `law.rules.competence`."""
    sector = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    beside = models.BooleanField(default=False)
    """Names another authority beside the competent one."""
    article = models.CharField(max_length=120)
    article_in = TranslationsField(of="article", max_length=160)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "cases_competencerule"  # where it was before this room; archives know it by that name
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "valid_from"], name="competence_rule_once")]


class LocalOption(models.Model):
    """A place's own number for a clock that the law leaves open (`law.rules.packs.LocalOption`); never changed, only ended."""

    pack = models.CharField(max_length=40)
    clock = models.CharField(max_length=32)
    region_code = models.CharField(max_length=6, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)
    roll = models.CharField(max_length=20)
    basis = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "cases_localoption"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack", "clock", "region_code", "valid_from"], name="local_option_once")
        ]
