from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "pix.shared"
    label = "shared"

    def ready(self) -> None:
        from pix.shared.log_errors import keep_values_out  # noqa: PLC0415 -- settings come first

        keep_values_out()
