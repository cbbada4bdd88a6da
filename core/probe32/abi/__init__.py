"""The vocabulary of C on 32-bit Windows, as plain values: types, signatures, calls.

Standard library only: the client builds these objects, the host turns them into ctypes. Sizes and offsets are in bytes,
as Microsoft's compiler lays them out for x86.
"""
