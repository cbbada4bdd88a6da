#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "everything.h"

static char upper(char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }

int text_length(const char *text) { return text ? (int)strlen(text) : -1; }
int __stdcall wide_length(const wchar_t *text) { return text ? (int)wcslen(text) : -1; }

int text_sum(const char *text) {
    int sum = 0;
    while (*text) sum += (unsigned char)*text++;
    return sum;
}

const char *text_name(int which) { return which == 0 ? "zero" : which == 1 ? "gr\xc3\xbc\xc3\x9f" : NULL; }
const wchar_t *__stdcall wide_name(int which) { return which == 0 ? L"zero" : which == 1 ? L"gr\x00fc\x20ac" : NULL; }
const char *text_not_utf8(void) { return "caf\xe9"; }

int __stdcall text_copy(const char *text, char *buffer, int size) { return snprintf(buffer, (size_t)size, "<%s>", text); }

int wide_copy(const wchar_t *text, wchar_t *buffer, int size) {
    int i = 0;
    for (; i < size - 1 && text[i]; i++) buffer[i] = text[i];
    buffer[i] = 0;
    return i;
}

void text_number(int value, char *buffer) { snprintf(buffer, 16, "no. %d", value); }

int __stdcall text_upper(char *text, int size) {
    int i = 0;
    for (; i < size && text[i]; i++) text[i] = upper(text[i]);
    return i;
}

int wide_upper(wchar_t *text, int size) {
    int i = 0;
    for (; i < size && text[i]; i++) text[i] = text[i] < 128 ? (wchar_t)upper((char)text[i]) : text[i];
    return i;
}

void __stdcall text_fill(char letter, int count, char *text) {
    memset(text, letter, (size_t)count);
    text[count] = 0;
}

void text_fill_up(unsigned int *size, char *text) {
    snprintf(text, *size, "%u bytes", *size);
    *size = (unsigned int)strlen(text);
}

void text_lead(const char **text) { *text = "lead"; }
void __stdcall wide_lead(const wchar_t **text) { *text = L"wide l\x00e9\x0061" L"d"; }

int text_longest(const char *const *texts, int count) {
    int best = -1;
    for (int i = 0; i < count; i++)
        if (text_length(texts[i]) > best) best = text_length(texts[i]);
    return best;
}

int wide_total(const wchar_t *const *texts, int count) {
    int total = 0;
    for (int i = 0; i < count; i++) total += wide_length(texts[i]);
    return total;
}

void text_join(const char *const *texts, int count, char *buffer, int size) {
    int used = 0;
    buffer[0] = 0;
    for (int i = 0; i < count && used < size; i++)
        used += snprintf(buffer + used, (size_t)(size - used), i ? ", %s" : "%s", texts[i]);
}

void label_make(int number, Label *label) {
    snprintf(label->name, sizeof label->name, "label %d", number);
    wcscpy(label->title, L"t\x00eftle");
    strcpy(label->lines[0], "one");
    strcpy(label->lines[1], "two");
    label->note = number ? "noted" : NULL;
}

int __stdcall label_measure(const Label *label) {
    return text_length(label->name) + 10 * wide_length(label->title) + 100 * text_length(label->lines[1]) +
           1000 * text_length(label->note);
}

void label_swap(Label *label) {
    char kept[6];
    memcpy(kept, label->lines[0], 6);
    memcpy(label->lines[0], label->lines[1], 6);
    memcpy(label->lines[1], kept, 6);
    text_upper(label->name, sizeof label->name);
    label->note = "swapped";
}
