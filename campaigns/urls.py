"""Pix Orga: what teachers and heads follow, under /orga/<organisation>/."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import dashboard, learners

_LEARNERS = "orga/<str:organisation>/eleves/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("orga/<str:organisation>/", dashboard.dashboard, name="orga_dashboard"),
    path(_LEARNERS, learners.learners, name="learners"),
    path(f"{_LEARNERS}rattachements/", learners.claims, name="claims"),
    path(f"{_LEARNERS}rattachements/<uuid:claim>/", learners.settle_claim, name="settle_claim"),
    path(f"{_LEARNERS}<uuid:learner>/", learners.learner_page, name="learner_page"),
    path(f"{_LEARNERS}<uuid:learner>/detacher/", learners.unlink_learner, name="unlink_learner"),
    path(
        f"{_LEARNERS}<uuid:learner>/desactiver/", learners.disable_learner, name="disable_learner"
    ),
    path(f"{_LEARNERS}<uuid:learner>/reactiver/", learners.enable_learner, name="enable_learner"),
]
