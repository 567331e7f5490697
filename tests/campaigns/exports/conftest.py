"""A campaign of the school, with somebody who sent, somebody who did not, and awards."""

import csv
from io import StringIO

import pytest

from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory
from tests.support.campaigns import join, take


@pytest.fixture
def evaluation(school, teacher):
    profile = TargetProfileFactory(organisation=school, name="Bien commencer", with_awards=True)
    return CampaignFactory(organisation=school, owner=teacher, profile=profile)


@pytest.fixture
def collection(school, teacher):
    return CampaignFactory(organisation=school, owner=teacher, collection=True)


@pytest.fixture
def enrol(school):
    """Adds a pupil of a class, with an account."""

    def add(last_name, first_name="Zoé", class_name="5E 2", **fields):
        row = LearnerFactory(
            organisation=school,
            user=UserFactory(),
            last_name=last_name,
            first_name=first_name,
            class_name=class_name,
            **fields,
        )
        return row.user

    return add


@pytest.fixture
def taken(evaluation, enrol, now):
    """Testard sent, all right; Mercier has begun."""
    sent = take(evaluation, enrol("Testard", "Maëlle"), now)
    return sent, join(evaluation, enrol("Mercier", "Tom", "5E 1"), now)


@pytest.fixture
def desk(client, teacher):
    """The browser of the teacher."""
    client.force_login(teacher)
    return client


def read_csv(response) -> list[dict[str, str]]:
    content = b"".join(response) if response.streaming else response.content
    text = StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))
