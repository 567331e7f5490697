"""A person of whom every table holds something, each trace easy to recognise."""

from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.enums import AuditAction, SlipPurpose
from accounts.models import (
    AuditEvent,
    ImportChange,
    ImportRun,
    Invitation,
    Learner,
    LinkClaim,
    Organisation,
    SlipBatch,
    User,
)
from campaigns.models import (
    Campaign,
    Export,
    LearnerStanding,
    Participation,
    ParticipationResult,
    Resource,
    ResourceMark,
    ResourceReport,
    TargetProfile,
)
from competences.models import ChallengeReport, LessonMark, Release, Series, Topic
from competences.services.folding import store_fold
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory
from tests.support.answers import finish

FIRST_NAME, LAST_NAME = "Zélinda", "Quatremère"
EMAIL, USERNAME = "zelinda.q@example.org", "zelinda.quatremere0412"
UID, NATIONAL_ID = "ent-sujet-7f3a91", "999123456ZQ"
TRACES = (FIRST_NAME, LAST_NAME, EMAIL, USERNAME, UID)


def somebody(school: Organisation, now: datetime) -> User:
    """Pupil and teacher at once, so that no table is left out."""
    user = UserFactory(first_name=FIRST_NAME, last_name=LAST_NAME, email=EMAIL, username=USERNAME)
    _identities(user, now)
    _in_a_list(user, school, now)
    _in_a_team(user, school, now)
    _tests(user, now)
    _campaigns(user, school, now)
    return user


def _identities(user: User, now: datetime) -> None:
    EmailConfirmation.objects.create(
        email_address=EmailAddress.objects.get(user=user), key="k" * 64, sent=now
    )
    account = SocialAccount.objects.create(
        user=user, provider="ent", uid=UID, extra_data={"nom": LAST_NAME}
    )
    SocialToken.objects.create(account=account, token="t", token_secret="s")
    for author, about in ((user, UserFactory()), (UserFactory(), user)):
        LogEntry.objects.create(
            user=author,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(about.pk),
            object_repr=str(about),
            action_flag=CHANGE,
        )


def _in_a_list(user: User, school: Organisation, now: datetime) -> None:
    row = LearnerFactory(
        organisation=school,
        user=user,
        linked_at=now,
        first_name=FIRST_NAME,
        last_name=LAST_NAME,
        national_id=NATIONAL_ID,
    )
    other = LearnerFactory(organisation=school)
    LinkClaim.objects.create(learner=row, user=UserFactory())
    LinkClaim.objects.create(learner=other, user=user)
    run = ImportRun.objects.create(organisation=school, file_name="liste.xml")
    ImportChange.objects.create(run=run, learner=row, before={"class_name": "6E 1"})
    LearnerStanding.objects.create(learner=row, is_certifiable=False, computed_at=now)
    AuditEvent.objects.create(
        at=now, action=AuditAction.LEARNER_READ, organisation=school, learner=row, person=user
    )


def _in_a_team(user: User, school: Organisation, now: datetime) -> None:
    MembershipFactory(organisation=school, user=user)
    school.requested_by = user
    school.save()
    learner = Learner.objects.exclude(user=user).get()
    LinkClaim.objects.create(learner=learner, user=UserFactory(), settled_by=user)
    Invitation.objects.create(
        organisation=school, email=EMAIL, secret_digest="1", expires_at=now, accepted_by=user,
        accepted_at=now,
    )  # fmt: skip
    Invitation.objects.create(
        organisation=school, email="autre@example.org", secret_digest="2", expires_at=now,
        invited_by=user,
    )  # fmt: skip
    ImportRun.objects.create(organisation=school, file_name="autre.csv", started_by=user)
    SlipBatch.objects.create(
        organisation=school, made_by=user, purpose=SlipPurpose.RESET, learner_ids=[learner.pk]
    )
    AuditEvent.objects.create(at=now, action=AuditAction.LIST_READ, organisation=school, actor=user)


def _tests(user: User, now: datetime) -> None:
    test = start_test(user_id=user.pk, competence="1.2", needs=(), now=now)
    finish(test, right=True, now=now)
    test.answers.filter(position=1).update(response={"text": f"{FIRST_NAME} {LAST_NAME}"})
    store_fold(user.pk, "1.2", now=now)
    ChallengeReport.objects.create(
        assessment=test, challenge_id="dossiers-1b", variant=0, category="other",
        text=f"Signé {LAST_NAME}", created_at=now,
    )  # fmt: skip
    topic = Topic.objects.order_by("pk").first()
    LessonMark.objects.create(user=user, topic=topic, saved_at=now)


def _campaigns(user: User, school: Organisation, now: datetime) -> None:
    topic = Topic.objects.order_by("pk").first()
    profile = TargetProfile.objects.create(organisation=school, author=user, name="Un parcours")
    campaign = Campaign.objects.create(
        organisation=school, owner=user, kind="evaluation", code="ABCDEF234", name="5E 2",
        profile=profile,
    )  # fmt: skip
    series = Series.objects.create(
        kind="campaign", user=user, plan=[], after="/", started_at=now,
        release=Release.objects.order_by("-pk").first(),
    )  # fmt: skip
    participation = Participation.objects.create(
        campaign=campaign, user=user, learner=user.learners.get(), series=series,
        identifier=EMAIL,
    )  # fmt: skip
    ParticipationResult.objects.create(participation=participation, computed_at=now)
    Export.objects.create(campaign=campaign, made_by=user, extension="csv", language="fr")
    resource = Resource.objects.create(
        organisation=school, author=user, topic=topic, title="Fiche", licence="cc-by"
    )
    ResourceMark.objects.create(resource=resource, user=user)
    ResourceReport.objects.create(resource=resource, user=user, reason="Lien mort.")
