"""Tables of the organisation: where, which body, who, as what, from when to when."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from open315.core.translations import TranslationsField


class Region(models.Model):
    """A division by its GB/T 2260 code (6 digits: 420000 province, 420100 city, 420102 county), with dated names in `RegionName`."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("Province")
        CITY = 2, _("City")
        COUNTY = 3, _("County")

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    """Present name in Traditional Chinese."""
    name_in = TranslationsField(of="name", max_length=80)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    """CITY is whatever stands directly below a province (see `core.regions.city_of`)."""
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class RegionName(models.Model):
    """A name the region bore from–to (襄樊市 until 2010-12, 襄陽市 since)."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)


class Organisation(models.Model):
    """A body: council, department, association, outlet … `path` is "/1/7/23/" (ids from the top), for whole subtrees."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Consumer council")
        DEPARTMENT = "department", _("Government department")
        ASSOCIATION = "association", _("Association")
        OUTLET = "outlet", _("Media outlet")
        LAW_FIRM = "law_firm", _("Law firm")
        ENTERPRISE = "enterprise", _("Enterprise")
        OTHER = "other", _("Other body")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    name_in = TranslationsField(of="name", max_length=160)
    sector = models.CharField(max_length=40, blank=True)
    """What a department is competent for: market, quality, drug, health, construction, justice, price, agriculture … (org/seeds/sectors.toml)."""
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=120, blank=True, db_index=True)
    case_prefix = models.CharField(max_length=12, blank=True)
    case_letters = models.CharField(max_length=6, blank=True)
    """Two to six capital Latin letters that stand for the prefix where a number is said in another language (ADR 0164)."""
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=120, blank=True)
    """When somebody answers at the telephone and at the desk, in words."""
    map_link = models.URLField(max_length=300, blank=True)
    icp_filing = models.CharField(max_length=60, blank=True)
    """ICP備案 of a site that this body runs; `police_filing` is 公安備案."""
    police_filing = models.CharField(max_length=60, blank=True)
    privacy_note = models.TextField(blank=True)
    """What it says of personal data and of accessibility besides what every site of ours says."""
    access_note = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A name the body bore before, until the day it was renamed: older papers and campaigns still say it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()

    class Meta:
        ordering: ClassVar = ["-valid_until", "-id"]


class Coverage(models.Model):
    """That the records of a body are complete from–to; no last day: it goes on. What no row covers is not known, which is not zero.

    A proposal (after an import) counts only once somebody who manages the body has confirmed it. `source` names what brought
    the records in ("import:12"), so that the span goes when they go.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="coverage")
    first = models.DateField()
    last = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    is_proposed = models.BooleanField(default=False)
    stated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["first", "pk"]


class Person(models.Model):
    """Somebody who works in or with a body; not a consumer."""

    name = models.CharField(max_length=60)
    name_in = TranslationsField(of="name", max_length=80)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post a person holds in a body from–to; `rank` orders leaders (one scale for all bodies, org/seeds/ranks.toml)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    rank = models.CharField(max_length=24, blank=True)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; log-in names are case-insensitive."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(username=username.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """A log-in of a member of staff. A suspended account loses its sessions at once."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account")
    display_name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    suspended_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    """Part of what every session is signed with: one more, and all sessions of the account are over."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    def __str__(self) -> str:
        return self.display_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        epoch = f"{self.password}|{self.session_epoch}"
        return salted_hmac("open315.org.Account.session", epoch, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """That an account acts for a body in a role from–to. Roles and their permissions: `org.roles`."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24)
    granted_from = models.DateField()
    granted_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "organisation", "role", "granted_from"], name="grant_once")
        ]
