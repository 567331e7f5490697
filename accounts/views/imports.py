"""The assistant that imports a school list: file, columns, check, import, and undoing it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, get_administration_for, get_import_for
from accounts.enums import AuditAction, ImportState
from accounts.forms.imports import ColumnsForm, UploadForm
from accounts.models import ImportRun, Membership
from accounts.selectors import import_problems as problems
from accounts.selectors import import_report as report
from accounts.selectors.import_preview import read, recognised
from accounts.selectors.imports import is_latest_applied
from accounts.services import imports as services
from accounts.services.audit import record
from accounts.views.import_pages import (
    apply_form_of,
    context_of,
    model_file,
    page,
    shown_rows,
    to_run,
    upload_context,
)
from pix.shared.htmx import redirect_page, render_fragment, wants_fragment
from pix.shared.sheets import CSV_TYPE, attached, csv_bytes
from pix.shared.uploads import was_dropped

# A list may be read again, with other columns or options, until it is applied.
_OPEN: Final = (ImportState.UPLOADED, ImportState.REFUSED, ImportState.CHECKED)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Where a list is sent, and those sent before."""
    membership = get_administration_for(request.user, organisation)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, dropped=was_dropped(request))
        if form.is_valid():
            file = form.cleaned_data["file"]
            run = services.receive(
                organisation=membership.organisation,
                user=request.user,
                file_name=file.name,
                content=file.read(),
                now=timezone.now(),
            )
            return to_run(run)
    context = upload_context(membership.organisation, form)
    return page(
        request,
        membership,
        "orga/imports/upload.html",
        context,
        status=422 if form.is_bound else 200,
    )


@require_safe
def import_model(request: SignedInRequest, organisation: str, extension: str) -> HttpResponse:
    get_administration_for(request.user, organisation)
    if extension not in ("csv", "xlsx"):
        raise Http404
    content, kind = model_file(extension, title=_("Élèves"))
    return attached(content, kind=kind, name=f"modele-liste-eleves.{extension}")


@require_safe
def import_run(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    """Where an import stands. While a task is at work, htmx asks for its bar every second."""
    membership, found = _get(request, organisation, run)
    if found.state == ImportState.UPLOADED:
        return redirect("import_columns", organisation, run)
    context = context_of(found) | {"membership": membership}
    if not wants_fragment(request):
        return page(request, membership, "orga/imports/run.html", context)
    if "seen" not in context:
        return redirect_page(request, reverse("import_run", args=[organisation, run]))
    if request.GET.get("vu") == context["seen"]:
        return HttpResponse(status=204)
    return render_fragment(request, "orga/imports/working.html", "progress", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    """What was recognised, which column feeds which field, what becomes of the absent."""
    membership, found = _get(request, organisation, run)
    if found.state not in _OPEN or not report.has_file(found):
        return redirect("import_run", organisation, run)
    sheet = read(found)
    if "preview" in request.POST:
        form = ColumnsForm(run=found, sheet=sheet, initial=request.POST.dict())
    else:
        form = ColumnsForm(request.POST or None, run=found, sheet=sheet)
        if form.is_valid():
            return _check(form, found)
    context = {
        "run": found,
        "form": form,
        "preview": shown_rows(found, form),
        "broken": sheet.broken,
        "membership": membership,
    }
    if wants_fragment(request):
        return render_fragment(request, "orga/imports/live.html", "live", context)
    context["title"], context["size"] = recognised(found, sheet)
    return page(
        request,
        membership,
        "orga/imports/columns.html",
        context,
        status=422 if form.errors else 200,
    )


def _check(form: ColumnsForm, run: ImportRun) -> HttpResponse:
    try:
        services.choose_columns(
            run=run, mapping=form.mapping, keep_absent=form.cleaned_data["keep_absent"]
        )
        services.start_check(run=run)
    except services.WrongStateError:
        pass  # another tab was first: the page of the import tells where it stands
    return to_run(run)


@require_POST
def import_apply(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    membership, found = _get(request, organisation, run)
    if found.state == ImportState.CHECKED:
        form = apply_form_of(found, request.POST)
        if not form.is_valid():
            return page(
                request, membership, "orga/imports/run.html", context_of(found, form), status=422
            )
    try:
        services.start_apply(run=found)
    except services.ImportAtWorkError:
        text = _("Un autre import est en cours dans votre établissement\u00a0: attendez sa fin.")
        messages.warning(request, text)
    except services.WrongStateError:
        pass  # pressed twice, or in another tab: its page tells where it stands
    return to_run(found)


@require_POST
def import_give_up(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    _membership, found = _get(request, organisation, run)
    try:
        services.give_up(run=found)
    except services.WrongStateError:
        return to_run(found)
    messages.success(request, _("Import abandonné\u00a0: votre liste n'a pas changé."))
    return redirect("imports", organisation)


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    """Says what will be lost, then undoes the last list that was applied."""
    membership, found = _get(request, organisation, run)
    if found.state != ImportState.APPLIED or not is_latest_applied(found):
        if request.method != "POST":
            messages.info(request, _("Seul le dernier import appliqué peut être annulé."))
        return to_run(found)
    if request.method == "POST":
        try:
            services.start_undo(run=found, actor=request.user)
        except services.ImportAtWorkError:
            messages.warning(request, _("Un autre import est en cours\u00a0: attendez sa fin."))
        except (services.WrongStateError, services.LaterImportError):
            pass
        return to_run(found)
    losses, kept = report.undoing(found)
    context = {"run": found, "losses": losses, "kept": kept}
    return page(request, membership, "orga/imports/undo.html", context)


@require_safe
def import_problems(request: SignedInRequest, organisation: str, run: UUID) -> HttpResponse:
    """Sentences that name pupils: taking them away is a line of the journal."""
    membership, found = _get(request, organisation, run)
    record(
        action=AuditAction.EXPORT,
        actor=request.user,
        organisation=membership.organisation,
        now=timezone.now(),
        what="import problems",
        count=len(found.problems),
    )
    content = csv_bytes(
        [str(one) for one in problems.PROBLEM_HEADINGS], problems.problem_rows(found)
    )
    return attached(content, kind=CSV_TYPE, name="points-a-voir.csv")


def _get(request: SignedInRequest, organisation: str, run: UUID) -> tuple[Membership, ImportRun]:
    membership = get_administration_for(request.user, organisation)
    return membership, get_import_for(request.user, organisation, run)
