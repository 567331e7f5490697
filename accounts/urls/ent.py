"""Arriving from an ENT: /ent/."""

from django.urls import URLPattern, path

from accounts.views import ent, ent_arrival, ent_door, ent_social

urlpatterns: list[URLPattern] = [
    path("<slug:connector>/", ent.entry, name="ent_entry"),
    path("<slug:connector>/retour/", ent.cas_return, name="ent_return"),
    path("<slug:connector>/oidc/", ent_social.oidc_return, name="ent_oidc_return"),
    path("<slug:connector>/saml/acs/", ent_social.saml_return, name="saml_acs"),
    # Named, and with the argument, that allauth looks for.
    path(
        "<slug:organization_slug>/saml/acs/suite/",
        ent_social.saml_return_end,
        name="saml_finish_acs",
    ),
    path("<slug:connector>/saml/metadonnees/", ent_social.saml_metadata, name="saml_metadata"),
    path("<slug:connector>/saml/deconnexion/", ent_social.saml_logout, name="saml_sls"),
    path("<slug:connector>/arrivee/", ent_arrival.arrival, name="ent_arrival"),
    path("<slug:connector>/compte-existant/", ent_arrival.existing_account, name="ent_existing"),
    path("<slug:connector>/detacher/", ent_door.detach, name="ent_detach"),
]
