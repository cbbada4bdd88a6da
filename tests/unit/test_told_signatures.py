"""Which signatures a host has been told: `probe32.library.told_signatures`."""

from __future__ import annotations

from dataclasses import replace

from probe32.abi.calls import CallRequest
from probe32.abi.signatures import Signature
from probe32.abi.types import Void
from probe32.library.told_signatures import SLOTS, ToldSignatures


def request(name: str = "f") -> CallRequest:
    return CallRequest(name, Signature(name, Void()))


def test_a_signature_has_a_number_once_the_host_has_answered() -> None:
    told, asked = ToldSignatures(), request()
    number = told.tell(asked)
    assert told.number(asked) is None
    told.confirm(number, asked)
    assert told.number(replace(asked, arguments=(1,))) == number


def test_another_signature_export_or_encoding_is_another_call() -> None:
    told, asked = ToldSignatures(), request()
    told.confirm(told.tell(asked), asked)
    assert told.number(request()) is None
    assert told.number(replace(asked, export="g")) is None
    assert told.number(replace(asked, encoding="cp1252")) is None
    assert told.number(replace(asked, module="kernel32")) is None


def test_of_too_many_the_latest_are_known() -> None:
    told, asked = ToldSignatures(), [request() for _ in range(SLOTS + 1)]
    for each in asked:
        told.confirm(told.tell(each), each)
    assert told.number(asked[0]) is None
    numbers = [told.number(each) for each in asked[1:]]
    assert sorted(each for each in numbers if each is not None) == list(range(SLOTS))


def test_a_number_that_nested_calls_have_taken_meanwhile_is_not_confirmed() -> None:
    told, outer = ToldSignatures(), request()
    number = told.tell(outer)
    nested = [request() for _ in range(SLOTS)]
    for each in nested:
        told.confirm(told.tell(each), each)
    told.confirm(number, outer)
    assert told.number(outer) is None
    assert told.number(nested[-1]) == number
