"""Session, person, one INSERT, one SELECT, a small page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from tests.bench.floor.models import Answer


def answer(request: HttpRequest) -> HttpResponse:
    position = int(request.POST["position"])
    Answer.objects.create(
        user_id=request.user.pk,
        position=position,
        choice=request.POST["choice"],
        answered_at=timezone.now(),
    )
    latest = Answer.objects.filter(user_id=request.user.pk).order_by("-pk").first()
    return render(request, "floor/answer.html", {"position": position + 1, "latest": latest})


urlpatterns = [path("", answer)]
