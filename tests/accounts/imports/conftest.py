"""Lists sent by the administrator of the school, and applied."""

import pytest

from accounts.enums import ImportState
from accounts.services import imports


def table(*rows: str) -> bytes:
    return "\n".join(("Nom;Prénom;Date de naissance;Classe;INE", *rows)).encode()


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
