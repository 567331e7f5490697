"""Addresses of candidates."""

from django.urls import include, path

from certification.views.candidates import classes, files, lists

_OF_A_SESSION = [
    path("", lists.candidates, name="candidates"),
    path("ajouter/", lists.candidate_new, name="candidate_new"),
    path("classes/", classes.candidates_enrol, name="candidates_enrol"),
    path("importer/", files.candidates_import, name="candidates_import"),
    path("importer/<uuid:batch>/", files.candidates_check, name="candidates_check"),
    path("liste.ods", files.candidates_sheet, {"kind": "ods"}, name="candidates_ods"),
    path("liste.xlsx", files.candidates_sheet, {"kind": "xlsx"}, name="candidates_xlsx"),
    path("<uuid:candidate>/", lists.candidate, name="candidate"),
    path("<uuid:candidate>/retirer/", lists.candidate_remove, name="candidate_remove"),
]

urlpatterns = [
    path("certif/<str:centre>/sessions/<uuid:session>/candidats/", include(_OF_A_SESSION)),
]
