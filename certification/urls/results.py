"""Addresses of the results of a centre."""

from django.urls import path

from certification.views import result_papers, results

_SESSION = "certif/<str:centre>/sessions/<uuid:session>/resultats/"
_RESULTS = "certif/<str:centre>/resultats/"

urlpatterns = [
    path(_SESSION, results.session_results, name="session_results"),
    path(f"{_SESSION}tableau.csv", results.session_results_sheet, name="session_results_sheet"),
    path(
        f"{_SESSION}certificats/", result_papers.ask_for_session_papers, name="session_certificates"
    ),
    path(_RESULTS, results.centre_results, name="centre_results"),
    path(f"{_RESULTS}sessions.zip", results.sessions_archive, name="sessions_archive"),
    path(f"{_RESULTS}classe/", results.class_results, name="class_results"),
    path(f"{_RESULTS}classe/tableau.csv", results.class_results_sheet, name="class_results_sheet"),
    path(
        f"{_RESULTS}classe/certificats/",
        result_papers.ask_for_class_papers,
        name="class_certificates",
    ),
    path(
        f"{_RESULTS}certificats/<uuid:certificate>.pdf",
        results.pupil_certificate,
        name="pupil_certificate",
    ),
    path(
        f"{_RESULTS}lots/<uuid:batch>/", result_papers.certificate_papers, name="certificate_papers"
    ),
    path(
        f"{_RESULTS}lots/<uuid:batch>/certificats.zip",
        result_papers.certificate_papers_file,
        name="certificate_papers_file",
    ),
    path("resultats/<str:token>/", result_papers.mailed_results, name="mailed_results"),
    path(
        "resultats/<str:token>/tableau.csv",
        result_papers.mailed_results_sheet,
        name="mailed_results_sheet",
    ),
]
