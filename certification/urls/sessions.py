"""Addresses of sessions: one by one, by file, by the planner."""

from django.urls import path

from certification.views import planning, session_import, sessions

_SESSIONS = "certif/<str:centre>/sessions/"
_SESSION = f"{_SESSIONS}<uuid:session>/"
_PROPOSAL = "certif/<str:centre>/propositions/<uuid:proposal>/"

urlpatterns = [
    path(_SESSIONS, sessions.sessions, name="sessions"),
    path(f"{_SESSIONS}creer/", sessions.session_new, name="session_new"),
    path(f"{_SESSIONS}importer/", session_import.sessions_import, name="sessions_import"),
    path(f"{_SESSIONS}importer/modele.csv", session_import.sessions_model, name="sessions_model"),
    path(f"{_SESSIONS}planifier/", planning.sessions_plan, name="sessions_plan"),
    path(_PROPOSAL, planning.proposal, name="proposal"),
    path(
        f"{_PROPOSAL}disponibilites/",
        planning.proposal_availability,
        name="proposal_availability",
    ),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}modifier/", sessions.session_edit, name="session_edit"),
    path(f"{_SESSION}codes/", sessions.session_codes, name="session_codes"),
    path(f"{_SESSION}supprimer/", sessions.session_delete, name="session_delete"),
]
