"""Lists sent by the administrator of the school, and applied."""

import pytest

from accounts.enums import ImportState
from accounts.models import Learner
from accounts.services import imports

ZOE = "DUPONT;Zoé;03/04/2012;3E 2;999000001AA"
TOM = "MARTIN;Tom;04/05/2012;3E 2;999000002AA"
LEA = "PETIT;Léa;05/06/2012;3E 3;999000003AA"


def table(*rows: str, titles: str = "Nom;Prénom;Date de naissance;Classe;INE") -> bytes:
    return "\n".join((titles, *rows)).encode()


@pytest.fixture
def send(school, administrator, now):
    """Receive a list and check it."""

    def sent(content, name="liste.csv", keep_absent=None):
        run = imports.receive(
            organisation=school, user=administrator, file_name=name, content=content, now=now
        )
        if run.state == ImportState.UPLOADED:
            if keep_absent is not None:
                imports.choose_columns(run=run, mapping=run.mapping, keep_absent=keep_absent)
            imports.start_check(run=run)
            imports.check(run_id=run.pk, now=now)
        run.refresh_from_db()
        return run

    return sent


@pytest.fixture
def bring(send, now):
    """Receive, check and apply a list."""

    def brought(content, name="liste.csv", **options):
        run = send(content, name, **options)
        imports.start_apply(run=run)
        imports.apply(run_id=run.pk, now=now)
        run.refresh_from_db()
        return run

    return brought


@pytest.fixture
def take_back(administrator, now):
    """Undo an import."""

    def taken_back(run):
        imports.start_undo(run=run, actor=administrator)
        imports.undo(run_id=run.pk, actor_id=administrator.pk, now=now)
        run.refresh_from_db()
        return run

    return taken_back


@pytest.fixture
def listed(school):
    """The list of today: names, class, and whether they are in it."""

    def rows():
        found = Learner.objects.filter(organisation=school).order_by("search_name", "pk")
        return [(one.last_name, one.class_name, one.disabled_at is None) for one in found]

    return rows
