"""Every address of the platform (architecture.md section 6)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # First: answers to questions are most of what is asked for.
    path("", include("competences.urls")),
    path("", include("pix.urls_public")),
    # Before the administration, which answers "not found" to every other address under /admin/.
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("campaigns.urls")),
    path("", include("certification.urls")),
]
