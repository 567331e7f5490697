"""A person of whom every table holds something, each trace easy to recognise."""

from datetime import datetime, timedelta

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
from certification.models import (
    Appeal,
    Candidate,
    CentreInvitation,
    Certificate,
    CertificationTest,
    IncidentReport,
    LiveAlert,
    Neutralisation,
    PaperBatch,
    Result,
    SessionProposal,
    SupervisionEntry,
    TestEvent,
)
from competences.models import (
    Answer,
    Assessment,
    ChallengeReport,
    LessonMark,
    Release,
    Series,
    Topic,
)
from competences.services.folding import store_fold
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory
from tests.factories.certification import (
    CandidateFactory,
    CentreFactory,
    CentreMembershipFactory,
    SessionFactory,
)
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
    _centres(user, now)
    _certifications(user, school, now)
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


def _centres(user: User, now: datetime) -> None:
    centre = CentreFactory(requested_by=user)
    CentreMembershipFactory(centre=centre, user=user)
    CentreInvitation.objects.create(
        centre=centre, email=EMAIL, secret_digest="3", expires_at=now, accepted_by=user,
        accepted_at=now,
    )  # fmt: skip
    CentreInvitation.objects.create(
        centre=centre, email="ailleurs@example.org", secret_digest="4", expires_at=now,
        invited_by=user,
    )  # fmt: skip
    session = SessionFactory(centre=centre, created_by=user, officer=user, jury_comment_by=user)
    SessionProposal.objects.create(centre=centre, source="file", made_by=user)
    SupervisionEntry.objects.create(session=session, user=user)
    PaperBatch.objects.create(centre=centre, made_by=user, title="3E 1", language="fr")
    candidate = CandidateFactory(session=session, authorised_by=user)
    test = _certification_test(UserFactory(), candidate, now)
    TestEvent.objects.create(candidate=candidate, test=test, kind="started", at=now, author=user)
    LiveAlert.objects.create(
        test=test, position=1, challenge_id="dossiers-1b", state="refused", raised_at=now,
        settled_at=now, settled_by=user,
    )  # fmt: skip
    Neutralisation.objects.create(test=test, position=1, reason="Image", made_at=now, made_by=user)
    IncidentReport.objects.create(
        session=session, category="FRAUD", is_impactful=True, made_by=user
    )
    Result.objects.create(
        test=test, status="rejected", reason="fraud", emitter="jury", author=user, made_at=now
    )
    Appeal.objects.create(
        test=test, text="Non.", state="refused", answered_by=user, answered_at=now
    )


def _certifications(user: User, school: Organisation, now: datetime) -> None:
    session = SessionFactory(state="published", finalised_at=now, published_at=now)
    candidate = CandidateFactory(
        session=session, user=user, learner=user.learners.get(), first_name=FIRST_NAME,
        last_name=LAST_NAME, email=EMAIL,
    )  # fmt: skip
    test = _certification_test(user, candidate, now)
    TestEvent.objects.create(candidate=candidate, test=test, kind="started", at=now)
    LiveAlert.objects.create(
        test=test, position=1, challenge_id="dossiers-1b", said=LAST_NAME, raised_at=now
    )
    Neutralisation.objects.create(test=test, position=1, reason="Image", made_at=now)
    IncidentReport.objects.create(
        session=session, candidate=candidate, category="FRAUD", is_impactful=True
    )
    result = Result.objects.create(
        test=test, status="validated", reason="scored", emitter="algorithm", pix=64,
        pix_high=80, made_at=now,
    )  # fmt: skip
    Certificate.objects.create(
        code="P-BCDF2346", candidate=candidate, result=result, user=user, delivered_at=now,
        content={"last_name": LAST_NAME}, expires_at=now + timedelta(days=1095), status_index=1,
    )  # fmt: skip
    Appeal.objects.create(test=test, text=f"{FIRST_NAME} conteste.")
    mock = _certification_test(user, None, now)
    Result.objects.create(
        test=mock, status="validated", reason="scored", emitter="algorithm", made_at=now
    )


def _certification_test(
    user: User, candidate: Candidate | None, now: datetime
) -> CertificationTest:
    session = candidate.session if candidate else SessionFactory()
    assessment = Assessment.objects.create(
        kind="certification", user=user, competence_id="1.2", seed=1, started_at=now,
        release=Release.objects.order_by("-pk").first(),
    )  # fmt: skip
    Answer.objects.create(
        assessment=assessment, user=user, position=1, challenge_id="dossiers-1b", variant=0,
        response={"text": f"{user.first_name} en certification"}, outcome="correct", seconds=3,
        gain=1, probability=1, candidates=1, answered_at=now,
    )  # fmt: skip
    return CertificationTest.objects.create(
        candidate=candidate, user=user, assessment=assessment, format=session.format, plan={},
        started_at=now, ends_at=now + timedelta(hours=2),
    )  # fmt: skip
