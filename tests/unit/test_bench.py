"""The arithmetic and the tables of the benchmark; `tests/host/test_bench.py` runs it."""

from __future__ import annotations

import gc
import json

import pytest
from benchmarks import table
from benchmarks.catalogue import BENCHMARKS
from benchmarks.racing import Contender, WrongAnswerError, race
from benchmarks.rows import Goal, Row, Value, alone, compared
from benchmarks.samples import Sample, quantile

FACTS = {"date": "2026-01-02", "version": "9.9", "machine": "a machine"}


def sample(*milliseconds: float) -> Sample:
    return Sample(tuple(each / 1000 for each in milliseconds))


FAST, SLOW = sample(1, 2, 3), sample(80, 90, 100)


def test_a_sample_is_summed_up() -> None:
    hundred = Sample(tuple(float(each) for each in range(100, 0, -1)))
    assert hundred.median == 50.5
    assert hundred.p99 == 99
    assert hundred.spread == pytest.approx((75 - 25) / 50.5)
    assert hundred.divided(10).median == pytest.approx(5.05)


@pytest.mark.parametrize("fraction, value", [(0.0, 1), (0.25, 1), (0.26, 2), (0.5, 2), (0.99, 4), (1.0, 4)])
def test_a_quantile_is_one_of_the_values(fraction: float, value: float) -> None:
    assert quantile([4, 2, 3, 1], fraction) == value


def test_one_value_is_its_own_sum() -> None:
    single = Sample((2.0,))
    assert (single.median, single.p99, single.spread) == (2.0, 2.0, 0.0)


def test_nothing_has_no_spread() -> None:
    assert Sample((0.0, 0.0)).spread == 0


@pytest.mark.parametrize(
    "goal, ratio, met",
    [
        (Goal("faster", 45), 45, True),
        (Goal("faster", 46), 45, False),
        (Goal("within", 1 / 45), 1 / 45, True),
        (Goal("within", 0.02), 1 / 45, False),
        (Goal("at most", 0.002), 45, True),
        (Goal("at most", 0.001), 45, False),
        (None, 45, None),
    ],
)
def test_a_row_knows_whether_its_goal_is_met(goal: Goal | None, ratio: float, met: bool | None) -> None:
    row = compared("name", "what", FAST, "other", SLOW, goal)
    assert row.ratio == pytest.approx(ratio)
    assert row.met is met


def test_there_is_no_ratio_to_nothing() -> None:
    nothing = Value(0, 0, 1, "ticks")
    assert Row("idle", "what", nothing, "other", nothing, Goal("at most", 0)).ratio is None
    assert Row("idle", "what", nothing, "other", nothing, Goal("at most", 0)).met
    assert alone("name", "what", FAST).ratio is None


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
    assert table.duration_text(seconds) == text


def test_the_tables_show_all() -> None:
    rows = [
        compared("small", "small call", FAST, "msl-loadlib", SLOW, Goal("faster", 50)),
        Row("idle", "waiting", Value(0, 0, 1, "ticks"), goal=Goal("at most", 0)),
        alone("copy", "64 MB", sample(5)),
    ]
    assert table.plain_table(rows).splitlines() == [
        "what        ours            against      theirs          ratio  goal           met",
        "----------  --------------  -----------  --------------  -----  -------------  ---",
        "small call  2.00 ms ± 50 %  msl-loadlib  90.0 ms ± 11 %  45     ≥ 50 x faster  NO",
        "waiting     0 ticks                                             ≤ 0            yes",
        "64 MB       5.00 ms",
    ]
    assert table.markdown_table(rows).splitlines() == [
        "| what | ours | against | theirs | ratio | goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| small call | 2.00 ms ± 50 % | msl-loadlib | 90.0 ms ± 11 % | 45 | ≥ 50 x faster | NO |",
        "| waiting | 0 ticks |  |  |  | ≤ 0 | yes |",
        "| 64 MB | 5.00 ms |  |  |  |  |  |",
    ]


def test_the_page_tells_where_and_what_is_missing() -> None:
    page = table.page([alone("copy", "64 MB", FAST)], FACTS, ["view: no"])
    assert "Measured 2026-01-02 with Probe32 9.9 on: a machine.\n" in page
    assert page.endswith("|\n\nNot measured:\n\n- view: no\n")
    assert table.page([alone("copy", "64 MB", FAST)], FACTS, []).endswith("|\n")


def test_the_document_is_json_with_all_figures() -> None:
    rows = [compared("small", "small call", FAST, "msl-loadlib", SLOW, Goal("faster", 40))]
    read = json.loads(json.dumps(table.document(rows, FACTS, ["view: no"])))
    row = read["rows"].pop()
    assert read == {"schema": 1, **FACTS, "rows": [], "missing": ["view: no"]}
    assert row["ours"] == {"amount": 0.002, "spread": pytest.approx(1.0), "count": 3, "unit": "s"}
    assert (row["goal"], row["ratio"], row["met"]) == ("≥ 40 x faster", pytest.approx(45), True)


def test_contenders_take_turns() -> None:
    done: list[str] = []
    quick = Contender(lambda i: done.append(f"q{i}"), turns=2)
    slow = Contender(lambda i: done.append(f"s{i}"))
    samples = race({"quick": quick, "slow": slow}, rounds=2, warm_up=1)
    assert done == ["s0", "q0", "q1", "q2", "q3", "s1", "s2", "q4", "q5"]
    assert [len(samples[name].seconds) for name in ("quick", "slow")] == [4, 2]


def test_a_contender_may_measure_itself() -> None:
    samples = race({"told": Contender(str, seconds=lambda answer: float(str(answer)))}, rounds=3, warm_up=1)
    assert samples["told"].seconds == (1.0, 2.0, 3.0)


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
