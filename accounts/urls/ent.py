"""Arriving from an ENT: /ent/."""

from django.urls import URLPattern, path

from accounts.views import ent, ent_arrival, ent_door

urlpatterns: list[URLPattern] = [
    path("<slug:connector>/", ent.entry, name="ent_entry"),
    path("<slug:connector>/retour/", ent.cas_return, name="ent_return"),
    path("<slug:connector>/arrivee/", ent_arrival.arrival, name="ent_arrival"),
    path("<slug:connector>/compte-existant/", ent_arrival.existing_account, name="ent_existing"),
    path("<slug:connector>/detacher/", ent_door.detach, name="ent_detach"),
]
