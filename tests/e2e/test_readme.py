"""README.md shows what really happens: somebody who follows it in a folder like a clone sees what it says.

`docs/guides/first-start.md` is what was seen in an empty Debian; it still says the same as README and as this machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from followed import Shell, Step, is_what_is_shown
from proofs.newcomer import PAGE, RELEASE, Typed, follow, page_of, transcript, typed_in

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TYPED = list(typed_in(README))
SET_UP = ("git ", "cd probe32", "python3 dev.py ")
"""What needs a fresh machine."""
SEEN = transcript(PAGE.read_text("utf-8"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="typed into bash")


@pytest.fixture(scope="module")
def printed_here(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Typed]:
    """What the commands print that need no fresh machine, in a folder that looks like a clone after the set-up."""
    clone = tmp_path_factory.mktemp("home") / "probe32"
    shutil.copytree(ROOT / "resources" / "sample", clone / "resources" / "sample")
    (clone / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    as_on_a_fresh_machine = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with Shell(environment=as_on_a_fresh_machine) as shell:
        shell.type(f"cd {clone}")
        return list(follow(shell, without_set_up(TYPED), str(clone.parent)))


def without_set_up(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if not step.command.startswith(SET_UP)]


def test_commands_print_what_is_shown(printed_here: Sequence[Typed]) -> None:
    assert len(printed_here) > 10


def test_somebody_with_an_empty_debian_typed_these_commands() -> None:
    typed = [each.text for each in SEEN if not each.text.startswith(SET_UP[:2])]
    assert typed == [step.command for step in TYPED if step.command and step.command != "python3 dev.py test"]


def test_he_saw_what_is_seen_here(printed_here: Sequence[Typed]) -> None:
    assert [each for each in SEEN if not each.text.startswith(SET_UP)] == list(printed_here)


def test_the_page_about_him_is_as_it_was_made() -> None:
    assert PAGE.read_text("utf-8") == page_of(RELEASE, SEEN)


def test_his_set_up_came_to_its_end() -> None:
    (run,) = (each for each in SEEN if each.text == "python3 dev.py run")
    assert "call add(19, 23): 42" in run.printed
    assert "0 failed" in run.printed
    assert "FAILED" not in run.printed


@pytest.mark.parametrize(
    "shown, printed, same",
    [
        ("3", "3", True),
        ("3", "4", False),
        ("3", "3\n3", False),
        ("a\n…\nz", "a\nb\nc\nz", True),
        ("duration  9.4 µs", "duration  1.23 ms", True),
    ],
)
def test_what_counts_as_the_same_output(shown: str, printed: str, same: bool) -> None:
    assert is_what_is_shown(shown, printed) is same


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert [target for target in targets if not (ROOT / target.partition("#")[0]).exists()] == []


def test_it_is_read_in_a_few_minutes() -> None:
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    assert len(re.sub(r"\]\([^)]*\)", "]", prose).split()) < 900
