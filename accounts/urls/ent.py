"""Arriving from an ENT: /ent/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
