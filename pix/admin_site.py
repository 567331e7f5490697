"""The administration of the platform, for its staff."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PixAdminSite(AdminSite):
    site_header = _("Pix\u00a0: administration")
    site_title = _("Pix\u00a0: administration")
    index_title = _("Plateforme")

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Staff sign in as everyone does: one door, one count of failures."""
        # The decorator needs the models, which are loaded after this module.
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415

        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response


class PixAdminConfig(AdminConfig):
    default_site = "pix.admin_site.PixAdminSite"
