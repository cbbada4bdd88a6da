"""What the numbers of `GetLastError` mean (Microsoft, "System Error Codes"); only those that DLLs set in practice."""

from __future__ import annotations

KNOWN_ERRORS = {
    0: ("ERROR_SUCCESS", "no error"),
    1: ("ERROR_INVALID_FUNCTION", "incorrect function"),
    2: ("ERROR_FILE_NOT_FOUND", "the file was not found"),
    3: ("ERROR_PATH_NOT_FOUND", "the path was not found"),
    4: ("ERROR_TOO_MANY_OPEN_FILES", "too many open files"),
    5: ("ERROR_ACCESS_DENIED", "access is denied"),
    6: ("ERROR_INVALID_HANDLE", "the handle is invalid"),
    8: ("ERROR_NOT_ENOUGH_MEMORY", "not enough memory"),
    13: ("ERROR_INVALID_DATA", "the data is invalid"),
    14: ("ERROR_OUTOFMEMORY", "out of memory"),
    15: ("ERROR_INVALID_DRIVE", "the drive was not found"),
    18: ("ERROR_NO_MORE_FILES", "there are no more files"),
    19: ("ERROR_WRITE_PROTECT", "the medium is write-protected"),
    20: ("ERROR_BAD_UNIT", "the device was not found"),
    21: ("ERROR_NOT_READY", "the device is not ready"),
    22: ("ERROR_BAD_COMMAND", "the device does not know the command"),
    23: ("ERROR_CRC", "data error (cyclic redundancy check)"),
    24: ("ERROR_BAD_LENGTH", "the length is incorrect"),
    29: ("ERROR_WRITE_FAULT", "the device could not be written to"),
    30: ("ERROR_READ_FAULT", "the device could not be read"),
    31: ("ERROR_GEN_FAILURE", "a device attached to the system is not functioning"),
    32: ("ERROR_SHARING_VIOLATION", "the file is in use by another process"),
    33: ("ERROR_LOCK_VIOLATION", "a part of the file is locked by another process"),
    38: ("ERROR_HANDLE_EOF", "the end of the file was reached"),
    50: ("ERROR_NOT_SUPPORTED", "the request is not supported"),
    80: ("ERROR_FILE_EXISTS", "the file exists"),
    87: ("ERROR_INVALID_PARAMETER", "a parameter is incorrect"),
    109: ("ERROR_BROKEN_PIPE", "the pipe has been ended"),
    110: ("ERROR_OPEN_FAILED", "the device or file could not be opened"),
    111: ("ERROR_BUFFER_OVERFLOW", "the file name is too long"),
    112: ("ERROR_DISK_FULL", "there is not enough space on the disk"),
    120: ("ERROR_CALL_NOT_IMPLEMENTED", "the function is not implemented on this system"),
    121: ("ERROR_SEM_TIMEOUT", "the time-out period has expired"),
    122: ("ERROR_INSUFFICIENT_BUFFER", "the buffer is too small"),
    123: ("ERROR_INVALID_NAME", "the name is incorrect"),
    126: ("ERROR_MOD_NOT_FOUND", "a module, or a DLL that it needs, was not found"),
    127: ("ERROR_PROC_NOT_FOUND", "the procedure was not found in the DLL"),
    170: ("ERROR_BUSY", "the resource is in use"),
    183: ("ERROR_ALREADY_EXISTS", "it already exists"),
    193: ("ERROR_BAD_EXE_FORMAT", "not a valid image for this process"),
    203: ("ERROR_ENVVAR_NOT_FOUND", "the environment variable was not found"),
    230: ("ERROR_BAD_PIPE", "the state of the pipe is invalid"),
    232: ("ERROR_NO_DATA", "the pipe is being closed"),
    234: ("ERROR_MORE_DATA", "more data is available"),
    258: ("WAIT_TIMEOUT", "the wait timed out"),
    259: ("ERROR_NO_MORE_ITEMS", "no more data is available"),
    487: ("ERROR_INVALID_ADDRESS", "the address is invalid"),
    534: ("ERROR_ARITHMETIC_OVERFLOW", "the result exceeded 32 bits"),
    995: ("ERROR_OPERATION_ABORTED", "the operation was aborted"),
    996: ("ERROR_IO_INCOMPLETE", "the overlapped operation is not finished"),
    997: ("ERROR_IO_PENDING", "the overlapped operation is in progress"),
    998: ("ERROR_NOACCESS", "invalid access to a memory location"),
    1054: ("ERROR_SERVICE_NO_THREAD", "no thread could be made for the service"),
    1056: ("ERROR_SERVICE_ALREADY_RUNNING", "the service runs already"),
    1058: ("ERROR_SERVICE_DISABLED", "the service is disabled"),
    1060: ("ERROR_SERVICE_DOES_NOT_EXIST", "the service is not installed"),
    1114: ("ERROR_DLL_INIT_FAILED", "the DLL's initialisation failed"),
    1117: ("ERROR_IO_DEVICE", "the device reported an input or output error"),
    1150: ("ERROR_OLD_WIN_VERSION", "a newer version of Windows is needed"),
    1157: ("ERROR_DLL_NOT_FOUND", "a needed DLL was not found"),
    1167: ("ERROR_DEVICE_NOT_CONNECTED", "the device is not connected"),
    1168: ("ERROR_NOT_FOUND", "the element was not found"),
    1223: ("ERROR_CANCELLED", "the user cancelled it"),
    1400: ("ERROR_INVALID_WINDOW_HANDLE", "the window handle is invalid"),
    1460: ("ERROR_TIMEOUT", "the operation timed out"),
    1784: ("ERROR_INVALID_USER_BUFFER", "the buffer is not valid for the operation"),
}
"""Name and meaning of each code."""

_APPLICATION_DEFINED = 1 << 29


def describe_last_error(code: int) -> str:
    """A readable line for a last-error `code` (0 to 2**32-1): the number, its name and its meaning where known."""
    if code in KNOWN_ERRORS:
        name, meaning = KNOWN_ERRORS[code]
        return "0 · no error" if code == 0 else f"{code} · {meaning} ({name})"
    if code & _APPLICATION_DEFINED:
        return f"{code} · {code:#010x}, a code of the DLL's own"
    return f"{code} · {code:#x}"
