"""The arithmetic, the tables, the comparison and the page of the benchmark; `tests/host/test_bench.py` runs it."""

from __future__ import annotations

import gc
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks import chart, comparison, page, table
from benchmarks.__main__ import main
from benchmarks.catalogue import BENCHMARKS, GROUPS
from benchmarks.racing import Contender, WrongAnswerError, race
from benchmarks.results import RELEASES, Missing, Results, UnreadableError, load, newest_release
from benchmarks.rows import YARDSTICK, Goal, Row, Value, alone, compared
from benchmarks.samples import Sample, quantile
from benchmarks.units import amount_text, duration_text
from schemas import results_validator, usable

YARD = Value(0.004, 0.0035, 0.005, 50)
MACHINE = {"system": "one", "processor": "two", "cores": "2 used of 2", "Python": "3", "32-bit Python": "4"}


def sample(*milliseconds: float) -> Sample:
    return Sample(tuple(each / 1000 for each in milliseconds))


FAST, SLOW = sample(1, 2, 3), sample(80, 90, 100)
SMALL = compared("small-call", "small call", FAST, "msl-loadlib", SLOW, Goal("faster", 40))


def results(*rows: Row, version: str = "9.9", missing: tuple[Missing, ...] = ()) -> Results:
    return Results(version, "2026-01-02", MACHINE, YARD, {"small": list(rows)}, list(missing))


def test_a_sample_is_summed_up() -> None:
    hundred = Sample(tuple(float(each) for each in range(100, 0, -1)))
    assert hundred.median == 50.5
    assert hundred.p99 == 99
    assert hundred.middle_half == (25, 75)
    assert hundred.divided(10).median == pytest.approx(5.05)
    assert [each.p99 for each in hundred.tenths()] == [100, 90, 80, 70, 60, 50, 40, 30, 20, 10]
    assert [len(each.values) for each in sample(*range(11)).tenths()] == [2, 2, 2, 2, 2, 1]


@pytest.mark.parametrize("fraction, value", [(0.0, 1), (0.25, 1), (0.26, 2), (0.5, 2), (0.99, 4), (1.0, 4)])
def test_a_quantile_is_one_of_the_values(fraction: float, value: float) -> None:
    assert quantile([4, 2, 3, 1], fraction) == value


def test_a_value_has_its_spread() -> None:
    assert Value.median(SLOW) == Value(0.09, 0.08, 0.1, 3)
    assert Value.median(SLOW).noise == pytest.approx(1 / 9)
    assert Value.median(Sample((2.0,))) == Value(2.0, 2.0, 2.0, 1)
    assert Value.median(Sample((0.0, 0.0))).noise == 0
    hundred = Sample(tuple(float(each) for each in range(100)))
    assert Value.p99(hundred) == Value(98, 29, 79, 100)


@pytest.mark.parametrize(
    "goal, met, text",
    [
        (Goal("faster", 45), True, "≥ 45 x faster"),
        (Goal("faster", 46), False, "≥ 46 x faster"),
        (Goal("within", 1 / 44), True, "≤ 0.0227273 x as long"),
        (Goal("within", 0.02), False, "≤ 0.02 x as long"),
        (Goal("at most", 0.002), True, "≤ 2.00 ms"),
        (Goal("at most", 0.001), False, "≤ 1.00 ms"),
        (None, None, ""),
    ],
)
def test_a_row_knows_whether_its_goal_is_met(goal: Goal | None, met: bool | None, text: str) -> None:
    row = replace(SMALL, goal=goal)
    assert row.ratio == pytest.approx(1 / 45)
    assert row.met is met
    assert row.goal_text == text


def test_there_is_no_ratio_to_nothing() -> None:
    nothing = Value(0, 0, 0, 1, "ticks")
    assert Row("idle", "what", nothing, "other", nothing, Goal("at most", 0)).ratio is None
    assert Row("idle", "what", nothing, "other", nothing, Goal("at most", 0)).met
    assert alone("name", "what", FAST).ratio is None


def test_what_has_no_rival_has_the_yardstick() -> None:
    row = alone("copy", "64 MB", FAST).beside(YARD)
    assert (row.against, row.theirs, row.ratio, row.has_rival) == (YARDSTICK, YARD, 0.5, False)
    assert table.row_texts(row)[2:5] == ("", "", "")
    assert SMALL.beside(YARD) == SMALL
    objects = alone("objects", "what stays", Sample((3.0,)), unit="objects")
    assert objects.beside(YARD) == objects


@pytest.mark.parametrize(
    "seconds, text",
    [
        (0, "0.00 µs"),
        (1.234e-7, "0.123 µs"),
        (93.14e-6, "93.1 µs"),
        (0.99951, "1.00 s"),
        (0.2346, "235 ms"),
        (2.5, "2.50 s"),
        (123.4, "123 s"),
    ],
)
def test_durations_have_three_digits(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
    assert amount_text(seconds, "s") == text


def test_counts_are_counts() -> None:
    assert amount_text(4534, "objects") == "4,534 objects"


def test_the_tables_show_all() -> None:
    rows = [
        replace(SMALL, goal=Goal("faster", 50), note="They differ."),
        Row("idle", "waiting", Value(0, 0, 0, 1, "ticks"), goal=Goal("at most", 0)),
        alone("copy", "64 MB", sample(5)).beside(YARD),
        compared("slow", "echo", SLOW, "floor", FAST),
    ]
    assert table.plain_table(rows).splitlines() == [
        "what        Probe32              beside it    takes                ratio         goal           met",
        "----------  -------------------  -----------  -------------------  ------------  -------------  ---",
        "small call  2.00 ms (1 to 3)     msl-loadlib  90.0 ms (80 to 100)  45 x faster   ≥ 50 x faster  NO",
        "waiting     0 ticks                                                              ≤ 0 ticks      yes",
        "64 MB       5.00 ms",
        "echo        90.0 ms (80 to 100)  floor        2.00 ms (1 to 3)     45 x as long",
    ]
    assert table.markdown_table(rows).splitlines() == [
        "| what | Probe32 | beside it | takes | ratio | goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| small call | 2.00 ms (1 to 3) | msl-loadlib | 90.0 ms (80 to 100) | 45 x faster | ≥ 50 x faster | NO |",
        "| waiting | 0 ticks |  |  |  | ≤ 0 ticks | yes |",
        "| 64 MB | 5.00 ms |  |  |  |  |  |",
        "| echo | 90.0 ms (80 to 100) | floor | 2.00 ms (1 to 3) | 45 x as long |  |  |",
        "",
        "They differ.",
    ]


@pytest.mark.skipif(not usable(), reason="documents can't be checked here")
def test_results_are_kept_in_a_file_of_a_described_form(tmp_path: Path) -> None:
    file = tmp_path / "new" / "results.json"
    made = results(SMALL, alone("copy", "64 MB", FAST), missing=(Missing("view", "no", failed=True),))
    made.save(file)
    assert load(file) == made
    document = json.loads(file.read_text("utf-8"))
    results_validator().validate(document)
    (row, _) = document["rows"]
    assert (row["benchmark"], row["ratio"], row["met"]) == ("small", pytest.approx(1 / 45), True)


@pytest.mark.skipif(not usable(), reason="documents can't be checked here")
def test_what_was_kept_of_releases_can_be_read() -> None:
    for file in RELEASES.glob("*.json"):
        results_validator().validate(json.loads(file.read_text("utf-8")))
        assert load(file).version == file.stem


def test_the_newest_release_is_the_one_with_the_highest_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.results.RELEASES", tmp_path)
    assert newest_release() is None
    for version in ("0.9.0", "0.10.0", "0.1.0"):
        tmp_path.joinpath(f"{version}.json").touch()
    assert newest_release() == tmp_path / "0.10.0.json"
    assert newest_release(but="0.10.0") == tmp_path / "0.9.0.json"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', '{"schema": 2, "rows": [{}]}'])
def test_a_file_of_another_kind_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, "utf-8")
    with pytest.raises(UnreadableError, match=r"other\.json"):
        load(file)
    assert main(["--show", str(file)]) == 2
    assert "other.json" in capsys.readouterr().err


def test_a_benchmark_that_failed_shows_in_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "results.json"
    results(SMALL, missing=(Missing("view", "no", failed=False),)).save(file)
    assert main(["--show", str(file)]) == 0
    results(SMALL, missing=(Missing("view", "broken", failed=True),)).save(file)
    assert main(["--show", str(file)]) == 1
    assert capsys.readouterr().out.endswith("\nFailed: view\n")


def verdict(then: Row, now: Row) -> comparison.Change:
    (found,) = comparison.changes(results(then), results(now))
    return found


def test_ratios_are_compared_and_times_are_not() -> None:
    slower_machine = compared("small-call", "small call", sample(10, 20, 30), "msl-loadlib", sample(800, 900, 1000))
    assert verdict(SMALL, slower_machine).verdict == "same"
    without_noise = compared("a", "what", sample(20), "other", sample(100))
    worse, better = (compared("a", "what", sample(each), "other", sample(100)) for each in (25, 16))
    assert verdict(without_noise, worse) == comparison.Change("a", "what", "worse", 1.25, comparison.LEAST)
    assert verdict(without_noise, better).verdict == "better"
    assert verdict(without_noise, compared("a", "what", sample(21), "other", sample(100))).verdict == "same"


def test_a_change_within_the_spread_is_none() -> None:
    noisy = compared("a", "what", sample(10, 20, 30), "other", sample(100))
    found = verdict(noisy, compared("a", "what", sample(13, 26, 39), "other", sample(100)))
    assert found.verdict == "same"
    assert found.factor == pytest.approx(1.3)
    assert found.noise == pytest.approx(2**0.5 / 2)


def test_without_a_rival_the_yardstick_and_counts_are_compared() -> None:
    then, now = alone("a", "what", sample(20)), alone("a", "what", sample(40))
    quick, slow = Value(0.001, 0.001, 0.001, 9), Value(0.002, 0.002, 0.002, 9)
    assert verdict(then.beside(quick), now.beside(slow)).verdict == "same"
    assert verdict(then.beside(quick), now.beside(quick)).verdict == "worse"
    none, some = (alone("a", "what", Sample((each,)), unit="objects") for each in (0.0, 3.0))
    assert verdict(none, none).verdict == "same"
    assert verdict(none, some).verdict == "worse"
    assert verdict(some, none).verdict == "better"


def test_new_and_lost_rows_are_told() -> None:
    then, now = results(SMALL, alone("old", "what was", FAST)), results(alone("new", "what is", FAST), SMALL)
    found = comparison.changes(then, now)
    assert [(each.name, each.verdict) for each in found] == [("new", "new"), ("small-call", "same"), ("old", "gone")]
    now.rows = {"other": [alone("new", "what is", FAST)]}
    assert [each.name for each in comparison.changes(then, now)] == ["new"]
    assert verdict(SMALL, replace(SMALL, against="another rival")).verdict == "new"


def test_the_comparison_begins_with_what_got_worse() -> None:
    then = results(*(compared(each, each, sample(20), "other", sample(100)) for each in "abc"), version="9.8")
    now = results(
        *(
            compared(each, each, sample(took), "other", sample(100))
            for each, took in zip("abc", (20, 10, 30), strict=True)
        )
    )
    assert comparison.told(comparison.changes(then, now), then).splitlines() == [
        "Compared with 9.8 of 2026-01-02 (ratios, not times):",
        "  worse   1.50 x as much, where ± 10% may be chance: c",
        "  better  0.50 x as much, where ± 10% may be chance: b",
        "  1 of 3 rows did not change by more than their spread.",
    ]


def test_the_page_tells_where_and_what_is_missing() -> None:
    whole = results(SMALL, missing=(Missing("view", "no", failed=False),))
    text = page.text(whole, [], None, drawing=True)
    assert "2026-01-02, Probe32 9.9." in text
    assert "| cores | 2 used of 2 |" in text
    assert "took 4.00 ms" in text
    assert f"## {GROUPS[0].title}\n" in text
    assert f"## {GROUPS[1].title}\n" not in text
    assert "## Not measured\n\n- `view`: no\n" in text
    assert "There are no results of an earlier release." in text
    slower = results(compared("small-call", "small call", SLOW, "msl-loadlib", SLOW))
    text = page.text(slower, comparison.changes(whole, slower), whole, drawing=False)
    assert "## Since 9.9\n" in text
    assert "| small call | 45.00 | 54% | worse |" in text
    assert page.DRAWING not in text


def test_the_drawing_has_a_line_for_each_rival(tmp_path: Path) -> None:
    floor = compared("floor", "a <small> call", SLOW, "a floor", FAST)
    page.write(results(SMALL, floor, replace(floor, against="msl-loadlib, the same")), [], None, tmp_path)
    drawing = ElementTree.fromstring(tmp_path.joinpath(page.DRAWING).read_text("utf-8"))
    texts = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert [texts.count(each) for each in ("45 x faster", "45 x as long", "a <small> call", "small call")] == [1] * 4
    assert chart.drawn([floor]) == ""


def test_contenders_take_turns() -> None:
    done: list[str] = []
    quick = Contender(lambda i: done.append(f"q{i}"), turns=2)
    slow = Contender(lambda i: done.append(f"s{i}"))
    samples = race({"quick": quick, "slow": slow}, rounds=2, warm_up=1)
    assert done == ["s0", "q0", "q1", "q2", "q3", "s1", "s2", "q4", "q5"]
    assert [len(samples[name].values) for name in ("quick", "slow")] == [4, 2]


def test_a_contender_may_measure_itself() -> None:
    samples = race({"told": Contender(str, seconds=lambda answer: float(str(answer)))}, rounds=3, warm_up=1)
    assert samples["told"].values == (1.0, 2.0, 3.0)


def test_a_wrong_answer_is_noticed() -> None:
    wrong = Contender(lambda i: i, right=lambda i, answer: answer != 3)
    with pytest.raises(WrongAnswerError, match=r"^wrong gave a wrong answer in turn 3\.$"):
        race({"wrong": wrong}, rounds=5)
    assert gc.isenabled()


def test_the_collector_rests_meanwhile() -> None:
    seen: list[bool] = []
    race({"one": Contender(lambda _: seen.append(gc.isenabled()))}, rounds=1, warm_up=0)
    assert seen == [False]


def test_every_benchmark_says_what_it_measures() -> None:
    assert all(each.__doc__ for each in BENCHMARKS.values())
    assert all(group.text for group in GROUPS)
