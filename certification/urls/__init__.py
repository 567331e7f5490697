"""Centres, sessions, candidates, supervision, jury, certificates: an address file for each."""

from django.urls import include, path

urlpatterns = [
    path("", include("certification.urls.testing")),
    path("", include("certification.urls.supervision")),
    path("", include("certification.urls.certificates")),
    path("", include("certification.urls.judging")),
    path("", include("certification.urls.api")),
    path("", include("certification.urls.results")),
    # Under /certif/: what is said word for word comes before the code of a centre.
    path("", include("certification.urls.centres")),
    path("", include("certification.urls.sessions")),
    path("", include("certification.urls.candidates")),
    path("", include("certification.urls.papers")),
]
