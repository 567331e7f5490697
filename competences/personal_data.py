"""What tests, answers and what is made of them say of people, and for how long."""

from django.utils.translation import gettext_lazy as _

from accounts.holdings import Fate, Holding, Subject
from accounts.personal_data.subjects import INTERNAL
from accounts.retention import Rule, kept
from competences.enums import AssessmentKind
from competences.models import Assessment

_DRAW = "a number of the draw; with the bank it would tell questions to come"
_STAFF_NOTE = "a note for the staff, about what was expected"
_COPY = "a copy of earlier answers, which are given"

TESTS = Subject(
    title=_("Vos tests et vos réponses"),
    why=_("Pour calculer votre niveau, reprendre un test et vous montrer vos corrections."),
    seen_by=_(
        "Vous. L'équipe de la plateforme, quand une question pose problème. Votre établissement "
        "voit vos résultats quand vous les lui envoyez."
    ),
    how_long=_("Tant que votre compte existe."),
)
LEVELS = Subject(
    title=_("Vos niveaux et vos pix"),
    why=_("Ils se calculent à partir de vos réponses, pour que vous voyiez vos progrès."),
    seen_by=_("Vous, et l'équipe de l'établissement qui vous a dans sa liste."),
    how_long=_("Tant que votre compte existe."),
)
CHOICES = Subject(
    title=_("Vos tutos et vos signalements"),
    why=_("Pour retrouver vos tutos, et corriger ce que vous avez signalé."),
    seen_by=_("Vos tutos\u00a0: vous. Vos signalements\u00a0: l'équipe de la plateforme."),
    how_long=_("Tant que votre compte existe."),
)

HOLDINGS = (
    Holding(
        name="suites-de-tests",
        model="competences.Series",
        subject=TESTS,
        paths=("user",),
        fields=("public_id", "kind", "needs", "started_at", "completed_at"),
        headings={"public_id": _("identifiant"), "kind": _("type"), "needs": _("besoins")},
        withheld={
            "plan": INTERNAL,
            "after": INTERNAL,
            "release": INTERNAL,
            "parameter_version": INTERNAL,
        },
    ),
    Holding(
        name="tests",
        model="competences.Assessment",
        subject=TESTS,
        paths=("user",),
        fields=(
            "public_id",
            "series__public_id",
            "kind",
            "attempt",
            "state",
            "competence",
            "started_at",
            "last_answer_at",
            "completed_at",
            "reset_at",
            "stop_reason",
            "answered",
            "result",
            "position",
            "challenge_id",
            "asked_at",
            "timer_started_at",
        ),
        headings={"series__public_id": _("suite")},
        withheld={
            "release": INTERNAL,
            "parameter_version": INTERNAL,
            "asked_before": INTERNAL,
            "folded": INTERNAL,
            "evidence": _COPY,
            "seed": _DRAW,
            "variant": _DRAW,
            "gain": _DRAW,
            "probability": _DRAW,
            "candidates": _DRAW,
        },
    ),
    Holding(
        name="reponses",
        model="competences.Answer",
        subject=TESTS,
        paths=("user", "assessment__user"),
        # Those of a certification tell what was right: its own declaration says when.
        given=lambda rows: rows.exclude(assessment__kind=AssessmentKind.CERTIFICATION),
        fields=(
            "assessment__public_id",
            "assessment__competence",
            "position",
            "challenge_id",
            "variant",
            "response",
            "outcome",
            "seconds",
            "answered_at",
        ),
        headings={"assessment__public_id": _("test")},
        withheld={
            "detail": _STAFF_NOTE,
            "gain": _DRAW,
            "probability": _DRAW,
            "candidates": _DRAW,
        },
    ),
    Holding(
        name="signalements",
        model="competences.ChallengeReport",
        subject=CHOICES,
        paths=("assessment__user",),
        fields=("challenge_id", "variant", "category", "text", "created_at", "status"),
        fate=Fate.DETACHED,
        reason="a fault of a question is still a fault; the words and the test are taken away",
        blanks={"assessment": None, "text": ""},
    ),
    Holding(
        name="niveaux",
        model="competences.CompetenceProfile",
        subject=LEVELS,
        paths=("user",),
        fields=(
            "competence",
            "pix",
            "level",
            "level_low",
            "level_high",
            "expected_pix",
            "pix_sd",
            "knowledge",
            "last_position",
            "folded_at",
        ),
        withheld={"assessment": INTERNAL},
    ),
    Holding(
        name="tutos",
        model="competences.LessonMark",
        subject=CHOICES,
        paths=("user",),
        fields=("topic__title", "saved_at", "useful_at"),
        headings={"topic__title": _("tuto")},
    ),
)

NOT_HELD: dict[str, str] = {}

RULES = (
    Rule(
        "trials",
        _("essais sans compte"),
        kept("trials"),
        lambda before: Assessment.objects.filter(
            user__isnull=True, kind=AssessmentKind.TRIAL, started_at__lt=before
        ),
    ),
)
