"""Organisations, their teams and their lists, under /orga/."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import organisations

urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.orga, name="orga"),
    path("etablissements/", organisations.organisation_list, name="organisations"),
    path("<str:organisation>/choisir/", organisations.switch, name="switch_organisation"),
]
