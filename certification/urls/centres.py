"""Addresses of centres."""

from django.urls import path

from certification.views import centre_invitations, centre_team, centres

urlpatterns = [
    path("certif/", centres.certif_home, name="certif_home"),
    path("certif/demander/", centres.centre_request, name="centre_request"),
    path(
        "certif/invitation/<str:secret>/",
        centre_invitations.centre_invitation,
        name="centre_invitation",
    ),
    path(
        "certif/demander/<str:centre>/retirer/",
        centres.withdraw_centre_request,
        name="withdraw_centre_request",
    ),
    path("certif/<str:centre>/", centres.centre_dashboard, name="centre_dashboard"),
    path("certif/<str:centre>/equipe/", centre_team.centre_team, name="centre_team"),
    path("certif/<str:centre>/equipe/inviter/", centre_team.centre_invite, name="centre_invite"),
    path("certif/<str:centre>/equipe/quitter/", centre_team.centre_leave, name="centre_leave"),
    path(
        "certif/<str:centre>/equipe/<uuid:colleague>/role/",
        centre_team.centre_role,
        name="centre_role",
    ),
    path(
        "certif/<str:centre>/equipe/<uuid:colleague>/retirer/",
        centre_team.centre_remove,
        name="centre_remove",
    ),
    path(
        "certif/<str:centre>/invitations/<uuid:invitation>/renvoyer/",
        centre_team.centre_resend,
        name="centre_resend",
    ),
    path(
        "certif/<str:centre>/invitations/<uuid:invitation>/annuler/",
        centre_team.centre_cancel,
        name="centre_cancel",
    ),
]
