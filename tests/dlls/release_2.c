/* The next release of release_1.c: what its exports say is what `probe32 diff` has to find. */

int sp_same(int a) { return a + 1; }
int __stdcall sp_read(int a, int b, int c) { return a - b - c; }
int sp_sum(int a, int b, int c) { return a + b + c; }
int sp_moved(int a) { return a * 3; }
int __stdcall sp_kept(int a, int b) { return a * b; }
int __stdcall sp_named(int a, int b) { return a * b; }
int sp_hidden(int a) { return a * 9; }
int sp_table = 4;
int sp_new(int a) { return a; }
