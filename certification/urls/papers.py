"""Addresses of papers."""

from django.urls import include, path

from certification.views.papers import session_paper, session_papers

_OF_A_SESSION = [
    path("", session_papers, name="session_papers"),
    path("convocations.pdf", session_paper, {"kind": "convocations"}, name="convocations"),
    path("emargement.pdf", session_paper, {"kind": "attendance"}, name="attendance_sheet"),
    path("kit-surveillant.pdf", session_paper, {"kind": "kit"}, name="invigilator_kit"),
    path("pv-incident.pdf", session_paper, {"kind": "incident"}, name="incident_form"),
    path("liste-porte.pdf", session_paper, {"kind": "door"}, name="door_list"),
]

urlpatterns = [
    path("certif/<str:centre>/sessions/<uuid:session>/documents/", include(_OF_A_SESSION)),
]
