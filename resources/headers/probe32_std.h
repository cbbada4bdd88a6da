/* The names of C++'s own library, without their content: headers that mention them can be read, C cannot pass them. */
#ifndef PROBE32_STD_H
#define PROBE32_STD_H
#include <stddef.h>
#ifdef __cplusplus

namespace std {
using ::size_t;
using ::ptrdiff_t;
using nullptr_t = decltype(nullptr);
class exception;
class runtime_error;
class mutex;
class thread;
template <class T> struct char_traits;
template <class T> class allocator;
template <class T, class Traits = char_traits<T>, class Allocator = allocator<T>> class basic_string;
using string = basic_string<char>;
using wstring = basic_string<wchar_t>;
template <class T, class Traits = char_traits<T>> class basic_ostream;
template <class T, class Traits = char_traits<T>> class basic_istream;
using ostream = basic_ostream<char>;
using istream = basic_istream<char>;
template <class T, class Allocator = allocator<T>> class vector;
template <class T, class Allocator = allocator<T>> class list;
template <class T, class Allocator = allocator<T>> class deque;
template <class T> struct less;
template <class K, class Compare = less<K>, class Allocator = allocator<K>> class set;
template <class K, class V, class Compare = less<K>, class Allocator = allocator<K>> class map;
template <class K, class V> class unordered_map;
template <class T, size_t N> struct array;
template <class A, class B> struct pair;
template <class... T> class tuple;
template <class T> class function;
template <class T> class shared_ptr;
template <class T> class weak_ptr;
template <class T> struct default_delete;
template <class T, class D = default_delete<T>> class unique_ptr;
template <class T> class optional;
template <class T> class complex;
template <class T> class initializer_list;
}

#endif
#endif
