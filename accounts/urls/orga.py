"""Organisations, their teams and their lists, under /orga/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
