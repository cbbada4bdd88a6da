"""DLLs of other people, driven through their own headers, or else through the prototypes of their documentation."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import decompress

import pytest
import third_party

from probe32 import Library
from probe32.launch import find_host, to_host_path
from probe32.recorded_callback import RecordedCallback

LONG = 60
INCLUDE = Path("/usr/include")


@pytest.fixture(scope="session")
def dlls() -> dict[str, Path]:
    """The DLLs that PyPI has."""
    try:
        return third_party.dlls()
    except third_party.UnavailableError as error:
        pytest.skip(str(error))


def opened(dll: Path, header: Path | None = None, *include_dirs: Path) -> Library:
    """A library with all that its header declares."""
    lib = Library(dll, timeout=LONG)
    if header is not None:
        assert lib.include(header, include_dirs).problems == ()
    return lib


# -- zlib: buffers whose size comes back, handles, wide text


Z_FINISH = 4


def zlib(folder: Path) -> Library:
    """zlib with its headers, copied away from MinGW's own."""
    for name in ("zlib.h", "zconf.h"):
        shutil.copy(third_party.ZLIB_HEADERS / name, folder)
    return opened(third_party.ZLIB, folder / "zlib.h")


def test_zlib_compresses_and_writes_files(tmp_path: Path) -> None:
    text = b"the quick brown fox jumps over the lazy dog " * 100
    with zlib(tmp_path) as lib:
        assert lib.zlibVersion().startswith("1.")
        assert lib.crc32(0, b"123456789", 9) == 0xCBF43926
        lib.define("""
            int compress2(_Out_writes_(*size) Bytef *dest, uLongf *size, const Bytef *source, uLong length, int level);
            int uncompress(_Out_writes_(*size) Bytef *dest, uLongf *size, const Bytef *source, uLong length);
            gzFile gzopen_w(const wchar_t *path, const char *mode);
            int gzread(gzFile file, _Out_writes_bytes_(len) void *buf, unsigned len);
        """)
        code, packed, size = lib.compress2(lib.compressBound(len(text)), text, len(text), 9)
        assert (code, size) == (0, size)
        assert size < 200
        code, back, whole = lib.uncompress(len(text), bytes(packed[:size]), size)
        assert (code, bytes(back), whole) == (0, text, len(text))
        path = to_host_path(tmp_path / "grün β.gz")
        file = lib.gzopen_w(path, "wb")
        assert lib.call("gzwrite", file, text, len(text)).result == len(text)
        assert lib.call("gzclose", file).result == 0
        file = lib.gzopen_w(path, "rb")
        assert lib.call("gzread", file, 10_000).outputs["buf"] == text.ljust(10_000, b"\0")
        assert lib.call("gzclose", file).result == 0


def test_zlib_takes_its_memory_from_callbacks(tmp_path: Path) -> None:
    text = bytes(range(256)) * 40
    with zlib(tmp_path) as lib:
        blocks: list[int] = []
        freed: list[int] = []

        def allocate(user: object, items: int, size: int) -> int:
            blocks.append(lib.allocate(items * size))
            return blocks[-1]

        def free(user: object, address: int) -> None:
            freed.append(address)

        room = lib.allocate(4000)
        stream = lib.allocate(
            "z_stream",
            {
                "next_in": lib.allocate(len(text), text),
                "avail_in": len(text),
                "next_out": room,
                "avail_out": 4000,
                "zalloc": lib.callback(allocate, "alloc_func"),
                "zfree": lib.callback(free, "free_func"),
            },
        )
        assert lib.call("deflateInit_", stream, 6, lib.zlibVersion(), lib.types["z_stream"].size).result == 0
        assert len(blocks) >= 4
        assert lib.call("deflate", stream, Z_FINISH).result == 1
        told = lib.read(stream)
        assert (told["total_in"], told["avail_in"]) == (len(text), 0)
        assert lib.call("deflateEnd", stream).result == 0
        assert sorted(freed) == sorted(map(int, blocks))
        assert decompress(lib.read(room, told["total_out"])) == text


# -- SQLite: out handles, arrays of text, functions that it keeps and that call it, text that it allocates

SQLITE = """
    int sqlite3_open16(const wchar_t *filename, _Out_ sqlite3 **db);
    int sqlite3_exec(
        sqlite3 *db, const char *sql,
        int (*row)(void *user, int n, _In_reads_(n) char **values, _In_reads_(n) char **names),
        void *user, _Out_ char **error);
    const char *sqlite3_value_text(sqlite3_value *value);
"""
FUNCTION = "void (*)(sqlite3_context *context, int n, _In_reads_(n) sqlite3_value **values)"
COMPARE = "int (*)(void *user, int n, _In_reads_bytes_(n) const void *a, int m, _In_reads_bytes_(m) const void *b)"
UTF8, TRANSIENT = 1, 0xFFFFFFFF


@pytest.fixture
def sqlite() -> Iterator[tuple[Library, Any]]:
    """SQLite as it comes with the 32-bit Python, and a handle of an empty database."""
    (dll,) = find_host().executable.parent.rglob("sqlite3.dll")
    with opened(dll, INCLUDE / "sqlite3.h") as lib:
        lib.define(SQLITE)
        assert lib.sqlite3_initialize() == 0
        code, db = lib.sqlite3_open16(":memory:")
        assert code == 0
        yield lib, db
        assert lib.sqlite3_close(db) == 0


def rows(lib: Library, db: Any, sql: str) -> list[tuple[object, ...]]:
    heard = RecordedCallback()
    assert lib.sqlite3_exec(db, sql, heard, None) == (0, None)
    return [tuple(values) for _, _, values, _ in heard.calls if isinstance(values, list)]


def test_sqlite_calls_back_for_each_row(sqlite: tuple[Library, Any]) -> None:
    lib, db = sqlite
    rows(lib, db, "create table t(a, b); insert into t values (1, 'grün'), (2, null)")
    heard = RecordedCallback()
    assert lib.sqlite3_exec(db, "select * from t order by a", heard, 0x77) == (0, None)
    assert heard.calls == [(0x77, 2, ["1", "grün"], ["a", "b"]), (0x77, 2, ["2", None], ["a", "b"])]
    assert lib.sqlite3_exec(db, "select from t", None, None) == (1, 'near "from": syntax error')
    assert lib.sqlite3_exec(db, "select 1", RecordedCallback(1), None) == (4, "query aborted")


def test_sqlite_keeps_functions_which_call_it_again(sqlite: tuple[Library, Any]) -> None:
    lib, db = sqlite

    def area(context: int, n: int, values: list[int]) -> None:
        width, height = map(lib.sqlite3_value_double, values)
        lib.sqlite3_result_double(context, width * height)

    def shout(context: int, n: int, values: list[int]) -> None:
        lib.sqlite3_result_text(context, lib.sqlite3_value_text(values[0]).upper() + "!", -1, TRANSIENT)

    def by_length(user: int, n: int, a: bytes, m: int, b: bytes) -> int:
        return len(a) - len(b)

    kept = [lib.callback(area, FUNCTION), lib.callback(shout, FUNCTION), lib.callback(by_length, COMPARE)]
    assert lib.sqlite3_create_function(db, "area", 2, UTF8, None, kept[0], None, None) == 0
    assert lib.sqlite3_create_function(db, "shout", 1, UTF8, None, kept[1], None, None) == 0
    assert lib.sqlite3_create_collation(db, "length", UTF8, None, kept[2]) == 0
    assert rows(lib, db, "select area(2.5, 4), shout('schön')") == [("10.0", "SCHÖN!")]
    words = "select 'ccc' as x union all select 'a' union all select 'bb'"
    assert rows(lib, db, f"select * from ({words}) order by x collate length") == [("a",), ("bb",), ("ccc",)]


# -- libsndfile: a struct of callbacks with 64-bit arguments, in-out structs, arrays of numbers

READ_MODE, WRITE_MODE, WAV_PCM16 = 0x10, 0x20, 0x010002


class Tape:
    """A file in this process, as libsndfile's virtual input and output want one."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.at = 0

    def seek(self, offset: int, whence: int, user: object) -> int:
        self.at = offset + (0, self.at, len(self.data))[whence]
        return self.at

    def read(self, count: int, user: object) -> tuple[int, dict[str, bytes]]:
        block = bytes(self.data[self.at : self.at + count])
        self.at += len(block)
        return len(block), {"ptr": block}

    def write(self, block: bytes, count: int, user: object) -> int:
        self.data[self.at : self.at + count] = block
        self.at += count
        return count


def test_libsndfile_writes_and_reads_through_callbacks(dlls: dict[str, Path]) -> None:
    tape = Tape()
    with opened(dlls["libsndfile_x86.dll"], INCLUDE / "sndfile.h") as lib:
        assert lib.sf_version_string().startswith("libsndfile-1.2")
        lib.define("sf_count_t sf_readf_double(SNDFILE *file, _Out_writes_(frames) double *data, sf_count_t frames);")
        file_of_ours = {
            "get_filelen": lib.callback(lambda _: len(tape.data), "sf_vio_get_filelen"),
            "seek": lib.callback(tape.seek, "sf_vio_seek"),
            "read": lib.callback(
                tape.read, "sf_count_t (*)(_Out_writes_bytes_(count) void *ptr, sf_count_t count, void *user)"
            ),
            "write": lib.callback(
                tape.write, "sf_count_t (*)(_In_reads_bytes_(count) const void *ptr, sf_count_t count, void *user)"
            ),
            "tell": lib.callback(lambda _: tape.at, "sf_vio_tell"),
        }
        format_of = {"samplerate": 8000, "channels": 1, "format": WAV_PCM16}
        file, _, _ = lib.sf_open_virtual(file_of_ours, WRITE_MODE, format_of, None)
        assert lib.sf_writef_double(file, [0.0, 0.25, -0.5, 0.75], 4) == 4
        assert lib.sf_close(file) == 0
        assert (bytes(tape.data[:4]), len(tape.data)) == (b"RIFF", 52)
        tape.at = 0
        file, _, told = lib.sf_open_virtual(file_of_ours, READ_MODE, {}, None)
        assert (told["frames"], told["samplerate"], told["channels"]) == (4, 8000, 1)
        count, values = lib.sf_readf_double(file, 4)
        assert (count, values) == (4, pytest.approx([0.0, 0.25, -0.5, 0.75], abs=1e-4))
        assert lib.sf_close(file) == 0


# -- FreeType: handles in handles, nested structs, a struct of callbacks that it calls with structs


def test_freetype_opens_a_font(dlls: dict[str, Path], tmp_path: Path) -> None:
    header = tmp_path / "freetype.h"
    header.write_text("#include <ft2build.h>\n#include FT_FREETYPE_H\n#include FT_OUTLINE_H\n")
    with opened(dlls["libfreetype.dll"], header, INCLUDE / "freetype2") as lib:
        lib.define("""
            FT_Error FT_Init_FreeType(_Out_ FT_Library *library);
            FT_Error FT_New_Face(FT_Library library, const char *path, FT_Long index, _Out_ FT_Face *face);
            FT_Error FT_Get_Kerning(FT_Face face, FT_UInt left, FT_UInt right, FT_UInt mode, _Out_ FT_Vector *kerning);
        """)
        code, library = lib.FT_Init_FreeType()
        assert code == 0
        code, face = lib.FT_New_Face(library, to_host_path(third_party.FONT), 0)
        assert code == 0
        assert lib.call("FT_Set_Pixel_Sizes", face, 0, 64).result == 0
        assert lib.call("FT_Load_Char", face, ord("H"), 0).result == 0
        told = lib.read(face)
        assert (told["family_name"], told["units_per_EM"]) == ("DejaVu Sans", 2048)
        glyph = lib.read(told["glyph"], "FT_GlyphSlotRec")
        assert (glyph["metrics"]["height"] // 64, glyph["outline"]["n_contours"]) == (47, 1)
        assert lib.call(
            "FT_Get_Kerning", face, *(lib.call("FT_Get_Char_Index", face, ord(each)).result for each in "AV"), 0
        )
        lines = RecordedCallback()
        starts = RecordedCallback()
        walk = {"move_to": starts, "line_to": lines}
        assert lib.call("FT_Outline_Decompose", glyph["outline"], walk, None).result == 0
        assert len(starts.calls) == 1
        assert len(lines.calls) >= 11
        ((start, user),) = starts.calls
        assert isinstance(start, dict)
        assert (set(start), user) == ({"x", "y"}, None)
        assert lib.call("FT_Done_Face", face).result == 0
        assert lib.FT_Done_FreeType(library) == 0


# -- libusb: __stdcall through the header's macros, a kept callback, and a function that is not __stdcall after all


def test_libusb_logs_to_a_callback(dlls: dict[str, Path]) -> None:
    with opened(dlls["libusb-1.0.dll"], INCLUDE / "libusb-1.0" / "libusb.h") as lib:
        assert lib.functions["libusb_init"].signature.convention.value == "stdcall"
        assert lib.libusb_error_name(-5) == "LIBUSB_ERROR_NOT_FOUND"
        lib.define("""
            int __stdcall libusb_init(_Out_ libusb_context **context);
            int __stdcall libusb_get_device_list(libusb_context *context, _Out_ void **list);
        """)
        code, context = lib.libusb_init()
        assert code == 0
        heard = RecordedCallback()
        with lib.callback(heard, "libusb_log_cb") as log:
            lib.libusb_set_log_cb(context, log, 2)
            assert lib.call("libusb_set_option", context, "LIBUSB_OPTION_LOG_LEVEL", 4).warnings == ()
            count, devices = lib.libusb_get_device_list(context)
            assert count >= 0
            lib.libusb_free_device_list(devices, 1)
            lib.libusb_exit(context)
        assert any("libusb_get_device_list" in str(text) for _, _, text in heard.calls)


# -- SDL: a timer's thread


def test_sdl_calls_back_from_a_thread_of_its_own(dlls: dict[str, Path]) -> None:
    with opened(dlls["SDL2.dll"]) as lib:
        lib.define("""
            typedef unsigned Uint32;
            typedef int SDL_TimerID;
            typedef struct SDL_version { unsigned char major, minor, patch; } SDL_version;
            typedef Uint32 (__cdecl *SDL_TimerCallback)(Uint32 interval, void *param);
            int __cdecl SDL_Init(Uint32 flags);
            void __cdecl SDL_Quit(void);
            SDL_TimerID __cdecl SDL_AddTimer(Uint32 interval, SDL_TimerCallback callback, void *param);
            void __cdecl SDL_GetVersion(_Out_ SDL_version *version);
        """)
        assert lib.SDL_GetVersion()["major"] == 2
        assert lib.SDL_Init(1) == 0
        heard = RecordedCallback(lambda interval, _: interval + 1 if len(heard.calls) < 5 else 0)
        with lib.callback(heard, "SDL_TimerCallback") as tick:
            assert lib.SDL_AddTimer(5, tick, 0x20) > 0
            assert lib.pump(LONG, calls=5) == 5
            lib.SDL_Quit()
        assert heard.calls == [(interval, 0x20) for interval in (5, 6, 7, 8, 9)]


# -- MediaInfo: __stdcall that no decoration tells, wide text both ways, objects behind handles


def test_mediainfo_reads_a_file_with_a_wide_name(dlls: dict[str, Path], tmp_path: Path) -> None:
    sound = tmp_path / "grün β.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((2, 2, 44100, 0, "NONE", ""))
        file.writeframes(bytes(4 * 44100))
    with opened(dlls["MediaInfo.dll"]) as lib:
        lib.define("""
            void *__stdcall MediaInfo_New(void);
            void __stdcall MediaInfo_Delete(void *handle);
            size_t __stdcall MediaInfo_Open(void *handle, const wchar_t *file);
            const wchar_t *__stdcall MediaInfo_Get(
                void *handle, int stream, size_t number, const wchar_t *parameter, int info, int search);
            const wchar_t *__stdcall MediaInfo_Option(void *handle, const wchar_t *option, const wchar_t *value);
        """)
        assert lib.MediaInfo_Option(None, "Info_Version", "").startswith("MediaInfoLib")
        handle = lib.MediaInfo_New()
        assert lib.MediaInfo_Open(handle, to_host_path(sound)) == 1
        assert lib.MediaInfo_Get(handle, 2, 0, "SamplingRate", 1, 0) == "44100"
        assert lib.MediaInfo_Get(handle, 0, 0, "FileName", 1, 0) == "grün β"
        done = lib.call("MediaInfo_Delete", handle)
        assert done.warnings == ()
        lib.define("void __cdecl MediaInfo_Delete(void *handle);")
        (warning,) = lib.call("MediaInfo_Delete", lib.MediaInfo_New()).warnings
        assert "MediaInfo_Delete removed 4 bytes from the stack, but the signature is __cdecl" in warning


# -- libdmtx: objects behind handles, a struct that a handle leads to, from text to picture and back

DMTX = """
    typedef struct DmtxImage DmtxImage;
    typedef struct DmtxDecode DmtxDecode;
    typedef struct DmtxRegion DmtxRegion;
    typedef struct DmtxMessage {
        size_t arraySize, codeSize, outputSize;
        int outputIdx, padCount;
        unsigned char *array, *code, *output;
    } DmtxMessage;
    typedef struct DmtxEncode {
        int method, scheme, sizeIdxRequest, marginSize, moduleSize, pixelPacking, imageFlip, rowPadBytes;
        DmtxMessage *message;
        DmtxImage *image;
    } DmtxEncode;
    const char *dmtxVersion(void);
    _Freed_by_(dmtxImageDestroy) DmtxImage *dmtxImageCreate(unsigned char *pixels, int width, int height, int packing);
    DmtxEncode *dmtxEncodeCreate(void);
    unsigned dmtxEncodeDataMatrix(DmtxEncode *encode, int size, _In_reads_(size) const unsigned char *text);
    unsigned dmtxEncodeDestroy(_Inout_ DmtxEncode **encode);
    int dmtxImageGetProp(DmtxImage *image, int property);
    DmtxDecode *dmtxDecodeCreate(DmtxImage *image, int scale);
    DmtxRegion *dmtxRegionFindNext(DmtxDecode *decode, void *timeout);
    DmtxMessage *dmtxDecodeMatrixRegion(DmtxDecode *decode, DmtxRegion *region, int fix);
    unsigned dmtxMessageDestroy(_Inout_ DmtxMessage **message);
    unsigned dmtxRegionDestroy(_Inout_ DmtxRegion **region);
    unsigned dmtxDecodeDestroy(_Inout_ DmtxDecode **decode);
"""
WIDTH, HEIGHT = 300, 301


def test_libdmtx_reads_the_code_that_it_has_drawn(dlls: dict[str, Path]) -> None:
    """Its struct has grown since this release, so that a current header would not fit."""
    with opened(dlls["libdmtx-32.dll"]) as lib:
        lib.define(DMTX)
        assert lib.dmtxVersion() == "0.7.4"
        encoder = lib.dmtxEncodeCreate()
        drawn = lib.call("dmtxEncodeDataMatrix", encoder, 7, b"Probe32")
        assert drawn.result == 1
        picture = lib.read(encoder)["image"]
        assert (lib.dmtxImageGetProp(picture, WIDTH), lib.dmtxImageGetProp(picture, HEIGHT)) == (90, 90)
        decoder = lib.dmtxDecodeCreate(picture, 1)
        region = lib.dmtxRegionFindNext(decoder, None)
        message = lib.dmtxDecodeMatrixRegion(decoder, region, -1)
        read = lib.read(message)
        assert lib.read(read["output"], read["outputIdx"]) == b"Probe32"
        for destroy, handle in (("Message", message), ("Region", region), ("Decode", decoder), ("Encode", encoder)):
            assert lib.call(f"dmtx{destroy}Destroy", [handle]).outputs == {destroy.lower(): None}
