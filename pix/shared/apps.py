from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "pix.shared"
    label = "shared"
