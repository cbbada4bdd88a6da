"""A Python console bound to one open library: what is typed there is run, completed and remembered here.

Nothing runs by itself: code comes from `Interpreter.run` only, and completion calls nothing.
"""

from .completion import Completion, Word, call_tip, complete
from .entries import Entries
from .interpreter import Interpreter

__all__ = ["Completion", "Entries", "Interpreter", "Word", "call_tip", "complete"]
