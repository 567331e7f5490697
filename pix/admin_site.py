"""The administration of the platform, for its staff."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PixAdminSite(AdminSite):
    site_header = _("Pix : administration")
    site_title = _("Pix : administration")
    index_title = _("Plateforme")


class PixAdminConfig(AdminConfig):
    default_site = "pix.admin_site.PixAdminSite"
