"""A day of certification, from no centre to a certificate that anybody can check: a head and a
member of the jury in a browser, thirty candidates at once and their invigilator over real HTTP."""

import logging
import re
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from certification.enums import ResultStatus
from certification.models import Certificate, Result, Session
from certification.proofs.signatures import Verdict, checked
from tests.factories.accounts import LearnerFactory
from tests.factories.certification import TestFormatFactory
from tests.support.browsing import leave, sign_in
from tests.support.http_candidates import HttpCandidate
from tests.support.http_class import session_of
from tests.support.http_invigilator import HttpInvigilator
from tests.support.rescored import assert_is_that_of_the_answers
from tests.support.sitting import certifiable_user, load_certification_bank

CANDIDATES, ALERTS, MOVES, STOPS = 30, {0: "image", 1: "image", 2: "rien", 3: "rien"}, 4, 5
LEFT_OUT = "left"
_log = logging.getLogger(__name__)


@pytest.fixture
def pupils(school, db):
    """A class of the school's list, certifiable."""
    load_certification_bank()
    TestFormatFactory()
    now = timezone.now()
    return [
        LearnerFactory(
            organisation=school,
            class_name="3E 1",
            first_name=f"Élève{number:02}",
            user=certifiable_user(now, first_name=f"Élève{number:02}"),
        )
        for number in range(CANDIDATES)
    ]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_from_no_centre_to_a_certificate_that_is_checked(
    page, live_server, pupils, administrator, teacher, staff, tmp_path
):
    sign_in(page, administrator.email, "/certif/")
    open_centre(page)
    create_session(page)
    enrol_class(page)
    number, code, password = page.locator(".about.codes dd").all_inner_texts()
    session = Session.objects.get(number=number)
    candidates = candidates_of(pupils, number, code, live_server.url)
    nadia = HttpInvigilator(live_server.url, session_of(teacher), number, password)
    sit_together(candidates, nadia, spare=session_of(pupils[MOVES].user))
    finalise(page, session)
    sign_in(page, staff.email, "/jury/")
    publish(page, session)
    assert_results_are_those_of_the_answers(session)
    take_certificate_away(page, pupils[-1], live_server.url, tmp_path)


def open_centre(page: Page) -> None:
    page.get_by_role("link", name="Ouvrir le centre de mon établissement").click()
    page.get_by_label("Des collégiens (troisième)").check()
    leave(page, "Ouvrir le centre")


def create_session(page: Page) -> None:
    today = timezone.localdate() + timedelta(days=1)
    page.goto("/certif/9990001X/sessions/creer/")
    told = {"room": "B12", "date": today.isoformat(), "time": "10:00", "invigilators": "N. Benali"}
    for name, value in told.items():
        page.locator(f"[name={name}]").fill(value)
    leave(page, "Créer la session")


def enrol_class(page: Page) -> None:
    session = page.url
    for link in ("Candidats", "Choisir une classe", "3E 1"):
        page.get_by_role("link", name=link).first.click()
    leave(page, "Inscrire les élèves cochés")
    expect(page.get_by_text(f"{CANDIDATES} élèves sont inscrits")).to_be_visible()
    page.goto(session)


def candidates_of(pupils, number: str, code: str, server: str) -> list[HttpCandidate]:
    """Each with a convocation; the last one knows everything."""
    return [
        HttpCandidate(
            server,
            session_of(pupil.user),
            number,
            code,
            pupil.first_name,
            pupil.last_name,
            pupil.birth_date,
            seed,
            reliability=1.0 if seed == CANDIDATES - 1 else 0.85,
            alerts={3: ALERTS[seed]} if seed in ALERTS else {},
        )
        for seed, pupil in enumerate(pupils)
    ]


def sit_together(
    candidates: list[HttpCandidate], invigilator: HttpInvigilator, *, spare: str
) -> None:
    """`spare`: another browser of the one who changes machines."""
    began = time.monotonic()
    invigilator.enter()
    with ThreadPoolExecutor(CANDIDATES) as room:
        sitting = [room.submit(sit, one, spare) for one in candidates]
        while not all(one.done() for one in sitting):
            invigilator.glance()
            time.sleep(0.3)
    assert_all_sat(sitting)
    waits = sorted(wait for one in candidates for wait in one.waited)
    _log.info(
        "%d candidates in %.0f s, %d answers: median %.2f s, longest %.2f s",
        *(len(candidates), time.monotonic() - began, len(waits)),
        *(waits[len(waits) // 2], waits[-1]),
    )


def sit(one: HttpCandidate, spare: str) -> str:
    """One changes machines after four questions, one leaves after eleven."""
    one.come()
    where = one.begin()
    if one.seed == STOPS:
        one.answer_all(*where, at_most=11)
        return LEFT_OUT
    if one.seed == MOVES:
        one.answer_all(*where, at_most=4)
        where = one.move_to(spare)
    address, _ = one.answer_all(*where)
    return address


def assert_all_sat(sitting: list[Future[str]]) -> None:
    ends = [one.result() for one in sitting]
    assert sum(end.endswith("/fin/") for end in ends) == CANDIDATES - 1
    assert ends[STOPS] == LEFT_OUT


def finalise(page: Page, session: Session) -> None:
    """The one who left is told by name, with why."""
    page.goto(f"/certif/9990001X/sessions/{session.public_id}/finaliser/")
    leave(page, "Finaliser la session")
    expect(page.get_by_text("Dites pourquoi ce candidat")).to_be_visible()
    page.get_by_role("combobox", name=f"Élève{STOPS:02}").select_option("candidate")
    leave(page, "Finaliser la session")
    expect(page.get_by_text("Les résultats sont calculés")).to_be_visible()


def publish(page: Page, session: Session) -> None:
    page.get_by_role("link", name=str(session.number)).click()
    leave(page, "Publier")
    expect(page.get_by_text("les certificats sont délivrés")).to_be_visible()


def assert_results_are_those_of_the_answers(session: Session) -> None:
    results = Result.objects.filter(test__candidate__session=session).select_related("test__format")
    assert len(results) == CANDIDATES
    validated = {one.pk for one in results if one.status == ResultStatus.VALIDATED}
    delivered = Certificate.objects.filter(revoked_at=None)
    assert set(delivered.values_list("result_id", flat=True)) == validated
    assert len(validated) > CANDIDATES / 2
    neutralised = [assert_is_that_of_the_answers(one) for one in results]
    assert sum(neutralised) == list(ALERTS.values()).count("image")


def take_certificate_away(page: Page, pupil, server: str, folder: Path) -> None:
    """Downloaded, verified by its signature, by the script that needs no platform, by the page."""
    sign_in(page, pupil.user.email, "/certificats/")
    page.get_by_role("link", name="Voir le certificat").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger le certificat").click()
    paper = waiting.value.path().read_bytes()
    (folder / "certificat.pdf").write_bytes(paper)
    for name in ("certificates.pem", "jwks.json", "status/0"):
        content = page.request.get(f"{server}/.well-known/{name}").body()
        (folder / name.replace("/", "-")).write_bytes(content)
    known = [(folder / "certificates.pem").read_bytes()]
    with ThreadPoolExecutor(1) as elsewhere:  # the browser keeps an event loop in this thread
        assert elsewhere.submit(checked, paper, known).result() == Verdict.VALID
    assert re.findall(r"^VALID (\w+)", offline_check(folder), re.MULTILINE) == ["paper", "badge"]
    page.context.clear_cookies()
    page.goto(f"/verification/?code={Certificate.objects.get(user=pupil.user).code}")
    expect(page.get_by_text("Certificat authentique et valable")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(pupil.last_name)


def offline_check(folder: Path) -> str:
    script = settings.BASE_DIR / "docs" / "check_certificate.py"
    told = ["certificat.pdf", "--certificates", "certificates.pem", "--keys", "jwks.json"]
    done = subprocess.run(
        [sys.executable, script, *told, "--status", "status-0"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
