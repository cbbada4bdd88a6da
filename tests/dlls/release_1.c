/* The first release of a vendor's DLL; release_2.c is the next one. Exported as release_1.def says. */

int sp_same(int a) { return a + 1; }
int __stdcall sp_read(int a, int b) { return a - b; }
int sp_sum(int a, int b) { return a + b; }
int sp_old(int a) { return a * 2; }
int sp_moved(int a) { return a * 3; }
int sp_kept(int a, int b) { return a * b; }
int sp_here(int a) { return a * 5; }
int __stdcall sp_named(int a) { return a * 7; }
int sp_hidden(int a) { return a * 9; }
int sp_table = 4;
