"""People, as tests need them."""

from datetime import UTC, date, datetime
from hashlib import sha256

import factory
from allauth.account.models import EmailAddress

from accounts.enums import OrganisationState, Role
from accounts.models import ImportRun, Invitation, Learner, Membership, Organisation, User
from accounts.names import identity_key, search_key

PASSWORD = "Chat-Perché-42"


class UserFactory(factory.django.DjangoModelFactory):
    """Someone who signed up with an address she confirmed."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = "Zoé"
    last_name = "Garnier"
    email = factory.Sequence(lambda number: f"zoe.garnier.{number}@example.org")

    class Params:
        without_email = factory.Trait(
            email=None, username=factory.Sequence(lambda number: f"zoe.garnier{number}")
        )
        staff = factory.Trait(is_staff=True, is_superuser=True)

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, confirmed=True, **fields):
        user = model_class.objects.create_user(password=password, **fields)
        if user.email:
            EmailAddress.objects.create(
                user=user, email=user.email, verified=confirmed, primary=True
            )
        return user


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An open school, without anybody in its team."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Collège Alice-Guy {number}")
    code = factory.Sequence(lambda number: f"ETAB{number:04}")
    state = OrganisationState.ACTIVE
    decided_at = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


class MembershipFactory(factory.django.DjangoModelFactory):
    """Somebody in the team of a school."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    joined_at = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)


class InvitationFactory(factory.django.DjangoModelFactory):
    """Sent, and waiting; nobody knows the secret of its link."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda number: f"collegue.{number}@example.org")
    secret_digest = factory.Sequence(lambda number: sha256(b"%d" % number).hexdigest())
    sent_at = datetime(2027, 1, 3, 10, 0, tzinfo=UTC)
    expires_at = datetime(2027, 1, 17, 10, 0, tzinfo=UTC)


class LearnerFactory(factory.django.DjangoModelFactory):
    """A pupil of a list, linked to no account."""

    class Meta:
        model = Learner

    organisation = factory.SubFactory(OrganisationFactory)
    first_name = "Maëlle"
    last_name = factory.Sequence(lambda number: f"Testard-Modèle {number}")
    used_name = ""
    birth_date = date(2013, 3, 14)
    national_id = factory.Sequence(lambda number: f"999{number:06}AA")
    class_name = "5E 2"
    search_name = factory.LazyAttribute(
        lambda one: search_key(
            last_name=one.last_name, first_name=one.first_name, used_name=one.used_name
        )
    )
    identity = factory.LazyAttribute(
        lambda one: identity_key(
            last_name=one.last_name, first_name=one.first_name, birth_date=one.birth_date
        )
    )


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A free table that was just sent."""

    class Meta:
        model = ImportRun

    organisation = factory.SubFactory(OrganisationFactory)
    file_name = "liste.csv"
    format = "table"
    content = "Nom;Prénom;Né le;Classe\nTestard;Maëlle;14/03/2013;5E 2\n".encode()
    mapping = factory.LazyFunction(
        lambda: {
            "last_name": "Nom",
            "first_name": "Prénom",
            "birth_date": "Né le",
            "class_name": "Classe",
        }
    )
