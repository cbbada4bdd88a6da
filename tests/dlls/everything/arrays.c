#include "everything.h"

int sum_fixed(const int values[4]) { return values[0] + 10 * values[1] + 100 * values[2] + 1000 * values[3]; }

void __stdcall double_fixed(int values[3]) {
    for (int i = 0; i < 3; i++) values[i] *= 2;
}

void fill_fixed(int start, double values[3]) {
    for (int i = 0; i < 3; i++) values[i] = start + i / 4.0;
}

int sum_many(const int *values, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum;
}

double __stdcall mean_of(const double *values, unsigned int count) {
    double sum = 0;
    for (unsigned int i = 0; i < count; i++) sum += values[i];
    return count ? sum / count : -1;
}

long long sum_wide(const long long *values, int count) {
    long long sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum;
}

void ramp(int count, double *values) {
    for (int i = 0; i < count; i++) values[i] = i * 0.5;
}

void __stdcall scale(float *values, int count, float factor) {
    for (int i = 0; i < count; i++) values[i] *= factor;
}

void negate_bools(bool *values, int count) {
    for (int i = 0; i < count; i++) values[i] = !values[i];
}

int sum_shorts(const short *values, int size) {
    int sum = 0;
    for (int i = 0; i < size / 2; i++) sum += values[i];
    return sum;
}

int __stdcall evens(int *count, int *values) {
    for (int i = 0; i < *count; i++) values[i] = 2 * i;
    return --*count;
}

int blob(unsigned int *size, void *data) {
    for (unsigned int i = 0; i < *size; i++) ((unsigned char *)data)[i] = (unsigned char)(255 - i);
    *size /= 2;
    return 1;
}

unsigned int checksum(const void *data, unsigned int size) {
    unsigned int sum = 1;
    for (unsigned int i = 0; i < size; i++) sum = sum * 31 + ((const unsigned char *)data)[i];
    return sum;
}

void __stdcall fill(void *data, unsigned int size, unsigned char value) {
    for (unsigned int i = 0; i < size; i++) ((unsigned char *)data)[i] = (unsigned char)(value + i);
}

void reverse(void *data, unsigned int size) {
    unsigned char *bytes = data;
    for (unsigned int i = 0; i < size / 2; i++) {
        unsigned char kept = bytes[i];
        bytes[i] = bytes[size - 1 - i];
        bytes[size - 1 - i] = kept;
    }
}

void bytes_up(unsigned char *bytes, int count) {
    for (int i = 0; i < count; i++) bytes[i]++;
}

double trace(const double matrix[3][3]) { return matrix[0][0] + matrix[1][1] + matrix[2][2]; }

void transpose(double (*matrix)[2]) {
    double kept = (*matrix)[0];
    (*matrix)[0] = (*matrix)[1];
    (*matrix)[1] = kept;
}

int __stdcall grid_sum(const int *cells, int rows, int columns) { return sum_many(cells, rows * columns); }

void grid_fill(int rows, int columns, short *cells) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) cells[i * columns + j] = (short)(10 * i + j);
}
