"""Addresses of the candidate: entering a session, sitting the test, the mock certification."""

from django.urls import path

from certification.views.testing import candidacy, contact, entry, materials, mock, questions

_SEAT = "certification/seance/<uuid:candidate>/"
_TEST = "certification/test/<uuid:test_id>/"

urlpatterns = [
    path("certification/", entry.certification, name="certification"),
    path("certification/entrer/", entry.certification_entry, name="certification_entry"),
    path(_SEAT, candidacy.candidacy, name="candidacy"),
    path(f"{_SEAT}lu/", candidacy.candidacy_read, name="candidacy_read"),
    path(f"{_SEAT}code/", candidacy.candidacy_code, name="candidacy_code"),
    path(f"{_SEAT}commencer/", candidacy.candidacy_start, name="candidacy_start"),
    path(f"{_SEAT}ici/", candidacy.candidacy_move, name="candidacy_move"),
    path("certification/blanche/", mock.mock_certification, name="mock_certification"),
    path(_TEST, questions.certification_question, name="certification_question"),
    path(f"{_TEST}chrono/", questions.certification_clock, name="certification_clock"),
    path(f"{_TEST}signal/", contact.certification_signal, name="certification_signal"),
    path(f"{_TEST}etat/", contact.certification_state, name="certification_state"),
    path(f"{_TEST}alerte/", contact.certification_alert, name="certification_alert"),
    path(f"{_TEST}fin/", questions.certification_end, name="certification_end"),
    path(f"{_TEST}terminer/", mock.mock_end, name="mock_end"),
    path(f"{_TEST}bilan/", mock.mock_report, name="mock_report"),
    path(
        f"{_TEST}<int:position>/simulateur/",
        materials.certification_simulator,
        name="certification_simulator",
    ),
    path(
        f"{_TEST}<int:position>/<str:name>", materials.certification_file, name="certification_file"
    ),
]
