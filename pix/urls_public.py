"""Addresses that anyone may open without an account."""

from django.conf import settings
from django.urls import path

from pix import views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("comment-ca-marche/", views.how_it_works, name="how_it_works"),
    path("aide/", views.help_page, name="help"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.personal_data, name="personal_data"),
    path(
        "donnees-personnelles/eleves-et-parents/",
        views.pupils_and_parents,
        name="pupils_and_parents",
    ),
    path("mentions-legales/", views.legal_notice, name="legal_notice"),
    path("sante/", views.health_report, name="health"),
    path("metrics", views.metrics_text, name="metrics"),
]

if settings.DEBUG:
    urlpatterns.append(path("styles/", views.styles, name="styles"))
