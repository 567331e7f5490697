"""Campaigns, as tests need them, on the small bank (tests/support/bank.py)."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone

from campaigns.codes import draw_code
from campaigns.enums import (
    Audience,
    CampaignKind,
    Licence,
    ParticipationState,
    TableFormat,
    Visibility,
)
from campaigns.models import (
    Badge,
    Campaign,
    Export,
    ExportPiece,
    Participation,
    Resource,
    Stage,
    TargetProfile,
    TargetTopic,
)
from campaigns.selectors.pinned import awards_of
from tests.factories.accounts import OrganisationFactory, UserFactory

# All five topics of the small bank, in two competences.
TOPICS = {"dossiers": 3, "formats": 4, "copies": 2, "secrets": 3, "pieges": 2}
# Before the clock of the tests, and before the real one that pages read.
CREATED_AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


class StageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stage

    threshold = 0
    title = factory.LazyAttribute(lambda stage: f"Palier {stage.threshold}")
    message = factory.LazyAttribute(lambda stage: f"Vous avez au moins {stage.threshold} %.")


class BadgeFactory(factory.django.DjangoModelFactory):
    """Won with half of the whole profile."""

    class Meta:
        model = Badge

    key = factory.Sequence(lambda number: f"badge-{number}")
    title = "Chercheuse de bon sens"
    message = "Bravo."
    criteria = factory.LazyFunction(lambda: [{"topics": None, "threshold": 50}])


class TargetProfileFactory(factory.django.DjangoModelFactory):
    """Made by a school, with the topics given as {topic: highest level}."""

    class Meta:
        model = TargetProfile
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Bien commencer {number}")
    visibility = Visibility.ORGANISATION

    class Params:
        ready_made = factory.Trait(
            organisation=None,
            slug=factory.Sequence(lambda number: f"rentree-{number}"),
            visibility=Visibility.EVERYBODY,
        )

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        for topic, level in (TOPICS if extracted is None else extracted).items():
            TargetTopic.objects.create(profile=self, topic_id=topic, max_level=level)

    @factory.post_generation
    def with_awards(self, create, extracted, **kwargs):
        """Stages at 0, 40 and 80 %; a badge for half of everything, one for the topic `secrets`."""
        if extracted:
            for threshold in (0, 40, 80):
                StageFactory(profile=self, threshold=threshold)
            BadgeFactory(profile=self, key="moitie", title="À mi-chemin")
            secrets = [{"topics": {"secrets": 3}, "threshold": 100}]
            BadgeFactory(profile=self, key="secrets", title="Bouche cousue", criteria=secrets)


class CampaignFactory(factory.django.DjangoModelFactory):
    """An open evaluation, for anyone who has the code; `topics` are those of its profile."""

    class Meta:
        model = Campaign
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    owner = factory.SubFactory(UserFactory)
    kind = CampaignKind.EVALUATION
    code = factory.LazyFunction(draw_code)
    name = factory.Sequence(lambda number: f"5e 2, rentrée {number}")
    title = "Le point de rentrée"
    landing_text = "Prenez votre temps.\nCe n'est pas noté."
    profile = factory.SubFactory(
        TargetProfileFactory, organisation=factory.SelfAttribute("..organisation")
    )
    created_at = CREATED_AT

    class Params:
        collection = factory.Trait(kind=CampaignKind.COLLECTION, profile=None)
        exam = factory.Trait(kind=CampaignKind.EXAM)
        anonymous = factory.Trait(anonymous_allowed=True)
        several_sendings = factory.Trait(multiple_sendings=True)
        for_school = factory.Trait(audience=Audience.SCHOOL)
        for_class = factory.Trait(audience=Audience.CLASSES, classes=["5E 2"])
        not_yet = factory.Trait(opens_at=datetime(2099, 1, 4, 8, 0, tzinfo=UTC))
        closed = factory.Trait(closes_at=CREATED_AT + timedelta(hours=1))
        archived = factory.Trait(archived_at=CREATED_AT + timedelta(hours=1))
        deleted = factory.Trait(deleted_at=CREATED_AT + timedelta(hours=1))
        with_identifier = factory.Trait(identifier_label="Numéro d'étudiant")
        with_end = factory.Trait(
            end_text="Merci à tous.\nÀ jeudi.",
            end_label="Le site du collège",
            end_url="https://college.example.org/",
        )

    @factory.lazy_attribute
    def topics(self):
        """What the profile asks, pinned, as when a team makes a campaign."""
        if self.profile is None:
            return {}
        return dict(self.profile.topics.values_list("topic_id", "max_level"))

    @factory.lazy_attribute
    def awards(self):
        return {} if self.profile is None else awards_of(self.profile)


class ResourceFactory(factory.django.DjangoModelFactory):
    """Shared with a school, about a topic of the small bank."""

    class Meta:
        model = Resource

    organisation = factory.SubFactory(OrganisationFactory)
    author = factory.SubFactory(UserFactory)
    topic_id = "secrets"
    title = factory.Sequence(lambda number: f"Atelier mots de passe {number}")
    description = "Par deux, vingt minutes, sans ordinateur."
    url = "https://ateliers.example.org/mots-de-passe"
    licence = Licence.CC_BY

    class Params:
        submitted = factory.Trait(
            visibility=Visibility.SUBMITTED, submitted_at=datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
        )
        for_all = factory.Trait(visibility=Visibility.EVERYBODY)
        archived = factory.Trait(archived_at=CREATED_AT)


class ExportFactory(factory.django.DjangoModelFactory):
    """A table of a few lines, ready a moment ago."""

    class Meta:
        model = Export
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    made_by = factory.SubFactory(UserFactory)
    extension = TableFormat.CSV
    language = "fr"
    touched_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        ExportPiece.objects.create(export=self, number=0, content=extracted or b"Nom")


class ParticipationFactory(factory.django.DjangoModelFactory):
    """A row alone, without a test: for lists and counts. A real one comes from `join`."""

    class Meta:
        model = Participation

    campaign = factory.SubFactory(CampaignFactory)
    user = factory.SubFactory(UserFactory)
    started_at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)

    class Params:
        finished = factory.Trait(
            state=ParticipationState.FINISHED,
            finished_at=datetime(2027, 1, 4, 9, 30, tzinfo=UTC),
        )
        sent = factory.Trait(
            state=ParticipationState.SENT,
            finished_at=datetime(2027, 1, 4, 9, 30, tzinfo=UTC),
            sent_at=datetime(2027, 1, 4, 9, 31, tzinfo=UTC),
        )
