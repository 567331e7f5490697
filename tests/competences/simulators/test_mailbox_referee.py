import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from competences.bank.simulators.mailbox import Scenario, final_state

SCENARIO = {
    "owner": "Lina Ferrand <lina@example.org>",
    "today": "2027-01-14T09:30",
    "folders": [{"id": "club", "name": "Club"}],
    "labels": ["Urgent"],
    "documents": [{"id": "plan", "name": "plan.pdf"}],
    "messages": [
        {"id": "m1", "from": "Nora <nora@example.org>", "date": "2027-01-13T18:02",
         "subject": "Sortie", "body": "Oui ?", "attachments": [{"name": "carte.png"}]},
        {"id": "m2", "from": "Écho <echo@example.org>", "date": "2027-01-14T10:00",
         "subject": "Tournoi", "body": "14 h", "incoming": True},
    ],
}  # fmt: skip
PLACE = {"folder": "inbox", "read": False, "starred": False, "labels": [], "reported": ""}
SENT = {
    "id": "x1", "to": ["Nora <Nora@example.org>"], "cc": [], "bcc": ["tom@example.org"],
    "subject": " Re :  Sortie", "body": "Oui,\n à demain\n\n-- \nLina", "attachments": ["plan"],
    "in_reply_to": "m1", "mode": "reply", "quoted": True, "send_at": "", "important": False,
    "receipt": False,
}  # fmt: skip
STATE = {
    "folders": [{"id": "club", "name": "Club"}, {"id": "x2", "name": "Sorties"}],
    "labels": ["Urgent"],
    "messages": {"m1": PLACE | {"folder": "x2", "read": True}, "m2": PLACE},
    "sent": [SENT],
    "drafts": [],
    "rules": [{"field": "from", "contains": "echo", "action": "move", "target": "club"}],
    "vacation": {"enabled": False, "start": "", "end": "", "subject": "", "body": ""},
    "signature": "Lina",
    "contacts": [],
    "groups": [],
    "opened_links": [],
    "opened_attachments": [{"message": "m1", "what": "carte.png"}],
    "fetched": False,
    "reading": None,
}


def test_a_sent_message_is_normalised():
    sent = final_state(SCENARIO, STATE)["sent"][0]
    assert sent["to"] == ["nora@example.org"]
    assert sent["recipients"] == ["nora@example.org", "tom@example.org"]
    assert (sent["subject"], sent["body"]) == ("Re : Sortie", "Oui, à demain")
    assert (sent["signed"], sent["attachments"]) == (True, ["plan.pdf"])


def test_messages_say_where_they_are_and_what_became_of_them():
    message = final_state(SCENARIO, STATE)["messages"]["m1"]
    assert message["folder_name"] == "Sorties"
    assert (message["answered"], message["forwarded"]) == (True, False)
    assert (message["attachment_opened"], message["link_opened"]) == (True, False)


def test_rules_are_tried_on_messages_to_come_even_when_not_fetched():
    filed = final_state(SCENARIO, STATE)["filed"]["m2"]
    assert (filed["folder"], filed["folder_name"]) == ("club", "Club")


@pytest.mark.parametrize(
    ("action", "target", "key", "value"),
    [("bin", "", "folder", "bin"), ("label", "Urgent", "labels", ["Urgent"]),
     ("star", "", "starred", True), ("read", "", "read", True)],
)  # fmt: skip
def test_each_action_of_a_rule_has_its_effect(action, target, key, value):
    rule = {"field": "subject", "contains": "TOURNOI", "action": action, "target": target}
    assert final_state(SCENARIO, STATE | {"rules": [rule]})["filed"]["m2"][key] == value


IMPLAUSIBLE = {
    "a message is missing": {"messages": {"m1": PLACE}},
    "an unknown message": {"messages": STATE["messages"] | {"m9": PLACE}},
    "an unknown folder": {"messages": STATE["messages"] | {"m1": PLACE | {"folder": "x9"}}},
    "an unknown label": {"messages": STATE["messages"] | {"m1": PLACE | {"labels": ["?"]}}},
    "a folder is gone": {"folders": []},
    "sent twice": {"sent": [SENT, SENT]},
    "an unknown document": {"sent": [SENT | {"attachments": ["secret"]}]},
    "answers nothing": {"sent": [SENT | {"in_reply_to": "m9"}]},
    "a forged id": {"sent": [SENT | {"id": "m1"}]},
    "too long": {"sent": [SENT | {"body": "a" * 20_001}]},
    "a NUL": {"signature": "a\0b"},
    "a lone surrogate": {"signature": "\ud800"},
    "a wrong type": {"fetched": "yes"},
    "something more": {"score": 64},
}


@pytest.mark.parametrize("change", IMPLAUSIBLE.values(), ids=IMPLAUSIBLE.keys())
def test_an_implausible_state_is_refused(change):
    with pytest.raises(ValueError, match=r"implausible|validation error"):
        final_state(SCENARIO, STATE | change)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_refused_without_a_crash(posted):
    with pytest.raises(ValidationError):
        final_state(SCENARIO, posted)


@pytest.mark.parametrize(
    "change",
    [{"open": "nowhere"}, {"messages": [SCENARIO["messages"][0] | {"labels": ["B"]}]},
     {"owner": "Lina"}, {"features": ["magic"]}, {"folders": [{"id": "inbox", "name": "X"}]},
     {"attachment_limit": "20 MB"}],
)  # fmt: skip
def test_a_wrong_scenario_is_refused(change):
    with pytest.raises(ValidationError):
        Scenario.model_validate(copy.deepcopy(SCENARIO) | change)
