"""What differs between the systems that hosts run on: `windows` and `wine` have the same names."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from . import windows as _system
else:
    from . import wine as _system

here = _system
"""The module of this system."""

discard = here.discard
from_host_path = here.from_host_path
is_set_up = here.is_set_up
kill = here.kill
new_file = here.new_file
stop_wine_server = here.stop_server
to_host_path = here.to_host_path
was_killed = here.was_killed
