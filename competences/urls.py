"""Profile, competences, tests and lessons."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
