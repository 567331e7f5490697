"""Programs that read results, for platform staff. Their secret is shown once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.enums import ApiScope
from certification.models import ApiClient, SigningKey
from certification.services.api_clients import enrol, renew_secret
from pix.shared.admin import ReadOnlyAdmin


class ApiClientForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Droits"),
        choices=ApiScope,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ApiClient
        fields = ("name", "organisation", "scopes")


@admin.register(ApiClient)
class ApiClientAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = ApiClientForm
    list_display = ("name", "client_id", "organisation", "last_used_at", "revoked_at")
    list_select_related = ("organisation",)
    search_fields = ("name", "client_id")
    ordering = ("name", "pk")
    readonly_fields = ("client_id", "created_at", "last_used_at", "revoked_at")
    autocomplete_fields = ("organisation",)
    actions = ("revoke", "renew")

    def save_model(self, request: HttpRequest, obj: ApiClient, form: Any, change: Any) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made, secret = enrol(
            name=obj.name, scopes=obj.scopes, organisation=obj.organisation, now=timezone.now()
        )
        obj.pk, obj.client_id = made.pk, made.client_id
        _show(request, made, secret)

    def has_delete_permission(self, request: HttpRequest, obj: ApiClient | None = None) -> bool:
        """It is revoked instead: the journal names it."""
        return False

    @admin.action(description=gettext_lazy("Révoquer"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiClient]) -> None:
        queryset.filter(revoked_at=None).update(revoked_at=timezone.now())

    @admin.action(description=gettext_lazy("Donner un nouveau secret"))
    def renew(self, request: HttpRequest, queryset: QuerySet[ApiClient]) -> None:
        for client in queryset.filter(revoked_at=None).order_by("pk"):
            _show(request, client, renew_secret(client))


def _show(request: HttpRequest, client: ApiClient, secret: str) -> None:
    text = _(
        "%(name)s\u00a0: identifiant %(client_id)s, secret %(secret)s. Notez le secret maintenant, "
        "il ne sera plus montré."
    )
    messages.warning(
        request, text % {"name": client.name, "client_id": client.client_id, "secret": secret}
    )


@admin.register(SigningKey)
class SigningKeyAdmin(ReadOnlyAdmin):
    """Made and replaced by `manage.py signing_keys`."""

    list_display = ("use", "identifier", "created_at", "retired_at")
    ordering = ("-created_at", "pk")
    fields = ("use", "identifier", "public", "created_at", "retired_at")
