"""The page of what went wrong with an ENT."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.ent.problems import Problem
from accounts.models import EntConnector


def problem_page(
    request: HttpRequest, connector: EntConnector, problem: Problem, destination: str = ""
) -> HttpResponse:
    """What happened and what to do, with the way to try again."""
    retry = reverse("ent_entry", args=[connector.slug])
    if destination:
        retry += "?" + urlencode({"vers": destination})
    context = {"connector": connector, "problem": problem, "retry": retry}
    return render(request, "accounts/ent/problem.html", context, status=problem.status)
