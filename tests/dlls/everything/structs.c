#include <stdint.h>

#include "everything.h"

void mixed_make(int seed, Mixed *mixed) {
    Mixed made = {(char)seed, (short)(seed * 2), 'c', seed * 1000, seed + 0.5f, seed + 0.25, seed * 10000000000LL, true};
    *mixed = made;
}

double __stdcall mixed_sum(const Mixed *mixed) {
    return mixed->a + mixed->b + mixed->c + mixed->d + mixed->e + mixed->f + (double)mixed->g + mixed->h;
}

void mixed_bump(Mixed *mixed) {
    mixed->a++;
    mixed->b--;
    mixed->c++;
    mixed->d *= 2;
    mixed->e /= 2;
    mixed->f *= 4;
    mixed->g = -mixed->g;
    mixed->h = !mixed->h;
}

static void bump(Inner *inner) {
    inner->kind++;
    for (int i = 0; i < 3; i++) inner->values[i] = (short)(inner->values[i] * 2 + i);
}

void outer_bump(Outer *outer) {
    bump(&outer->first);
    for (int i = 0; i < 2; i++) bump(&outer->more[i]);
    outer->at.x++;
    outer->at.y--;
    outer->last ^= 0xFF;
}

int __stdcall outer_sum(const Outer *outer) {
    return outer->first.values[0] + 10 * outer->more[0].values[1] + 100 * outer->more[1].values[2] +
           1000 * outer->at.y + outer->last;
}

void number_bump(Number *number) {
    number->whole++;
    number->bytes[7 & 3]++;
}

void variant_bump(Variant *variant) {
    if (variant->tag == 0) variant->whole++;
    if (variant->tag == 1) variant->real *= 2;
    if (variant->tag == 2) variant->high = variant->low + 1;
    variant->number.wide = 1.5;
    variant->tag++;
}

void bits_bump(Bits *bits) {
    bits->low++;
    bits->middle += 3;
    bits->sign--;
    bits->little ^= 7;
    bits->rest++;
    bits->tail = -bits->tail;
    bits->end = !bits->end;
}

void flags_turn(Flags *flags) {
    flags->ready = !flags->ready;
    flags->error = flags->busy;
    flags->level++;
}

void __stdcall packed1_bump(Packed1 *packed) {
    packed->a++;
    packed->b *= 2;
    packed->c--;
    packed->d += 1000;
}

void __stdcall packed2_bump(Packed2 *packed) {
    packed->a++;
    packed->b *= 2;
    packed->c--;
    packed->d += 1000;
}

void __stdcall packed4_bump(Packed4 *packed) {
    packed->a++;
    packed->b *= 2;
    packed->c--;
    packed->d--;
}

void packed_bits_bump(PackedBits *packed) {
    packed->a++;
    packed->b++;
    packed->c += 2;
    packed->d--;
    packed->e += 3;
}

void aligned_bump(Aligned *aligned) {
    aligned->a++;
    aligned->b--;
}

void gap_bump(Gap *gap) {
    gap->a++;
    gap->b += 2;
    gap->c += 3;
}

void register_split(unsigned int all, Register *parts) { parts->all = all; }

int flexible_sum(const Flexible *flexible, int size) {
    int sum = size;
    for (int i = 0; i < flexible->count; i++) sum += flexible->values[i];
    return sum;
}

int __stdcall flexible_total(const Flexible *flexible) { return flexible_sum(flexible, 0); }

void flexible_make(int count, Flexible *flexible) {
    flexible->count = count;
    for (int i = 0; i < count; i++) flexible->values[i] = (short)(i * i);
}

void flexible_bump(Flexible *flexible) {
    for (int i = 0; i < flexible->count; i++) flexible->values[i]++;
    flexible->count--;
}

int buffer_sum(const Buffer *buffer) {
    int sum = buffer->name ? buffer->name[0] : 0;
    for (int i = 0; i < buffer->count; i++) sum += buffer->values[i];
    return sum;
}

void buffer_scale(Buffer *buffer, int factor) {
    int sum = buffer_sum(buffer);
    buffer->count = sum * factor;
    buffer->name = factor > 1 ? "scaled" : NULL;
}

int node_sum(const Node *node) {
    int sum = 0;
    for (; node; node = node->next) sum = sum * 10 + node->value;
    return sum;
}

int __stdcall inners_sum(const Inner *inners, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += inners[i].kind * inners[i].values[2];
    return sum;
}

void inners_bump(Inner *inners, int count) {
    for (int i = 0; i < count; i++) bump(&inners[i]);
}

void inners_make(int count, Inner *inners) {
    for (int i = 0; i < count; i++) {
        Inner made = {(char)i, {(short)i, (short)(i * i), (short)-i}};
        inners[i] = made;
    }
}

const Inner *inner_shared(void) {
    static const Inner it = {42, {1, 2, 3}};
    return &it;
}

int inner_kind(const Inner *inner) { return inner->kind; }
