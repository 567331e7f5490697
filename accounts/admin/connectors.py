"""ENT connectors, for platform staff."""

from typing import Any, ClassVar

from allauth.socialaccount.models import SocialAccount, SocialApp
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import ConnectorProtocol
from accounts.forms.connectors import ConnectorForm, NewConnectorForm
from accounts.models import EntConnector
from accounts.services.ent import forget_names

# allauth's own table of applications stays empty: connectors are the one place of their settings.
admin.site.unregister(SocialApp)

_ADDRESSES: dict[str, tuple[str, ...]] = {
    ConnectorProtocol.CAS: ("ent_entry", "ent_return"),
    ConnectorProtocol.OIDC: ("ent_entry", "ent_oidc_return"),
    ConnectorProtocol.SAML: ("ent_entry", "saml_metadata", "saml_acs"),
}
_WORDS = {
    "ent_entry": gettext_lazy("lien à mettre dans l'ENT"),
    "ent_return": gettext_lazy("adresse du service CAS, et de la déconnexion"),
    "ent_oidc_return": gettext_lazy("adresse de retour (redirect_uri)"),
    "saml_metadata": gettext_lazy("métadonnées"),
    "saml_acs": gettext_lazy("adresse de réception (ACS)"),
}


@admin.register(EntConnector)
class EntConnectorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "slug", "protocol", "is_open", "is_listed")
    list_filter = ("protocol", "is_open")
    search_fields = ("name", "slug")
    ordering = ("name",)
    actions = ("erase_names",)
    change_fields: ClassVar[tuple[str, ...]] = (
        "explanation",
        "addresses",
        "name",
        "is_open",
        "is_listed",
        "configuration",
    )

    def get_fields(self, request: HttpRequest, obj: EntConnector | None = None) -> Any:
        return self.change_fields if obj else ("ready", "name", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: EntConnector | None = None) -> Any:
        return ("explanation", "addresses") if obj else ()

    def get_form(
        self,
        request: HttpRequest,
        obj: EntConnector | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:  # type: ignore[type-arg]  # not generic at run time
        return ConnectorForm if obj else NewConnectorForm

    def response_add(
        self, request: HttpRequest, obj: EntConnector, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to the settings, which the ready description leaves to fill in."""
        messages.success(request, _("Le connecteur est créé, fermé. Complétez ses réglages."))
        return HttpResponseRedirect(reverse("admin:accounts_entconnector_change", args=[obj.pk]))

    def has_delete_permission(self, request: HttpRequest, obj: EntConnector | None = None) -> bool:
        """Whoever comes by it would be locked out: it is closed instead."""
        used = obj is None or SocialAccount.objects.filter(provider=obj.slug).exists()
        return not used and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("À savoir"))
    def explanation(self, connector: EntConnector) -> str:
        return str(connector.configuration.get("explanation", ""))

    @admin.display(description=gettext_lazy("À donner à l'ENT"))
    def addresses(self, connector: EntConnector) -> SafeString:
        base = settings.PUBLIC_URL.rstrip("/")
        rows = [
            (_WORDS[name], base + reverse(name, args=[connector.slug]))
            for name in _ADDRESSES[connector.protocol]
        ]
        return format_html_join("", "{}\u00a0: <b>{}</b><br>", rows)

    @admin.action(description=gettext_lazy("Effacer les noms donnés par ces ENT"))
    def erase_names(self, request: HttpRequest, connectors: QuerySet[EntConnector]) -> None:
        number = forget_names(connectors)
        text = ngettext(
            "Les noms d'%(number)d identité sont effacés.",
            "Les noms de %(number)d identités sont effacés.",
            number,
        )
        messages.success(request, text % {"number": number})
