"""Addresses of the end of a session: the centre finalises it, the jury judges and publishes it."""

from django.urls import path

from certification.views import finalisation

_SESSION = "certif/<str:centre>/sessions/<uuid:session>/"

urlpatterns = [
    path(f"{_SESSION}finaliser/", finalisation.finalisation, name="finalisation"),
    path(f"{_SESSION}finaliser/signaler/", finalisation.incident_report, name="incident_report"),
    path(
        f"{_SESSION}finaliser/signalements/<uuid:incident>/retirer/",
        finalisation.incident_withdraw,
        name="incident_withdraw",
    ),
]
