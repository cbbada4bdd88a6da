"""Calls that belong together: sequences, whose steps feed one another, and sweeps over a range of arguments."""

from .axes import Axis, Column, Listed, Span, read_column
from .checking import check, problems, problems_of_sweep
from .collecting import default_collection
from .control import Control
from .parts import Part, offers
from .running import Outcome, SequenceRun, reference_to
from .steps import Reference, Sequence, Step, Written
from .sweeping import Point, SweepRun
from .sweeps import Collected, Reducer, Sweep
from .tables import csv_text

__all__ = [
    "Axis",
    "Collected",
    "Column",
    "Control",
    "Listed",
    "Outcome",
    "Part",
    "Point",
    "Reducer",
    "Reference",
    "Sequence",
    "SequenceRun",
    "Span",
    "Step",
    "Sweep",
    "SweepRun",
    "Written",
    "check",
    "csv_text",
    "default_collection",
    "offers",
    "problems",
    "problems_of_sweep",
    "read_column",
    "reference_to",
]
