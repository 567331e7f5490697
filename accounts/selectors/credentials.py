"""How each learner of a list signs in, and what the school may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Learner, Membership, Organisation, SlipBatch, User


class Standing(Enum):
    """What an account is to the school; each with the words for those who may not be reset."""

    WITHOUT = ("without", _("Pas encore de compte."))
    USERNAME = ("username", "")
    ELSEWHERE = (
        "elsewhere",
        _("Se connecte sans identifiant\u00a0: vous pouvez lui en donner un."),
    )
    OWN_EMAIL = (
        "own_email",
        _("A confirmé sa propre adresse e-mail\u00a0: son mot de passe n'appartient qu'à lui."),
    )
    TEAM = ("team", _("Fait partie d'une équipe\u00a0: seul l'intéressé change son mot de passe."))
    CLOSED = ("closed", _("Ce compte est fermé par la plateforme."))

    def __init__(self, key: str, reason: str | Promise) -> None:
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LearnerAccount:
    """A row of the page of a class."""

    learner: Learner
    standing: Standing
    has_email: bool
    has_ent: bool

    @property
    def may_create(self) -> bool:
        return self.standing in (Standing.WITHOUT, Standing.ELSEWHERE)

    @property
    def may_reset(self) -> bool:
        return self.standing is Standing.USERNAME

    @property
    def name(self) -> str:
        return f"{self.learner.used_name or self.learner.last_name} {self.learner.first_name}"

    @property
    def waits_for_first_sign_in(self) -> bool:
        return bool(self.learner.user and self.learner.user.must_change_password)

    @property
    def username(self) -> str:
        return (self.learner.user.username if self.learner.user else None) or ""


@dataclass(frozen=True, slots=True)
class ClassAccounts:
    """How many learners of a class can sign in."""

    name: str
    learners: int
    with_account: int

    @property
    def missing(self) -> int:
        return self.learners - self.with_account


def classes_of(organisation: Organisation) -> list[ClassAccounts]:
    """The classes of the list, by name; learners without a class are the class ""."""
    rows = (
        _present(organisation)
        .values("class_name")
        .annotate(learners=Count("pk"), linked=Count("user"))
        .order_by("class_name")
    )
    return [ClassAccounts(row["class_name"], row["learners"], row["linked"]) for row in rows]


def learners_of(organisation: Organisation, class_name: str) -> list[Learner]:
    """A class, without those who left."""
    return _ordered(_present(organisation).filter(class_name=class_name))


def chosen_learners(organisation: Organisation, ids: Iterable[UUID]) -> list[Learner]:
    """Those chosen one by one; what is not in this list is ignored."""
    return _ordered(_present(organisation).filter(public_id__in=list(ids)))


def all_learners(organisation: Organisation) -> list[Learner]:
    return _ordered(_present(organisation))


def _present(organisation: Organisation) -> QuerySet[Learner]:
    return Learner.objects.filter(organisation=organisation, disabled_at__isnull=True)


def _ordered(learners: QuerySet[Learner]) -> list[Learner]:
    return list(learners.select_related("user").order_by("search_name", "pk"))


def accounts_of(learners: list[Learner]) -> list[LearnerAccount]:
    """With how each one signs in, in four queries whatever their number."""
    people = [learner.user for learner in learners if learner.user]
    with_ent = set(SocialAccount.objects.filter(user__in=people).values_list("user_id", flat=True))
    return [
        LearnerAccount(
            learner=learner,
            standing=standing,
            has_email=bool(learner.user and learner.user.email),
            has_ent=learner.user_id in with_ent,
        )
        for learner, standing in standings_of(learners)
    ]


def standings_of(learners: list[Learner]) -> list[tuple[Learner, Standing]]:
    people = [learner.user for learner in learners if learner.user]
    in_team = set(
        Membership.objects.filter(user__in=people, ended_at__isnull=True).values_list(
            "user_id", flat=True
        )
    )
    confirmed = set(
        EmailAddress.objects.filter(user__in=people, verified=True).values_list(
            "user_id", flat=True
        )
    )
    return [(one, _standing(one.user, in_team=in_team, confirmed=confirmed)) for one in learners]


def _standing(user: User | None, *, in_team: set[int], confirmed: set[int]) -> Standing:
    if user is None:
        return Standing.WITHOUT
    if user.is_staff or user.is_superuser or user.pk in in_team:
        return Standing.TEAM
    if not user.is_active:
        return Standing.CLOSED
    # Without a password of its own, the account would be opened by the one on the slip.
    if not user.username and (user.has_usable_password() or user.pk not in confirmed):
        return Standing.ELSEWHERE
    return Standing.OWN_EMAIL if user.pk in confirmed else Standing.USERNAME


def account_elsewhere(learner: Learner) -> User | None:
    """The account of the same person in the list of another school: it follows her.

    Same national identifier, names and birth date, as for who asks to recover an account.
    """
    if not learner.national_id:
        return None
    same = Learner.objects.filter(
        national_id=learner.national_id, identity=learner.identity, user__is_active=True
    ).exclude(organisation=learner.organisation)
    people = {other.user for other in same.select_related("user").order_by("pk") if other.user}
    if len(people) != 1:
        return None
    person = people.pop()
    here = Learner.objects.filter(organisation=learner.organisation, user=person).exists()
    in_team = Membership.objects.filter(user=person, ended_at__isnull=True).exists()
    return None if here or in_team or person.is_staff else person


def batch_of(organisation: Organisation, user: User, public_id: UUID) -> SlipBatch | None:
    """Slips are for who made them, and for nobody else of the team."""
    found = SlipBatch.objects.filter(organisation=organisation, made_by=user, public_id=public_id)
    return found.first()
