"""Profile, competences, tests and lessons."""

from django.urls import path, register_converter

from competences.views import (
    competences,
    examples,
    lessons,
    materials,
    outcomes,
    preview,
    questions,
    trial,
)


class CompetenceNumber:
    """1.2: any other text is no address, and never reaches the database."""

    regex = r"\d\.\d"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(CompetenceNumber, "competence")

urlpatterns = [
    path("accueil/", competences.home, name="home"),
    path("competences/", competences.profile, name="profile"),
    path("competences/<competence:code>/", competences.competence, name="competence"),
    path("competences/<competence:code>/commencer/", competences.start, name="start"),
    path("competences/<competence:code>/retenter/", competences.retry, name="retry"),
    path("competences/<competence:code>/remettre-a-zero/", competences.reset, name="reset"),
    path("essai/", trial.trial, name="trial"),
    path("test/<uuid:public_id>/", questions.question, name="question"),
    path("test/<uuid:public_id>/chrono/", questions.clock, name="clock"),
    path("test/<uuid:public_id>/autre/", questions.swap, name="swap"),
    path("test/<uuid:public_id>/bilan/", outcomes.pause, name="pause"),
    path("test/<uuid:public_id>/resultat/", outcomes.result, name="result"),
    path("test/<uuid:public_id>/corrections/", outcomes.all_corrections, name="corrections"),
    path("test/<uuid:public_id>/<int:position>/signaler/", outcomes.report, name="report"),
    path("test/<uuid:public_id>/<int:position>/simulateur/", materials.simulator, name="simulator"),
    path("test/<uuid:public_id>/<int:position>/<str:name>", materials.file, name="file"),
    path("apercu/<str:challenge_id>/<int:number>/", preview.preview, name="preview"),
    path(
        "apercu/<str:challenge_id>/<int:number>/<int:position>/simulateur/",
        preview.preview_simulator,
        name="preview-simulator",
    ),
    path(
        "apercu/<str:challenge_id>/<int:number>/<int:position>/<str:name>",
        preview.preview_file,
        name="preview-file",
    ),
    path("exemples/<slug:topic>/<int:level>/", examples.example, name="example"),
    path(
        "exemples/<slug:topic>/<int:level>/<int:position>/simulateur/",
        examples.example_simulator,
        name="example-simulator",
    ),
    path(
        "exemples/<slug:topic>/<int:level>/<int:position>/<str:name>",
        examples.example_file,
        name="example-file",
    ),
    path("tutos/", lessons.lesson_list, name="lessons"),
    path("tutos/<slug:topic>/", lessons.lesson, name="lesson"),
    path("tutos/<slug:topic>/<slug:name>/", lessons.mark, name="lesson-mark"),
]
