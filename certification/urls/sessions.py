"""Addresses of sessions: one by one, by file, by the planner."""

from django.urls import path

from certification.views import sessions

_SESSIONS = "certif/<str:centre>/sessions/"
_SESSION = f"{_SESSIONS}<uuid:session>/"

urlpatterns = [
    path(_SESSIONS, sessions.sessions, name="sessions"),
    path(f"{_SESSIONS}creer/", sessions.session_new, name="session_new"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}modifier/", sessions.session_edit, name="session_edit"),
    path(f"{_SESSION}supprimer/", sessions.session_delete, name="session_delete"),
]
