"""Addresses of the end of a session: the centre finalises it, the jury judges and publishes it."""

from django.urls import path

from certification.views import finalisation
from certification.views.jury import appeals, sessions, tests

_SESSION = "certif/<str:centre>/sessions/<uuid:session>/"
_TEST = "jury/tests/<uuid:test_id>/"

urlpatterns = [
    path(f"{_SESSION}finaliser/", finalisation.finalisation, name="finalisation"),
    path(f"{_SESSION}finaliser/signaler/", finalisation.incident_report, name="incident_report"),
    path(
        f"{_SESSION}finaliser/signalements/<uuid:incident>/retirer/",
        finalisation.incident_withdraw,
        name="incident_withdraw",
    ),
    path(
        "certification/recours/<uuid:test_id>/",
        appeals.certification_appeal,
        name="certification_appeal",
    ),
    path("jury/", sessions.jury, name="jury"),
    path("jury/publier/", sessions.jury_publish, name="jury_publish"),
    path("jury/recours/<uuid:appeal>/", appeals.jury_appeal, name="jury_appeal"),
    path("jury/sessions/<uuid:session_id>/", sessions.jury_session, name="jury_session"),
    path("jury/sessions/<uuid:session_id>/note/", sessions.jury_note, name="jury_note"),
    path(
        "jury/sessions/<uuid:session_id>/signalements/<uuid:incident>/",
        sessions.jury_resolve,
        name="jury_resolve",
    ),
    path("jury/sessions/<uuid:session_id>/<slug:act>/", sessions.jury_move, name="jury_move"),
    path(_TEST, tests.jury_test, name="jury_test"),
    path(f"{_TEST}decider/", tests.jury_decide, name="jury_decide"),
    path(f"{_TEST}identite/", tests.jury_identity, name="jury_identity"),
    path(f"{_TEST}questions/<int:position>/", tests.jury_question, name="jury_question"),
]
