"""Addresses that other systems ask (docs/api.md)."""

from django.urls import path

from certification.views import api

urlpatterns = [
    path("api/openapi.json", api.openapi, name="api_description"),
    path("api/token", api.token, name="api_token"),
    path(
        "api/organizations/<str:uai>/certifications",
        api.school_certifications,
        name="api_school_certifications",
    ),
    path("api/certification/search", api.search, name="api_search"),
]
