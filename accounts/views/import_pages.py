"""Pages of the import assistant: what each one shows, whatever asked for it."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst

from accounts.access import SignedInRequest
from accounts.enums import ImportState
from accounts.forms.imports import ApplyForm, ColumnsForm, UploadForm
from accounts.models import ImportRun, Membership, Organisation
from accounts.selectors import import_problems as problems
from accounts.selectors import import_report as report
from accounts.selectors.import_preview import ShownRows, as_matched, mapping_of, with_doubts
from accounts.selectors.imports import fields, history, is_latest_applied, progress
from accounts.views.import_stages import STAGES, STEPS
from pix.shared.sheets import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes

_HISTORY: Final = 50
# An invented pupil, as in the example of every documentation of ours.
_EXAMPLE: Final = {
    "last_name": "Testard-Modèle",
    "first_name": "Maëlle",
    "birth_date": "14/03/2013",
    "class_name": "5E 2",
    "national_id": "999000001AA",
    "sex": "F",
    "birth_city": "Rennes",
    "birth_city_code": "35238",
    "birth_department_code": "035",
    "birth_country_code": "100",
}


def page(
    request: SignedInRequest,
    membership: Membership,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """One page of the assistant, in the workspace of the organisation."""
    shared = {"membership": membership, "steps": STEPS}
    return render(request, template, shared | context, status=status)


def to_run(run: ImportRun) -> HttpResponse:
    return redirect("import_run", run.organisation.code, run.public_id)


def context_of(run: ImportRun, apply_form: ApplyForm | None = None) -> dict[str, Any]:
    """What the page of an import says in its state."""
    stage = STAGES[run.state]
    context: dict[str, Any] = {"run": run, "stage": stage}
    if stage.works:
        done, total = progress(run)
        return context | {"done": done, "total": total, "seen": f"{run.state}-{done}"}
    if run.state in (ImportState.CHECKED, ImportState.APPLIED):
        context["outcomes"] = report.outcomes(run)
    if run.state == ImportState.CHECKED:
        context["form"] = apply_form or apply_form_of(run)
        context["may_match"] = report.is_table(run)
    if run.state == ImportState.REFUSED:
        was_read = report.has_file(run)
        context["form"] = UploadForm()
        context["may_match"] = was_read and report.is_table(run)
        context["stage"] = stage if was_read else replace(stage, step=2)
    if run.state == ImportState.APPLIED:
        context["may_undo"] = is_latest_applied(run)
    groups = problems.problem_groups(run)
    return context | {"groups": groups, "problem_count": sum(group.count for group in groups)}


def upload_context(organisation: Organisation, form: UploadForm) -> dict[str, Any]:
    """A file to send, and the lists sent before."""
    runs = [run for run in history(organisation) if run.state != ImportState.GIVEN_UP][:_HISTORY]
    applied = [(run.applied_at, run.pk, run) for run in runs if run.state == ImportState.APPLIED]
    latest = max(applied)[-1] if applied else None
    return {"form": form, "history": runs, "latest": latest}


def apply_form_of(run: ImportRun, data: Any = None) -> ApplyForm:
    disabled = run.counts.get("disabled", 0)
    return ApplyForm(data, warning=problems.most_absent(run), disabled=disabled)


def shown_rows(run: ImportRun, form: ColumnsForm) -> ShownRows:
    """The first rows, as they would be imported with the columns of the form."""
    today = timezone.localdate()
    if not form.wanted:
        return as_matched(form.sheet, mapping_of(run, form.sheet), today=today)
    shown = as_matched(form.sheet, form.mapping, today=today)
    return with_doubts(shown, form.sheet, form.mapping, today=today)


def model_file(extension: str, title: str) -> tuple[bytes, str]:
    """A table to fill in, with our headings and an invented pupil; and its type."""
    headings = [capfirst(field.label) for field in fields()]
    rows = [[_EXAMPLE.get(field.name, "") for field in fields()]]
    if extension == "csv":
        return csv_bytes(headings, rows), CSV_TYPE
    return xlsx_bytes(headings, rows, title=title), XLSX_TYPE
