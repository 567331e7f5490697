"""A new school, from nothing to a class at work: with a SIECLE file, with slips, by the ENT."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from accounts.enums import AuditAction
from accounts.models import AuditEvent, Learner, LinkClaim, Organisation
from campaigns.enums import ParticipationState
from campaigns.models import Participation
from tests.factories.campaigns import TargetProfileFactory
from tests.support import new_school as steps
from tests.support.ent import open_demo, serving
from tests.support.hand import Hand, Tally

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PROFILE = "Rentrée en 6e"
# Somebody at ease needs about three seconds a click and eight a field: under ten minutes.
MOST_CLICKS, MOST_FIELDS = 45, 25


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture(params=[{}, {"java_script_enabled": False}], ids=["js", "without-js"])
def someone(request, browser: Browser, live_server, tally):
    """Each call is another person, on another computer."""
    contexts = []

    def arrives() -> Hand:
        context = browser.new_context(base_url=live_server.url, locale="fr-FR", **request.param)
        contexts.append(context)
        return Hand(context.new_page(), tally)

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture
def ent(live_server, settings):
    settings.PUBLIC_URL = live_server.url
    with serving(live_server.url) as server:
        open_demo(server.server_port)
        yield


def link_of(message) -> str:
    return re.search(r"https?://\S+", message.body)[0]


def new_school(head: Hand, mailoutbox) -> None:
    steps.sign_up(head, "sylvie@example.org")
    steps.ask_for_the_space(head)
    to_mailbox = [mail for mail in mailoutbox if mail.to == ["ce.9990003z@ac-lyon.fr"]]
    steps.open_the_space(head, link_of(to_mailbox[0]))


def test_from_nothing_to_a_class_at_work(someone, ent, mailoutbox, tally):
    TargetProfileFactory(ready_made=True, category="back_to_school", name=PROFILE)
    content, pupils = steps.siecle_zip(classes=2, pupils_each=3)
    head, by_slip, by_ent = someone(), someone(), someone()
    new_school(head, mailoutbox)
    steps.import_the_list(head, content)
    slips = steps.give_usernames(head)
    code = steps.create_a_campaign(head, PROFILE)
    steps.sign_in_with_a_slip(by_slip, steps.slip_of(pupils[0], slips))
    steps.enter_the_code(by_slip, code)
    steps.come_by_the_ent(by_ent, pupils[1], code)
    assert tally.clicks <= MOST_CLICKS
    assert tally.fields <= MOST_FIELDS
    the_class_works(head, by_slip, by_ent)
    everything_is_in_its_place(pupils)


def the_class_works(head: Hand, *pupils: Hand) -> None:
    steps.watch(head, started=2)
    for number, pupil in enumerate(pupils, start=1):
        assert steps.answer_everything(pupil) >= 5
        steps.send_results(pupil)
        steps.sees_sent(head, number)
    violations = Axe().run(head.page).response["violations"] if steps.with_js(head) else []
    assert violations == []


def everything_is_in_its_place(pupils) -> None:
    school = Organisation.objects.get(uai=steps.UAI)
    assert Learner.objects.filter(organisation=school).count() == len(pupils)
    sent = Participation.objects.filter(state=ParticipationState.SENT)
    names = {run.user.learners.get().last_name for run in sent}
    assert names == {pupil.fields["last_name"] for pupil in pupils[:2]}
    assert not LinkClaim.objects.exists()
    actions = set(AuditEvent.objects.filter(organisation=school).values_list("action", flat=True))
    assert {AuditAction.IMPORT, AuditAction.ACCOUNTS_CREATED, AuditAction.LINKED} <= actions
