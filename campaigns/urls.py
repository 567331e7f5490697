"""Pix Orga: what teachers and heads follow, under /orga/<organisation>/."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import dashboard

urlpatterns: list[URLPattern | URLResolver] = [
    path("orga/<str:organisation>/", dashboard.dashboard, name="orga_dashboard"),
]
