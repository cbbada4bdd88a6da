"""What a host does not see of its client's environment."""

from __future__ import annotations

from probe32.launch.environment import without_python


def test_what_steers_a_python_is_left_out() -> None:
    theirs = {"PYTHONPATH": "1", "PythonHome": "2", "PYTHONSTARTUP": "3", "PYTHONUTF8": "4", "python_gil": "5"}
    assert without_python({**theirs, "PATH": "x", "MY_PYTHONPATH": "y"}) == {"PATH": "x", "MY_PYTHONPATH": "y"}


def test_the_settings_of_pythonnet_are_kept() -> None:
    assert without_python({"PYTHONNET_RUNTIME": "coreclr"}) == {"PYTHONNET_RUNTIME": "coreclr"}
