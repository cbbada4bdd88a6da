"""Names that a generated class may not use, because a base class or the module itself does; a test compares them."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLIENT = _names("""
    batch callback connection deadline dll_path forget_set_up generation host kill last_error lib32_path output ping
    port read_memory request32 request32_async request32_many restart set_up set_up_calls shutdown_server32
    statistics wrapper_problems
""")
"""Attributes of a client of either flavour."""

SERVER = _names("""
    RequestHandlerClass address_family allow_reuse_address allow_reuse_port application assembly
    close_request examples_dir fileno finish_request get_request handle_error handle_request
    handle_timeout interactive_console is_interpreter last_error lib path process_request
    remove_site_packages_64bit request_queue_size serve_forever server_activate server_address server_bind server_close
    server_name server_port service_actions shutdown shutdown_handler shutdown_request socket socket_type timeout
    verify_request version workers wrapper_problems
""")
"""Attributes of a server of either flavour; msl-loadlib's is an `http.server.HTTPServer`."""

TYPES = _names("Any Sequence bool bytes bytearray dict float int list memoryview str tuple")
"""What annotations consist of, beside the module's own classes."""

PARAMETERS = TYPES | _names("ctypes plain result self")
"""What a method's text refers to beside its parameters."""

MODULE = PARAMETERS | _names("""
    Callable Client64 DLL_NAME DLL_PATH DLL_SHA256 DLL_VERSION ENCODING IntEnum Iterator Mapping NamedTuple Path
    Awaitable CValue DLL_SEARCH HTTPException IntFlag Iterable Probe32Error argparse asyncio dataclass field fields
    final hashlib is_dataclass partial re verify_dll
    _CALLBACKS _CLASSES _C_NAMES _ERROR_NAMES _Enum _FOLDER _Handle _Memory _Struct
    _adapted _checked _extra _memory _opened _plain _typed
    Server32 TypeVar TypedDict annotations find_dll os quote sys unquote
    ArithmeticError AttributeError FileNotFoundError OSError OverflowError UnicodeDecodeError ValueError
    getattr hasattr isinstance issubclass len max object set setattr sorted super type
""")
"""Names that the modules define, import, or take from Python itself."""
