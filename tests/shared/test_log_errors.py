"""What the logs say of an error: what broke and where, never of whom."""

import logging

import pytest
from celery import shared_task
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from pix.shared.log_errors import outline
from pix.shared.logs import formatter

logger = logging.getLogger("pix")
EMAIL, NAME = "louise@example.org", "Nguyen"


@shared_task
def takes_an_address_twice():
    duplicate()


def duplicate():
    with transaction.atomic():
        User.objects.create(email=EMAIL)


def malformed():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [NAME])


def wrapped():
    try:
        duplicate()
    except IntegrityError as error:
        raise RuntimeError(f"could not save: {error}") from error


@pytest.fixture(params=["plain", "json"])
def written(request, caplog):
    if request.param == "json":
        caplog.handler.setFormatter(formatter())

    def text() -> str:
        return caplog.text

    yield text
    caplog.handler.setFormatter(logging.Formatter())


@pytest.mark.parametrize("break_it", [duplicate, malformed, wrapped])
def test_values_are_left_out_and_the_place_is_kept(learner, written, break_it):
    try:
        break_it()
    except Exception:
        logger.exception("it broke")
    assert f"in {break_it.__name__}" in written()
    assert "louise" not in written()
    assert "Nguyen" not in written()


def test_the_name_of_the_constraint_is_kept(learner, written):
    try:
        duplicate()
    except IntegrityError as error:
        logger.error("it broke: %s", error, exc_info=True)  # noqa: G201 -- said twice on purpose
    assert "psycopg.errors.UniqueViolation: 23505 " in written()
    assert "accounts_user_email" in written()
    assert "it broke: IntegrityError at " in written()
    assert "louise" not in written()


def test_a_page_that_breaks_says_nothing_of_the_person(client, learner, written, monkeypatch):
    client.force_login(learner)
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.views.account.links_of", lambda user: malformed())
    assert client.get("/mon-compte/").status_code == 500
    assert "Internal Server Error" in written()
    assert "InvalidTextRepresentation: 22P02" in written()
    assert NAME not in written()


def test_a_task_that_breaks_says_nothing_of_the_person(learner, written):
    takes_an_address_twice.apply(throw=False)
    assert "raised unexpected" in written()
    assert "UniqueViolation" in written()
    assert "louise" not in written()


def count_lines():
    raise ValueError("3 lines")


def refuse_a_name():
    try:
        int(NAME)
    except ValueError as error:
        raise KeyError(EMAIL) from error


def test_other_errors_keep_their_words(written):
    try:
        count_lines()
    except ValueError:
        logger.exception("it broke")
    assert "ValueError: 3 lines" in written()


def test_an_outline_names_classes_and_places():
    with pytest.raises(KeyError) as refusal:
        refuse_a_name()
    told = outline(refusal.value)
    assert told.startswith("KeyError at test_log_errors.py:")
    assert ", from ValueError at test_log_errors.py:" in told
    assert NAME not in told
