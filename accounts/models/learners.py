"""The lists of learners that schools give, and what each import changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ClaimState, ImportState, LearnerStatus, Sex
from accounts.models.organisations import Organisation


class Learner(models.Model):
    """A row of a school list, linked or not to the account of that person.

    Only what recognition and certification need; nothing else of a list is ever stored.
    `search_name` and `identity` are folded by `accounts.names` (no accents, no case, no hyphens):
    the first serves searches and sorting, the second finds the same person in another list.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="learners"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learners",
    )
    linked_at = models.DateTimeField(_("rattaché le"), null=True, blank=True)
    national_id = models.CharField(_("INE ou INA"), max_length=11, blank=True)
    local_id = models.CharField(_("identifiant local"), max_length=255, blank=True)
    last_name = models.CharField(_("nom de famille"), max_length=255)
    used_name = models.CharField(_("nom d'usage"), max_length=255, blank=True)
    first_name = models.CharField(_("prénom"), max_length=255)
    middle_name = models.CharField(_("deuxième prénom"), max_length=255, blank=True)
    third_name = models.CharField(_("troisième prénom"), max_length=255, blank=True)
    sex = models.CharField(_("sexe"), max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(_("date de naissance"))
    birth_country_code = models.CharField(_("pays de naissance"), max_length=3, blank=True)
    birth_department_code = models.CharField(_("département"), max_length=3, blank=True)
    birth_city_code = models.CharField(_("commune (INSEE)"), max_length=5, blank=True)
    birth_city = models.CharField(_("ville de naissance"), max_length=255, blank=True)
    status = models.CharField(_("statut"), max_length=2, choices=LearnerStatus, blank=True)
    training_code = models.CharField(_("code MEF"), max_length=255, blank=True)
    class_name = models.CharField(_("classe ou groupe"), max_length=255, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    department = models.CharField(_("composante"), max_length=255, blank=True)
    teaching_team = models.CharField(_("équipe pédagogique"), max_length=255, blank=True)
    diploma = models.CharField(_("diplôme"), max_length=255, blank=True)
    study_scheme = models.CharField(_("régime"), max_length=255, blank=True)
    search_name = models.CharField(max_length=511, editable=False)
    identity = models.CharField(max_length=600, editable=False)
    disabled_at = models.DateTimeField(_("désactivé le"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("élève")
        verbose_name_plural = _("élèves")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "national_id"],
                condition=~Q(national_id=""),
                name="learner_national_id_once_a_list",
            ),
            models.UniqueConstraint(
                fields=["organisation", "local_id"],
                condition=~Q(local_id=""),
                name="learner_local_id_once_a_list",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(user__isnull=False),
                name="learner_one_row_a_person_in_a_list",
            ),
        )
        indexes = (
            models.Index(fields=["organisation", "class_name", "search_name"], name="learner_list"),
            models.Index(fields=["organisation", "identity"], name="learner_identity"),
            models.Index(fields=["organisation", "birth_date"], name="learner_birth_date"),
        )

    def __str__(self) -> str:
        return f"{self.first_name} {self.used_name or self.last_name}"


class LinkClaim(models.Model):
    """Someone says to be a learner of the list who already has another account.

    A member of the team settles it: the link moves, or it stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    state = models.CharField(max_length=9, choices=ClaimState, default=ClaimState.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("demande de rattachement")
        verbose_name_plural = _("demandes de rattachement")
        constraints = (
            models.UniqueConstraint(
                fields=["learner", "user"],
                condition=Q(state=ClaimState.WAITING),
                name="claim_waits_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} → {self.learner}"


class ImportRun(models.Model):
    """A list sent by a school: what was found in it, what became of it.

    The file is kept only until it is applied or given up. `problems` is a list of
    `{"code", "line", "field", "value", "message", "blocking"}`; `counts` holds `created`,
    `updated`, `returning`, `disabled`, `skipped`; `mapping` says which column feeds which field.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="imports")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(_("fichier"), max_length=255)
    content = models.BinaryField(null=True, editable=False)
    format = models.CharField(_("format"), max_length=30, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    keep_absent = models.BooleanField(_("garder les absents de la liste"), default=False)
    problems = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import de liste")
        verbose_name_plural = _("imports de listes")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=[ImportState.APPLYING, ImportState.UNDOING]),
                name="import_one_at_work_an_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} · {self.organisation}"


class ImportChange(models.Model):
    """What an import did to a learner, so that it can be undone: the fields before it.

    `before` is empty for a learner that the import created.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("changement d'un import")
        verbose_name_plural = _("changements des imports")
        constraints = (
            models.UniqueConstraint(fields=["run", "learner"], name="import_changes_a_row_once"),
        )

    def __str__(self) -> str:
        return f"{self.run} · {self.learner}"
