"""Identities that others vouch for: ENT and the like.

Who a person is elsewhere is a `SocialAccount` of allauth (provider = slug of the connector, uid =
stable subject, unique together). Names received live in its `extra_data` only, when the connector
may keep them.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConnectorProtocol


class EntConnector(models.Model):
    """One ENT, described by data. Ready descriptions are files of `accounts/connectors/`."""

    slug = models.SlugField(_("adresse"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=100)
    protocol = models.CharField(_("protocole"), max_length=4, choices=ConnectorProtocol)
    configuration = models.JSONField(_("réglages"), default=dict)
    is_open = models.BooleanField(_("ouvert"), default=False)
    is_listed = models.BooleanField(_("proposé sur la page de connexion"), default=True)

    class Meta:
        verbose_name = _("connecteur ENT")
        verbose_name_plural = _("connecteurs ENT")
        constraints = (
            models.CheckConstraint(condition=~Q(slug=""), name="connector_has_an_address"),
        )

    def __str__(self) -> str:
        return self.name


class EntTicket(models.Model):
    """A CAS ticket and the session it opened: refused a second time, and closed from the ENT."""

    connector = models.ForeignKey(EntConnector, on_delete=models.CASCADE, related_name="tickets")
    digest = models.CharField(max_length=64)
    session_key = models.CharField(max_length=40)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = (
            models.UniqueConstraint(fields=["connector", "digest"], name="ticket_used_once"),
        )

    def __str__(self) -> str:
        return f"{self.connector} · {self.used_at:%Y-%m-%d %H:%M}"
