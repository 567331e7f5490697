"""Accounts of a school's pupils: who has one, making those that lack, new passwords."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.enums import AuditAction, SlipPurpose
from accounts.forms.credentials import Selection, class_of
from accounts.models import Learner, Membership, SlipBatch, User
from accounts.selectors.credentials import (
    LearnerAccount,
    Standing,
    accounts_of,
    batch_of,
    classes_of,
    learners_of,
)
from accounts.services.audit import record
from accounts.services.slips import SlipsGoneError, ask_for_slips


@require_safe
def learner_accounts(request: SignedInRequest, organisation: str) -> HttpResponse:
    """All the classes; with `?classe=`, the pupils of one of them."""
    membership = get_membership_for(request.user, organisation)
    class_name = class_of(request.GET)
    if class_name is not None:
        return _class_page(request, membership, class_name)
    classes = classes_of(membership.organisation)
    missing = sum(one.missing for one in classes)
    context = {"membership": membership, "classes": classes, "missing": missing}
    return render(request, "orga/accounts/classes.html", context)


def _class_page(request: SignedInRequest, membership: Membership, name: str) -> HttpResponse:
    rows = accounts_of(learners_of(membership.organisation, name))
    _record_reading(request.user, membership, [row.learner for row in rows])
    missing = sum(row.standing is Standing.WITHOUT for row in rows)
    context = {
        "membership": membership,
        "class_name": name,
        "rows": rows,
        "missing": missing,
        "with_account": len(rows) - missing,
        "may_reset": sum(row.may_reset for row in rows),
        "may_choose": any(row.may_create or row.may_reset for row in rows),
    }
    return render(request, "orga/accounts/class.html", context)


def _record_reading(user: User, membership: Membership, learners: list[Learner]) -> None:
    if learners:
        record(
            action=AuditAction.LIST_READ,
            actor=user,
            now=timezone.now(),
            organisation=membership.organisation,
            classes=sorted({learner.class_name for learner in learners}),
            count=len(learners),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def create_accounts(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Those that lack in a class or in the school; to a pupil chosen alone, a username too."""
    membership = get_membership_for(request.user, organisation)
    return _answer(request, membership, SlipPurpose.CREATION)


@require_http_methods(["GET", "HEAD", "POST"])
def reset_passwords(request: SignedInRequest, organisation: str) -> HttpResponse:
    """New one-time passwords, for a class or for pupils chosen one by one."""
    membership = get_membership_for(request.user, organisation)
    return _answer(request, membership, SlipPurpose.RESET)


def _answer(request: SignedInRequest, membership: Membership, purpose: SlipPurpose) -> HttpResponse:
    """Say what will happen, to whom and to whom not; then do it."""
    sent = request.POST if request.method == "POST" else request.GET
    selection = Selection(sent, membership.organisation)
    wanted, left_out = _sorted_out(selection, purpose)
    if request.method == "POST":
        batch = _made(request.user, membership, purpose, selection, wanted)
        if batch is not None:
            return redirect("slips", membership.organisation.code, batch.public_id)
    _record_reading(request.user, membership, selection.learners)
    context = {
        "membership": membership,
        "purpose": purpose,
        "selection": selection,
        "wanted": wanted,
        "left_out": left_out,
        "new_accounts": sum(row.standing is Standing.WITHOUT for row in wanted),
    }
    return render(request, "orga/accounts/confirm.html", context)


def _sorted_out(
    selection: Selection, purpose: SlipPurpose
) -> tuple[list[LearnerAccount], list[LearnerAccount]]:
    wanted: list[LearnerAccount] = []
    left_out: list[LearnerAccount] = []
    for row in accounts_of(selection.learners):
        if purpose == SlipPurpose.RESET:
            fits = row.may_reset
        else:
            fits = row.standing is Standing.WITHOUT or (row.may_create and selection.is_by_hand)
        (wanted if fits else left_out).append(row)
    return wanted, left_out


def _made(
    user: User,
    membership: Membership,
    purpose: SlipPurpose,
    selection: Selection,
    wanted: list[LearnerAccount],
) -> SlipBatch | None:
    """Once for a form, however often it is sent."""
    done = batch_of(membership.organisation, user, selection.form_id)
    if done is not None or not wanted:
        return done
    try:
        return ask_for_slips(
            organisation=membership.organisation,
            actor=user,
            purpose=purpose,
            learners=[row.learner for row in wanted],
            form_id=selection.form_id,
            now=timezone.now(),
        )
    except SlipsGoneError as error:  # the form of somebody else
        raise Http404 from error
