from . import my_server  # noqa: F401
