"""The field's words in plain English: tool tips, Help > Words and What's this? all say the same."""

from __future__ import annotations

from html import escape

from ..translating import marked, tr

WORDS: dict[str, str] = {
    marked("export"): marked(
        "A function or a piece of data that a DLL offers to others. Everything else in it is its own affair."
    ),
    marked("ordinal"): marked(
        "The number of an export. Each has one, and some have nothing else; the next release may give it another."
    ),
    marked("decorated name"): marked(
        "A name to which the compiler has added how the function is called, such as _add@8 (stdcall, 8 bytes of "
        "arguments) or ?add@@YAHHH@Z (C++). Probe32 shows the plain name, and takes the decoration as evidence."
    ),
    marked("forwarder"): marked("An export that only leads on to an export of another DLL."),
    marked("bitness"): marked(
        "Whether code is for 32 or for 64 bits. A process runs one of them, and its DLLs have to be of the same."
    ),
    marked("dependency"): marked("A DLL that another DLL needs in order to be loaded."),
    marked("side-by-side assembly"): marked(
        "A set of DLLs of which Windows keeps several versions; a DLL asks for the one it needs in its manifest."
    ),
    marked("type library"): marked(
        "The description of COM classes and interfaces that a DLL may carry within itself."
    ),
    marked("RVA"): marked(
        "Relative virtual address: how far from the beginning of the loaded DLL something lies, whatever address it "
        "is loaded at."
    ),
    marked("prototype"): marked(
        "What a function takes and gives back, as it stands in a C header: int add(int a, int b); Without it nobody "
        "can call the function; a DLL doesn't contain it."
    ),
    marked("SAL mark"): marked(
        "A word of Microsoft's in a prototype, such as _Out_ or _In_reads_(count), that says which way memory travels "
        "and how much of it there is."
    ),
    marked("calling convention"): marked(
        "How arguments travel to a 32-bit function, and who cleans up after the call. A wrong one crashes or gives "
        "nonsense; Probe32 finds it out from names and code, and you confirm it."
    ),
    marked("cdecl"): marked(
        "The usual convention of C: arguments on the stack, and the caller takes them off again. The only one for "
        "functions with any number of arguments."
    ),
    marked("stdcall"): marked(
        "The convention of Windows itself (WINAPI, CALLBACK): arguments on the stack, and the function takes them off; "
        "its last instruction says how many bytes, which is how Probe32 knows."
    ),
    marked("fastcall"): marked("As stdcall, but the first two whole numbers travel in processor registers."),
    marked("thiscall"): marked("The convention of C++ member functions: as stdcall, the object in a register."),
    marked("confidence"): marked(
        "How sure the evidence is about a convention. High: name or code leave no choice. Medium and low: ask the "
        "header or the manual."
    ),
    marked("parameter direction"): marked(
        "in: the function only reads it. out: the function writes it, and you need not give anything. inout: both."
    ),
    marked("out parameter"): marked(
        "A parameter through which the function gives something back: C has one result only, so further ones are "
        "written where a pointer leads. Probe32 makes the room, and shows the value among the outputs."
    ),
    marked("size of a buffer"): marked(
        "How many elements a pointer leads to, often told by another parameter: with double *values and int count the "
        "size is count."
    ),
    marked("guard page"): marked(
        "Memory behind each buffer that nobody may touch: a function that writes too far is stopped there."
    ),
    marked("pointer"): marked("The address of something in the 32-bit process's memory."),
    marked("handle"): marked(
        "A number or pointer by which a DLL knows something it has opened for you. It means nothing outside the "
        "process that gave it, so after a restart of the host it is void."
    ),
    marked("null"): marked("The pointer that leads nowhere: often allowed where something is optional."),
    marked("struct"): marked("Several values side by side in memory, each with its name and its offset."),
    marked("packing"): marked(
        "How densely the members of a struct lie. Compilers leave gaps so that each lies at a multiple of its size, "
        "unless #pragma pack says otherwise. A wrong packing shifts every value behind the first gap."
    ),
    marked("alignment"): marked("The number that the address of a value must be a multiple of."),
    marked("enum"): marked("Names for whole numbers."),
    marked("callback"): marked("A function of yours that the DLL calls."),
    marked("last error"): marked(
        "The number that Windows functions leave behind to say why they failed. It is only meaningful after a function "
        "whose result says that it did."
    ),
    marked("HRESULT"): marked(
        "The number by which functions of COM and many of Windows' say how it went; negative means a failure."
    ),
    marked("BSTR"): marked("Text of COM and Visual Basic: it knows its length, and SysFreeString frees it."),
    marked("32-bit host"): marked(
        "The process in which the DLL lives. A 64-bit program cannot load a 32-bit DLL, so Probe32 keeps a small "
        "32-bit Python beside it. If the DLL crashes only the host ends; the next call starts another."
    ),
    marked("deadline"): marked("The seconds after which a call that doesn't come back is ended, and its host with it."),
    marked("sequence"): marked(
        "Calls in their order, such as open, configure, read, close; each can use results of those before."
    ),
    marked("sweep"): marked(
        "The same call for many values of one or two arguments, with its results as a table and a plot."
    ),
    marked("set-up call"): marked(
        "A call that is made again after a restart of the host, such as the one that opens the instrument."
    ),
    marked("wrapper"): marked(
        "A Python package that Probe32 writes for a DLL: 64-bit programs import it and call the functions by name."
    ),
    marked("project"): marked(
        "A *.probe32 file: signatures, types, sequences and what else you have told Probe32 about a DLL."
    ),
}  # fmt: skip
"""What each word means; the keys are the words."""


def tip(*words: str) -> str:
    """A tool tip that explains the words; `KeyError` for one that is not in the glossary."""
    lines = [f"<b>{escape(tr(word))}</b>: {escape(tr(WORDS[word]))}" for word in words]
    return "<qt>" + "<br>".join(lines) + "</qt>"


def explained(text: str, *words: str) -> str:
    """A tool tip that says what something is for, and explains words below that."""
    return f"<qt>{escape(text)}<br><br>" + tip(*words).removeprefix("<qt>") if words else text


def rows() -> list[tuple[str, str]]:
    """All words with their meanings, in the order of their alphabet."""
    return sorted(((tr(word), tr(meaning)) for word, meaning in WORDS.items()), key=lambda row: row[0].casefold())
