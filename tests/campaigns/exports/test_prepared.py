"""Long tables: made by the worker, kept for an hour."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from kombu.exceptions import OperationalError

from campaigns.models import Export, ExportPiece
from campaigns.selectors.export_files import Choice
from campaigns.services import exports
from campaigns.services.exports import ExportGone, ask_for_export, make_export, read_export
from tests.factories.campaigns import ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch):
    """What the worker was asked to make."""
    asked = []
    monkeypatch.setattr(exports.make_export_of, "delay", asked.append)
    monkeypatch.setattr(exports.transaction, "on_commit", lambda call: call())
    return asked


@pytest.fixture
def ask(evaluation, teacher, now, queued):
    def asked(*, actor=teacher, form_id=None, **choice):
        return ask_for_export(
            campaign=evaluation,
            choice=Choice(**choice),
            actor=actor,
            form_id=form_id or uuid4(),
            now=now,
        )

    return asked


def made(export, now):
    make_export(export_id=export.pk, now=now)
    export.refresh_from_db()
    return export


def content(export, actor, now) -> list[list[str]]:
    text = b"".join(read_export(export=export, actor=actor, now=now)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def test_it_is_made_in_pieces_and_read_back(ask, queued, taken, teacher, now, monkeypatch):
    monkeypatch.setattr(exports, "_PIECE", 50)
    export = ask()
    assert (queued, export.total) == ([export.pk], 2)
    made(export, now)
    assert (export.done, export.pieces.count() > 2) == (2, True)
    assert [line[5] for line in content(export, teacher, now)] == ["Nom", "Mercier", "Testard"]


def test_the_same_form_twice_is_one_file(ask, queued, taken, administrator):
    form_id = uuid4()
    assert ask(form_id=form_id) == ask(form_id=form_id)
    assert len(queued) == 1
    with pytest.raises(ExportGone):
        ask(form_id=form_id, actor=administrator)


def test_made_once_and_anew_when_its_maker_died(ask, taken, teacher, now, monkeypatch):
    export = ask()
    Export.objects.filter(pk=export.pk).update(touched_at=now)
    assert made(export, now + timedelta(seconds=30)).finished_at is None
    ExportPiece.objects.create(export=export, number=0, content=b"half")
    exports.tend_exports(now=now + timedelta(minutes=4))
    export.refresh_from_db()
    assert len(content(export, teacher, now)) == 3


def test_an_hour_later_it_is_gone(ask, taken, teacher, now):
    export = made(ask(), now)
    later = now + timedelta(hours=1)
    with pytest.raises(ExportGone):
        read_export(export=export, actor=teacher, now=later)
    exports.tend_exports(now=later)
    assert not ExportPiece.objects.exists()
    exports.tend_exports(now=now + timedelta(days=1))
    assert not Export.objects.exists()


def test_without_a_broker_one_waits(ask, taken, teacher, now, monkeypatch):
    def down(_id):
        raise OperationalError

    monkeypatch.setattr(exports.make_export_of, "delay", down)
    export = ask(extension="xlsx")
    export.refresh_from_db()
    assert export.finished_at
    assert b"".join(read_export(export=export, actor=teacher, now=now)).startswith(b"PK")


# --- Pages


@pytest.fixture
def place(evaluation):
    return f"/orga/9990001X/campagnes/{evaluation.public_id}/exports/"


def test_too_long_a_table_is_asked_for_then_downloaded(
    desk, place, evaluation, taken, queued, settings
):
    settings.EXPORT_LINES_AT_ONCE = settings.EXPORT_LINES_OF_A_WORKBOOK_AT_ONCE = 1
    assert desk.get(f"{place}tableau/").url == place
    assert "Préparer le tableau" in desk.get(place).content.decode()
    response = desk.post(f"{place}preparer/", {"form_id": uuid4(), "format": "csv"})
    assert "Le tableau se prépare" in desk.get(response.url).content.decode()
    make_export(export_id=queued[0], now=Export.objects.get().asked_at)
    assert "Le tableau est prêt" in desk.get(response.url).content.decode()
    assert b"Testard" in b"".join(desk.get(f"{response.url}fichier/"))


def test_htmx_asks_for_the_state_only(desk, place, taken, queued):
    address = desk.post(f"{place}preparer/", {"form_id": uuid4()}).url
    fragment = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" in fragment
    assert "<html" not in fragment
    assert desk.get(f"{address}fichier/").status_code == 404


def test_another_school_finds_nothing(client, stranger, place, ask, taken, now):
    export = made(ask(), now)
    client.force_login(stranger)
    for address in ("", "tableau/", "classe.pdf", "familles.pdf", f"{export.public_id}/fichier/"):
        assert client.get(f"{place}{address}").status_code == 404
    assert client.post(f"{place}preparer/").status_code == 404
    assert Export.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_as_for_three(
    desk, place, evaluation, count, django_assert_num_queries
):
    ParticipationFactory.create_batch(count, campaign=evaluation)
    with django_assert_num_queries(10):
        desk.get(place)
