import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Comptes")

    def ready(self) -> None:
        # It quotes what the ENT said of somebody; `accounts.social` tells the same without.
        logging.getLogger("allauth.socialaccount.providers.saml").setLevel(logging.CRITICAL)
