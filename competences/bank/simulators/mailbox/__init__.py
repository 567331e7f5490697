"""Referee of the mailbox: checks the posted state and names things for the rules of a challenge."""

from collections.abc import Mapping
from typing import Any

from competences.bank.simulators.vocabulary import address_of, plain, tidy

from .posted import MailboxState, Outgoing, PostedRule, attachable, check_plausible
from .scenario import Message, Scenario

__all__ = ["Scenario", "final_state"]


def final_state(scenario: Scenario | Mapping[str, Any], posted: Any) -> dict[str, Any]:
    """Return the state of the mailbox as the rules of a challenge read it."""
    scenario = Scenario.model_validate(scenario)
    state = MailboxState.model_validate(posted)
    check_plausible(scenario, state)
    names = scenario.folder_names | {own.id: own.name for own in state.folders}
    return {
        "messages": {key: received(state, key, names) for key in state.messages},
        "folders": [folder(state, key, name, scenario) for key, name in names.items()],
        "labels": sorted(state.labels),
        "sent": [outgoing(scenario, state, message) for message in state.sent],
        "drafts": [outgoing(scenario, state, message) for message in state.drafts],
        "rules": [rule(item, names) for item in state.rules],
        "filed": {m.id: filed(m, scenario, state, names) for m in scenario.messages if m.incoming},
        "vacation": vacation(state),
        "signature": tidy(state.signature),
        "contacts": [{"name": name_of(p), "address": address_of(p)} for p in state.contacts],
        "groups": [
            {"name": group.name, "members": sorted(map(str.lower, group.members))}
            for group in state.groups
        ],
        "opened_links": sorted({opened.what for opened in state.opened_links}),
        "opened_attachments": sorted({opened.what for opened in state.opened_attachments}),
        "fetched": state.fetched,
        "reading": state.reading,
    }


def received(state: MailboxState, key: str, names: Mapping[str, str]) -> dict[str, Any]:
    place = state.messages[key]
    answers = {message.mode for message in state.sent if message.in_reply_to == key}
    return {
        "id": key,
        "folder": place.folder,
        "folder_name": names.get(place.folder, ""),
        "read": place.read,
        "starred": place.starred,
        "labels": sorted(place.labels),
        "reported": place.reported,
        "link_opened": any(opened.message == key for opened in state.opened_links),
        "attachment_opened": any(opened.message == key for opened in state.opened_attachments),
        "answered": bool(answers & {"reply", "reply_all"}),
        "forwarded": "forward" in answers,
    }


def folder(state: MailboxState, key: str, name: str, scenario: Scenario) -> dict[str, Any]:
    inside = sorted(message for message, place in state.messages.items() if place.folder == key)
    created = key not in scenario.folder_names
    return {"id": key, "name": tidy(name), "created": created, "messages": inside}


def outgoing(scenario: Scenario, state: MailboxState, message: Outgoing) -> dict[str, Any]:
    signature, body = tidy(state.signature), tidy(message.body)
    signed = bool(signature) and signature in body
    own = body.replace(signature, "").rstrip().removesuffix("--").rstrip() if signed else body
    lines = {"to": message.to, "cc": message.cc, "bcc": message.bcc}
    people = {kind: sorted({address_of(line) for line in who}) for kind, who in lines.items()}
    files = attachable(scenario)
    return {
        **people,
        "recipients": sorted({address for addresses in people.values() for address in addresses}),
        "subject": tidy(message.subject),
        "body": own,
        "written": bool(own),
        "signed": signed,
        "attachments": sorted(files[reference] for reference in message.attachments),
        "documents": sorted(message.attachments),
        "in_reply_to": message.in_reply_to,
        "mode": message.mode,
        "quoted": message.quoted,
        "send_at": message.send_at,
        "important": message.important,
        "receipt": message.receipt,
    }


def rule(item: PostedRule, names: Mapping[str, str]) -> dict[str, Any]:
    target = names.get(item.target, item.target)
    return {**item.model_dump(), "contains": tidy(item.contains), "target_name": target}


def vacation(state: MailboxState) -> dict[str, Any]:
    reply = state.vacation
    return {**reply.model_dump(), "subject": tidy(reply.subject), "body": tidy(reply.body)}


def filed(
    message: Message, scenario: Scenario, state: MailboxState, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return where the rules put a message to come, whether it was fetched or not."""
    place: dict[str, Any] = {
        "folder": message.folder, "labels": set(message.labels),
        "starred": message.starred, "read": message.read,
    }  # fmt: skip
    for item in state.rules:
        if matches(item, message, scenario):
            apply(item, place)
    name = names.get(place["folder"], "")
    return {**place, "labels": sorted(place["labels"]), "folder_name": name}


def matches(item: PostedRule, message: Message, scenario: Scenario) -> bool:
    text = {
        "from": message.sender,
        "to": " ".join([*(message.to or [scenario.owner]), *message.cc]),
        "subject": message.subject,
    }[item.field]
    wanted = plain(item.contains)
    return bool(wanted) and wanted in plain(text)


def apply(item: PostedRule, place: dict[str, Any]) -> None:
    match item.action:
        case "move":
            place["folder"] = item.target
        case "bin":
            place["folder"] = "bin"
        case "label":
            place["labels"].add(item.target)
        case "star":
            place["starred"] = True
        case "read":
            place["read"] = True


def name_of(person: str) -> str:
    return person.partition(" <")[0] if "<" in person else ""
