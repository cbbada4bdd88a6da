/* Functions whose exported names (odd_names.def) no Python function can have. */
int lambda(int a) { return a + 1; }
int area(int from, int import) { return from * import; }
int __stdcall decorated(int a) { return a + 3; }
int cplusplus(int a) { return a + 4; }
int dollar(int a) { return a + 5; }
int size(int a) { return a + 6; }
int first(int a) { return a + 7; }
int second(int a) { return a + 8; }
int print(int self) { return self + 9; }
int request32_async(int a) { return a + 10; }
