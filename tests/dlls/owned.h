/* The functions of owned.c, with the marks that say which memory belongs to whom. */
int living(void);

typedef struct node { int value; const char *name; struct node *next; } node;
_Freed_by_(list_free) node *list_make(int count);
void list_free(_In_ node *first);
int list_pop(_Inout_ _Freed_by_(list_free) node **list);
int list_sum(const node *first);

typedef void *DEVICE;
typedef void *CHANNEL;
typedef unsigned SESSION;
_Freed_by_(device_close) DEVICE device_open(int number);
int device_number(DEVICE handle);
int device_close(DEVICE handle);
int device_open_to(int number, _Out_ _Freed_by_(device_close) DEVICE *handle);
int __stdcall device_forget(_Inout_ DEVICE *handle);
typedef struct status { DEVICE handle; DEVICE all[2]; int ok; } status;
void device_status(DEVICE handle, _Out_ status *out);
void *device_in(const status *in);
CHANNEL channel_open(void);
void channel_use(CHANNEL channel);
_Freed_by_(session_close) SESSION session_open(void);
unsigned session_twice(SESSION session);
void session_close(SESSION session);

_Freed_by_(text_free) char *text_make(int number);
void text_make_to(_Outptr_ _Freed_by_(text_free) char **text, _Outptr_ _Freed_by_(text_free) wchar_t **wide);
void __stdcall text_free(void *text);
_Freed_by_(CoTaskMemFree) char *text_of_windows(void);

void camera_start(_In_ double *buffer, int count, int milliseconds);
void keep(_In_ double *buffer);
double kept_sum(int count);
double *kept_numbers(void);
void wait_while(const void *where, char it);

typedef struct image { int width, height; double *pixels; } image;
void image_scale(image *it, double factor);
double rows_sum(_Inout_updates_(n) double **rows, int n, int columns);
double number_at(double *value);
int triple(int ***value);
node *loop_of(node *first);

typedef struct packet { short kind; short count; _Field_size_(count) int data[]; } packet;
int packet_sum(packet *it);
_Freed_by_(packet_free) packet *packet_make(int count);
void packet_free(_In_ packet *it);
int packet_fill(_Out_writes_bytes_(bytes) packet *it, int bytes);

typedef enum mode { MODE_OFF, MODE_ON, MODE_AUTO } mode;
typedef struct flags { int sign : 3; unsigned wide : 5; mode way : 3; unsigned char small : 2; BOOL yes : 1; } flags;
flags flags_turn(flags it);

typedef enum access { ACCESS_NONE = 0, ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_ADMIN = 8 } access;
access access_of(access access);

UINT bstr_length(BSTR text);
_Freed_by_(SysFreeString) BSTR bstr_make(void);
void bstr_make_to(_Out_ _Freed_by_(SysFreeString) BSTR *text);
BOOL bstr_double(_Inout_ _Freed_by_(SysFreeString) BSTR *text);
typedef struct titled { int id; BSTR title; VARIANT_BOOL on; HRESULT outcome; GUID guid; } titled;
int titled_check(titled *it);
VARIANT_BOOL variant_not(VARIANT_BOOL value);
HRESULT fail_as(HRESULT outcome);
int guid_is(const GUID *guid);
GUID guid_make(void);

typedef union number { int whole; double real; unsigned char bytes[8]; } number;
number number_next(number it);
typedef union small { short a; unsigned char b[2]; } small;
small small_next(small it);
