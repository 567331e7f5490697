"""Signing up, signing in and one's own account. The names of allauth are those it looks for."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from accounts.views import (
    account,
    consent,
    entrance,
    erasure,
    invitations,
    joining,
    own_data,
    passwords,
    preferences,
    sent_mail,
)

urlpatterns = [
    path("inscription/", entrance.SignUpView.as_view(), name="account_signup"),
    path("inscription/avec-un-adulte/", consent.under_age, name="under_age"),
    path("inscription/accord/<str:token>/", consent.parent_consent, name="parent_consent"),
    path("connexion/", entrance.SignInView.as_view(), name="account_login"),
    path("deconnexion/", login_not_required(allauth_views.logout), name="account_logout"),
    path("compte-inactif/", allauth_views.account_inactive, name="account_inactive"),
    path("confirmer/<str:key>/", allauth_views.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/oublie/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/envoye/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/identifiant/", passwords.recover_username, name="recover_username"),
    path("mot-de-passe/identifiant/envoye/", passwords.recovery_asked, name="recovery_asked"),
    path(
        "mot-de-passe/identifiant/<str:token>/", passwords.recover_account, name="recover_account"
    ),
    path("mon-compte/nouveau-mot-de-passe/", passwords.new_password, name="new_password"),
    path("mon-compte/", account.my_account, name="my_account"),
    path("mon-compte/nom/", account.my_names, name="my_names"),
    path("mon-compte/adresse/", account.my_email, name="my_email"),
    path("mon-compte/adresse/confirmer/", account.send_confirmation, name="send_confirmation"),
    path("mon-compte/adresse/<str:token>/", account.change_email, name="change_email"),
    path("mon-compte/mot-de-passe/", allauth_views.password_change, name="account_change_password"),
    path("mon-compte/mot-de-passe/creer/", allauth_views.password_set, name="account_set_password"),
    path("mon-compte/mes-donnees/", own_data.my_data, name="my_data"),
    path("mon-compte/mes-donnees/copie/", own_data.my_copy, name="my_copy"),
    path("mon-compte/supprimer/", erasure.erase_account, name="erase_account"),
    path("rejoindre/", joining.join, name="join"),
    path("rejoindre/<str:organisation>/", joining.join_organisation, name="join_organisation"),
    path("conditions/", preferences.conditions, name="conditions"),
    path("preferences/", preferences.display_preferences, name="preferences"),
    path("langue/", preferences.choose_language, name="choose_language"),
    path("admin/courrier/", sent_mail.sent_mail, name="sent_mail"),
    path("admin/courrier/<str:key>/", sent_mail.message, name="sent_message"),
    path("admin/courrier/<str:key>/page/", sent_mail.message_page, name="sent_message_page"),
    path("orga/", include("accounts.urls.orga")),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("ent/", include("accounts.urls.ent")),
]
