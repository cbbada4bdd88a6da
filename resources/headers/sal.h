/*
 * Microsoft's source annotations (SAL 2, the older SAL 1 and the specstrings) as marks that Probe32 reads.
 *
 * A mark that says something about a parameter's memory becomes an annotation, "sal:" and a list of words:
 *   in, out, inout  the direction      opt    null is allowed      alloc  the function stores an address of its own
 *   freed_by=F  what is given must be given back to the function F (a mark of Probe32's own)
 *   count=N, bytes=N  how much memory the pointer leads to; always the last word
 * Every other mark means nothing to a caller and disappears.
 */
#ifndef PROBE32_SAL_H
#define PROBE32_SAL_H
#define _SAL_VERSION 20

#define PROBE32_MARK(words) __attribute__((annotate("sal:" words)))
#define PROBE32_TEXT_(...) #__VA_ARGS__
#define PROBE32_TEXT(...) PROBE32_TEXT_(__VA_ARGS__)
#define PROBE32_SIZED(words, unit, size) PROBE32_MARK(words "," unit "=" PROBE32_TEXT(size))

/* Members of structs. */
#define _Field_size_(size) PROBE32_MARK("count=" PROBE32_TEXT(size))
#define _Field_size_opt_(size) PROBE32_MARK("count=" PROBE32_TEXT(size))
#define _Field_size_full_(size) PROBE32_MARK("count=" PROBE32_TEXT(size))
#define _Field_size_full_opt_(size) PROBE32_MARK("count=" PROBE32_TEXT(size))

/* Not Microsoft's: on a function or on an output, the function that frees what is given. */
#define _Freed_by_(function) PROBE32_MARK("freed_by=" #function)

/* Read by the function. */
#define _In_ PROBE32_MARK("in")
#define _In_bytecount_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_bytecount_c_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_bytecount_x_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_count_(size) PROBE32_SIZED("in", "count", size)
#define _In_count_c_(size) PROBE32_SIZED("in", "count", size)
#define _In_count_x_(size) PROBE32_SIZED("in", "count", size)
#define _In_opt_ PROBE32_MARK("in,opt")
#define _In_opt_bytecount_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_opt_bytecount_c_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_opt_bytecount_x_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_opt_count_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_opt_count_c_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_opt_count_x_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_opt_ptrdiff_count_(...) PROBE32_MARK("in,opt")
#define _In_opt_z_ PROBE32_MARK("in,opt")
#define _In_opt_z_bytecount_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_opt_z_bytecount_c_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_opt_z_count_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_opt_z_count_c_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_ptrdiff_count_(...) PROBE32_MARK("in")
#define _In_reads_(size) PROBE32_SIZED("in", "count", size)
#define _In_reads_bytes_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_reads_bytes_opt_(size) PROBE32_SIZED("in,opt", "bytes", size)
#define _In_reads_opt_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_reads_opt_z_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_reads_or_z_(size) PROBE32_SIZED("in", "count", size)
#define _In_reads_or_z_opt_(size) PROBE32_SIZED("in,opt", "count", size)
#define _In_reads_to_ptr_(...) PROBE32_MARK("in")
#define _In_reads_to_ptr_opt_(...) PROBE32_MARK("in,opt")
#define _In_reads_to_ptr_opt_z_(...) PROBE32_MARK("in,opt")
#define _In_reads_to_ptr_z_(...) PROBE32_MARK("in")
#define _In_reads_z_(size) PROBE32_SIZED("in", "count", size)
#define _In_z_ PROBE32_MARK("in")
#define _In_z_bytecount_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_z_bytecount_c_(size) PROBE32_SIZED("in", "bytes", size)
#define _In_z_count_(size) PROBE32_SIZED("in", "count", size)
#define _In_z_count_c_(size) PROBE32_SIZED("in", "count", size)

/* Written by the function. */
#define _Out_ PROBE32_MARK("out")
#define _Out_bytecap_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_bytecap_c_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_bytecap_post_bytecount_(size, valid) PROBE32_SIZED("out", "bytes", size)
#define _Out_bytecap_x_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_bytecapcount_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_bytecapcount_x_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_cap_(size) PROBE32_SIZED("out", "count", size)
#define _Out_cap_c_(size) PROBE32_SIZED("out", "count", size)
#define _Out_cap_m_(factor, size) PROBE32_SIZED("out", "count", (factor) * (size))
#define _Out_cap_post_count_(size, valid) PROBE32_SIZED("out", "count", size)
#define _Out_cap_x_(size) PROBE32_SIZED("out", "count", size)
#define _Out_capcount_(size) PROBE32_SIZED("out", "count", size)
#define _Out_capcount_x_(size) PROBE32_SIZED("out", "count", size)
#define _Out_opt_ PROBE32_MARK("out,opt")
#define _Out_opt_bytecap_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_bytecap_c_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_bytecap_post_bytecount_(size, valid) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_bytecap_x_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_bytecapcount_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_bytecapcount_x_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_cap_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_cap_c_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_cap_m_(factor, size) PROBE32_SIZED("out,opt", "count", (factor) * (size))
#define _Out_opt_cap_post_count_(size, valid) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_cap_x_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_capcount_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_capcount_x_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_ptrdiff_cap_(...) PROBE32_MARK("out,opt")
#define _Out_opt_z_bytecap_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_z_bytecap_c_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_z_bytecap_post_bytecount_(size, valid) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_z_bytecap_x_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_z_bytecapcount_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_opt_z_cap_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_z_cap_c_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_z_cap_m_(factor, size) PROBE32_SIZED("out,opt", "count", (factor) * (size))
#define _Out_opt_z_cap_post_count_(size, valid) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_z_cap_x_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_opt_z_capcount_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_ptrdiff_cap_(...) PROBE32_MARK("out")
#define _Out_writes_(size) PROBE32_SIZED("out", "count", size)
#define _Out_writes_all_(size) PROBE32_SIZED("out", "count", size)
#define _Out_writes_all_opt_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_writes_all_z_(size) PROBE32_SIZED("out", "count", size)
#define _Out_writes_bytes_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_writes_bytes_all_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_writes_bytes_all_opt_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_writes_bytes_opt_(size) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_writes_bytes_to_(size, valid) PROBE32_SIZED("out", "bytes", size)
#define _Out_writes_bytes_to_opt_(size, valid) PROBE32_SIZED("out,opt", "bytes", size)
#define _Out_writes_opt_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_writes_opt_z_(size) PROBE32_SIZED("out,opt", "count", size)
#define _Out_writes_to_(size, valid) PROBE32_SIZED("out", "count", size)
#define _Out_writes_to_opt_(size, valid) PROBE32_SIZED("out,opt", "count", size)
#define _Out_writes_to_ptr_(...) PROBE32_MARK("out")
#define _Out_writes_to_ptr_opt_(...) PROBE32_MARK("out,opt")
#define _Out_writes_to_ptr_opt_z_(...) PROBE32_MARK("out,opt")
#define _Out_writes_to_ptr_z_(...) PROBE32_MARK("out")
#define _Out_writes_z_(size) PROBE32_SIZED("out", "count", size)
#define _Out_z_bytecap_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_z_bytecap_c_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_z_bytecap_post_bytecount_(size, valid) PROBE32_SIZED("out", "bytes", size)
#define _Out_z_bytecap_x_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_z_bytecapcount_(size) PROBE32_SIZED("out", "bytes", size)
#define _Out_z_cap_(size) PROBE32_SIZED("out", "count", size)
#define _Out_z_cap_c_(size) PROBE32_SIZED("out", "count", size)
#define _Out_z_cap_m_(factor, size) PROBE32_SIZED("out", "count", (factor) * (size))
#define _Out_z_cap_post_count_(size, valid) PROBE32_SIZED("out", "count", size)
#define _Out_z_cap_x_(size) PROBE32_SIZED("out", "count", size)
#define _Out_z_capcount_(size) PROBE32_SIZED("out", "count", size)

/* Read and written. */
#define _Inout_ PROBE32_MARK("inout")
#define _Inout_bytecap_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_bytecap_c_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_bytecap_x_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_bytecount_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_bytecount_c_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_bytecount_x_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_cap_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_cap_c_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_cap_x_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_count_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_count_c_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_count_x_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_opt_ PROBE32_MARK("inout,opt")
#define _Inout_opt_bytecap_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_bytecap_c_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_bytecap_x_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_bytecount_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_bytecount_c_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_bytecount_x_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_cap_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_cap_c_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_cap_x_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_count_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_count_c_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_count_x_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_ptrdiff_count_(...) PROBE32_MARK("inout,opt")
#define _Inout_opt_z_ PROBE32_MARK("inout,opt")
#define _Inout_opt_z_bytecap_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_z_bytecap_c_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_z_bytecap_x_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_z_bytecount_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_z_bytecount_c_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_opt_z_cap_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_z_cap_c_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_z_cap_x_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_z_count_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_opt_z_count_c_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_updates_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_updates_all_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_updates_all_opt_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_updates_bytes_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_updates_bytes_all_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_updates_bytes_all_opt_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_updates_bytes_opt_(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_updates_bytes_to_(size, valid) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_updates_bytes_to_opt_(size, valid) PROBE32_SIZED("inout,opt", "bytes", size)
#define _Inout_updates_opt_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_updates_opt_z_(size) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_updates_to_(size, valid) PROBE32_SIZED("inout", "count", size)
#define _Inout_updates_to_opt_(size, valid) PROBE32_SIZED("inout,opt", "count", size)
#define _Inout_updates_z_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_z_ PROBE32_MARK("inout")
#define _Inout_z_bytecap_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_z_bytecap_c_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_z_bytecap_x_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_z_bytecount_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_z_bytecount_c_(size) PROBE32_SIZED("inout", "bytes", size)
#define _Inout_z_cap_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_z_cap_c_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_z_cap_x_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_z_count_(size) PROBE32_SIZED("inout", "count", size)
#define _Inout_z_count_c_(size) PROBE32_SIZED("inout", "count", size)

/* The function stores an address. */
#define _COM_Outptr_ PROBE32_MARK("out,alloc")
#define _COM_Outptr_opt_ PROBE32_MARK("out,opt,alloc")
#define _COM_Outptr_opt_result_maybenull_ PROBE32_MARK("out,opt,alloc")
#define _COM_Outptr_result_maybenull_ PROBE32_MARK("out,alloc")
#define _Deref_opt_out_ PROBE32_MARK("out,opt,alloc")
#define _Deref_opt_out_opt_ PROBE32_MARK("out,opt,alloc")
#define _Deref_opt_out_opt_z_ PROBE32_MARK("out,opt,alloc")
#define _Deref_opt_out_z_ PROBE32_MARK("out,opt,alloc")
#define _Deref_out_ PROBE32_MARK("out,alloc")
#define _Deref_out_opt_ PROBE32_MARK("out,alloc")
#define _Deref_out_opt_z_ PROBE32_MARK("out,alloc")
#define _Deref_out_z_ PROBE32_MARK("out,alloc")
#define _Outptr_ PROBE32_MARK("out,alloc")
#define _Outptr_opt_ PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_all_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_all_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_to_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_buffer_to_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_all_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_all_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_to_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_bytebuffer_to_maybenull_(...) PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_maybenull_ PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_maybenull_z_ PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_nullonfailure_ PROBE32_MARK("out,opt,alloc")
#define _Outptr_opt_result_z_ PROBE32_MARK("out,opt,alloc")
#define _Outptr_result_buffer_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_buffer_all_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_buffer_all_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_buffer_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_buffer_to_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_buffer_to_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_all_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_all_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_to_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_bytebuffer_to_maybenull_(...) PROBE32_MARK("out,alloc")
#define _Outptr_result_maybenull_ PROBE32_MARK("out,alloc")
#define _Outptr_result_maybenull_z_ PROBE32_MARK("out,alloc")
#define _Outptr_result_nullonfailure_ PROBE32_MARK("out,alloc")
#define _Outptr_result_z_ PROBE32_MARK("out,alloc")

/* SAL 1. */
#define __deref_opt_out PROBE32_MARK("out,opt,alloc")
#define __deref_opt_out_bcount(...) PROBE32_MARK("out,opt,alloc")
#define __deref_opt_out_opt PROBE32_MARK("out,opt,alloc")
#define __deref_out PROBE32_MARK("out,alloc")
#define __deref_out_bcount(...) PROBE32_MARK("out,alloc")
#define __deref_out_ecount(...) PROBE32_MARK("out,alloc")
#define __deref_out_opt PROBE32_MARK("out,alloc")
#define __deref_out_z PROBE32_MARK("out,alloc")
#define __deref_out_z_opt PROBE32_MARK("out,alloc")
#define __in PROBE32_MARK("in")
#define __in_bcount(size) PROBE32_SIZED("in", "bytes", size)
#define __in_bcount_nz(size) PROBE32_SIZED("in", "bytes", size)
#define __in_bcount_opt(size) PROBE32_SIZED("in,opt", "bytes", size)
#define __in_bcount_z(size) PROBE32_SIZED("in", "bytes", size)
#define __in_bcount_z_opt(size) PROBE32_SIZED("in,opt", "bytes", size)
#define __in_ecount(size) PROBE32_SIZED("in", "count", size)
#define __in_ecount_nz(size) PROBE32_SIZED("in", "count", size)
#define __in_ecount_opt(size) PROBE32_SIZED("in,opt", "count", size)
#define __in_ecount_z(size) PROBE32_SIZED("in", "count", size)
#define __in_ecount_z_opt(size) PROBE32_SIZED("in,opt", "count", size)
#define __in_opt PROBE32_MARK("in,opt")
#define __in_z PROBE32_MARK("in")
#define __in_z_opt PROBE32_MARK("in,opt")
#define __inout PROBE32_MARK("inout")
#define __inout_bcount(size) PROBE32_SIZED("inout", "bytes", size)
#define __inout_bcount_full(size) PROBE32_SIZED("inout", "bytes", size)
#define __inout_bcount_nz(size) PROBE32_SIZED("inout", "bytes", size)
#define __inout_bcount_opt(size) PROBE32_SIZED("inout,opt", "bytes", size)
#define __inout_bcount_part(size, valid) PROBE32_SIZED("inout", "bytes", size)
#define __inout_bcount_part_opt(size, valid) PROBE32_SIZED("inout,opt", "bytes", size)
#define __inout_bcount_z(size) PROBE32_SIZED("inout", "bytes", size)
#define __inout_ecount(size) PROBE32_SIZED("inout", "count", size)
#define __inout_ecount_full(size) PROBE32_SIZED("inout", "count", size)
#define __inout_ecount_nz(size) PROBE32_SIZED("inout", "count", size)
#define __inout_ecount_opt(size) PROBE32_SIZED("inout,opt", "count", size)
#define __inout_ecount_part(size, valid) PROBE32_SIZED("inout", "count", size)
#define __inout_ecount_z(size) PROBE32_SIZED("inout", "count", size)
#define __inout_ecount_z_opt(size) PROBE32_SIZED("inout,opt", "count", size)
#define __inout_opt PROBE32_MARK("inout,opt")
#define __inout_z PROBE32_MARK("inout")
#define __inout_z_opt PROBE32_MARK("inout,opt")
#define __out PROBE32_MARK("out")
#define __out_bcount(size) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_full(size) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_full_opt(size) PROBE32_SIZED("out,opt", "bytes", size)
#define __out_bcount_full_z(size) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_nz(size) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_opt(size) PROBE32_SIZED("out,opt", "bytes", size)
#define __out_bcount_part(size, valid) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_part_opt(size, valid) PROBE32_SIZED("out,opt", "bytes", size)
#define __out_bcount_part_z(size, valid) PROBE32_SIZED("out", "bytes", size)
#define __out_bcount_z(size) PROBE32_SIZED("out", "bytes", size)
#define __out_ecount(size) PROBE32_SIZED("out", "count", size)
#define __out_ecount_full(size) PROBE32_SIZED("out", "count", size)
#define __out_ecount_full_opt(size) PROBE32_SIZED("out,opt", "count", size)
#define __out_ecount_full_z(size) PROBE32_SIZED("out", "count", size)
#define __out_ecount_nz(size) PROBE32_SIZED("out", "count", size)
#define __out_ecount_opt(size) PROBE32_SIZED("out,opt", "count", size)
#define __out_ecount_part(size, valid) PROBE32_SIZED("out", "count", size)
#define __out_ecount_part_opt(size, valid) PROBE32_SIZED("out,opt", "count", size)
#define __out_ecount_part_z(size, valid) PROBE32_SIZED("out", "count", size)
#define __out_ecount_z(size) PROBE32_SIZED("out", "count", size)
#define __out_ecount_z_opt(size) PROBE32_SIZED("out,opt", "count", size)
#define __out_opt PROBE32_MARK("out,opt")
#define __out_z PROBE32_MARK("out")
#define __out_z_opt PROBE32_MARK("out,opt")

/* Marks as the Windows documentation writes them, [in, out, optional]: headers/notation.py puts these in their place. */
#define _Mi_ PROBE32_MARK("in")
#define _Mo_ PROBE32_MARK("out")
#define _Mio_ PROBE32_MARK("inout")
#define _Mip_ PROBE32_MARK("in,opt")
#define _Mop_ PROBE32_MARK("out,opt")
#define _Miop_ PROBE32_MARK("inout,opt")

/* Nothing that a caller needs to know. */
#define _Analysis_noreturn_
#define _Benign_race_begin_
#define _Benign_race_end_
#define _Check_return_
#define _Check_return_opt_
#define _Check_return_wat_
#define _Deprecated_
#define _Deref_post_opt_z_
#define _Deref_post_z_
#define _Deref_pre_z_
#define _Deref_prepost_z_
#define _Deref_ret_opt_z_
#define _Deref_ret_z_
#define _Enum_is_bitflag_
#define _Field_z_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _IRQL_is_cancel_
#define _IRQL_requires_same_
#define _IRQL_restores_
#define _IRQL_saves_
#define _IRQL_uses_cancel_
#define _Kernel_float_restored_
#define _Kernel_float_saved_
#define _Literal_
#define _Maybe_raises_SEH_exception_
#define _Maybenull_
#define _Must_inspect_result_
#define _No_competing_thread_
#define _No_competing_thread_begin_
#define _No_competing_thread_end_
#define _Notliteral_
#define _Notnull_
#define _Notvalid_
#define _NullNull_terminated_
#define _Null_
#define _Null_terminated_
#define _Outref_
#define _Outref_result_maybenull_
#define _Outref_result_nullonfailure_
#define _Points_to_data_
#define _Post_
#define _Post_equals_last_error_
#define _Post_invalid_
#define _Post_maybenull_
#define _Post_maybez_
#define _Post_notnull_
#define _Post_null_
#define _Post_ptr_invalid_
#define _Post_valid_
#define _Post_z_
#define _Pre_
#define _Pre_invalid_
#define _Pre_maybenull_
#define _Pre_notnull_
#define _Pre_null_
#define _Pre_opt_valid_
#define _Pre_unknown_
#define _Pre_valid_
#define _Pre_z_
#define _Prepost_valid_
#define _Prepost_z_
#define _Printf_format_string_
#define _Raises_SEH_exception_
#define _Requires_no_locks_held_
#define _Reserved_
#define _Result_nullonfailure_
#define _Result_zeroonfailure_
#define _Ret_
#define _Ret_maybenull_
#define _Ret_maybenull_z_
#define _Ret_notnull_
#define _Ret_null_
#define _Ret_opt_
#define _Ret_opt_z_
#define _Ret_valid_
#define _Ret_z_
#define _Scanf_format_string_
#define _Scanf_format_string_impl_
#define _Scanf_s_format_string_
#define _Strict_type_match_
#define _Translates_last_error_to_HRESULT_
#define _Unreferenced_parameter_
#define _Use_decl_annotations_
#define _Valid_
#define __callback
#define __checkReturn
#define __deref
#define __deref_inout
#define __deref_inout_opt
#define __drv_aliasesMem
#define __drv_dispatchType_other
#define __drv_nonConstant
#define __drv_restoresIRQL
#define __drv_savesIRQL
#define __drv_useCancelIRQL
#define __encoded_pointer
#define __format_string
#define __internal_kernel_driver
#define __kernel_code
#define __kernel_driver
#define __maybenull
#define __notnull
#define __nullnullterminated
#define __nullterminated
#define __refparam
#define __reserved
#define __user_code
#define __user_driver
#define _Acquires_exclusive_lock_(...)
#define _Acquires_lock_(...)
#define _Acquires_nonreentrant_lock_(...)
#define _Acquires_shared_lock_(...)
#define _Analysis_assume_(...)
#define _Analysis_assume_lock_acquired_(...)
#define _Analysis_assume_lock_held_(...)
#define _Analysis_assume_lock_not_held_(...)
#define _Analysis_assume_lock_released_(...)
#define _Analysis_assume_nullterminated_(...)
#define _Analysis_assume_same_lock_(...)
#define _Analysis_mode_(...)
#define _Analysis_suppress_lock_checking_(...)
#define _At_(...)
#define _At_buffer_(...)
#define _Called_from_function_class_(...)
#define _Create_lock_level_(...)
#define _Deref_in_range_(...)
#define _Deref_inout_range_(...)
#define _Deref_out_range_(...)
#define _Deref_ret_range_(...)
#define _Dispatch_type_(...)
#define _Field_range_(...)
#define _Field_size_bytes_(...)
#define _Field_size_bytes_full_(...)
#define _Field_size_bytes_full_opt_(...)
#define _Field_size_bytes_opt_(...)
#define _Field_size_bytes_part_(...)
#define _Field_size_bytes_part_opt_(...)
#define _Field_size_part_(...)
#define _Field_size_part_opt_(...)
#define _Function_class_(...)
#define _Function_ignore_lock_checking_(...)
#define _Guarded_by_(...)
#define _Has_lock_kind_(...)
#define _Has_lock_level_(...)
#define _IRQL_always_function_max_(...)
#define _IRQL_always_function_min_(...)
#define _IRQL_limited_to_(...)
#define _IRQL_raises_(...)
#define _IRQL_requires_(...)
#define _IRQL_requires_max_(...)
#define _IRQL_requires_min_(...)
#define _IRQL_restores_global_(...)
#define _IRQL_saves_global_(...)
#define _In_NLS_string_(...)
#define _In_function_class_(...)
#define _In_range_(...)
#define _Inout_ptrdiff_count_(...)
#define _Internal_lock_level_order_(...)
#define _Kernel_clear_do_init_(...)
#define _Lock_level_order_(...)
#define _On_failure_(...)
#define _Out_range_(...)
#define _Outref_result_buffer_(...)
#define _Outref_result_buffer_all_(...)
#define _Outref_result_buffer_all_maybenull_(...)
#define _Outref_result_buffer_maybenull_(...)
#define _Outref_result_buffer_to_(...)
#define _Outref_result_buffer_to_maybenull_(...)
#define _Outref_result_bytebuffer_(...)
#define _Outref_result_bytebuffer_all_(...)
#define _Outref_result_bytebuffer_all_maybenull_(...)
#define _Outref_result_bytebuffer_maybenull_(...)
#define _Outref_result_bytebuffer_to_(...)
#define _Outref_result_bytebuffer_to_maybenull_(...)
#define _Post_equal_to_(...)
#define _Post_readable_byte_size_(...)
#define _Post_readable_size_(...)
#define _Post_same_lock_(...)
#define _Post_satisfies_(...)
#define _Post_writable_byte_size_(...)
#define _Post_writable_size_(...)
#define _Pre_equal_to_(...)
#define _Pre_readable_byte_size_(...)
#define _Pre_readable_size_(...)
#define _Pre_satisfies_(...)
#define _Pre_writable_byte_size_(...)
#define _Pre_writable_size_(...)
#define _Printf_format_string_params_(...)
#define _Readable_bytes_(...)
#define _Readable_elements_(...)
#define _Releases_exclusive_lock_(...)
#define _Releases_lock_(...)
#define _Releases_nonreentrant_lock_(...)
#define _Releases_shared_lock_(...)
#define _Requires_exclusive_lock_held_(...)
#define _Requires_lock_held_(...)
#define _Requires_lock_not_held_(...)
#define _Requires_shared_lock_held_(...)
#define _Ret_bytecount_(...)
#define _Ret_count_(...)
#define _Ret_range_(...)
#define _Ret_writes_(...)
#define _Ret_writes_bytes_(...)
#define _Ret_writes_bytes_maybenull_(...)
#define _Ret_writes_bytes_to_(...)
#define _Ret_writes_bytes_to_maybenull_(...)
#define _Ret_writes_maybenull_(...)
#define _Ret_writes_maybenull_z_(...)
#define _Ret_writes_to_(...)
#define _Ret_writes_to_maybenull_(...)
#define _Ret_writes_z_(...)
#define _Ret_z_count_(...)
#define _Return_type_success_(...)
#define _Scanf_format_string_params_(...)
#define _Scanf_s_format_string_params_(...)
#define _Struct_size_bytes_(...)
#define _Success_(...)
#define _Translates_NTSTATUS_to_HRESULT_(...)
#define _Translates_Win32_to_HRESULT_(...)
#define _Unchanged_(...)
#define _When_(...)
#define _Writable_bytes_(...)
#define _Writable_elements_(...)
#define _Write_guarded_by_(...)
#define __analysis_assume(...)
#define __bcount(...)
#define __blocksOn(...)
#define __control_entrypoint(...)
#define __data_entrypoint(...)
#define __drv_allocatesMem(...)
#define __drv_arg(...)
#define __drv_at(...)
#define __drv_deref(...)
#define __drv_dispatchType(...)
#define __drv_formatString(...)
#define __drv_freesMem(...)
#define __drv_in(...)
#define __drv_in_deref(...)
#define __drv_maxIRQL(...)
#define __drv_out(...)
#define __drv_out_deref(...)
#define __drv_raisesIRQL(...)
#define __drv_requiresIRQL(...)
#define __drv_restoresIRQLGlobal(...)
#define __drv_savesIRQLGlobal(...)
#define __drv_setsIRQL(...)
#define __drv_valueIs(...)
#define __drv_when(...)
#define __ecount(...)
#define __field_bcount(...)
#define __field_bcount_opt(...)
#define __field_ecount(...)
#define __field_ecount_opt(...)
#define __struct_bcount(...)
#define __success(...)

#endif
