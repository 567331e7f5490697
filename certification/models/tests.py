"""A certification test, everything that happened during it, and what was reported."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import (
    AbortReason,
    AlertState,
    Ending,
    EventKind,
    IncidentCategory,
    IncidentSubcategory,
    TestState,
)
from certification.models.candidates import Candidate
from certification.models.sessions import Session, TestFormat
from competences.models import Assessment


class CertificationTest(models.Model):
    """The test of a candidate, or a mock test that somebody takes alone (no candidate).

    Its questions and answers are those of its `assessment`, whose competence is that of the
    question now asked. `plan` pins what is known at the start: {"levels": {competence: level of
    the profile}, "positioning": [[challenge, right]…]}. Whoever changes a test holds its lock.
    The clock is the server's: `ends_at` moves with the time given back or added, which
    `given_seconds` sums. While `suspended_at` is set, nothing is shown nor accepted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.OneToOneField(
        Candidate, models.PROTECT, null=True, blank=True, related_name="test"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="certification_tests",
        verbose_name=_("personne"),
    )
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="certification")
    format = models.ForeignKey(TestFormat, models.PROTECT, related_name="+")
    plan = models.JSONField(_("connu au départ"))
    state = models.CharField(_("état"), max_length=7, choices=TestState, default=TestState.STARTED)
    started_at = models.DateTimeField(_("commencé le"))
    ends_at = models.DateTimeField(_("fin prévue"))
    given_seconds = models.PositiveIntegerField(_("temps rendu ou ajouté (s)"), default=0)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    ending = models.CharField(_("fin"), max_length=15, choices=Ending, blank=True)
    abort_reason = models.CharField(
        _("raison de l'arrêt"), max_length=9, choices=AbortReason, blank=True
    )
    suspended_at = models.DateTimeField(_("suspendu le"), null=True, blank=True)
    # The browser that takes the test: another one is another post, to be authorised.
    post = models.CharField(max_length=32, blank=True, editable=False)
    last_seen_at = models.DateTimeField(_("vu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("test de certification")
        verbose_name_plural = _("tests de certification")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=TestState.STARTED) ^ Q(ended_at__isnull=False),
                name="certification_test_ended_at_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state=TestState.STARTED) ^ ~Q(ending=""),
                name="certification_test_ended_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=TestState.STARTED, candidate__isnull=True, user__isnull=False),
                name="certification_one_mock_test_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["ends_at"],
                condition=Q(state=TestState.STARTED),
                name="certification_tests_to_end",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_mock(self) -> bool:
        return self.candidate_id is None

    def remaining(self, now: datetime) -> timedelta:
        """Time left; frozen while the test is suspended."""
        return max(timedelta(), self.ends_at - (self.suspended_at or now))


class TestEvent(models.Model):
    """Something that happened to a candidate on the day. Append-only."""

    candidate = models.ForeignKey(
        Candidate, models.CASCADE, null=True, blank=True, related_name="events"
    )
    test = models.ForeignKey(
        CertificationTest, models.CASCADE, null=True, blank=True, related_name="events"
    )
    kind = models.CharField(_("événement"), max_length=14, choices=EventKind)
    at = models.DateTimeField(_("à"))
    position = models.PositiveSmallIntegerField(_("question"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    detail = models.JSONField(_("détail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("événement d'un test")
        verbose_name_plural = _("événements des tests")
        constraints = (
            models.CheckConstraint(
                condition=Q(candidate__isnull=False) | Q(test__isnull=False),
                name="test_event_is_about_somebody",
            ),
        )
        indexes = (models.Index(fields=["candidate", "at"], name="events_of_a_candidate"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class LiveAlert(models.Model):
    """A candidate says that a question does not work: it waits for the invigilator.

    Accepted, the question counts no more and another is asked. The time waited is given back.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    test = models.ForeignKey(CertificationTest, models.CASCADE, related_name="alerts")
    position = models.PositiveSmallIntegerField(_("question"))
    challenge_id = models.CharField(_("épreuve"), max_length=100)
    state = models.CharField(_("état"), max_length=9, choices=AlertState, default=AlertState.OPEN)
    said = models.TextField(_("ce que dit le candidat"), max_length=500, blank=True)
    reason = models.CharField(_("motif"), max_length=30, choices=IncidentSubcategory, blank=True)
    raised_at = models.DateTimeField(_("signalé à"))
    settled_at = models.DateTimeField(_("traité à"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("alerte d'un candidat")
        verbose_name_plural = _("alertes des candidats")
        constraints = (
            models.UniqueConstraint(
                fields=["test"], condition=Q(state=AlertState.OPEN), name="alert_one_open_a_test"
            ),
            models.CheckConstraint(
                condition=Q(state=AlertState.OPEN) ^ Q(settled_at__isnull=False),
                name="alert_settled_at_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=AlertState.ACCEPTED) | ~Q(reason=""),
                name="alert_accepted_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.test} {self.position}"


class Neutralisation(models.Model):
    """A question of a test that counts no more; lifted, it counts again."""

    test = models.ForeignKey(CertificationTest, models.CASCADE, related_name="neutralisations")
    position = models.PositiveSmallIntegerField(_("question"))
    reason = models.CharField(_("motif"), max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("neutralisée le"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("rétablie le"), null=True, blank=True)

    class Meta:
        verbose_name = _("question neutralisée")
        verbose_name_plural = _("questions neutralisées")
        constraints = (
            models.UniqueConstraint(
                fields=["test", "position"],
                condition=Q(lifted_at__isnull=True),
                name="neutralisation_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("made_at")),
                name="neutralisation_lifted_after_it_is_made",
            ),
        )

    def __str__(self) -> str:
        return f"{self.test} {self.position}"


class IncidentReport(models.Model):
    """What went wrong in a session, told by an invigilator or at the finalisation (interop 5.3).

    An impactful one waits for the jury; the others are resolved as they are made.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="incidents")
    candidate = models.ForeignKey(
        Candidate, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    category = models.CharField(_("catégorie"), max_length=30, choices=IncidentCategory)
    subcategory = models.CharField(
        _("précision"), max_length=30, choices=IncidentSubcategory, blank=True
    )
    question_number = models.PositiveSmallIntegerField(_("question"), null=True, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    is_impactful = models.BooleanField(_("à traiter par le jury"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("signalé le"), default=timezone.now)
    resolved_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    follow_up = models.CharField(_("suite donnée"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        constraints = (
            models.CheckConstraint(
                condition=Q(question_number__isnull=True) | Q(question_number__range=(1, 500)),
                name="incident_question_1_to_500",
            ),
            models.CheckConstraint(
                condition=Q(is_impactful=True) | Q(resolved_at__isnull=False),
                name="incident_without_impact_is_resolved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_category_display()} · {self.session}"


class SupervisionEntry(models.Model):
    """Every entry of an invigilator in the supervision of a session. Append-only."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="supervision_entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entré le"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("vu le"), default=timezone.now)

    class Meta:
        verbose_name = _("entrée en surveillance")
        verbose_name_plural = _("entrées en surveillance")

    def __str__(self) -> str:
        return f"{self.session} {self.entered_at}"
