"""The protocol between the page of a question and the frame of a simulator."""

import pytest

from tests.support import simulators
from tests.support.browsing import eventually
from tests.support.simulators import WIDE, documented

pytestmark = pytest.mark.journey
theatre = simulators.theatre

SCENARIO = documented("files")[0]["simulator"]["scenario"]
SWAP = """() => {
  const form = document.createElement("section");
  form.innerHTML = `<iframe id="second" data-simulator data-key="test:2" sandbox="allow-scripts"
    src="/frame/" title="Simulateur"></iframe><form><input type="hidden" name="state"></form>`;
  document.querySelector("main").replaceChildren(form);
  form.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}"""


def test_a_question_brought_by_htmx_gets_its_simulator(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        stage.page.evaluate(SWAP)
        second = stage.page.frame_locator("#second")
        stage.begin(second)
        second.locator("[role=row][data-id=f3] .box").click()
        assert stage.state["selected"] == ["f3"]


def test_the_page_believes_its_frame_only(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        stage.page.evaluate("postMessage({type: 'pix:state', state: {items: {}}}, '*')")
        assert "f1" in stage.state["items"]


def test_the_frame_believes_its_page_only(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        inner = stage.page.frames[1]
        inner.evaluate("postMessage({type: 'pix:restore', state: {current: 'root'}}, '*')")
        assert stage.state["current"] == "docs"


def test_a_state_that_no_longer_fits_starts_again(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        stage.page.evaluate(
            "document.querySelector('iframe').contentWindow"
            ".postMessage({type: 'pix:restore', state: {items: {}}}, '*')"
        )
        assert "f1" in stage.state["items"]


def test_the_frame_is_as_tall_as_what_it_shows(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        inner = stage.page.frames[1]
        script = "document.documentElement.scrollHeight <= document.documentElement.clientHeight"
        eventually(stage.page, lambda: inner.evaluate(script))


def test_a_frame_can_neither_store_nor_fetch(theatre):
    with theatre.stage("files", SCENARIO, **WIDE) as stage:
        inner = stage.page.frames[1]
        refused = "() => { try { localStorage; return false } catch { return true } }"
        assert inner.evaluate("self.origin") == "null"
        assert inner.evaluate(refused)


@pytest.mark.parametrize("name", ["mailbox", "files"])
def test_nothing_is_wider_than_320_pixels(theatre, name):
    scenario = documented(name)[1]["simulator"]["scenario"]
    narrow = {"viewport": {"width": 352, "height": 640}}  # 320 for the frame and its borders
    with theatre.stage(name, scenario, **narrow) as stage:
        assert stage.page.frames[1].evaluate("innerWidth") <= 320
        assert stage.fits()
