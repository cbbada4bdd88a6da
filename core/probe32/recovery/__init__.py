"""What an application that was ended from outside had not saved: kept in files, found again at the next start."""

from .files import RecoveryFile, RecoveryFolder
from .states import encode_states, restored_states

__all__ = ["RecoveryFile", "RecoveryFolder", "encode_states", "restored_states"]
