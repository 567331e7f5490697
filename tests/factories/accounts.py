"""People, as tests need them."""

import factory
from allauth.account.models import EmailAddress

from accounts.models import User

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
