"""Sessions of certification, the rules they follow, and sessions proposed before they exist."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.codes import draw_access_code, draw_supervision_password
from certification.engine import Format
from certification.enums import ProposalSource, SessionState
from certification.models.centres import Centre


class TestFormat(models.Model):
    """How a certification is asked and scored: a frozen version of its rules.

    `rules`: the other fields of `certification.engine.Format`. Never changed once loaded.
    """

    name = models.SlugField(_("nom"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=120)
    rules = models.JSONField(_("règles"))
    is_default = models.BooleanField(_("proposé par défaut"), default=False)
    is_offered = models.BooleanField(_("proposé"), default=True)

    class Meta:
        verbose_name = _("format de certification")
        verbose_name_plural = _("formats de certification")
        constraints = (
            models.UniqueConstraint(fields=["name", "version"], name="format_one_a_version"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="format_one_by_default"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def engine(self) -> Format:
        """As the engine reads it."""
        return Format(self.name, self.version, **self.rules)

    @property
    def duration(self) -> timedelta:
        """Of the test, without extra time."""
        return timedelta(minutes=self.rules["minutes"])


class Session(models.Model):
    """A room at a time: where candidates sit a certification together.

    `number` is what candidates and invigilators type. `starts_at` is planned; the access lasts a
    day from `first_started_at`. `officer` is the staff who takes it through the jury.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("numéro"), unique=True)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sessions")
    format = models.ForeignKey(TestFormat, models.PROTECT, related_name="+")
    site = models.CharField(_("site"), max_length=200)
    room = models.CharField(_("salle"), max_length=100)
    starts_at = models.DateTimeField(_("date et heure"))
    invigilators = models.CharField(_("surveillants"), max_length=500)
    remarks = models.TextField(_("observations"), max_length=2000, blank=True)
    access_code = models.CharField(_("code d'accès"), max_length=6, default=draw_access_code)
    supervision_password = models.CharField(
        _("mot de passe du surveillant"), max_length=6, default=draw_supervision_password
    )
    state = models.CharField(
        _("état"), max_length=10, choices=SessionState, default=SessionState.CREATED
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_started_at = models.DateTimeField(_("premier départ"), null=True, blank=True)
    finalised_at = models.DateTimeField(_("finalisée le"), null=True, blank=True)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    global_comment = models.TextField(_("commentaire global"), max_length=5000, blank=True)
    had_incident = models.BooleanField(_("incident pendant la session"), default=False)
    had_entry_problem = models.BooleanField(_("difficulté à entrer en session"), default=False)
    scored_at = models.DateTimeField(_("calculée le"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suivie par"),
    )
    jury_comment = models.TextField(_("note du jury"), max_length=5000, blank=True)
    jury_comment_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    jury_comment_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("session de certification")
        verbose_name_plural = _("sessions de certification")
        constraints = (
            models.UniqueConstraint(
                fields=["centre", "site", "room", "starts_at"], name="session_one_a_room_and_time"
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.CREATED) ^ Q(finalised_at__isnull=False),
                name="session_finalised_at_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionState.PUBLISHED) | Q(published_at__isnull=False),
                name="session_published_at_a_date",
            ),
        )
        indexes = (
            models.Index(fields=["centre", "-starts_at"], name="sessions_of_a_centre"),
            models.Index(fields=["state", "finalised_at"], name="sessions_to_process"),
        )

    def __str__(self) -> str:
        return str(self.number)

    @property
    def local_start(self) -> datetime:
        """On the clock of the room's wall. The centre is read with it."""
        return self.starts_at.astimezone(ZoneInfo(self.centre.time_zone))


class SessionProposal(models.Model):
    """Sessions read in a file or planned, checked, waiting for somebody to say yes.

    `sessions`: [{"site", "room", "starts_at", "invigilators", "remarks", "number"?, "candidates":
    […]}…]; `problems`: [{"code", "line", "field", "value", "message", "blocking"}…].
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="proposals")
    source = models.CharField(max_length=7, choices=ProposalSource)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=255, blank=True)
    inputs = models.JSONField(default=dict)
    sessions = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposition de sessions")
        verbose_name_plural = _("propositions de sessions")

    def __str__(self) -> str:
        return f"{self.title} · {self.centre}"
